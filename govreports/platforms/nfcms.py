"""NFCMS (南方, Guangdong): static lists ``index.html``, ``index_2.html`` …: the second page is number 2."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final
from urllib.parse import urljoin, urlsplit

from scrapy import Request

from govreports.platforms.base import Source
from govreports.platforms.paging import next_links, page_count

if TYPE_CHECKING:
    from scrapy.http import TextResponse

_INDEX: Final = re.compile(r"/(index|list)(?:_\d+)?\.(s?html?)$")


@dataclass(frozen=True, slots=True)
class Nfcms(Source):
    """An NFCMS list; detail pages are ``content/post_<id>.html``."""

    family: ClassVar[str] = "nfcms"
    shape: ClassVar[re.Pattern[str]] = re.compile(r"/content/(?:\w+/)*post_\d+\.html\?")

    def following(self, response: "TextResponse", number: int) -> Request | None:
        """The pager's next link, or the file of the next number where the page links to it or counts it."""
        if links := next_links(response):
            return Request(links[0])
        index = _INDEX.search(urlsplit(response.url).path)
        name, extension = index.groups() if index else ("index", "html")
        url = urljoin(response.url, f"{name}_{number + 1}.{extension}")
        linked = any(response.urljoin(href) == url for href in response.css("a::attr(href)").getall())
        counted = page_count(response.text)
        return Request(url) if linked or (counted is not None and number < counted) else None
