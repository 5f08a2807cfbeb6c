"""Workbooks, .xlsx and .xls: each visible sheet's tables with their merged cells, and its lines of text.

Values and merged cells come from calamine. What it does not tell (hidden rows and columns, number
formats, errors, formulas that were never worked out) is read beside it from the file itself, and
before it: calamine fills whole rectangles, so that a sheet's extent must be known to be sane.
"""

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, TypeAlias

import python_calamine as calamine

from govreports.documents.model import BlockItem, Document, Image, UnreadableError
from govreports.documents.packages import Package
from govreports.documents.sheets import biff, ooxml
from govreports.documents.sheets.layout import TooLargeError, areas_of, blocks_of
from govreports.documents.sheets.looks import MOST_SHEETS, Look, plain_number, shown_number

if TYPE_CHECKING:
    import datetime

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLS: Final = "application/vnd.ms-excel"

Value: TypeAlias = "int | float | str | bool | datetime.time | datetime.date | datetime.timedelta"

# Of a sheet's rectangle from its first to its last cell, and of the cells that a table can have.
_MOST_EXTENT: Final = 1_000_000
_MOST_CELLS: Final = 100_000


def read_xlsx(data: bytes) -> Document:
    """Read a workbook of Excel 2007 and later, or of WPS.

    Raises:
        UnreadableError: it is damaged, encrypted, or larger than 64 MiB unpacked.
    """
    package = Package(data, name="Excel file", media_type=XLSX)
    return _read(ooxml.looks_of(package), ooxml.values_only(package), XLSX, "xlsx")


def read_xls(data: bytes) -> Document:
    """Read a workbook of Excel 97-2003 or of WPS (.et).

    Raises:
        UnreadableError: it is damaged or encrypted.
    """
    return _read(biff.looks_of(data, XLS), data, XLS, "xls")


def _read(looks: list[Look], data: bytes, media_type: str, reader: str) -> Document:
    if len(looks) > MOST_SHEETS:
        raise UnreadableError(f"the Excel file has more than {MOST_SHEETS} sheets", media_type=media_type)
    if any((look.last[0] + 1) * (look.last[1] + 1) > _MOST_EXTENT for look in looks):
        # One such sheet would be enough to fill the memory; nobody reads a million cells.
        raise UnreadableError(f"a sheet has more than {_MOST_EXTENT} cells", media_type=media_type)
    try:
        blocks, notes = _shown_sheets(data, looks)
    except calamine.PasswordError:
        raise UnreadableError("the Excel file is encrypted: a password is needed", media_type=media_type) from None
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise UnreadableError(f"the Excel file is damaged: {error}", media_type=media_type) from None
    except BaseException as error:
        # Where calamine breaks down over a damaged file, its Rust panics; that is no Exception, nor to be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise UnreadableError("the Excel file is damaged: its reader broke down", media_type=media_type) from None
    return Document(
        blocks=tuple(blocks), body=(0, len(blocks)), media_type=media_type, reader=reader, notes=tuple(notes)
    )


def _shown_sheets(data: bytes, looks: list[Look]) -> tuple[list[BlockItem], list[str]]:
    """The blocks of the sheets that are not hidden, and notes on what is left out."""
    blocks: list[BlockItem] = []
    notes: list[str] = []
    with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
        for number, (sheet, look) in enumerate(zip(workbook.sheets_metadata, looks, strict=False)):
            if sheet.visible != calamine.SheetVisibleEnum.Visible:
                notes.append(f"sheet {sheet.name} is hidden, and left out")
            elif sheet.typ == calamine.SheetTypeEnum.WorkSheet:
                blocks.extend(_sheet(workbook.get_sheet_by_index(number), look, sheet.name, notes))
    if not blocks and not notes:
        notes.append("the workbook is empty")
    return blocks, notes


def _sheet(sheet: calamine.CalamineSheet, look: Look, name: str, notes: list[str]) -> Iterator[BlockItem]:
    texts = _texts(sheet, look)
    if texts:
        last_row = max(row for row, _column in texts)
        last_column = max(column for _row, column in texts)
        rows = [row for row in range(last_row + 1) if row not in look.hidden_rows]
        columns = [column for column in range(last_column + 1) if column not in look.hidden_columns]
        unseen = sum(row in look.hidden_rows or column in look.hidden_columns for row, column in texts)
        if unseen:
            notes.append(f"sheet {name} has {unseen} cells in hidden rows or columns, left out")
        if rows and columns:
            try:
                areas = areas_of(texts, sheet.merged_cell_ranges or (), rows, columns, _MOST_CELLS)
            except TooLargeError:
                notes.append(f"sheet {name} is larger than any report, and left out")
                return
            yield from blocks_of(areas, name, rows)
    yield from (Image("", f"{name}!drawing {number}") for number in range(look.pictures))


def _texts(sheet: calamine.CalamineSheet, look: Look) -> dict[tuple[int, int], str]:
    """What each cell shows, by row and column; cells that show nothing are not there."""
    texts: dict[tuple[int, int], str] = {}
    if sheet.start is not None:
        top, left = sheet.start
        for row, values in enumerate(sheet.to_python(skip_empty_area=True), top):
            for column, value in enumerate(values, left):
                if value != "" and (text := _shown(value, look, (row, column))).strip():
                    texts[row, column] = text
    return texts | look.instead


def _shown(value: Value, look: Look, place: tuple[int, int]) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        if value == 0 and not look.shows_zeros:
            return ""
        code = look.formats.get(place)
        return plain_number(value) if code is None else shown_number(value, code)
    return str(value)
