"""Where on a page the document proper lies."""

from typing import TYPE_CHECKING, Final

from govreports.documents.html.nodes import elements_of, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

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


def find_body(root: "_Element", markup: bytes, divisions: "list[_Element]") -> "_Element | None":
    """The element that holds the document proper, where the page marks it: nearly always a div."""
    marks = [(element, _marks(element)) for element in divisions]
    for word, path in _BODY_MARKS:
        if word.encode() in markup:
            found = [element for element, own in marks if _is_marked(element, own, word)]
            found = found or [el for el in elements_of(root.xpath(path)) if _is_marked(el, _marks(el), word)]
            if found:
                # Of several, the one that says most: the others hold notes or are left empty.
                return found[0] if len(found) == 1 else max(found, key=lambda element: len(text_of(element)))
    return None


def _marks(element: "_Element") -> tuple[str, ...]:
    """What _BODY_MARKS can know an element by."""
    tag = element.tag.upper() if isinstance(element.tag, str) else ""
    return (tag, element.get("id") or "", *(element.get("class") or "").split())


def _is_marked(element: "_Element", marks: tuple[str, ...], word: str) -> bool:
    """Whether *element* holds something and is marked by the whole *word*, or by it and a number (VSB's ids)."""
    if not any(mark == word or mark.startswith(f"{word}_") for mark in marks):
        return False
    return len(element) > 0 or bool((element.text or "").strip())
