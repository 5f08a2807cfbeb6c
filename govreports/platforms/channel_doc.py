"""The channel/doc family (Shandong: 聊城, 淄博, districts of 济南); its vendor is not known.

Detail pages are served as HTML; lists are drawn by a script on the sites seen so far, and no address
of their data is known. A list that shows no rows is reported, not taken for empty.
"""

import re
from dataclasses import dataclass
from typing import ClassVar

from govreports.platforms.base import Source


@dataclass(frozen=True, slots=True)
class ChannelDoc(Source):
    """A channel; detail pages are ``doc_<24 hexadecimal digits>.html``, a MongoDB ObjectId."""

    family: ClassVar[str] = "channel_doc"
    shape: ClassVar[re.Pattern[str]] = re.compile(r"/doc_[0-9a-f]{24}\.html\?")
