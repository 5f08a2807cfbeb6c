"""Lists of systems that no family knows: told by how their links stand. The pages are written for these tests."""

import pytest

from govreports.platforms import Generic, Listing, Row
from govreports.platforms.base import anchor_title, date_beside
from tests.platforms.answers import next_of, page, titles, walk

SITE = "http://www.shi.example.gov.cn"
SOURCE = Generic(f"{SITE}/gk/nb.html")
MENU = """<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/gk/zn.html">政府信息公开指南</a></li>
  <li><a href="/gk/nb/">政府信息公开年报</a></li><li><a href="/gk/sq.html">依申请公开</a></li></ul></div>"""
FOOT = "<div class='foot'>2026年11月2日 <a href='/about.html'>关于我们</a> <a href='/map.html'>网站地图</a></div>"


def rows(entries: list[str]) -> str:
    return "".join(f"<li>{entry}</li>" for entry in entries)


def listing(body: str, number: int = 1, url: str = SOURCE.list_url) -> Listing:
    return Generic(url).listing(page(url, f"<html><body>{MENU}{body}{FOOT}</body></html>"), number)


REPORTS = [
    f"<a href='/show/{year}{year}.html'>某市水务局{year}年政府信息公开工作年度报告</a><span>{year + 1}-01-2{year % 10}</span>"
    for year in (2021, 2022, 2023)
]


def test_entries_are_the_list_and_not_the_menu() -> None:
    found = listing(f"<div><ul>{rows(REPORTS)}</ul></div>")
    assert [(row.url, row.date) for row in found.rows] == [
        (f"{SITE}/show/{year}{year}.html", f"{year + 1}-01-2{year % 10}") for year in (2021, 2022, 2023)
    ]
    assert found.trouble is None


def test_a_menu_made_like_the_list_is_still_none() -> None:
    menu = "<div><ul><li><a href='/a/1.html'>政府信息公开年报</a></li><li><a href='/a/2.html'>法定主动公开内容</a></li></ul></div>"
    found = listing(f"{menu}<div><ul>{rows(REPORTS)}</ul></div>")
    assert len(found.rows) == 3


@pytest.mark.parametrize(
    "entry",
    [
        "<a href='a/7.html'>某局2022年政府信息公开年报</a>",
        "<a href='javascript:void(0)' onclick=\"window.open('a/7.html')\">某局2022年政府信息公开年报</a>",
        "<a href=\"javascript:window.open('a/7.html','_blank')\">某局2022年政府信息公开年报</a>",
        "<span onclick=\"location.href='a/7.html'\">某局2022年政府信息公开年报</span>",
        "<a href='#' onclick=\"openPage('/gk/a/7.html')\">某局2022年政府信息公开年报</a>",
        "<a href='a/7.html'><img src=x.png></a><a href='a/7.html' title='某局2022年政府信息公开年报'>某局2022年政府…</a>",
    ],
)
def test_links_may_be_written_as_scripts(entry: str) -> None:
    found = listing(f"<ul><li>{entry}<em>2023/1/9</em></li></ul>")
    assert [(row.url, row.title, row.date) for row in found.rows] == [
        (f"{SITE}/gk/a/7.html", "某局2022年政府信息公开年报", "2023-01-09")
    ]


def test_rows_of_a_table_have_the_date_of_their_own_row() -> None:
    table = "".join(
        f"<tr><td><a href='v?id={n}'>关于某项工作的公告第{n}号</a></td><td>{date}</td></tr>"
        for n, date in ((1, "2023-01-09"), (2, ""), (3, "2021-02-01"))
    )
    found = listing(f"<table>{table}</table>")
    assert [row.date for row in found.rows] == ["2023-01-09", None, "2021-02-01"]


