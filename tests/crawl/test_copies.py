"""The same report under two addresses, on two hosts, or as a page and as its own file, end to end."""

from collections.abc import Callable
from html import escape
from typing import Final

from tests.crawl.conftest import Crawl
from tests.replica import Altered, ReplicaRequest, ReplicaResponse
from tests.replica.figures import Figures, load_figures
from tests.replica.render import report_html
from tests.replica.sites.hengshui import hengshui_bureau_site, hengshui_platform_site
from tests.replica.sites.liaocheng import COLUMN, liaocheng_site

BUREAU: Final = "http://sthjj.hengshui.gov.cn/pubgov1_20/"
AGENCY: Final = "衡水市生态环境局"


def _page(title: str, figures: Figures) -> ReplicaResponse:
    body = report_html(figures, title=title)
    return ReplicaResponse(
        f'<html><head><meta charset="utf-8"><title>{title}</title></head><body>{body}</body></html>'.encode()
    )


def _title(year: int) -> str:
    return f"{AGENCY}{year}年政府信息公开工作年度报告"


def _bureau(*, rows: dict[str, str], pages: dict[str, ReplicaResponse]) -> Altered:
    """The bureau's own site with more in its list."""
    site = hengshui_bureau_site()
    more = "".join(
        f'<li><a href="{escape(url)}">{title}</a><span>2021-02-02</span></li>' for url, title in rows.items()
    )

    def listing(request: ReplicaRequest) -> ReplicaResponse:
        page = site.respond(request)
        return ReplicaResponse(page.body.replace(b"</ul>", f"{more}</ul>".encode(), 1))

    return Altered(site, {"/pubgov1_20/": listing, **pages})


def test_a_report_on_two_hosts_is_one_record(crawl: Callable[..., Crawl]) -> None:
    figures = load_figures()["hengshui_sthjj_2020"]
    bureau = _bureau(
        rows={
            "/pubgov1_20/29410.html": "2020年年报",  # in the column of the annual reports that is one
            "/pubgov1_20/29410.html?ddtab=true": _title(2020),
            "/pubgov1_20/29411.html": f"一图读懂：{_title(2020)}",
        },
        pages={
            "/pubgov1_20/29410.html": _page(_title(2020), figures),
            "/pubgov1_20/29410.html?ddtab=true": _page(_title(2020), figures),
        },
    )
    run = crawl("hengshui_sthjj", sites=[hengshui_platform_site(), bureau])
    assert run.code == 0
    record = run.record("131100-sthjj/2020")
    assert record["source"]["site"] == "xxgk.hengshui.gov.cn"  # with the block of metadata
    (also,) = record["source"]["also"]
    assert also["url"].partition("?")[0] == f"{BUREAU}29410.html"
    assert (also["site"], also["list_url"]) == ("sthjj.hengshui.gov.cn", BUREAU)
    assert "Q909" not in [found["rule"] for found in record["findings"]]
    # Other agencies' reports, and other years, are what they were.
    assert sorted(record["report_id"] for record in run.records) == [
        "131100-slj/2023",
        "131100-sthjj/2019",
        "131100-sthjj/2020",
        "131100-sthjj/2021",
        "131100-zf/2017",
    ]
    assert [record["source"]["also"] for record in run.records].count([]) == 4
    # The summary does not claim more reports than there are without saying so.
    assert " 2 of them met before, " in run.log
    assert "4 reports, " in run.line("sthjj.hengshui.gov.cn")
    # What was let go is told with its reasons, and counted.
    assert "-10 explains a report" in run.log
    assert "'let_go/rows/explained': 1" in run.log
    assert not any(request.path == "/pubgov1_20/29411.html" for request in run.requests)


def test_two_documents_that_contradict_each_other_both_stay(crawl: Callable[..., Crawl]) -> None:
    figures = load_figures()["hengshui_sthjj_2019"]
    path = next(path for path, value in figures.cells.items() if path.startswith("requests.") and value.isdecimal())
    other = Figures(**{**vars(figures), "cells": {**figures.cells, path: "777"}})
    bureau = _bureau(
        rows={"/pubgov1_20/29410.html": _title(2019)}, pages={"/pubgov1_20/29410.html": _page(_title(2019), other)}
    )
    run = crawl("hengshui_sthjj", sites=[hengshui_platform_site(), bureau])
    found = {
        record["source"]["url"]: next(each for each in record["findings"] if each["rule"] == "Q909")
        for record in run.records
        if record["report_id"] == "131100-sthjj/2019"
    }
    assert set(found) == {f"{BUREAU}29402.html", f"{BUREAU}29410.html"}
    assert found[f"{BUREAU}29410.html"]["path"] == path
    assert found[f"{BUREAU}29410.html"]["actual"] == 777
    assert f"{BUREAU}29410.html claims to be this report" in found[f"{BUREAU}29402.html"]["message"]


def test_a_page_and_its_own_file_in_one_list_are_one_record(crawl: Callable[..., Crawl]) -> None:
    site = liaocheng_site()
    file = "./202201/P020220128000000000001.docx"
    title = "聊城市生态环境局2021年度政府信息公开工作年度报告"

    def listing(request: ReplicaRequest) -> ReplicaResponse:
        row = f'<li><a href="{file}">{title}</a><span>2022-01-28</span></li>'
        return ReplicaResponse(
            site.respond(request).body.replace(
                b'</ul>\n<div class="pager"', f'{row}</ul>\n<div class="pager"'.encode(), 1
            )
        )

    run = crawl("liaocheng_sthjj", sites=[Altered(site, {COLUMN: listing, f"{COLUMN}index.html": listing})])
    assert run.code == 0
    record = run.record("371500-sthjj/2021")
    addresses = {record["source"]["url"], *(also["url"] for also in record["source"]["also"])}
    assert {address.rpartition("/")[2] for address in addresses} == {
        "t20220128_3862014.html",
        "P020220128000000000001.docx",
    }
    assert {"371500-zfbgs/2020", "371500-sthjj/2020"} <= {each["report_id"] for each in run.records}
    assert len(run.records) == 7
