"""The statutory tables of a document: which form it uses, and every figure of it.

The form is told by the labels that only one form prints, not by the year: agencies go on using an
old form for years. Where there is none of the forms since 2019 the document may hold an annex.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal, TypeAlias

from govreports.documents.model import BlockItem, Document, Grid, Paragraph
from govreports.forms import Form, load_forms, rows_with_paths
from govreports.forms.labels import core
from govreports.reading.tables.annexes import AnnexRead, Unlisted, read_annex
from govreports.reading.tables.confirmation import keep_confirmed
from govreports.reading.tables.glued import labels_in, read_glued
from govreports.reading.tables.grids import read_grids
from govreports.reading.tables.lexicon import Lexicon, lexicon
from govreports.reading.tables.order import read_in_order
from govreports.reading.tables.result import AMBIGUOUS, RECOVERED, Reading, Readings
from govreports.reading.tables.streams import read_stream

__all__ = ["Reading", "TablesRead", "Unlisted", "add_tables", "read_tables"]

_ENOUGH: Final = 5
"""How many labels of a form it takes to call what stands there its tables."""

State: TypeAlias = Literal["parsed", "partial", "absent"]


@dataclass(frozen=True, slots=True)
class TablesRead:
    """The figures of one document; *form* is None where it holds no table of any form."""

    form: Form | None
    state: State
    cells: dict[str, Reading] = field(default_factory=dict)
    """By path, in the form's order: every cell of the form that the document has."""
    missing: tuple[str, ...] = ()
    """Paths of the form's cells that the document lacks, in tables that it has."""
    misspelt: dict[str, str] = field(default_factory=dict)
    exact: bool = True
    """Whether the source stated where cells begin and end, so that a misreading is unlikely."""
    unlisted: tuple[Unlisted, ...] = ()
    """Rows of an annex that its form does not know."""
    headed: int | None = None
    """The year that an annex prints over the year's figures."""
    by_order: frozenset[str] = frozenset()
    """Tables whose labels are damaged, so that the form's order says which figure is which."""
    recognised: bool = False
    """Whether the document is a picture, so that only figures count that its sums confirm."""

    @property
    def filled(self) -> int:
        """How many cells hold a figure."""
        return sum(reading.value is not None for reading in self.cells.values())

    @property
    def certain(self) -> int:
        """How many cells hold a figure that the document shows as one cell."""
        return sum(reading.value is not None and reading.status != RECOVERED for reading in self.cells.values())


def add_tables(read: TablesRead, other: TablesRead) -> TablesRead | None:
    """*read* with the tables that only *other* has, None if there are none; both must be of one form.

    Agencies print one table on the page and attach another, or show each as a picture of its own.
    """
    if read.form is None or other.form is not read.form:
        return None
    lacking = set(read.form.tables) - {_table(path) for path in read.cells}
    gained = {path: reading for path, reading in other.cells.items() if _table(path) in lacking}
    if not gained:
        return None
    tables = {_table(path) for path in gained}
    cells = read.cells | gained
    missing = (*read.missing, *(path for path in other.missing if _table(path) in tables))
    whole = tables == lacking and not missing
    return replace(
        read,
        state="parsed" if whole else "partial",
        cells={path: cells[path] for table in read.form.tables for path in cells if _table(path) == table},
        missing=missing,
        misspelt=read.misspelt | other.misspelt,
        exact=read.exact and other.exact,
        by_order=read.by_order | (other.by_order & tables),
        recognised=read.recognised or other.recognised,
    )


def _table(path: str) -> str:
    return path.split(".", 1)[0]


def read_tables(document: Document, forms: Sequence[Form] | None = None) -> TablesRead:
    """Read the statutory tables of *document*, by whichever of *forms* its labels belong to."""
    read = _read_stated(document, load_forms() if forms is None else forms)
    if not document.recognised or read.form is None:
        return read
    return replace(
        read,
        cells=keep_confirmed(read.form, _not_parted(read)),
        # No sum holds a row that the form does not know.
        unlisted=tuple(row._replace(year=None, cumulative=None) for row in read.unlisted),
        exact=False,
        recognised=True,
    )


def _not_parted(read: TablesRead) -> dict[str, Reading]:
    """The cells, without figures that were parted by sums: these cannot confirm as well that no digit was misread."""
    return {
        path: reading._replace(value=None, status=AMBIGUOUS)
        if reading.status == RECOVERED and _table(path) not in read.by_order
        else reading
        for path, reading in read.cells.items()
    }


def _read_stated(document: Document, known: Sequence[Form]) -> TablesRead:
    """Read *document* as if it said for certain what it says."""
    read = _read(document.body_blocks, known)
    if read.state != "parsed" and document.body != (0, len(document.blocks)):
        # The page marks a body, but the tables may stand beside it.
        whole = _read(document.blocks, known)
        if len(whole.cells) > len(read.cells):
            return whole
    return read


def _read(blocks: Sequence[BlockItem], forms: Sequence[Form]) -> TablesRead:
    read = _read_statutory(blocks, [form for form in forms if form.annex is None])
    if read.form is None and (annex := read_annex(blocks, forms)) is not None:
        return _annex_result(annex)
    return read


