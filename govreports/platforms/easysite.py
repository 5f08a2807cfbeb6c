"""EasySite (中科汇联): portlets under ``/eportal/ui``, paged by ``currentPage``."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final
from urllib.parse import parse_qs, urlsplit

from govreports.platforms.base import Source

if TYPE_CHECKING:
    from scrapy.http import Request, TextResponse

_PAGE: Final = "currentPage"


@dataclass(frozen=True, slots=True)
class EasySite(Source):
    """A list of an EasySite portal; detail pages are told by their ``articleKey``."""

    family: ClassVar[str] = "easysite"
    shape: ClassVar[re.Pattern[str]] = re.compile(r"[?&]articleKey=\d+|/\d{5,}/index\.html\?")

    def following(self, response: "TextResponse", number: int) -> "Request | None":
        """The link to page *number* + 1, wherever the pager has it."""
        for href in response.css("a[href*='currentPage=']::attr(href)").getall():
            page = parse_qs(urlsplit(href).query).get(_PAGE)
            if page == [str(number + 1)]:
                return response.follow(href)
        return None
