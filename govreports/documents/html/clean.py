"""A page's tree without what a reader does not see."""

import re
from typing import TYPE_CHECKING, Final

from govreports.documents.html.nodes import elements_of, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_UNSEEN: Final = frozenset({"script", "style", "del", "s", "strike"})
_CLEANED: Final = (*sorted(_UNSEEN), "br", "sup", "sub", "p", "div", "li", "xml")
_LONGEST_HIDDEN: Final = 100
_LONGEST_ROW: Final = 500
_CELLS: Final = ("td", "th")
# What a style says of what is not there (mso-hide is Word's own name for it), and of what is but is not to be read.
_GONE: Final = re.compile(r"display:none|mso-hide:all")
_UNREAD: Final = re.compile(r"visibility:hidden|text-decoration(?:-line)?:[a-z]*line-through")
_WORDS: Final = (
    "display",
    "DISPLAY",
    "Display",
    "mso-hide",
    "visibility",
    "VISIBILITY",
    "line-through",
    "LINE-THROUGH",
)


def clean(root: "_Element", markup: bytes) -> "list[_Element]":
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
        elif tag == "xml":
            _drop_island(element)
        elif tag == "br":
            element.tail = f" {element.tail or ''}"
        elif tag in {"sup", "sub"}:
            element.text = f" {element.text or ''}"
        else:
            if element.getnext() is not None or element.tail:
                element.tail = f" {element.tail or ''}"
            if tag == "div":
                divisions.append(element)
    if b"<input" in markup:
        _show_fields(root)
    _drop_hidden(root, markup)
    return divisions


def _show_fields(root: "_Element") -> None:
    """Say what stands in the fields of forms that were published as they were filled in."""
    for field in root.iter("input"):
        shown = field.get("value") if field.get("type", "text").lower() in {"text", "number"} else None
        if shown and next(field.iterancestors(*_CELLS), None) is not None:
            field.tail = f"{shown}{field.tail or ''}"


def _drop_island(element: "_Element") -> None:
    """Take out what Office keeps for itself in a page; an island that was never closed holds the page."""
    if next(element.iter("p", "div", "table", "td"), None) is None:
        _drop(element)


def _drop_hidden(root: "_Element", markup: bytes) -> None:
    for element, is_there in _hidden(root, markup):
        if not _is_scrap(element):
            continue
        if is_there and element.tag in {"tr", *_CELLS}:
            _blank(element)
        else:
            _drop(element)


def _is_scrap(element: "_Element") -> bool:
    """Whether a hidden element is a piece of a table of data; a table inside it, or long text, is the page's."""
    if element.tag in {"tr", *_CELLS}:
        return len(text_of(element)) <= _LONGEST_ROW and next(element.iter("table"), None) is None
    return len(text_of(element)) <= _LONGEST_HIDDEN and next(element.iterancestors(*_CELLS), None) is not None


def _hidden(root: "_Element", markup: bytes) -> "list[tuple[_Element, bool]]":
    """What is not to be read, and whether its place is there all the same."""
    found: list[tuple[_Element, bool]] = []
    if b"hidden" in markup:
        found += [(element, False) for element in elements_of(root.xpath("//@hidden/.."))]
    words = [word for word in _WORDS if word.encode() in markup]
    if words:
        styled = " or ".join(f"contains(.,'{word}')" for word in words)
        for element in elements_of(root.xpath(f"//@style[{styled}]/..")):
            style = "".join(element.get("style", "").split()).lower()
            if _GONE.search(style) or _UNREAD.search(style):
                found.append((element, _GONE.search(style) is None))
    return found


def _blank(element: "_Element") -> None:
    """Leave a row's cells, or a cell, in place with nothing in them."""
    for cell in [element] if element.tag in _CELLS else element.iterchildren(*_CELLS):
        for child in list(cell):
            cell.remove(child)
        cell.text = None


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
