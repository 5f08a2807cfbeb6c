"""What the spider says of lists that show nothing, or something else than they should."""

import logging

import pytest
from scrapy import Request
from scrapy.exceptions import DownloadConnectionRefusedError
from scrapy.http import HtmlResponse
from scrapy.utils.test import get_crawler

from govreports.crawling import DisclosureSpider
from govreports.crawling.examination import instead_of_report, note, why_failed
from govreports.health.sites import site_lines
from govreports.obstacles import Obstacle
from govreports.platforms import Generic, Hanweb, HanwebAnnual, Source, Trs
from govreports.publication import Publication
from govreports.reading.metadata import Listed
from govreports.records import Agency

URL = "http://www.qingyuan.gov.cn/xxgk/zfxxgknb/"
HANWEB = (
    "<script type='text/xml'><datastore><recordset><record><![CDATA[<a href='/art/2025/1/2/art_1_2.html'>"
    "青原市2024年政府信息公开工作年度报告</a>]]></record></recordset></datastore></script>"
)
REPORT = "<h2>某局2022年政府信息公开工作年度报告</h2><h3>一、总体情况</h3><p>x。</p><h3>二、主动公开政府信息情况</h3>"


def spider_of(read: Source) -> DisclosureSpider:
    """A spider of nobody in particular that reads one list."""

    class QingyuanSpider(DisclosureSpider):
        name = "qingyuan"
        sources = (read,)

        @classmethod
        def home_agency(cls) -> Agency | None:
            return None

    return QingyuanSpider.from_crawler(get_crawler(QingyuanSpider))


def parse(
    source: Source, html: str, *, obstacle: str | None = None, redirected_from: str | None = None
) -> tuple[list[Request | Publication], str | None]:
    """What the spider makes of a list's first page, and the obstacle that the site's line will name."""
    spider = spider_of(source)
    key = f"site/{source.host}/obstacle"
    assert spider.crawler.stats is not None
    if obstacle is not None:
        spider.crawler.stats.set_value(key, obstacle)
    request = Request(source.list_url, meta={"redirect_urls": [redirected_from]} if redirected_from else {})
    response = HtmlResponse(source.list_url, body=html.encode(), encoding="utf-8", request=request)
    return list(spider.parse_list(response, source, 1)), spider.crawler.stats.get_value(key)


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("<html><body><div id='app'></div><script src='/app.js'></script></body></html>", "js_rendered"),
        ("<html><body></body></html>", "stub"),
        ("<html><form><input type=password></form></html>", "login"),
        ("<html><script>location.href='http://new.gov.cn/'</script></html>", "moved"),
    ],
)
def test_why_a_list_shows_nothing_is_said(html: str, kind: str, caplog: pytest.LogCaptureFixture) -> None:
    followed, obstacle = parse(Trs(URL), html)
    assert followed == []
    assert obstacle == kind
    assert kind in caplog.text


def test_a_list_that_says_that_it_is_empty_is_not_drawn_by_a_script(caplog: pytest.LogCaptureFixture) -> None:
    says = "<ul class='list'></ul><p>暂无内容</p><script>var _hmt = [];</script>"
    for html, kind in ((says, None), (f"{says}<script>$.post('/api/list')</script>", "js_rendered")):
        caplog.clear()
        assert parse(Trs(URL), html) == ([], kind)
        assert ("holds nothing yet" in caplog.text) == (kind is None)


def test_http_that_sends_on_to_https_which_is_dead_is_not_said_to_help() -> None:
    refused = DownloadConnectionRefusedError("Connection was refused by other side")
    for redirects, kind in (
        ([], "http_only"),
        (["http://www.a.gov.cn/"], "no_answer"),
        (["http://www.a.gov.cn"], "no_answer"),
        (["http://a.gov.cn/nb/"], "no_answer"),
        (["http://www.b.gov.cn/"], "http_only"),
    ):
        found = why_failed(refused, Request("https://www.a.gov.cn/", meta={"redirect_urls": redirects}))
        assert found is not None
        assert found.kind == kind


def test_a_list_on_the_home_page_is_no_list(caplog: pytest.LogCaptureFixture) -> None:
    home = Trs("http://www.qingyuan.gov.cn/")
    _followed, obstacle = parse(home, "<a href='/x/t20250101_1.html'>某局召开会议</a>", redirected_from=URL)
    assert obstacle == "moved"
    assert "redirected to the home page" in caplog.text


def test_a_site_that_changed_its_system_is_named_with_evidence(caplog: pytest.LogCaptureFixture) -> None:
    parse(Trs(URL), HANWEB)
    assert "declared trs, looks like hanweb (rows in a <datastore>)" in caplog.text


