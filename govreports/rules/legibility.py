"""Findings about how a publication could be read: what is missing, doubtful or was guessed at."""

from collections.abc import Iterator, Sequence
from typing import Final

from govreports.documents.model import UnreadableError
from govreports.forms import Block, Form
from govreports.publication import Publication
from govreports.reading.tables import Reading, TablesRead
from govreports.records import Finding
from govreports.rules import finding

_DOUBTFUL: Final = "figures are printed here, but not for certain which is which: left out"
_UNCONFIRMED: Final = "recognised in a picture, and no sum of the table confirms it: left out"
_FIRST_FORM_YEAR: Final = 2019
"""Reports of earlier years had other tables, or none."""
_MOST_NAMED: Final = 5
_STATED_NONE: Final = frozenset({"blank", "not_applicable"})


def check_legibility(publication: Publication) -> list[Finding]:
    """What of *publication* could not be read, or not for certain."""
    findings = [*_of_captures(publication), *_of_state(publication)]
    if publication.tables is not None:
        if publication.tables.form is not None and publication.tables.form.annex is not None:
            year = publication.parts.year if publication.parts else None
            findings += _of_annex(publication.tables, publication.tables.form, publication.tables.form.annex, year)
        else:
            findings += _of_tables(publication.tables)
        for capture, other in publication.tables_elsewhere:
            findings += _of_difference(publication.tables, other, capture.name or capture.url)
    return findings


def _of_captures(publication: Publication) -> Iterator[Finding]:
    for capture in publication.captures:
        if isinstance(capture.document, UnreadableError):
            yield finding("Q106", f"{capture.name or capture.url}: {capture.document}", fault="extraction")
        elif capture.document is not None:
            for note in capture.document.notes:
                yield finding("Q903", f"{capture.name or capture.url}: {note}", fault="extraction")


def _of_state(publication: Publication) -> Iterator[Finding]:
    year = publication.parts.year if publication.parts else None
    if publication.tables_state == "image" and publication.page.readable is not None:
        yield finding("Q106", "pictures stand where the tables should", fault="source")
    elif publication.tables_state == "absent" and (year is None or year >= _FIRST_FORM_YEAR):
        yield finding("Q106", "no table of any known form was found", fault="unknown")


def _of_tables(tables: TablesRead) -> Iterator[Finding]:
    present = {path.partition(".")[0] for path in tables.cells}
    for table in tables.form.tables if tables.form else ():
        if table not in present:
            yield finding("Q106", "the table was not found", fault="unknown", path=f"{table}.*")
    columns, rest = _whole_columns(tables)
    for path in columns:
        yield finding("Q108", "the document lacks this column", path=path)
    for path in _by_group(_by_row(rest), tables.form):
        yield finding("Q107", "the document lacks this row, or a part of it", path=path)
    noted = [(path, reading) for path, reading in tables.cells.items() if reading.status is not None]
    doubtful = [path for path, reading in noted if reading.status == "ambiguous"]
    for path in _by_row(doubtful):
        yield finding("Q901", _UNCONFIRMED if tables.recognised else _DOUBTFUL, fault="extraction", path=path)
    leaning = [path for path, reading in noted if reading.status == "recovered" and reading.candidates]
    for path in _by_row(leaning):
        message = "printed without gaps, and parted by sums: one wrong figure in the source, and these may be others"
        yield finding("Q908", message, fault="extraction", path=path)
    for table in sorted(tables.by_order):
        message = "labels are damaged: the form's order says which figure is which, and every sum confirms it"
        yield finding("Q906", message, fault="extraction", path=f"{table}.*")
    yield from _of_labels(tables)


