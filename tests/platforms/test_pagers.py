"""How VSB, NFCMS, openness, EasySite and channel/doc page their lists. The pages are written for these tests."""

import pytest
from scrapy.http import JsonResponse

from govreports.platforms import FAMILIES, ChannelDoc, EasySite, Nfcms, Openness, Row, Vsb
from govreports.platforms.paging import says_it_is_empty, says_nothing_yet
from tests.platforms.answers import next_of, page, titles

SITE = "http://www.shi.example.gov.cn"
REPORT = "某局2022年政府信息公开工作年度报告"


def test_they_are_families() -> None:
    assert [FAMILIES[name] for name in ("vsb", "nfcms", "openness", "easysite", "channel_doc")] == [
        Vsb,
        Nfcms,
        Openness,
        EasySite,
        ChannelDoc,
    ]


# VSB

VSB = Vsb(f"{SITE}/zfxxgk/zfxxgknb.htm")


@pytest.mark.parametrize(
    ("url", "href", "following"),
    [
        ("/zfxxgk/zfxxgknb.htm", "zfxxgknb/8.htm", "/zfxxgk/zfxxgknb/8.htm"),
        ("/zfxxgk/zfxxgknb/8.htm", "7.htm", "/zfxxgk/zfxxgknb/7.htm"),
        ("/zfxxgk/list.jsp", "list.jsp?totalpage=9&amp;PAGENUM=2&amp;urltype=tree.TreeTempUrl&amp;wbtreeid=1013", "/zfxxgk/list.jsp?totalpage=9&PAGENUM=2&urltype=tree.TreeTempUrl&wbtreeid=1013"),
        ("/zfxxgk/zfxxgknb.htm", "?a168274t=9&amp;a168274p=2&amp;a168274c=10", "/zfxxgk/zfxxgknb.htm?a168274t=9&a168274p=2&a168274c=10"),
    ],
)  # fmt: skip
def test_vsb_goes_where_its_pager_says(url: str, href: str, following: str) -> None:
    html = f"<a href='../../info/1013/7.htm'>{REPORT}</a><span>2023-01-09</span><span class=p_pages><a href='1.htm'>尾页</a><a class=Next href='{href}'>下页</a></span>"
    listing = VSB.listing(page(SITE + url, html), 1)
    assert next_of(listing) == SITE + following
    assert titles(listing) == [REPORT]


def test_vsb_ends_where_the_pager_has_no_next() -> None:
    html = f"<a href='../info/1013/7.htm'>{REPORT}</a><span class=p_next_d>下页</span><a href='8.htm'>上页</a><a href='zfxxgknb/1.htm'>9</a>"
    assert next_of(VSB.listing(page(VSB.list_url, html), 1)) is None


def test_vsb_pages_of_several_lists_are_all_gone_through() -> None:
    html = f"<a href='../info/1/7.htm'>{REPORT}</a><a href='?a1t=9&a1p=2'>下页</a><a href='../info/1/8.htm'>公告</a><a href='?a2t=3&a2p=2'>下页</a><a href='?a1t=9&a1p=2'>下页</a>"
    listing = VSB.listing(page(VSB.list_url, html), 1)
    assert next_of(listing) == f"{VSB.list_url}?a1t=9&a1p=2"
    assert [row.url for row in listing.columns] == [f"{VSB.list_url}?a2t=3&a2p=2"]


def test_vsb_pages_of_one_report_are_entries_or_lists_below() -> None:
    html = f"<li><a href='zfxxgknb/a2022.htm'>{REPORT}</a></li><li><a href='zfxxgknb/a2021.htm'>2021年</a></li><li><a href='../index.htm'>首页</a></li>"
    listing = VSB.listing(page(VSB.list_url, html), 1)
    assert [row.url for row in listing.rows] == [f"{SITE}/zfxxgk/zfxxgknb/a2022.htm"]
    assert [row.url for row in listing.columns] == [f"{SITE}/zfxxgk/zfxxgknb/a2021.htm"]
    below = listing.columns[0].url
    own = "<title>2021年-某局</title><div id=vsb_content><p>某局2021年政府信息公开工作年度报告</p><p>一、总体情况</p><p>二、主动公开政府信息情况</p><p>三、收到和处理政府信息公开申请情况</p><p>行政复议</p></div>"
    assert VSB.listing(page(below, own), 1).itself == Row(below, "某局2021年政府信息公开工作年度报告")


