"""What a sheet looks like beyond the values in it: what is hidden, and how numbers are shown."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final

MOST_SHEETS: Final = 100

# By their number in the files, where these do not spell them out; 9 and 10 matter, 1 to 4 round.
BUILT_IN: Final[Mapping[int, str]] = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: '#,##0;-#,##0;"-"',
    42: '#,##0;-#,##0;"-"',
    43: '#,##0.00;-#,##0.00;"-"',
    44: '#,##0.00;-#,##0.00;"-"',
    48: "##0.0E+0",
    49: "@",
}
_PLAIN: Final = frozenset({"general", "@", "g/通用格式", ""})

# A double keeps 15 digits for certain, and no more are shown.
_DIGITS: Final = 15
_TOKEN: Final = re.compile(
    r'"(?P<quoted>[^"]*)"'
    r"|\\(?P<escaped>.)"
    r"|(?P<nothing>[_*].|\[[^\]]*\])"
    r"|(?P<digits>[0#?](?:[0#?,]*[0#?])?(?:\.[0#?]*)?|\.[0#?]+)"
    r"|(?P<percent>%)"
    r"|(?P<literal>[-+$¥￥()（） /:]|[^\x00-\x7f])"
)
_CONDITION: Final = re.compile(r"\[[<>=]")


@dataclass(slots=True)
class Look:
    """One sheet as its file describes it; rows and columns count from 0.

    *formats* has cells whose number format is not the general one, *instead* the text of cells
    whose value is an error, or a formula that was never worked out. *last* is the furthest row and
    column that hold anything.
    """

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    instead: dict[tuple[int, int], str] = field(default_factory=dict)
    shows_zeros: bool = True
    last: tuple[int, int] = (-1, -1)
    pictures: int = 0

    def reach(self, row: int, column: int) -> None:
        """Note that the cell holds something."""
        self.last = (max(self.last[0], row), max(self.last[1], column))


def is_plain(code: str) -> bool:
    """Whether a number format shows numbers as they are."""
    return code.strip().lower() in _PLAIN


def shown_number(value: float, code: str) -> str:
    """*value* as the number format *code* shows it, without thousands separators.

    What the format writes around the figure stays (``%``, ``件``), and so does its rounding. A zero
    that an accounting format shows as a dash is a zero. A format beyond this (scaled, in fractions,
    with conditions) gives the value with the format beside it, which is no figure.

    >>> shown_number(0.05, "0%"), shown_number(197, '"增"0;"减"0'), shown_number(-197, '"增"0;"减"0')
    ('5%', '增197', '减197')
    >>> shown_number(0, '0;-0;"-"'), shown_number(0, "0;-0;"), shown_number(12345678, '0!.0,"万元"')
    ('0', '', '12345678 [0!.0,"万元"]')
    """
    plain = plain_number(value)
    if is_plain(code) or not plain[-1:].isdigit():
        return plain
    section, magnitude = _section(code, value)
    if section is None:
        return f"{plain} [{code}]"
    if not section.strip():
        return ""
    if is_plain(section):
        return plain_number(magnitude)
    pieces = _pieces(section)
    if pieces is None:
        return f"{plain} [{code}]"
    before, pattern, percent, after = pieces
    if pattern is None:
        return plain if value == 0 else f"{plain} [{code}]"
    number = Decimal(plain_number(magnitude)).scaleb(2 if percent else 0)
    places = len(pattern.partition(".")[2])
    digits = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) if places < _places(number) else number
    return f"{before}{format(digits, 'f')}{after}"


def plain_number(value: float) -> str:
    """A number without exponent and without digits that only the computer sees.

    >>> plain_number(5.0), plain_number(1e7), plain_number(0.1 + 0.2), plain_number(59237.2449)
    ('5', '10000000', '0.3', '59237.2449')
    """
    if not math.isfinite(value):
        return "#NUM!"
    written = format(Decimal(f"{value:.{_DIGITS}g}"), "f")
    return written.rstrip("0").rstrip(".") if "." in written else written


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _section(code: str, value: float) -> tuple[str | None, float]:
    """The part of *code* that is for *value*, and the value that it shows; None for parts with conditions."""
    if _CONDITION.search(code):
        return None, value
    sections = _split(code)
    if len(sections) == 1:
        return sections[0], value
    if value == 0:
        return sections[2] if len(sections) > 2 else sections[0], value
    # The sign of a negative number is what its own part writes.
    return (sections[1], -value) if value < 0 else (sections[0], value)


@lru_cache(maxsize=256)
def _split(code: str) -> tuple[str, ...]:
    """*code* at the semicolons that are not quoted."""
    parts = [""]
    for piece in re.findall(r'"[^"]*"?|\\.|.', code, re.DOTALL):
        if piece == ";":
            parts.append("")
        else:
            parts[-1] += piece
    return tuple(parts)


@lru_cache(maxsize=256)
def _pieces(section: str) -> tuple[str, str | None, bool, str] | None:
    """What stands before the digits, their pattern, whether they are percents, and what follows; None if unknown."""
    before, after, pattern, percent, at = "", "", None, False, 0
    while at < len(section):
        match = _TOKEN.match(section, at)
        if match is None:
            return None
        at = match.end()
        if match["digits"]:
            if pattern is not None:
                return None
            pattern = match["digits"]
            continue
        percent = percent or bool(match["percent"])
        written = match["quoted"] or match["escaped"] or match["percent"] or (match["literal"] or "")
        if pattern is None:
            before += written
        else:
            after += written
    return before.strip(), pattern, percent, after.strip()
