"""Where a page leads: not only its anchors, but frames, menus and the scripts that open pages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urldefrag, urljoin, urlsplit

from govreports.platforms.columns import MORE, heading_beside

if TYPE_CHECKING:
    from parsel import Selector
    from scrapy.http import TextResponse

_OPENS: Final = re.compile(r"(?:open|href\s*=|location\s*=|goto\w*|jump\w*|tourl|toUrl)\s*\(?\s*['\"]([^'\"]+)['\"]")
_GOES: Final = re.compile(r"\blocation(?:\.href)?\s*(?:=|\.(?:replace|assign)\(|\.href\s*=)\s*['\"]([^'\"\s]+)['\"]")
_FOR_TELEPHONES: Final = re.compile(r"//(?:m|wap|mobile|3g)\.|/(?:m|wap|mobile)(?:/|$)", re.IGNORECASE)
_ONLY_GOES: Final = re.compile(
    r"\s*(?:(?:window|document|self|top|parent)\.)*location(?:\.href)?\s*(?:=|\.(?:replace|assign)\()\s*"
    r"['\"]([^'\"\s]+)['\"]\s*\)?\s*;?\s*"
)
_FEW_LINKS: Final = 3
# An entry of a menu that a script draws (zTree, layui, elementUI): an object with a name and an address.
_ENTRY: Final = re.compile(r"\{[^{}]{1,600}\}")
_ENTRY_NAME: Final = re.compile(r"[{,\s]['\"]?(?:name|title|text|label)['\"]?\s*:\s*['\"]([^'\"]{2,60})['\"]")
_ENTRY_ADDRESS: Final = re.compile(
    r"[{,\s]['\"]?(?:url|href|link|path)['\"]?\s*:\s*['\"]([^'\"\s]+)['\"]", re.IGNORECASE
)
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")
_NOWHERE: Final = ("javascript:", "mailto:", "tel:", "data:", "#")
_LONGEST_TEXT: Final = 60


@dataclass(frozen=True, slots=True)
class Link:
    """An address (absolute, without fragment) and what the page calls it."""

    url: str
    text: str


def links_of(response: "TextResponse") -> Iterator[Link]:
    """Every link of the page in its order, each address and text once."""
    yield from dict.fromkeys((*_written(response), *_drawn(response)))


def _written(response: "TextResponse") -> Iterator[Link]:
    """What elements of the page lead to."""
    base = _base(response)
    for element in response.xpath("//a | //area | //iframe | //frame | //option | //*[@onclick]"):
        address = _address(element)
        if address is not None and (url := _absolute(base, address)) is not None:
            yield Link(url, _text(element))


def _drawn(response: "TextResponse") -> Iterator[Link]:
    """The entries of menus whose data stand in the page's scripts: ``{id:14, pId:1, name:"政府信息公开年报", url:"/x?id=14"}``."""
    base = _base(response)
    for script in response.css("script:not([src])::text").getall():
        for entry in _ENTRY.finditer(script):
            name, address = _ENTRY_NAME.search(entry[0]), _ENTRY_ADDRESS.search(entry[0])
            if name is None or address is None or not _HAN.search(name[1]):
                continue
            written = address[1].replace("\\/", "/")
            if not written.lower().startswith(_NOWHERE) and (url := _absolute(base, written)) is not None:
                yield Link(url, "".join(name[1].split()))


def ways_on(response: "TextResponse") -> list[str]:
    """Where a page's script sends whoever comes to it, if that is all that the page or the script does.

    Columns above others go on to the first of them, with all the site's menus around them. Scripts that part visitors
    name several ways; those for telephones come last. Cookies are a challenge's.
    """
    if "cookie" in response.text:
        return []
    scripts = response.css("script::text, body::attr(onload)").getall()
    goes = [found[1] for found in map(_ONLY_GOES.fullmatch, scripts) if found is not None]
    if len(response.css("a[href]")) < _FEW_LINKS:
        whole = " ".join(scripts).partition("function")[0]
        goes = [found[1] for found in _GOES.finditer(whole)]
    urls = dict.fromkeys(map(response.urljoin, goes))
    ways = [url for url in urls if url != response.url and urlsplit(url).scheme in {"http", "https"}]
    return sorted(ways, key=lambda url: _FOR_TELEPHONES.search(url) is not None)


def frames_of(response: "TextResponse") -> Iterator[str]:
    """What the frames of a page without links of its own hold."""
    if response.css("a[href]") and not response.css("frameset"):
        return
    base = _base(response)
    for address in response.css("frame::attr(src), iframe::attr(src)").getall():
        if (url := _absolute(base, address.strip())) is not None:
            yield url


def _base(response: "TextResponse") -> str:
    return urljoin(response.url, response.css("base::attr(href)").get(""))


def _absolute(base: str, address: str) -> str | None:
    """*address*, as written on a page, whole and without its fragment; None where it is no page's."""
    try:
        url = urldefrag(urljoin(base, address)).url
        return url if urlsplit(url).scheme in {"http", "https"} else None
    except ValueError:
        return None


def _address(element: "Selector") -> str | None:
    """Where *element* leads, as it says so itself or by what a click on it does."""
    for name in ("href", "src", "value", "data-href", "data-url"):
        value = element.attrib.get(name, "").strip()
        if value and not value.lower().startswith(_NOWHERE) and (name != "value" or "/" in value):
            return value
    script = f"{element.attrib.get('onclick', '')} {element.attrib.get('href', '')}"
    found = _OPENS.search(script)
    return found[1] if found else None


def _text(element: "Selector") -> str:
    """What the link is called, without spaces: its text, its title, its picture's; of 更多 what it is more of."""
    own = "".join("".join(element.css("::text").getall()).split())
    if not own:
        named = element.attrib.get("title") or element.attrib.get("alt")
        own = named or element.css("img::attr(alt), img::attr(title)").get("")
    if MORE.match("".join(own.split())):
        own = heading_beside(element.root) or own
    return "".join(own.split())[:_LONGEST_TEXT]
