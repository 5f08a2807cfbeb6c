"""Which links of a page lead to files that belong to the report."""

import re
from typing import Final
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

from govreports.documents.model import Document
from govreports.reading.titles import read_title

_FILE: Final = re.compile(r"\.(?:docx?|wps|pdf|ofd|rtf|xlsx?|et|mht|mhtml|zip|rar|7z)$", re.IGNORECASE)
_SCRIPT: Final = re.compile(r"/(?:downfile|download|downloadfile)\.(?:jsp|action|do|php|aspx)$", re.IGNORECASE)
_MOST: Final = 10


def attachment_links(document: Document, url: str) -> list[tuple[str, str | None]]:
    """Absolute addresses and names of the files that the page at *url* attaches, each once.

    On a page that marks its body, a link outside counts only if it is called an annual report.
    """
    found: dict[str, str | None] = {}
    for link in document.links:
        try:
            address = urljoin(url, link.url)
            parts = urlsplit(address)
        except ValueError:
            continue
        if parts.scheme not in {"http", "https"} or not (_FILE.search(parts.path) or _SCRIPT.search(parts.path)):
            continue
        if link.in_body or read_title(link.text).is_report:
            found.setdefault(address, link.text or _name(address))
    return list(found.items())[:_MOST]


def _name(url: str) -> str | None:
    parts = urlsplit(url)
    given = parse_qs(parts.query).get("filename")
    return given[0] if given else unquote(parts.path).rsplit("/", 1)[-1] or None
