"""What the spider says of lists that show nothing, or something else than they should."""

import logging

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse
from scrapy.utils.test import get_crawler

from govreports.crawling import DisclosureSpider
from govreports.platforms import Hanweb, HanwebAnnual, Source, Trs
from govreports.publication import Publication
from govreports.records import Agency

URL = "http://www.qingyuan.gov.cn/xxgk/zfxxgknb/"
HANWEB = (
    "<script type='text/xml'><datastore><recordset><record><![CDATA[<a href='/art/2025/1/2/art_1_2.html'>"
    "青原市2024年政府信息公开工作年度报告</a>]]></record></recordset></datastore></script>"
)
REPORT = "<h2>某局2022年政府信息公开工作年度报告</h2><h3>一、总体情况</h3><p>x。</p><h3>二、主动公开政府信息情况</h3>"


def parse(
    source: Source, html: str, *, obstacle: str | None = None, redirected_from: str | None = None
) -> tuple[list[Request | Publication], str | None]:
    """What the spider makes of a list's first page, and the obstacle that the site's line will name."""

    class QingyuanSpider(DisclosureSpider):
        name = "qingyuan"
        sources = (source,)

        @classmethod
        def home_agency(cls) -> Agency | None:
            return None

    spider = QingyuanSpider.from_crawler(get_crawler(QingyuanSpider))
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