def _annex_result(annex: AnnexRead) -> TablesRead:
    """What an annex says of its form's rows, in the form's order."""
    (block,) = annex.form.blocks
    shown = {heading.table for heading in annex.headings}
    cells: dict[str, Reading] = {}
    missing: list[str] = []
    whole = True
    printed = {row.key for row in block.rows if any(block.path(row, c) in annex.found.cells for c in block.columns)}
    replaced = {key for row in block.rows if row.key in printed for key in row.instead_of}
    for row in block.rows:
        for column in block.columns:
            path = block.path(row, column)
            if path in annex.found.cells:
                cells[path] = annex.found.cells[path]
            elif not (
                row.heads or row.instead_of or row.key in replaced or (column.optional and column.table not in shown)
            ):
                missing.append(path)
                whole = whole and row.optional
    # Where nothing but doubtful cells was found, no table was parsed.
    read = any(reading.status != AMBIGUOUS for reading in cells.values())
    return TablesRead(
        form=annex.form,
        state="parsed" if whole and read else "partial",
        cells=cells,
        missing=tuple(missing),
        misspelt=annex.found.misspelt,
        exact=annex.exact,
        unlisted=annex.unlisted,
        headed=annex.headed,
    )


def _read_statutory(blocks: Sequence[BlockItem], forms: Sequence[Form]) -> TablesRead:
    form = _form(blocks, forms)
    if form is None:
        return TablesRead(None, "absent")
    words = lexicon(form)
    found = Readings()
    read_grids(blocks, words, found)
    lacking = set(form.tables) - found.tables
    exact = not lacking
    if lacking:
        streams = Readings()
        for run in _runs(blocks):
            read = read_stream(run, words)
            streams.take(read, read.tables)
        found.take(streams, lacking)
        _take_apart(blocks, words, found, lacking)
    placed = read_in_order(blocks, words, found)
    found.cells |= placed.cells
    found.tables |= placed.tables
    return replace(_result(form, found, exact=exact and not placed.tables), by_order=frozenset(placed.tables))


def _take_apart(blocks: Sequence[BlockItem], words: Lexicon, found: Readings, lacking: set[str]) -> None:
    """Add to *found* the cells of the tables *lacking* whose figures run into each other."""
    expected = {path for path in words.form.paths() if path.split(".", 1)[0] in lacking}
    if all(path in found.cells and found.cells[path].status != AMBIGUOUS for path in expected):
        return
    glued = Readings()
    for run in _runs(blocks):
        read = read_glued(run, words)
        glued.take(read, read.tables)
    for table in lacking & glued.tables:
        cells = {path: reading for path, reading in glued.cells.items() if path.startswith(f"{table}.")}
        certain = {path: r for path in cells if (r := found.cells.get(path)) and r.status != AMBIGUOUS}
        _doubt_blank_rows(certain, cells)
        if any(r.value is not None and cells[path].value not in {None, r.value} for path, r in certain.items()):
            # What text with gaps says otherwise has been misread here.
            continue
        found.fill(table, {path: reading for path, reading in cells.items() if path not in certain})
        found.misspelt.update(glued.misspelt)


def _doubt_blank_rows(certain: dict[str, Reading], glued: Mapping[str, Reading]) -> None:
    """Take from *certain* the rows that only seem blank: their figures were run into the next label."""
    figures = {path.rpartition(".")[0] for path, reading in certain.items() if reading.status != "blank"}
    for path in list(certain):
        if path.rpartition(".")[0] not in figures and glued[path].raw:
            del certain[path]


def _result(form: Form, found: Readings, *, exact: bool) -> TablesRead:
    if not found.cells:
        return TablesRead(None, "absent")
    tables = found.tables
    cells: dict[str, Reading] = {}
    missing: list[str] = []
    for block in form.blocks:
        rows = rows_with_paths(block)
        printed = {row.key for row, paths in rows if not found.cells.keys().isdisjoint(paths)}
        replaced = {
            key
            for row in block.rows
            if row.key in printed and printed.isdisjoint(row.instead_of)
            for key in row.instead_of
        }
        for row, paths in rows:
            # A row that stands for others beside one of these lost its own label: whose figures are they?
            beside = not printed.isdisjoint(row.instead_of)
            for path in paths:
                reading = found.cells.get(path)
                if reading is not None:
                    cells[path] = reading._replace(value=None, status=AMBIGUOUS) if beside else reading
                elif block.table in tables and row.key not in replaced and (not row.instead_of or row.key in printed):
                    missing.append(path)
    whole = tables == set(form.tables) and not missing
    return TablesRead(
        form=form,
        state="parsed" if whole else "partial",
        cells=cells,
        missing=tuple(missing),
        misspelt=found.misspelt,
        exact=exact,
    )


def _form(blocks: Sequence[BlockItem], forms: Sequence[Form]) -> Form | None:
    """The form whose own labels stand in *blocks*; where none do, any that reads their tables."""
    words = set(_words(blocks))
    ranked = sorted(forms, key=lambda form: len(words & form.signature), reverse=True)
    if ranked and words & ranked[0].signature:
        return ranked[0]
    glued = labels_in(blocks, forms)
    ranked.sort(key=lambda form: len(glued & form.signature), reverse=True)
    if ranked and glued & ranked[0].signature:
        return ranked[0]
    words |= glued
    # Tables three and four alone: most of it the forms share, so the one that lacks fewest labels.
    lacking = {form.id: len(lexicon(form).senses.keys() - words) for form in forms}
    shared = [form for form in forms if len(words & lexicon(form).senses.keys()) >= _ENOUGH]
    return min(shared, key=lambda form: lacking[form.id], default=None)


def _words(blocks: Sequence[BlockItem]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Grid):
            for row in block.rows:
                yield from (core(cell.text) for cell in row if cell is not None and not cell.text.isdigit())
        elif isinstance(block, Paragraph):
            yield core(block.text)
            if " " in block.text:
                for word in block.text.split():
                    yield core(word)


def _runs(blocks: Sequence[BlockItem]) -> Iterator[list[BlockItem]]:
    """The stretches of text between tables with spans."""
    run: list[BlockItem] = []
    for block in blocks:
        if isinstance(block, Grid) and block.spans:
            if run:
                yield run
            run = []
        else:
            run.append(block)
    if run:
        yield run