def _of_annex(tables: TablesRead, form: Form, block: Block, year: int | None) -> Iterator[Finding]:
    if year is not None and year >= _FIRST_FORM_YEAR:
        yield finding("Q106", f"a table of the years before {_FIRST_FORM_YEAR} stands in their place", fault="source")
    if form.status != "V":
        yield finding("Q907", "this form's labels were not yet verified against a published table", fault="unknown")
    if year is not None and tables.headed is not None and tables.headed != year:
        message = f"the year's figures of {year} stand under {tables.headed}"
        yield finding("Q113", message, fault="source", path="annex.*", expected=year, actual=tables.headed)
    yield from _of_annex_rows(tables, form, block)
    doubtful = [path for path, reading in tables.cells.items() if reading.status == "ambiguous"]
    for table in block.tables:
        inside = [path for path in doubtful if path.startswith(f"{table}.")]
        # Where the whole table is doubtful, one finding says so.
        whole = len(inside) == sum(path.startswith(f"{table}.") for path in tables.cells)
        for path in [f"{table}.*"] if whole and inside else inside:
            yield finding("Q901", _UNCONFIRMED if tables.recognised else _DOUBTFUL, fault="extraction", path=path)
    if tables.unlisted:
        named = ", ".join(repr(row.label) for row in tables.unlisted[:_MOST_NAMED])
        yield finding("Q114", f"{len(tables.unlisted)} no rows of {form.id}, kept apart: {named}", fault="unknown")
    yield from _of_labels(tables)


def _of_annex_rows(tables: TablesRead, form: Form, block: Block) -> Iterator[Finding]:
    """Rows and columns that the form has and the document lacks."""
    there = {path.partition(".")[0] for path in tables.cells}
    for table in block.tables:
        if table not in there and any(path.startswith(f"{table}.") for path in tables.missing):
            yield finding("Q108", "the document lacks this column", path=f"{table}.*")
    cut = [row.key for row in block.rows if row.cut and block.path(row, block.columns[0]) in tables.missing]
    if cut:
        message = f"only the first rows of {form.part_of} are printed; it lacks {', '.join(cut)}"
        yield finding("Q107", message, fault="source")
    for row in block.rows:
        for column in block.columns:
            path = block.path(row, column)
            if path in tables.missing and not row.cut and not row.optional and (column.table or block.table) in there:
                yield finding("Q107", "the document lacks this row", fault="unknown", path=path)


def _of_labels(tables: TablesRead) -> Iterator[Finding]:
    for printed, label in tables.misspelt.items():
        yield finding("Q902", f"{printed!r} was taken for {label!r}", fault="unknown")


def _of_difference(tables: TablesRead, other: TablesRead, name: str) -> Iterator[Finding]:
    """Figures that another document of the same publication gives otherwise; a nought for a blank is no difference."""
    for path, reading in tables.cells.items():
        beside = other.cells.get(path)
        if beside is None or not (_is_stated(reading) and _is_stated(beside)):
            continue
        if (reading.value or 0) != (beside.value or 0):
            message = f"{name} gives another figure" if beside.value is not None else f"{name} gives none"
            yield finding("Q905", message, fault="source", path=path, expected=reading.value, actual=beside.value)


def _is_stated(reading: Reading) -> bool:
    """Whether the document says for certain what the cell holds, or that it holds nothing."""
    return reading.value is not None or reading.status in _STATED_NONE


def _whole_columns(tables: TablesRead) -> tuple[list[str], list[str]]:
    """Of the missing cells the columns of table three that lack in every row, as ``requests.*.column``, and the rest."""
    if not tables.missing:
        return [], []
    printed = {path.rpartition(".")[2] for path in tables.cells if path.startswith("requests.")}
    missing = [path for path in tables.missing if path.startswith("requests.")]
    lacking = [] if not printed else [path.rpartition(".")[2] for path in missing]
    columns = [column for column in dict.fromkeys(lacking) if column not in printed]
    whole = {path for path in missing if path.rpartition(".")[2] in columns}
    return [f"requests.*.{column}" for column in columns], [path for path in tables.missing if path not in whole]


def _by_group(paths: Sequence[str], form: Form | None) -> list[str]:
    """*paths* of rows, those that one row can be printed instead of drawn together: that one lacks as well."""
    for block in form.blocks if form else ():
        for row in block.rows:
            divided = [f"{block.table}.{key}.*" for key in row.instead_of]
            if divided and set(divided) <= set(paths):
                whole = f"{block.table}.{row.key.rpartition('.')[0]}.*"
                paths = [whole if path == divided[0] else path for path in paths if path not in divided[1:]]
    return list(paths)


def _by_row(paths: Sequence[str]) -> list[str]:
    """Paths, those of one row drawn together as ``row.*``."""
    rows: dict[str, list[str]] = {}
    for path in paths:
        rows.setdefault(path.rsplit(".", 1)[0], []).append(path)
    return [inside[0] if len(inside) == 1 else f"{row}.*" for row, inside in rows.items()]
