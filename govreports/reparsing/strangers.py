"""Publications in the WARC files of others: a page, and those of its files that were archived too."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from govreports.archive import ArchiveError
from govreports.archive.foreign import Found
from govreports.attachments import attachment_links
from govreports.publication import Capture, Publication
from govreports.reading.titles import read_title
from govreports.reparsing.jobs import Sources
from govreports.stages import read_capture

_SOME_SECTIONS: Final = 2


@dataclass(frozen=True, slots=True)
class Stranger:
    """A page that may be a report."""

    found: Found

    @property
    def url(self) -> str:
        """Its address."""
        return self.found.url

    @property
    def part(self) -> tuple[str, str]:
        """All that is given at once is put together as one run."""
        return "", ""

    @property
    def key(self) -> tuple[str, str]:
        """Where it stands."""
        return str(self.found.path), str(self.found.offset)

    def publication(self, sources: Sources) -> Publication:
        """The page with its files; who would have led to it is not known."""
        page = _capture(self.found)
        page.document = read_capture(page)
        links = attachment_links(page.readable, page.url) if page.readable is not None else []
        attached = [_attached(url, name, sources.files) for url, name in links]
        return Publication(page=page, attachments=attached, site=urlsplit(page.url).hostname)

    def doubt(self, publication: Publication) -> str | None:
        """That it may be a list, or a page about reports: nobody has said where it stands, so it has to show a report."""
        sections = {section.key for section in publication.parts.sections} if publication.parts is not None else set()
        shows = publication.tables is not None or len(sections) >= _SOME_SECTIONS
        if shows or any(read_title(it.name or "").is_report for it in publication.attachments):
            return None
        return "called an annual report, and shows neither its tables nor its sections nor a file of it"


def _attached(url: str, name: str | None, files: Mapping[str, Found]) -> Capture:
    try:
        if (found := files.get(url)) is not None:
            return _capture(found, name)
    except ArchiveError as error:
        return Capture(url, b"", name=name, error=str(error))
    return Capture(url, b"", name=name, error="not in the archive")


def _capture(found: Found, name: str | None = None) -> Capture:
    exchange = found.read()
    content_type = exchange.header("Content-Type") or ""
    return Capture.fetched(found.url, exchange.body, content_type, exchange.at, name=name, kept_at=found.reference)
