"""HTML, however broken, into a Document: text in order, tables with their spans expanded.

Tables that only lay out the page are told from tables of data by what they hold, and dissolved.
"""

import re
from typing import TYPE_CHECKING, Final

from lxml import etree

from govreports.documents.encodings import decode
from govreports.documents.model import BlockItem, Cell, Document, Grid, Image, Link, Paragraph, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

MEDIA_TYPE: Final = "text/html"

# How content management systems mark the document proper, most specific first: a word that is the
# element's id, class or tag (marks of the families in govreports.platforms), and where to look for it.
# A page that does not hold the word is not searched: looking through bytes is far cheaper.
_BY_ID: Final = "//@id[.='{0}']/.."
_BY_CLASS: Final = "//@class[contains(.,'{0}')]/.."
_BODY_MARKS: Final = tuple(
    (word, path.format(word))
    for word, path in (
        ("UCAP-CONTENT", _BY_ID),
        ("UCAPCONTENT", "//ucapcontent"),
        ("trs_editor_view", _BY_CLASS),
        ("TRS_UEDITOR", _BY_CLASS),
        ("TRS_Editor", _BY_CLASS),
        ("zoom", _BY_ID),
        ("Zoom", _BY_ID),
        ("zoomcon", _BY_ID),
        ("ivs_content", _BY_ID),
        ("webeditorview", _BY_ID),
        ("easysiteText", _BY_ID),
        ("easysite-news-text", _BY_CLASS),
        ("vsb_content", "//@id[starts-with(.,'vsb_content')]/.."),
        ("v_news_content", _BY_CLASS),
        ("Article_content", _BY_CLASS),
        ("article-content", _BY_CLASS),
        ("xxgk_content", _BY_CLASS),
        ("pages_content", _BY_CLASS),
    )
)

_BLOCK_TAGS: Final = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "frameset",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "label",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ucapcontent",
        "ucaptitle",
        "ul",
    ]
)
_SKIPPED: Final = frozenset(
    [
        "script",
        "style",
        "noscript",
        "head",
        "template",
        "select",
        "textarea",
        "button",
        "object",
        "embed",
        "iframe",
        "svg",
    ]
)
_NO_WIDTH: Final = dict.fromkeys((0x200B, 0xFEFF))
# Characters that XML forbids, and that lxml refuses in text: a space each.
_CONTROL: Final = bytes(0x20 if code < 0x20 and chr(code) not in "\t\n\r" else code for code in range(256))
_MOST_SPAN: Final = 200
_MOST_CELLS: Final = 100_000
_LONGEST_CELL: Final = 500
_UNSEEN: Final = frozenset({"script", "style", "del", "s", "strike"})
_CLEANED: Final = (*sorted(_UNSEEN), "br", "sup", "sub", "p", "div", "li")
_LONGEST_HIDDEN: Final = 100
_MOST_DEPTH: Final = 240


def read_html(data: bytes, declared: str | None = None) -> Document:
    """Read a page; *declared* is the charset its HTTP header names, if any.

    Raises:
        UnreadableError: there is no markup and no text at all.
    """
    decoded = decode(data, declared)
    as_they_are = decoded.encoding == "utf-8" and not decoded.replaced
    markup = (data if as_they_are else decoded.text.encode("utf-8", "replace")).translate(_CONTROL)
    root = _parse(markup)
    if root is None:
        raise UnreadableError("the page is empty", media_type=MEDIA_TYPE)
    divisions = _clean(root, markup)
    walk = _Walk(_body(root, markup, divisions))
    walk.flow(root)
    blocks = tuple(walk.blocks)
    if walk.body_start is None:
        body = (0, len(blocks))
    else:
        body = (walk.body_start, walk.body_stop if walk.body_stop is not None else len(blocks))
    return Document(
        blocks=blocks,
        body=body,
        media_type=MEDIA_TYPE,
        reader="html",
        encoding=decoded.encoding,
        title=_one_line(root.findtext(".//title") or "") or None,
        meta=_meta(root),
        links=tuple(walk.links),
        notes=(f"{decoded.replaced} characters could not be decoded",) if decoded.replaced else (),
    )


