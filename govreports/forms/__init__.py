"""The official forms as data: one file a form, and the types it is loaded into.

A form is a list of *blocks*; a block is the smallest table with one set of column headers. Table
two (主动公开) has a block for every article of the Regulation it reports on, tables three (申请) and
four (复议、诉讼) are one block each. Every cell of a block has a path, ``table.row.column``, which
is its key in the record. Nothing else in the project knows a label by heart.

The statistic tables of report years before 2019 (*annexes*) are forms of one block: a list of
indicators with a unit each, and a column for the year's figures, mostly one for all years' as well.
Their columns are tables of their own in the record: ``annex.row`` and ``annex_cumulative.row``.

Forms are loaded once, so their parts are compared and hashed by identity: they are the keys of
every cache on the way of a page.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, Literal

from govreports.forms.labels import core, heading_core, indicator_core

__all__ = ["Block", "Column", "Form", "Identity", "Row", "load_forms", "read_forms", "rows_with_paths"]

Across = Literal["columns", "rows", "blocks"]
Relation = Literal["=", "<="]


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
    table: str | None = None
    """The table of the record that the column's figures belong to, if that is not the block's."""
    optional: bool = False
    """Whether the form is in use without the column."""


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A row of figures: *labels* from the outermost group down to its own; none in table four."""

    key: str
    labels: tuple[str, ...]
    instead_of: tuple[str, ...] = ()
    """Keys of the rows that this one stands for where an agency prints it instead of them."""

    cores: tuple[frozenset[str], ...] = field(default=(), repr=False)
    unit: str | None = None
    """The unit printed in the row, where rows have units of their own (annexes)."""
    under: str | None = None
    """Key of the row that this one is printed under (annexes)."""
    heads: bool = False
    """Whether the row has no figures, but only heads the rows under it."""
    optional: bool = False
    """Whether the form is in use without the row."""
    cut: bool = False
    """Whether the form lacks the row, which the form that it is part of has."""


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """The smallest table with one set of headers.

    *heading* is the article printed over it, *lead* the label printed right before the first of its
    columns (where the form has one), as a core. An annex has, as cores of headings, *label_heads*
    over its rows' labels and *unit_heads* over their units.
    """

    table: str
    heading: str | None
    lead: str | None
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    label_heads: frozenset[str] = frozenset()
    unit_heads: frozenset[str] = frozenset()

    def path(self, row: Row, column: Column) -> str:
        """The cell's key in the record, such as ``requests.results.granted.total``."""
        return _path(self, row, column)

    def path_of(self, row: str, column: Column) -> str:
        """The same by the row's key."""
        return _joined(column.table or self.table, row, column.key)

    def paths(self) -> Iterator[str]:
        """The path of every figure of the block, those of stand-in rows too."""
        return (path for _row, paths in rows_with_paths(self) for path in paths)

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables of the record that the block's figures belong to."""
        return tuple(dict.fromkeys(column.table or self.table for column in self.columns))


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
    relation: Relation = "="


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """One official form. *status* V: seen verbatim in a filled-in report; R: recalled."""

    id: str
    title: str
    notice: str | None
    first_year: int
    last_year: int | None
    status: Literal["V", "R"]
    signature: frozenset[str]
    """Cores of the labels that only this form prints: what tells it from the others."""
    blocks: tuple[Block, ...]
    identities: tuple[Identity, ...]
    part_of: str | None = None
    """Id of the whole form, if this is one that agencies print part of."""

    @property
    def annex(self) -> Block | None:
        """The block of an annex; None for the forms of report years since 2019."""
        return self.blocks[0] if self.blocks[0].table == "annex" else None

    @property
    def tables(self) -> tuple[str, ...]:
        """Names of the tables, in the form's order."""
        return tuple(dict.fromkeys(table for block in self.blocks for table in block.tables))

    def paths(self) -> Iterator[str]:
        """The path of every figure of the form, in the form's order, without stand-in rows."""
        for block in self.blocks:
            for row, paths in rows_with_paths(block):
                if not row.instead_of and not row.heads:
                    yield from paths


@cache
def _path(block: Block, row: Row, column: Column) -> str:
    # There are as many as the forms have cells.
    return _joined(column.table or block.table, row.key, column.key)


@cache
def rows_with_paths(block: Block) -> tuple[tuple[Row, tuple[str, ...]], ...]:
    """The rows of *block*, each with the paths of its cells, column by column."""
    return tuple((row, tuple(block.path(row, column) for column in block.columns)) for row in block.rows)


def _joined(*keys: str) -> str:
    return ".".join(key for key in keys if key)


@cache
def load_forms() -> tuple[Form, ...]:
    """All the forms that ship with the package, newest first."""
    return read_forms(resources.files(__name__))


