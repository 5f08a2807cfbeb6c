"""What is behind 更多 of a box that holds reports. The pages are written for these tests."""

import pytest

from govreports.platforms import Generic
from tests.platforms.answers import next_of, page

SITE = "http://www.xian.example.gov.cn"


def box(name: str, more: str = "更多&gt;&gt;", entry: str = "年政府信息公开工作年度报告") -> str:
    """A tab with two entries and what leads to the others."""
    entries = "".join(
        f"<li><a href='/p/{name}{year}.html'>某县{name}局{year}{entry}</a><b>{year + 1}-02-01</b></li>"
        for year in (2022, 2023)
    )
    return f"<div class='tab'><ul>{entries}</ul><a href='/list/{ord(name)}.html'>{more}</a></div>"


@pytest.mark.parametrize("more", ["更多&gt;&gt;", "查看更多", "<span>MORE</span> &gt;"])
def test_the_rest_of_every_box_of_reports_is_a_list_below(more: str) -> None:
    listing = Generic(f"{SITE}/gk/nb.html").listing(page(f"{SITE}/gk/nb.html", box("林", more) + box("水", more)), 1)
    assert [row.url for row in listing.columns] == [f"{SITE}/list/{ord(name)}.html" for name in "林水"]
    assert len(listing.rows) == 4


def test_more_of_other_things_is_not_followed() -> None:
    html = box("林") + box("水", entry="年安全生产工作会议召开")
    listing = Generic(f"{SITE}/gk/nb.html").listing(page(f"{SITE}/gk/nb.html", html), 1)
    assert [row.url for row in listing.columns] == [f"{SITE}/list/{ord('林')}.html"]


def test_a_list_that_grows_is_followed_where_an_address_says_how() -> None:
    html = f"{box('林')}<a class='btn' href='?page=2'>加载更多</a>"
    assert next_of(Generic(f"{SITE}/nb").listing(page(f"{SITE}/nb", html), 1)) == f"{SITE}/nb?page=2"


def test_a_card_is_called_by_its_heading_though_that_is_cut() -> None:
    cards = "".join(
        f"<div class=card><a href='/c/{year}'><h5>某县人民政府{year}年政府...</h5><p>根据《政府信息公开条例》……</p><small>{year + 1}-01-20</small></a></div>"
        for year in (2021, 2022, 2023)
    )
    listing = Generic(f"{SITE}/nb").listing(page(f"{SITE}/nb", cards), 1)
    assert [row.title for row in listing.rows] == [f"某县人民政府{year}年政府..." for year in (2021, 2022, 2023)]
