"""Sites that give less than they did, and sites that have changed, do not pass in silence."""

from collections.abc import Callable
from pathlib import Path

from tests.crawl.conftest import Crawl
from tests.replica.families.made import office
from tests.replica.families.trs import trs_site

HOST = "sthjj.luqing.gov.cn"


def _crawl(crawl: Callable[..., Crawl], folder: Path, years: range, *options: str) -> Crawl:
    site = trs_site(office(HOST, years=years))
    return crawl("site", "-a", f"url=http://{HOST}/", *options, "-s", f"DATA_FOLDER={folder / 'data'}", sites=[site])


def test_a_site_that_gives_less_than_before_fails_and_says_what_it_gave(
    crawl: Callable[..., Crawl], tmp_path: Path
) -> None:
    full = _crawl(crawl, tmp_path, range(2016, 2026))
    assert (full.code, len(full.records)) == (0, 10)
    again = _crawl(crawl, tmp_path, range(2017, 2026))
    assert (again.code, len(again.records)) == (0, 9)
    less = _crawl(crawl, tmp_path, range(2020, 2026))
    assert less.code == 1
    assert len(less.records) == 6
    assert "less than before: 9 reports on 20" in less.line(HOST)


def test_a_sample_neither_fails_against_the_past_nor_becomes_it(crawl: Callable[..., Crawl], tmp_path: Path) -> None:
    _crawl(crawl, tmp_path, range(2016, 2026))
    sample = _crawl(crawl, tmp_path, range(2016, 2026), "-a", "sample=2")
    assert (sample.code, len(sample.records)) == (0, 2)
    assert _crawl(crawl, tmp_path, range(2016, 2026)).code == 0