def _parse(markup: bytes) -> "_Element | None":
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        return etree.fromstring(markup, parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def _body(root: "_Element", markup: bytes, divisions: "list[_Element]") -> "_Element | None":
    """The element that holds the document proper, where the page marks it: nearly always a div."""
    marks = [(element, _marks(element)) for element in divisions]
    for word, path in _BODY_MARKS:
        if word.encode() in markup:
            found = [element for element, own in marks if _is_marked(element, own, word)]
            found = found or [el for el in _elements(root.xpath(path)) if _is_marked(el, _marks(el), word)]
            if found:
                # Of several, the one that says most: the others hold notes or are left empty.
                return found[0] if len(found) == 1 else max(found, key=lambda element: len(_text(element)))
    return None


def _elements(found: object) -> "list[_Element]":
    return [element for element in found if isinstance(element, etree._Element)] if isinstance(found, list) else []


def _marks(element: "_Element") -> tuple[str, ...]:
    """What _BODY_MARKS can know an element by."""
    tag = element.tag.upper() if isinstance(element.tag, str) else ""
    return (tag, element.get("id") or "", *(element.get("class") or "").split())


def _is_marked(element: "_Element", marks: tuple[str, ...], word: str) -> bool:
    """Whether *element* holds something and is marked by the whole *word*, or by it and a number (VSB's ids)."""
    if not any(mark == word or mark.startswith(f"{word}_") for mark in marks):
        return False
    return len(element) > 0 or bool((element.text or "").strip())


def _clean(root: "_Element", markup: bytes) -> "list[_Element]":
    """Take out what a reader does not see, and part what a reader sees apart; returns the page's divisions.

    Out go scripts, struck-out text and scraps hidden inside a table's cells. Hidden parts of the page
    itself stay: tabs that a script opens are hidden at first. Where a line ends or a raised character
    begins a space goes in: what stands on either side is not one number.

    All in one pass: walking a page's tree costs as much as parsing a quarter of it.
    """
    divisions: list[_Element] = []
    for element in list(root.iter(*_CLEANED)):
        tag = element.tag
        if tag in _UNSEEN:
            _drop(element)
        elif tag == "br":
            element.tail = f" {element.tail or ''}"
        elif tag in {"sup", "sub"}:
            element.text = f" {element.text or ''}"
        else:
            if element.getnext() is not None or element.tail:
                element.tail = f" {element.tail or ''}"
            if tag == "div":
                divisions.append(element)
    for element in _hidden(root, markup):
        if len(_text(element)) <= _LONGEST_HIDDEN and next(element.iterancestors("td", "th"), None) is not None:
            _drop(element)
    return divisions


def _hidden(root: "_Element", markup: bytes) -> "list[_Element]":
    found = _elements(root.xpath("//@hidden/..")) if b"hidden" in markup else []
    if b"display" in markup:
        styled = _elements(root.xpath("//@style[contains(.,'display')]/.."))
        found += [element for element in styled if "display:none" in "".join(element.get("style", "").split())]
    return found


def _drop(element: "_Element") -> None:
    """Remove *element*, but not the text after it."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if before is None:
        parent.text = f"{parent.text or ''}{element.tail or ''}"
    else:
        before.tail = f"{before.tail or ''}{element.tail or ''}"
    parent.remove(element)


def _meta(root: "_Element") -> dict[str, str]:
    """The page's meta tags; broken pages have them in the body."""
    head = root.find("head")
    return (_meta_in(head) if head is not None else None) or _meta_in(root)


def _meta_in(place: "_Element") -> dict[str, str]:
    tags: dict[str, str] = {}
    for element in place.iter("meta"):
        name = (element.get("name") or "").strip().lower()
        content = _one_line(element.get("content") or "")
        if name and content:
            tags.setdefault(name, content)
    return tags


def _one_line(text: str) -> str:
    if "\u200b" in text or "\ufeff" in text:
        text = text.translate(_NO_WIDTH)
    return " ".join(text.split())


def _text(element: "_Element") -> str:
    """All text in *element*; serialising does in C what itertext does piece by piece."""
    return str(etree.tostring(element, method="text", encoding="unicode", with_tail=False))


class _Walk:
    """One pass over the tree, in order, gathering blocks, links and where the body lies."""

    def __init__(self, body: "_Element | None") -> None:
        self.blocks: list[BlockItem] = []
        self.links: list[Link] = []
        self.body = body
        self.body_start: int | None = None
        self.body_stop: int | None = None
        self._words: list[str] = []
        self._line = 0
        self._depth = 0

    def flow(self, element: "_Element") -> None:
        """Take *element* as running text."""
        is_body = element is self.body
        if is_body:
            self._close()
            self.body_start = len(self.blocks)
        self._depth += 1
        if self._depth > _MOST_DEPTH:
            # Deeper than any page is: taken as text, so that no page can exhaust the stack.
            self._say(_text(element), element)
        else:
            self._say(element.text, element)
            for child in element:
                self._child(child)
                self._say(child.tail, element)
        self._depth -= 1
        if is_body:
            self._close()
            self.body_stop = len(self.blocks)

    def _child(self, child: "_Element") -> None:
        tag = child.tag
        if not isinstance(tag, str) or tag in _SKIPPED:
            return
        if tag == "br":
            self._close()
        elif tag == "img":
            self._close()
            self.blocks.append(Image(child.get("src") or "", _place(child)))
        elif tag == "table":
            self._close()
            self._table(child)
        elif tag in _BLOCK_TAGS:
            self._close()
            self.flow(child)
            self._close()
        else:
            if tag == "a":
                self._link(child)
            self.flow(child)

    def _say(self, text: str | None, element: "_Element") -> None:
        if text and not text.isspace():
            if not self._words:
                self._line = element.sourceline or 0
            self._words.append(text)
        elif text and self._words:
            self._words.append(" ")

    def _close(self) -> None:
        if self._words:
            text = _one_line("".join(self._words))
            self._words.clear()
            if text:
                self.blocks.append(Paragraph(text, f"line {self._line}"))

    def _link(self, element: "_Element") -> None:
        href = (element.get("href") or "").strip()
        if href and not href.startswith(("#", "javascript:", "mailto:", "tel:")):
            shown = _one_line(element.get("title") or "") or _one_line(_text(element))
            inside = self.body is None or (self.body_start is not None and self.body_stop is None)
            self.links.append(Link(href, shown, in_body=inside))

    def _table(self, table: "_Element") -> None:
        rows = _rows(table)
        if self.body is not None and self.body_start is None and _holds(table, self.body):
            self._dissolve(table)
            return
        grid = None if table.find(".//table") is not None else _grid(rows, _place(table))
        if grid is None:
            self._dissolve(table)
            return
        for element in table.iter("a", "img"):
            if element.tag == "a":
                self._link(element)
            else:
                self.blocks.append(Image(element.get("src") or "", _place(element)))
        self.blocks.append(grid)

    def _dissolve(self, table: "_Element") -> None:
        self.flow(table)
        self._close()


def _holds(table: "_Element", element: "_Element") -> bool:
    return any(ancestor is table for ancestor in element.iterancestors("table"))


def _place(element: "_Element") -> str:
    return f"line {element.sourceline or 0}"


def _rows(table: "_Element") -> "list[list[_Element]]":
    """The rows of *table* itself, not of tables inside it."""
    rows: list[list[_Element]] = []
    for part in table:
        if part.tag == "tr":
            rows.append(_row(part))
        elif part.tag in {"thead", "tbody", "tfoot"}:
            rows.extend(_row(row) for row in part if row.tag == "tr")
    return rows


def _row(row: "_Element") -> "list[_Element]":
    return [cell for cell in row if cell.tag in {"td", "th"}]


def _grid(rows: "Sequence[Sequence[_Element]]", place: str) -> Grid | None:
    """Rows of cells with their spans expanded; None for a table that lays out the page, or is too large."""
    expanded: list[list[Cell | None]] = [[] for _ in rows]
    longest = 0
    room = _MOST_CELLS
    for number, row in enumerate(rows):
        here = expanded[number]
        column = 0
        for element in row:
            while column < len(here) and here[column] is not None:
                column += 1
            cell = _cell(element, number, column, len(rows) - number)
            room -= cell.rowspan * cell.colspan
            if room < 0:
                return None
            if cell.rowspan == 1 and cell.colspan == 1 and column == len(here):
                here.append(cell)
            else:
                for line in expanded[number : number + cell.rowspan]:
                    _fill(line, cell)
            column += cell.colspan
            longest = max(longest, len(cell.text))
    width = max(map(len, expanded), default=0)
    if _lays_out(len(rows), width, longest):
        return None
    return Grid(tuple(tuple(row) + (None,) * (width - len(row)) for row in expanded), place)


def _cell(element: "_Element", row: int, column: int, rows_left: int) -> Cell:
    text = _one_line(_text(element))
    # A rowspan of 0 means: to the end of the table.
    rowspan = min(_span(element.get("rowspan")) or rows_left, rows_left)
    return Cell(text, row, column, rowspan, _span(element.get("colspan")) or 1)


def _fill(line: list[Cell | None], cell: Cell) -> None:
    """Put *cell* on every position of *line* that it spans and that no other cell has."""
    stop = cell.column + cell.colspan
    if len(line) < stop:
        line.extend([None] * (stop - len(line)))
    for position in range(cell.column, stop):
        if line[position] is None:
            line[position] = cell


def _span(written: str | None) -> int:
    if written is None or written == "1":
        return 1
    digits = re.match(r"\s*(\d{1,4})", written)
    return min(int(digits[1]), _MOST_SPAN) if digits else 1


def _lays_out(rows: int, columns: int, longest: int) -> bool:
    """Whether a table without tables in it is there for the page's layout only."""
    return columns == 0 or (rows == 1 and columns == 1) or longest > _LONGEST_CELL
