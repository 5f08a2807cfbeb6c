"""Rules over an agency's records of several years, and over the records of several agencies.

Of each record only what these rules need is kept, so that the records of a whole province fit into
memory. Findings name the later report: it is the one that does not follow from the other.
"""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final, NamedTuple

from govreports.agencies.kinds import Kind
from govreports.forms.labels import squeeze
from govreports.reading.titles import read_title
from govreports.records import Agency, Finding, Number, Report, Statement
from govreports.rules import finding, load_rules
from govreports.rules.facts import APPLICANTS, facts_of
from govreports.rules.likeness import Pieces, likeness, pieces, smallest
from govreports.rules.text_against_tables import changes_told, check_changes

_DOCUMENTS: Final = ("rules", "normative_documents")
_NARRATIVE: Final = frozenset({"overall", "problems", "other"})
_STOCKS: Final = (".in_force", ".disclosed_total", ".items_last_year")
_ENOUGH_DIGITS: Final = 6
_SHORTEST_TEXT: Final = 300
_ALIKE: Final = 0.9
_SHORTEST_NAME: Final = 4
_LEAST_BASE: Final = 20
_MOST_BRANCHES: Final = 64
_SUMS_UP: Final = ("汇总", "全省各", "全市各", "全县各", "全区各", "全州各", "各级行政机关", "各部门、各")


class Line(NamedTuple):
    """A finding about the report *report_id*, whose record came from *url*."""

    report_id: str
    url: str
    finding: Finding

    def to_dict(self) -> dict[str, Any]:
        """Plain types: the report's id and address, then the finding as records have it."""
        return {"report_id": self.report_id, "url": self.url, **self.finding.model_dump()}


@dataclass(frozen=True, slots=True, eq=False)
class Year:
    """What the rules need of one agency's record of one year."""

    report_id: str
    url: str
    year: int
    agency: Agency
    kind: Kind | None
    called: str
    """The agency's name in the report's own title."""
    form: str | None
    figures: Mapping[str, Number | None] = field(repr=False)
    text: str = field(repr=False)
    pieces: Pieces = field(repr=False)
    changes: tuple[Statement, ...] = field(repr=False)
    """What the text says of the change in requests since the year before."""
    rank: tuple[bool, int, str]
    """Of two records of the same report the higher one speaks: tables, more figures, fetched later."""


def year_of(report: Report) -> Year | None:
    """The record as these rules keep it; None where agency or year are not known."""
    if report.agency is None or report.year is None:
        return None
    facts = facts_of(report)
    told = "".join(section.text for section in report.body.sections if section.key in _NARRATIVE)
    filled = sum(value is not None for value in facts.figures.values())
    return Year(
        report_id=report.report_id,
        url=report.source.url,
        year=report.year,
        agency=report.agency,
        kind=facts.kind,
        called=squeeze(read_title(report.title or "").agency or ""),
        form=report.form,
        figures=facts.figures,
        text=facts.text,
        pieces=pieces(squeeze(told)) if len(told) >= _SHORTEST_TEXT else array("L"),
        changes=changes_told(report),
        rank=(report.tables_state == "parsed", filled, report.source.fetched_at or ""),
    )


def check_years(years: Iterable[Year]) -> list[Line]:
    """What *years*, of one agency or of many, say about each other."""
    best: dict[str, Year] = {}
    for year in years:
        known = best.get(year.report_id)
        if known is None or year.rank >= known.rank:
            best[year.report_id] = year
    by_agency: dict[str, list[Year]] = defaultdict(list)
    for year in best.values():
        by_agency[year.agency.id].append(year)
    found: list[Line] = []
    for of_agency in by_agency.values():
        of_agency.sort(key=lambda year: year.year)
        for before, now in pairwise(of_agency):
            found += (Line(now.report_id, now.url, each) for each in _between(before, now))
    found += _copied([*best.values()])
    found += _summaries(best.values())
    return sorted(found, key=lambda each: (each.report_id, each.finding.rule))


def _between(before: Year, now: Year) -> Iterator[Finding]:
    """What two records of one agency say about each other, that follow one another in what there is."""
    if now.year - before.year > 1:
        lacking = ", ".join(map(str, range(before.year + 1, now.year)))
        yield finding("Q605", f"no report of {lacking} between those of {before.year} and {now.year}")
        return
    for rule, states_breaches in _PAIRS.items():
        if load_rules()[rule].applies.to(now.form, now.kind, now.year):
            yield from states_breaches(before, now)


def _documents_in_force(before: Year, now: Year) -> Iterator[Finding]:
    """Q205."""
    if before.form != now.form:
        return
    for row in _DOCUMENTS:
        path = f"proactive.{row}"
        last = before.figures.get(f"{path}.in_force")
        issued, repealed, in_force = (
            now.figures.get(f"{path}.{key}") for key in ("issued_this_year", "repealed_this_year", "in_force")
        )
        if last is None or issued is None or repealed is None or in_force is None:
            continue
        expected = last + issued - repealed
        if expected != in_force:
            message = (
                f"{last} in force in {before.year} + {issued} issued - {repealed} repealed = {expected}, not {in_force}"
            )
            yield finding("Q205", message, path=f"{path}.in_force", expected=expected, actual=in_force)


def _leap(rule: str, path: str, before: Year, now: Year) -> Iterator[Finding]:
    last, this = before.figures.get(path), now.figures.get(path)
    if last is None or this is None or last < _LEAST_BASE or last / 5 <= this <= 5 * last:
        return
    yield finding(rule, f"{last} in {before.year}, {this} in {now.year}", path=path, expected=last, actual=this)


