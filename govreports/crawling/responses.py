"""What a crawl takes from Scrapy's answers and failures."""

from typing import TYPE_CHECKING, Final

from scrapy.exceptions import IgnoreRequest
from scrapy.http import Headers, JsonResponse
from scrapy.responsetypes import responsetypes
from scrapy.spidermiddlewares.httperror import HttpError

from govreports.archive import Exchange
from govreports.discovery.columns import calls_itself_column
from govreports.moments import iso_now
from govreports.publication import Capture
from govreports.reading.columns import column_among, is_annual_column

if TYPE_CHECKING:
    from scrapy.http import Request, Response, TextResponse
    from twisted.python.failure import Failure

KEPT: Final = "kept"
"""The key of a request's meta under which stands where its answer is archived, and when that was fetched."""

UNNAMED_COLUMN: Final = "政府信息公开年报"
"""What a column is called that is known to be the annual reports', if not by which name."""


def column_of(response: "TextResponse") -> str | None:
    """What the list at *response* is called, by its meta tags, its title or the way to it; data say nothing of that."""
    if isinstance(response, JsonResponse) or response.text.lstrip().startswith(("{", "[")):
        return None
    tags = [response.xpath("//meta[@name=$name]/@content", name=name).get() for name in ("ColumnName", "ColumnType")]
    name = column_among([*tags, response.xpath("//title/text()").get()])
    return name if (name and is_annual_column(name)) or not calls_itself_column(response) else UNNAMED_COLUMN


def media_type(response: "Response") -> str:
    """The type that an answer declares, in words."""
    return (response.headers.get("Content-Type") or b"an unnamed type").decode("ascii", "replace")


def capture(response: "Response", name: str | None = None) -> Capture:
    """What was fetched, as the stages take it."""
    kept = response.meta.get(KEPT) if response.request is not None else None
    at = kept.at if kept is not None else iso_now()
    reference = kept.reference if kept is not None else None
    content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
    return Capture.fetched(response.url, response.body, content_type, at, name=name, kept_at=reference)


def as_response(exchange: Exchange) -> "Response":
    """An archived answer, as a download would have brought it."""
    headers = Headers()
    for name, value in exchange.headers:
        headers.appendlist(name, value)
    kind = responsetypes.from_args(headers=headers, url=exchange.url, body=exchange.body)
    return kind(exchange.url, status=exchange.status, headers=headers, body=exchange.body)


def exchange_of(request: "Request", response: "Response", at: str) -> Exchange:
    """A request and its answer as they are archived; *at* is when, in UTC."""
    headers = tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
    )
    return Exchange(request.url, response.status, headers, response.body, at, request.method, request.body)


def explain(failure: "Failure") -> str:
    """Why a request failed, in words."""
    error = failure.value
    if isinstance(error, HttpError):
        return f"HTTP {error.response.status}"
    if isinstance(error, IgnoreRequest):
        return str(error) or "not asked for"
    return f"{type(error).__name__}: {error}"
