"""A page's tree without what a reader does not see."""

import re
from typing import TYPE_CHECKING, Final

from lxml import etree

from govreports.documents.html.nodes import elements_of, strings_of, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_UNSEEN: Final = frozenset({"script", "style", "del", "s", "strike"})
_PARTED: Final = frozenset({"p", "div", "li"})
_CLEANED: Final = (*sorted(_UNSEEN | _PARTED), "br", "sup", "sub", "xml")
_LONGEST_HIDDEN: Final = 100
_LONGEST_ROW: Final = 500
_CELLS: Final = ("td", "th")
# What a style says of what is not there (mso-hide is Word's own name for it), and of what is but is not to be read.
_GONE: Final = re.compile(r"display:none|mso-hide:all")
_UNREAD: Final = re.compile(r"visibility:hidden|text-decoration(?:-line)?:[a-z]*line-through")
# What such a style has in it, as it is written.
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
# Asking the tree in C takes less than half of looking for a few words in the markup.
_HIDDEN: Final = etree.XPath("//@hidden/..")
_STYLES: Final = etree.XPath("//@style", smart_strings=False)
_STYLED: Final = etree.XPath("//@style/..")


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
        if tag in _PARTED:
            if element.getnext() is not None or element.tail:
                element.tail = f" {element.tail or ''}"
            if tag == "div":
                divisions.append(element)
        elif tag in _UNSEEN:
            _drop(element)
        elif tag == "xml":
            _drop_island(element)
        elif tag == "br":
            element.tail = f" {element.tail or ''}"
        else:
            element.text = f" {element.text or ''}"
    # The tree knows at once whether it has such elements; the markup has to be looked through.
    if next(root.iter("input"), None) is not None and b"<input" in markup:
        _show_fields(root)
    _drop_hidden(root)
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


def _drop_hidden(root: "_Element") -> None:
    for element, is_there in _hidden(root):
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


def _hidden(root: "_Element") -> "list[tuple[_Element, bool]]":
    """What is not to be read, and whether its place is there all the same."""
    found = [(element, False) for element in elements_of(_HIDDEN(root))]
    # A page repeats few styles a thousand times, and most pages hide nothing by one.
    hiding = {style: is_there for style in strings_of(_STYLES(root)) if (is_there := _hides(style)) is not None}
    if hiding:
        styled = ((element, element.get("style", "")) for element in elements_of(_STYLED(root)))
        found += [(element, hiding[style]) for element, style in styled if style in hiding]
    return found


def _hides(style: str) -> bool | None:
    """None of a style that hides nothing; else whether the place of what it hides is there all the same."""
    if not any(word in style for word in _WORDS):
        return None
    style = "".join(style.split()).lower()
    if _GONE.search(style):
        return False
    return True if _UNREAD.search(style) else None


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
