"""Lists below a list: by year, by kind of body, by unit; and what is none. The pages are written for these tests."""

import re

import pytest
from scrapy import Request
from scrapy.http import TextResponse

from govreports.platforms.columns import sub_columns
from tests.platforms.answers import page

SITE = "http://www.shi.example.gov.cn"
COLUMN = f"{SITE}/xxgk/zfxxgknb/index.html"


def found(html: str, url: str = COLUMN, shape: str | None = None) -> list[str]:
    rows = sub_columns(page(url, f"<html><body>{html}</body></html>"), re.compile(shape) if shape else None)
    return [row.url.removeprefix(SITE) for row in rows]


@pytest.mark.parametrize(
    ("name", "href"),
    [
        ("2023年", "2023n/"),
        ("2023", "/xxgk/zfxxgknb/2023/index.html"),
        ("2023年度", "./2023nd/index_1.html"),
        ("2023年度报告", "2023/"),
        ("2023年年报", "2023/"),
        ("2018年及以前", "2018/"),
        ("市政府部门", "szfbm/"),
        ("县市区", "xsq_123/"),
        ("乡镇街道", "xzjd/"),
        ("历年年报", "lnnb/"),
        ("部门年报", "bmnb/"),
        ("市生态环境局", "sthjj/"),
        ("市自然资源和规划局", "zrzyj/"),
        ("市政务服务中心", "zwfwzx/"),
        ("更多>>", "bm/"),
        ("县直", "xz/"),
        ("镇（场）年报", "xznb/"),
    ],
)
def test_parts_lie_below_the_column_and_are_called_so(name: str, href: str) -> None:
    assert len(found(f"<div><a href='{href}'>{name}</a></div>")) == 1


@pytest.mark.parametrize(
    ("name", "href"),
    [
        ("2023年政府信息公开工作年度报告", "2023/"),
        ("某市水务局2023年政府信息公开工作年度报告", "202401/t20240112_7.html"),
        ("2023年", "202401/t20240112_7.html"),
        ("2023年年报", "P020240112.pdf"),
        ("2023年", "http://other.example.gov.cn/xxgk/zfxxgknb/2023/"),
        ("年报", "index.html"),
        ("政府信息公开年报", "/xxgk/zfxxgknb/"),
        ("政府信息公开指南", "../zn/"),
        ("政府信息公开制度", "zd/"),
        ("依申请公开", "ysqgk/"),
        ("法定主动公开内容", "fdzdgknr/"),
        ("市生态环境局", "/sthjj/"),
        ("2023年", "/xxgk/czyjs/2023/"),
        ("下一页", "index_2.html"),
        ("2", "index_1.html"),
        ("2023年", "javascript:show(2023)"),
        ("2023年", "#2023"),
        ("首页", "/"),
        ("更多", "/xxgk/"),
    ],
)
def test_what_lies_elsewhere_or_is_called_otherwise_is_none(name: str, href: str) -> None:
    assert found(f"<div><a href='{href}'>{name}</a></div>") == []


def test_a_link_of_the_familys_shape_is_a_piece() -> None:
    assert found("<a href='show/20231.html'>2023年</a>", shape=r"/show/\d+\.html") == []


def test_beside_a_page_that_is_no_directory_only_years_count() -> None:
    html = "<a href='bm/'>市政府部门</a><a href='2023/'>2023年</a>"
    assert found(html, f"{SITE}/xxgk/list.html") == ["/xxgk/2023/"]


def test_pages_of_years_lie_in_a_directory_named_like_the_column() -> None:
    html = "<ul><li><a href='zfxxgknb/a2021.htm'>2021年</a></li><li><a href='zfxxgknb/a2022.htm'>2022年</a></li><li><a href='zfxxgknb/2.htm'>2</a></li></ul>"
    assert found(html, f"{SITE}/zfxxgk/zfxxgknb.htm") == ["/zfxxgk/zfxxgknb/a2021.htm", "/zfxxgk/zfxxgknb/a2022.htm"]


MENU = """<ul><li><a href="/col/col10/index.html">信息公开指南</a><ul><li><a href="/col/col101/index.html">2023年</a></li></ul></li>
  <li><a href="/col/col20/index.html">{head}</a><ul><li><a href="/col/col21/index.html">2023年</a></li><li><a href="/col/col22/index.html">街道办事处</a></li>
  <li><a href="/col/col23/index.html">其他</a></li></ul></li></ul>"""


@pytest.mark.parametrize(
    ("head", "url"), [("公开年报", "/col/col20/index.html"), ("政府信息公开年报", "/col/col21/index.html")]
)
def test_the_menu_below_the_columns_own_entry_leads_to_its_parts(head: str, url: str) -> None:
    columns = found(MENU.format(head=head), SITE + url)
    assert "/col/col22/index.html" in columns
    assert "/col/col10/index.html" not in columns
    assert "/col/col23/index.html" not in columns
    assert url not in columns


