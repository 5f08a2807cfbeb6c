"""Whether title, text and metadata speak of the same year and agency, and say nothing they should not."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import chain, takewhile
from typing import Final

from govreports.forms.labels import squeeze
from govreports.reading.dates import find_period_year
from govreports.reading.index_numbers import parse_index_number
from govreports.reading.titles import read_title
from govreports.records import Finding
from govreports.rules import finding
from govreports.rules.facts import Facts

_DEPARTMENT: Final = re.compile(r"(?:局|厅|委|委员会)$")
_COMMON_WORDS: Final = re.compile(r"局|厅|委员会|委|省|市|区|县|旗|管理|监督|行政|政府|人民|综合|和")
_UNRENDERED: Final = re.compile(
    r"(?<![a-z])(?:null|none|undefined|nan)(?![a-z])|\{\{|\}\}|\$\{|<%|%>|\[object |^0{6,}[01]?(?:[/-]|$)",
    re.IGNORECASE,
)
# A run of digits first, and what it is afterwards: most of a text is none.
_DIGITS: Final = re.compile(r"(?<![\d.])[1-9]\d{10,}[Xx]?(?!\.\d)")
_MOBILE: Final = re.compile(r"1[3-9]\d{9}")
_CITIZEN: Final = re.compile(r"\d{6}(?P<born>(?:19|20)\d{6})\d{3}[\dXx]")
_CITIZEN_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CALLED: Final = re.compile(r"电话|手机|联系|咨询|致电|拨打|微信|热线|号码")
_BEFORE: Final = 20
_SHORTEST_NAME: Final = 6
_CATALOGUED: Final = frozenset(
    {"发布机构", "发文机构", "公开机构", "文号", "发文字号", "成文日期", "生成日期", "发文日期", "主题分类", "体裁分类"}
)
_FULL_BLOCK: Final = 2


def _year(facts: Facts) -> Iterator[Finding]:
    """Q801: title and text report on the same year."""
    titled = read_title(facts.report.title).year if facts.report.title else None
    covered = find_period_year(facts.report.body.text)
    if titled is not None and covered is not None and titled != covered:
        message = f"the title says {titled}, the period of the figures is {covered}"
        yield finding("Q801", message, expected=titled, actual=covered)


def _agency(facts: Facts) -> Iterator[Finding]:
    """Q802: one department does not publish another's report.

    Offices, information centres and governments publish for others, and names are shortened at will: only two
    names of departments that have no word in common are a contradiction. So are names that one character
    tells apart, on the page or in the text: one of them is misprinted, or it is the neighbours' report.
    """
    publisher = facts.report.metadata.publisher
    named = read_title(facts.report.title).agency if facts.report.title else None
    if not named:
        return
    named = squeeze(named)
    if other := _misprint(named, facts):
        yield finding("Q802", f"the title names {named}, the page {other}")
        return
    if not publisher:
        return
    publisher = squeeze(publisher)
    if not _DEPARTMENT.search(publisher) or not _DEPARTMENT.search(named):
        return
    place = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(named, publisher, strict=False)))
    ours, theirs = (set(_COMMON_WORDS.sub("", name[place:])) for name in (named, publisher))
    if ours and theirs and not ours & theirs:
        yield finding("Q802", f"the title names {named}, the page {publisher}")


def _misprint(named: str, facts: Facts) -> str | None:
    """The publisher or a name in the text that is *named* but for one character of its place."""
    publisher = squeeze(facts.report.metadata.publisher or "")
    if len(named) >= _SHORTEST_NAME and _is_one_off(named, publisher):
        return publisher
    half = len(named) // 2
    if half < _SHORTEST_NAME // 2:
        return None
    others = [
        other
        for match in re.finditer(re.escape(named[half:]), facts.text)
        if _is_one_off(named, other := facts.text[max(0, match.start() - half) : match.end()])
    ]
    return others[0] if len(others) > facts.text.count(named) else None


def _is_one_off(name: str, other: str) -> bool:
    """Whether one character that is a word's differs."""
    odd = [pair for pair in zip(name, other, strict=False) if pair[0] != pair[1]]
    return len(name) == len(other) and len(odd) == 1 and all(char.isalpha() for char in odd[0])


def _index_number(facts: Facts) -> Iterator[Finding]:
    """Q803: the index number is there where the page has the metadata of the catalogue, and fits."""
    metadata = facts.report.metadata
    if metadata.index_number is None:
        # A title and a date over a text are not the catalogue's block.
        if len(_CATALOGUED & metadata.labels.keys()) >= _FULL_BLOCK:
            yield finding("Q803", "the page's metadata has no index number", fault="unknown")
        return
    parts = parse_index_number(metadata.index_number)
    if parts is None or parts.checksum_valid is None:
        # There is no national format: what is not known is not wrong.
        return
    if not parts.checksum_valid:
        yield finding("Q803", f"{metadata.index_number}: the code's check digit does not fit")
    year = facts.report.year
    if year is not None and parts.year not in {year, year + 1}:
        yield finding("Q803", f"{metadata.index_number}: of {parts.year}, the report is of {year}")


def _placeholders(facts: Facts) -> Iterator[Finding]:
    """Q804: metadata are values, not what a template leaves where it has none."""
    metadata = facts.report.metadata
    named = {
        "title": facts.report.title,
        "index_number": metadata.index_number,
        "publisher": metadata.publisher,
        "document_number": metadata.document_number,
    }
    printed = set(metadata.labels.values())
    fields = {name: value for name, value in named.items() if value and value not in printed}
    for label, value in chain(fields.items(), metadata.labels.items()):
        if _UNRENDERED.search(value):
            yield finding("Q804", f"{label}: {value!r}")


def _personal_numbers(facts: Facts) -> Iterator[Finding]:
    """Q805: no personal numbers in the text. They are not repeated here; landlines are an office's."""
    text = facts.report.body.text
    runs = list(_DIGITS.finditer(text))
    mobiles = {match[0] for match in runs if _MOBILE.fullmatch(match[0]) and _is_called(match)}
    citizens = {match[0] for match in runs if _is_citizen(match[0])}
    for found, name in ((mobiles, "mobile numbers"), (citizens, "numbers of identity cards")):
        if found:
            yield finding("Q805", f"{len(found)} {name} in the text", path="body.text", actual=len(found))


def _is_called(match: re.Match[str]) -> bool:
    """Whether the text speaks of a telephone before: eleven digits may be a table's figures that ran together."""
    return bool(_CALLED.search(match.string, max(0, match.start() - _BEFORE), match.start()))


def _is_citizen(number: str) -> bool:
    """Whether eighteen characters hold a date of birth and the check digit of GB 11643."""
    match = _CITIZEN.fullmatch(number)
    if match is None:
        return False
    born = match["born"]
    try:
        date(int(born[:4]), int(born[4:6]), int(born[6:]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _CITIZEN_WEIGHTS, strict=False))
    return number[17].upper() == "10X98765432"[total % 11]


RULES: Final[Mapping[str, Callable[[Facts], Iterator[Finding]]]] = {
    "Q801": _year,
    "Q802": _agency,
    "Q803": _index_number,
    "Q804": _placeholders,
    "Q805": _personal_numbers,
}
