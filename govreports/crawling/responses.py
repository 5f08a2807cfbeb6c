"""What a crawl takes from Scrapy's answers and failures."""

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from scrapy.exceptions import IgnoreRequest
from scrapy.http import JsonResponse
from scrapy.spidermiddlewares.httperror import HttpError

from govreports.discovery.columns import calls_itself_column
from govreports.publication import Capture
from govreports.reading.columns import column_among, is_annual_column

if TYPE_CHECKING:
    from scrapy.http import Response, TextResponse
    from twisted.python.failure import Failure

UNNAMED_COLUMN: Final = "政府信息公开年报"
"""What a column is called that is known to be the annual reports', if not by which name."""

_CHARSET: Final = re.compile(rb"charset\s*=\s*['\"]?([\w-]+)", re.IGNORECASE)


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
    content_type = response.headers.get("Content-Type") or b""
    charset = _CHARSET.search(content_type)
    return Capture(
        url=response.url,
        body=response.body,
        name=name,
        declared=charset[1].decode("ascii", "replace") if charset else None,
        media_type=content_type.split(b";")[0].strip().decode("ascii", "replace") or None,
        fetched_at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    )


def explain(failure: "Failure") -> str:
    """Why a request failed, in words."""
    error = failure.value
    if isinstance(error, HttpError):
        return f"HTTP {error.response.status}"
    if isinstance(error, IgnoreRequest):
        return str(error) or "not asked for"
    return f"{type(error).__name__}: {error}"
