"""Feeds that a killed run cannot damage.

Scrapy writes a feed into its final file: a run that is killed leaves half a line there, and one that
overwrites has destroyed the earlier file by then. Here a feed grows beside its final name and takes
it only when complete, in one step of the file system.
"""

import os
import shutil
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from scrapy import Spider


class AtomicFileFeedStorage:
    """Scrapy's feed storage for local files, writing to ``<name>.<pid>.part`` until the feed is whole.

    What a killed run leaves is the part file: complete lines, and perhaps half of one at its end.
    """

    def __init__(self, uri: str, *, feed_options: dict[str, Any] | None = None) -> None:
        self.path = Path(unquote(urlsplit(uri).path) if uri.startswith("file:") else uri)
        self.part = self.path.with_name(f"{self.path.name}.{os.getpid()}.part")
        self._overwrite = bool((feed_options or {}).get("overwrite", False))

    def open(self, spider: "Spider") -> IO[bytes]:  # noqa: ARG002  # Scrapy's signature
        """The part file, which can be read as well; where the feed is to be appended to, with what is there already."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if not self._overwrite and self.path.exists():
            shutil.copyfile(self.path, self.part)
            # Not in append mode: what this run wrote may be written again.
            part = self.part.open("r+b")
            part.seek(0, os.SEEK_END)
            return cast("IO[bytes]", part)
        return cast("IO[bytes]", self.part.open("w+b"))

    def store(self, file: IO[bytes]) -> None:
        """Give the complete feed its name."""
        file.flush()
        os.fsync(file.fileno())
        file.close()
        self.part.replace(self.path)
        _sync_folder(self.path.parent)


def _sync_folder(folder: Path) -> None:
    """Make the new name last: it is the folder's content, not the file's."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
