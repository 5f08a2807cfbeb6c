"""Hanweb's lists: what stands in the page, what its proxy gives, and its pages of annual reports. Pages are invented."""

from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from scrapy import Request
from scrapy.http import TextResponse

from govreports.platforms import Hanweb, HanwebAnnual, Row
from govreports.platforms.answers import TOLERATED
from tests.platforms.pages import answer, html_page, walk

COLUMN = "http://www.qingyuan.gov.cn/col/col3071/index.html"
SOURCE = Hanweb(COLUMN)
CALL = "<script>$('#{unit}').jpage({{totalRecord:{total},perPage:{per_page},proxyUrl:'{proxy}'}});</script>"


def title(number: int) -> str:
    return f"青原市某局{2025 - number}年政府信息公开工作年度报告"


def record(number: int) -> str:
    return (
        f"<record><![CDATA[<li><a href='/art/2025/1/{number % 28 + 1}/art_3071_{number}.html' title='{title(number)}'>"
        f"{title(number)[:9]}...</a><span>2025-01-{number % 28 + 1:02}</span></li>]]></record>"
    )


def store(numbers: range, *, unit: str = "5501", column: str = "3071", path: str = "/module/web/jpage/") -> str:
    return (
        f'<datastore><nextgroup><![CDATA[<a href="{path}dataproxy.jsp?page=1&appid=1&webid=7&path=/&columnid={column}'
        f'&unitid={unit}&webname=%25E9%259D%2592&permissiontype=0"></a>]]></nextgroup>'
        f"<recordset><ul class='stray'></ul>{''.join(record(number) for number in numbers)}</recordset></datastore>"
    )


def column_page(embedded: range, total: int | None, *, per_page: int = 15, proxy: str = "", more: str = "") -> str:
    call = "" if total is None else CALL.format(unit=5501, total=total, per_page=per_page, proxy=proxy)
    return (
        f"<html><body><div id='5501'><script type='text/xml'>{store(embedded)}</script></div>{call}{more}</body></html>"
    )


def ids(rows: list[Row]) -> list[int]:
    return [int(row.url.rsplit("_", 1)[1].removesuffix(".html")) for row in rows]


class Site:
    """A Hanweb site with *total* rows, *embedded* of them in the page."""

    def __init__(self, total: int, embedded: int, proxy: Callable[[dict[str, str]], str]) -> None:
        self.page = column_page(range(embedded), total)
        self.proxy = proxy
        self.asked: list[dict[str, str]] = []

    def __call__(self, request: Request) -> TextResponse:
        if "dataproxy" not in request.url:
            return html_page(request.url, self.page, request)
        query = dict(parse_qsl(urlsplit(request.url).query))
        assert request.headers["Referer"] == COLUMN.encode()
        self.asked.append(query)
        return answer(request, self.proxy(query))


def rows_of(site: Callable[[Request], TextResponse]) -> tuple[list[int], list[str]]:
    listings = list(walk(SOURCE, site))
    rows = [row for listing in listings for row in listing.rows]
    return ids(rows), [listing.trouble for listing in listings if listing.trouble]


def test_embedded_rows_have_whole_titles_dates_and_absolute_addresses() -> None:
    listing = SOURCE.listing(html_page(COLUMN, column_page(range(2), 2)), 1)
    assert [(row.url, row.title, row.date) for row in listing.rows] == [
        ("http://www.qingyuan.gov.cn/art/2025/1/1/art_3071_0.html", title(0), "2025-01-01"),
        ("http://www.qingyuan.gov.cn/art/2025/1/2/art_3071_1.html", title(1), "2025-01-02"),
    ]
    assert listing.following is None


@pytest.mark.parametrize(
    "around",
    [
        "<div id='5501'><xml>{}</xml></div>",
        "<div id='5501'><script type=\"text/xml\"><?xml version='1.0'?>{}</script></div>",
        "<table id=5501><tr><td>{}</td></tr></table>",
        "<div id='5501'><!--{}--></div>",
    ],
)
def test_rows_are_found_however_the_page_hides_them(around: str) -> None:
    page = around.format(store(range(3))) + CALL.format(unit=5501, total=3, per_page=15, proxy="")
    listing = SOURCE.listing(html_page(COLUMN, page), 1)
    assert ids(list(listing.rows)) == [0, 1, 2]
    assert listing.rows[2].title == title(2)
    assert listing.following is None


def test_records_may_be_escaped_instead_of_wrapped() -> None:
    page = "<datastore><recordset><record>&lt;a href='/art/2025/1/2/art_3071_9.html'&gt;报告&lt;/a&gt;</record></recordset></datastore>"
    (row,) = SOURCE.listing(html_page(COLUMN, page), 1).rows
    assert row.title == "报告"


