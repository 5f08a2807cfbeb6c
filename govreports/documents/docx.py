"""Word's .docx: paragraphs and tables of the body, merged cells expanded.

Only the part of the document proper is read, by its own element tree: a table here is a handful of
tags, and object models over it cost ten times as much. Tracked changes are taken as accepted.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import takewhile
from typing import TYPE_CHECKING, Final, TypeAlias

from govreports.documents.model import BlockItem, Cell, Document, Grid, Image, Paragraph, UnreadableError
from govreports.documents.packages import Package

if TYPE_CHECKING:
    from lxml.etree import _Element

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

Read: TypeAlias = Callable[[bytes], Document | UnreadableError]

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PART: Final = "word/document.xml"
_MOST_COLUMNS: Final = 200
_MOST_CHUNKS: Final = 20
# What a tracked change took out, fallback copies of what stands beside them, and how to pronounce it.
_SKIPPED: Final = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_MC}Fallback", f"{_W}rt"})
# How a row or cell is marked that a tracked change took out.
_DELETED: Final = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}cellDel"})
_FLOATING: Final = (f"{_W}txbxContent", f"{_W}drawing", f"{_W}pict", f"{_W}object")
# What blocks may be wrapped in.
_WRAPPERS: Final = frozenset(
    {
        *(f"{_W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")),
        f"{_MC}AlternateContent",
        f"{_MC}Choice",
    }
)
_PARTING: Final = {
    f"{_W}tab": "\t",
    f"{_W}ptab": "\t",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "-",
    # A character of a font of signs: what it shows is no letter and no digit.
    f"{_W}sym": "•",
}
_DIGIT: Final = re.compile(r"\d")


def read_docx(data: bytes, read: Read | None = None) -> Document:
    """Read a Word document; *read* reads the files of other formats that it may hold instead of text (altChunk).

    Raises:
        UnreadableError: it is damaged, encrypted, larger than 64 MiB unpacked, or not Word's.
    """
    package = Package(data, name="Word file", media_type=MEDIA_TYPE)
    main = package.main_part(_PART)
    root = package.root(main)
    if root is None:
        raise package.error(f"the zip archive holds no {main}: not a Word document")
    body = root.find(f"{_W}body")
    if body is None:
        raise package.error("the Word file has no body")
    chunks, notes = _chunks(package, main, body, read)
    blocks: list[BlockItem] = []
    for number, element in enumerate(body):
        if element.tag == f"{_W}altChunk":
            blocks += chunks.get(element.get(_R) or "", ())
        else:
            blocks += _block(element, f"body/{number}")
    return Document(
        blocks=tuple(blocks),
        body=(0, len(blocks)),
        media_type=MEDIA_TYPE,
        reader="docx",
        notes=tuple(notes),
    )


def _chunks(
    package: Package, main: str, body: "_Element", read: Read | None
) -> tuple[dict[str, tuple[BlockItem, ...]], list[str]]:
    """The blocks of the files that the body takes in whole, by their relation, and what went wrong with them."""
    wanted = list(dict.fromkeys(element.get(_R) or "" for element in body.iterfind(f"{_W}altChunk")))
    found: dict[str, tuple[BlockItem, ...]] = {}
    notes: list[str] = []
    relations = package.relations(main) if wanted else {}
    for key in wanted[:_MOST_CHUNKS]:
        content = package.part(relations[key].target) if key in relations else None
        chunk = read(content) if content is not None and read is not None else None
        if isinstance(chunk, Document):
            found[key] = chunk.body_blocks
            notes += chunk.notes
        else:
            notes.append(f"a file inside the Word file was not read: {chunk or 'it is not there'}")
    return found, notes


def _flow(container: "_Element", place: str) -> Iterator[BlockItem]:
    for number, element in enumerate(container):
        yield from _block(element, f"{place}/{number}")


def _block(element: "_Element", place: str) -> Iterator[BlockItem]:
    tag = element.tag
    if tag == f"{_W}p":
        yield from _paragraph(element, place)
    elif tag == f"{_W}tbl":
        yield from _table(element, place)
    elif tag in _WRAPPERS:
        yield from _flow(element, place)


def _paragraph(paragraph: "_Element", place: str) -> Iterator[BlockItem]:
    """A paragraph's lines, then what floats over it."""
    for line in _text(paragraph).split("\n"):
        if text := " ".join(line.split()):
            yield Paragraph(text, place)
    yield from _floats(paragraph, place)


def _floats(element: "_Element", place: str) -> Iterator[BlockItem]:
    """What floats over a paragraph or table: pictures, and tables or text in boxes."""
    for floating in element.iter(*_FLOATING):
        around = takewhile(lambda ancestor: ancestor is not element, floating.iterancestors())
        if any(ancestor.tag in _SKIPPED or ancestor.tag == f"{_W}txbxContent" for ancestor in around):
            continue
        if floating.tag == f"{_W}txbxContent":
            yield from _flow(floating, f"{place}/box")
        elif next(floating.iter(f"{_W}txbxContent"), None) is None:
            yield Image("", place)


def _text(element: "_Element") -> str:
    """The text of a paragraph or cell, without what was deleted and what floats."""
    parts: list[str] = []
    for child in element:
        tag = child.tag
        if tag in {f"{_W}t", f"{_M}t"}:
            parts.append(child.text or "")
        elif tag in _PARTING:
            parts.append(_PARTING[tag])
        elif tag == f"{_W}r":
            parts.append(_run(child))
        elif tag in _SKIPPED or tag in _FLOATING or tag in {f"{_W}pPr", f"{_W}rPr"}:
            continue
        elif tag == f"{_W}p":
            parts.append(_text(child))
            parts.append("\n")
        else:
            parts.append(_text(child))
    return "".join(parts)


