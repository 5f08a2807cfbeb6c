"""The channel/doc family (Shandong: 聊城, 淄博, districts of 济南); its vendor is not known.

Detail pages are served as HTML; lists are drawn by a script on the sites seen so far, and no address
of their data is known. A list that shows no rows is reported, not taken for empty.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from govreports.platforms.base import Listing, Source

if TYPE_CHECKING:
    from scrapy.http import TextResponse


@dataclass(frozen=True, slots=True)
class ChannelDoc(Source):
    """A channel; detail pages are ``doc_<24 hexadecimal digits>.html``, a MongoDB ObjectId.

    The time in an ObjectId dates a page that says no date itself: govreports.reading.dates.date_in_url.
    """

    family: ClassVar[str] = "channel_doc"
    shape: ClassVar[re.Pattern[str]] = re.compile(r"/doc_[0-9a-f]{24}\.html\?")

    def listing(self, response: "TextResponse", number: int) -> Listing:
        """The entries that the page shows; a page without any is one that a script draws."""
        found = super(ChannelDoc, self).listing(response, number)
        if found.rows or found.columns or found.following is not None or found.itself is not None:
            return found
        return Listing(trouble=f"no entries on page {number} of the list: drawn by a script (js_rendered)")