def test_a_record_without_a_date_takes_none_from_its_neighbours() -> None:
    page = "<datastore><recordset><record><![CDATA[<a href='/art/2025/1/2/art_3071_9.html'>甲</a>]]></record></recordset></datastore><p>2024-03-03</p>"
    (row,) = SOURCE.listing(html_page(COLUMN, page), 1).rows
    assert row.date is None


def test_a_row_may_lead_to_another_host_and_another_system() -> None:
    page = "<datastore><record><![CDATA[<li><a href='http://xxgk.other.gov.cn/show/17'>某局2020年政府信息公开工作年度报告</a> 2021-01-05</li>]]></record></datastore>"
    (row,) = SOURCE.listing(html_page(COLUMN, page), 1).rows
    assert (row.url, row.date) == ("http://xxgk.other.gov.cn/show/17", "2021-01-05")


def test_rows_for_desks_and_telephones_are_one_list() -> None:
    twice = column_page(
        range(3), 3, more=f"<div id='5502'><script type='text/xml'>{store(range(3), unit='5502')}</script></div>"
    )
    listing = SOURCE.listing(html_page(COLUMN, twice), 1)
    assert ids(list(listing.rows)) == [0, 1, 2]
    assert listing.following is None


def test_lists_of_other_columns_are_not_paged() -> None:
    news = f"<div id='77'><script type='text/xml'>{store(range(100, 102), unit='77', column='12')}</script></div>"
    page = column_page(range(3), 3, more=news + CALL.format(unit=77, total=4000, per_page=15, proxy=""))
    assert SOURCE.listing(html_page(COLUMN, page), 1).following is None


def test_a_proxy_is_asked_where_and_how_the_page_says() -> None:
    script = """<script>var param_5501={columnid:3071,unitid:'5501',webname:'青原市'};
      $('#5501').jpage({totalRecord:100,perPage:20,proxyUrl:"/module/jslib/jquery/jpage/dataproxy.jsp"});</script>"""
    page = f"<div id='5501'><script type='text/xml'>{store(range(45))}</script></div>{script}"
    request = SOURCE.listing(html_page(COLUMN, page), 1).following
    assert request is not None
    assert urlsplit(request.url).path == "/module/jslib/jquery/jpage/dataproxy.jsp"
    query = dict(parse_qsl(urlsplit(request.url).query))
    assert (query["startrecord"], query["endrecord"], query["perpage"]) == ("46", "100", "20")
    assert (query["columnid"], query["unitid"], query["webid"], query["appid"]) == ("3071", "5501", "7", "1")
    assert "webname=%25E9%259D%2592%25E5%258E%259F%25E5%25B8%2582" in request.url
    assert "page" not in query


def test_a_page_that_names_no_address_is_asked_by_the_standard_one() -> None:
    page = "<script>webid=7</script><div id='5501'></div>" + CALL.format(
        unit=5501, total=30, per_page=15, proxy=""
    ).replace(",proxyUrl:''", "")
    request = SOURCE.listing(html_page(COLUMN, page), 1).following
    assert request is not None
    query = dict(parse_qsl(urlsplit(request.url).query))
    assert urlsplit(request.url).path == "/module/web/jpage/dataproxy.jsp"
    assert (query["startrecord"], query["columnid"], query["unitid"], query["webid"]) == ("1", "3071", "5501", "7")


def test_all_rows_come_page_after_page_and_none_twice() -> None:
    def proxy(query: dict[str, str]) -> str:
        start, end = int(query["startrecord"]), int(query["endrecord"])
        return store(range(start - 1, min(end, start + 99, 730)))

    site = Site(730, 45, proxy)
    rows, troubles = rows_of(site)
    assert rows == list(range(730))
    assert troubles == []
    assert all(int(query["perpage"]) <= 300 for query in site.asked)


def test_a_proxy_that_heeds_pages_only_is_asked_for_pages() -> None:
    def proxy(query: dict[str, str]) -> str:
        page = int(query.get("page", 1))
        return store(range((page - 1) * 15, min(page * 15, 70)))

    site = Site(70, 45, proxy)
    rows, troubles = rows_of(site)
    assert rows == list(range(70))
    assert troubles == []
    assert [query.get("page") for query in site.asked] == [None, "1", "2", "3", "4", "5"]


