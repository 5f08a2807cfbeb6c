"""Which links and pictures of a page lead to files that belong to the report."""

import re
from typing import Final
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

from govreports.documents.model import Document
from govreports.reading.pictures import table_pictures
from govreports.reading.sections import find_sections
from govreports.reading.titles import plain, read_title

_FILE: Final = re.compile(r"\.(?:docx?|wps|pdf|ofd|rtf|xlsx?|et|mht|mhtml|zip|rar|7z)$", re.IGNORECASE)
# Scripts that hand out a file by its number; newer systems leave out what they are written in.
_SCRIPT: Final = re.compile(
    r"/(?:downfile|download|downloadfile|filedownload|down)(?:\.(?:jsp|action|do|php|aspx|asp|ashx))?/?$", re.IGNORECASE
)
_OWN: Final = re.compile(r"(?:^|&)urltype=news\.DownloadAttachUrl(?:&|$)")
"""How VSB writes the files of a piece, which it sets below the text, outside of its mark."""
_MOST: Final = 10
_TELLING: Final = 8
"""How many letters of a cut name tell whose it is."""
_MOST_PICTURES: Final = 20


def is_file(path: str) -> bool:
    """Whether a path ends as those of files do that reports are published as."""
    return _FILE.search(path) is not None


def attachment_links(document: Document, url: str) -> list[tuple[str, str | None]]:
    """Absolute addresses and names of the files that the page at *url* attaches, each once.

    On a page that marks its body, a link outside counts only if it is called an annual report, or begins as the page's
    title does and is cut, or is by its address one of the piece's own files.
    """
    title = plain(document.meta.get("articletitle") or document.title or "")
    found: dict[str, str | None] = {}
    for link in document.links:
        address = _address(url, link.url)
        path = urlsplit(address).path if address else ""
        if not (_FILE.search(path) or _SCRIPT.search(path) or (address and _FILE.search(plain(link.text)))):
            continue
        is_own = link.in_body or _OWN.search(urlsplit(address).query) is not None
        if is_own or read_title(link.text).is_report or _begins(link.text, title):
            found.setdefault(address, link.text or _name(address))
    return list(found.items())[:_MOST]


def _begins(name: str, title: str) -> bool:
    """Whether *name*, which is cut, is that of a file called as the page is."""
    shown, _dots, _rest = plain(_FILE.sub("", name)).partition("..")
    shown = shown.partition("…")[0]
    return len(shown) >= _TELLING and title.startswith(shown) and read_title(title).is_report


def picture_links(document: Document, url: str) -> list[tuple[str, str | None]]:
    """Absolute addresses and names of the pictures that stand in the tables' place on the page at *url*."""
    pictures = table_pictures(document, find_sections(document.body_blocks))
    addresses = dict.fromkeys(_address(url, picture.source) for picture in pictures)
    return [(address, _name(address)) for address in addresses if address][:_MOST_PICTURES]


def _address(base: str, url: str) -> str:
    """*url* as an absolute address; empty if it is none that can be fetched."""
    try:
        address = urljoin(base, url)
        return address if urlsplit(address).scheme in {"http", "https"} and address != base else ""
    except ValueError:
        return ""


def _name(url: str) -> str | None:
    parts = urlsplit(url)
    given = parse_qs(parts.query).get("filename")
    return given[0] if given else unquote(parts.path).rsplit("/", 1)[-1] or None