def read_forms(*folders: Traversable) -> tuple[Form, ...]:
    """The forms of *folders*, newest first: one TOML file a form, and ``variants.toml`` for spellings met.

    Raises:
        ValueError: a file is no TOML.
        KeyError: a form lacks an entry, or names a row or form that is not there.
    """
    variants: dict[str, list[str]] = {}
    files: dict[str, dict[str, Any]] = {}
    for file in (file for folder in folders for file in folder.iterdir() if file.name.endswith(".toml")):
        data = tomllib.loads(file.read_text("utf-8"))
        if file.name == "variants.toml":
            variants.update(data)
        else:
            files[data["id"]] = data
    spellings = {core(label): frozenset(core(spelling) for spelling in found) for label, found in variants.items()}
    forms = [_form(_completed(data, files), spellings) for _id, data in sorted(files.items())]
    forms.sort(key=lambda form: form.first_year, reverse=True)
    return tuple(
        replace(form, signature=_labels(form).difference(*map(_labels, _others(form, forms)))) for form in forms
    )


def _completed(data: dict[str, Any], files: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """A form that is part of another, with the rows it lacks and the sums it shares."""
    if "part_of" not in data:
        return data
    whole = files[data["part_of"]]
    printed = {row["key"] for row in data["annex"]["rows"]}
    cut = [{**row, "cut": True} for row in whole["annex"]["rows"] if row["key"] not in printed]
    rows = [*data["annex"]["rows"], *cut]
    return {"identities": whole.get("identities", []), **data, "annex": {**data["annex"], "rows": rows}}


def _others(form: Form, forms: list[Form]) -> list[Form]:
    """The other forms of its kind. Annexes share most labels, and none with the forms since 2019."""
    return [other for other in forms if other is not form and (other.annex is None) == (form.annex is None)]


def _labels(form: Form) -> frozenset[str]:
    """Every spelling of every label the form itself prints."""
    columns = [column.cores for block in form.blocks for column in block.columns]
    rows = [row.cores for block in form.blocks for row in block.rows if not row.instead_of and not row.cut]
    return frozenset(spelling for path in (*columns, *rows) for cores in path for spelling in cores)


def _form(data: Mapping[str, Any], spellings: Mapping[str, frozenset[str]]) -> Form:
    return Form(
        id=data["id"],
        title=data["title"],
        notice=data.get("notice"),
        first_year=data["first_year"],
        last_year=data.get("last_year"),
        status=data["status"],
        signature=frozenset(),
        blocks=_blocks(data, spellings),
        identities=tuple(
            Identity(
                rule=entry["rule"],
                table=entry["table"],
                across=entry["across"],
                left=tuple(entry["left"]),
                right=tuple(entry["right"]),
                relation=entry.get("relation", "="),
            )
            for entry in data.get("identities", ())
        ),
        part_of=data.get("part_of"),
    )


def _blocks(data: Mapping[str, Any], spellings: Mapping[str, frozenset[str]]) -> tuple[Block, ...]:
    if "annex" in data:
        return (_annex(data["annex"], spellings),)
    return (
        *(_block("proactive", table, spellings) for table in data["proactive"]),
        _block("requests", data["requests"], spellings),
        _disputes(data["disputes"], spellings),
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


def _annex(data: Mapping[str, Any], spellings: Mapping[str, frozenset[str]]) -> Block:
    rows: dict[str, Row] = {}
    for entry in data["rows"]:
        under = rows[entry["under"]] if "under" in entry else None
        own = indicator_core(entry["label"])
        cores = {own, *map(indicator_core, entry.get("variants", ())), *spellings.get(core(entry["label"]), ())}
        rows[entry["key"]] = Row(
            key=entry["key"],
            labels=(*(under.labels if under else ()), entry["label"]),
            instead_of=tuple(entry.get("instead_of", ())),
            cores=(*(under.cores if under else ()), frozenset(cores)),
            unit=entry.get("unit"),
            under=under.key if under else None,
            heads=entry.get("heads", False),
            optional=entry.get("optional", False),
            cut=entry.get("cut", False),
        )
    columns = tuple(
        Column(
            key="",
            labels=(entry["labels"][0],),
            unit="",
            cores=(frozenset(map(heading_core, entry["labels"])),),
            table=entry["table"],
            optional=entry.get("optional", False),
        )
        for entry in data["columns"]
    )
    return Block(
        table="annex",
        heading=None,
        lead=None,
        columns=columns,
        rows=tuple(rows.values()),
        label_heads=frozenset(map(heading_core, data["labels"])),
        unit_heads=frozenset(map(heading_core, data["units"])),
    )


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