@pytest.mark.parametrize(
    ("flat", "dates"),
    [
        (
            "<span><a href='1'>某项工作的公告</a></span><i>2023-01-09</i><br><span><a href='2'>另一项工作的公告</a></span><i>2022-01-09</i>",
            ["2023-01-09", "2022-01-09"],
        ),
        (
            "<dl><dt><a href='1'>某项工作的公告</a></dt><dd>2023-01-09</dd><dt><a href='2'>另一项工作的公告</a></dt></dl>",
            ["2023-01-09", None],
        ),
        # Dates before their entries: what follows an entry is the next one's.
        (
            "<p><i>2023-01-09</i> <span><a href='1'>某项工作的公告</a></span><p><i>2022-01-09</i><span><a href='2'>另一项工作的公告</a></span>",
            ["2023-01-09", "2022-01-09"],
        ),
        (
            "<dl><dt>2023-01-09</dt><dd><a href='1'>某项工作的公告</a></dd><dt>2022-01-09</dt><dd><a href='2'>另一项工作的公告</a></dd></dl>",
            [None, None],
        ),
        (
            "<ul><li><a href='1'>某项工作的公告</a><!-- 2020-01-01 --></li><li><a href='2'>另一项工作的公告</a>2022-01-09</li></ul>",
            [None, "2022-01-09"],
        ),
    ],
)
def test_a_date_is_never_another_entrys(flat: str, dates: list[str | None]) -> None:
    response = page(SOURCE.list_url, f"<html><body><div>{flat}</div></body></html>")
    assert [date_beside(anchor) for anchor in response.css("a")] == dates


def test_a_list_without_dates_is_told_by_its_addresses() -> None:
    entries = [f"<a href='/gk/item/{n}.html'>某局关于做好某项工作情况的说明{n}</a>" for n in range(4100, 4106)]
    assert len(listing(f"<ul>{rows(entries)}</ul>").rows) == 6


def test_a_base_address_is_heeded() -> None:
    html = f"<html><head><base href='{SITE}/other/'></head><body><ul>{rows([REPORTS[0].replace('/show/', 's/')])}</ul></body></html>"
    (row,) = SOURCE.listing(page(SOURCE.list_url, html), 1).rows
    assert row.url == f"{SITE}/other/s/20212021.html"


@pytest.mark.parametrize(
    ("pager", "number", "following"),
    [
        ("<a href='nb_2.html'>下一页</a>", 1, "/gk/nb_2.html"),
        ("<a href='nb_2.html'>下一页 &gt;&gt;</a>", 1, "/gk/nb_2.html"),
        ("<a href='?page=1'>1</a><a href='?page=2'>2</a><a href='?page=3'>3</a>", 1, "/gk/nb.html?page=2"),
        ("<a href='?page=1'>1</a><a href='?page=2'>2</a><a href='?page=3'>3</a>", 2, "/gk/nb.html?page=3"),
        ("<a href='?page=1'>1</a><a href='?page=2'>2</a>", 2, None),
        # The first page is number 0.
        ("<a href='?t=1&amp;p=0'>1</a><a href='?t=1&amp;p=1'>2</a>", 1, "/gk/nb.html?t=1&p=1"),
        ("<a href='index_2.html'>2</a>", 1, "/gk/index_2.html"),
        ("<a href='list-7-2.html'>2</a>", 1, "/gk/list-7-2.html"),
        ("<a href='index_2.html'><img src=next.gif alt='下一页'></a>", 1, "/gk/index_2.html"),
        ("<a href='index_2.html'><img src=next.gif></a>", 1, "/gk/index_2.html"),
        ("<a href=\"javascript:location.href='index_2.html'\">下一页</a>", 1, "/gk/index_2.html"),
        ("<a href='List.asp?ClassID=12&amp;page=2'>[下一页]</a>", 1, "/gk/List.asp?ClassID=12&page=2"),
        ("<b>[1]</b><a href='/channels/8701_2.html'>[2]</a>", 1, None),
        ("<b>[1]</b><a href='8701_2.html'>[2]</a>", 1, "/gk/8701_2.html"),
        ("<a href='#' onclick=\"location.href=encodeURI('index_2.jhtml');\">下一页</a>", 1, "/gk/index_2.jhtml"),
        (
            "<select><option value='nb.html'>第1页</option><option value='nb_2.html'>第2页</option></select>",
            1,
            "/gk/nb_2.html",
        ),
        ("<select><option value='nb.html'>1/2</option><option value='nb_2.html'>2/2</option></select>", 2, None),
        ("<select><option value='?y=2024'>2024年</option><option value='?y=2023'>2023年</option></select>", 1, None),
        ("<input type=button value='下一页'><a href='http://other.example/?page=2'>2</a>", 2, None),
        ("<a href='nb.html'>下一页</a>", 3, None),
    ],
)
def test_the_next_page_is_what_the_pager_says(pager: str, number: int, following: str | None) -> None:
    assert next_of(listing(f"<ul>{rows(REPORTS)}</ul><p>{pager}</p>", number)) == (following and SITE + following)


