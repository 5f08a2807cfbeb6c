"""Every spider against its fixture and its golden record, one test a spider: ``pytest -k liaocheng_sthjj``."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from scrapy.spiderloader import SpiderLoader
from scrapy.utils.project import get_project_settings

from govreports.crawling.fixtures import FOLDER, MOST_BYTES, Fixture

ROOT = Path(__file__).parents[1]
NAMES = sorted(set(SpiderLoader.from_settings(get_project_settings()).list()) - {"site"})


@pytest.fixture(scope="session")
def checked(request: pytest.FixtureRequest) -> dict[str, dict[str, Any]]:
    """What `scrapy checkall` says of the spiders whose tests run, in one process for all of them."""
    wanted = {
        str(item.callspec.params["name"])
        for item in request.session.items
        if isinstance(item, pytest.Function) and item.path == Path(__file__) and hasattr(item, "callspec")
    }
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", "checkall", "--json", *sorted(wanted)],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=600,
    )
    found = {line["name"]: line for line in map(json.loads, done.stdout.splitlines())}
    assert found.keys() == wanted, done.stderr
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_spider_gives_its_golden_record(name: str, checked: dict[str, dict[str, Any]]) -> None:
    assert not checked[name]["problems"], "\n".join(checked[name]["problems"])
    assert checked[name]["records"] > 0


def test_no_fixture_is_without_a_spider() -> None:
    files = {path.stem for path in (ROOT / FOLDER).iterdir() if path.suffix in {".json", ".warc"}}
    assert files == set(NAMES)


def test_golden_records_name_their_agency_and_show_that_tables_are_read() -> None:
    for name in NAMES:
        golden = Fixture(name, ROOT / FOLDER).read_golden()
        assert all(record["agency"]["id"] for record in golden), name
        assert {record["tables_state"] for record in golden} & {"parsed", "partial"}, name


def test_fixtures_stay_small() -> None:
    assert [path.name for path in (ROOT / FOLDER).iterdir() if path.stat().st_size > MOST_BYTES] == []
