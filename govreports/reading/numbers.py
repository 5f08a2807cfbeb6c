"""The text of a cell into a figure, or into the reason why it is none.

Blank is not zero, a unit is converted only where it is stated, and what cannot be taken for certain
is None with a status; the statuses are those of the record's ``cells``.
"""

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias

from govreports.forms import Column
from govreports.forms.labels import squeeze

Number: TypeAlias = int | float

_NOT_APPLICABLE: Final = frozenset({"/", "\\", "-", "--", "---", "—", "——", "–", "―", "无", "不适用", "N/A", "n/a"})
_FIGURE: Final = re.compile(
    r"(?P<money>人民币|¥)?"
    r"(?P<sign>增加|减少|净增|净减|增|减|\++|[\-−]+)?"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?P<unit>万元整?|亿元整?|元整?|人次|万件|件|项|条|笔|次|个|宗|起|份)?"
    r"(?P<note>\([^()]*\))?"
)
# White space inside a number may part two numbers, and a raised or circled digit is a footnote's.
_TORN: Final = re.compile(r"\d\s+[\d,.]|[,.]\s+\d")
_MARKED: Final = re.compile("[\u00b2\u00b3\u00b9\u2070-\u209f\u2460-\u24ff\u2776-\u2793]")
_YUAN: Final = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
_THOUSANDS_OF: Final = {"万件": 10_000}
# What no decoder or recogniser could make out.
_UNREADABLE: Final = "\N{REPLACEMENT CHARACTER}"
# More digits than any count or sum here can have, and than a double keeps.
_MOST_DIGITS: Final = 15


class Figure(NamedTuple):
    """A cell's *value* in the column's unit, and a *status* where there is something to say."""

    value: Number | None
    status: str | None


_BLANK: Final = Figure(None, "blank")
_NONE: Final = Figure(None, "not_applicable")
_TEXT: Final = Figure(None, "text")
_AMBIGUOUS: Final = Figure(None, "ambiguous")


def read_figure(text: str, column: Column, header_unit: str | None = None) -> Figure:
    """Read a cell of *column*, whose header states *header_unit* in the document, if any.

    >>> from govreports.forms import Column
    >>> read_figure("减197", Column("items_change", ("本年增/减",), "项", signed=True))
    Figure(value=-197, status='signed')
    """
    if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS and column.unit_printed and not header_unit:
        value = int(text)
        return Figure(value, None if text[0] != "0" or len(text) == 1 else "annotated")
    return _read_odd(text, column, header_unit)


@lru_cache(maxsize=4096)
def _read_odd(text: str, column: Column, header_unit: str | None) -> Figure:
    """Everything but plain digits."""
    left = squeeze(text)
    if not left:
        return _BLANK
    if _TORN.search(text):
        return _AMBIGUOUS
    if _MARKED.search(text):
        return _TEXT
    if left in _NOT_APPLICABLE:
        return _NONE
    return _read_number(left, text, column, header_unit)


def _read_number(left: str, text: str, column: Column, header_unit: str | None) -> Figure:
    """A number with all that may stand around it; *left* is *text* squeezed."""
    match = _FIGURE.fullmatch(left)
    if match is None or (match["money"] and column.unit not in _YUAN):
        return _TEXT
    digits = match["digits"].replace(",", "")
    if len(digits) > _MOST_DIGITS:
        return _TEXT
    value = Decimal(digits)
    # Zeros that say how exact a figure is, and commas, are gone from the number: the note keeps them.
    status = "annotated" if str(_plain(value)) != text or match["note"] else None
    if match["sign"]:
        value *= _sign(match["sign"])
        if not match["note"]:
            status = "signed"
    converted = _convert(value, match["unit"] and match["unit"].removesuffix("整"), column, header_unit)
    if converted is None:
        return _TEXT
    value, unit_status = converted
    return Figure(_plain(value), unit_status or status)


def is_figure(text: str) -> bool:
    """Whether *text* could stand in a cell of figures: a number, a mark for none, or nothing."""
    return not text or (text.isascii() and text.isdigit()) or _is_odd_figure(text)


@lru_cache(maxsize=4096)
def _is_odd_figure(text: str) -> bool:
    """Everything but plain digits."""
    text = text.strip(_UNREADABLE)
    if _TORN.search(text) or _MARKED.search(text):
        return False
    left = squeeze(text)
    return not left or left in _NOT_APPLICABLE or _FIGURE.fullmatch(left) is not None


def _sign(written: str) -> int:
    return -1 if written[0] in "减-−" or written == "净减" else 1


def _convert(
    value: Decimal, unit: str | None, column: Column, header_unit: str | None
) -> tuple[Decimal, str | None] | None:
    """*value* in the column's unit and the status to note, or None where the units do not fit."""
    if column.unit not in _YUAN:
        if unit in _YUAN:
            return None
        return value * _THOUSANDS_OF.get(unit or "", 1), "unit" if unit else None
    if unit is not None and unit not in _YUAN:
        return None
    stated = unit or header_unit
    if stated not in _YUAN:
        return value, None if column.unit_printed else "unit_unstated"
    converted = value * _YUAN[stated] / _YUAN[column.unit]
    return converted, "unit" if unit or stated != column.unit else None


def _plain(value: Decimal) -> Number:
    return int(value) if value == value.to_integral_value() else float(value)
