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

from govreports.forms.labels import squeeze
from govreports.reading.dates import read_period
from govreports.records import Finding, Number, Report, Statement
from govreports.rules import finding

__all__ = ["check_text", "check_text_against_last_year"]

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
_CHANNELS: Final = frozenset(
    f"{_RECEIVED}.{way}" for way in ("online", "email", "letter", "letter_fax", "in_person", "fax", "other")
)
# Agencies whose report is that of a whole area, by the ends of their names.
_OF_AN_AREA: Final = re.compile(r"(?:人民政府|管委会|管理委员会|实验区|办事处|街道|[省市县区州盟旗镇乡])$")
_LIST: Final = re.compile(r"其中|包括|\(")
_COUNTED: Final = re.compile(r"\d+(?:件|份|宗|条)")
_FIRST_FEE_YEAR: Final = 2021
"""The form of 2021 asks for the fees in section six; the fee itself dates from the end of 2020."""
_FIRST_YEAR: Final = (2008, date(2008, 5, 1))
"""The Regulation came into force on 1 May 2008, and the first reports begin there."""


def check_text(report: Report) -> list[Finding]:
    """Where the report's sentences contradict its tables, or each other."""
    return [broken for rule in _RULES for broken in rule(report)]


def check_text_against_last_year(report: Report, last: Report) -> list[Finding]:
    """Q505: 同比增加 n 件 is the difference to *last*, the same agency's report of the year before."""
    if report.year is None or last.year != report.year - 1:
        return []
    return list(_q505(report, last))


def _received(report: Report) -> Iterator[Finding]:
    """Q501, and Q307 where the whole table is zero."""
    told = _told(report, _RECEIVED)
    broken = _unlike(report, told)
    if broken is None:
        return
    path, expected = broken
    rule = "Q307" if told[0].value and _is_all_zero(report) else "Q501"
    yield _differs(rule, told[0], path, expected)


def _handled(report: Report) -> Iterator[Finding]:
    """Q502: requests handled, by whatever word the text has for it."""
    results = _figure(report, _RESULTS)
    for kind in (_HANDLED, _PROCESSED):
        told = _told(report, kind)
        broken = _unlike(report, told)
        # Those closed without an answer (补正逾期, 撤回) need not count as 答复.
        answered = (
            results - sum(_figure(report, path) or 0 for path in _OTHER_HANDLING) if results is not None else None
        )
        if broken is not None and not any(
            results is not None
            and answered is not None
            and statement.value is not None
            and answered <= statement.value < results
            for statement in told
            if "答复" in statement.sentence or "回复" in statement.sentence
        ):
            yield _differs("Q502", told[0], *broken)
    received = {total for total in (_sum(report, reading) for reading in _READINGS[_RECEIVED]) if total is not None}
    for statement in _told(report, _ALL_ANSWERED):
        if results is not None and statement.value in received and statement.value != results:
            yield _differs("Q502", statement, _RESULTS, results)


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


def _channels(report: Report) -> Iterator[Finding]:
    """Q504: what came by the several ways adds up to what the same sentence says came in."""
    for _sentence, group in groupby(report.narrative, key=lambda item: item.sentence):
        told = [item for item in group if "approximate" not in item.qualifiers]
        ways = [item for item in told if item.kind in _CHANNELS]
        totals = [item for item in told if item.kind in {_RECEIVED, _PROCESSED} and item.value is not None]
        if len(ways) < 2 or len(totals) != 1:
            continue
        listed = _LIST.split(squeeze(ways[0].sentence), maxsplit=1)
        # Where the list counts anything else, the sum is not known.
        if len(listed) < 2 or len(_COUNTED.findall(re.split(r"[;。)]", listed[1])[0])) != len(ways):
            continue
        added = sum(item.value or 0 for item in ways)
        if added != totals[0].value:
            message = f"the ways of asking add up to {added}, not to {totals[0].value}: {_quoted(ways[0])}"
            yield finding("Q504", message, fault="source", expected=totals[0].value, actual=added)


def _disputes(report: Report) -> Iterator[Finding]:
    """Q506, and Q404 where text or table says that there was none at all."""
    for kind in ("reconsideration.total", "litigation.total"):
        told = _told(report, kind)
        broken = _unlike(report, told)
        if broken is not None:
            path, expected = broken
            rule = "Q404" if not told[0].value or not expected else "Q506"
            yield _differs(rule, told[0], path, expected)


