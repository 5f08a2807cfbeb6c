"""Reading single records of archives, by their references, from as many processes as one likes."""

from collections import OrderedDict
from pathlib import Path
from typing import IO, Final, Self

from warcio.recordloader import ArcWarcRecord

from govreports.archive.exchanges import ArchiveError, Exchange, exchange_of, payload_of
from govreports.archive.index import Entry
from govreports.archive.manifest import Manifest
from govreports.archive.members import CutOffError, members, record_in

_MOST_OPEN: Final = 8
INDEX: Final = "index.sqlite"


class Reader:
    """Reads the archives in *room*, where each spider has a folder; a reference begins with that folder's name."""

    def __init__(self, room: Path) -> None:
        self.room = room
        self._files: OrderedDict[str, IO[bytes]] = OrderedDict()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def exchange(self, reference: str) -> Exchange:
        """The answer at *reference*, as one to a GET.

        Raises:
            ArchiveError: there is none, or it is damaged.
        """
        record = self._record(reference)
        return exchange_of(record, payload_of(record))

    def manifest(self, name: str, entry: Entry) -> Manifest:
        """The manifest of a publication in the archive called *name*.

        Raises:
            ArchiveError: it is not there, or damaged.
        """
        return Manifest.from_json(payload_of(self._record(reference_of(name, entry.place.file, entry.place.offset))))

    def close(self) -> None:
        """Let go of the files."""
        while self._files:
            self._files.popitem()[1].close()

    def _record(self, reference: str) -> ArcWarcRecord:
        path, _hash, offset = reference.rpartition("#")
        if ".." in Path(path).parts or not path or not (offset.isascii() and offset.isdigit()):
            raise ArchiveError(f"{reference!r} is no reference into an archive")
        try:
            member = next(members(self._file(path), int(offset)), None)
        except (OSError, CutOffError) as error:
            raise ArchiveError(f"{reference}: {error}") from error
        if member is None:
            raise ArchiveError(f"{reference}: the file ends before it")
        return record_in(member.data)

    def _file(self, path: str) -> IO[bytes]:
        file = self._files.get(path)
        if file is None:
            file = self._files[path] = (self.room / path).open("rb")
            if len(self._files) > _MOST_OPEN:
                self._files.popitem(last=False)[1].close()
        self._files.move_to_end(path)
        return file


def reference_of(name: str, file: str, offset: int) -> str:
    """How records refer to what begins at byte *offset* of a *file* in the archive called *name*.

    >>> reference_of("liaocheng_sthjj", "20261122T030405Z-00000.warc.gz", 8071)
    'liaocheng_sthjj/20261122T030405Z-00000.warc.gz#8071'
    """
    return f"{name}/{file}#{offset}"


def archives_in(room: Path) -> list[str]:
    """The names of the archives in *room*: ``liaocheng_sthjj``, ``site/www.example.gov.cn``."""
    return sorted(path.parent.relative_to(room).as_posix() for path in room.glob(f"**/{INDEX}"))
