"""Columns of one page: the list's address shows the report itself."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from lxml import etree

from govreports.platforms.columns import is_file
from govreports.platforms.row import Row
from govreports.reading.titles import is_another_agency, read_title

if TYPE_CHECKING:
    from scrapy.http import TextResponse

# The statutory sections (政府信息公开条例 第五十条); a list names none of them, a report most.
_SECTIONS: Final = (
    re.compile(r"总体情况|概\s*述"),
    re.compile(r"主动公开(?:政府)?信息"),
    re.compile(r"收到和处理|依申请公开(?:政府)?信息"),
    re.compile(r"行政复议"),
    re.compile(r"(?:存在|主要)的?(?:主要)?问题"),
)
# Asked of the tree itself: of a page of tables Scrapy would make a selector for each of a thousand texts.
_SHOWN: Final = etree.XPath("//body//text()[not(ancestor::script or ancestor::style)]", smart_strings=False)
_UNLINKED: Final = etree.XPath("//body//text()[not(ancestor::script or ancestor::a)]", smart_strings=False)
_ENOUGH: Final = 3
_LONGEST_TITLE: Final = 60


def page_of_files(response: "TextResponse", rows: Sequence[Row]) -> Row | None:
    """The report that a page is called after, where all that it leads to is that report's files; None for a list."""
    title = " ".join(response.css("title::text").get("").split())
    own = read_title(title)
    files = [read_title(row.title) for row in rows]
    if not own.is_report or own.year is None or not files:
        return None
    alike = all(
        read.is_report and read.year == own.year and not is_another_agency(read.agency, own.agency) and is_file(row.url)
        for read, row in zip(files, rows, strict=True)
    )
    return Row(response.url, title) if alike else None


def report_page(response: "TextResponse") -> Row | None:
    """The report that a list's own page is; None for a list."""
    text = " ".join(_SHOWN(response.selector.root))
    if sum(1 for section in _SECTIONS if section.search(text)) < _ENOUGH:
        return None
    for title in titles_of(response):
        if (read := read_title(title)).is_report and read.year is not None:
            return Row(response.url, title)
    # Which year it reports on, its text says.
    return Row(response.url, " ".join(response.css("title::text").get("").split()))


def titles_of(response: "TextResponse") -> Iterator[str]:
    """What may be the title: the standard's meta tag, headings, the browser's title, lines of the text."""
    for tag in response.css("meta[name][content]"):
        if tag.attrib["name"].lower() == "articletitle":
            yield tag.attrib["content"]
    for heading in response.css("h1, h2, h3, title"):
        yield " ".join("".join(heading.css("::text").getall()).split())
    for text in _UNLINKED(response.selector.root):
        if len(line := " ".join(text.split())) <= _LONGEST_TITLE:
            yield line