def _decisions(before: Year, now: Year) -> Iterator[Finding]:
    """Q209."""
    if before.form == now.form:
        for path in now.figures:
            if path.startswith("proactive.") and path.rsplit(".", 1)[1] in {"decisions", "decisions_this_year"}:
                yield from _leap("Q209", path, before, now)


def _lawsuits(before: Year, now: Year) -> Iterator[Finding]:
    """Q403."""
    path = "disputes.litigation.after_reconsideration.total"
    lawsuits = now.figures.get(path)
    first, second = (year.figures.get("disputes.reconsideration.total") for year in (before, now))
    if lawsuits is not None and first is not None and second is not None and lawsuits > first + second:
        message = f"{lawsuits} lawsuits after {first + second} reconsiderations in {before.year} and {now.year}"
        yield finding("Q403", message, path=path, expected=first + second, actual=lawsuits)


def _carried(before: Year, now: Year) -> Iterator[Finding]:
    """Q601: one finding for all columns."""
    odd: dict[str, tuple[Number, Number]] = {}
    for applicant in APPLICANTS:
        forward = before.figures.get(f"requests.carried_forward.{applicant}")
        over = now.figures.get(f"requests.carried_over.{applicant}")
        if forward is not None and over is not None and forward != over:
            odd[applicant] = forward, over
    if not odd:
        return
    first = "total" if "total" in odd else next(iter(odd))
    said = ", ".join(f"{applicant}: {forward} and {over}" for applicant, (forward, over) in odd.items())
    renamed = bool(before.called and now.called) and not (
        before.called.endswith(now.called) or now.called.endswith(before.called)
    )
    yield finding(
        "Q601",
        f"carried forward in {before.year} and carried over in {now.year}: {said}",
        severity="warning" if renamed else None,
        path=f"requests.carried_over.{first}",
        expected=odd[first][0],
        actual=odd[first][1],
    )


def _same_tables(before: Year, now: Year) -> Iterator[Finding]:
    """Q602."""
    if before.form != now.form or not now.figures or before.figures != now.figures:
        return
    # What carries information: not stocks, which rightly stay, and not totals, which only repeat.
    own = [
        value
        for path, value in now.figures.items()
        if value and not path.endswith((*_STOCKS, ".total")) and ".results.total." not in path
    ]
    digits = sum(len(str(value).strip("-")) for value in own)
    if digits >= _ENOUGH_DIGITS:
        yield finding("Q602", f"all {len(now.figures)} figures are those of {before.year}")


def _same_text(before: Year, now: Year) -> Iterator[Finding]:
    """Q603."""
    share = likeness(before.pieces, now.pieces)
    if share >= _ALIKE:
        yield finding("Q603", f"{share:.0%} of the text is that of {before.year}", path="body.sections")


def _requests(before: Year, now: Year) -> Iterator[Finding]:
    """Q606."""
    yield from _leap("Q606", "requests.new_requests.total", before, now)


def _changes(before: Year, now: Year) -> Iterator[Finding]:
    """Q505: 同比 of requests is the difference between the two tables."""
    return check_changes(now.changes, now.figures, before.figures)


_PAIRS: Final[Mapping[str, Callable[[Year, Year], Iterator[Finding]]]] = {
    "Q205": _documents_in_force,
    "Q209": _decisions,
    "Q403": _lawsuits,
    "Q601": _carried,
    "Q602": _same_tables,
    "Q505": _changes,
    "Q603": _same_text,
    "Q606": _requests,
}
COMPUTED: Final = frozenset({*_PAIRS, "Q604", "Q605", "Q607"})
"""The rules that this module computes."""


def _copied(years: Sequence[Year]) -> Iterator[Line]:
    """Q604: texts alike of two agencies, one of which is named in the other's."""
    sharing: dict[int, list[Year]] = defaultdict(list)
    for year in years:
        for piece in smallest(year.pieces):
            sharing[piece].append(year)
    compared: set[tuple[str, str]] = set()
    for alike in sharing.values():
        if len(alike) > _MOST_BRANCHES:
            # A phrase of hundreds of reports is nobody's own.
            continue
        for one in alike:
            for other in alike:
                pair = one.report_id, other.report_id
                if one.agency.id == other.agency.id or pair in compared:
                    continue
                compared.add(pair)
                if _names(one, other) and (share := likeness(one.pieces, other.pieces)) >= _ALIKE:
                    message = f"{share:.0%} of the text is that of {other.report_id}, and it names {other.agency.name}"
                    yield Line(one.report_id, one.url, finding("Q604", message, path="body.sections"))


def _names(one: Year, other: Year) -> bool:
    """Whether *one*'s text names the agency of *other*, which is not just part of its own name."""
    name = squeeze(other.agency.name)
    return len(name) >= _SHORTEST_NAME and name not in squeeze(one.agency.name) and name in one.text


def _summaries(years: Iterable[Year]) -> Iterator[Line]:
    """Q607."""
    path = "requests.new_requests.total"
    places: dict[tuple[str, int], list[Year]] = defaultdict(list)
    for year in years:
        if year.agency.region_code and year.figures.get(path) is not None:
            places[year.agency.region_code, year.year].append(year)
    for here in places.values():
        departments = sum(year.figures[path] or 0 for year in here if year.kind == "department")
        for year in here:
            of_all = year.figures[path] or 0
            if year.kind == "government" and departments > of_all and any(word in year.text for word in _SUMS_UP):
                message = f"{of_all} requests, but {departments} of the departments that there are records of"
                found = finding("Q607", message, path=path, expected=departments, actual=of_all)
                yield Line(year.report_id, year.url, found)