@pytest.mark.parametrize(
    "pager",
    [
        '<a href="javascript:goPage(2)">下一页</a>',
        "<a href=\"javascript:__doPostBack('AspNetPager1','2')\">下页</a>",
        "<a href='#' onclick='turn(2)'>下一页</a>",
        "<form method=post><input type=submit value='下一页'></form>",
        "<a href='javascript:;'>下一页</a>共 3 页",
    ],
)
def test_a_pager_that_only_a_script_can_turn_is_told(pager: str) -> None:
    found = listing(f"<ul>{rows(REPORTS)}</ul><p>{pager}</p>")
    assert len(found.rows) == 3
    assert found.trouble is not None
    assert "goes on" in found.trouble


@pytest.mark.parametrize(
    "pager",
    [
        '<a href="javascript:goPage(2)">下一页</a> 共1页',
        '<a href="javascript:goPage(2)">下一页</a> 第1/1页',
        "<a href='javascript:;'>下一页</a>",
        "<a class='disabled' href='javascript:goPage(1)'>下一页</a>",
        "",
    ],
)
def test_the_last_page_is_no_trouble(pager: str) -> None:
    assert listing(f"<ul>{rows(REPORTS)}</ul><p>{pager}</p>").trouble is None


@pytest.mark.parametrize(
    ("last", "following"),
    [("list-7-5.html", "/gk/list-7-4.html"), ("list-7-3.html", None), ("list-8-5.html", None), ("about.html", None)],
)
def test_where_a_pager_names_its_last_page_alone_the_next_is_on_the_way_to_it(last: str, following: str | None) -> None:
    pager = f"<a href='list-7-1.html'>1</a><a href='list-7-2.html'>2</a> … <a href='{last}'>尾页</a>"
    found = listing(f"<ul>{rows(REPORTS)}</ul><p>{pager}</p>", 3, f"{SITE}/gk/list-7-3.html")
    assert next_of(found) == (following and SITE + following)


def test_a_last_page_that_links_to_itself_is_no_trouble() -> None:
    pager = "<a href='/gk/nb.html?page=1'>上页</a><a href='/gk/nb.html?page=3'>下页</a>"
    found = listing(f"<ul>{rows(REPORTS)}</ul><p>{pager}</p>", 3, f"{SITE}/gk/nb.html?page=3")
    assert (found.following, found.trouble) == (None, None)


@pytest.mark.parametrize(
    ("call", "number", "goes_on"),
    [
        ("createPageHTML('page_div',3, 1,'list','shtml',40)", 1, True),
        ("createPageHTML('page_div',3, 3,'list','shtml',40)", 3, False),
        ('createPageHTML(2, 0, "index", "html", 30)', 1, True),
        ("createPageHTML(1, 0, 'index', 'html')", 1, False),
        ("function createPageHTML(_nPageCount, _nCurrIndex)", 1, False),
    ],
)
def test_pages_that_a_script_counts_are_not_lost_in_silence(call: str, number: int, *, goes_on: bool) -> None:
    found = listing(f"<ul>{rows(REPORTS)}</ul><script>{call};</script>", number)
    assert (found.trouble is not None, found.obstacle) == (goes_on, "pages_not_followed" if goes_on else None)


def test_a_last_page_of_one_entry_without_a_date_is_the_end() -> None:
    found = listing("<td><a href='/a.asp?id=7'>某市放假安排</a></td><p>第3/3页</p>", 3)
    assert (found.rows, found.is_end) == ((), True)
    assert not listing("<td><a href='/a.asp?id=7'>某市放假安排</a></td><p>第3/4页</p>", 3).is_end


@pytest.mark.parametrize(
    ("link", "title"),
    [
        ("某局2021年政府信息公开工作年度报告<i>2022-01-20</i>", "某局2021年政府信息公开工作年度报告"),
        ("[2022-01-20] 某局2021年政府信息公开工作年度报告", "某局2021年政府信息公开工作年度报告"),
        ("某局2021年政府信息公开工作年...<i>2022-01-20</i>", "某局2021年政府信息公开工作年..."),
        ("2022-01-20", "2022-01-20"),
    ],
)
def test_the_day_in_a_link_is_no_part_of_its_title(link: str, title: str) -> None:
    anchor = page(SITE, f"<a href='/1.html'>{link}</a>").css("a")[0]
    assert anchor_title(anchor) == title