# NFCMS

NFCMS = Nfcms("https://sthjj.shi.example.gov.cn/xxgk/qt/ndxxgkbg/")
ROW = f"<li><a href='https://sthjj.shi.example.gov.cn/xxgk/qt/ndxxgkbg/content/post_11117680.html'>{REPORT}</a><span>2023-01-09</span></li>"


@pytest.mark.parametrize(
    ("pager", "number", "following"),
    [
        ("<a href='index_2.html'>下一页</a>", 1, "index_2.html"),
        ("<a href='index.html'>1</a><a href='index_2.html'>2</a><a href='index_3.html'>3</a>", 2, "index_3.html"),
        ("<script>createPageHTML(3, 1, 'index', 'html')</script>", 1, "index_2.html"),
        ("<p>共3页</p>", 2, "index_3.html"),
        ("<p>共3页</p>", 3, None),
        ("<a href='index.html'>1</a><a href='index_2.html'>2</a>", 2, None),
        ("", 1, None),
    ],
)
def test_nfcms_second_page_is_number_two(pager: str, number: int, following: str | None) -> None:
    listing = NFCMS.listing(page(NFCMS.list_url, ROW + pager), number)
    assert titles(listing) == [REPORT]
    assert next_of(listing) == (following and NFCMS.list_url + following)


# openness

OPENNESS = Openness(f"{SITE}/XxgkAnnualReport/showList/865/page_1.html")


@pytest.mark.parametrize(
    ("url", "pager", "number", "following"),
    [
        ("page_1.html", "<a href='page_2.html'>下一页</a>", 1, "page_2.html"),
        ("page_1.html", "<a href='/XxgkAnnualReport/showList/865/page_2.html'>2</a>", 1, "page_2.html"),
        ("page_2.html", "<span>共 3 页</span><a href='javascript:next()'>下一页</a>", 2, "page_3.html"),
        ("", "<span>共 3 页</span>", 1, "page_2.html"),
        ("page_3.html", "<span>共 3 页</span>", 3, None),
    ],
)
def test_openness_numbers_its_pages(url: str, pager: str, number: int, following: str | None) -> None:
    base = f"{SITE}/XxgkAnnualReport/showList/865/"
    listing = OPENNESS.listing(
        page(base + url, f"<ul><li><a href='/XxgkAnnualReport/show/6332.html'>{REPORT}</a></li></ul>{pager}"), number
    )
    assert titles(listing) == [REPORT]
    assert next_of(listing) == (following and base + following)


def test_openness_details_have_several_names() -> None:
    names = (
        "XxgkAnnualReport/show/1",
        "OpennessContent/show/2",
        "XxgkContent/show/3",
        "XxgkContent/showList/4/0/page_1",
    )
    html = "".join(f"<a href='/{name}.html'>公告</a>" for name in names)
    assert len(OPENNESS.listing(page(OPENNESS.list_url, html), 1).rows) == 3


# EasySite

EASY = EasySite(f"{SITE}/eportal/ui?pageId=793450")
MODULE = "55c65eac3ad44c0da4e125f94c8d0b4f"
NESTED = f"""<table><tr><td><table><tr><td>1</td><td><a href="/eportal/ui?pageId=1&articleKey=7&columnId=3">{REPORT}</a></td><td>2023-01-09</td></tr></table></td></tr>
  <tr><td><table><tr><td>2</td><td><a href="/eportal/ui?pageId=1&articleKey=8&columnId=3">公告</a></td><td>2022-01-09</td></tr></table></td></tr></table>"""


