"""Lists below a list: a column of annual reports by year, by kind of body, by unit.

A link is one only where its place speaks for it: its address lies below the column's or is that of units' columns, it
stands in the menu below the column's own entry, or it is one of a row of years or of kinds of bodies. So a list leads to
its parts and not to the whole site.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from scrapy.http import HtmlResponse

from govreports.forms.labels import squeeze
from govreports.platforms.headings import MORE, heading_beside
from govreports.platforms.row import Row
from govreports.reading.columns import ColumnKind, column_kind

if TYPE_CHECKING:
    from lxml.html import HtmlElement
    from parsel import Selector
    from scrapy.http import TextResponse

_MOST: Final = 150
_LONGEST_NAME: Final = 24
_SKIPPED: Final = ("javascript:", "#", "mailto:", "tel:")

# What such a column is called: a year, a kind of body, a unit.
# 2023年政府信息公开工作年度报告 is a report's own name.
_YEAR: Final = re.compile(r"^20\d\d年?度?(?:及?以前)?(?:(?:(?:政府|政务)?信息(?:公开)?)?(?:年报|年度报告)|报告)?$")
_KIND: Final = re.compile(
    r"部门|单位|县|[市区]直|[垂直双]管|派出|派驻|直属|市区|区县|各区|各县|县市|乡镇|镇街|街道|街镇|园区|开发区|管委会|市本级|市级|区级|省级|县级|历年|往年|以往|本机关|本级"
    r"|(?:政府|市|区|县|厅|局|委|办|办公室)(?:信息公开)?年报|年度报告汇总"
)
_UNIT: Final = re.compile(
    r"(?:[局厅委会院办室所站镇乡道县市区省盟旗州司处部社校队团关行署府台村场]|中心|苏木|街道办事处|公司|大学|学院|医院|银行)(?:年报|信息公开年报)?$"
)
_PART_OF_REPORTS: Final = re.compile(r"^\D{2,}(?:年报|年度报告)$")
"""What a column below that of the reports may be called, whatever the kind of body: 镇（场）年报."""
# What stands beside such a column: the other parts of the statutory page, the site's own furniture.
_OTHER: Final = re.compile(
    r"指南|制度|依申请|申请公开|法定|主动公开|目录|首页|主页|返回|上一|下一|末页|尾页|预算|决算|政策|规划|统计|招聘|新闻|动态|公告|公示"
    r"|登录|注册|搜索|检索|地图|无障碍|联系|微信|微博|打印|关闭|收藏|邮箱|网站|政府工作报告|法治政府|互动|服务|解读|意见箱"
)
# What no unit's name holds: 某市召开政务公开工作推进会 is a piece.
_TELLS: Final = re.compile(
    r"召开|举行|举办|开展|组织召|传达|通报|调研|参加|出席|主持|赴|一图|20\d\d|会议$|通知$|第[\d一二三四五六七八九十]+次"
)
# How addresses of single pieces end, whatever the system (shapes of govreports.platforms).
_PIECE: Final = re.compile(
    r"/t(?:\d{8}_)?\d+\.s?html?$|/art_[\da-f_]+\.html$|/(?:c_?|content_|post_|article_|doc_)[\da-f]{4,}[^/]*\.s?html?$"
    r"|/[\da-f]{16,}[^/]*\.s?html?$|/content\.s?html?$|/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\.s?html?$"
    r"|/\d{8}/(?:i|\d+_)?\d+\.s?html?$|/info/\d+/\d+\.htm$|/show/\d+|/public/(?:content/\d+|\d+/\d+\.html)|/\d{6,}\.s?html?$|/\d{5,}/index\.s?html?$"
    r"|/down(?:load)?(?:file)?\.\w+$|\.(?:docx?|wps|pdf|ofd|rtf|xlsx?|zip|rar|jpe?g|png|gif|js|css)$",
    re.IGNORECASE,
)
_WHOLE: Final = re.compile(r"(?<![镇乡])政府$|本级$")
"""Whose column may be that of a place: 县人民政府, whose departments stand beside it."""
_FURNITURE: Final = re.compile(r"head|foot|\btop|banner|copyright|friend|yqlj|yqlink", re.IGNORECASE)
_PAGE: Final = re.compile(r"[a-z]*\d{4}\w*\.s?html?", re.IGNORECASE)
"""A page in the column's directory that is a year's; index_2.html and 2.htm are the list's own further pages."""
_INDEX: Final = re.compile(r"(?:index|default)\.\w+$", re.IGNORECASE)
_FOOT: Final = re.compile(r"foot|friend|yqlj", re.IGNORECASE)
_BODIES: Final = re.compile(r"部门|单位|直属|乡镇|镇街|街道|[县市]区|区县|园区|本级")
_DIGITS: Final = re.compile(r"\d+")
_REPORTS: Final = re.compile(r"年报|年度报告")
# What the pinyin of 年报 and 年度报告 leaves in a column's address: zfxxgknb, gkndbg, xxgknb_126426, nbsz2025.
_OWN_COLUMN: Final = re.compile(r"nb(?![a-z])|gknb|nb(?:hz|sz|z|zl)(?![a-z])|nd(?:gz)?bg|nianbao|report", re.IGNORECASE)


