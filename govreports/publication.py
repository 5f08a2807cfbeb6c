"""A publication on its way from fetched bytes to a record: what each stage takes and leaves.

The stages (govreports.stages) are pure functions over it. A crawl runs them in Scrapy's item
pipelines, ``govreports parse`` in a loop; both produce the same record from the same bytes.
"""

import re
from dataclasses import dataclass, field, replace
from typing import Final, Self
from urllib.parse import quote

from govreports.documents.model import Document, UnreadableError
from govreports.reading.metadata import Listed
from govreports.reading.sections import FoundSection
from govreports.reading.tables import TablesRead
from govreports.records import Agency, Metadata, Statement, TablesState

_CHARSET: Final = re.compile(r"charset\s*=\s*['\"]?([\w-]+)", re.IGNORECASE | re.ASCII)


@dataclass(slots=True, eq=False)
class Capture:
    """One fetched resource. *declared* is the charset of its Content-Type, *error* why it has no body."""

    url: str
    body: bytes = field(repr=False)
    name: str | None = None
    declared: str | None = None
    media_type: str | None = None
    fetched_at: str | None = None
    error: str | None = None
    document: Document | UnreadableError | None = field(default=None, repr=False)
    is_other: bool = False
    """Whether it is a report of another year or agency than the publication's: its tables are not this record's."""

    archive: "Capture | None" = field(default=None, repr=False)
    """The archive that it was unpacked from."""

    kept_at: str | None = None
    """Where its bytes are kept: a reference into what govreports.archive keeps."""

    @classmethod
    def fetched(  # what an answer consists of
        cls, url: str, body: bytes, content_type: str, at: str, *, name: str | None = None, kept_at: str | None = None
    ) -> Self:
        """What a server gave: *content_type* is that header's value, *at* when it came."""
        charset = _CHARSET.search(content_type)
        return cls(
            url=url,
            body=body,
            name=name,
            declared=_plain(charset[1]) if charset else None,
            media_type=_plain(content_type.split(";", maxsplit=1)[0].strip()) or None,
            fetched_at=at,
            kept_at=kept_at,
        )

    @property
    def readable(self) -> Document | None:
        """The document read from the body, if one could be."""
        return self.document if isinstance(self.document, Document) else None


@dataclass(slots=True, eq=False)
class Parts:
    """What stands around the tables of a publication."""

    title: str | None
    year: int | None
    agency: Agency | None
    metadata: Metadata
    text: str
    sections: list[FoundSection]
    has_table_pictures: bool
    narrative: list[Statement] = field(default_factory=list)
    called: tuple[str, ...] = ()
    """What the page and its list call it, the most trusted first; *title* may come from its text instead."""


@dataclass(slots=True, eq=False)
class Publication:
    """A page with its attachments, where it was found, and what the stages have made of it so far.

    *home* is the agency whose site it was found on: the publisher unless the report names another.
    """

    page: Capture
    attachments: list[Capture] = field(default_factory=list)
    listed: Listed = field(default_factory=Listed)
    site: str | None = None
    platform: str | None = None
    home: Agency | None = None

    parts: Parts | None = field(default=None, repr=False)
    tables: TablesRead | None = field(default=None, repr=False)
    tables_source: Capture | None = field(default=None, repr=False)
    tables_also: list[Capture] = field(default_factory=list, repr=False)
    """Further documents that gave tables which the source lacks."""
    tables_elsewhere: list[tuple[Capture, TablesRead]] = field(default_factory=list, repr=False)
    """What the other documents of the publication say in the same tables."""

    @property
    def tables_state(self) -> TablesState:
        """What can be said of the tables after all documents were read."""
        if self.tables is not None and self.tables.form is not None:
            return "partial" if self.tables.state == "partial" else "parsed"
        if self.parts is not None and self.parts.has_table_pictures:
            return "image"
        unreadable = [capture.document for capture in self.captures if isinstance(capture.document, UnreadableError)]
        return unreadable[0].state if unreadable else "absent"

    def unpack(self) -> None:
        """Make attachments of what the archives among the captures hold, each after its archive."""
        unpacked: list[Capture] = []
        for capture in self.captures:
            unpacked += [capture, *_members(capture)]
        self.attachments = unpacked[1:]

    @property
    def captures(self) -> list[Capture]:
        """The page, then its attachments."""
        return [self.page, *self.attachments]

    @property
    def speaking(self) -> list[tuple[Capture, Document]]:
        """The readable documents that this report may be in, the page first."""
        return [(item, item.readable) for item in self.captures if item.readable is not None and not item.is_other]


def _members(capture: Capture) -> list[Capture]:
    """What was read from an archive, which then has no members any more."""
    archive = capture.readable
    if archive is None or not archive.members:
        return []
    capture.document = replace(archive, members=())
    return [
        Capture(
            f"{capture.url}!/{quote(member.path)}",
            member.body,
            name=member.path.rpartition("/")[2],
            media_type=member.document.media_type,
            fetched_at=capture.fetched_at,
            document=member.document,
            archive=capture,
            kept_at=capture.kept_at,
        )
        for member in archive.members
    ]


def _plain(text: str) -> str:
    """*text* with a mark in place of whatever is no ASCII."""
    return text.encode("ascii", "replace").decode("ascii")
