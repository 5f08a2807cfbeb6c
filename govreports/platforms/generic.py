"""Any other system: which links of a page are its list is told by how they stand and what stands beside them.

Entries of a list stand in like places, have dates beside them, name reports, or have addresses made alike; a menu's
links have none of that. The next page is what the pager says it is: 下一页, the next number, an address with the
next number in it. Links may be written as scripts (``onclick="window.open('…')"``); a pager that only a script can
turn is reported.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Final
from urllib.parse import urljoin, urlsplit

from scrapy import Request
from scrapy.http import HtmlResponse

from govreports.forms.labels import squeeze
from govreports.platforms.base import Listing, Row, Source, anchor_title, date_beside
from govreports.platforms.columns import is_piece
from govreports.platforms.paging import LOADS_MORE, NEXT_WORD, control_word, next_choice, page_before_last, page_count
from govreports.reading.titles import read_title

if TYPE_CHECKING:
    from collections.abc import Iterable

    from parsel import Selector
    from scrapy.http import TextResponse

# An address in a script that opens it.
_OPENS: Final = re.compile(
    r"(?:window\.open|(?:window\.|document\.|self\.|top\.|parent\.)*location(?:\.href|\.assign|\.replace)?|open\w*|go\w*|view\w*|show\w*)"
    r"\s*[=(]\s*(?:encodeURI)?\(?['\"]([^'\"\s]+)['\"]"
)
_ADDRESS: Final = re.compile(r"[/?]|\.(?:\w?html?|jsp|aspx?|php|do|action)$", re.IGNORECASE)
_PAGER_WORD: Final = re.compile(
    r"^(?:首页|上一?页|前一?页|下一?页|后一?页|末页|尾页|最后一?页|确定|跳转|go|next|prev\w*|\d{1,4}|[<>«»‹›]+)$",
    re.IGNORECASE,
)
# Where an address has a page's number.
_NUMBER: Final = re.compile(
    r"(?:[?&](?:page|p|pn|pageno|pagenum|pageindex|page_no|page_num|currentpage|currpage|curpage|cur_page|pageid|paged)=|index_|list_|page_|/page/|-)"
    r"(\d+)(?=[&/.]|$)",
    re.IGNORECASE,
)
_FURNITURE: Final = re.compile(
    r"nav|menu|head|foot|\btop|login|crumb|location|position|sitemap|banner|copyright|weizhi|dqwz", re.IGNORECASE
)
_DIGITS: Final = re.compile(r"\d+|(?<=[/_-])[0-9a-f]{8,}(?=[./_-])", re.IGNORECASE)
_YEARS_REPORT: Final = re.compile(r"20\d\d年?度?((?:政府|政务)?(?:信息)?(?:公开)?(?:工作)?(?:年报|年度报告|报告))?")
_FILE: Final = re.compile(r"\.(?:docx?|wps|pdf|ofd|rtf|zip|rar)$", re.IGNORECASE)
_FEWEST: Final = 3
_LONG_TITLE: Final = 10
_HOLDERS: Final = frozenset({"ul", "ol", "dl", "table"})
_PATH_DEPTH: Final = 12
_NAMED_DEPTH: Final = 5
_FRAMES: Final = "iframe[src], frame[src]"
_MENU_FRAME: Final = re.compile(r"left|menu|nav|tree|top|head|foot|banner|bottom", re.IGNORECASE)
_NO_LIST: Final = re.compile(
    r"visitcount|login|share|foot|head|top\.|count|tongji|bdimg|about:|javascript:|weather", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Generic(Source):
    """A list of links with a link to the next page, if there is one."""

    family: ClassVar[str] = "generic"
    shape: ClassVar[re.Pattern[str]] = re.compile(r".")

    def listing(self, response: "TextResponse", number: int) -> Listing:
        """The page's list; where it has none, the frames in which it may be."""
        if not isinstance(response, HtmlResponse):
            return Listing(trouble="no page of links but data or text")
        plain = super(Generic, self).listing(response, number)
        if plain.itself is not None:
            return plain
        columns = plain.columns
        inner = {column.url for column in columns}
        rows = tuple(row for row in plain.rows if row.url not in inner)
        if not rows and not columns and number == 1:
            columns = tuple(_frames(response))
        # The last page may have one entry, which by itself looks like no list.
        is_end = not rows and number > 1 and page_count(response.text) == number
        return replace(plain, rows=rows, columns=columns, is_end=is_end)

    def rows(self, response: "TextResponse") -> "Iterable[Row]":
        """The links of those groups that are lists."""
        groups: dict[tuple[object, ...], list[_Link]] = {}
        for link in _links(response):
            groups.setdefault(link.place, []).append(link)
        directory = urljoin(response.url, ".")
        found: dict[str, Row] = {}
        for link in (link for links in groups.values() if _is_list(links, directory) for link in links):
            if _is_column(link.row):
                continue
            # Of several links to one page the one that says most: others are pictures and 详细.
            known = found.get(link.row.url)
            if known is None or len(known.title) < len(link.row.title):
                found[link.row.url] = link.row
        return found.values()

    def following(self, response: "TextResponse", number: int) -> Request | None:
        """The page that the pager's next link leads to, or the one with the next number."""
        numbered: str | None = None
        for element, href in _addressed(response):
            url = response.urljoin(href)
            if url == response.url or urlsplit(url).hostname != urlsplit(response.url).hostname:
                continue
            word = control_word(element)
            if NEXT_WORD.match(word) or LOADS_MORE.match(word):
                return Request(url)
            if numbered is None and _is_numbered(url, word, response, number):
                numbered = url
        if numbered is None and (rel := response.css("link[rel=next]::attr(href)").get()) is not None:
            numbered = response.urljoin(rel)
        numbered = numbered or next_choice(response, number) or page_before_last(response, number)
        return Request(numbered) if numbered is not None else None