def _run(run: "_Element") -> str:
    """The text of a run, unless it is hidden or struck out; raised characters are no part of a number."""
    properties = run.find(f"{_W}rPr")
    if properties is None:
        return _text(run)
    if any(_is_on(properties.find(f"{_W}{name}")) for name in ("vanish", "strike", "dstrike")):
        return ""
    align = properties.find(f"{_W}vertAlign")
    raised = align is not None and align.get(f"{_W}val") in {"superscript", "subscript"}
    return f" {_text(run)} " if raised else _text(run)


def _is_on(toggle: "_Element | None") -> bool:
    return toggle is not None and toggle.get(f"{_W}val") not in {"0", "false", "off"}


def _table(table: "_Element", place: str) -> Iterator[BlockItem]:
    if any(_is_table(inner) for inner in table.iterdescendants(f"{_W}tbl")):
        # A table around tables lays out the page: its cells are running text.
        for number, cell in enumerate(_below(table, "tc")):
            yield from _flow(cell, f"{place}/cell {number}")
        return
    yield from _floats(table, place)
    grid = _grid(table, place)
    if grid is not None:
        yield grid


def _is_table(inner: "_Element") -> bool:
    """Whether a table inside another has more than one cell; those in boxes are none of its own."""
    if next(inner.iterancestors(f"{_W}txbxContent"), None) is not None:
        return False
    return sum(1 for _ in zip(range(2), _below(inner, "tc"), strict=False)) > 1


def _below(element: "_Element", name: str) -> "Iterator[_Element]":
    """The nearest descendants called *name*, through rows, content controls and insertions."""
    for child in element:
        if child.tag == f"{_W}{name}":
            if not _is_gone(child, name):
                yield child
        elif child.tag not in _SKIPPED and child.tag != f"{_W}tbl":
            yield from _below(child, name)


def _is_gone(element: "_Element", name: str) -> bool:
    """Whether a row or cell (*name*) was deleted by a tracked change, or is hidden."""
    marks = _properties(element, name)
    return not _DELETED.isdisjoint(marks) or (name == "tr" and _is_on(marks.get(f"{_W}hidden")))


def _properties(element: "_Element", name: str) -> "dict[object, _Element]":
    """The properties of a row or cell by their tags."""
    properties = element.find(f"{_W}{name}Pr")
    return {} if properties is None else {child.tag: child for child in properties}


def _grid(table: "_Element", place: str) -> Grid | None:
    has_boxes = next(table.iter(f"{_W}txbxContent"), None) is not None
    rows: list[list[Cell | None]] = []
    for number, element in enumerate(_below(table, "tr")):
        row: list[Cell | None] = [None] * _number(element.find(f"{_W}trPr/{_W}gridBefore"), 0)
        for cell_element in _below(element, "tc"):
            marks = _properties(cell_element, "tc")
            colspan = _number(marks.get(f"{_W}gridSpan"), 1)
            column = len(row)
            above = rows[-1][column] if rows and column < len(rows[-1]) else None
            if above is not None and above.column == column and _goes_on(marks, "vMerge"):
                row.extend([above] * colspan)
            elif row and (left := row[-1]) is not None and left.row == number and _goes_on(marks, "hMerge"):
                wider = left._replace(colspan=left.colspan + colspan)
                row[left.column :] = [wider] * (column - left.column + colspan)
            else:
                text = _boxed(cell_element) if has_boxes else " ".join(_text(cell_element).split())
                row.extend([Cell(text, number, column, 1, colspan)] * colspan)
        rows.append(row)
    width = max((len(row) for row in rows), default=0)
    if width == 0:
        return None
    return _with_rowspans(Grid(tuple(tuple(row) + (None,) * (width - len(row)) for row in rows), place))


def _goes_on(marks: "Mapping[object, _Element]", name: str) -> bool:
    """Whether a cell continues the one above (vMerge) or left of it (hMerge)."""
    merge = marks.get(f"{_W}{name}")
    if merge is not None:
        return merge.get(f"{_W}val") != "restart"
    tracked = marks.get(f"{_W}cellMerge")
    return tracked is not None and tracked.get(f"{_W}{name}") == "cont"


def _boxed(cell: "_Element") -> str:
    """A cell's text with what boxes over it say: figures in brackets, as nobody can say whose they are."""
    text = " ".join(_text(cell).split())
    for box in cell.iterdescendants(f"{_W}txbxContent"):
        floating = " ".join(_text(box).split())
        if _DIGIT.search(floating) and next(box.iterancestors(f"{_MC}Fallback"), None) is None:
            text = f"{text} [{floating}]".strip()
    return text


def _with_rowspans(grid: Grid) -> Grid:
    """The same grid with each cell's rowspan counted: Word states only that a cell goes on."""
    spans: dict[int, int] = {}
    for row in grid.rows:
        for key in {id(cell) for cell in row if cell is not None}:
            spans[key] = spans.get(key, 0) + 1
    if all(count == 1 for count in spans.values()):
        return grid
    counted: dict[int, Cell] = {}
    for cell in grid.cells():
        rowspan = spans[id(cell)]
        counted[id(cell)] = cell if rowspan == 1 else Cell(cell.text, cell.row, cell.column, rowspan, cell.colspan)
    return Grid(
        tuple(tuple(None if cell is None else counted[id(cell)] for cell in row) for row in grid.rows), grid.place
    )


def _number(element: "_Element | None", default: int) -> int:
    if element is None:
        return default
    try:
        return max(default, min(int(element.get(f"{_W}val") or default), _MOST_COLUMNS))
    except ValueError:
        return default