def sub_columns(
    response: "TextResponse", shape: re.Pattern[str] | None = None, *, is_listless: bool = False
) -> tuple[Row, ...]:
    """The lists below the list that *response* shows; *shape* is what the family's detail pages look like.

    Systems that number their columns have the parts beside the whole. A page without entries of its own (*is_listless*)
    is the way to its parts, so there they may be called by units as well.
    """
    if not isinstance(response, HtmlResponse):
        return ()
    here = _place(response.url)
    is_own = _is_directory(response.url) or _OWN_COLUMN.search(here.rstrip("/").rpartition("/")[2]) is not None
    links = list(_links(response, shape))
    found = [
        *_below(links, here, is_own=is_own),
        *_in_menu(links, response.url),
        *_years(links, response.url),
        *_kinds(links, response.url),
        *_elsewhere(links, here),
        *_asked_for(links, response.url),
        *_beside(links, response, is_listless=is_listless),
        *_chosen(response),
    ]
    columns = {_same(row.url): row for row in reversed(found)}
    columns.pop(_same(response.url), None)
    return tuple(reversed(columns.values()))[:_MOST]


class _Link:
    """A link that may be a column: its element, address and name."""

    __slots__ = ("element", "name", "row", "url")

    def __init__(self, element: "HtmlElement", row: Row) -> None:
        self.element = element
        self.row = row
        self.url = row.url
        self.name = squeeze(row.title)


def _links(response: "TextResponse", shape: re.Pattern[str] | None) -> Iterator[_Link]:
    host = urlsplit(response.url).hostname
    for anchor in response.css("a[href]"):
        href = anchor.attrib["href"].strip()
        name = _name(anchor)
        if not href or href.startswith(_SKIPPED) or not name or len(name) > _LONGEST_NAME:
            continue
        if (_OTHER.search(name) and not _UNIT.search(name)) or (_TELLS.search(name) and not _YEAR.search(name)):
            continue
        url = response.urljoin(href)
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or parts.hostname != host or _same(url) == _same(response.url):
            continue
        if is_piece(url) or _is_detail(shape, f"{parts.path}?{parts.query}"):
            continue
        yield _Link(anchor.root, Row(url, name))


def is_piece(url: str) -> bool:
    """Whether an address is a single piece's, as most systems make those.

    >>> is_piece("http://a.gov.cn/zwgk/zcwj/202403/t20240315_5083.html"), is_piece("http://a.gov.cn/zwgk/nb/")
    (True, False)
    """
    return _PIECE.search(urlsplit(url).path) is not None


def _is_detail(shape: re.Pattern[str] | None, address: str) -> bool:
    """Whether *address* is a detail page's; a shape that any address has says nothing."""
    return shape is not None and not shape.search("/") and shape.search(address) is not None


