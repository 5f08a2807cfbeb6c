"""JPaaS: shells, their units, and what a unit's answer may look like. Pages and answers are invented."""

import json
from collections.abc import Callable
from urllib.parse import parse_qsl, urlsplit

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse, TextResponse

from govreports.platforms import Jpaas, Row
from tests.platforms.pages import answer, html_page, walk

COLUMN = "http://jtj.qingyuan.gov.cn/zfxxgk/zfxxgknb/index.html"
SOURCE = Jpaas(COLUMN)
UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"


def unit(tag: str, *, parse: str = "buildstatic", quote: str = "'", url: str = UNIT) -> str:
    data = {
        "parseType": parse,
        "webId": "8d82",
        "tplSetId": "2097",
        "pageType": "column",
        "tagId": tag,
        "pageId": "ca51",
    }
    query = ",".join(f"{quote}{key}{quote}:{quote}{value}{quote}" for key, value in data.items())
    query = query.replace('"', "&quot;")
    return f'<script src="/cms/AuthorizedRead/unitbuild.js?v=3" url="{url}" queryData="{{{query}}}"></script>'


def rows(numbers: range) -> str:
    return "".join(
        f'<li><a href="./art/2025/art_{number:032x}.html" title="某局{2025 - number}年政府信息公开工作年度报告">某局…</a>'
        f"<span>2025-01-{number % 28 + 1:02}</span></li>"
        for number in numbers
    )


def built(markup: str) -> str:
    return json.dumps({"success": True, "data": {"html": markup}})


def numbers_of(found: list[Row]) -> list[int]:
    return [int(urlsplit(row.url).path.rsplit("_", 1)[1].removesuffix(".html"), 16) for row in found]


def crawl(page: str, api: Callable[[str, int], str]) -> tuple[list[Row], list[str], list[dict[str, str]]]:
    asked: list[dict[str, str]] = []

    def site(request: Request) -> TextResponse:
        parts = urlsplit(request.url)
        if parts.path != UNIT:
            return html_page(request.url, f"<html><body>{page}</body></html>", request)
        query = dict(parse_qsl(parts.query))
        asked.append(query)
        paging = json.loads(query["paramJson"])
        assert paging["pageSize"] == 15
        return answer(request, api(query["tagId"], paging["pageNo"]))

    listings = list(walk(SOURCE, site))
    found = [row for listing in listings for row in listing.rows]
    return found, [listing.trouble for listing in listings if listing.trouble], asked


@pytest.mark.parametrize("parse", ["buildstatic", "bulidstatic"])
@pytest.mark.parametrize("quote", ["'", '"'])
def test_a_unit_is_asked_with_what_its_tag_states(parse: str, quote: str) -> None:
    found, troubles, asked = crawl(
        unit("右侧内容", parse=parse, quote=quote), lambda _tag, _page: built(rows(range(3)))
    )
    (query,) = asked
    assert (query["parseType"], query["webId"], query["tagId"], query["pageId"]) == (parse, "8d82", "右侧内容", "ca51")
    assert query["paramJson"] == '{"pageNo":1,"pageSize":15}'
    assert (found[0].title, found[0].date) == ("某局2025年政府信息公开工作年度报告", "2025-01-01")
    assert found[0].url == f"http://jtj.qingyuan.gov.cn/zfxxgk/zfxxgknb/art/2025/art_{0:032x}.html"
    assert troubles == []


@pytest.mark.parametrize(
    "pager",
    [
        '<div class="page" count="40" rows="15"></div>',
        "<div queryData=\"{'rows':15,'count':'40'}\"></div>",
        '<div count="3" rows="15"></div>',
    ],
    ids=["rows", "rows in a query", "pages"],
)
def test_pages_are_counted_by_the_pager(pager: str) -> None:
    def api(_tag: str, page: int) -> str:
        return built(rows(range((page - 1) * 15, min(page * 15, 40))) + pager)

    found, troubles, asked = crawl(unit("信息列表"), api)
    assert numbers_of(found) == list(range(40))
    assert troubles == []
    assert len(asked) == 3