def test_a_list_in_order_is_no_error(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        (request,), obstacle = parse(Hanweb(URL), HANWEB)
    assert isinstance(request, Request)
    assert obstacle is None
    assert caplog.text == ""


def test_a_refusal_is_not_written_over() -> None:
    assert parse(Trs(URL), "<html></html>", obstacle="refused")[1] == "refused"


def test_a_list_that_is_a_report_is_a_publication_without_a_second_request() -> None:
    source = HanwebAnnual("http://www.qingyuan.gov.cn/module/xxgk/xxgkAnnualReport.jsp?area=1&fbtime=2022")
    publication, following = parse(source, REPORT)[0]
    assert isinstance(publication, Publication)
    assert publication.listed.title == "某局2022年政府信息公开工作年度报告"
    assert isinstance(following, Request)


LISTED = Listed(url=URL, title="某局2022年政府信息公开工作年度报告", date="2023-01-18")
MENU = "<ul><li><a href='/'>首页</a></li><li><a href='/nb/'>政府信息公开年报</a></li><li><a href='/xw/'>新闻动态</a></li></ul>"
BESIDE = f"<script>var _hmt = [];</script>{MENU}<p>{'某局网站为您提供政务公开和办事服务。' * 10}</p>"


def detail(body: str | bytes, asked: str | None = None, url: str = f"{URL}2022.html") -> HtmlResponse:
    """What a row of a list leads to; *asked* is the row's own address where that sent on."""
    data = f"<html><body>{body}</body></html>".encode() if isinstance(body, str) else body
    request = Request(url, meta={"redirect_urls": [asked]} if asked else {})
    return HtmlResponse(url, body=data, encoding="utf-8", request=request)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "stub"),
        (f"{BESIDE}<h1>您访问的页面不存在</h1><p>5秒后返回首页</p>", "moved"),
        (f"{BESIDE}<p>该文章已被删除！</p>", "moved"),
        ("<form>用户名<input name=u>密码<input type='password'></form>", "login"),
        ("<div id='app'></div><script src='/js/chunk-vendors.js'></script>", "js_rendered"),
        ("<script>location.href='http://new.gov.cn/'</script>", "moved"),
    ],
)
def test_what_stands_in_a_reports_place_is_no_report(body: str | bytes, kind: str) -> None:
    found = instead_of_report(detail(body), LISTED)
    assert found is not None
    assert found.kind == kind


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>{LISTED.title}</h1><p>附后。</p>",
        "<p>见附件</p><a href='nb.docx'>附件</a>",
        "<iframe src='/pdfjs/web/viewer.html?file=nb.pdf'></iframe>",
        f"{REPORT}<h3>三、收到和处理政府信息公开申请情况</h3><p>要求公开的文件不存在的，予以告知。</p>",
        f"{MENU}<p>{'全年主动公开政府信息有关情况如下。' * 60}</p>",
    ],
)
def test_what_may_be_a_report_is_left_to_the_reader(body: str) -> None:
    assert instead_of_report(detail(body), LISTED) is None


def test_a_home_page_is_no_report_though_its_news_names_one() -> None:
    home = detail(
        f"{MENU}<a href='/1.html'>{LISTED.title}</a>", asked=f"{URL}2022.html", url="http://www.qingyuan.gov.cn/"
    )
    found = instead_of_report(home, LISTED)
    assert found is not None
    assert found.kind == "moved"


def test_what_has_no_name_stands_in_the_summary_only_where_nothing_else_does() -> None:
    stats = get_crawler().stats
    assert stats is not None
    for kind in ("failed", "robots_disallow", "failed", "stub", "moved"):
        note(stats, "www.a.gov.cn", Obstacle(kind, "HTTP 500"))
    source = Trs("http://www.a.gov.cn/nb/")
    (line,) = site_lines(stats, [source])
    assert str(line).endswith("0 errors, moved, robots_disallow, stub")
    note(stats, "www.b.gov.cn", Obstacle("failed", "HTTP 500"))
    assert str(site_lines(stats, [Trs("http://www.b.gov.cn/nb/")])[0]).endswith("0 errors, failed (HTTP 500)")


def turned(pages: list[tuple[str, str]]) -> tuple[int, str | None]:
    """How many pages of a list are asked for where the server answers *pages*, and the obstacle its line will name."""
    source = Generic(URL)
    spider = spider_of(source)
    url = URL
    for number, (years, pager) in enumerate(pages, 1):
        rows = "".join(
            f"<li><a href='/nb/{year}.html'>某局{year}年政府信息公开工作年度报告</a> {year}-01-20</li>"
            for year in years.split()
        )
        response = HtmlResponse(url, body=f"<ul>{rows}</ul>{pager}".encode(), encoding="utf-8", request=Request(url))
        asked = list(spider.parse_list(response, source, number))
        following = [each for each in asked if isinstance(each, Request) and each.callback == spider.parse_list]
        if not following:
            break
        url = following[0].url
    assert spider.crawler.stats is not None
    return number, spider.crawler.stats.get_value("site/www.qingyuan.gov.cn/obstacle")


def test_a_pager_that_shows_the_first_page_for_every_other_hides_the_rest() -> None:
    pages = [("2022 2021 2020", f"<a href='?page={n}'>下一页</a>") for n in range(2, 9)]
    assert turned(pages) == (2, "pages_not_followed")


def test_a_list_of_one_page_may_be_its_own_next() -> None:
    assert turned([("2022 2021 2020", "<a href='1.html'>下一页</a>")] * 2) == (2, None)
    assert turned([("2022 2021 2020", "<a href='?page=2'>下一页</a>")] * 2) == (2, "pages_not_followed")


def test_a_pager_that_shows_the_last_page_for_all_beyond_it_is_at_its_end() -> None:
    pages = [("2022 2021 2020", "<a href='?page=2'>下一页</a>")]
    pages += [("2019 2018", f"<a href='?page={n}'>下一页</a>") for n in range(3, 9)]
    assert turned(pages) == (3, None)


def test_a_pager_that_goes_round_has_shown_all_it_counts_or_says_so() -> None:
    round_about = [("2022 2021", "2"), ("2020 2019", "3"), ("2022 2021", "2")]
    for counted, obstacle in ((2, None), (3, "pages_not_followed")):
        pages = [(years, f"共{counted}页 <a href='?page={to}'>下一页</a>") for years, to in round_about]
        assert turned(pages) == (3, obstacle)
