"""HTML, however broken, into a Document: text in order, tables with their spans expanded.

Tables that only lay out the page are told from tables of data by what they hold, and dissolved.
"""

import re
from typing import TYPE_CHECKING, Final

from lxml import etree

from govreports.documents.embedded import Embedded, in_answer, in_scripts
from govreports.documents.encodings import Decoded, decode
from govreports.documents.html.clean import clean
from govreports.documents.html.grids import expand, rows_of
from govreports.documents.html.marks import find_body, with_tags
from govreports.documents.html.nodes import one_line, text_of
from govreports.documents.html.viewers import SHOWS, link_shown_files, shown_file
from govreports.documents.model import BlockItem, Document, Image, Link, Paragraph, UnreadableError

if TYPE_CHECKING:
    from lxml.etree import _Element

MEDIA_TYPE: Final = "text/html"
JSON: Final = "application/json"

# fmt: off
_BLOCK_TAGS: Final = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dir", "div", "dl", "dt",
    "fieldset", "figure", "footer", "form", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr",
    "html", "label", "legend", "li", "main", "menu", "nav", "ol", "option", "p", "pre", "section", "summary", "table",
    "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ucapcontent", "ucaptitle", "ul",
})
# fmt: on
_SKIPPED: Final = frozenset(
    {
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
    }
)
# Terms, and the elements that say what they stand for.
_TERMS: Final = {"dt": ("dd",), "label": ("div", "span")}
_TERM: Final = re.compile(r"[\u4e00-\u9fff\s]{2,8}")
# An element in a line that begins with such a term: pages part it from the one before by style alone.
_BEGINS_WITH_TERM: Final = re.compile(r"\s*[【\[]?[\u4e00-\u9fff\s]{2,10}[】\]]?\s*[:：]")
# Characters that XML forbids, and that lxml refuses in text: a space each.
_CONTROL: Final = bytes(0x20 if code < 0x20 and chr(code) not in "\t\n\r" else code for code in range(256))
_CONTROL_TEXT: Final = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)), " ")
_MOST_DEPTH: Final = 240
_TELLING_START: Final = 200


def read_html(data: bytes, declared: str | None = None) -> Document:
    """Read a page; *declared* is the charset its HTTP header names, if any.

    Raises:
        UnreadableError: there is no markup and no text at all.
    """
    decoded = decode(data, declared)
    as_they_are = decoded.encoding == "utf-8" and not decoded.replaced
    markup = with_tags((data if as_they_are else decoded.text.encode("utf-8", "replace")).translate(_CONTROL))
    root = _parse(markup)
    if root is None:
        raise UnreadableError("the page is empty", media_type=MEDIA_TYPE)
    link_shown_files(root)
    divisions = clean(root, markup)
    return _document(root, _body(root, markup, divisions), decoded, MEDIA_TYPE)


def _body(root: "_Element", markup: bytes, divisions: "list[_Element]") -> "_Element | None":
    """The element that holds the document proper: what a script would draw, or what the page marks."""
    piece = in_scripts(markup)
    says_something = piece is not None and bool(piece.content.strip())
    drawn = _draw(root, piece) if piece is not None and says_something else None
    body = find_body(root, markup, divisions) if drawn is None else drawn
    if piece is None or says_something:
        return body
    if body is None:
        return _draw(root, piece)
    # Its files are all that the script adds to the page.
    _append_files(body, piece)
    return body


def read_answer(data: bytes, declared: str | None = None) -> Document:
    """Read an answer in JSON that holds a piece as HTML, as its page would show it.

    Raises:
        UnreadableError: it holds none.
    """
    decoded = decode(data, declared)
    piece = in_answer(decoded.text)
    root = _parse(b"<html><body></body></html>")
    body = _draw(root, piece) if piece is not None and root is not None else None
    if root is None or body is None:
        raise UnreadableError("JSON that holds no text of a page", media_type=JSON)
    return _document(root, body, decoded, JSON)


