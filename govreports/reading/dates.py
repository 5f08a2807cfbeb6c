"""Dates as government pages write them."""

import re
from datetime import UTC, date, datetime
from typing import Final

_WRITTEN: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[年./\-－]\s*(\d{1,2})\s*[月./\-－]\s*(\d{1,2})(?!\d)")
_IN_PATH: Final = (
    re.compile(r"/t?((?:19|20)\d\d)(\d\d)(\d\d)(?:_|/|\d{2,}/)"),
    re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})/"),
)
# Some systems name pages by a MongoDB ObjectId, whose first four bytes are the time it was made.
_OBJECT_ID: Final = re.compile(r"/doc_([0-9a-f]{8})[0-9a-f]{16}\.")


_PERIOD: Final = re.compile(r"((?:19|20)\d\d)年0?1月0?1日\D{0,8}(?:\1年)?12月31日")


def find_period_year(text: str) -> int | None:
    """The year of the period that a report says its figures cover: 自2020年1月1日起至2020年12月31日止."""
    match = _PERIOD.search("".join(text.split()))
    return int(match[1]) if match else None


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
