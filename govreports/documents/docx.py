"""Word's .docx: paragraphs and tables of the body, merged cells expanded.

Only the part ``word/document.xml`` is read, by its own element tree: a table here is a handful of
tags, and object models over it cost ten times as much.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from lxml import etree

from govreports.documents.model import BlockItem, Cell, Document, Grid, Image, Paragraph, UnreadableError

if TYPE_CHECKING:
    from lxml.etree import _Element

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PART: Final = "word/document.xml"
_MOST_BYTES: Final = 64 * 1024 * 1024
_MOST_COLUMNS: Final = 200
# What a tracked change took out, and fallback copies of what stands beside them.
_SKIPPED: Final = frozenset(
    {
        f"{_W}del",
        f"{_W}moveFrom",
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    }
)


def read_docx(data: bytes) -> Document:
    """Read a Word document.

    Raises:
        UnreadableError: it is damaged, encrypted, larger than 64 MiB unpacked, or not Word's.
    """
    root = _root(_part(data))
    body = root.find(f"{_W}body")
    if body is None:
        raise _error("the Word file has no body")
    blocks = tuple(_flow(body, "body"))
    return Document(
        blocks=blocks,
        body=(0, len(blocks)),
        media_type=MEDIA_TYPE,
        reader="docx",
    )


def _error(message: str) -> UnreadableError:
    return UnreadableError(message, media_type=MEDIA_TYPE)


def _part(data: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(_PART) as part:
            # The directory's size is only a claim: what counts is what comes out.
            content = part.read(_MOST_BYTES + 1)
    except KeyError:
        raise _error(f"the zip archive holds no {_PART}: not a Word document") from None
    except RuntimeError:
        raise _error("the Word file is encrypted") from None
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise _error(f"the Word file is damaged: {error}") from None
    except Exception as error:
        if type(error).__module__ in {"zlib", "_lzma", "_bz2"}:
            raise _error(f"the Word file is damaged: {error}") from None
        raise
    if len(content) > _MOST_BYTES:
        raise _error(f"the Word file is larger than {_MOST_BYTES} bytes unpacked")
    return content


def _root(content: bytes) -> "_Element":
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise _error(f"the Word file is damaged: {error}") from None


def _flow(container: "_Element", place: str) -> Iterator[BlockItem]:
    for number, element in enumerate(container):
        here = f"{place}/{number}"
        tag = element.tag
        if tag == f"{_W}p":
            yield from _paragraph(element, here)
        elif tag == f"{_W}tbl":
            yield from _table(element, here)
        elif tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml", f"{_W}smartTag"}:
            yield from _flow(element, here)


def _paragraph(paragraph: "_Element", place: str) -> Iterator[BlockItem]:
    """A paragraph's lines, then what floats over it: pictures, and tables or text in boxes."""
    for line in _text(paragraph).split("\n"):
        if text := " ".join(line.split()):
            yield Paragraph(text, place)
    for element in paragraph.iter(f"{_W}txbxContent", f"{_W}drawing", f"{_W}pict"):
        if any(ancestor.tag in _SKIPPED for ancestor in element.iterancestors()):
            continue
        if element.tag == f"{_W}txbxContent":
            yield from _flow(element, f"{place}/box")
        elif next(element.iter(f"{_W}txbxContent"), None) is None:
            yield Image("", place)


def _text(element: "_Element") -> str:
    """The text of a paragraph or cell, without what was deleted and what floats."""
    parts: list[str] = []
    for child in element:
        tag = child.tag
        if tag == f"{_W}t":
            parts.append(child.text or "")
        elif tag == f"{_W}tab":
            parts.append("\t")
        elif tag in {f"{_W}br", f"{_W}cr"}:
            parts.append("\n")
        elif tag == f"{_W}noBreakHyphen":
            parts.append("-")
        elif tag == f"{_W}r":
            parts.append(_run(child))
        elif tag in _SKIPPED or tag in {f"{_W}txbxContent", f"{_W}drawing", f"{_W}pict", f"{_W}pPr", f"{_W}rPr"}:
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
    if next(table.iterdescendants(f"{_W}tbl"), None) is not None:
        # A table around tables lays out the page: its cells are running text.
        for number, cell in enumerate(_below(table, "tc")):
            yield from _flow(cell, f"{place}/cell {number}")
        return
    grid = _grid(table, place)
    if grid is not None:
        yield grid


def _below(element: "_Element", name: str) -> "Iterator[_Element]":
    """The nearest descendants called *name*, through rows, content controls and insertions."""
    for child in element:
        if child.tag == f"{_W}{name}":
            yield child
        elif child.tag not in _SKIPPED and child.tag != f"{_W}tbl":
            yield from _below(child, name)


def _grid(table: "_Element", place: str) -> Grid | None:
    rows: list[list[Cell | None]] = []
    for number, element in enumerate(_below(table, "tr")):
        row: list[Cell | None] = [None] * _number(element.find(f"{_W}trPr/{_W}gridBefore"), 0)
        for cell_element in _below(element, "tc"):
            properties = cell_element.find(f"{_W}tcPr")
            colspan = _number(properties.find(f"{_W}gridSpan") if properties is not None else None, 1)
            merge = properties.find(f"{_W}vMerge") if properties is not None else None
            column = len(row)
            above = rows[-1][column] if merge is not None and rows and column < len(rows[-1]) else None
            if above is not None and merge is not None and merge.get(f"{_W}val") != "restart":
                cell = above
            else:
                cell = Cell(" ".join(_text(cell_element).split()), number, column, 1, colspan)
            row.extend([cell] * colspan)
        rows.append(row)
    width = max((len(row) for row in rows), default=0)
    if width == 0:
        return None
    return _with_rowspans(Grid(tuple(tuple(row) + (None,) * (width - len(row)) for row in rows), place))


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