def _document(root: "_Element", body_element: "_Element | None", decoded: Decoded, media_type: str) -> Document:
    walk = _Walk(body_element)
    walk.flow(root)
    blocks = tuple(walk.blocks)
    if walk.body_start is None:
        body = (0, len(blocks))
    else:
        body = (walk.body_start, walk.body_stop if walk.body_stop is not None else len(blocks))
    return Document(
        blocks=blocks,
        body=body,
        media_type=media_type,
        reader="html",
        encoding=decoded.encoding,
        title=one_line(root.findtext(".//title") or "") or None,
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


def _draw(root: "_Element", piece: Embedded) -> "_Element | None":
    """Put *piece* at the end of the page as its script would; its text's element, None where the page shows it already."""
    markup = (piece.content.strip() or "<p></p>").encode("utf-8", "replace").translate(_CONTROL)
    content = _parse(markup)
    if content is None:
        return None
    link_shown_files(content)
    clean(content, markup)
    start = "".join(text_of(content).split())[:_TELLING_START]
    if start and start in "".join(text_of(root).split()):
        return None
    page = next(root.iter("body"), root)
    for label, value in piece.labels.items():
        etree.SubElement(page, "p").text = f"{label}：{value.translate(_CONTROL_TEXT)}"
    body = etree.SubElement(page, "div")
    body.append(content)
    content.tag = "div"
    _append_files(body, piece)
    return body


def _append_files(body: "_Element", piece: Embedded) -> None:
    """Link to the files of *piece* that *body* does not link to."""
    written = {element.get("href") for element in body.iter("a")}
    for url, name in piece.files:
        if url not in written:
            link = etree.SubElement(etree.SubElement(body, "p"), "a", href=url.translate(_CONTROL_TEXT))
            link.text = name.translate(_CONTROL_TEXT)


def _meta(root: "_Element") -> dict[str, str]:
    """The page's meta tags; broken pages have them in the body."""
    head = root.find("head")
    return (_meta_in(head) if head is not None else None) or _meta_in(root)


def _meta_in(place: "_Element") -> dict[str, str]:
    tags: dict[str, str] = {}
    for element in place.iter("meta"):
        name = (element.get("name") or "").strip().lower()
        content = one_line(element.get("content") or "")
        if name and content:
            tags.setdefault(name, content)
    return tags


class _Walk:
    """One pass over the tree, in order, gathering blocks, links and where the body lies."""

    def __init__(self, body: "_Element | None") -> None:
        self.blocks: list[BlockItem] = []
        self.links: list[Link] = []
        self.body = body
        self.body_start: int | None = None
        self.body_stop: int | None = None
        self._term: _Element | None = None
        self._meaning: _Element | None = None
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
        # Deeper than any page is: taken as text, so that no page can exhaust the stack.
        is_too_deep = self._depth > _MOST_DEPTH
        if text := text_of(element) if is_too_deep else element.text:
            self._say(text, element)
        if not is_too_deep:
            for child in element:
                self._child(child)
                if tail := child.tail:
                    self._say(tail, element)
        self._depth -= 1
        if is_body:
            self._close()
            self.body_stop = len(self.blocks)

    def _child(self, child: "_Element") -> None:
        tag = child.tag
        if tag in SHOWS and (file := shown_file(child)) is not None:
            # Nothing is shown like this but what the page is about, wherever its template has the frame.
            self.links.append(Link(file, "", in_body=True))
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
            self._block(child, tag)
        else:
            if tag == "a":
                self._link(child)
            if self._words and not self._is_inside and _begins_with_term(child):
                self._words.append(" ")
            self.flow(child)
            if child is self._term and self._words:
                self._words.append(" ")

    def _block(self, child: "_Element", tag: str) -> None:
        """A part of the page that has lines of its own; what a term stands for goes on the term's."""
        if child is not self._meaning:
            self._close()
        if tag == "li":
            self._term = _term_of(child)
        self.flow(child)
        self._meaning = _meaning_of(child) if tag in _TERMS else None
        # Browsers set a label in the line of the text after it.
        runs_on = tag == "label" and child.tail is not None and not child.tail.isspace()
        if self._meaning is None and not runs_on:
            self._close()
        elif self._words:
            self._words.append(" ")

    def _say(self, text: str, element: "_Element") -> None:
        if text.isspace():
            if self._words:
                self._words.append(" ")
            return
        if not self._words:
            self._line = element.sourceline or 0
        self._words.append(text)

    def _close(self) -> None:
        if self._words:
            text = one_line("".join(self._words))
            self._words.clear()
            if text:
                self.blocks.append(Paragraph(text, f"line {self._line}"))

    @property
    def _is_inside(self) -> bool:
        """Whether the pass is within the body that the page marks."""
        return self.body_start is not None and self.body_stop is None

    def _link(self, element: "_Element") -> None:
        href = (element.get("href") or "").strip()
        if href and not href.startswith(("#", "javascript:", "mailto:", "tel:")):
            shown = one_line(element.get("title") or "") or one_line(text_of(element))
            self.links.append(Link(href, shown, in_body=self.body is None or self._is_inside))

    def _table(self, table: "_Element") -> None:
        rows = rows_of(table)
        if self.body is not None and self.body_start is None and _holds(table, self.body):
            self._dissolve(table)
            return
        grid = None if table.find(".//table") is not None else expand(rows, _place(table))
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


def _meaning_of(term: "_Element") -> "_Element | None":
    """What says what *term* stands for: both are one line, whatever their tags."""
    following = term.getnext()
    if following is None or following.tag not in _TERMS[str(term.tag)] or (term.tail and not term.tail.isspace()):
        return None
    return following


def _term_of(item: "_Element") -> "_Element | None":
    """The first of the two parts of a list's item, where it is a word and the other what it stands for."""
    if len(item) != 2 or item[0].tail or not _TERM.fullmatch(text_of(item[0]).strip()):
        return None
    return item[0]


def _begins_with_term(element: "_Element") -> bool:
    text, tail = element.text or "", element.tail or ""
    return _BEGINS_WITH_TERM.match(text) is not None or (
        tail.lstrip().startswith((":", "：")) and _BEGINS_WITH_TERM.fullmatch(f"{text.rstrip()}:") is not None
    )


def _holds(table: "_Element", element: "_Element") -> bool:
    return any(ancestor is table for ancestor in element.iterancestors("table"))


def _place(element: "_Element") -> str:
    return f"line {element.sourceline or 0}"