@pytest.mark.parametrize(
    ("link", "title"),
    [
        (
            "<div><b>20</b><i>2022-01</i></div><h4>某局2021年政府信息公开工作年度报告</h4><p>根据《条例》…</p>",
            "某局2021年政府信息公开工作年度报告",
        ),
        (
            "<p class=title>某局2021年政府信息公开工作年度报告</p><p>本报告根据《条例》编制…</p>",
            "某局2021年政府信息公开工作年度报告",
        ),
        ("<span>某局</span><h4>2021年政府信息公开工作年度报告</h4>", "某局2021年政府信息公开工作年度报告"),
        ("<h4>年度报告</h4><p>某局2021年工作</p>", "年度报告某局2021年工作"),
    ],
)
def test_a_link_that_is_the_whole_entry_is_called_by_its_heading(link: str, title: str) -> None:
    anchor = page(SITE, f"<a href='/1.html'>{link}</a>").css("a")[0]
    assert anchor_title(anchor) == title


def test_a_page_of_nothing_but_menus_has_no_entries() -> None:
    found = listing("<div id=app></div><script src='/js/list.js'></script>")
    assert (found.rows, found.columns, found.following) == ((), (), None)


def test_a_shell_leads_to_the_frame_that_holds_the_list() -> None:
    found = listing(
        "<iframe src='/module/visitcount/visit.jsp'></iframe><iframe src='inner.jsp?id=7'></iframe><iframe src='http://other.example/'></iframe>"
    )
    assert [row.url for row in found.columns] == [f"{SITE}/gk/inner.jsp?id=7"]
    assert not listing(f"<ul>{rows(REPORTS)}</ul><iframe src='ad.html'></iframe>").columns


def test_a_short_pages_crumbs_do_not_take_the_date_of_its_only_entry() -> None:
    crumbs = "<div class=where><a href='/'>首页</a><a href='/gk/all.html'>政府信息公开</a><a href='/gk/'>政府信息公开年报</a></div>"
    html = f"<html><body>{crumbs}<main><ul>{rows(REPORTS[:1])}</ul></main></body></html>"
    found = SOURCE.listing(page(SOURCE.list_url, html), 1)
    assert [(row.url, row.date) for row in found.rows] == [(f"{SITE}/show/20212021.html", "2022-01-21")]


def test_framesets_are_shells_too() -> None:
    html = "<html><frameset cols='20%,*'><frame src='left.html'><frame src='main.html'></frameset></html>"
    assert [row.url for row in SOURCE.listing(page(SOURCE.list_url, html), 1).columns] == [
        f"{SITE}/gk/main.html",
    ]


def test_years_that_are_chosen_from_a_box_are_lists_below() -> None:
    box = "<select onchange='location.href=this.value'><option value=''>请选择</option><option value='/gk/nb.html?y=2022'>2022年</option><option value='/gk/nb.html?y=2021'>2021</option></select>"
    found = listing(f"<ul>{rows(REPORTS)}</ul>{box}")
    assert [row.url for row in found.columns] == [f"{SITE}/gk/nb.html?y=2022", f"{SITE}/gk/nb.html?y=2021"]


def test_a_whole_list_is_walked() -> None:
    def shown(entries: list[str], pager: str) -> str:
        return (
            f"<html><body>{MENU}<div class=list>{rows(entries)}</div><div class=page>{pager}</div>{FOOT}</body></html>"
        )

    pages = {
        SOURCE.list_url: "<html><body><iframe src='in/nb.html'></iframe></body></html>",
        f"{SITE}/gk/in/nb.html": shown(REPORTS[:1], "<b>1</b><a href='nb_2.html'>2</a>"),
        f"{SITE}/gk/in/nb_2.html": shown(REPORTS[1:2], "<a href='nb.html'>1</a><b>2</b><a href='nb_3.html'>3</a>"),
        f"{SITE}/gk/in/nb_3.html": shown(REPORTS[2:], "<a href='nb.html'>1</a><a href='nb_2.html'>2</a><b>3</b>"),
    }
    found, troubles = walk(SOURCE, pages)
    assert found == [f"{SITE}/show/{year}{year}.html" for year in (2021, 2022, 2023)]
    assert troubles == []


