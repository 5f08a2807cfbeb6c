"""What makes up a publication: which archived answers are its page and its attachments, and what its list said of it.

Kept as a WARC metadata record that refers to the page's. With it a publication can be read again from the archive alone,
by nobody who knows of lists or spiders.
"""

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Final, Self

from govreports.archive.exchanges import ArchiveError
from govreports.reading.metadata import Listed
from govreports.records import Agency

if TYPE_CHECKING:
    from collections.abc import Mapping

CONTENT_TYPE: Final = "application/vnd.govreports.publication+json"
_FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class Held:
    """One file of a publication. *reference* is where the archive holds it; where it could not be had, *error* says why."""

    url: str
    name: str | None = None
    reference: str | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """One publication as a crawl found it; *home* is the agency whose site it was found on."""

    page: Held
    attachments: tuple[Held, ...] = ()
    listed: Listed = field(default_factory=Listed)
    site: str | None = None
    platform: str | None = None
    home: Agency | None = None

    @property
    def references(self) -> list[str]:
        """Where the archive holds what the publication is made of."""
        return [it.reference for it in (self.page, *self.attachments) if it.reference is not None]

    def to_json(self) -> bytes:
        """The manifest as it is archived: the same manifest gives the same bytes."""
        tree: dict[str, Any] = {"format": _FORMAT, "page": asdict(self.page)}
        tree["attachments"] = [asdict(it) for it in self.attachments]
        tree["listed"] = {**asdict(self.listed), "labels": dict(self.listed.labels)}
        tree |= {"site": self.site, "platform": self.platform}
        tree["home"] = self.home.model_dump(mode="json") if self.home is not None else None
        return json.dumps(tree, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def from_json(cls, data: bytes) -> Self:
        """The manifest that `to_json` made *data* of.

        Raises:
            ArchiveError: it is none.
        """
        try:
            tree: Mapping[str, Any] = json.loads(data)
            if tree["format"] != _FORMAT:
                raise ArchiveError(f"a manifest of a format that is not known here: {tree['format']!r}")
            return cls(
                page=Held(**tree["page"]),
                attachments=tuple(Held(**it) for it in tree["attachments"]),
                listed=Listed(**tree["listed"]),
                site=tree["site"],
                platform=tree["platform"],
                home=Agency.model_validate(tree["home"]) if tree["home"] is not None else None,
            )
        except (ValueError, KeyError, TypeError) as error:
            if isinstance(error, ArchiveError):
                raise
            raise ArchiveError(f"no manifest of a publication: {error}") from error
