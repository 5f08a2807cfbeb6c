"""Downloader middleware: pages by the charset they are in, whatever charset was declared."""

from typing import TYPE_CHECKING

from scrapy.http import TextResponse

from govreports.documents.encodings import decode

if TYPE_CHECKING:
    from scrapy.http import Request, Response


class EncodingMiddleware:
    """Gives text responses the charset their bytes are in, so that ``response.text`` can be trusted."""

    def process_response(self, request: "Request", response: "Response") -> "Response":  # noqa: ARG002  # Scrapy's signature
        """Replace a declared charset that does not fit."""
        if not isinstance(response, TextResponse):
            return response
        found = decode(response.body, response.encoding).encoding
        return response if found == response.encoding else response.replace(encoding=found)