@dataclass(frozen=True, slots=True)
class _Link:
    """A link that may be a list's entry; *place* is how its like stand on the page."""

    row: Row
    place: tuple[object, ...]
    in_furniture: bool


def _links(response: "TextResponse") -> Iterator[_Link]:
    for element, href in _addressed(response):
        url = response.urljoin(href)
        title = anchor_title(element)
        if not title or _PAGER_WORD.match(squeeze(title)) or urlsplit(url).scheme not in {"http", "https"}:
            continue
        if url.partition("#")[0] == response.url.partition("#")[0]:
            continue
        ancestors = list(element.root.iterancestors())
        marks = " ".join(
            f"{a.get('class') or ''} {a.get('id') or ''}" for a in ancestors if a.tag not in {"html", "body"}
        )
        furniture = any(a.tag in {"nav", "header", "footer"} for a in ancestors) or _FURNITURE.search(marks) is not None
        tags = [a.tag for a in ancestors[:_PATH_DEPTH] if isinstance(a.tag, str)]
        names = [_DIGITS.sub("", f"{a.get('id') or ''}.{a.get('class') or ''}") for a in ancestors[:_NAMED_DEPTH]]
        holder = next((a for a in ancestors if a.tag in _HOLDERS), None)
        place = (holder, *tags, *names)
        yield _Link(Row(url, title, date_beside(element)), place, furniture)


def _is_list(links: "Sequence[_Link]", directory: str) -> bool:
    """Whether links that stand alike are a list's entries and not a menu's.

    Dates beside them say so, or names of reports with a year; else that there are several with long names and
    addresses made alike, by numbers, outside of what the page calls its menus.
    """
    half = len(links) / 2
    reads = [read_title(link.row.title) for link in links]
    if sum(1 for read in reads if read.is_report and read.year is not None) >= half:
        return True
    told = any(read.is_report for read in reads) or not all(link.in_furniture for link in links)
    if told and sum(1 for link in links if link.row.date is not None) >= half:
        return True
    free = [link for link in links if not link.in_furniture]
    if sum(1 for link in free if _is_years(link.row, directory)) >= max(half, 2):
        return True
    if len(free) < _FEWEST:
        return False
    made = [_DIGITS.sub("0", link.row.url) for link in free]
    alike = max(made.count(shape) for shape in set(made)) if any("0" in shape for shape in made) else 0
    length = sum(len(link.row.title) for link in free) / len(free)
    return alike >= len(free) / 2 and length >= _LONG_TITLE


def _is_years(row: Row, directory: str) -> bool:
    """Whether an entry is called a year's report, or is called by its year alone and is a file, or a piece in the list's *directory*."""
    named = _YEARS_REPORT.fullmatch(squeeze(row.title))
    if named is None or named[1] is not None or _FILE.search(urlsplit(row.url).path):
        return named is not None
    # Elsewhere such links may be another column's tabs.
    return is_piece(row.url) and row.url.startswith(directory) and urlsplit(directory).path != "/"


def _is_column(row: Row) -> bool:
    """Whether an entry is a column's name (政府信息公开年报) and no report's: of no year, no agency, no day."""
    read = read_title(row.title)
    return row.date is None and read.is_report and read.year is None and read.agency is None


def _addressed(response: "TextResponse") -> Iterator[tuple["Selector", str]]:
    """Elements that lead somewhere, with the address as written: in ``href``, or in a script that opens it."""
    for element in response.css("a, [onclick]"):
        href = element.attrib.get("href", "").strip()
        script = href if href.lower().startswith("javascript:") else ""
        if href and not script and not href.startswith(("#", "mailto:", "tel:")):
            yield element, href
            continue
        opened = _OPENS.search(script) or _OPENS.search(element.attrib.get("onclick", ""))
        if (
            opened is not None
            and _ADDRESS.search(opened[1])
            and next(element.root.iter("a"), element.root) is element.root
        ):
            yield element, opened[1]


def _is_numbered(url: str, word: str, response: "TextResponse", number: int) -> bool:
    """Whether *url* is the next page's by the number in it; a pager's own word for it lets the number stand anywhere."""
    if not word:
        return any(int(match[1]) in {number + 1, number} for match in _NUMBER.finditer(url))
    here, there = urlsplit(response.url), urlsplit(url)
    beside = there.path.rpartition("/")[0].startswith(here.path.rpartition("/")[0])
    numbers = re.findall(r"\d+", f"{there.path.rpartition('/')[2]}?{there.query}")
    return beside and word == str(number + 1) and any(int(found) in {number + 1, number} for found in numbers)


def _frames(response: "TextResponse") -> "Sequence[Row]":
    """The frames of the same host in which a shell shows its list."""
    frames: list[Row] = []
    for frame in response.css(_FRAMES):
        source = frame.attrib["src"].strip()
        url = response.urljoin(source)
        if source and not _NO_LIST.search(source) and urlsplit(url).hostname == urlsplit(response.url).hostname:
            frames.append(Row(url, frame.attrib.get("name") or frame.attrib.get("id") or "frame"))
    # A frame of menus shows no list; where all are called so, one of them may.
    return [
        row for row in frames if not _MENU_FRAME.search(f"{row.title} {urlsplit(row.url).path.rpartition('/')[2]}")
    ] or frames
