"""``python -m tests.sites.build``: what was fetched from a site is not played over."""

import os
import subprocess
import sys
from pathlib import Path

from govreports.archive import read_exchanges, write_exchange, write_info
from tests.crawl.checkouts import checkout, files
from tests.crawl.conftest import ROOT


def build(folder: Path, *names: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-P", "-m", "tests.sites.build", *names],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}", "PYTHONDONTWRITEBYTECODE": "1"},
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    return done.returncode, done.stdout, done.stderr


def test_a_fetched_fixture_is_left_alone(tmp_path: Path) -> None:
    folder = checkout(tmp_path, "ah_jyt")
    archive = folder / "tests/sites/ah_jyt.warc"
    exchanges = list(read_exchanges(archive))
    with archive.open("wb") as file:
        write_info(file, {"description": "Pages fetched from jyt.ah.gov.cn in November 2026."}, exchanges[0].at)
        for exchange in exchanges:
            write_exchange(file, exchange)
    before = files(folder)
    code, _out, err = build(folder, "ah_jyt")
    assert code == 1
    assert "ah_jyt was fetched from the site" in err
    assert build(folder)[:2] == (0, "0 fixtures, 0 problems\n")
    assert files(folder) == before


def test_a_name_that_no_spider_has_is_said(tmp_path: Path) -> None:
    code, _out, err = build(checkout(tmp_path, "ah_jyt"), "nobody")
    assert (code, err) == (2, "no such spiders: nobody\n")
