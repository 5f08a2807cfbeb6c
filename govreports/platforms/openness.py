"""The openness systems of Anhui: lists ``/XxgkContent/showList/<unit>/…/page_<n>.html``."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from scrapy import Request

from govreports.platforms.base import Source
from govreports.platforms.paging import next_links, page_count

if TYPE_CHECKING:
    from scrapy.http import TextResponse

_PAGE: Final = re.compile(r"/page_(\d+)\.html")


@dataclass(frozen=True, slots=True)
class Openness(Source):
    """A list of an openness system; detail pages are ``/XxgkAnnualReport/show/<id>.html`` and the like."""

    family: ClassVar[str] = "openness"
    shape: ClassVar[re.Pattern[str]] = re.compile(r"/(?:Xxgk\w+|Openness\w*|News)/show/\d+\.html\?", re.IGNORECASE)

    def following(self, response: "TextResponse", number: int) -> Request | None:
        """The pager's next link, or the address with the next number where the page links to it or counts it."""
        if links := next_links(response):
            return Request(links[0])
        linked = {int(page) for page in _PAGE.findall(" ".join(response.css("a::attr(href)").getall()))}
        counted = page_count(response.text) or 0
        if number + 1 not in linked and number >= counted:
            return None
        here = response.url if _PAGE.search(response.url) else f"{response.url.rstrip('/')}/page_{number}.html"
        return Request(_PAGE.sub(f"/page_{number + 1}.html", here))
