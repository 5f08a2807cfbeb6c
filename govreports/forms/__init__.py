"""The official forms as data: one file a form, and the types it is loaded into.

A form is a list of *blocks*; a block is the smallest table with one set of column headers. Table
two (主动公开) has a block for every article of the Regulation it reports on, tables three (申请) and
four (复议、诉讼) are one block each. Every cell of a block has a path, ``table.row.column``, which
is its key in the record. Nothing else in the project knows a label by heart.

Forms are loaded once, so their parts are compared and hashed by identity: they are the keys of
every cache on the way of a page.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources
from typing import Any, Literal

from govreports.forms.labels import core

__all__ = ["Block", "Column", "Form", "Identity", "Row", "load_forms"]

Across = Literal["columns", "rows", "blocks"]


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """A column of figures: *labels* from the outermost header down to its own."""

    key: str
    labels: tuple[str, ...]
    unit: str
    signed: bool = False
    unit_printed: bool = True
    """False where the form prints no unit over the column, so that the cell must state it."""

    cores: tuple[frozenset[str], ...] = field(default=(), repr=False)
    """For each of *labels*, every spelling accepted for it, as label cores."""


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A row of figures: *labels* from the outermost group down to its own; none in table four."""

    key: str
    labels: tuple[str, ...]
    instead_of: tuple[str, ...] = ()
    """Keys of the rows that this one stands for where an agency prints it instead of them."""

    cores: tuple[frozenset[str], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """The smallest table with one set of headers.

    *heading* is the article printed over it, *lead* the label printed right before the first of its
    columns (where the form has one), as a core.
    """

    table: str
    heading: str | None
    lead: str | None
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def path(self, row: Row, column: Column) -> str:
        """The cell's key in the record, such as ``requests.results.granted.total``."""
        return _path(self.table, row.key, column.key)


@dataclass(frozen=True, slots=True, eq=False)
class Identity:
    """What two sides of figures have to do with each other: *left*, added up, equals *right* or is at most it.

    The sums that a form prints or defines stand in its file, what else holds of its figures in the rules.
    """

    rule: str
    table: str
    across: Across
    left: tuple[str, ...]
    right: tuple[str, ...]
    relation: Literal["=", "<="] = "="


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """One official form. *status* V: seen verbatim in a filled-in report; R: recalled."""

    id: str
    title: str
    notice: str
    first_year: int
    last_year: int | None
    status: Literal["V", "R"]
    signature: frozenset[str]
    """Cores of the labels that only this form prints: what tells it from the others."""
    blocks: tuple[Block, ...]
    identities: tuple[Identity, ...]

    @property
    def tables(self) -> tuple[str, ...]:
        """Names of the tables, in the form's order."""
        return tuple(dict.fromkeys(block.table for block in self.blocks))

    def paths(self) -> Iterator[str]:
        """The path of every figure of the form, in the form's order, without stand-in rows."""
        for block in self.blocks:
            for row in block.rows:
                if not row.instead_of:
                    for column in block.columns:
                        yield block.path(row, column)


@cache
def _path(*keys: str) -> str:
    # There are as many as the forms have cells.
    return ".".join(key for key in keys if key)


@cache
def load_forms() -> tuple[Form, ...]:
    """All the forms that ship with the package, newest first."""
    folder = resources.files(__name__)
    variants = tomllib.loads((folder / "variants.toml").read_text("utf-8"))
    spellings = {core(label): frozenset(core(spelling) for spelling in found) for label, found in variants.items()}
    forms = [
        _form(tomllib.loads(file.read_text("utf-8")), spellings)
        for file in folder.iterdir()
        if file.name.endswith(".toml") and file.name != "variants.toml"
    ]
    forms.sort(key=lambda form: form.first_year, reverse=True)
    return tuple(
        replace(form, signature=_labels(form).difference(*map(_labels, _others(form, forms)))) for form in forms
    )


def _others(form: Form, forms: list[Form]) -> list[Form]:
    return [other for other in forms if other is not form]


def _labels(form: Form) -> frozenset[str]:
    """Every spelling of every label the form itself prints."""
    columns = [column.cores for block in form.blocks for column in block.columns]
    rows = [row.cores for block in form.blocks for row in block.rows if not row.instead_of]
    return frozenset(spelling for path in (*columns, *rows) for cores in path for spelling in cores)


def _form(data: Mapping[str, Any], spellings: Mapping[str, frozenset[str]]) -> Form:
    blocks = [_block("proactive", table, spellings) for table in data["proactive"]]
    blocks.append(_block("requests", data["requests"], spellings))
    blocks.append(_disputes(data["disputes"], spellings))
    return Form(
        id=data["id"],
        title=data["title"],
        notice=data["notice"],
        first_year=data["first_year"],
        last_year=data.get("last_year"),
        status=data["status"],
        signature=frozenset(),
        blocks=tuple(blocks),
        identities=tuple(
            Identity(
                rule=entry["rule"],
                table=entry["table"],
                across=entry["across"],
                left=tuple(entry["left"]),
                right=tuple(entry["right"]),
            )
            for entry in data["identities"]
        ),
    )


def _block(table: str, data: Mapping[str, Any], spellings: Mapping[str, frozenset[str]]) -> Block:
    return Block(
        table=table,
        heading=data.get("heading"),
        lead=core(data["lead"]) if "lead" in data else None,
        columns=tuple(
            _column(entry["key"], (*entry.get("group", ()), entry["label"]), {**data, **entry}, spellings)
            for entry in data["columns"]
        ),
        rows=tuple(
            Row(
                key=entry["key"],
                labels=(labels := (*entry.get("group", ()), entry["label"])),
                instead_of=tuple(entry.get("instead_of", ())),
                cores=_cores(labels, spellings),
            )
            for entry in data["rows"]
        ),
    )


def _disputes(data: Mapping[str, Any], spellings: Mapping[str, frozenset[str]]) -> Block:
    columns = [
        _column(f"{block['key']}.{entry['key']}", (*block["labels"], entry["label"]), {**data, **entry}, spellings)
        for block in data["blocks"]
        for entry in data["columns"]
    ]
    return Block("disputes", None, None, tuple(columns), (Row(key="", labels=()),))


def _column(
    key: str, labels: tuple[str, ...], data: Mapping[str, Any], spellings: Mapping[str, frozenset[str]]
) -> Column:
    return Column(
        key=key,
        labels=labels,
        unit=data["unit"],
        signed=data.get("signed", False),
        unit_printed=data.get("unit_printed", True),
        cores=_cores(labels, spellings),
    )


def _cores(labels: tuple[str, ...], spellings: Mapping[str, frozenset[str]]) -> tuple[frozenset[str], ...]:
    return tuple(frozenset({core(label)}) | spellings.get(core(label), frozenset()) for label in labels)
