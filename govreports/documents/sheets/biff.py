"""What .xls says of its sheets beside their values: records of Excel's binary format, [MS-XLS]."""

import struct
from collections.abc import Iterator
from typing import Final

from govreports.documents.model import UnreadableError
from govreports.documents.ole import Container, DamagedContainerError
from govreports.documents.sheets.looks import BUILT_IN, MOST_SHEETS, Look, is_plain

# What a record ends in that is cut off in its middle.
_DAMAGED: Final = (DamagedContainerError, ValueError, IndexError, KeyError, TypeError, struct.error)

_BOF: Final = 0x0809
_BOUNDSHEET: Final = 0x0085
_FILEPASS: Final = 0x002F
_FORMAT: Final = frozenset({0x041E, 0x001E})
_XF: Final = 0x00E0
_ROW: Final = 0x0208
_COLINFO: Final = 0x007D
_WINDOW2: Final = 0x023E
_PICTURE: Final = 0x007F
_FORMULA: Final = 0x0006
_MULRK: Final = 0x00BD
_BOOLERR: Final = 0x0205
_NUMBERS: Final = frozenset({0x0203, 0x027E, _FORMULA, _BOOLERR})
_TEXTS: Final = frozenset({0x00FD, 0x0204, 0x00D6})
_ERRORS: Final = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_MOST_COLUMNS: Final = 256
_CALCULATE_ON_LOAD: Final = 0x0002
_DIMENSIONS: Final = 0x0200
_STRINGS: Final = 0x00FC
_MOST_ROWS: Final = 65_536
_SHOWS_ZEROS: Final = 0x0010
_ROW_HIDDEN: Final = 0x0020


def looks_of(data: bytes, media_type: str) -> list[Look]:
    """How each sheet of the workbook looks, in the workbook's order.

    Raises:
        UnreadableError: it is damaged, encrypted, or no Excel workbook.
    """
    try:
        return _looks(_stream(data), media_type)
    except _DAMAGED as error:
        raise UnreadableError(f"the Excel file is damaged: {error}", media_type=media_type) from None


def _stream(data: bytes) -> bytes:
    container = Container(data)
    if container.largest() > len(data):
        # calamine makes room for whatever the directory claims.
        raise DamagedContainerError("its directory makes no sense")
    content = container.read("Workbook") or container.read("Book")
    if not content:
        raise DamagedContainerError("it holds no workbook")
    return content


def _records(content: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    while start + 4 <= len(content):
        kind, length = struct.unpack_from("<HH", content, start)
        yield kind, content[start + 4 : start + 4 + length]
        start += 4 + length


def _looks(content: bytes, media_type: str) -> list[Look]:
    starts: list[int] = []
    codes = dict(BUILT_IN)
    styles: list[int] = []
    wide = content[4:6] == b"\x00\x06"
    for number, (kind, record) in enumerate(_records(content, 0)):
        if kind == _FILEPASS:
            raise UnreadableError("the Excel file is encrypted: a password is needed", media_type=media_type)
        if kind == _BOUNDSHEET:
            starts.append(struct.unpack_from("<I", record)[0])
        elif kind in _FORMAT:
            codes[struct.unpack_from("<H", record)[0]] = _text(record[2:], wide=wide)
        elif kind == _XF:
            styles.append(struct.unpack_from("<H", record, 2)[0])
        elif kind == _STRINGS and struct.unpack_from("<I", record, 4)[0] > len(content):
            raise ValueError("it counts more texts than it has")
        elif kind == _BOF and number:
            break
    formats = {number: code for number, style in enumerate(styles) if not is_plain(code := codes.get(style, "General"))}
    return [_look(content, start, formats) for start in starts[: MOST_SHEETS + 1]]


def _text(record: bytes, *, wide: bool) -> str:
    """A format's code: in BIFF8 with a length of two bytes and flags, before it with one byte."""
    if not wide:
        return record[1 : 1 + record[0]].decode("gb18030", "replace")
    length, flags = struct.unpack_from("<HB", record)
    if flags & 1:
        return record[3 : 3 + 2 * length].decode("utf-16-le", "replace")
    return record[3 : 3 + length].decode("latin-1")


def _look(content: bytes, start: int, formats: dict[int, str]) -> Look:
    look, inside = Look(), Look()
    depth = 0
    for kind, record in _records(content, start):
        if kind == _BOF:
            depth += 1
        elif kind == 0x000A:
            depth -= 1
            if depth <= 0:
                break
        elif kind == _DIMENSIONS:
            _check_dimensions(record)
        else:
            # Charts in a sheet have cells of their own; calamine does not tell them apart, so they count for its extent.
            _note(look if depth == 1 else inside, kind, record, formats)
    look.reach(*inside.last)
    return look


def _check_dimensions(record: bytes) -> None:
    """Refuse a sheet that claims an extent that no sheet can have: calamine makes room for what it claims."""
    layout = "<IIHH" if len(record) >= 12 else "<HHHH"
    first_row, last_row, first_column, last_column = struct.unpack_from(layout, record)
    if not (first_row <= last_row <= _MOST_ROWS and first_column <= last_column <= _MOST_COLUMNS):
        raise ValueError("a sheet claims an extent that no sheet can have")


def _note(look: Look, kind: int, record: bytes, formats: dict[int, str]) -> None:
    if kind in _NUMBERS or kind in _TEXTS:
        row, column, style = struct.unpack_from("<HHH", record)
        look.reach(row, column)
        if kind in _NUMBERS:
            _number(look, (row, column), kind, record)
            if style in formats:
                look.formats[row, column] = formats[style]
    elif kind == _MULRK:
        row, first = struct.unpack_from("<HH", record)
        for column, at in enumerate(range(4, len(record) - 2, 6), first):
            look.reach(row, column)
            style = struct.unpack_from("<H", record, at)[0]
            if style in formats:
                look.formats[row, column] = formats[style]
    elif kind == _WINDOW2:
        look.shows_zeros = bool(struct.unpack_from("<H", record)[0] & _SHOWS_ZEROS)
    elif kind == _PICTURE:
        look.pictures += 1
    else:
        _hide(look, kind, record)


def _hide(look: Look, kind: int, record: bytes) -> None:
    if kind == _ROW:
        row, height, flags = struct.unpack_from("<H4xH4xH", record)
        if flags & _ROW_HIDDEN or height & 0x7FFF == 0:
            look.hidden_rows.add(row)
    elif kind == _COLINFO:
        first, last, width, flags = struct.unpack_from("<HHH2xH", record)
        if flags & 1 or width == 0:
            look.hidden_columns.update(range(first, min(last, _MOST_COLUMNS) + 1))


def _number(look: Look, place: tuple[int, int], kind: int, record: bytes) -> None:
    if kind == _BOOLERR:
        if record[7]:
            look.instead[place] = _ERRORS.get(record[6], "#N/A")
    elif kind == _FORMULA:
        result, flags = record[6:14], struct.unpack_from("<H", record, 14)[0]
        special = result[6:8] == b"\xff\xff"
        if special and result[0] == 2:
            look.instead[place] = _ERRORS.get(result[2], "#N/A")
        elif flags & _CALCULATE_ON_LOAD and (not any(result) or (special and result[0] == 3)):
            # Written by a program that leaves the working out to the reader: a nought or nothing for a value.
            look.instead[place] = "=?"
