"""Answers of made-up sites, and what a source makes of them."""

import json

from scrapy import Request
from scrapy.http import HtmlResponse, TextResponse

from govreports.platforms import Listing, Source


def page(url: str, html: str) -> HtmlResponse:
    """A page as a crawl gets it."""
    return HtmlResponse(url, body=html.encode(), encoding="utf-8", request=Request(url))


def answer(request: Request, data: object) -> TextResponse:
    """What an interface answers to *request*: JSON, or text as it is."""
    body = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False)
    return TextResponse(request.url, body=body.encode(), encoding="utf-8", request=request)


def next_of(listing: Listing) -> str | None:
    """The address that a list goes on at."""
    return listing.following.url if listing.following else None


def titles(listing: Listing) -> list[str]:
    """The names of a list's entries."""
    return [row.title for row in listing.rows]


def walk(source: Source, pages: dict[str, str]) -> tuple[list[str], list[str]]:
    """All entries' addresses and all troubles of a list whose pages are *pages*, as the spider walks it."""
    rows: list[str] = []
    troubles: list[str] = []
    seen: set[str] = set()
    waiting: list[tuple[Request, int]] = [(source.first(), 1)]
    while waiting:
        request, number = waiting.pop(0)
        if request.url in seen:
            continue
        seen.add(request.url)
        listing = source.listing(page(request.url, pages[request.url]), number)
        rows += [row.url for row in listing.rows]
        troubles += [listing.trouble] if listing.trouble else []
        waiting += [(Request(column.url), 1) for column in listing.columns]
        if listing.following is not None:
            waiting.append((listing.following, number + 1))
    return rows, troubles
