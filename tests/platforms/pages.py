"""Answers for tests of the families, and a family's walk through them."""

from collections.abc import Callable, Iterator

from scrapy import Request
from scrapy.http import HtmlResponse, TextResponse

from govreports.platforms import Listing, Source


def html_page(url: str, html: str, request: Request | None = None) -> HtmlResponse:
    """A page as Scrapy hands it to a source."""
    return HtmlResponse(url, body=html.encode(), encoding="utf-8", request=request or Request(url))


def answer(request: Request, text: str, status: int = 200) -> TextResponse:
    """What a site says to *request*."""
    return TextResponse(request.url, status=status, body=text.encode(), encoding="utf-8", request=request)


def walk(source: Source, site: Callable[[Request], TextResponse]) -> Iterator[Listing]:
    """The listings of *source* as the spider walks them."""
    request: Request | None = source.first()
    number = 0
    while request is not None:
        number += 1
        assert number < 60, "the walk does not end"
        listing = source.listing(site(request), number)
        yield listing
        request = listing.following
