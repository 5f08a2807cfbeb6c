"""What a report's sentences say, held against its tables, and against last year's where it says 同比.

Texts count loosely: with or without what was carried over, one office or a whole city. A finding is
made only where no reading of the text agrees with the tables, and only of figures that the report
gives for the agency itself; approximate, cumulative and partial ones are not compared.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Final, TypeAlias

from govreports.reading.dates import Period, read_period
from govreports.reading.narrative.sentences import normalise
from govreports.records import Finding, Number, Report, Statement
from govreports.rules import finding
from govreports.rules.facts import Facts

__all__ = ["RULES", "changes_told", "check_changes", "check_text"]

_RECEIVED: Final = "requests.received"
_HANDLED: Final = "requests.handled"
_PROCESSED: Final = "requests.processed"
_ALL_ANSWERED: Final = "requests.all_answered"
_FEE: Final = "fees.information_processing"

_NEW: Final = "requests.new_requests.total"
_CARRIED_OVER: Final = "requests.carried_over.total"
_RESULTS: Final = "requests.results.total.total"
_CARRIED_FORWARD: Final = "requests.carried_forward.total"
_FEE_UNPAID: Final = "requests.results.other_handling.fee_unpaid.total"
_OTHER_HANDLING: Final = (
    "requests.results.other_handling.correction_overdue.total",
    _FEE_UNPAID,
    "requests.results.other_handling.other.total",
)
_DIRECT: Final = "disputes.litigation.direct.total"
_AFTER: Final = "disputes.litigation.after_reconsideration.total"
_RECONSIDERATION: Final = "disputes.reconsideration.total"

Readings: TypeAlias = Sequence[Sequence[str]]
"""Sums of cells, any of which a figure of the text may mean; the first is the likeliest."""

_READINGS: Final[Mapping[str, Readings]] = {
    _RECEIVED: ((_NEW,), (_NEW, _CARRIED_OVER), ("annex.requests.received",)),
    _HANDLED: ((_RESULTS,), ("annex.requests.replied",)),
    # 办理 says neither that they came in nor that they were answered.
    _PROCESSED: (
        (_RESULTS,),
        (_NEW,),
        (_NEW, _CARRIED_OVER),
        ("annex.requests.received",),
        ("annex.requests.replied",),
    ),
    "reconsideration.total": ((_RECONSIDERATION,), ("annex.reconsideration.total",)),
    "litigation.total": ((_DIRECT, _AFTER), (_DIRECT,), (_AFTER,), ("annex.litigation.total",)),
}
_WAYS: Final = frozenset(
    f"{_RECEIVED}.{way}" for way in ("online", "email", "letter", "letter_fax", "in_person", "fax", "other")
)
# Agencies whose report is that of a whole area, by the ends of their names.
_OF_AN_AREA: Final = re.compile(r"(?:人民政府|管委会|管理委员会|实验区|办事处|街道|[省市县区州盟旗镇乡])$")
_LIST: Final = re.compile(r"其中|包括|\(")
_LIST_END: Final = re.compile(r"[;。)]")
_COUNTED: Final = re.compile(r"\d+(?:件|份|宗|条)")
# What the forms themselves print of fees.
_FORM_FEES: Final = re.compile(r"行政事业性收费|本年收费金额|收费通知|缴纳费用")
_FIRST_FEE_YEAR: Final = 2021
"""The form of 2021 asks for the fees in section six; the fee itself dates from the end of 2020."""
_FIRST_DAY: Final = date(2008, 5, 1)
"""The Regulation came into force on this day, and the first reports begin there."""


def check_text(report: Report) -> list[Finding]:
    """Where the report's sentences contradict its tables, or each other."""
    return [broken for rule in _OF_REPORTS.values() for broken in rule(report)]


def changes_told(report: Report) -> tuple[Statement, ...]:
    """What the text says of the change in requests since the year before."""
    kinds = [f"{kind}.{change}" for kind in (_RECEIVED, _PROCESSED) for change in ("change", "change_percent")]
    return tuple(item for kind in kinds for item in _told(report, kind))


def check_changes(
    told: Sequence[Statement], figures: Mapping[str, Number | None], last: Mapping[str, Number | None]
) -> Iterator[Finding]:
    """Q505: 同比增加 n 件 is the difference between *figures* and those of the year before, *last*."""
    now, before = figures.get(_NEW), last.get(_NEW)
    if now is None or before is None:
        return
    sums = [(now, before)]
    more, more_before = figures.get(_CARRIED_OVER), last.get(_CARRIED_OVER)
    if more is not None and more_before is not None:
        sums.append((now + more, before + more_before))
    for kind, group in groupby(told, key=lambda item: item.kind):
        stated = list(group)
        if kind.endswith(".change"):
            if all(item.value not in {a - b for a, b in sums} for item in stated):
                yield _differs("Q505", stated[0], _NEW, now - before)
        elif before and not any(_is_rate(item.value, a, b) for item in stated for a, b in sums if b):
            yield _differs("Q505", stated[0], _NEW, round(100 * (now - before) / before, 2))