@pytest.mark.parametrize(
    ("pager", "number", "following"),
    [
        (f"<a onclick=\"location.href='/eportal/ui?pageId=793450&currentPage=2&moduleId={MODULE}'\">下一页</a>", 1, f"pageId=793450&currentPage=2&moduleId={MODULE}"),
        (f"<a href='/eportal/ui?pageId=793450&currentPage=9&moduleId={MODULE}&staticRequest=yes'>尾页</a>", 4, f"pageId=793450&currentPage=5&moduleId={MODULE}&staticRequest=yes"),
        (f"<a href='javascript:void(0)'>下一页</a>1/3<input type=hidden name='moduleId' value='{MODULE}'>", 1, f"pageId=793450&currentPage=2&moduleId={MODULE}"),
        (f"<span>共 3 页</span><script>var moduleId = '{MODULE}';</script>", 3, None),
        ("<a href='/eportal/ui?pageId=793450&currentPage=2&moduleId=9757&formKey=GOV_OPEN'>2</a><a href='/eportal/ui?pageId=793450&currentPage=3&moduleId=1111'>3</a>", 1, "pageId=793450&currentPage=2&moduleId=9757&formKey=GOV_OPEN"),
        ("<a href='/eportal/ui?pageId=793450&currentPage=2&moduleId=9757'>2</a><a href='/eportal/ui?pageId=793450&currentPage=3&moduleId=1111'>3</a>", 2, None),
        ("", 1, None),
    ],
)  # fmt: skip
def test_easysite_pages_by_number(pager: str, number: int, following: str | None) -> None:
    listing = EASY.listing(page(EASY.list_url, NESTED + pager), number)
    assert [(row.title, row.date) for row in listing.rows] == [(REPORT, "2023-01-09"), ("公告", "2022-01-09")]
    assert next_of(listing) == (following and f"{SITE}/eportal/ui?{following}")


def test_easysite_sites_of_files_tell_reports_from_columns() -> None:
    html = f"<ul><li><a href='/bhj/xxgk/43/326015834/index.html'>{REPORT}</a></li></ul><a href='/bhj/xxgk/10934/index.html'>政府信息公开年报</a><a href='index_2.html'>下一页</a>"
    listing = EasySite(f"{SITE}/bhj/xxgk/zfxxgknb13/index.html").listing(
        page(f"{SITE}/bhj/xxgk/zfxxgknb13/index.html", html), 1
    )
    assert titles(listing) == [REPORT]
    assert next_of(listing) == f"{SITE}/bhj/xxgk/zfxxgknb13/index_2.html"


# channel/doc


def test_channel_doc_says_when_a_script_draws_its_list() -> None:
    source = ChannelDoc(f"{SITE}/gongkai/channel_63899ec7375991828262e186/?open=zfxxgknb")
    shell = "<html><body><div id=app></div><script src=/js/vue.js></script></body></html>"
    assert "js_rendered" in (source.listing(page(source.list_url, shell), 1).trouble or "")
    found = source.listing(page(source.list_url, f"<a href='doc_66ae0e120889aa38a20d6471.html'>{REPORT}</a>"), 1)
    assert (titles(found), found.trouble) == ([REPORT], None)


# All families


@pytest.mark.parametrize(
    "word", ["下一页", "下页 &gt;", " 下 一 页 ", "后一页»", "<i></i>下一页&gt;&gt;", "<img alt='下一页'>"]
)
def test_every_family_goes_on_where_the_pager_says_next(word: str) -> None:
    listing = VSB.listing(
        page(VSB.list_url, f"<a href='../info/1/7.htm'>{REPORT}</a><a href='zfxxgknb/8.htm'>{word}</a>"), 1
    )
    assert next_of(listing) == f"{SITE}/zfxxgk/zfxxgknb/8.htm"