@pytest.mark.parametrize(
    "said",
    [
        "<datastore><recordset></recordset></datastore>        ",
        "",
        "9f8e7d6c5b4a39281706f5e4d3c2b1a0",
    ],
    ids=["54 bytes", "nothing", "encrypted"],
)
def test_a_proxy_that_says_nothing_is_reported_and_the_rows_of_the_page_stand(said: str) -> None:
    site = Site(100, 45, lambda _query: said)
    rows, troubles = rows_of(site)
    assert rows == list(range(45))
    assert len(site.asked) == 1
    (trouble,) = troubles
    assert "deep pages unavailable: 45 of 100 rows" in trouble


def test_a_proxy_that_always_says_the_same_is_reported() -> None:
    rows, troubles = rows_of(Site(100, 45, lambda _query: store(range(15))))
    assert rows == list(range(45))
    assert "45 of 100" in troubles[0]


def test_a_proxy_that_is_not_there_is_told_and_not_an_exception() -> None:
    first = SOURCE.listing(html_page(COLUMN, column_page(range(45), 60)), 1)
    assert first.following is not None
    assert first.following.meta["handle_httpstatus_list"] == TOLERATED
    gone = SOURCE.listing(answer(first.following, "", 404), 2)
    assert gone.trouble == "deep pages unavailable: 45 of 60 rows (HTTP 404, 0 bytes)"


def test_without_a_count_the_list_ends_where_nothing_new_comes() -> None:
    def site(request: Request) -> TextResponse:
        if "dataproxy" in request.url:
            return answer(request, store(range(0)))
        return html_page(request.url, column_page(range(4), None), request)

    rows, troubles = rows_of(site)
    assert rows == [0, 1, 2, 3]
    assert troubles == []


def test_answers_may_count_the_rows() -> None:
    def site(request: Request) -> TextResponse:
        if "dataproxy" in request.url:
            start = int(dict(parse_qsl(urlsplit(request.url).query))["startrecord"]) - 1
            return answer(request, "<totalrecord>9</totalrecord>" + store(range(start, min(start + 3, 8))))
        return html_page(request.url, column_page(range(4), None), request)

    rows, troubles = rows_of(site)
    assert rows == list(range(8))
    assert "8 of 9" in troubles[0]


def test_lists_served_as_pages_are_followed_by_number() -> None:
    source = Hanweb("http://www.qingyuan.gov.cn/col/col3071/index.html?uid=5501&pageNum=1")
    html = """<ul><li><a href="/art/2025/1/2/art_3071_1.html">甲</a><b>2025-01-02</b></li></ul>
      <a href="index.html?uid=5501&pageNum=1">1</a><a href="index.html?uid=5501&pageNum=2">2</a><a href="index.html?uid=5501&pageNum=9">尾页</a>"""
    listing = source.listing(html_page(source.list_url, html), 1)
    assert [row.title for row in listing.rows] == ["甲"]
    assert listing.following is not None
    assert listing.following.url.endswith("/col/col3071/index.html?uid=5501&pageNum=2")
    assert source.listing(html_page(source.list_url, html), 9).following is None


def test_columns_of_the_disclosure_module_are_searched() -> None:
    source = Hanweb("http://xxgk.qingyuan.gov.cn/col/col11581/index.html?number=B02&vc_xxgkarea=11370983004351676W")
    shell = """<div id="list"></div><script>var infotypeId='A01'; var jdid='110'; var divid='div9';
      $.post("/module/xxgk/search.jsp?texttype=0&currpage=1", {sortfield:',compaltedate:0'});</script>"""
    asked: list[dict[str, list[str]]] = []

    def site(request: Request) -> TextResponse:
        if request.method == "GET":
            return html_page(request.url, shell, request)
        form = parse_qs(request.body.decode())
        asked.append(form)
        page = int(form["currpage"][0])
        rows = "".join(
            f"<li><a href='/art/2025/1/2/art_11581_{number}.html'>{title(number)}</a></li>"
            for number in range((page - 1) * 2, page * 2)
        )
        return answer(request, f"<ul>{rows}</ul><div>共 <b>3</b> 页</div>")

    listings = list(walk(source, site))
    assert ids([row for listing in listings for row in listing.rows]) == list(range(6))
    assert [form["currpage"] for form in asked] == [["1"], ["2"], ["3"]]
    assert asked[0]["infotypeId"] == ["B02"]
    assert asked[0]["area"] == ["11370983004351676W"]
    assert (asked[0]["jdid"], asked[0]["divid"]) == (["110"], ["div9"])
    assert not [listing.trouble for listing in listings if listing.trouble]


# ---------------------------------------------------------------------------------------------------
# Annual reports.