def test_a_row_of_years_is_known_by_addresses_made_like_the_columns_own() -> None:
    tabs = "<div class=tab><a href='/x/nb2024n/list.shtml'>2024年</a><a href='/x/nb2023n/list.shtml'>2023年</a><a href='/y/2022.shtml'>2022年</a></div>"
    assert found(tabs, f"{SITE}/x/nb2024n/list.shtml") == ["/x/nb2023n/list.shtml"]
    assert found(f"<h3>财政预决算</h3>{tabs}", f"{SITE}/x/nb2024n/list.shtml") == []


def test_there_are_bounds() -> None:
    assert len(found("".join(f"<a href='u{n}/'>第{n}中心</a>" for n in range(500)))) <= 150
    assert found("<a href='sthjj/'>市生态环境局</a>", f"{SITE}/") == []


def test_data_has_no_columns() -> None:
    assert sub_columns(TextResponse(COLUMN, body=b'{"a": 1}', request=Request(COLUMN))) == ()


@pytest.mark.parametrize("title", ["某市召开政务公开工作推进会", "2023年某市参加培训的单位", "一图读懂某局年报"])
def test_a_piece_below_an_entry_that_is_a_report_is_no_column(title: str) -> None:
    report = "<dd><a href='/show?id=1'>某局2022年政府信息公开工作年度报告</a></dd>"
    assert found(f"<dl>{report}<dd><a href='/show?id=2'>{title}</a></dd></dl>", f"{SITE}/nb.action") == []


def test_years_that_say_what_they_hold_may_lie_anywhere() -> None:
    years = "".join(f"<li><a href='/web/{y}bgtj'>{y}年政府信息年度报告</a></li>" for y in (2023, 2022))
    assert found(f"<ul>{years}</ul>", f"{SITE}/web/gk") == ["/web/2023bgtj", "/web/2022bgtj"]


def test_units_are_asked_for_at_the_column_s_own_address() -> None:
    units = "".join(
        f"<a href='/col/col5/index.html?area={code}'>{name}</a>" for code, name in (("A", "区教育局"), ("B", "上方镇"))
    )
    column = f"{SITE}/col/col5/index.html"
    assert found(units, column) == ["/col/col5/index.html?area=A", "/col/col5/index.html?area=B"]
    assert found(units, f"{column}?area=A") == []


UNITS = "<li><a href='/bm/{0}/nb/'>市{1}局</a></li>"


def test_units_have_columns_in_directories_of_their_own() -> None:
    units = (
        f"<ul>{UNITS.format('swj', '水务')}{UNITS.format('tjj', '统计')}<li><a href='/bm/tyj/'>市体育局</a></li></ul>"
    )
    assert found(units, f"{SITE}/nb/") == ["/bm/swj/nb/", "/bm/tjj/nb/"]
    # Neighbours: each is a column of its own, and so is this one.
    assert found(units, f"{SITE}/bm/tyj/nb/") == []
    # A single one is a link to somebody's reports.
    assert found(UNITS.format("swj", "水务"), f"{SITE}/nb/") == []


KINDS = "<div class=sub><a href='/list/410/1.html'>政府部门</a><a href='/list/411/1.html'>乡镇</a></div>"


def test_a_row_of_nothing_but_kinds_of_bodies_is_the_columns_parts_where_addresses_are_numbers() -> None:
    assert found(KINDS, f"{SITE}/list/41/1.html") == ["/list/410/1.html", "/list/411/1.html"]


@pytest.mark.parametrize(
    "html",
    [
        # The parts of the site, of another column, links to other sites, and addresses made otherwise.
        KINDS.replace("</div>", "<a href='/list/7/1.html'>机构职能</a></div>"),
        f"<h3>机构概况</h3>{KINDS}",
        f"<div class=foot>{KINDS}</div>",
        KINDS.replace("/list/", "/site/"),
    ],
)
def test_kinds_of_bodies_in_other_company_are_none(html: str) -> None:
    assert found(html, f"{SITE}/list/41/1.html") == []


def test_more_of_a_block_is_the_part_that_heads_it() -> None:
    block = "<div><h4>{}<a href='/Node-{}.html'>更多&gt;&gt;</a></h4><ul><li>某局2023年年报</li></ul></div>"
    html = block.format("县级部门", 52) + block.format("县政府文件", 53)
    assert found(html, f"{SITE}/Node-41.html") == ["/Node-52.html"]


@pytest.mark.parametrize("name", ["县政府第34次常务会议", "市政府关于任免职务的通知"])
def test_a_piece_that_names_a_place_is_no_part(name: str) -> None:
    assert found(f"<div><a href='hy/34.html'>{name}</a></div>") == []


@pytest.mark.parametrize(("head", "parts"), [("部门、乡镇年报", 2), ("部门动态", 0)])
def test_units_under_the_name_of_the_reports_are_parts(head: str, parts: int) -> None:
    units = "<ul><li><a href='/gk/list-51.html'>县教体局</a></li><li><a href='/gk/list-52.html'>新集镇</a></li></ul>"
    assert len(found(f"<div><h3>{head}</h3>{units}</div>", f"{SITE}/gk/list-4.html")) == parts


