"""Lists that scripts fetch: Epoint's EWB and Lonsun. The answers are written for these tests."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from scrapy import Request
from scrapy.http import TextResponse

from govreports.platforms import FAMILIES, Ewb, Listing, Lonsun
from tests.platforms.answers import answer, next_of, page, titles

SITE = "http://www.shi.example.gov.cn"


# EWB

EWB = Ewb(f"{SITE}/dynamic/zwgk/govInfoPub.html?categorynum=003001003&deptcode=033")
SHELL = "<html><body><div id=list></div><script src='/js/webBuilderCommon.js'></script></body></html>"
GUID = "7eb5f7f1-0000-43ad-8e13-8fcb82ea831a"
COMMON = f"var siteInfo={{siteGuid:'{GUID}',projectName:'/EWB-FRONT'}}; function ajax(){{}}"


def entries(numbers: range) -> list[dict[str, str]]:
    return [
        {
            "infourl": f"/govxxgk/SJ/2024-03-05/cfa9849a-3f74-4747-82de-{n:012d}.html?deptcode=033",
            "realtitle": f"某局<b>{n}</b>号公告",
            "title": "某局…",
            "infodate": "2024-03-05",
        }
        for n in numbers
    ]


def crawl_ewb(serve: Any) -> tuple[list[str], str | None, list[dict[str, Any]]]:
    """Walk the list against *serve*, which answers the interface's parameters."""
    listing = EWB.listing(page(EWB.list_url, SHELL), 1)
    assert next_of(listing) == f"{SITE}/js/webBuilderCommon.js"
    assert listing.following is not None
    listing = EWB.listing(answer(listing.following, COMMON), 2)
    found: list[str] = []
    asked: list[dict[str, Any]] = []
    number = 2
    while listing.following is not None:
        request = listing.following
        assert (request.method, request.url) == ("POST", f"{SITE}/EWB-FRONT/rest/lightfrontaction/getgovinfolist")
        asked.append(json.loads(request.body))
        number += 1
        listing = EWB.listing(answer(request, serve(asked[-1])), number)
        found += titles(listing)
    return found, listing.trouble, asked


def served(first: int, total: int, count: bool = True) -> Any:
    def serve(asked: dict[str, Any]) -> dict[str, Any]:
        start = max(0, asked["pageIndex"] - first) * asked["pageSize"]
        more = {"total": total} if count else {}
        return {"custom": {"data": entries(range(start, min(total, start + asked["pageSize"]))), **more}}

    return serve


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize(("total", "count"), [(7, True), (20, True), (45, True), (7, False), (45, False)])
def test_ewb_takes_every_entry_once_wherever_its_pages_begin(first: int, total: int, count: bool) -> None:
    found, trouble, asked = crawl_ewb(served(first, total, count))
    assert found == [f"某局{n}号公告" for n in range(total)]
    assert trouble is None
    assert asked[0] == {"deptcode": "033", "categorynum": "003001003", "pageIndex": 0, "pageSize": 20, "siteGuid": GUID}


@pytest.mark.parametrize("nothing", [{"status": "error"}, {"custom": {"total": 0, "data": []}}])
def test_ewb_wraps_its_parameters_where_the_site_wants_that(nothing: dict[str, Any]) -> None:
    plain = served(0, 30)
    found, trouble, asked = crawl_ewb(lambda asked: plain(asked["params"]) if "params" in asked else nothing)
    assert (len(found), trouble) == (30, None)
    assert [list(body) == ["params"] for body in asked] == [False, True, True]


def test_ewb_pages_that_begin_at_one_may_have_an_empty_page_before() -> None:
    plain = served(1, 30)
    found, trouble, _asked = crawl_ewb(
        lambda asked: plain(asked) if asked["pageIndex"] else {"custom": {"total": 30, "data": []}}
    )
    assert (len(found), trouble) == (30, None)


def test_ewb_lists_that_are_empty_are_just_that() -> None:
    found, trouble, asked = crawl_ewb(lambda asked: {"custom": {"total": 0, "data": []}})
    assert (found, trouble, len(asked)) == ([], None, 2)


def test_ewb_says_what_did_not_come() -> None:
    found, trouble, _asked = crawl_ewb(lambda asked: {"custom": json.dumps({"total": 50, "data": entries(range(20))})})
    assert len(found) == 20
    assert trouble == "the list counts 50 entries, 20 of them came"
    for broken in ("<html>", {"custom": {"data": 3}}, {"custom": None}, {"custom": "["}, [1], "null"):
        assert crawl_ewb(lambda asked, broken=broken: broken)[1] is not None


