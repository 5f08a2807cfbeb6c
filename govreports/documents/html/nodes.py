"""Small things that every part of the HTML reader asks of lxml."""

from typing import TYPE_CHECKING, Final

from lxml import etree

if TYPE_CHECKING:
    from lxml.etree import _Element

_NO_WIDTH: Final = dict.fromkeys((0xAD, 0x200B, 0xFEFF))


def one_line(text: str) -> str:
    if not text.isascii() and ("\u200b" in text or "\ufeff" in text or "\xad" in text):
        text = text.translate(_NO_WIDTH)
    return " ".join(text.split())


def text_of(element: "_Element") -> str:
    """All text in *element*; serialising does in C what itertext does piece by piece."""
    if len(element) == 0:
        return element.text or ""
    return str(etree.tostring(element, method="text", encoding="unicode", with_tail=False))


def elements_of(found: object) -> "list[_Element]":
    return [element for element in found if isinstance(element, etree._Element)] if isinstance(found, list) else []


def strings_of(found: object) -> set[str]:
    return set(found) if isinstance(found, list) else set()
