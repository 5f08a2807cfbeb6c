"""When a crawl may say that what it has not met is gone, and what becomes of it where its ledger cannot be written."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from scrapy import Request
from scrapy.exceptions import NotConfigured
from scrapy.http import HtmlResponse
from scrapy.utils.test import get_crawler

from govreports.bookkeeping import ERROR, Bookkeeping, program
from govreports.exits import EXIT, FAILED
from govreports.ledger import LedgerError
from govreports.platforms import Trs
from tests.test_ledger import LIST, address, record

FAILURE: Any = None
"""What failed is not looked at, only where."""
OTHERS = [record(year) for year in range(2010, 2016)]


class Running:
    """A crawl as its ledger sees it; *day* is when it was started."""

    def __init__(self, folder: Path, day: int, options: dict[str, Any] | None = None) -> None:
        self.crawler = get_crawler(settings_dict={"DATA_FOLDER": str(folder), **(options or {})})
        assert self.crawler.stats is not None
        self.stats = self.crawler.stats
        self.stats.set_value("start_time", datetime(2026, 1, day, tzinfo=UTC))
        self.spider: Any = SimpleNamespace(
            name="made", troubles=[], lost={}, sample=None, lists=[Trs(LIST, evidence="")]
        )
        self.ledger = Bookkeeping.from_crawler(self.crawler)
        self.ledger.spider_opened(cast("Any", self.spider))

    def end(self, *records: Any, reason: str = "finished") -> dict[str, int]:
        """What it counts that gave *records*; states of which there was none are left out."""
        for each in records:
            self.ledger.item_scraped(each, None)
        self.ledger.spider_closed(self.spider, reason)
        counts = {name: self.stats.get_value(f"ledger/{name}", 0) for name in ("new", "unchanged", "gone", "unseen")}
        return {name: count for name, count in counts.items() if count}


def page(url: str, **kept: Any) -> HtmlResponse:
    return HtmlResponse(url, request=Request(url, cb_kwargs=kept))


@pytest.fixture
def second(tmp_path: Path) -> Callable[..., Running]:
    """The crawl after one that met seven reports."""
    assert Running(tmp_path, 1).end(*OTHERS, record(2020)) == {"new": 7}
    return lambda options=None: Running(tmp_path, 2, options)


def test_a_crawl_that_met_whatever_its_lists_name_says_what_is_gone(second: Callable[..., Running]) -> None:
    assert second().end(*OTHERS) == {"unchanged": 6, "gone": 1}


def _sample(crawl: Running) -> None:
    crawl.spider.sample = 6


def _trouble(crawl: Running) -> None:
    crawl.spider.troubles.append("a list broke")


def _refused(crawl: Running) -> None:
    crawl.stats.set_value("site/example.gov.cn/obstacle", "refused")


def _left_list(crawl: Running) -> None:
    crawl.stats.inc_value("site/example.gov.cn/retired_lists")


def _other_lists(crawl: Running) -> None:
    crawl.spider.lists = [Trs("http://elsewhere.gov.cn/", evidence="")]


def _broken_list(crawl: Running) -> None:
    crawl.ledger.spider_error(FAILURE, page(LIST, number=1))


def _broken_page(crawl: Running) -> None:
    crawl.ledger.spider_error(FAILURE, page(address(2020), listed=None))


def _dropped(crawl: Running) -> None:
    crawl.ledger.item_dropped(SimpleNamespace(page=SimpleNamespace(url=address(2020))), None)


def _failed(crawl: Running) -> None:
    crawl.ledger.item_error({}, page(address(2020)))


def _lost(crawl: Running) -> None:
    crawl.spider.lost[address(2020)] = "geo_or_ip_block"


@pytest.mark.parametrize(
    "happens",
    [_sample, _trouble, _refused, _left_list, _other_lists, _broken_list, _broken_page, _dropped, _failed, _lost],
)
def test_whatever_may_have_hidden_a_report_keeps_it_from_being_gone(
    happens: Callable[[Running], None], second: Callable[..., Running]
) -> None:
    crawl = second()
    happens(crawl)
    assert crawl.end(*OTHERS) == {"unchanged": 6, "unseen": 1}


def test_a_crawl_that_was_stopped_or_goes_on_from_another_says_of_nothing_that_it_is_gone(
    second: Callable[..., Running], tmp_path: Path
) -> None:
    assert second().end(*OTHERS, reason="shutdown") == {"unchanged": 6, "unseen": 1}
    assert Running(tmp_path, 3, {"JOBDIR": "jobs"}).end(*OTHERS) == {"unchanged": 6, "unseen": 1}


def test_where_the_ledger_cannot_be_written_the_crawl_goes_on_and_fails(
    second: Callable[..., Running], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    crawl = second()

    def full(*_arguments: object) -> None:
        raise LedgerError("made.sqlite: database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr("govreports.ledger.store.Ledger._flush", full)
        assert crawl.end(*OTHERS) == {}
    assert crawl.stats.get_value(ERROR) == "made.sqlite: database or disk is full"
    assert crawl.stats.get_value(EXIT) == FAILED
    assert caplog.text.count("the ledger is not written: made.sqlite: database or disk is full") == 1
    assert Running(tmp_path, 3).end(*OTHERS) == {"unchanged": 6, "gone": 1}


def test_what_somebody_elses_pipeline_made_of_a_record_is_none(second: Callable[..., Running]) -> None:
    assert second().end(*OTHERS, {"report_id": "x"}, object()) == {"unchanged": 6, "gone": 1}


def test_a_crawl_that_keeps_nothing_has_no_ledger() -> None:
    with pytest.raises(NotConfigured):
        Bookkeeping.from_crawler(get_crawler(settings_dict={"DATA_FOLDER": ""}))


def test_the_program_has_one_name_as_long_as_it_is_the_same() -> None:
    name = program()
    program.cache_clear()
    assert program() == name
