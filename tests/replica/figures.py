"""What the stand-in reports say: one TOML file a report, rows of figures in the order of the form's columns.

Written for the project. Figures marked ``published`` are those an agency published, as facts; the
others are invented for the tests. No sentence and no markup of any real document is in these files.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

from govreports.forms import Block, Form, load_forms

Origin = Literal["published", "invented"]

REPORTS = Path(__file__).parent / "reports"

_NOUGHT = "0"


@dataclass(frozen=True)
class Figures:
    """The three tables of one report: *cells* are printed texts by path, an empty one is a blank cell."""

    agency: str
    year: int
    form: str
    cells: dict[str, str] = field(default_factory=dict)
    origin: Origin = "invented"
    labels: dict[str, str] = field(default_factory=dict)
    """Official label -> what this agency prints instead."""

    def printed(self, path: str) -> str:
        """The text printed in the cell; agencies print a nought where there is nothing to report."""
        return self.cells.get(path, _NOUGHT)

    def label(self, official: str) -> str:
        """The agency's spelling of an official label."""
        return self.labels.get(official, official)

    def number(self, path: str) -> int | None:
        """The cell as a count; None where it is blank or not a plain count."""
        text = self.printed(path)
        return int(text) if text.isascii() and text.isdecimal() else None


def form_of(figures: Figures) -> Form:
    """The form that *figures* name."""
    return next(form for form in load_forms() if form.id == figures.form)


@cache
def load_figures() -> dict[str, Figures]:
    """All the reports of the folder by file stem, such as ``pingtan_2021``."""
    return {path.stem: read_figures(tomllib.loads(path.read_text("utf-8"))) for path in sorted(REPORTS.glob("*.toml"))}


def read_figures(data: Mapping[str, Any]) -> Figures:
    """Figures from the compact notation of the TOML files.

    Raises:
        ValueError: a row is not in the form, or has too few or too many figures.
    """
    figures = Figures(
        agency=data["agency"],
        year=data["year"],
        form=data["form"],
        origin=data["origin"],
        labels=dict(data.get("labels", {})),
    )
    for block in form_of(figures).blocks:
        rows = dict(data[block.table])
        for name, paths in _rows(block).items():
            if name in rows:
                figures.cells.update(_named(f"{block.table}.{name}", paths, rows[name]))
    known = {block.table: set[str]() for block in form_of(figures).blocks}
    for block in form_of(figures).blocks:
        known[block.table].update(_rows(block))
    for table, names in known.items():
        if unknown := set(data[table]) - names:
            raise ValueError(f"{figures.agency} {figures.year}: no such rows in {table}: {sorted(unknown)}")
    return figures


def made_figures(agency: str, year: int, variant: int = 0) -> Figures:
    """Invented figures that add up and differ from one variant and year to the next."""
    granted, not_held, enterprises = 5 + variant * 3 + year % 7, 2 + variant, 1 + variant % 3
    people = granted + not_held
    cells: dict[str, int] = {
        "proactive.normative_documents.issued_this_year": variant,
        "proactive.normative_documents.in_force": 20 + variant,
        "proactive.administrative_licensing.decisions_this_year": 1000 + 37 * variant,
        "proactive.administrative_penalty.decisions_this_year": 300 + 11 * variant,
    }
    for row, person, enterprise in (
        ("new_requests", people, enterprises),
        ("results.granted", granted, enterprises),
        ("results.unable_to_provide.not_held", not_held, 0),
        ("results.total", people, enterprises),
    ):
        cells[f"requests.{row}.natural_person"] = person
        cells[f"requests.{row}.commercial_enterprise"] = enterprise
        cells[f"requests.{row}.total"] = person + enterprise
    printed = {path: str(value) for path, value in cells.items()}
    return Figures(agency=agency, year=year, form="2021" if year >= 2021 else "2019", cells=printed)


def _rows(block: Block) -> dict[str, list[str]]:
    """The rows of *block* in the files' notation; table four's one row is cut at its headers."""
    rows: dict[str, list[str]] = {}
    for row in block.rows:
        for column in block.columns:
            name = row.key or column.key.rpartition(".")[0]
            rows.setdefault(name, []).append(block.path(row, column))
    return rows


def _named(name: str, paths: Sequence[str], values: Sequence[object]) -> dict[str, str]:
    if len(paths) != len(values):
        raise ValueError(f"{name}: {len(values)} figures for {len(paths)} columns")
    return {path: str(value) for path, value in zip(paths, values, strict=True)}
