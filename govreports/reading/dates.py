"""Dates as government pages write them."""

import re
from calendar import monthrange
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Final, NamedTuple

from govreports.forms.labels import squeeze

_WRITTEN: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[年./\-－]\s*(\d{1,2})\s*[月./\-－]\s*(\d{1,2})(?!\d)")
_IN_PATH: Final = (
    re.compile(r"/t?((?:19|20)\d\d)(\d\d)(\d\d)(?:_|/|\d{2,}/)"),
    re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})/"),
)
# Some systems name pages by a MongoDB ObjectId, whose first four bytes are the time it was made.
_OBJECT_ID: Final = re.compile(r"/doc_([0-9a-f]{8})[0-9a-f]{16}\.")


# 2018月1日 lost a piece, 202020年1月1日 has one too many: before the last day of a year they can only be its first.
_PERIOD: Final = re.compile(
    r"(?<!\d)(?:20(?=20))?((?:19|20)\d\d)(?:年0?1月|月|[.\-/]0?1[.\-/])0?1日?[^\d年月日]{0,8}(?:\1[年.\-/])?12[月.\-/]31(?!\d)"
)
_OF_FIGURES: Final = re.compile(r"期限|时限|期间|周期|统计|数据")
_BEFORE_PERIOD: Final = 20
_HAN_DIGITS: Final = str.maketrans("〇○零ОΟOo一二三四五六七八九", "0000000123456789")
_HAN_YEAR: Final = re.compile("二[〇○零0ОΟOo][〇○零0ОΟOo一二三四五六七八九]{2}(?=年)")
_HAN_DAY: Final = {"十二月三十一日": "12月31日", "一月一日": "1月1日"}


def with_plain_years(text: str) -> str:
    """*text* with the years that it writes in Chinese digits written in Arabic ones.

    >>> with_plain_years("二〇二一年度"), with_plain_years("二○二○年")
    ('2021年度', '2020年')
    """
    return _HAN_YEAR.sub(lambda match: match[0].translate(_HAN_DIGITS), text) if "二" in text else text


_PERIOD_WORD: Final = re.compile(r"统计\D{0,12}?(?=[自从为是:]|\d)")
_SPAN: Final = re.compile(
    r"[自从为是:起]*(\d{4})年(\d{1,2})月(?:(\d{1,2})日)?起?[,、]?[至到\-—–~]+(?:(\d{4})年)?(\d{1,2})月(?:(\d{1,2})日)?(?![\d年])"
)
# What damaged dates look like: 202020年, 2018月1日, 202111日, 2021年1日, 自至.
_DAMAGED: Final = re.compile(r"(?<!\d)(?:\d{5,}|\d{1,3})年|\d{3,}月|\d{3,}日|\d{4}年\d{1,2}日|[自从][起]?[至到](?!今)")


class Period(NamedTuple):
    """First and last day of a period."""

    first: date
    last: date


def read_period(sentence: str) -> Period | str | None:
    """The period that a sentence says the report's figures cover; the damaged text where its dates are no dates.

    None where the sentence states no period, or one in other words than two dates.

    >>> read_period("统计期限为2021年1月1日至12月31日。")
    Period(first=datetime.date(2021, 1, 1), last=datetime.date(2021, 12, 31))
    >>> read_period("统计期限自2018月1日起至2018年12月31日。")
    '自2018月1日起至2018年12月31日'
    """
    text = squeeze(sentence)
    word = _PERIOD_WORD.search(text)
    if word is None:
        return None
    stated = re.split(r"[。;]|止|,(?![\d至到])", text[word.end() :])[0]
    match = _SPAN.match(stated)
    if match is None:
        return stated if _DAMAGED.search(stated) else None
    year, month, day, last_year, last_month, last_day = match.groups()
    try:
        first = date(int(year), int(month), int(day or 1))
        if last_day is None:
            return Period(first, _month_end(int(last_year or year), int(last_month)))
        return Period(first, date(int(last_year or year), int(last_month), int(last_day)))
    except ValueError:
        return stated


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


# Several stages ask it of one report's text.
@lru_cache(maxsize=32)
def find_period_year(text: str) -> int | None:
    """The year of the period that a report says its figures cover: 自2020年1月1日起至2020年12月31日止.

    Of several periods it is the one named so; None where that leaves several.
    """
    text = with_plain_years(squeeze(text))
    for written, plain in _HAN_DAY.items():
        text = text.replace(written, plain)
    periods = {match.start(): int(match[1]) for match in _PERIOD.finditer(text)}
    years = set(periods.values())
    if len(years) > 1:
        years = {
            year for at, year in periods.items() if _OF_FIGURES.search(text, max(0, at - _BEFORE_PERIOD), at)
        } or years
    return years.pop() if len(years) == 1 else None


def find_date(text: str) -> date | None:
    """The first date written in *text*, as in 2021年01月29日, 2021-1-29 or 2021/1/29 15:22."""
    for match in _WRITTEN.finditer(text):
        found = _date(match)
        if found is not None:
            return found
    return None


def date_in_url(url: str) -> date | None:
    """The date that a page's address bears: often the day it was filed, not the day it was published."""
    for pattern in _IN_PATH:
        for match in pattern.finditer(url):
            if found := _date(match):
                return found
    named = _OBJECT_ID.search(url)
    if named is not None:
        made = datetime.fromtimestamp(int(named[1], 16), UTC).date()
        if date(2000, 1, 1) <= made:
            return made
    return None


def _date(match: re.Match[str]) -> date | None:
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