def _below(links: Iterable[_Link], here: str, *, is_own: bool) -> Iterator[Row]:
    """Links to places below the column's own, called as its parts are.

    Beside a page that is no directory's own (*is_own*) many things may lie: there only years count.
    """
    is_named = _OWN_COLUMN.search(here.rstrip("/").rpartition("/")[2]) is not None
    for link in links if here != "/" else ():
        path = unquote(urlsplit(link.url).path)
        if not path.startswith(here) or (_place(link.url) == here and not _PAGE.fullmatch(path.removeprefix(here))):
            continue
        is_part = is_own and (_KIND.search(link.name) or _UNIT.search(link.name))
        is_called_so = is_named and _PART_OF_REPORTS.search(link.name) and _place(link.url) != here
        if is_part or is_called_so or _YEAR.search(link.name) or (is_named and MORE.search(link.name)):
            yield link.row


def _in_menu(links: Iterable[_Link], url: str) -> Iterator[Row]:
    """Links in the part of a menu that stands below the current column's entry."""
    for link in links:
        entry = next((element for element in link.element.iterancestors("li", "dd", "dl")), None)
        above = next((element for element in entry.iterancestors("li", "dl")), None) if entry is not None else None
        if above is None or len(link.element.text_content()) > _LONGEST_NAME:
            continue
        head = next(above.iter("a"), None)
        if head is None or head is link.element or entry in list(head.iterancestors()):
            continue
        heads = _leads_to(head, url) or _REPORTS.search(head.text_content())
        if heads and (_YEAR.search(link.name) or _KIND.search(link.name) or _UNIT.search(link.name)):
            yield link.row


def _leads_to(head: "HtmlElement", url: str) -> bool:
    """Whether the menu's entry *head* is the current page's: by its address, which must be whole or end alike."""
    href = (head.get("href") or "").strip()
    if not href or href.startswith(_SKIPPED):
        return False
    path = urlsplit(href).path
    own = urlsplit(url)
    if urlsplit(href).query != own.query:
        return False
    plain = _INDEX.sub("", path).lstrip("./")
    return bool(plain) and _INDEX.sub("", own.path).endswith(plain)


def _beside(links: Iterable[_Link], response: "TextResponse", *, is_listless: bool) -> Iterator[Row]:
    """Links that stand together and are called as parts are, to pages of the column's own making.

    Of a template that is only the annual reports' (``zfxxgk_gknb.shtml``) all are parts; what else is made like the
    column's address may be any column, and counts where the page would otherwise lead nowhere, or is the government's
    among those of its departments.
    """
    named = [link for link in links if _is_part(link.name)]
    own, template = _made(response.url), _template(response.url)
    is_reports = template is not None and _OWN_COLUMN.search(template.rpartition("/")[2]) is not None
    for parent, row in _rows_of(named).items():
        itself = _itself_among(parent, response)
        if _is_headed_otherwise(parent) or (itself is not None and not _WHOLE.search(itself)):
            # Of a bureau the others are neighbours.
            continue
        is_any = itself is not None or (is_listless and not _is_furniture(parent))
        parts = [
            link
            for link in row
            if (is_any and _made(link.url) == own)
            or (
                template is not None
                and _template(link.url) == template
                and (is_reports or is_any or _YEAR.search(link.name))
            )
        ]
        if len(parts) > 1:
            yield from (link.row for link in parts)


def _is_part(name: str) -> bool:
    return any(kind.search(name) for kind in (_YEAR, _KIND, _UNIT))


def _is_furniture(row: "HtmlElement") -> bool:
    """Whether a row of links is what every page of the site has around it: its departments, its friends."""
    around = [row, *row.iterancestors()]
    marks = " ".join(f"{it.get('class') or ''} {it.get('id') or ''}" for it in around if it.tag not in {"html", "body"})
    return any(it.tag in {"nav", "header", "footer"} for it in around) or _FURNITURE.search(marks) is not None