def test_no_family_ends_a_list_silently_that_goes_on_by_a_script() -> None:
    html = f"<a href='../info/1/7.htm'>{REPORT}</a><a href='javascript:page(2)'>下页</a>"
    assert "goes on" in (VSB.listing(page(VSB.list_url, html), 1).trouble or "")
    assert VSB.listing(page(VSB.list_url, f"{html}<b>共1页</b>"), 1).trouble is None


def test_easysite_keeps_the_next_page_in_an_attribute_of_its_own() -> None:
    source = EasySite(f"{SITE}/a/2637/index.html")
    pager = '<a style="cursor:pointer" onclick="queryArticleByCondition(this,\'/a/2637/x/index2.html\')" tagname="/a/2637/x/index2.html">下一页</a>'
    html = f'<a href="/a/2637/5301207/index.html">{REPORT}</a>{pager}'
    assert next_of(source.listing(page(source.list_url, html), 1)) == f"{SITE}/a/2637/x/index2.html"


def test_the_day_of_a_row_is_no_part_of_its_name() -> None:
    source = ChannelDoc(f"{SITE}/channel_1/")
    href = f"/channel_1/doc_{'a1' * 12}.html"
    for shown in (
        f"<span>{REPORT}</span><time>2023-01-09</time>",
        f"<b>[01-09]</b>{REPORT}",
        f"{REPORT}（2023-01-09）",
    ):
        assert titles(source.listing(page(source.list_url, f"<a href='{href}'>{shown}</a>"), 1)) == [REPORT]


def test_annual_pages_of_several_units_are_columns() -> None:
    source = FAMILIES["hanweb_annual"](f"{SITE}/module/xxgk/nb.jsp")
    html = "".join(
        f"<a href='xxgkAnnualReport.jsp?area={unit}&amp;fbtime={year}'>{year}年</a>"
        for unit in "AB"
        for year in (2024, 2023)
    )
    listing = source.listing(page(source.list_url, html), 1)
    assert [column.url[-20:] for column in listing.columns] == [
        "t.jsp?area=A&fbtime=2024"[-20:],
        "t.jsp?area=B&fbtime=2024"[-20:],
    ]


def test_a_unit_s_annual_page_names_the_others_and_has_its_own_years() -> None:
    source = FAMILIES["hanweb_annual"](f"{SITE}/module/xxgk/xxgkAnnualReport.jsp?area=A")
    html = "".join(f"<a href='?area={unit}'>{unit}</a>".replace("'?", "'xxgkAnnualReport.jsp?") for unit in "ABC")
    html += "".join(f"<a href='xxgkAnnualReport.jsp?area=A&amp;fbtime={year}'>{year}年</a>" for year in (2024, 2023))
    listing = source.listing(page(source.list_url, html), 1)
    assert [column.url[-6:] for column in listing.columns] == ["area=B", "area=C"]
    assert (next_of(listing) or "").endswith("area=A&fbtime=2024")


@pytest.mark.parametrize("family", ["generic", "vsb", "hanweb"])
def test_no_family_ends_a_list_silently_whose_pager_only_a_script_draws(family: str) -> None:
    source = FAMILIES[family](f"{SITE}/xxgk/nb/")
    row = f"<ul><li><a href='/art/2024/1/2/art_1_7.html'>{REPORT}</a></li><li><a href='/info/1/7.htm'>{REPORT}</a></li></ul>"
    drawn = "<script>createPageHTML({}, 0, 'index', 'html', 23, 20);</script>"
    assert "has 2 pages" in (source.listing(page(source.list_url, row + drawn.format(2)), 1).trouble or "")
    assert source.listing(page(source.list_url, row + drawn.format(1)), 1).trouble is None
    old = "<script>\n//" + drawn.format(2)[8:-9] + "\n</script>"
    assert source.listing(page(source.list_url, row + old), 1).trouble is None


def test_an_answer_without_entries_is_no_page_that_says_something() -> None:
    answer = JsonResponse("http://a.example.gov.cn/gkmlpt/api/all/1", body=b'{"articles": []}')
    assert not says_nothing_yet(answer)
    assert not says_it_is_empty(answer)
