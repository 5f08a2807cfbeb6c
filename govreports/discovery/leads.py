"""What speaks for a link as a way to the column of annual reports; the patterns are data (leads.toml)."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final, NamedTuple
from urllib.parse import urljoin

from govreports.discovery.links import Link
from govreports.platforms.columns import is_piece
from govreports.reading.titles import read_title

_NAMED: Final = 80
HOLDS_REPORT: Final = 30
"""Behind the entries of menus: a report may lie in a part of the column only."""
GUESSED: Final = 2
"""The score of an address that columns often have, though nothing links to it."""

# A column of the years before another one: a site that was made anew often leaves them where they were.
_EARLIER: Final = re.compile(r"以前|之前|往年|历年|历史|旧版|归档|存档")

# What menus add to a name: an arrow, a number, its translation, a remark in brackets.
_ORNAMENT: Final = re.compile(
    r"^[^\u4e00-\u9fff\d]+|^\d{1,2}[^\u4e00-\u9fff\d]?(?=[\u4e00-\u9fff])|[A-Za-z]+[^\u4e00-\u9fff]*$"
    r"|[(（][^()（）]{1,12}[)）]$|[^\u4e00-\u9fff\d]+$"
)


class _Mark(NamedTuple):
    pattern: re.Pattern[str]
    score: int
    reason: str


class _Marks(NamedTuple):
    texts: tuple[_Mark, ...]
    addresses: tuple[_Mark, ...]
    below: tuple[str, ...]
    at_root: tuple[str, ...]
    parents: tuple[tuple[re.Pattern[str], str], ...]


@cache
def _marks() -> _Marks:
    data = tomllib.loads((resources.files(__package__) / "leads.toml").read_text("utf-8"))

    def marks(entries: list[dict[str, Any]]) -> tuple[_Mark, ...]:
        return tuple(_Mark(re.compile(entry["pattern"]), entry["score"], entry["reason"]) for entry in entries)

    return _Marks(
        marks(data["texts"]),
        marks(data["addresses"]),
        tuple(data["guesses"]["below"]),
        tuple(data["guesses"]["at_root"]),
        tuple((re.compile(entry["pattern"]), entry["column"]) for entry in data["parents"]),
    )


@dataclass(frozen=True, slots=True)
class Lead:
    """A page that may be the column or lead to it; *score* says how likely, *reasons* why."""

    url: str
    score: int
    reasons: tuple[str, ...] = ()
    is_earlier: bool = False
    """Whether its name says that it holds earlier years than another column."""

    @property
    def is_named(self) -> bool:
        """Whether its name alone makes the page behind it the column, if it lists anything."""
        return self.score >= _NAMED


def lead_of(link: Link) -> Lead | None:
    """What speaks for *link* as a lead; None where nothing does, or something against it.

    >>> lead_of(Link("http://a.gov.cn/zfxxgk/zfxxgknb/", "政府信息公开年报")).score
    145
    >>> lead_of(Link("http://a.gov.cn/wznb/", "政府网站年报")) is None
    True
    """
    title, is_earlier = read_title(link.text), _EARLIER.search(link.text) is not None
    if title.is_report and title.year is not None and not is_earlier:
        # Not the column, but in it.
        column = column_of_report(link.url)
        return Lead(column, HOLDS_REPORT, ("a report lies there",)) if column else None
    named = {link.text, _ORNAMENT.sub("", link.text)}
    found = [
        next((mark for mark in marks if any(map(mark.pattern.search, subjects))), None)
        for marks, subjects in ((_marks().texts, named), (_marks().addresses, {link.url}))
    ]
    speaking = [mark for mark in found if mark is not None]
    if found[0] is None and is_piece(link.url):
        # News and documents lie below 信息公开 by the hundred; what they are called has to speak for one.
        return None
    score = sum(mark.score for mark in speaking)
    return Lead(link.url, score, tuple(mark.reason for mark in speaking), is_earlier) if score > 0 else None


def column_of_report(url: str) -> str | None:
    """The list that a report's address lies below, as the families name both.

    >>> column_of_report("http://a.gov.cn/xxgk/nb/202401/t20240123_415.html")
    'http://a.gov.cn/xxgk/nb/'
    """
    for pattern, column in _marks().parents:
        if match := pattern.match(url):
            return match.expand(column)
    return None


def guesses(home: str, sections: list[str]) -> Iterator[Lead]:
    """Addresses that columns often have, below *sections* of the site at *home* and below its root."""
    for section in sections:
        for name in _marks().below:
            yield Lead(urljoin(section, name), GUESSED, ("a usual address",))
    for path in _marks().at_root:
        yield Lead(urljoin(home, path), GUESSED - 1, ("a usual address",))
