"""Ways that no menu shows: up from a report, through frames and scripts. The pages are written for these tests."""

import pytest

from govreports.discovery import Search
from govreports.discovery.links import frames_of, links_of, ways_on
from govreports.platforms import Home
from tests.platforms.answers import page

SITE = "http://www.shi.example.gov.cn"
NEWS = "".join(f"<li><a href='/xw/20250{n}.html'>某市第{n}次会议召开有关情况</a>2025-03-0{n}</li>" for n in range(1, 7))
REPORT = "<h1>某局2022年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>二、主动公开政府信息情况</p><p>三、收到和处理政府信息公开申请情况</p><p>四、行政复议、行政诉讼情况</p>"


def after(url: str, html: str) -> Search:
    """The search after its first page, which is no column."""
    search = Search(Home(url))
    assert search.look(page(url, f"<html><body>{html}</body></html>")) is None
    return search


def test_a_home_page_below_a_directory_is_no_column_for_one_report_among_its_news() -> None:
    told = "<li><a href='/xw/9.html'>某局2023年政府信息公开工作年度报告</a>2025-03-09</li>"
    search = after(f"{SITE}/ju/", f"<a href='/ju/gk/'>政府信息公开</a><ul>{NEWS}{told}</ul>")
    lead = search.next_lead()
    assert lead is not None
    assert lead.url == f"{SITE}/ju/gk/"


def test_from_a_report_the_way_leads_up_to_its_column() -> None:
    url = f"{SITE}/xxgk-show-12.html"
    search = after(url, f"<p class=position><a href='/list-7-1.html'>信息公开年报</a> &gt; 正文</p>{REPORT}")
    lead = search.next_lead()
    assert lead is not None
    assert lead.url == f"{SITE}/list-7-1.html"
    assert search.part is not None


@pytest.mark.parametrize(
    ("html", "ways"),
    [
        ("<frameset><frame src='/top.htm'><frame src='main.htm'></frameset>", ["/top.htm", "/main.htm"]),
        ("<script>window.location.href='/n1/index.html';</script>", ["/n1/index.html"]),
        ("<script>location.replace('n1/')</script>", ["/n1/"]),
        (
            "<script>if(/iPhone/.test(navigator.userAgent)){location.href='/m/'}else{location.href='/pc/'}</script>",
            ["/pc/", "/m/"],
        ),
        ("<a href='/gk/'>信息公开</a><iframe src='/weather.htm'></iframe>", []),
    ],
)
def test_a_page_without_links_leads_where_it_sends_on(html: str, ways: list[str]) -> None:
    home = page(f"{SITE}/", html)
    found = [*frames_of(home), *ways_on(home)]
    assert [url.removeprefix(SITE) for url in found] == ways


def test_an_area_of_a_picture_is_called_by_its_alt() -> None:
    (link,) = links_of(page(f"{SITE}/", "<map><area href='year.aspx?dept=3' alt='信息公开年度报告'></map>"))
    assert (link.url, link.text) == (f"{SITE}/year.aspx?dept=3", "信息公开年度报告")


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("<p>本网站已迁移至新网址：<a href='http://www.b.gov.cn/'>http://www.b.gov.cn/</a></p>", "moved"),
        ("<script>location.href='http://www.b.gov.cn/ju/'</script>", "moved"),
        ("<h1>网站维护中</h1>", "stub"),
        ("<form>密码<input type=password></form>", "login"),
    ],
)
def test_why_a_first_page_leads_nowhere_is_said(html: str, kind: str) -> None:
    search = Search(Home(f"{SITE}/"), asks=lambda host: host.endswith("example.gov.cn"))
    assert search.look(page(f"{SITE}/", f"<html><body>{html}</body></html>")) is None
    assert search.obstacle is not None
    assert search.obstacle.kind == kind


def test_a_column_of_earlier_years_stands_beside_the_one_that_was_found() -> None:
    rows = "".join(
        f"<li><a href='/nb/{y}.html'>某局{y}年政府信息公开工作年度报告</a>{y + 1}-01-20</li>"
        for y in (2021, 2022, 2023)
    )
    menu = "<a href='/nb/'>政府信息公开年报</a><a href='/old/nb/'>信息公开年度报告（2021年以前）</a><a href='/zx/gknb/'>信息公开年报</a>"
    search = Search(Home(f"{SITE}/nb/"))
    html = f"<html><title>政府信息公开年报</title><body>{menu}<ul>{rows}</ul></body></html>"
    assert search.look(page(f"{SITE}/nb/", html)) is not None
    assert {lead.url: lead.is_earlier for lead in search.others()} == {
        f"{SITE}/old/nb/": True,
        f"{SITE}/zx/gknb/": False,
    }


@pytest.mark.parametrize(
    "entry",
    [
        '{"id": 14, "pId": 1, "name": "政府信息公开年报", "url": "/gk/list?id=14", "target": "_self"}',
        "{ id:14, pId:1, name:'政府信息公开年报', url:'/gk/list?id=14' }",
        '{"title":"政府信息公开年报","href":"\\/gk\\/list?id=14"}',
    ],
)
def test_a_menu_that_a_script_draws_is_read_from_its_data(entry: str) -> None:
    home = page(
        f"{SITE}/", f"<ul id=tree></ul><script>var zNodes=[{{id:1,pId:0,name:'公开',open:true}},{entry}];</script>"
    )
    assert [(link.url, link.text) for link in links_of(home)] == [(f"{SITE}/gk/list?id=14", "政府信息公开年报")]


def test_scripts_that_only_talk_of_addresses_are_no_menu() -> None:
    told = "<script>$.ajax({url:'/api/年报', data:{name:'政府信息公开年报'}});var a={name:'site',url:'/x'};</script>"
    assert list(links_of(page(f"{SITE}/", told))) == []
