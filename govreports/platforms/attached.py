"""Pages that attach several reports: those of all a county's bureaus, or of one bureau's years."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from scrapy.http import HtmlResponse

from govreports.platforms.base import anchor_title
from govreports.platforms.row import Row
from govreports.platforms.single import report_page, titles_of
from govreports.reading.titles import Title, is_another_agency, read_title

if TYPE_CHECKING:
    from scrapy.http import TextResponse

_FILE: Final = re.compile(r"\.(?:docx?|wps|pdf|ofd|rtf)$", re.IGNORECASE)
_NOBODY: Final = Title(False, None, None)


def attached_reports(response: "TextResponse", date: str | None = None) -> tuple[tuple[Row, ...], bool]:
    """The files of a page that are reports of their own, and whether the page is a report beside them.

    One is where the files name several agencies or several years; *date* is the day that the page was listed with,
    which is the files' too. What agrees with the page's own title stays its attachment.

    >>> page = HtmlResponse("http://a.gov.cn/1.html", encoding="utf-8", body='''<title>2023年度各部门信息公开年报</title>
    ... <a href="1.docx">某县教育局2023年信息公开年报.docx</a><a href="2.docx">某县水利局2023年信息公开年报.docx</a>'''.encode())
    >>> [row.title for row in attached_reports(page)[0]], attached_reports(page)[1]
    (['某县教育局2023年信息公开年报', '某县水利局2023年信息公开年报'], False)
    """
    if not isinstance(response, HtmlResponse):
        return (), True
    files = _files(response)
    if not _are_several([read for _row, read in files]):
        return (), True
    own = next((read for title in titles_of(response) if (read := read_title(title)).is_report), _NOBODY)
    is_report = report_page(response) is not None
    others = [row for row, read in files if not _agrees(own, read, several=not is_report)]
    return tuple(replace(row, date=date) for row in others), is_report or len(others) < len(files)


def _files(response: "TextResponse") -> list[tuple[Row, Title]]:
    """The page's files that are called reports, by the link or by their own names, each once."""
    found: dict[str, tuple[Row, Title]] = {}
    for anchor in response.css("a[href]"):
        url = response.urljoin(anchor.attrib["href"].strip())
        parts = urlsplit(url)
        shown = anchor_title(anchor)
        if parts.scheme not in {"http", "https"} or not (_FILE.search(parts.path) or _FILE.search(shown)):
            continue
        for name in (shown, anchor.attrib.get("title", ""), unquote(parts.path).rpartition("/")[2]):
            title = _FILE.sub("", name)
            if (read := read_title(title)).is_report:
                found.setdefault(url, (Row(url, title), read))
                break
    return list(found.values())


def _are_several(reads: Sequence[Title]) -> bool:
    """Whether titles name several agencies or several years."""
    agencies = {read.agency for read in reads if read.agency}
    # 县教育局 is 某县教育局, but of two towns the names only end alike.
    wholes = [name for name in agencies if not any(other != name and other.endswith(name) for other in agencies)]
    return len(wholes) > 1 or len({read.year for read in reads if read.year is not None}) > 1


def _agrees(own: Title, read: Title, *, several: bool) -> bool:
    """Whether a file is the page's own report; of several agencies', one that the page does not name is not."""
    if None not in (own.year, read.year) and own.year != read.year:
        return False
    if own.agency is None or read.agency is None:
        return not (several and (own.agency is None or own.year is None))
    return not is_another_agency(read.agency, own.agency)
