"""TRS beyond the plain list: stubs, clicks, names and endings. Pages are invented; see also test_lists.py."""

import pytest

from govreports.platforms import Trs
from tests.platforms.pages import html_page

SOURCE = Trs("http://a.example.gov.cn/xxgk/zfxxgknb/")


def followed(html: str, number: int = 1) -> str | None:
    request = SOURCE.following(html_page(SOURCE.list_url, html), number)
    return request.url.removeprefix(SOURCE.list_url) if request else None


@pytest.mark.parametrize(
    ("html", "following"),
    [
        ("<script>createPageHTML(4, 0, 'index', 'htm', 849);</script>", "index_1.htm"),
        ('<script>createPageHTML("4","0","list","shtml");</script>', "list_1.shtml"),
        (
            "<script>/* createPageHTML(9, 0, 'old', 'html'); */ createPageHTML(4, 0, 'index', 'html');</script>",
            "index_1.html",
        ),
        ("<script>\n// createPageHTML(9, 0, 'old', 'html');\ncreatePageHTML(1, 0, 'index', 'html');</script>", None),
        ("<script>createPageHTML(${PAGE_COUNT}, ${PAGE_INDEX}, '${PAGE_NAME}', '${PAGE_EXT}');</script>", None),
        ("<script>var countPage = '3';</script>", "index_1.html"),
        ("<script>var countPage = 3; s = 'index' + '_' + (countPage-1) + '.' + 'shtml'</script>", "index_1.shtml"),
        ("<script>var countPage = 3</script><a href='index_1.htm'>2</a>", "index_1.htm"),
        ("<script>var countPage = 3; u = k ? 'index_' + k + '.shtml' : 'index.shtml'</script>", "index_1.shtml"),
        (r"""<script>var countPage = 3; w("<a href=\"index" + "_" + k + "." + "htm\">")</script>""", "index_1.htm"),
        (r"""<script>var countPage = 3; w("<a href=\"index.shtml\">首页</a>")</script>""", "index_1.shtml"),
        ("<li><a href='./202501/t20250102_7.shtml'>甲</a></li><script>var countPage = 3;</script>", "index_1.shtml"),
        ("<a href='../index.htm'>上级栏目</a><script>var countPage = 3;</script>", "index_1.html"),
        ("<a href='index_1.shtml'>下一页</a>", "index_1.shtml"),
        ("<script>createPageHTML('page_div', 4, 1, 'list', 'shtml', 60);</script>", None),
    ],
)
def test_the_next_page_is_what_the_page_says(html: str, following: str | None) -> None:
    assert followed(html) == following


def test_a_stub_after_a_page_that_promised_more_is_reported() -> None:
    promised = html_page(
        SOURCE.list_url, "<a href='t20250102_7.html'>报告</a><script>createPageHTML(3, 0, 'index', 'html')</script>"
    )
    assert SOURCE.listing(promised, 1).trouble is None
    stub = html_page(SOURCE.list_url + "index_1.html", "<html><head></head><body>" + " " * 300 + "</body></html>")
    listing = SOURCE.listing(stub, 2)
    assert listing.rows == ()
    assert listing.following is None
    assert listing.trouble is not None
    assert listing.trouble.startswith("stub of 3")


@pytest.mark.parametrize(
    "path", ["t27172767.shtml", "../x/t20250124_8867827.shtml", "http://b.example.gov.cn/t20250124_1.htm"]
)
def test_addresses_of_all_places_are_rows(path: str) -> None:
    (row,) = SOURCE.listing(html_page(SOURCE.list_url, f"<li><a href='{path}'>报告</a>2025-01-24</li>"), 1).rows
    assert row.date == "2025-01-24"


def test_addresses_may_be_in_clicks() -> None:
    html = """<li><a onclick="isDownLoad(this,'https://fz.example.gov.cn/xx/202609/t20260911_7372816.html')">甲</a> 2026-09-11</li>
      <a onclick="go('/index.html')">乙</a>"""
    (row,) = SOURCE.listing(html_page(SOURCE.list_url, html), 1).rows
    assert (row.url, row.title, row.date) == (
        "https://fz.example.gov.cn/xx/202609/t20260911_7372816.html",
        "甲",
        "2026-09-11",
    )
