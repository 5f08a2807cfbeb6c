"""Pages that people read: whole, harmless, and asking for nothing."""

import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest

from govreports.health.gathering import Tally
from govreports.health.model import ChangedReport, Changes, Incomplete
from govreports.health.overview import Known, overview
from govreports.health.pages import overview_page, run_page
from tests.health.made import agency, judged, past, record, site, years

_HOSTILE = "<script>alert(1)</script>\"'>{{ 7 * 7 }}"
_VOID = {"meta", "br", "rect", "link", "img", "input", "hr"}


class _Wellformed(HTMLParser):
    """Complains about tags that do not close as they open, and keeps addresses and tags."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _value in attrs}
        self.links += [value or "" for name, value in attrs if name in {"href", "src"}]
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            assert self.open.pop() == tag


def _hostile_run() -> str:
    changes = Changes(
        counts={"new": 1, "gone": 1},
        reports=(
            ChangedReport(kind="gone", report_id="a/1", title=_HOSTILE, url="javascript:alert(1)"),
            ChangedReport(kind="new", report_id="a/2", title=None, url="http://www.a.gov.cn/1.html"),
        ),
    )
    examples = (Incomplete(report_id=_HOSTILE, url="data:text/html,x", fields=("title",)),)
    sites = (site(errors=1, obstacle="failed", hint=_HOSTILE, others=("server_error",)),)
    return run_page(judged(changes=changes, examples=examples, sites=sites, incomplete=1, troubles=(_HOSTILE,)))


def test_a_run_s_page_is_well_formed_and_asks_for_nothing() -> None:
    page = _hostile_run()
    seen = _Wellformed(page)
    assert seen.tags.isdisjoint({"script", "link", "img", "iframe", "object", "form"})
    assert not any(name.startswith("on") for name in seen.attributes)
    assert "url(" not in page
    assert "@import" not in page
    assert set(seen.links) == {"../index.html", "http://www.a.gov.cn/1.html", "20260220T030000Z.json"}


def test_what_sites_say_is_text_and_nothing_else() -> None:
    page = _hostile_run()
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "{{ 7 * 7 }}" in page
    assert "javascript:" not in page


def test_the_verdict_stands_first_and_advice_beside_obstacles() -> None:
    page = run_page(judged(sites=(site(obstacle="waf_jsl"),)))
    assert page.index("Failed") < page.index("What the monitors say") < page.index("Sites <small>")
    assert "ask the agency, or crawl from where it answers" in page


def test_years_stand_in_a_grid() -> None:
    page = run_page(judged(agencies=(years(y2023="late", y2024="missing", y2025="overdue"),)))
    assert re.findall(r'title="(\d{4}: \w+)"', page) == ["2023: late", "2024: missing", "2025: overdue"]


def test_the_last_runs_are_bars() -> None:
    page = run_page(judged(past=tuple(past(ok=number != 3) for number in range(20))))
    assert page.count("<rect") == 3 * 21
    assert page.count('<rect class="failure"') == 3


@pytest.mark.parametrize(
    "report", [judged(), judged(past=(), sites=(), agencies=(), reports=0, coverage=(), home=None)]
)
def test_there_is_a_page_for_runs_with_and_without_anything_to_show(report: object) -> None:
    _Wellformed(run_page(report))  # type: ignore[arg-type]  # a run's report


def test_a_page_of_many_agencies_and_reports_stays_small_and_opens_to_the_rest() -> None:
    tally = Tally()
    names = [
        f"聊城市{name}局"
        for name in ("水利", "教育", "民政", "财政", "审计", "统计", "司法", "公安", "商务", "应急管理")
    ]
    for name in names:
        for year in range(2020, 2025):
            tally.add(record(name, year))
    report = judged(agencies=tally.agencies(None, judged().day) * 6)
    page = run_page(report)
    _Wellformed(page)
    assert "20 more agencies" in page
    assert len(page) < 300_000


def test_the_page_of_a_site_without_a_file_leads_back_to_all() -> None:
    page = run_page(judged(keeps_as="site/www.a.gov.cn"))
    assert 'href="../../index.html"' in page


def test_all_sites_stand_on_one_page_with_links_to_their_runs(tmp_path: Path) -> None:
    now = datetime(2026, 2, 21, tzinfo=UTC)
    known = [Known("a", agency()), Known("b", agency("聊城市水利局"))]
    failing = judged(sites=(site(obstacle="refused", reports=0),), reports=0, keeps_as="a")
    page = overview_page(overview(known, [failing, judged(keeps_as="site/<x>")], now), "runs/")
    seen = _Wellformed(page)
    assert "script" not in seen.tags
    assert set(seen.links) == {"runs/a/20260220T030000Z.html", "runs/site/<x>/20260220T030000Z.html"}
    assert page.index("Failing</span>") < page.index("What stands in the way") < page.index("Never crawled <small>")