def _empty_table(report: Report) -> Iterator[Finding]:
    """Q307: the text reports requests, table three is zero throughout."""
    told = _told(report, _RECEIVED)
    broken = _unlike(report, told)
    if broken is not None and told[0].value and _is_all_zero(report):
        yield _differs("Q307", told[0], *broken)


def _received(report: Report) -> Iterator[Finding]:
    """Q501: requests received, where table three has any or the text has none."""
    told = _told(report, _RECEIVED)
    broken = _unlike(report, told)
    if broken is not None and not (told[0].value and _is_all_zero(report)):
        yield _differs("Q501", told[0], *broken)


def _handled(report: Report) -> Iterator[Finding]:
    """Q502: requests handled, by whatever word the text has for it."""
    results = _figure(report, _RESULTS)
    for kind in (_HANDLED, _PROCESSED):
        told = _told(report, kind)
        broken = _unlike(report, told)
        if broken is not None and not any(_leaves_out_unanswered(report, item) for item in told):
            yield _differs("Q502", told[0], *broken)
    received = {_sum(report, reading) for reading in _READINGS[_RECEIVED]}
    for item in _told(report, _ALL_ANSWERED):
        if results is not None and item.value is not None and item.value in received and item.value != results:
            yield _differs("Q502", item, _RESULTS, results)


def _leaves_out_unanswered(report: Report, told: Statement) -> bool:
    """Whether 答复 may leave out those that the table counts under 其他处理: they ended without an answer."""
    results = _figure(report, _RESULTS)
    if results is None or told.value is None or not re.search("答复|回复", told.sentence):
        return False
    return results - sum(_figure(report, path) or 0 for path in _OTHER_HANDLING) <= told.value < results


def _all_answered(report: Report) -> Iterator[Finding]:
    """Q503: 均已答复 while the table carries some forward, unless the text says so too."""
    left = _figure(report, _CARRIED_FORWARD)
    told = _told(report, _ALL_ANSWERED)
    admitted = any(item.kind == "requests.carried_forward" and item.value for item in report.narrative)
    # 收到28件，办结27件，均按时答复 speaks of the 27.
    counted = any(item.value == _figure(report, _RESULTS) for item in _told(report, _HANDLED))
    if told and left and not admitted and not counted:
        message = f"the text says that all were answered, the table carries {left} forward: {_quoted(told[0])}"
        yield finding("Q503", message, fault="source", path=_CARRIED_FORWARD, expected=0, actual=left)


def _ways(report: Report) -> Iterator[Finding]:
    """Q504: what came by the several ways adds up to what the same sentence says came in."""
    for sentence, group in groupby(report.narrative, key=lambda item: item.sentence):
        told = [item for item in group if item.value is not None and "approximate" not in item.qualifiers]
        ways = [item.value or 0 for item in told if item.kind in _WAYS]
        totals = [item.value for item in told if item.kind in {_RECEIVED, _PROCESSED}]
        if len(ways) > 1 and len(totals) == 1 and sum(ways) != totals[0] and _listed(sentence) == len(ways):
            message = f"the ways of asking add up to {sum(ways)}, not to {totals[0]}: {_shortened(sentence)}"
            yield finding("Q504", message, fault="source", expected=totals[0], actual=sum(ways))


def _listed(sentence: str) -> int | None:
    """How many figures the sentence's list has: with any that is no way of asking, the sum is not known."""
    _before, _mark, listed = _LIST.sub("\n", normalise(sentence), count=1).partition("\n")
    return len(_COUNTED.findall(_LIST_END.split(listed)[0])) if listed else None


def _no_disputes(report: Report) -> Iterator[Finding]:
    """Q404: text or table says that there was none, and the other has some."""
    for told, path, expected in _unlike_disputes(report):
        if not told.value or not expected:
            yield _differs("Q404", told, path, expected)


def _disputes(report: Report) -> Iterator[Finding]:
    """Q506: both have some."""
    for told, path, expected in _unlike_disputes(report):
        if told.value and expected:
            yield _differs("Q506", told, path, expected)


def _unlike_disputes(report: Report) -> Iterator[tuple[Statement, str, Number]]:
    for kind in ("reconsideration.total", "litigation.total"):
        told = _told(report, kind)
        broken = _unlike(report, told)
        if broken is not None:
            yield told[0], *broken


def _unpaid(report: Report) -> Iterator[Finding]:
    """Q309: requests ended for an unpaid fee that was never charged."""
    unpaid = _figure(report, _FEE_UNPAID)
    none = [item for item in _told(report, _FEE) if "in_words" in item.qualifiers]
    if unpaid and none:
        message = f"{unpaid} ended for an unpaid fee, while the text says that none was charged: {_quoted(none[0])}"
        yield finding("Q309", message, fault="source", path=_FEE_UNPAID, expected=0, actual=unpaid)


