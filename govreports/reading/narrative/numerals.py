"""Numbers as sentences write them: 2,466, ２８, 3.5万, 二十八, 两千四百六十六, 7700余."""

from decimal import Decimal
from typing import Final

from govreports.records import Number

__all__ = ["NUMBER", "TORN", "read_number", "read_numeral"]

TORN: Final = "¦"
"""Stands where the source parts two digits, or marks one as a footnote's: no figure is read across it."""

NUMBER: Final = (
    # Not an article's number (第17条), the tail of a longer or torn one, the end of a range (10-20件, 3至5件),
    # or tens and hundreds of no certain number (数十件, 上百件).
    rf"(?<![第\d.{TORN}〇零一二两三四五六七八九十百千万亿])(?<!\d,)(?<!\d[-~—–至到])(?![十百千万](?<=[数几上成].))"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[〇零一二两三四五六七八九十百千万]+?)"
    r"(?P<scale>[万亿])?"
)
"""A number as a pattern, over text in compatibility form without white space."""

_SCALES: Final = {None: 1, "": 1, "万": 10_000, "亿": 100_000_000}
_DIGITS: Final = {
    "〇": 0,
    "零": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_PLACES: Final = {"十": 10, "百": 100, "千": 1000}
# More digits than any count or sum here can have.
_MOST_DIGITS: Final = 15


def read_number(digits: str, scale: str | None = None) -> Number | None:
    """The value of *digits* (Arabic or Chinese) times *scale*; None where they are no well-formed number.

    >>> read_number("3.5", "万"), read_number("1,534"), read_number("二十八")
    (35000, 1534, 28)
    """
    if len(digits) > _MOST_DIGITS:
        return None
    if not digits[:1].isdigit() or digits[0] in _DIGITS:
        value = read_numeral(digits)
        return None if value is None else value * _SCALES[scale]
    exact = Decimal(digits.replace(",", "")) * _SCALES[scale]
    return int(exact) if exact == exact.to_integral_value() else float(exact)


def read_numeral(written: str) -> int | None:
    """The value of a Chinese numeral below a hundred million; None where it is not well formed.

    >>> read_numeral("两千四百六十六"), read_numeral("一万零三"), read_numeral("二八")
    (2466, 10003, None)
    """
    above, ten_thousand, below = written.rpartition("万")
    if not ten_thousand:
        return _below_ten_thousand(written)
    high = _below_ten_thousand(above)
    low = _below_ten_thousand(below.lstrip("零〇")) if below else 0
    # Of 一万三 nobody knows here whether it is 10003 or 13000.
    unclear = len(below) == 1 and below in _DIGITS
    return None if high is None or low is None or unclear or not high else high * 10_000 + low


def _below_ten_thousand(written: str) -> int | None:
    if written in {"零", "〇"}:
        return 0
    total, place, digit, skipped = 0, 10_000, None, False
    for sign in written:
        if sign in _PLACES:
            # 十 alone says ten; every place is smaller than the one before.
            leading = sign == "十" and digit is None and not total
            if _PLACES[sign] >= place or (digit is None and not leading):
                return None
            place = _PLACES[sign]
            total += place * (1 if digit is None else digit)
            digit, skipped = None, False
        elif digit is not None:
            return None
        elif _DIGITS[sign] == 0:
            skipped = True
        else:
            digit = _DIGITS[sign]
    if digit is None:
        return None if skipped or not total else total
    # 一百二 may be 102 or, in speech, 120: taken only after 零 or a ten.
    if total and place > 10 and not skipped:
        return None
    return total + digit
