"""How each family's lists are read and paged. The pages are written for these tests."""

import json

import pytest
from scrapy import FormRequest, Request
from scrapy.http import HtmlResponse, TextResponse

from govreports.platforms import ChannelDoc, EasySite, Generic, Trs

TRS = Trs("http://a.example.gov.cn/xxgk/zfxxgknb/index.html")


def page(url: str, html: str) -> HtmlResponse:
    return HtmlResponse(url, body=html.encode(), encoding="utf-8", request=Request(url))


def followed(source: Trs | EasySite | Generic | ChannelDoc, response: TextResponse, number: int) -> str | None:
    request = source.following(response, number)
    return request.url if request else None


def test_trs_rows_have_whole_titles_dates_and_absolute_addresses() -> None:
    html = """<ul>
      <li><a href="./202201/t20220128_1.html" title="某市某局2021年政府信息公开工作年度报告">某市某局2021年政府信息公开…</a><span>[2022-01-28]</span></li>
      <li><a href="../gg/202201/t20220102_2.htm">公告</a><em>2022年1月2日</em></li>
      <li><a href="/about/">关于我们</a></li><li><a href="javascript:;">更多</a></li></ul>"""
    rows = list(TRS.rows(page(TRS.list_url, html)))
    assert [(row.url, row.title, row.date) for row in rows] == [
        (
            "http://a.example.gov.cn/xxgk/zfxxgknb/202201/t20220128_1.html",
            "某市某局2021年政府信息公开工作年度报告",
            "2022-01-28",
        ),
        ("http://a.example.gov.cn/xxgk/gg/202201/t20220102_2.htm", "公告", "2022-01-02"),
    ]


def test_rows_that_are_files_are_rows() -> None:
    (row,) = TRS.rows(page(TRS.list_url, "<p><a href='P020.docx'>2021年政府信息公开工作年度报告</a> 2022-01-28</p>"))
    assert row.url.endswith("/P020.docx")


def test_rows_whose_files_a_script_gives_are_rows() -> None:
    href = "/system/_content/download.jsp?urltype=news.DownloadAttachUrl&wbfileid=2F"
    (row,) = TRS.rows(page(TRS.list_url, f"<p><a href='{href}'>2021年政府信息公开工作年度报告</a> 2022-01-28</p>"))
    assert row.url == f"http://a.example.gov.cn{href}"


@pytest.mark.parametrize(
    ("script", "number", "following"),
    [
        ('createPageHTML(3, 0, "index", "html");', 1, "index_1.html"),
        ('createPageHTML(3, 1, "index", "html");', 2, "index_2.html"),
        ('createPageHTML(3, 2, "index", "html");', 3, None),
        ("createPageHTML('50', '0', 'list', 'shtml', 849);", 1, "list_1.shtml"),
        ("function createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt){}", 1, None),
        ("createPageHTML(result.total_page, page_num, type)", 1, None),
        ("var currentPage = 0; var countPage = 2", 1, "index_1.html"),
        ("", 1, None),
    ],
)
def test_trs_pages_are_counted_by_the_scripts_call(script: str, number: int, following: str | None) -> None:
    response = page(TRS.list_url, f"<script>{script}</script>")
    expected = f"http://a.example.gov.cn/xxgk/zfxxgknb/{following}" if following else None
    assert followed(TRS, response, number) == expected


SEARCHED = """<script>var SiteInfo = { searchId: 200210 };
listModel({ maxStaticIndex: 1, listArgs: { channelid: SiteInfo.searchId, classsql: "" || "chnlid=1796",
sortfield: "-docorderpri,-docreltime" }, pagebar: { prepage: 10, recordCount: '%d' } });</script>"""


def test_trs_goes_on_in_the_search_api_where_files_end() -> None:
    source = Trs("https://b.example.gov.cn/zfxxgknb/")
    request = source.following(page(source.list_url, SEARCHED % 23), 1)
    assert isinstance(request, FormRequest)
    assert request.method == "POST"
    assert request.url == "https://b.example.gov.cn/fjdzapp/search"
    assert b"classsql=chnlid%3D1796" in request.body
    assert request.body.endswith(b"page=2")
    answer = {
        "pageCount": 3,
        "data": [
            {"doctitle": "报告", "docpuburl": "https://b.example.gov.cn/t1.htm", "docreltime": "2020-01-08 10:00"}
        ],
    }
    response = TextResponse(request.url, body=json.dumps(answer).encode(), encoding="utf-8", request=request)
    (row,) = source.rows(response)
    assert (row.url, row.title, row.date) == ("https://b.example.gov.cn/t1.htm", "报告", "2020-01-08 10:00")
    third = source.following(response, 2)
    assert third is not None
    assert third.body.endswith(b"&page=3")
    assert b"prepage=10" in third.body
    assert source.following(response, 3) is None


def test_trs_asks_no_search_api_for_a_list_that_fits_one_page() -> None:
    source = Trs("https://b.example.gov.cn/zfxxgknb/")
    assert source.following(page(source.list_url, SEARCHED % 7), 1) is None


def test_a_search_api_that_answers_with_an_error_page_ends_the_list() -> None:
    source = Trs("https://b.example.gov.cn/zfxxgknb/")
    request = FormRequest("https://b.example.gov.cn/fjdzapp/search", formdata={"page": "2"})
    broken = TextResponse(request.url, body=b"{ not json", encoding="utf-8", request=request)
    assert list(source.rows(broken)) == []
    assert source.following(broken, 2) is None


def test_easysite_pages_by_number_and_tells_details_by_their_key() -> None:
    source = EasySite("http://c.example.gov.cn/eportal/ui?pageId=1")
    html = """<table><tr><td>1</td><td><a href="/eportal/ui?pageId=2&articleKey=7&columnId=3">某局2020年政府信息公开工作年度报告</a></td><td>2021-01-29</td></tr></table>
      <ul><li><a href="/eportal/ui?pageId=1&currentPage=1&moduleId=ab">首页</a></li><li><a href="/eportal/ui?pageId=1&currentPage=2&moduleId=ab">下一页</a></li>
      <li><a href="/eportal/ui?pageId=1&currentPage=9&moduleId=ab">尾页</a></li></ul>"""
    response = page(source.list_url, html)
    assert [row.date for row in source.rows(response)] == ["2021-01-29"]
    assert followed(source, response, 1) == "http://c.example.gov.cn/eportal/ui?pageId=1&currentPage=2&moduleId=ab"
    # The pager counts nine pages, so there is a third.
    assert followed(source, response, 2) == "http://c.example.gov.cn/eportal/ui?pageId=1&currentPage=3&moduleId=ab"
    assert followed(source, response, 9) is None


def test_generic_follows_the_link_called_next_page() -> None:
    source = Generic("http://d.example.gov.cn/list/")
    response = page(source.list_url, "<a href='/x/1.html'>报告</a><a href='?p=2'>下一页</a><a href='#'>下页</a>")
    assert followed(source, response, 1) == "http://d.example.gov.cn/list/?p=2"


def test_channel_doc_takes_object_ids_for_rows() -> None:
    source = ChannelDoc("http://e.example.gov.cn/channel_1/")
    html = "<a href='doc_66ae0e120889aa38a20d6471.html'>甲</a><a href='doc_1.html'>乙</a><a href='/channel_2/'>丙</a>"
    assert [row.title for row in source.rows(page(source.list_url, html))] == ["甲"]