def test_ewb_lists_that_are_files_are_read_as_they_are() -> None:
    source = Ewb(f"{SITE}/001/001001/subPage.html")
    html = "<ul><li><a href='/001/001001/20240305/cfa9849a-3f74-4747-82de-a497ee246555.html'>某局公告</a><span>2024-03-05</span></li></ul><a href='2.html'>下一页</a>"
    listing = source.listing(page(source.list_url, html), 1)
    assert (titles(listing), next_of(listing)) == (["某局公告"], f"{SITE}/001/001001/2.html")
    # A file without entries: its directory says which list it is.
    asked = source.listing(page(source.list_url, SHELL.replace("<div", f"<script>{COMMON}</script><div")), 1).following
    assert asked is not None
    assert json.loads(asked.body)["categorynum"] == "001001"


def test_ewb_lists_of_other_units_stand_beside() -> None:
    source = Ewb(f"{SITE}/xxgk/govInfoPub.html?categorynum=003&deptcode=001")
    links = {
        "市政府": "govInfoPub.html?categorynum=003&deptcode=001",
        "市水利局": "govInfoPub.html?categorynum=003&deptcode=033",
        "市财政局": "/xxgk/govInfoPub.html?deptcode=034&categorynum=003",
        "指南": "govInfoPub.html?categorynum=001&deptcode=001",
        "县政府": "http://x.example.gov.cn/xxgk/govInfoPub.html?categorynum=003&deptcode=035",
    }
    menu = "".join(f"<li><a href='{href}'>{name}</a></li>" for name, href in links.items())
    listing = source.listing(page(source.list_url, f"<ul>{menu}</ul>{SHELL}"), 1)
    assert [row.title for row in listing.columns] == ["市水利局", "市财政局"]
    assert listing.following is not None
    # Every unit's list begins with the same script.
    assert (listing.following.url, listing.following.dont_filter) == (f"{SITE}/js/webBuilderCommon.js", True)


def test_ewb_says_why_a_list_cannot_be_asked_for() -> None:
    request = Request(f"{SITE}/js/webBuilderCommon.js")
    assert "siteInfo" in (EWB.listing(answer(request, "var a = 1;"), 2).trouble or "")
    assert "categorynum" in (Ewb(f"{SITE}/zw/list.html").listing(answer(request, COMMON), 2).trouble or "")


# Lonsun

LIST = f"{SITE}/public/column/6608381?type=3&action=list"
SOURCE = Lonsun(LIST)
ROWS = "".join(
    f"<li><a href='/public/6608381/{n}.html' title='某局{2026 - n}年政府信息公开工作年度报告'>某局{2026 - n}年…</a><span>{2027 - n}-01-20</span></li>"
    for n in range(1, 4)
)
LABEL = "/site/label/8888?IsAjax=1&dataType=html&labelName=publicInfoList&siteId=6795621&pageSize=3&pageIndex=1&action=list&organId=6608381&type=3&file=%2Fc1%2FpublicInfoList"
IN_ADDRESS = f"<script>$.get('{LABEL}', show);</script>"
IN_OBJECT = """<script>Ls.ajax("/site/label/8888?IsAjax=1&dataType=JSON", { labelName: 'publicInfoList', siteId: "6795621", pageSize: 3,
  pageIndex: cur || 1, organId: organId, type: '3', catId: '', result: '暂无相关信息', file: "/c1/publicInfoList" });</script>"""


def asked_of(listing: Listing) -> dict[str, str]:
    assert listing.following is not None
    assert urlsplit(listing.following.url).path == "/site/label/8888"
    return dict(parse_qsl(urlsplit(listing.following.url).query))


def test_they_are_families() -> None:
    assert (FAMILIES["ewb"], FAMILIES["lonsun"]) == (Ewb, Lonsun)


@pytest.mark.parametrize("script", [IN_ADDRESS, IN_OBJECT])
def test_lonsun_asks_what_the_pages_script_asks(script: str) -> None:
    asked = asked_of(SOURCE.listing(page(LIST, f"<html><body><div id=l></div>{script}</body></html>"), 1))
    assert {name: asked[name] for name in ("labelName", "siteId", "pageSize", "pageIndex", "organId", "type")} == {
        "labelName": "publicInfoList",
        "siteId": "6795621",
        "pageSize": "3",
        "pageIndex": "1",
        "organId": "6608381",
        "type": "3",
    }


def test_lonsun_entries_of_the_page_come_before_those_of_the_interface() -> None:
    listing = SOURCE.listing(page(LIST, f"<ul>{ROWS}</ul>{IN_ADDRESS}<script>new Pager({{pageCount:2}})</script>"), 1)
    assert titles(listing) == [f"某局{2026 - n}年政府信息公开工作年度报告" for n in range(1, 4)]
    assert asked_of(listing)["pageIndex"] == "2"
    assert (
        next_of(
            SOURCE.listing(page(LIST, f"<ul>{ROWS}</ul>{IN_ADDRESS}<script>new Pager({{pageCount:1}})</script>"), 1)
        )
        is None
    )


def follow(body: object, url: str = SITE + LABEL) -> Listing:
    return SOURCE.listing(answer(Request(url), body), 2)


