"""Pages that hold several reports, as files or by links: those of all a county's bureaus, or of one bureau's years."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from scrapy.http import HtmlResponse

from govreports.platforms.base import anchor_title
from govreports.platforms.row import Row
from govreports.platforms.single import report_page, titles_of
from govreports.reading.titles import Title, is_another_agency, is_of_many, name_several, read_title

if TYPE_CHECKING:
    from scrapy.http import TextResponse

_FILE: Final = re.compile(r"\.(?:docx?|wps|pdf|ofd|rtf)$", re.IGNORECASE)
_NUMBERED: Final = re.compile(r"^(?:附件)?[\d一二三四五六七八九十]*[.、:：\s]*")
_AGENCY: Final = re.compile(r"[\u4e00-\u9fff]{2,30}(?:[局委办厅院所站镇乡]|委员会|办公室|办事处|中心|街道|政府)")
_NOBODY: Final = Title(False, None, None)


def attached_reports(response: "TextResponse", date: str | None = None) -> tuple[tuple[Row, ...], bool]:
    """What a page holds of reports of their own, and whether the page is a report beside them.

    There are such where its files name several agencies or years; on a page that is called after many agencies
    (各部门2023年…年报), links count as well, and files that are called by an agency's name alone. *date* is the day that
    the page was listed with, which is theirs too. What agrees with the page's own title stays its attachment.

    >>> page = HtmlResponse("http://a.gov.cn/1.html", encoding="utf-8", body='''<title>2023年度各部门信息公开年报</title>
    ... <a href="1.docx">某县教育局2023年信息公开年报.docx</a><a href="2.docx">某县水利局2023年信息公开年报.docx</a>'''.encode())
    >>> [row.title for row in attached_reports(page)[0]], attached_reports(page)[1]
    (['某县教育局2023年信息公开年报', '某县水利局2023年信息公开年报'], False)
    """
    if not isinstance(response, HtmlResponse):
        return (), True
    own = next((read for title in titles_of(response) if (read := read_title(title)).is_report), _NOBODY)
    is_called_many = is_of_many(own.agency) and report_page(response) is None
    held = _held(response, own.year if is_called_many else None)
    reads = [read for _row, read in held]
    years = {read.year for read in reads if read.year is not None}
    if not name_several(read.agency for read in reads) and len(years) < 2:
        return (), True
    is_report = report_page(response) is not None
    others = [row for row, read in held if not _agrees(own, read, is_report=is_report)]
    return tuple(replace(row, date=date) for row in others), is_report or len(others) < len(held)


def _held(response: "TextResponse", many_of: int | None) -> list[tuple[Row, Title]]:
    """The reports that the page names, each once: its files, and the links on a page of many agencies' of a year."""
    found: dict[str, tuple[Row, Title]] = {}
    for anchor in response.css("a[href]"):
        url = response.urljoin(anchor.attrib["href"].strip())
        parts = urlsplit(url)
        shown = anchor_title(anchor)
        is_file = _FILE.search(parts.path) or _FILE.search(shown)
        if parts.scheme not in {"http", "https"} or not (is_file or many_of) or url == response.url:
            continue
        for name in (shown, anchor.attrib.get("title", ""), unquote(parts.path).rpartition("/")[2]):
            title = _FILE.sub("", name)
            bare = _NUMBERED.sub("", title)
            if is_file and many_of is not None and _AGENCY.fullmatch(bare):
                # What it is the page says.
                title = f"{bare}{many_of}年政府信息公开工作年度报告"
            read = read_title(title)
            if read.is_report and (is_file or read.year == many_of) and not is_of_many(read.agency):
                found.setdefault(url, (Row(url, title), read))
                break
    return list(found.values())


def _agrees(own: Title, read: Title, *, is_report: bool) -> bool:
    """Whether a file is the page's own report; of several, one that the page does not name is not."""
    if None not in (own.year, read.year) and own.year != read.year:
        return False
    if own.agency is None or read.agency is None:
        return is_report or None not in (own.agency, own.year)
    return not is_of_many(own.agency) and not is_another_agency(read.agency, own.agency)