def test_without_a_pager_full_pages_go_on() -> None:
    found, troubles, asked = crawl(
        unit("列表"), lambda _tag, page: built(rows(range((page - 1) * 15, min(page * 15, 20))))
    )
    assert (numbers_of(found), troubles, len(asked)) == (list(range(20)), [], 2)


def test_of_several_units_the_list_is_found() -> None:
    def api(tag: str, _page: int) -> str:
        return built(rows(range(4)) if tag == "ajax分页" else "<a href='/'>首页</a>")

    page = unit("顶部导航") + unit("当前位置") + unit("甲") + unit("ajax分页") + unit("页脚")
    found, troubles, asked = crawl(page, api)
    assert numbers_of(found) == [0, 1, 2, 3]
    assert troubles == []
    assert [query["tagId"] for query in asked] == ["ajax分页"]


def test_a_unit_of_news_does_not_end_the_search_for_the_list() -> None:
    def api(tag: str, _page: int) -> str:
        news = f"<li><a href='/xw/art/2025/art_{255:032x}.html'>某局召开会议</a></li>"
        return built(news if tag == "信息甲" else rows(range(2)))

    found, _troubles, asked = crawl(unit("信息甲") + unit("信息乙"), api)
    assert numbers_of(found) == [255, 0, 1]
    assert len(asked) == 2


def test_rows_of_other_sites_are_kept() -> None:
    other = "<li><a href='http://www.other.gov.cn/show/5'>某区2020年政府信息公开工作年度报告</a><b>2021-01-02</b></li>"
    found, _troubles, _asked = crawl(unit("列表"), lambda _tag, _page: built(rows(range(1)) + other))
    assert [row.url for row in found][1] == "http://www.other.gov.cn/show/5"


@pytest.mark.parametrize(
    "said", ['{"success":false,"message":"栏目不存在"}', "", "{}", '{"success":true,"data":null}', "[1]"]
)
def test_units_that_give_nothing_are_an_error(said: str) -> None:
    found, troubles, asked = crawl(unit("列表") + unit("右侧内容"), lambda _tag, _page: said)
    assert found == []
    assert troubles[0].startswith("no unit of the page gives rows")
    assert ("栏目不存在" in troubles[0]) == ("message" in said)
    assert len(asked) == 2


def test_a_page_that_does_not_come_is_reported() -> None:
    def api(_tag: str, page: int) -> str:
        return built(rows(range(15)) + '<div count="40"></div>') if page == 1 else built('<div count="40"></div>')

    found, troubles, _asked = crawl(unit("列表"), api)
    assert len(found) == 15
    assert "15 of 40" in troubles[0]


def test_data_may_be_the_markup_itself() -> None:
    found, _troubles, _asked = crawl(unit("列表"), lambda _tag, _page: json.dumps({"data": rows(range(1))}))
    assert numbers_of(found) == [0]


def test_the_session_of_the_page_goes_along() -> None:
    page = HtmlResponse(
        COLUMN,
        headers={"Set-Cookie": ["JSESSIONID=A1; Path=/; HttpOnly", "route=7"]},
        body=unit("列表").encode(),
        encoding="utf-8",
        request=Request(COLUMN),
    )
    request = SOURCE.listing(page, 1).following
    assert request is not None
    assert request.headers["Cookie"] == b"JSESSIONID=A1; route=7"
    assert request.headers["Referer"] == COLUMN.encode()
    without = SOURCE.listing(html_page(COLUMN, unit("列表")), 1).following
    assert without is not None
    assert "Cookie" not in without.headers


def test_a_page_without_units_is_a_page_of_links() -> None:
    listing = SOURCE.listing(html_page(COLUMN, rows(range(2))), 1)
    assert numbers_of(list(listing.rows)) == [0, 1]
    assert listing.following is None