def _fees(report: Report) -> Iterator[Finding]:
    """Q309 and Q507: what section six says of the fee for processing information."""
    unpaid = _figure(report, _FEE_UNPAID)
    none = [item for item in _told(report, _FEE) if "in_words" in item.qualifiers]
    if unpaid and none:
        message = f"{unpaid} ended for an unpaid fee, while the text says that none was charged: {_quoted(none[0])}"
        yield finding("Q309", message, fault="source", path=_FEE_UNPAID, expected=0, actual=unpaid)
    due = report.year is not None and report.year >= _FIRST_FEE_YEAR and report.form is not None
    if due and any(section.key == "other" for section in report.body.sections) and "费" not in _prose(report):
        yield finding("Q507", "nothing is said about fees for processing information", fault="source")


def _period(report: Report) -> Iterator[Finding]:
    """Q508 and Q509: the period that the figures are said to cover."""
    for item in report.narrative:
        if item.kind != "period" or report.year is None:
            continue
        period = read_period(item.sentence)
        if isinstance(period, str):
            yield finding("Q509", f"the period's dates are damaged: {period}", fault="source")
        elif period is not None:
            firsts = {date(report.year, 1, 1)} | {first for year, first in (_FIRST_YEAR,) if year == report.year}
            if period.first not in firsts or period.last != date(report.year, 12, 31):
                yield finding("Q508", f"the figures are said to cover {period.first} to {period.last}", fault="source")


_RULES: Final[Sequence[Callable[[Report], Iterator[Finding]]]] = (
    _received,
    _handled,
    _all_answered,
    _channels,
    _disputes,
    _fees,
    _period,
)


def _q505(report: Report, last: Report) -> Iterator[Finding]:
    now, before = _figure(report, _NEW), _figure(last, _NEW)
    if now is None or before is None:
        return
    sums = [(now, before)]
    carried = _figure(report, _CARRIED_OVER), _figure(last, _CARRIED_OVER)
    if carried[0] is not None and carried[1] is not None:
        sums.append((now + carried[0], before + carried[1]))
    for kind in (_RECEIVED, _PROCESSED):
        told = _told(report, f"{kind}.change")
        if told and all(item.value not in {a - b for a, b in sums} for item in told):
            yield _differs("Q505", told[0], _NEW, now - before)
        told = _told(report, f"{kind}.change_percent")
        if told and before and not any(_is_rate(item.value, a, b) for item in told for a, b in sums if b):
            yield _differs("Q505", told[0], _NEW, round(100 * (now - before) / before, 2))


def _is_rate(stated: Number | None, now: Number, before: Number) -> bool:
    """Whether *stated* is the change in per cent, rounded or cut off at its last digit."""
    if stated is None:
        return False
    exact = 100 * (Decimal(str(now)) - Decimal(str(before))) / Decimal(str(before))
    exponent = Decimal(str(stated)).as_tuple().exponent
    digit = Decimal(1).scaleb(int(exponent))
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
    readings = [(reading, _sum(report, reading)) for reading in _READINGS[told[0].kind]]
    known = [(reading[0], total) for reading, total in readings if total is not None]
    if not known or any(item.value == total for item in told for _path, total in known):
        return None
    return known[0]


def _sum(report: Report, paths: Sequence[str]) -> Number | None:
    figures = [_figure(report, path) for path in paths]
    return None if None in figures else sum(figure for figure in figures if figure is not None)


def _figure(report: Report, path: str) -> Number | None:
    """A figure of the tables by its path; the annexes of the years before 2019 are flat, with dotted keys."""
    table, _, key = path.partition(".")
    place: object = getattr(report.tables, table, None)
    if isinstance(place, Mapping) and key in place:
        place = place[key]
    else:
        for part in key.split("."):
            place = place.get(part) if isinstance(place, Mapping) else None
    return place if isinstance(place, int | float) else None


def _is_all_zero(report: Report) -> bool:
    return all(_figure(report, path) == 0 for path in (_NEW, _CARRIED_OVER, _RESULTS, _CARRIED_FORWARD))


def _prose(report: Report) -> str:
    """The text without the form's own labels, which speak of fees too."""
    return re.sub(r"行政事业性收费|本年收费金额|收费通知|缴纳费用", "", report.body.text)


def _differs(rule: str, told: Statement, path: str, expected: Number) -> Finding:
    message = f"the text says {told.value}, the table {expected}: {_quoted(told)}"
    return finding(rule, message, fault="unknown", path=path, expected=expected, actual=told.value)


def _quoted(told: Statement) -> str:
    sentence = " ".join(told.sentence.split())
    return f"“{sentence if len(sentence) <= 100 else sentence[:99] + '…'}”"
