"""A project of its own for tests that run commands as an operator has them: few spiders, no pauses, nothing else changed."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from tests.crawl.conftest import ROOT
from tests.replica import Replica

_SETTINGS: Final = '''"""The project's settings, but for the pauses and the spiders."""

from govreports.settings import *

SPIDER_MODULES = ["few"]
DOWNLOAD_DELAY = 0.01
AUTOTHROTTLE_ENABLED = False
RETRY_TIMES = 0
'''
_SPIDER: Final = """from govreports.crawling import DisclosureSpider
from govreports.platforms import Trs


class It(DisclosureSpider):
    name = "{name}"
    agency_name = "聊城市生态环境局"
    sources = (Trs("{url}", evidence="list: unverified"),)
"""


def project(folder: Path, spiders: Mapping[str, str]) -> Path:
    """A checkout with an environment, and a spider for each list of *spiders*, by name."""
    (folder / "few").mkdir(parents=True)
    (folder / "few" / "__init__.py").touch()
    for name, url in spiders.items():
        (folder / "few" / f"{name}.py").write_text(_SPIDER.format(name=name, url=url), "utf-8")
    (folder / "quick.py").write_text(_SETTINGS, "utf-8")
    (folder / "scrapy.cfg").write_text((ROOT / "scrapy.cfg").read_text().replace("govreports.settings", "quick"))
    (folder / "output").mkdir()
    (folder / ".venv").symlink_to(sys.prefix)
    return folder


def surroundings(replica: Replica | None) -> dict[str, str]:
    """The environment that a timer gives to a job, which is not much; and, in tests, the way to the replica."""
    bare = {"PATH": os.defpath, "HOME": "/nonexistent", "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    return bare | (replica.environment() if replica is not None else {})


def start(folder: Path, command: list[str], replica: Replica | None, **more: str) -> subprocess.Popen[str]:
    """Start *command* in a project."""
    return subprocess.Popen(
        command,
        cwd=folder,
        env=surroundings(replica) | more,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def finish(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """The exit code of a command, and what it said on both streams."""
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


def crawlall(folder: Path, replica: Replica | None, *options: str) -> tuple[int, str, str]:
    """``scrapy crawlall`` in a project."""
    return finish(start(folder, [".venv/bin/scrapy", "crawlall", *options], replica))
