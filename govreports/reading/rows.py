"""Rows of a list: which ones are worth a request."""

import re
from typing import Final
from urllib.parse import unquote, urlsplit

from govreports.reading.columns import is_annual_column, steps_of
from govreports.reading.dates import find_date
from govreports.reading.signals import YEAR, Around, Verdict, is_cut, of_title, verdict
from govreports.reading.titles import plain

# What a link is called that only says that there is a file.
_SAYS_NOTHING: Final = re.compile(
    r"(?:点击|点此|请|进入)*(?:附件\d*|下载|查看|阅读|浏览|打开|详情|详细|全文|原文|正文|更多|文件|文档|(?:pdf|word|docx?|ofd)版?|版本?|[:：.\-()\d>])*",
    re.IGNORECASE,
)
_DOTS: Final = re.compile(r"(?:\.{2,}|…+)$")
_SUFFIX: Final = re.compile(r"\.[A-Za-z]{2,5}$")
_HAN: Final = re.compile(r"[\u4e00-\u9fff]{2}")


def judge_row(title: str, *, column: str | None = None, day: str | None = None, url: str | None = None) -> Verdict:
    """Whether to fetch what a row of a list leads to. What is doubtful is worth a request.

    Args:
        title: the link's text or title, which may be cut with an ellipsis.
        column: what the list is called, after the columns above it if they are known: ``政府信息公开年报>2023年``.
        day: the date beside the link.
        url: where the link leads: the name of a file counts where the link's text says less.

    >>> judge_row("市水利局2023年年报", column="政府信息公开年报").is_report, judge_row("市水利局2023年年报").is_report
    (True, False)
    >>> print(judge_row("2022年春节放假安排", column="信息公开年报"))
    -5 of 6: +1 names a year, +4 stands in the column of the annual reports, -10 is about a holiday
    """
    text = plain(title)
    named = _file_name(url or "")
    if _SAYS_NOTHING.fullmatch(text) or (is_cut(text) and named.startswith(_DOTS.sub("", text))):
        text = named or text
    around = Around(
        in_column=column is not None and is_annual_column(column),
        column_year=column is not None and any(YEAR.search(plain(step)) for step in steps_of(column)),
        day=find_date(day or ""),
    )
    return verdict(of_title(text, around))


def _file_name(url: str) -> str:
    """The name of the file at *url* as a title, where it is one in Chinese."""
    name = _SUFFIX.sub("", unquote(urlsplit(url).path).rpartition("/")[2])
    return plain(name) if _HAN.search(name) else ""
