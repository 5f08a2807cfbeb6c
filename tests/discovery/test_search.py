"""From a site's first page to its column: what links say, where reports lie, and the search's own decisions."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from scrapy.http import HtmlResponse

from govreports.discovery import Search, read_part
from govreports.discovery.columns import column_at
from govreports.discovery.leads import column_of_report, lead_of
from govreports.discovery.links import Link, links_of, ways_on
from govreports.obstacles import Obstacle
from govreports.platforms import Generic, Home

HOST = "http://slj.made.gov.cn"
COLUMN = f"{HOST}/zwgk/nb/"
_SECTIONS = (
    "<p>一、总体情况</p><p>二、主动公开政府信息情况</p><p>三、收到和处理政府信息公开申请情况</p><p>四、行政复议</p>"
)


def page(body: str, url: str = f"{HOST}/", title: str = "某市水利局") -> HtmlResponse:
    """A page as it is fetched."""
    markup = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    return HtmlResponse(url, body=markup.encode(), encoding="utf-8")


def reports(years: range = range(2021, 2026)) -> str:
    """A list of reports."""
    return "".join(
        f'<li><a href="./{year + 1}01/t{year + 1}0120_{year}.html">某市水利局{year}年政府信息公开工作年度报告</a>'
        f"<span>{year + 1}-01-20</span></li>"
        for year in years
    )


def followed(search: Search) -> Iterator[str]:
    """The addresses that a search asks for."""
    while (lead := search.next_lead()) is not None:
        yield lead.url


@pytest.mark.parametrize(
    ("markup", "link"),
    [
        ("<A HREF=./nb/ >年 报</A>", Link(f"{HOST}/nb/", "年报")),
        ('<a href="//slj.made.gov.cn/nb/#top">年报</a>', Link(f"{HOST}/nb/", "年报")),
        ('<a href="/nb/"><img src="a.png" alt="信息公开年报"></a>', Link(f"{HOST}/nb/", "信息公开年报")),
        ('<map><area href="/gk/" alt="信息公开"></map>', Link(f"{HOST}/gk/", "信息公开")),
        ("<span onclick=\"location.href='/nb/'\">年报</span>", Link(f"{HOST}/nb/", "年报")),
        ("<td onclick=\"window.open('./nb/')\">年报</td>", Link(f"{HOST}/nb/", "年报")),
        ('<a href="javascript:void(0)" onclick="window.open(\'/nb/\')">年报</a>', Link(f"{HOST}/nb/", "年报")),
        ('<select><option value="/nb/2023/">2023年</option></select>', Link(f"{HOST}/nb/2023/", "2023年")),
        ('<iframe src="list.html" title="年报"></iframe>', Link(f"{HOST}/list.html", "年报")),
    ],
)
def test_links_are_found_however_they_are_made(markup: str, link: Link) -> None:
    assert list(links_of(page(markup))) == [link]


def test_links_stand_on_the_base_that_a_page_names() -> None:
    response = page('<base href="/zwgk/"><a href="nb/">年报</a>')
    assert [link.url for link in links_of(response)] == [COLUMN]


@pytest.mark.parametrize(
    "markup", ['<a href="javascript:;">年报</a>', '<a href="#">年报</a>', '<a href="mailto:a@b">年报</a>']
)
def test_what_leads_nowhere_is_no_link(markup: str) -> None:
    assert list(links_of(page(markup))) == []


@pytest.mark.parametrize(
    "text",
    [
        "政府信息公开年报",
        "政府信息公开工作年度报告",
        "信息公开年度报告",
        "政务公开年报",
        "信息公开工作年报",
        "历年年报",
        "年报",
        "年度报告",
        "·年报>>",
        "【年报】",
        "4.年报",
        "年报AnnualReports",
        "AnnualReports年报",
        "年报(2008-2025)",
        "政府信息年报",
    ],
)
def test_a_column_is_told_by_its_name(text: str) -> None:
    lead = lead_of(Link(f"{HOST}/a/b/", text))
    assert lead is not None
    assert lead.is_named


@pytest.mark.parametrize(
    "text",
    [
        "政府网站工作年度报表",
        "法治政府建设年度报告",
        "统计年鉴",
        "财政预决算",
        "关于编制年度报告的通知",
        "一图读懂政府信息公开年报",
    ],
)
def test_what_is_called_nearly_so_leads_nowhere(text: str) -> None:
    assert lead_of(Link(f"{HOST}/zwgk/nb/", text)) is None


@pytest.mark.parametrize("text", ["政务公开OpenGovernment", "▪政务公开", "政务公开>>"])
def test_ornaments_of_a_menu_say_nothing(text: str) -> None:
    lead = lead_of(Link(f"{HOST}/a/", text))
    assert lead == lead_of(Link(f"{HOST}/a/", "政务公开"))


@pytest.mark.parametrize(
    "markup",
    [
        '<script>window.location.href="/web/index.html";</script>',
        "<script>location.replace('web/index.html')</script>",
        "<script>top.location='./web/index.html'</script>",
    ],
)
def test_a_cover_that_only_goes_on_is_followed(markup: str) -> None:
    search = Search(Home(f"{HOST}/"))
    assert search.look(page(markup)) is None
    assert search.leads_on
    assert next(followed(search)) == f"{HOST}/web/index.html"


def test_a_column_that_goes_on_to_its_first_part_is_followed() -> None:
    menu = "".join(f'<a href="/{name}/">{name}</a>' for name in ("zn", "zd", "ml", "nb"))
    search = Search(Home(f"{HOST}/"))
    assert search.look(page('<a href="/nb/">公开年报</a>')) is None
    assert next(followed(search)) == f"{HOST}/nb/"
    jump = '<script language="javascript">location.href="/nb/2024/";</script>'
    assert search.look(page(f"{menu}{jump}", f"{HOST}/nb/")) is None
    assert search.obstacle is None
    lead = search.next_lead()
    assert lead is not None
    assert (lead.url, lead.is_named) == (f"{HOST}/nb/2024/", True)


def test_a_script_among_others_that_may_go_on_is_no_way() -> None:
    links = "<a href=a>1</a><a href=b>2</a><a href=c>3</a>"
    for script in ("if (isPhone) location.href='/m/'", "function go() { location.href='/web/' }"):
        assert ways_on(page(f"{links}<script>{script}</script>")) == []


def test_what_one_page_shows_a_picture_for_the_next_calls_by_its_name() -> None:
    news = "".join(f'<a href="/zwgk/wj/202403/t202403{day}_7.html">文件</a>' for day in range(10, 20))
    search = Search(Home(f"{HOST}/"))
    search.look(page(f'{news}<a href="/zwgk/">政务公开</a><a href="/zwgk/zl/"><img src="a.png"></a>'))
    assert next(followed(search)) == f"{HOST}/zwgk/"
    search.look(page(f'{news}<a href="/zwgk/zl/">政府信息公开专栏</a>', f"{HOST}/zwgk/"))
    assert next(followed(search)) == f"{HOST}/zwgk/zl/"
    assert f"{HOST}/zwgk/zl/" not in [*followed(search)]


def test_single_pieces_below_the_disclosure_s_directory_are_no_ways() -> None:
    assert lead_of(Link(f"{HOST}/zwgk/wj/202403/t20240311_7.html", "市委召开会议")) is None
    assert lead_of(Link(f"{HOST}/zwgk/wj/", "政策文件")) is not None


def test_the_parts_of_a_list_may_show_whose_system_it_is() -> None:
    parts = Generic(f"{HOST}/nb/")
    pager = "<script>createPageHTML(2, 0, 'index', 'html', 23);</script>"
    part = page(f"<ul>{reports()}</ul>{pager}", f"{HOST}/nb/2024/")
    found = read_part(replace(parts, list_url=part.url, max_pages=7), part)
    assert (found.family, found.list_url, found.max_pages) == ("trs", part.url, 7)
    bare = page(f"<ul>{reports().replace('/t2', '/2')}</ul>", f"{HOST}/nb/2024/")
    assert read_part(parts, bare) is parts


def test_a_challenge_is_not_followed() -> None:
    assert ways_on(page("<script>document.cookie='a=1';location.href='/web/'</script>")) == []


def test_a_report_on_the_way_leads_to_its_list() -> None:
    lead = lead_of(Link(f"{COLUMN}202501/t20250120_7.html", "某市水利局2024年政府信息公开工作年度报告"))
    assert lead is not None
    assert lead.url == COLUMN


@pytest.mark.parametrize(
    ("report", "column"),
    [
        (f"{COLUMN}202501/t20250120_7.html", COLUMN),
        (f"{HOST}/art/2025/1/20/art_33_9.html", f"{HOST}/col/col33/index.html"),
        (f"{COLUMN}art/2025/art_{'a1' * 16}.html", COLUMN),
        (f"{HOST}/channel_t_2/doc_{'a1' * 12}.html", f"{HOST}/channel_t_2/"),
        (f"{COLUMN}202501/{'a1' * 16}.shtml", COLUMN),
    ],
)
def test_the_list_that_a_report_lies_below(report: str, column: str) -> None:
    assert column_of_report(report) == column


def test_the_column_is_found_by_its_name_and_what_it_lists() -> None:
    search = Search(Home(f"{HOST}/"))
    assert search.look(page('<a href="/zwgk/tz/">通知</a><a href="/zwgk/nb/">年报</a>')) is None
    assert next(followed(search)) == COLUMN
    column = search.look(page(f"<ul>{reports()}</ul>", COLUMN))
    assert column is not None
    assert column.reports == 5


def test_names_that_are_cut_before_they_say_what_they_are_count_in_a_column() -> None:
    rows = "".join(
        f'<li><a href="/nb/202{day}01/t202{day}0120_{day}.html">某市水利局202{day}年政府信...</a><i>2026-01-2{day}</i></li>'
        for day in range(1, 5)
    )
    assert column_at(page(rows, COLUMN)) is None
    column = column_at(page(rows, COLUMN), named=True)
    assert column is not None
    assert column.reports == 4


def test_a_home_page_beside_a_directory_is_not_its_column() -> None:
    news = "".join(
        f'<li><a href="/tz/content/post_{n}.html">某市水利局2024年{what}</a><i>2025-01-2{n}</i></li>'
        for n, what in enumerate(("年报", "部门决算公开", "节水工作会议召开情况", "统计年鉴"), 1)
    )
    search = Search(Home(f"{HOST}/"))
    assert search.look(page(f'<a href="/gkmlpt/index">政府信息公开</a><ul>{news}</ul>')) is None
    assert next(followed(search)) == f"{HOST}/gkmlpt/index"


def test_a_column_that_says_that_it_is_empty_is_the_column() -> None:
    body = '<p>暂无相关信息</p><script>createPageHTML(1, 0, "index", "html");</script>'
    column = column_at(page(body, COLUMN), named=True)
    assert column is not None
    assert column.empty
    assert column_at(page("<p>暂无相关信息</p><div id=app></div>", COLUMN), named=True) is None


def test_a_report_that_was_given_leads_to_its_column() -> None:
    url = f"{HOST}/channel_t_2/doc_{'a1' * 12}.html"
    report = page(
        f'<a href="/channel_t_2/">政府信息公开年报</a>{_SECTIONS}', url, "某市水利局2024年政府信息公开工作年度报告"
    )
    search = Search(Home(url))
    assert search.look(report) is None
    assert list(followed(search)) == [f"{HOST}/channel_t_2/", f"{HOST}/"]
    assert search.part is not None
    assert search.part.listing.itself is not None


def test_a_report_of_one_file_is_no_column() -> None:
    url = f"{HOST}/channel_t_2/doc_{'a1' * 12}.html"
    name = "某市水利局2024年政府信息公开工作年度报告"
    report = page(f'<a href="/channel_t_2/">年报</a><p>附件：<a href="/r/1.pdf">{name}.pdf</a></p>', url, name)
    search = Search(Home(url))
    assert search.look(report) is None
    assert list(followed(search)) == [f"{HOST}/channel_t_2/", f"{HOST}/"]


def test_what_stands_in_the_way_of_the_column_of_a_report_is_kept() -> None:
    url = f"{HOST}/channel_t_2/doc_{'a1' * 12}.html"
    search = Search(Home(url))
    search.look(page(_SECTIONS, url, "某市水利局2024年政府信息公开工作年度报告"))
    assert next(followed(search)) == f"{HOST}/channel_t_2/"
    search.failed(f"{HOST}/channel_t_2/", "drawn", Obstacle("js_rendered", "a frame"))
    assert search.obstacle is not None
    assert search.obstacle.kind == "js_rendered"


def test_another_hosts_reports_are_not_asked_for() -> None:
    search = Search(Home(f"{HOST}/"), lambda host: host.endswith(".made.gov.cn"))
    search.look(page('<a href="http://www.other.gov.cn/nb/">市政府信息公开年报</a>'))
    assert not any("other" in url for url in followed(search))
    assert "another host" in search.failure()


def test_a_search_ends() -> None:
    search = Search(Home(f"{HOST}/"))
    search.look(page("".join(f'<a href="/xxgk/{n}/">信息公开{n}</a>' for n in range(500))))
    assert len(list(followed(search))) <= search.home.max_steps


def test_more_is_called_what_the_block_is_called() -> None:
    block = '<div class="bt"><span>信息公开年报</span><a href="/nb/">更多&gt;&gt;</a></div><ul><li>…</li></ul>'
    assert list(links_of(page(block))) == [Link(f"{HOST}/nb/", "信息公开年报")]


def test_a_page_of_several_lists_that_shows_the_newest_reports_is_left_for_the_column_it_names() -> None:
    search = Search(Home(f"{HOST}/"))
    block = f'<div><h3>信息公开年报 <a href="/c/29/">更多</a></h3><ul>{reports()}</ul></div>'
    assert search.look(page(f'<a href="/zwgk/">政务公开</a>{block}')) is None
    assert next(followed(search)) == f"{HOST}/c/29/"
    column = search.look(page(f"<ul>{reports()}</ul>", f"{HOST}/c/29/"))
    assert column is not None
    assert column.source.list_url == f"{HOST}/c/29/"


def test_a_page_of_reports_stands_where_the_column_it_names_cannot_be_had() -> None:
    search = Search(Home(f"{HOST}/"))
    assert search.look(page(f'<ul>{reports()}</ul><a href="/c/29/">信息公开年报</a>')) is None
    assert f"{HOST}/c/29/" in list(followed(search))
    assert search.part is not None