def _itself_among(row: "HtmlElement", response: "TextResponse") -> str | None:
    """What a row of links calls the page itself, where it is one of the parts that stand there."""
    here = _same(response.url)
    for anchor in row.iter("a"):
        href = (anchor.get("href") or "#").strip()
        name = squeeze(anchor.text_content())
        if not href.startswith(_SKIPPED) and _is_part(name) and _same(response.urljoin(href)) == here:
            return name
    return None


def _template(url: str) -> str | None:
    """The page that draws a column in a directory of its own: ``/x/gknb.shtml`` of ``/x/nb2023n/gknb.shtml``.

    None where that says nothing, as of index pages.
    """
    parts = urlsplit(url)
    head, _slash, name = parts.path.rpartition("/")
    return None if not name or parts.query or _INDEX.search(name) else f"{head.rpartition('/')[0]}/{name}"


def _rows_of(links: Iterable[_Link]) -> dict["HtmlElement", list[_Link]]:
    """Links that stand together, by the element that holds them and no less than two."""
    rows: dict[HtmlElement, list[_Link]] = {}
    for link in links:
        parent = link.element.getparent()
        while parent is not None and parent.getparent() is not None and sum(1 for _ in parent.iter("a")) < 2:
            parent = parent.getparent()
        if parent is not None:
            rows.setdefault(parent, []).append(link)
    return rows


def _years(links: Iterable[_Link], url: str) -> Iterator[Row]:
    """Links of a row of years (tabs above a list), where their addresses are made as the column's own is."""
    own = _made(url)
    for parent, row in _rows_of(link for link in links if _YEAR.search(link.name)).items():
        if not _is_headed_otherwise(parent):
            named = sum(1 for link in row if _REPORTS.search(link.name)) > 1
            yield from (link.row for link in row if named or _made(link.url) == own or _asks_more(link.url, url))


def _kinds(links: Sequence[_Link], url: str) -> Iterator[Row]:
    """Links of a row that names nothing but kinds of bodies, or units under 年报, and 更多 of blocks headed by a kind.

    Systems that number their columns (``/list/29/1.html``) put the parts nowhere below the whole, and many menus are no
    lists in lists: there the company that a link keeps must speak for it, and an address made as the column's own is.
    """
    own = _made(url)
    alike = [link for link in links if _made(link.url) == own]
    for parent, row in _rows_of(link for link in alike if _is_kind(link.name)).items():
        others = [anchor for anchor in parent.iter("a") if squeeze(anchor.text_content())]
        is_row = all(column_kind(squeeze(anchor.text_content())) is not None for anchor in others)
        if is_row and len(row) > 1 and not _is_headed_otherwise(parent) and not _is_foot(parent):
            yield from (link.row for link in row)
    for parent, row in _rows_of(link for link in alike if _UNIT.search(link.name)).items():
        if len(row) > 1 and _is_headed_by_reports(parent):
            yield from (link.row for link in row)
    for link in alike:
        heading = heading_beside(link.element) if MORE.search(link.name) else None
        if heading is not None and _is_kind(heading):
            yield Row(link.url, heading)


def _is_kind(name: str) -> bool:
    """Whether *name* is a kind of bodies' or past years'; 部门信息公开年报 is, 政府信息公开年报 is the whole."""
    kind = column_kind(name)
    return kind in {ColumnKind.UNITS, ColumnKind.PAST} or (
        kind is ColumnKind.ANNUAL and _BODIES.search(name) is not None
    )


def _is_headed_by_reports(row: "HtmlElement") -> bool:
    """Whether *row* stands right under a name of the reports: 部门、乡镇年报."""
    head = row.getprevious()
    text = squeeze(head.text_content()) if head is not None and isinstance(head.tag, str) else ""
    return 0 < len(text) <= _LONGEST_NAME and _REPORTS.search(text) is not None


