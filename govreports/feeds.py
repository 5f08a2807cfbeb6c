"""Feeds that neither a killed run nor a full disk can damage.

Scrapy writes a feed into its final file: a run that is killed leaves half a line there, and one that
overwrites has destroyed the earlier file by then. Here a feed grows beside its final name and takes
it only when complete, in one step of the file system. One that could not be written never takes it.
"""

import contextlib
import fcntl
import io
import logging
import os
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, Self, cast
from urllib.parse import unquote, urlsplit

from govreports.exits import EXIT, FAILED
from govreports.keeping import DATA_FOLDER

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer
    from scrapy import Spider
    from scrapy.crawler import Crawler
    from scrapy.statscollectors import StatsCollector

logger = logging.getLogger(__name__)

_PART: Final = re.compile(r"(.+)\.\d+\.part")
_WITHOUT: Final = "output"
"""Where records go of a crawl that keeps nothing else."""


def uri_params(params: Mapping[str, Any], spider: "Spider") -> dict[str, Any]:
    """What may stand in the address of a feed: Scrapy's *params*, and the *folder* that records go to."""
    return {**params, "folder": spider.settings.get(DATA_FOLDER) or _WITHOUT}


class WholeFile(io.FileIO):
    """A file in which whatever was written at once is there whole, or not at all.

    Where something cannot be written, the file is cut to what was written before, and takes no more: *failure* says why,
    and *tell* is told. It is locked for as long as the process lives, however that ends.
    """

    def __init__(self, path: Path, mode: str, tell: Callable[[OSError], None]) -> None:
        super().__init__(os.fspath(path), mode)  # by a string: its name says where it lies
        self.failure: OSError | None = None
        self._tell = tell
        # File systems without locks have no locks to respect either.
        with contextlib.suppress(OSError):
            fcntl.flock(self.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)

    def write(self, data: "ReadableBuffer", /) -> int:
        """Write all of *data*.

        Raises:
            OSError: it cannot be written, or something before it could not.
        """
        if self.failure is not None:
            raise self.failure
        rest = memoryview(data).cast("B")
        start, length = self.tell(), len(rest)
        try:
            while rest:
                rest = rest[super().write(rest) or 0 :]
        except OSError as error:
            self.failure = error
            with contextlib.suppress(OSError):
                self.truncate(start)
            self._tell(error)
            raise
        return length


class AtomicFileFeedStorage:
    """Scrapy's feed storage for local files, writing to ``<name>.<pid>.part`` until the feed is whole.

    What a killed run leaves is the part file: complete lines, and perhaps half of one at its end. It goes when the next
    run's feed is complete.
    """

    def __init__(
        self, uri: str, *, feed_options: dict[str, Any] | None = None, stats: "StatsCollector | None" = None
    ) -> None:
        self.path = Path(unquote(urlsplit(uri).path) if uri.startswith("file:") else uri)
        self.part = self.path.with_name(f"{self.path.name}.{os.getpid()}.part")
        self._overwrite = bool((feed_options or {}).get("overwrite", False))
        self._stats = stats
        self._failure: OSError | None = None
        self._is_spiders_own = False

    @classmethod
    def from_crawler(cls, crawler: "Crawler", uri: str, *, feed_options: dict[str, Any] | None = None) -> Self:
        """Scrapy's constructor."""
        return cls(uri, feed_options=feed_options, stats=crawler.stats)

    def open(self, spider: "Spider") -> IO[bytes]:
        """The part file, which can be read as well; where the feed is to be appended to, with what is there already.

        Raises:
            OSError: it cannot be made, or could not be when it was asked for first: what came then would lack in it.
        """
        if self._failure is not None:
            raise self._failure
        self._is_spiders_own = self.path.parent.name == spider.name
        try:
            return cast("IO[bytes]", self._open())
        except OSError as error:
            self._fail(error)
            raise

    def _open(self) -> WholeFile:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if self._overwrite or not self.path.exists():
            return WholeFile(self.part, "w+b", self._fail)
        shutil.copyfile(self.path, self.part)
        # Not in append mode: what this run wrote may be written again.
        part = WholeFile(self.part, "r+b", self._fail)
        part.seek(0, os.SEEK_END)
        return part

    def store(self, file: IO[bytes]) -> None:
        """Give the complete feed its name.

        Raises:
            OSError: it could not be written, all of it; what there is of it stays in the part file.
        """
        try:
            if self._failure is not None:
                raise self._failure
            file.flush()
            os.fsync(file.fileno())
            file.close()
            self.part.replace(self.path)
            _sync_folder(self.path.parent)
        except OSError as error:
            self._fail(error)
            raise
        self._remove_left()

    def _fail(self, error: OSError) -> None:
        """Say that there is no feed, once, and see to it that the crawl ends as a failed one."""
        if self._failure is not None:
            return
        self._failure = error
        logger.error("%s: the feed cannot be written: %s; the next run makes up for it", self.path, error)
        if self._stats is not None:
            self._stats.set_value(EXIT, FAILED)

    def _remove_left(self) -> None:
        """Remove the part files of runs that were cut off: of this feed's name, or in the spider's own folder."""
        for part in self.path.parent.glob("*.part"):
            name = _PART.fullmatch(part.name)
            if name is None or not (self._is_spiders_own or name[1] == self.path.name):
                continue
            # A live process holds a lock on its own, wherever it runs: its number may be another machine's.
            with contextlib.suppress(OSError), part.open("rb") as file:
                fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
                part.unlink()
                logger.info("%s: removed, a run that was cut off had left it", part)


def _sync_folder(folder: Path) -> None:
    """Make the new name last: it is the folder's content, not the file's."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
