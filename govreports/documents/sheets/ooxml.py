"""What .xlsx says of its sheets beside their values, and a copy of it that is safe to hand on."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Final

from govreports.documents.packages import Package
from govreports.documents.sheets.looks import BUILT_IN, MOST_SHEETS, Look, is_plain

if TYPE_CHECKING:
    from lxml.etree import _Element

_S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_USUAL: Final = "xl/workbook.xml"
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_LAST_COLUMN: Final = 16_384
_ON: Final = frozenset({"1", "true", "on"})
_OFF: Final = frozenset({"0", "false", "off"})
# The parts that values are read from; nothing else is handed on.
_NEEDED: Final = frozenset({"sharedStrings", "styles", "worksheet", "theme"})


def looks_of(package: Package) -> list[Look]:
    """How each sheet of the workbook looks, in the workbook's order.

    Raises:
        UnreadableError: the package is damaged or too large.
    """
    main = package.main_part(_USUAL)
    workbook = package.root(main)
    if workbook is None:
        raise package.error(f"the {package.name} holds no workbook")
    relations = package.relations(main)
    styles = next((relation.target for relation in relations.values() if relation.kind == "styles"), "")
    formats = _formats(package.root(styles) if styles else None)
    calculation = workbook.find(f"{_S}calcPr")
    stale = calculation is not None and calculation.get("fullCalcOnLoad") in _ON
    looks: list[Look] = []
    for sheet in islice(workbook.iterfind(f"{_S}sheets/{_S}sheet"), MOST_SHEETS + 1):
        relation = relations.get(sheet.get(_R) or "")
        root = package.root(relation.target) if relation is not None and relation.kind == "worksheet" else None
        look = Look()
        if root is not None and relation is not None:
            look = _look(root, formats, stale=stale)
            look.pictures = _pictures(package, relation.target)
        looks.append(look)
    return looks


def values_only(package: Package) -> bytes:
    """The workbook with nothing but the parts that hold values, unpacked: what reads it has nothing to inflate."""
    main = package.main_part(_USUAL)
    names = ["[Content_Types].xml", "_rels/.rels", main, _relations_of(main)]
    names += [relation.target for relation in package.relations(main).values() if relation.kind in _NEEDED]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name in dict.fromkeys(names):
            content = package.part(name)
            if content is not None:
                archive.writestr(name, content)
    return buffer.getvalue()


def _relations_of(part: str) -> str:
    folder, _slash, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels".lstrip("/")


def _formats(styles: "_Element | None") -> Mapping[str, str]:
    """Number formats by the number of the style that has them, those that are not plain."""
    if styles is None:
        return {}
    codes = {str(number): code for number, code in BUILT_IN.items()}
    for element in styles.iterfind(f"{_S}numFmts/{_S}numFmt"):
        codes[element.get("numFmtId") or ""] = element.get("formatCode") or ""
    found: dict[str, str] = {}
    for number, element in enumerate(styles.iterfind(f"{_S}cellXfs/{_S}xf")):
        code = codes.get(element.get("numFmtId") or "0", "General")
        if not is_plain(code):
            found[str(number)] = code
    return found


def _look(root: "_Element", formats: Mapping[str, str], *, stale: bool) -> Look:
    look = Look()
    view = root.find(f"{_S}sheetViews/{_S}sheetView")
    look.shows_zeros = view is None or view.get("showZeros") not in _OFF
    for element in root.iterfind(f"{_S}cols/{_S}col"):
        if element.get("hidden") in _ON or _is_nought(element.get("width")):
            first, last = _number(element.get("min")), _number(element.get("max"))
            look.hidden_columns.update(range(first - 1, min(last, _LAST_COLUMN)))
    number = -1
    for row in root.iterfind(f"{_S}sheetData/{_S}row"):
        number = _number(row.get("r")) - 1 if row.get("r") else number + 1
        if row.get("hidden") in _ON or (row.get("customHeight") in _ON and _is_nought(row.get("ht"))):
            look.hidden_rows.add(number)
        for line, column, cell in _cells(row, number):
            _cell(look, (line, column), cell, formats, stale=stale)
    return look


def _cells(row: "_Element", number: int) -> "Iterator[tuple[int, int, _Element]]":
    column = -1
    for cell in row.iterfind(f"{_S}c"):
        reference = _REFERENCE.fullmatch(cell.get("r") or "")
        line, column = (int(reference[2]) - 1, _column(reference[1])) if reference else (number, column + 1)
        yield line, column, cell


def _cell(look: Look, place: tuple[int, int], cell: "_Element", formats: Mapping[str, str], *, stale: bool) -> None:
    if len(cell) == 0:
        return
    look.reach(*place)
    value = cell.findtext(f"{_S}v")
    formula = cell.find(f"{_S}f")
    if cell.get("t") == "e":
        look.instead[place] = value or "#N/A"
    elif formula is not None and (not value or (stale and value == "0")) and cell.get("t") != "str":
        # Written by a program that leaves the working out to the reader: no value, or a nought for one.
        look.instead[place] = f"={formula.text or ''}"
    elif (code := formats.get(cell.get("s") or "")) is not None:
        look.formats[place] = code


def _pictures(package: Package, part: str) -> int:
    """How many pictures lie on a sheet."""
    drawings = [relation.target for relation in package.relations(part).values() if relation.kind == "drawing"]
    return sum(relation.kind == "image" for drawing in drawings for relation in package.relations(drawing).values())


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _number(written: str | None) -> int:
    return int(written) if written and written.isascii() and written.isdigit() and len(written) < 8 else 0


def _is_nought(written: str | None) -> bool:
    return written is not None and re.fullmatch(r"0+(\.0+)?", written) is not None