ANNUAL = "http://www.qingyuan.gov.cn/module/xxgk/xxgkAnnualReport.jsp?area=11370983004351676W&fbtime={}&showType=2"
REPORT = """<html><body><h2>青原市生态环境局{0}年政府信息公开工作年度报告</h2><h3>一、总体情况</h3><p>本机关{0}年依法公开政府信息。</p>
  <h3>二、主动公开政府信息情况</h3><img src="a.png"><h3>三、收到和处理政府信息公开申请情况</h3><img src="b.png"></body></html>"""
FRAME = "<html><body><ul><li>信息公开指南</li><li>信息公开年报</li></ul>{}<p>主办单位：青原市人民政府</p></body></html>"


def annual(there: set[int], menu: str = "") -> Callable[[Request], TextResponse]:
    def site(request: Request) -> TextResponse:
        year = int(parse_qs(urlsplit(request.url).query).get("fbtime", ["2025"])[0])
        return html_page(request.url, menu + (REPORT.format(year) if year in there else FRAME.format("")), request)

    return site


def years_of(source: HanwebAnnual, site: Callable[[Request], TextResponse]) -> tuple[list[int], int, list[str]]:
    listings = list(walk(source, site))
    found = [listing.itself for listing in listings if listing.itself is not None]
    assert all(str(parse_qs(urlsplit(row.url).query)["fbtime"][0]) in row.title for row in found)
    years = [int(parse_qs(urlsplit(row.url).query)["fbtime"][0]) for row in found]
    return years, len(listings), [listing.trouble for listing in listings if listing.trouble]


@pytest.mark.parametrize(
    "menu",
    [
        "".join(f"<a href='?area=11370983004351676W&fbtime={year}'>{year}年</a>" for year in (2024, 2023, 2021, 2019)),
        "<select>"
        + "".join(f"<option value='{year}'>{year}年</option>" for year in (2024, 2023, 2021, 2019))
        + "</select>",
        "".join(f"<li onclick=\"show('{year}')\">{year}年</li>" for year in (2024, 2023, 2021, 2019)),
    ],
    ids=["links", "options", "clicks"],
)
def test_the_menu_says_which_years_there_are(menu: str) -> None:
    years, pages, troubles = years_of(HanwebAnnual(ANNUAL.format(2024)), annual({2024, 2023, 2019, 2010}, menu))
    assert (years, pages, troubles) == ([2024, 2023, 2019], 4, [])


def test_years_are_asked_for_by_the_addresses_that_the_page_uses() -> None:
    chooser = (
        "<select onchange=\"location.href='/module/xxgk/xxgkAnnualReport.jsp?area=11370983004351676W&amp;fbtime='"
        "+this.value+'&amp;showType=2'\"><option value='2023'>2023年</option></select>"
    )
    start = ANNUAL.partition("&fbtime")[0]
    scripted = HanwebAnnual(start).listing(html_page(start, chooser + FRAME.format("")), 1).following
    assert scripted is not None
    assert scripted.url == ANNUAL.format(2023)
    others = chooser.replace("11370983004351676W", "000000000000000000")
    own = HanwebAnnual(ANNUAL.format(2024)).listing(html_page(ANNUAL.format(2024), others), 1).following
    assert own is not None
    assert own.url == ANNUAL.format(2023)


def test_without_a_menu_years_are_counted_down_until_none_has_a_report() -> None:
    source = HanwebAnnual(ANNUAL.partition("&fbtime")[0])
    last = datetime.now(UTC).year - 1
    there = [last - 1, last - 2, last - 5, last - 6]
    years, pages, troubles = years_of(source, annual({*there, last - 10}))
    assert (years, troubles) == (there, [])
    assert pages == 1 + 7 + 3


def test_a_unit_without_any_report_is_an_error() -> None:
    years, _pages, troubles = years_of(HanwebAnnual(ANNUAL.format(2024)), annual(set()))
    assert years == []
    assert "no report" in troubles[0]


def test_a_report_that_is_only_a_file_is_a_report() -> None:
    page = FRAME.format(
        "<a href='/module/download/downfile.jsp?filename=a.pdf'>x</a><a href='/f/1.pdf'>青原市2022年政府信息公开工作年度报告</a>"
    )
    source = HanwebAnnual(ANNUAL.format(2022))
    listing = source.listing(html_page(source.list_url, page), 1)
    assert listing.itself is not None
    assert "2022" in listing.itself.title


def test_a_page_that_says_there_is_none_is_none() -> None:
    source = HanwebAnnual(ANNUAL.format(2022))
    assert source.listing(html_page(source.list_url, FRAME.format("<p>暂无内容</p>")), 1).itself is None
    assert source.listing(answer(source.first(), "", 404), 1).itself is None