def test_lonsun_answers_in_html() -> None:
    listing = follow(f"<div><ul>{ROWS}</ul></div><script>pageCount:2, pageIndex:1</script>")
    assert (listing.rows[0].url, listing.rows[0].date) == (f"{SITE}/public/6608381/1.html", "2026-01-20")
    assert asked_of(listing)["pageIndex"] == "2"
    last = follow(f"<ul>{ROWS}</ul><script>pageCount:2</script>", (SITE + LABEL).replace("pageIndex=1", "pageIndex=2"))
    assert next_of(last) is None


@pytest.mark.parametrize(
    "wrap",
    [
        lambda rows: {"data": rows, "pageCount": 2},
        lambda rows: {"status": 1, "data": {"pageCount": 2, "data": rows}},
        lambda rows: {"page": {"pageCount": "2"}, "list": rows},
    ],
)
def test_lonsun_answers_in_json(wrap: Any) -> None:
    rows = [
        {
            "title": "某局2025年政府信息公开工作年度报告",
            "link": "/public/6608381/1.html",
            "publishDate": "2026-01-20 10:11:12",
        },
        {"title": "某局<font>2024</font>年政府信息公开工作年度报告", "contentId": 2, "publishDate": None},
    ]
    listing = follow(wrap(rows))
    assert [(row.url, row.title, row.date) for row in listing.rows] == [
        (f"{SITE}/public/6608381/1.html", "某局2025年政府信息公开工作年度报告", "2026-01-20"),
        (f"{SITE}/public/content/2", "某局2024年政府信息公开工作年度报告", None),
    ]
    assert asked_of(listing)["pageIndex"] == "2"


def paged(first: str, serve: Callable[[int], str]) -> tuple[list[str], bool]:
    """The addresses of all entries, and whether the list came to its end, where an interface answers with pages."""
    listing = SOURCE.listing(page(LIST, first), 1)
    found = [row.url for row in listing.rows]
    for number in range(2, 9):
        if listing.following is None:
            return found, True
        body = serve(int(asked_of(listing)["pageIndex"]))
        listing = SOURCE.listing(answer(listing.following, body), number)
        found += [row.url for row in listing.rows]
    return found, False


COUNT = "<script>Ls.pagination('#p', turn, {currentPage: 1, pageCount: 3});</script>"


@pytest.mark.parametrize(("shown_first", "count"), [(0, ""), (0, COUNT), (3, COUNT)])
def test_lonsun_goes_on_where_its_script_states_no_size(shown_first: int, count: str) -> None:
    script = """<script>$.get("/site/label/8888?labelName=publicInfoList&organId=6608381&pageIndex=" + (i + 1) + "&pageSize=3", show)</script>"""
    entries = [
        f"<li><a href='/public/6608381/{n}.html'>某局{2026 - n}年政府信息公开工作年度报告</a></li>" for n in range(8)
    ]
    first = f"<ul>{''.join(entries[:shown_first])}</ul>{script}{count}"
    found, ended = paged(first, lambda number: "".join(entries[number * 3 - 3 : number * 3]))
    assert (found, ended) == ([f"{SITE}/public/6608381/{n}.html" for n in range(8)], True)


def test_lonsun_interfaces_that_know_no_pages_are_asked_once_more_only() -> None:
    script = f"<script>$.get('{LABEL.replace('pageSize=3&', '')}', show);</script>"
    found, ended = paged(f"<div id=l></div>{script}", lambda number: f"<ul>{ROWS}</ul>")
    assert (found, ended) == ([f"{SITE}/public/6608381/{n}.html" for n in range(1, 4)], True)


def test_lonsun_answers_in_html_within_json() -> None:
    assert len(follow({"success": True, "html": f"<ul>{ROWS}</ul>", "pageCount": 1}).rows) == 3


def test_lonsun_says_when_a_list_cannot_be_asked_for() -> None:
    shell = "<html><body><div id=list></div><script src='/js/list.js'></script></body></html>"
    assert SOURCE.listing(page(LIST, shell), 1).trouble is not None
    assert follow('{"data": [').trouble is not None
    goes_on = SOURCE.listing(page(LIST, f"<ul>{ROWS}</ul><p>共 3 页</p>"), 1)
    assert (len(goes_on.rows), goes_on.trouble is not None) == (3, True)
    assert SOURCE.listing(page(LIST, f"<ul>{ROWS}</ul>"), 1).trouble is None


def test_lonsun_statutory_page_may_be_the_report_itself() -> None:
    html = "<h1>某局2025年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>主动公开政府信息情况</p><p>收到和处理政府信息公开申请情况</p><p>行政复议</p>"
    itself = SOURCE.listing(page(LIST, html), 1).itself
    assert itself is not None
    assert itself.url == LIST


def test_answers_of_other_kinds_do_no_harm() -> None:
    for body in ("", "null", "[]", "{}", "[" * 100_000, "暂无相关信息"):
        assert isinstance(follow(body), Listing)
        assert isinstance(TextResponse(SITE).text, str)
