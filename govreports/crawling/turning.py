"""Pages of a list that come again: the list is over, or its pages cannot be turned."""

import re
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from scrapy.http import HtmlResponse

from govreports.platforms.paging import page_count

if TYPE_CHECKING:
    from scrapy.http import TextResponse

    from govreports.platforms import Listing, Source

_DIGITS: Final = re.compile(r"\d+")
_DIGEST: Final = 16


class PagesMet:
    """The pages that a crawl has seen, list by list, each known by a digest of its entries: lists are long."""

    def __init__(self) -> None:
        self._met: dict[str, set[bytes]] = {}

    def is_met_again(self, source: "Source", response: "TextResponse", listing: "Listing") -> bool:
        """Whether the page has the entries of an earlier one of its list; one that has not is known from now on."""
        if not isinstance(response, HtmlResponse) or not listing.rows:
            return False
        met = self._met.setdefault(source.list_url, set())
        entries = "\n".join(sorted({row.url for row in listing.rows}))
        digest = blake2b(entries.encode("utf-8", "surrogatepass"), digest_size=_DIGEST).digest()
        if digest in met:
            return True
        met.add(digest)
        return False

    def hides_others(self, source: "Source", response: "TextResponse", number: int) -> str | None:
        """What to say of the *number*-th page, which was met again, if others cannot be had; None if the list is over.

        Some pagers go round at the end, or show the last page for all numbers beyond it. One that shows the first page
        for the second hides the rest, and so does one that has not shown as many pages as it counts.
        """
        counted = page_count(response.text)
        # Of a list of one page the next may be the first by its number.
        numbers = {*_DIGITS.findall(response.url)} - {*_DIGITS.findall(source.list_url)}
        expected = counted if counted is not None else 2 if numbers - {"1"} else 1
        if len(self._met.get(source.list_url, ())) >= expected:
            return None
        of = f" of {counted}" if counted is not None else ""
        return f"page {number}{of} of the list has the entries of one before it, and the others cannot be had"
