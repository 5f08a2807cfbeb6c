# Two commands do all the set-up: `make demo` and `make test`. Needs Python >= 3.11; no root.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready-$(shell cat requirements.lock pyproject.toml | cksum | cut -d' ' -f1)
SPIDERS := liaocheng_sthjj hengshui_sthjj pingtan

.PHONY: setup demo test lint format types sites bench lock clean

setup: $(READY)

# The lock pins every package by hash; the project itself goes in editable on top of it. That setuptools warns of folders of
# the package's name is not for newcomers: here they are the package.
$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("govreports needs Python 3.11 or later") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	rm -f $(VENV)/.ready-*
	touch $@

# Crawls a replica of three sites on loopback with the spiders and settings of production, delay included.
demo: setup
	$(BIN)/python -m tests.replica run -- $(BIN)/python -m tests.demo $(SPIDERS) $(DEMO_ARGS)

test: setup
	$(BIN)/python -m pytest

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

# What lint would only complain of: spiders are a line an attribute, imports in order.
format: setup
	$(BIN)/ruff check --select I --fix .
	$(BIN)/ruff format .

types: setup
	$(BIN)/mypy

# The catalogue's page and map, after a change to the spiders.
sites: setup
	$(BIN)/govreports sites --markdown > docs/sites.md
	$(BIN)/govreports sites --svg > docs/sites.svg

bench: setup
	$(BIN)/python -m benchmarks

lock: setup
	$(BIN)/pip-compile --quiet --strip-extras --allow-unsafe --generate-hashes --no-emit-index-url --no-emit-trusted-host \
	  --no-emit-find-links --no-header --all-build-deps --extra all --extra dev --extra bench -o requirements.lock pyproject.toml

clean:
	rm -rf $(VENV) build *.egg-info
