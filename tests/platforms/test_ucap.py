"""UCAP's lists: as files, and as answers of a search for a channel. Pages and answers are invented."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from scrapy import Request
from scrapy.http import TextResponse

from govreports.platforms import Row, Ucap
from tests.platforms.pages import answer, html_page, walk

LIST = "http://www.qingyuan.gov.cn/qyzf/gknb/zfxxgk_gknbz.shtml"
SOURCE = Ucap(LIST)
YEARS = "".join(f"<li><a href='/qyzf/gknb{year}n/zfxxgk_gknbz.shtml'>{year}年</a></li>" for year in (2024, 2023))
CHANNEL = "0123456789abcdef0123456789abcdef"


def entry(number: int, **more: Any) -> dict[str, Any]:
    return {
        "manuscriptId": str(number),
        "title": f"某局<em>{2025 - number}</em>年政府信息公开工作年度报告&nbsp;",
        "url": f"//www.qingyuan.gov.cn/qyzf/gknb/202501/{number:032x}.shtml",
        "publishedTimeStr": "2025-01-15 10:00:00",
        "publishedTime": 1,
        **more,
    }


def page_of(numbers: range, total: int | None) -> str:
    data: dict[str, Any] = {
        "channelId": CHANNEL,
        "results": [entry(number) for number in numbers],
        "rows": len(numbers),
    }
    return json.dumps({"data": data if total is None else {**data, "total": total}})


def shell(script: str) -> str:
    return f"<html><body><ul id='list'></ul><script>{script}</script></body></html>"


def numbers_of(rows: list[Row]) -> list[int]:
    return [int(urlsplit(row.url).path.rsplit("/", 1)[1].removesuffix(".shtml"), 16) for row in rows]


def crawl(
    page: str, api: Callable[[str, dict[str, str]], TextResponse | str]
) -> tuple[list[Row], list[str], list[str]]:
    asked: list[str] = []

    def site(request: Request) -> TextResponse:
        parts = urlsplit(request.url)
        if parts.path.endswith(".shtml"):
            return html_page(request.url, page, request)
        asked.append(parts.path)
        assert request.headers["Referer"] == LIST.encode()
        said = api(parts.path, dict(parse_qsl(parts.query, keep_blank_values=True)))
        return answer(request, said) if isinstance(said, str) else said.replace(request=request)

    listings = list(walk(SOURCE, site))
    rows = [row for listing in listings for row in listing.rows]
    return rows, [listing.trouble for listing in listings if listing.trouble], asked


@pytest.mark.parametrize(
    "path",
    [
        "/qyzf/c100186/202609/12cf558ed5584d25b75d1f4e709f8746.shtml",
        "/qyzf/gknb/202609/12CF558ED5584D25B75D1F4E709F8746.html",
        "/haerbin/c106201/202102/c01_157630.shtml",
        "/csrc/c101928/c7661080/content.shtml",
        "/n16731291/n38312410/n38313520/c79186709/content.html",
        "/interface-cms/proxy/api?apiUrl=manuscript%2FgetManuscriptById&manuscriptId=9d7b",
    ],
)
def test_detail_pages_of_all_ages_are_rows(path: str) -> None:
    (row,) = SOURCE.listing(
        html_page(LIST, f"<li><a href='{path}'>甲</a><i>2025-01-02</i></li><a href='/qyzf/'>乙</a>"), 1
    ).rows
    assert (row.title, row.date) == ("甲", "2025-01-02")


def test_a_list_of_files_is_counted_from_one() -> None:
    row = "<li><a href='202501/12cf558ed5584d25b75d1f4e709f8746.shtml'>甲</a></li>"
    page = html_page(LIST, row + "<script>createPageHTML('page_div',3, 1,'zfxxgk_gknbz','shtml',52);</script>")
    listings = [SOURCE.listing(page, number) for number in (1, 2, 3)]
    following = [listing.following for listing in listings]
    # That no link leads on says nothing where the family turns the pages.
    assert not any(listing.trouble or listing.obstacle for listing in listings)
    assert [request.url.rsplit("/", 1)[1] if request else None for request in following] == [
        "zfxxgk_gknbz_2.shtml",
        "zfxxgk_gknbz_3.shtml",
        None,
    ]


@pytest.mark.parametrize(
    ("script", "path"),
    [
        (f"$.get('/searchList/{CHANNEL}?_isAgg=true')", f"/searchList/{CHANNEL}"),
        (f'var url = "/common/search/{CHANNEL}";', f"/common/search/{CHANNEL}"),
        (f"var channelId = '{CHANNEL}'; $.get('/search/' + channelId, show)", f"/search/{CHANNEL}"),
        (f"var cid='{CHANNEL}'; fetch(\"/qyzf/common/search/\"+cid)", f"/qyzf/common/search/{CHANNEL}"),
    ],
)
def test_the_search_is_the_one_that_the_script_names(script: str, path: str) -> None:
    rows, troubles, asked = crawl(shell(script), lambda _path, _query: page_of(range(3), 3))
    assert asked == [path]
    assert numbers_of(rows) == [0, 1, 2]
    assert troubles == []


def test_where_the_page_names_a_channel_only_the_known_searches_are_tried() -> None:
    def api(path: str, _query: dict[str, str]) -> TextResponse | str:
        if path.startswith("/searchList/"):
            return page_of(range(2), 2)
        return TextResponse(f"http://x{path}", status=404)

    rows, troubles, asked = crawl(shell(f"var channelId='{CHANNEL}';"), api)
    assert [path.split("/" + CHANNEL)[0] for path in asked] == ["/common/search", "/search", "/searchList"]
    assert numbers_of(rows) == [0, 1]
    assert troubles == []


def test_pages_of_an_answer_are_as_long_as_the_site_likes() -> None:
    queries: list[dict[str, str]] = []

    def api(_path: str, query: dict[str, str]) -> str:
        queries.append(query)
        page = int(query["page"])
        return page_of(range((page - 1) * 18, min(page * 18, 50)), 50)

    rows, troubles, _asked = crawl(shell(f"var u='/search/{CHANNEL}'"), api)
    assert numbers_of(rows) == list(range(50))
    assert troubles == []
    assert [query["page"] for query in queries] == ["1", "2", "3"]
    assert (queries[0]["_isAgg"], queries[0]["_isJson"], queries[0]["_pageSize"]) == ("true", "true", "20")


def test_an_answer_without_a_count_ends_where_nothing_new_comes() -> None:
    rows, troubles, asked = crawl(shell(f"var u='/search/{CHANNEL}'"), lambda _path, _query: page_of(range(5), None))
    assert (numbers_of(rows), troubles, len(asked)) == ([0, 1, 2, 3, 4], [], 2)


def test_pages_that_do_not_come_are_reported() -> None:
    rows, troubles, _asked = crawl(
        shell(f"var u='/search/{CHANNEL}'"),
        lambda _path, query: page_of(range(20 if query["page"] == "1" else 0), 50),
    )
    assert len(rows) == 20
    assert "20 of 50" in troubles[0]


@pytest.mark.parametrize("said", ['{"code":401,"msg":"token无效"}', '{"status":"error","message":"missing token"}'])
def test_a_token_is_reported_and_not_worked_around(said: str) -> None:
    rows, troubles, asked = crawl(shell(f"var channelId='{CHANNEL}'"), lambda _path, _query: said)
    assert rows == []
    assert "token" in troubles[0]
    assert len(asked) == 1


@pytest.mark.parametrize("said", ["", "<html>error</html>", "[]", '{"data": null}', '{"data": {"results": null}}'])
def test_an_answer_that_is_none_is_an_error(said: str) -> None:
    rows, troubles, _asked = crawl(shell(f"var u='/search/{CHANNEL}'"), lambda _path, _query: said)
    assert rows == []
    assert "gave no list" in troubles[0]


def test_an_entry_is_read_with_its_metadata() -> None:
    groups = [
        {
            "resultList": [
                {"name": "索引号", "key": "syh", "value": "K45899617/2026-00221"},
                {"name": "作者", "value": "null"},
            ]
        },
        {"resultList": None},
    ]
    said = json.dumps(
        {"results": {"data": {"total": "1", "results": [entry(0, domainMetaList=groups), {"title": "无"}, 7]}}}
    )
    request = Request(f"http://www.qingyuan.gov.cn/searchList/{CHANNEL}?page=1")
    listing = SOURCE.listing(answer(request, said), 1)
    (row,) = listing.rows
    assert row.url == "http://www.qingyuan.gov.cn/qyzf/gknb/202501/00000000000000000000000000000000.shtml"
    assert (row.title, row.date) == ("某局2025年政府信息公开工作年度报告", "2025-01-15 10:00:00")
    assert row.labels == {"索引号": "K45899617/2026-00221"}


def test_rows_on_the_page_and_a_channel_id_are_no_reason_to_search() -> None:
    row = "<li><a href='202501/12cf558ed5584d25b75d1f4e709f8746.shtml'>甲</a></li>"
    assert SOURCE.listing(html_page(LIST, row + shell(f"var channelId='{CHANNEL}';")), 1).following is None
    searched = SOURCE.listing(html_page(LIST, row + shell(f"var u='/search/{CHANNEL}'")), 1).following
    assert searched is not None
    assert parse_qs(urlsplit(searched.url).query)["page"] == ["1"]


@pytest.mark.parametrize(("tabs", "is_end"), [("", False), (YEARS, True)])
def test_a_column_by_years_may_have_nothing_of_its_own(tabs: str, *, is_end: bool) -> None:
    page = shell(f'var channelId = "{CHANNEL}"; load("/common/search/" + channelId)').replace(
        "<script>", f"{tabs}<script>"
    )
    opened = SOURCE.listing(html_page(LIST, page, Request(LIST)), 1)
    assert opened.following is not None
    said = SOURCE.listing(answer(opened.following, page_of(range(0), 0)), 2)
    assert (said.rows, said.is_end) == ((), is_end)
