"""What pagers say, whoever wrote them: the link to the next page, and how many pages there are."""

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from parsel import Selector

from govreports.forms.labels import squeeze

if TYPE_CHECKING:
    from scrapy.http import TextResponse

NEXT_WORD: Final = re.compile(r"^(?:下一?页|后一?页|next(?:page)?|[>»›]{1,2})[>»›]*$", re.IGNORECASE)
_SHOWN: Final = "//body//text()[not(parent::script or parent::style)]"
_IN_WORDS: Final = (
    re.compile(r"共\s*(\d+)\s*页"),
    re.compile(r"(?<![\d/])\d+\s*/\s*(\d+)\s*页"),
    # 1/3 alone; 2024/1 would be a month.
    re.compile(r"(?:(?<=\s)|(?<=^)|(?<=[(（]))\d{1,3}/(\d{1,3})(?=\s|$|[)）])"),
)
_IN_SCRIPT: Final = (
    re.compile(r"\b(?:countPage|pageCount|totalPages?|pageTotal|page_count|total_page)['\"]?\s*[:=]\s*['\"]?(\d+)"),
    re.compile(r"createPageHTML\(\s*['\"]?(\d+)"),
)


def next_links(response: "TextResponse") -> list[str]:
    """Addresses of the links called 下一页, each once: a page of several lists has several."""
    found: dict[str, None] = {}
    for anchor in response.css("a[href]"):
        href = anchor.attrib["href"].strip()
        word = squeeze("".join(anchor.css("::text").getall())) or squeeze(anchor.attrib.get("title", ""))
        if not NEXT_WORD.match(word) or not href or href.lower().startswith(("javascript:", "#")):
            continue
        url = response.urljoin(href)
        if url != response.url and urlsplit(url).hostname == urlsplit(response.url).hostname:
            found[url] = None
    return list(found)


def page_count(html: str) -> int | None:
    """How many pages a list says it has, in words or in its script; None where it does not say.

    >>> page_count("第 1 页 共 <b>12</b> 页"), page_count("<b>1/3</b>"), page_count("<script>pageCount: '4'</script>")
    (12, 3, 4)
    >>> page_count("<a href='/public/6608381/1.html'>2024/1</a>")
    """
    text = " ".join(" ".join(Selector(text=html, type="html").xpath(_SHOWN).getall()).split())
    for patterns, place in ((_IN_WORDS, text), (_IN_SCRIPT, html)):
        for pattern in patterns:
            if (match := pattern.search(place)) is not None:
                return int(match[1])
    return None
