"""Where on a page the document proper lies."""

from typing import TYPE_CHECKING, Final

from lxml import etree

from govreports.documents.html.nodes import elements_of, strings_of, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

# How content management systems mark the document proper, most specific first: a word that is the
# element's id, class or tag (marks of the families in govreports.platforms), and where to look for it.
# A page none of whose names holds the word is not searched: a page has few names, and repeats them.
_TAG: Final = "UCAPCONTENT"
_BY_ID: Final = "//@id[.='{0}']/.."
_BY_EITHER: Final = "//@*[(name()='id' or name()='class') and contains(.,'{0}')]/.."
_BY_CLASS: Final = "//@class[contains(.,'{0}')]/.."
_BODY_MARKS: Final = tuple(
    (word, path.format(word))
    for word, path in (
        ("UCAP-CONTENT", _BY_ID),
        (_TAG, "//ucapcontent"),
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
        ("news_cont_d_wrap", _BY_CLASS),
        ("tyxxy_main", _BY_CLASS),
        ("artile_zw", _BY_EITHER),
        ("main-txt", _BY_CLASS),
        ("bt-content", _BY_CLASS),
        ("neirong", _BY_EITHER),
        ("wzxqnr", _BY_CLASS),
        ("info_content", _BY_ID),
        ("Custom_UnionStyle", _BY_CLASS),
        ("pages_content", _BY_CLASS),
        ("barrierfree_container", _BY_ID),
    )
)
_NAMES: Final = (etree.XPath("//@id", smart_strings=False), etree.XPath("//@class", smart_strings=False))
# Marks of where the document proper begins and ends, as tags (Hanweb), and as comments (Zhejiang's).
_START, _END = "ContentStart", "ContentEnd"
_COMMENTS: Final = {b"<!--ZJEG_RSS.content.begin-->": _START, b"<!--ZJEG_RSS.content.end-->": _END}
_TELLING: Final = 50


def with_tags(markup: bytes) -> bytes:
    """*markup* with tags for the comments that mark the document proper: a tree is made without comments."""
    if b"<!--ZJEG_RSS.content.begin-->" in markup:
        for comment, name in _COMMENTS.items():
            markup = markup.replace(comment, f'<meta name="{name}">'.encode())
    return markup


def find_body(root: "_Element", markup: bytes, divisions: "list[_Element]") -> "_Element | None":
    """The element that holds the document proper, where the page marks it: nearly always a div."""
    named = "\n".join(_names(root, markup))
    printed = [(word, path) for word, path in _BODY_MARKS if word in named]
    marks = [(element, _marks(element)) for element in divisions] if printed else []
    for word, path in printed:
        found = [element for element, own in marks if _is_marked(element, own, word)]
        found = found or [el for el in elements_of(root.xpath(path)) if _is_marked(el, _marks(el), word)]
        if found:
            # Of several, the one that says most: the others hold notes or are left empty.
            return found[0] if len(found) == 1 else max(found, key=lambda element: len(text_of(element)))
    return _between_tags(root) if _START.encode() in markup else None


def _names(root: "_Element", markup: bytes) -> set[str]:
    """Every id and class on the page, and the tag that is a mark where the page writes it so."""
    names = set[str]().union(*(strings_of(find(root)) for find in _NAMES))
    if next(root.iter(_TAG.lower()), None) is not None and _TAG.encode() in markup:
        names.add(_TAG)
    return names


def _between_tags(root: "_Element") -> "_Element | None":
    """What stands between the tags that mark the document proper, put into an element of its own."""
    start = next((tag for tag in root.iter("meta") if tag.get("name") == _START), None)
    parent = start.getparent() if start is not None else None
    if start is None or parent is None or parent.tag == "head":
        return None
    inside = []
    for element in start.itersiblings():
        if element.tag == "meta" and element.get("name") == _END:
            break
        inside.append(element)
    body = etree.Element("div")
    body.text, start.tail = start.tail, None
    start.addnext(body)
    for element in inside:
        body.append(element)
    if len("".join(text_of(body).split())) >= _TELLING:
        return body
    # Tags astray hold nothing: the page is taken as it is, whose parts the new element does not disturb.
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
