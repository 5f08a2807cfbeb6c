"""A page's tree without what a reader does not see."""

from typing import TYPE_CHECKING, Final

from govreports.documents.html.nodes import elements_of, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_UNSEEN: Final = frozenset({"script", "style", "del", "s", "strike"})
_CLEANED: Final = (*sorted(_UNSEEN), "br", "sup", "sub", "p", "div", "li")
_LONGEST_HIDDEN: Final = 100


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
        if len(text_of(element)) <= _LONGEST_HIDDEN and next(element.iterancestors("td", "th"), None) is not None:
            _drop(element)
    return divisions


def _hidden(root: "_Element", markup: bytes) -> "list[_Element]":
    found = elements_of(root.xpath("//@hidden/..")) if b"hidden" in markup else []
    if b"display" in markup:
        styled = elements_of(root.xpath("//@style[contains(.,'display')]/.."))
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
