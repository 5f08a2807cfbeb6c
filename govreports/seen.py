"""An answer as it was seen, by whatever means: what detection and diagnosis look at."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple, Self
from urllib.parse import urljoin, urlsplit

from scrapy.http import HtmlResponse, Request

from govreports.documents.encodings import decode

if TYPE_CHECKING:
    from scrapy.http import Response

_LARGEST: Final = 4 * 1024 * 1024
"""What is looked at of an answer. Pages of lists have a tenth of it."""
_ANCHOR_TAG: Final = re.compile(r"<a\b[^<>]*>", re.IGNORECASE)
_COMMENT_OR_STYLE: Final = re.compile(r"<!--.*?-->|<style\b.*?</style\s*>", re.DOTALL | re.IGNORECASE)
_SCRIPT: Final = re.compile(r"<script\b[^>]*>.*?</script\s*>", re.DOTALL | re.IGNORECASE)
_TAG: Final = re.compile(r"<[^<>]*>")
_CHARSET: Final = re.compile(r"charset\s*=\s*['\"]?([\w-]+)", re.IGNORECASE)
_FALSE_LINKS: Final = ("javascript:", "#", "mailto:", "tel:", "data:")


class Anchor(NamedTuple):
    """A link of a page: where it leads (absolute), what it is called, and whether it stays on the host."""

    url: str
    title: str
    is_own: bool

    @property
    def target(self) -> str:
        """Path and query, as the shapes of families are written for."""
        parts = urlsplit(self.url)
        return f"{parts.path}?{parts.query}"


@dataclass(frozen=True, eq=False)
class Seen:
    """An answer: its address, status, headers and body.

    Attributes:
        url: the address that answered, after all redirects.
        headers: several values of one header are parted by line ends; names in any case.
        asked: the address that was asked for, where redirects led elsewhere.
    """

    url: str
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    asked: str | None = None

    @classmethod
    def of(cls, response: "Response", asked: str | None = None) -> Self:
        """What Scrapy fetched; *asked* is taken from its redirects where it is not given."""
        request = response.request
        redirects = request.meta.get("redirect_urls") if request is not None else None
        headers = {
            name.decode("latin-1"): "\n".join(value.decode("latin-1") for value in values)
            for name, values in response.headers.items()
        }
        return cls(
            response.url, response.status, headers, response.body, asked or (redirects[0] if redirects else None)
        )

    def header(self, name: str) -> str:
        """The value of a header, empty where there is none."""
        return next((value for key, value in self.headers.items() if key.lower() == name.lower()), "")

    @property
    def host(self) -> str:
        """The host that answered."""
        return urlsplit(self.url).hostname or ""

    @property
    def target(self) -> str:
        """Path and query of the address, as the shapes of families are written for."""
        return Anchor(self.url, "", True).target

    @cached_property
    def text(self) -> str:
        """The body as text; empty for a picture and the like."""
        if b"\x00" in self.body[:1024]:
            return ""
        declared = _CHARSET.search(self.header("Content-Type"))
        return decode(self.body[:_LARGEST], declared[1] if declared else None).text

    @cached_property
    def response(self) -> HtmlResponse:
        """The page as families read it."""
        return HtmlResponse(self.url, body=self.text.encode(), encoding="utf-8", request=Request(self.url))

    @cached_property
    def markup(self) -> str:
        """The page without the tags of its links: they say more of where they lead than of the page."""
        return _ANCHOR_TAG.sub("", self.text)

    @cached_property
    def scripts(self) -> str:
        """The page's scripts with their tags."""
        return "\n".join(_SCRIPT.findall(self.markup))

    @cached_property
    def shown(self) -> str:
        """What a reader sees, without spaces."""
        return "".join(_TAG.sub(" ", _SCRIPT.sub(" ", _COMMENT_OR_STYLE.sub(" ", self.text))).split())

    @property
    def words(self) -> int:
        """How many characters a reader sees, spaces aside."""
        return len(self.shown)

    @cached_property
    def anchors(self) -> tuple[Anchor, ...]:
        """The page's links, those aside that only run a script."""
        found = []
        for anchor in self.response.css("a[href]"):
            href = anchor.attrib["href"].strip()
            if not href or href.lower().startswith(_FALSE_LINKS):
                continue
            try:
                url = urljoin(self.url, href)
                own = (urlsplit(url).hostname or "") == self.host
            except ValueError:  # http://[ and the like
                continue
            text = " ".join("".join(anchor.css("::text").getall()).split())
            found.append(Anchor(url, max(text, anchor.attrib.get("title", "").strip(), key=len), own))
        return tuple(found)
