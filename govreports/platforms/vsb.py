"""VSB, Websiteplus (博达): pages numbered downwards, ``xxx.htm``, ``xxx/8.htm`` … ``xxx/1.htm``, or by parameters.

Where the next page lies is never worked out: the pager's link says it. A column may also be one page, the report
itself (``xxx/a2021.htm``).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Final
from urllib.parse import urlsplit

from scrapy import Request

from govreports.platforms.base import Listing, Row, Source, anchor_title, date_beside
from govreports.platforms.paging import next_links
from govreports.reading.titles import read_title

if TYPE_CHECKING:
    from scrapy.http import TextResponse

_PAGE: Final = re.compile(r"\.html?$")


@dataclass(frozen=True, slots=True)
class Vsb(Source):
    """A VSB list; detail pages are ``/info/<tree>/<id>.htm`` or ``content.jsp``, and pages of one report."""

    family: ClassVar[str] = "vsb"
    shape: ClassVar[re.Pattern[str]] = re.compile(r"/info/\d+/\d+\.html?\?|/content\.jsp\?.*wbnewsid=\d+")

    def listing(self, response: "TextResponse", number: int) -> Listing:
        """The entries, and the next page of each list on the page: the first's next, the others' as lists below."""
        plain = super(Vsb, self).listing(response, number)
        others = [url for url in next_links(response)[1:] if number == 1]
        return replace(plain, columns=(*plain.columns, *(Row(url, "下一页") for url in others)))

    def rows(self, response: "TextResponse") -> Iterable[Row]:
        """Entries by their addresses, and pages of one report by their names."""
        known = {row.url: row for row in self._rows(response)}
        for anchor in response.css("a[href]"):
            url = response.urljoin(anchor.attrib["href"].strip())
            parts = urlsplit(url)
            if url in known or parts.hostname != urlsplit(response.url).hostname or not _PAGE.search(parts.path):
                continue
            read = read_title(title := anchor_title(anchor))
            if read.is_report and read.year is not None and url != response.url:
                known[url] = Row(url, title, date_beside(anchor))
        return known.values()

    def following(self, response: "TextResponse", number: int) -> Request | None:  # noqa: ARG002  # counting would mislead
        """The page that the pager calls the next."""
        return next((Request(url) for url in next_links(response)), None)
