"""Reports with a drawn figure in every cell, no two of them alike, whose sums hold.

On real sites no report has the figures of the one before. Pages that repeat them would be read from
what the readers remember of earlier pages, and look faster than they are.
"""

import random
from collections.abc import Mapping
from typing import Final

from govreports.forms import Block, load_forms
from tests.replica.figures import Figures

_FORM: Final = "2021"
# Larger than any report's, so that hardly any figure is met twice in a whole run.
_MOST: Final = 1_000_000
_RESULTS: Final = "results."
_TOTALS: Final = frozenset({"new_requests", "carried_forward", "results.total"})


def drawn_figures(agency: str, year: int, seed: int, form_id: str = _FORM) -> Figures:
    """The figures of a report in one of the two forms since 2019; the same *seed* draws the same ones."""
    chance = random.Random(seed)
    form = next(form for form in load_forms() if form.id == form_id)
    cells: dict[str, str] = {}
    for block in form.blocks:
        make = {"proactive": _proactive, "requests": _requests, "disputes": _disputes}[block.table]
        cells.update({f"{block.table}.{key}": str(value) for key, value in make(block, chance).items()})
    return Figures(agency=agency, year=year, form=form_id, cells=cells)


def _proactive(block: Block, chance: random.Random) -> Mapping[str, int | float]:
    cells = {
        f"{row.key}.{column.key}": chance.randrange(10_000_000) / 100
        if column.unit == "万元"
        else chance.randrange(100_000)
        for row in block.rows
        for column in block.columns
    }
    for key in cells:
        if key.endswith(".in_force"):
            # What was issued this year is in force.
            cells[key] += cells[key.replace("in_force", "issued_this_year")]
    return cells


def _requests(block: Block, chance: random.Random) -> Mapping[str, int]:
    """Results drawn; what came in is what was answered or is carried forward."""
    cells: dict[str, int] = {}
    rows = [row.key for row in block.rows if not row.instead_of]
    *applicants, total = [column.key for column in block.columns]
    for applicant in applicants:
        drawn = {key: chance.randrange(_MOST) for key in rows if key not in _TOTALS}
        drawn["results.total"] = sum(value for key, value in drawn.items() if key.startswith(_RESULTS))
        # Carried over from the year before: no more than was answered, so that the rest is no less than zero.
        drawn["carried_over"] = min(drawn["carried_over"], drawn["results.total"])
        drawn["carried_forward"] = chance.randrange(_MOST)
        drawn["new_requests"] = drawn["results.total"] + drawn["carried_forward"] - drawn["carried_over"]
        cells.update({f"{key}.{applicant}": value for key, value in drawn.items()})
    for key in rows:
        cells[f"{key}.{total}"] = sum(cells[f"{key}.{applicant}"] for applicant in applicants)
    return cells


def _disputes(block: Block, chance: random.Random) -> Mapping[str, int]:
    cells: dict[str, int] = {}
    for column in block.columns:
        group, _, key = column.key.rpartition(".")
        if key == "total":
            cells[column.key] = sum(value for name, value in cells.items() if name.startswith(f"{group}."))
        else:
            cells[column.key] = chance.randrange(_MOST)
    return cells
