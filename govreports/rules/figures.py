"""What single figures, and their places in the tables, can and cannot be."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from govreports.forms import Form
from govreports.records import Finding, Number
from govreports.rules import finding
from govreports.rules.facts import APPLICANTS, Facts
from govreports.rules.identities import Result, as_number, fault_of, weigh

_MONEY: Final = frozenset({"元", "万元", "亿元"})
RANGES: Final = {
    "proactive": "Q201",
    "requests": "Q305",
    "disputes": "Q402",
    "annex": "Q211",
    "annex_cumulative": "Q211",
}
_DECISIONS: Final = tuple(
    f"proactive.{row}"
    for row in (
        "administrative_licensing",
        "other_public_management_services",
        "administrative_penalty",
        "administrative_compulsion",
    )
)
_FEES: Final = "proactive.administrative_fees.fees_collected_wanyuan"
_LARGE_FEES: Final = 1_000_000
_RULES_MADE: Final = ("produced_this_year", "issued_this_year", "in_force")
_BALANCE: Final = ("new_requests", "carried_over", "results.total", "carried_forward")
_MANY: Final = 3


def check_ranges(facts: Facts) -> Iterator[Result]:
    """Q201, Q211, Q305, Q402: counts are whole and not negative, money is not negative. One result a table."""
    if facts.form is None:
        return
    columns = _columns(facts.form)
    tables: dict[str, list[str]] = {path.partition(".")[0]: [] for path in facts.figures}
    printed = {path.partition(".")[0] for path, value in facts.figures.items() if value is not None}
    for path, value in facts.figures.items():
        if value is None or (type(value) is int and value >= 0):
            continue
        signed, money = columns.get(path, (True, True))
        if (value < 0 and not signed) or (not money and value != int(value)):
            tables[path.partition(".")[0]].append(path)
    for table, broken in tables.items():
        for path in broken:
            value = facts.figures[path]
            message = f"{value} is no amount" if columns[path][1] else f"{value} is no count"
            fault = fault_of(facts, [path])
            yield Result("fail", finding(RANGES[table], message, fault=fault, path=path, actual=value))
        if not broken and table in RANGES:
            yield Result("pass" if table in printed else "not_evaluable")


@lru_cache(maxsize=16)
def _columns(form: Form) -> Mapping[str, tuple[bool, bool]]:
    """For each path whether its column has signs, and whether it is of money."""
    return {
        block.path(row, column): (column.signed, (row.unit or column.unit) in _MONEY)
        for block in form.blocks
        for row in block.rows
        for column in block.columns
    }


def _signs(facts: Facts) -> Iterator[Finding]:
    """Q202: a change is a number with a sign."""
    for note in facts.report.cells:
        if note.status == "text" and note.path.endswith(".items_change"):
            yield finding("Q202", f"{note.raw!r} is no number with a sign", path=note.path)


def _decisions(facts: Facts) -> Iterator[Finding]:
    """Q203: an agency that counts items as decisions does so in every row."""
    odd: list[tuple[str, Number, Number]] = []
    held = 0
    for row in _DECISIONS:
        before, change, decisions = (
            facts.number(f"{row}.{key}") for key in ("items_last_year", "items_change", "decisions")
        )
        if before is None or change is None or decisions is None or not (before or change or decisions):
            continue
        if before + change == decisions:
            held += 1
        else:
            odd.append((row, before + change, decisions))
    if held < 2:
        return
    for row, expected, actual in odd:
        message = f"decisions = {actual}; {held} other rows give last year's items and their change, here {expected}"
        yield finding("Q203", message, path=f"{row}.decisions", expected=expected, actual=actual)


def _money(facts: Facts) -> Iterator[Finding]:
    """Q207: every amount is in a unit that is known."""
    for note in facts.report.cells:
        value = facts.number(note.path)
        if note.status == "unit_unstated" and value:
            message = f"{note.raw!r} has no unit: 元 or 万元?"
            yield finding("Q207", message, fault="source", path=note.path, actual=value)
        elif note.path == _FEES and note.status == "unit" and note.raw and "万元" not in note.raw and "元" in note.raw:
            message = f"{note.raw!r} stands in a cell of 万元; it was converted"
            yield finding("Q207", message, fault="source", path=note.path, actual=value)
    fees = facts.number(_FEES)
    agency = facts.report.agency
    # A province may well collect ten thousand million yuan.
    if fees is not None and fees >= _LARGE_FEES and agency and agency.level not in {None, "state", "province"}:
        yield finding("Q207", f"{fees} 万元: probably 元", path=_FEES, actual=fees)


def _rule_makers(facts: Facts) -> Iterator[Finding]:
    """Q208: of local bodies only provinces and cities with districts make rules (规章)."""
    agency = facts.report.agency
    if agency is None or agency.level in {None, "state"} or facts.kind is None:
        return
    can = facts.kind == "government" and agency.level in {"province", "prefecture"}
    # A government's office may count the rules of the government that it writes for.
    if can or agency.name.endswith(("办公室", "办公厅")):
        return
    for key in _RULES_MADE:
        path = f"proactive.rules.{key}"
        if value := facts.number(path):
            yield finding("Q208", f"{agency.name} cannot make rules", path=path, expected=0, actual=value)


def _blank_totals(facts: Facts) -> Iterator[Finding]:
    """Q304: where parts are printed, so is their total."""
    lacking: list[tuple[str, Number | None]] = []
    for path, value in facts.figures.items():
        if value is None and path.endswith(".total") and facts.statuses.get(path) in {"blank", "not_applicable"}:
            row = path.removesuffix("total")
            # Table three has its last column for totals; in table four each block has one.
            keys = APPLICANTS[:-1] if path.startswith("requests.") else ("upheld", "corrected", "other", "pending")
            parts = [facts.number(row + key) for key in keys]
            known = [part for part in parts if part is not None]
            if known:
                lacking.append((path, as_number(sum(known)) if len(known) == len(parts) else None))
    if len(lacking) > _MANY:
        sums = ", ".join(f"{path.removesuffix('.total')} {derived}" for path, derived in lacking if derived)
        message = f"{len(lacking)} totals are blank whose parts are printed" + (
            f"; they add up to: {sums}" if sums else ""
        )
        yield finding("Q304", message, path="requests.*.total")
        return
    for path, derived in lacking:
        yield finding("Q304", "the total is blank, its parts are printed", path=path, expected=derived)


def _shifted(facts: Facts) -> Iterator[Finding]:
    """Q306: the balance of requests fails in several columns, but holds if one row moves by one column."""
    rows = {row: [facts.number(f"requests.{row}.{applicant}") for applicant in APPLICANTS] for row in _BALANCE}
    if sum(_unbalanced(rows)) < 2:
        return
    for row, values in rows.items():
        for moved, direction in (([*values[1:], values[0]], "left"), ([values[-1], *values[:-1]], "right")):
            # What falls off at one end comes back at the other: it must have been nothing.
            rest = moved[-1] if direction == "left" else moved[0]
            if not rest and not any(_unbalanced({**rows, row: moved})):
                message = f"the sums hold if this row moves by one column to the {direction}"
                yield finding("Q306", message, path=f"requests.{row}.*")
                return


def _unbalanced(rows: Mapping[str, Sequence[Number | None]]) -> list[bool]:
    new, over, total, forward = (rows[row] for row in _BALANCE)
    return [
        weigh([new[n], over[n]], [total[n], forward[n]]) in {"fail", "not_evaluable"} for n in range(len(APPLICANTS))
    ]


def _other_share(facts: Facts) -> Iterator[Finding]:
    """Q310: "other" is a remainder, not the rule."""
    other = facts.number("requests.results.other_handling.other.total")
    total = facts.number("requests.results.total.total")
    if other is not None and total is not None and total >= 30 and other > 0.3 * total:
        message = f"{other} of {total} requests ended otherwise than the form foresees"
        yield finding("Q310", message, path="requests.results.other_handling.other.total", actual=other)


RULES: Final[Mapping[str, Callable[[Facts], Iterator[Finding]]]] = {
    "Q202": _signs,
    "Q203": _decisions,
    "Q207": _money,
    "Q208": _rule_makers,
    "Q304": _blank_totals,
    "Q306": _shifted,
    "Q310": _other_share,
}