def _fees(report: Report) -> Iterator[Finding]:
    """Q507: section six, where it was found, says something of fees, or the text does elsewhere."""
    due = report.year is not None and report.year >= _FIRST_FEE_YEAR and report.form is not None
    found = any(section.key == "other" for section in report.body.sections)
    if due and found and "费" not in _FORM_FEES.sub("", report.body.text):
        yield finding("Q507", "nothing is said about fees for processing information", fault="source")


def _period(report: Report) -> Iterator[Finding]:
    """Q508: the period that the figures are said to cover is the year."""
    if report.year is None:
        return
    firsts = {date(report.year, 1, 1)} | ({_FIRST_DAY} & {date(report.year, 5, 1)})
    for item in report.narrative:
        period = read_period(item.sentence) if item.kind == "period" else None
        if isinstance(period, Period) and (period.first not in firsts or period.last != date(report.year, 12, 31)):
            yield finding("Q508", f"the figures are said to cover {period.first} to {period.last}", fault="source")


def _damaged_period(report: Report) -> Iterator[Finding]:
    """Q509: its dates are dates."""
    for item in report.narrative:
        period = read_period(item.sentence) if item.kind == "period" else None
        if isinstance(period, str):
            yield finding("Q509", f"the period's dates are damaged: {period}", fault="source")


_OF_REPORTS: Final[Mapping[str, Callable[[Report], Iterator[Finding]]]] = {
    "Q307": _empty_table,
    "Q309": _unpaid,
    "Q404": _no_disputes,
    "Q501": _received,
    "Q502": _handled,
    "Q503": _all_answered,
    "Q504": _ways,
    "Q506": _disputes,
    "Q507": _fees,
    "Q508": _period,
    "Q509": _damaged_period,
}


def _over_facts(rule: Callable[[Report], Iterator[Finding]]) -> Callable[[Facts], Iterator[Finding]]:
    return lambda facts: rule(facts.report)


RULES: Final[Mapping[str, Callable[[Facts], Iterator[Finding]]]] = {
    rule_id: _over_facts(rule) for rule_id, rule in _OF_REPORTS.items()
}
"""What states breaches of each rule that one record answers."""


def _is_rate(stated: Number | None, now: Number, before: Number) -> bool:
    """Whether *stated* is the change in per cent, rounded or cut off at its last digit."""
    if stated is None:
        return False
    exact = 100 * (Decimal(str(now)) - Decimal(str(before))) / Decimal(str(before))
    digit = Decimal(1).scaleb(int(Decimal(str(stated)).as_tuple().exponent))
    return abs(Decimal(str(stated)) - exact) < digit


def _told(report: Report, kind: str) -> list[Statement]:
    """Statements of *kind* that speak of all that the tables count."""
    subjects = {None, "area"} if _speaks_for_area(report) else {None, "own"}
    return [
        item
        for item in report.narrative
        if item.kind == kind and item.subject in subjects and not set(item.qualifiers) - {"in_words"}
    ]


def _speaks_for_area(report: Report) -> bool:
    name = report.agency.name if report.agency else re.split(r"(?:19|20)\d\d", report.title or "", maxsplit=1)[0]
    return _OF_AN_AREA.search(name) is not None


def _unlike(report: Report, told: Sequence[Statement]) -> tuple[str, Number] | None:
    """The likeliest cell and its figure, where none of *told* agrees with any reading of the tables."""
    if not told:
        return None
    likeliest: tuple[str, Number] | None = None
    for reading in _READINGS[told[0].kind]:
        total = _sum(report, reading)
        if total is None:
            continue
        # None at all is none in the whole: no lawsuit of one sort does not make it true.
        if any(item.value == total and (total or likeliest is None) for item in told):
            return None
        likeliest = likeliest or (reading[0], total)
    return likeliest


def _sum(report: Report, paths: Sequence[str]) -> Number | None:
    figures = [_figure(report, path) for path in paths]
    return None if None in figures else sum(figure for figure in figures if figure is not None)


def _figure(report: Report, path: str) -> Number | None:
    """A figure of the tables by its path; the annexes of the years before 2019 are flat, with dotted keys."""
    table, _, key = path.partition(".")
    place: object = getattr(report.tables, table, None)
    if isinstance(place, dict) and key in place:
        place = place[key]
    else:
        for part in key.split("."):
            place = place.get(part) if isinstance(place, dict) else None
    return place if isinstance(place, int | float) else None


def _is_all_zero(report: Report) -> bool:
    return all(_figure(report, path) == 0 for path in (_NEW, _CARRIED_OVER, _RESULTS, _CARRIED_FORWARD))


def _differs(rule: str, told: Statement, path: str, expected: Number) -> Finding:
    message = f"the text says {told.value}, the table {expected}: {_quoted(told)}"
    return finding(rule, message, fault="unknown", path=path, expected=expected, actual=told.value)


def _quoted(told: Statement) -> str:
    return _shortened(told.sentence)


def _shortened(sentence: str) -> str:
    plain = " ".join(sentence.split())
    return f"“{plain if len(plain) <= 100 else plain[:99] + '…'}”"