def test_a_column_that_is_the_report_itself_is_an_entry() -> None:
    report = "<h1>某市水务局2022年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>二、主动公开政府信息情况</p><p>三、收到和处理政府信息公开申请情况</p><p>四、行政复议、行政诉讼情况</p>"
    found = listing(report)
    assert found.itself == Row(SOURCE.list_url, "某市水务局2022年政府信息公开工作年度报告")
    assert found.rows == ()
    assert titles(listing(f"{report}<ul>{rows(REPORTS)}</ul>")) == [
        f"某市水务局{year}年政府信息公开工作年度报告" for year in (2021, 2022, 2023)
    ]


def test_a_report_above_the_years_of_the_earlier_ones_leads_to_them() -> None:
    report = "<h1>某市水务局2023年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>二、主动公开政府信息情况</p><p>三、收到和处理政府信息公开申请情况</p><p>四、行政复议、行政诉讼情况</p>"
    years = (
        "<ul><li><a href='nb.html?nbYear=2022'>2022年</a></li><li><a href='nb.html?nbYear=2021'>2021年</a></li></ul>"
    )
    found = listing(f"{years}<div>{report}</div>")
    assert found.itself == Row(SOURCE.list_url, "某市水务局2023年政府信息公开工作年度报告")
    assert [row.url for row in found.columns] == [f"{SITE}/gk/nb.html?nbYear={year}" for year in (2022, 2021)]


def test_a_report_above_the_list_of_the_earlier_ones_is_an_entry_too() -> None:
    report = "<h1>某市水务局2024年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>二、主动公开政府信息情况</p><p>三、收到和处理政府信息公开申请情况</p><p>四、行政复议、行政诉讼情况</p>"
    found = listing(f"{report}<ul>{rows(REPORTS)}</ul>")
    assert found.itself == Row(SOURCE.list_url, "某市水务局2024年政府信息公开工作年度报告")
    assert len(found.rows) == 3


@pytest.mark.parametrize(
    ("name", "address", "listed"),
    [
        ("{}年年度报告", "/nb/bm1/41{}.html", True),
        ("{}年度", "/upload/{}.pdf", True),
        ("{}年", "/gk/173501{}.html", True),
        # Tabs of years, perhaps another column's.
        ("{}年", "/yjs/41{}.html", False),
    ],
)
def test_a_years_report_is_an_entry_though_it_says_no_more(name: str, address: str, listed: bool) -> None:
    cells = "".join(f"<td><a href='{address.format(y)}'>{name.format(y)}</a></td>" for y in (2021, 2022, 2023))
    assert bool(listing(f"<table><tr>{cells}</tr></table>").rows) == listed


def test_a_row_of_cells_that_is_clicked_is_called_what_its_longest_cell_says() -> None:
    row = "<tr onclick=\"window.open('/nb/{0}.html')\"><td>{0}</td><td title='{1}'>{1}</td><td>2024-01-20</td></tr>"
    named = [f"某市水务局{year}年政府信息公开工作年度报告" for year in (2023, 2022)]
    found = listing(f"<table>{''.join(row.format(n, name) for n, name in enumerate(named, 1))}</table>")
    assert [row.title for row in found.rows] == named
    assert found.rows[0].date == "2024-01-20"


@pytest.mark.parametrize(
    ("below", "trouble"),
    [
        ("<button onclick='loadMore()'>加载更多</button>", True),
        ("<div id=pager></div><script>laypage({elem: 'pager', totalPage: 3})</script>", True),
        ("<div>共 3 页</div>", True),
        ("<div id=pager></div><script>laypage({elem: 'pager', totalPage: 1})</script>", False),
        ("<a href='/other/'>查看更多</a>", False),
    ],
)
def test_a_list_that_goes_on_without_a_pager_says_so(below: str, trouble: bool) -> None:
    found = listing(f"<ul>{rows(REPORTS)}</ul>{below}")
    assert (found.obstacle == "pages_not_followed") == trouble
    assert len(found.rows) == 3