@pytest.mark.parametrize(
    ("own", "parts"),
    [
        ("/eportal/ui?pageId=2637104", ["/eportal/ui?pageId=2637200", "/eportal/ui?pageId=2637201"]),
        ("/x/c128690/list.shtml", ["/x/c128691/list.shtml", "/x/c128692/list.shtml"]),
        ("/col/col10/index.html", ["/col/col21/index.html", "/col/col22/index.html"]),
    ],
)
def test_a_column_without_entries_is_parted_by_what_stands_beside_it(own: str, parts: list[str]) -> None:
    names = ("县教育局", "饶阳镇人民政府")
    tree = "".join(f"<li><a href='{href}'>{name}</a></li>" for href, name in zip(parts, names, strict=True))
    menu = "<a href='/eportal/ui?pageId=1'>公开指南</a><a href='/x/c1/list.shtml'>走进某县</a>"
    html = f"<ul>{menu}</ul><div><ul>{tree}</ul></div>"
    assert found(html, SITE + own) == []
    response = page(SITE + own, f"<html><body>{html}</body></html>")
    assert [row.url.removeprefix(SITE) for row in sub_columns(response, is_listless=True)] == parts


@pytest.mark.parametrize("around", ["<div class='header'><ul>{}</ul></div>", "<footer><ul>{}</ul></footer>"])
def test_units_that_every_page_of_the_site_links_to_are_no_parts(around: str) -> None:
    units = "".join(
        f"<li><a href='/eportal/ui?pageId=7{n}'>{name}</a></li>" for n, name in enumerate(("教育局", "水利局"))
    )
    response = page(f"{SITE}/eportal/ui?pageId=9", f"<html><body>{around.format(units)}</body></html>")
    assert sub_columns(response, is_listless=True) == ()


def test_a_single_link_beside_a_column_is_no_part_of_it() -> None:
    html = "<ul><li><a href='/eportal/ui?pageId=7'>县教育局</a></li><li><a href='/eportal/ui?pageId=8'>公开指南</a></li></ul>"
    response = page(f"{SITE}/eportal/ui?pageId=9", f"<html><body>{html}</body></html>")
    assert sub_columns(response, is_listless=True) == ()


def test_years_beside_a_column_are_drawn_by_its_own_template() -> None:
    tabs = "<ul><li><a href='/x/xxgknb2024n/gk_nb.shtml'>2024年</a></li><li><a href='/x/xxgknb2023n/gk_nb.shtml'>2023年</a></li></ul>"
    assert found(tabs, f"{SITE}/x/xxgknb/gk_nb.shtml") == ["/x/xxgknb2024n/gk_nb.shtml", "/x/xxgknb2023n/gk_nb.shtml"]
    assert found(tabs, f"{SITE}/x/xxgkzn/gk_zn.shtml") == []
    assert found(f"<h3>财政预决算</h3>{tabs}", f"{SITE}/x/xxgknb/gk_nb.shtml") == []


def test_kinds_of_bodies_beside_a_column_are_drawn_by_the_annual_reports_template() -> None:
    kinds = "".join(
        f"<li><a href='/x/c{n}/{{0}}.shtml'>{name}</a></li>" for n, name in ((91, "部门年报"), (92, "乡镇年报"))
    )
    own = f"{SITE}/x/c90/zfxxgk_gknb.shtml"
    assert found(f"<ul>{kinds.format('zfxxgk_gknb')}</ul>", own) == [
        "/x/c91/zfxxgk_gknb.shtml",
        "/x/c92/zfxxgk_gknb.shtml",
    ]
    # Of a template that any column has they must be all that stands there.
    others = f"{kinds.format('list')}<li><a href='/x/c93/list.shtml'>机构职能</a></li>"
    assert found(f"<ul>{others}</ul>", f"{SITE}/x/c90/list.shtml") == []


def test_units_beside_a_column_are_its_parts_where_it_is_one_of_them() -> None:
    units = "".join(
        f"<li><a href='/eportal/ui?pageId=30{n}'>{name}</a></li>"
        for n, name in enumerate(("县政府", "县教育局", "县水利局"))
    )
    parts = ["/eportal/ui?pageId=301", "/eportal/ui?pageId=302"]
    assert found(f"<ul>{units}</ul>", f"{SITE}/eportal/ui?pageId=300") == parts
    assert found(f"<ul>{units}</ul>", f"{SITE}/eportal/ui?pageId=400") == []
    # A bureau's neighbours are none, even where its own list shows nothing.
    bureau = page(f"{SITE}/eportal/ui?pageId=301", f"<html><body><ul>{units}</ul></body></html>")
    assert sub_columns(bureau) == sub_columns(bureau, is_listless=True) == ()
