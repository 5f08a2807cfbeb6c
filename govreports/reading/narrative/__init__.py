"""The figures that a report's sentences state, beside its tables.

Sentences are matched kind by kind (kinds.toml). Only what is certain is taken: a figure of another
year, a plan, or a number that the source has torn is left out; one that is approximate, cumulative,
of part of the year or of part of what was counted says so in its qualifiers.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from govreports.documents.model import BlockItem
from govreports.reading.narrative.context import clause, is_planned, qualifiers, subject_of, year_of
from govreports.reading.narrative.kinds import Kind, load_kinds
from govreports.reading.narrative.numerals import read_number
from govreports.reading.narrative.sentences import Sentence, normalise, sentences
from govreports.reading.sections import FoundSection
from govreports.records import Number, Statement, StatementQualifier, Subject

__all__ = ["read_narrative", "read_sentence"]

_CHANGE: Final = re.compile(
    r"[,(]?(?:(?:申请|发布|信息)?(?:数量|总量|数|量))?(?:"
    r"同比|[较比与同](?:上一?|去)年(?:度|同期)?(?:相比)?,?|[较比与同](?P<year>20\d\d)年(?:度|同期)?(?:相比)?,?)"
    r"(?:(?P<up>增加|增长|上升|提高|增幅为?|增)|(?P<down>减少|下降|降低|减))了?(?P<about>约|近|超过?)?"
    r"(?P<digits>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?P<unit>%|件|条|篇|份|宗|次)(?![次/])"
)
# The units that follow numbers: most sentences count nothing, or nothing of a kind.
_UNITS: Final = re.compile(
    r"[\d〇零一二两三四五六七八九十百千万亿余多几来上右+](万元|人次|场次|[件条份宗例项个篇则期次场元人名位])"
)
_DENIES: Final = re.compile(r"[未无免零不]|没有")
_CLAUSE_END: Final = re.compile(r"[,;。]")
_PART_END: Final = re.compile(r"[;。]")
_OUTLOOK: Final = "problems"
"""The section that says what is wrong and what will be done about it."""


class Context(NamedTuple):
    """What a sentence does not say itself.

    The report's *year* and *publisher*, and the *subject* whose figures its paragraph gave last.
    """

    year: int
    publisher: str = ""
    subject: Subject | None = None


class _Found(NamedTuple):
    kind: Kind
    match: re.Match[str]
    value: Number | None
    place: int | None
    """Where the number stands; None for what is said in words."""
    about: bool = False


def read_narrative(
    blocks: Sequence[BlockItem], sections: Sequence[FoundSection], year: int | None, publisher: str = ""
) -> list[Statement]:
    """What the sentences of *blocks* state about *year*, in order; nothing where the year is not known.

    *publisher* is the name under which the report speaks of its agency.
    """
    if year is None:
        return []
    found: list[Statement] = []
    context = Context(year, publisher)
    paragraph = -1
    for sentence in sentences(blocks, sections):
        if sentence.section == _OUTLOOK:
            continue
        if sentence.paragraph != paragraph:
            paragraph = sentence.paragraph
            context = Context(year, publisher)
        stated = list(read_sentence(sentence, context))
        subject = stated[-1].subject if stated else context.subject
        context = Context(year, publisher, None if subject == "part" else subject)
        found += stated
    return found


def read_sentence(sentence: Sentence, context: Context) -> Iterator[Statement]:
    """What one sentence states about the year of its report."""
    claimed: set[int] = set()
    found: list[_Found] = []
    units = frozenset(_UNITS.findall(sentence.text))
    for kind in load_kinds():
        if not kind.may_be_in(sentence.text, units) or not _has_needs(kind, sentence):
            continue
        for item in _of_kind(kind, sentence.text, units):
            if item.place in claimed or not _is_of_year(item, sentence, context.year):
                continue
            if item.place is not None and not kind.restates:
                claimed.add(item.place)
            found.append(item)
    for item in sorted(found, key=lambda item: item.match.start()):
        yield from _statements(item, sentence, context)


def _has_needs(kind: Kind, sentence: Sentence) -> bool:
    if kind.needs is None or (kind.needs_section is not None and sentence.section == kind.needs_section):
        return True
    return kind.needs.search(sentence.text) is not None


def _of_kind(kind: Kind, text: str, units: frozenset[str]) -> Iterator[_Found]:
    stated = False
    for pattern in kind.patterns if units & kind.units else ():
        for match in pattern.finditer(text):
            value = read_number(match["digits"], match["scale"])
            if value is not None and match["unit"] == "万元":
                value = read_number(str(value), "万")
            # Only amounts have fractions.
            if value is None or (not isinstance(value, int) and kind.unit != "元") or _is_vetoed(kind, match, text):
                continue
            stated = True
            about = any(match[name] for name in ("about", "more", "after"))
            yield _Found(kind, match, value, match.start("digits"), about)
    if stated:
        return
    denies = kind.none if _DENIES.search(text) else ()
    for patterns, value in ((denies, 0), (kind.said, None)):
        for match in filter(None, (pattern.search(text) for pattern in patterns)):
            if not _is_vetoed(kind, match, text):
                yield _Found(kind, match, value, None)
                return


def _is_vetoed(kind: Kind, match: re.Match[str], text: str) -> bool:
    before = text[: match.start()]
    own = clause(before)
    if kind.not_before is not None and kind.not_before.search(own):
        return True
    if kind.not_near is not None and kind.not_near.search(_PART_END.split(before)[-1]):
        return True
    if kind.not_in is None:
        return False
    end = _CLAUSE_END.search(text, match.end())
    return kind.not_in.search(text, len(before) - len(own), end.start() if end else len(text)) is not None


def _is_of_year(item: _Found, sentence: Sentence, year: int) -> bool:
    if item.kind.any_year:
        return True
    named = year_of(sentence.text[: item.match.start()]) or year_of(normalise(sentence.before))
    return named in {None, year} and not is_planned(sentence.text[: item.match.end()])


def _statements(item: _Found, sentence: Sentence, context: Context) -> Iterator[Statement]:
    in_words = item.place is None
    before = sentence.text[: item.match.start() if in_words else item.place]
    said = qualifiers(before, approximate=item.about)
    if in_words:
        said = [name for name in said if name in {"part", "part_of_year"}]
    if in_words and item.value is not None:
        said.append("in_words")
    subject = subject_of(before, context.publisher) or context.subject
    unit = None if item.value is None else item.kind.unit if in_words or item.kind.unit == "元" else item.match["unit"]
    stated = Statement(
        kind=item.kind.name,
        value=item.value,
        unit=unit,
        qualifiers=said,
        subject=subject,
        sentence=sentence.printed,
        section=sentence.section,
    )
    yield stated
    if not in_words:
        yield from _changes(stated, sentence.text, item.match.end(), context.year)


def _changes(stated: Statement, text: str, end: int, year: int) -> Iterator[Statement]:
    """同比增加13件, 较上年下降5%: said right after the figure it is about."""
    match = _CHANGE.match(text, end)
    if match is None or (match["year"] and int(match["year"]) != year - 1):
        return
    value = read_number(match["digits"])
    if value is not None:
        percent = match["unit"] == "%"
        about: list[StatementQualifier] = ["approximate"] if match["about"] else []
        yield stated.model_copy(
            update={
                "kind": f"{stated.kind}.{'change_percent' if percent else 'change'}",
                "value": value if match["up"] else -value,
                "unit": match["unit"],
                "qualifiers": about,
            }
        )