def _is_foot(element: "HtmlElement") -> bool:
    """Whether *element* stands among the links to other sites that end a page."""
    around = (element, *element.iterancestors())
    return any(a.tag == "footer" or _FOOT.search(f"{a.get('class') or ''} {a.get('id') or ''}") for a in around)


def _asks_more(url: str, own: str) -> bool:
    """Whether *url* asks the page *own* for something more: ``nb.html?nbYear=2023``."""
    there, here = urlsplit(url), urlsplit(own)
    asked, given = (set(filter(None, parts.query.split("&"))) for parts in (there, here))
    return there.path == here.path and given < asked


def _is_headed_otherwise(row: "HtmlElement") -> bool:
    """Whether a row of years stands under the name of another column (2023年 under 财政预决算)."""
    head = row.getprevious()
    text = squeeze(head.text_content()) if head is not None and isinstance(head.tag, str) else ""
    return (
        0 < len(text) <= _LONGEST_NAME and not _REPORTS.search(text) and not re.search(r"年份|年度|\d|信息公开", text)
    )


def _elsewhere(links: Iterable[_Link], here: str) -> Iterator[Row]:
    """Columns of units that have directories of their own, where several stand: ``/bm/swj/nb/`` on the page of ``/nb/``.

    Those that lie no deeper than the page are its like and not its parts: a bureau's column names its neighbours'.
    """
    found = [link.row for link in links if _UNIT.search(link.name) and _is_units_own(link.url, here)]
    if len(found) > 1:
        yield from found


def _asked_for(links: Iterable[_Link], url: str) -> Iterator[Row]:
    """The same page, asked for one unit or another, where several stand: ``?vc_xxgkarea=11330803002621481L``."""
    found = [link.row for link in links if _UNIT.search(link.name) and _asks_more(link.url, url)]
    if len(found) > 1:
        yield from found


def _is_units_own(url: str, here: str) -> bool:
    place = _place(url)
    return place.count("/") > here.count("/") and _OWN_COLUMN.search(place.rstrip("/").rpartition("/")[2]) is not None


def _chosen(response: "TextResponse") -> Iterator[Row]:
    """Years that are chosen from a box whose values are addresses."""
    for option in response.css("select option[value]"):
        value = option.attrib["value"].strip()
        name = squeeze(" ".join(option.css("::text").getall()))
        if _YEAR.search(name) and re.search(r"[/?]|\.\w*html?$", value):
            url = response.urljoin(value)
            if urlsplit(url).hostname == urlsplit(response.url).hostname:
                yield Row(url, name)


def _name(anchor: "Selector") -> str:
    text = " ".join("".join(anchor.css("::text").getall()).split())
    return text or " ".join(anchor.attrib.get("title", "").split())


def _place(url: str) -> str:
    """The directory that a column's parts lie in: ``/a/nb/`` of ``/a/nb/index.html`` and of ``/a/nb.htm``."""
    path = unquote(urlsplit(url).path) or "/"
    head, _slash, name = path.rpartition("/")
    if not name or _INDEX.search(name) or "." not in name:
        return f"{head}/{name}/" if name and "." not in name else f"{head}/"
    stem = name.rpartition(".")[0]
    return f"{head}/{stem}/" if re.fullmatch(r"[a-zA-Z]\w*", stem) and name.endswith(".htm") else f"{head}/"


def _is_directory(url: str) -> bool:
    """Whether the page at *url* is its directory's own."""
    name = urlsplit(url).path.rpartition("/")[2]
    return not name or "." not in name or _INDEX.search(name) is not None


def _made(url: str) -> tuple[str, str]:
    """How an address is made: its directory's and its query's digits do not matter."""
    parts = urlsplit(url)
    path = _INDEX.sub("", parts.path)
    return _DIGITS.sub("0", path), _DIGITS.sub("0", parts.query)


def _same(url: str) -> str:
    parts = urlsplit(url)
    return parts._replace(scheme="", path=_INDEX.sub("", parts.path) or "/", fragment="").geturl()
