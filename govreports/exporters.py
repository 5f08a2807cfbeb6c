"""Feeds of lines in which every report has one record, however many copies of it a crawl has met."""

import logging
import os
import shutil
import tempfile
from array import array
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO, Any, Final, NamedTuple

from itemadapter import ItemAdapter
from pydantic import ValidationError
from scrapy.exporters import JsonLinesItemExporter
from scrapy.utils.python import to_bytes

from govreports.records import Report
from govreports.uniting import united_lines

logger = logging.getLogger(__name__)

_CHUNK: Final = 1 << 20


class _Line(NamedTuple):
    """Where a record stands in the file."""

    start: int
    length: int


class RecordLinesItemExporter(JsonLinesItemExporter):
    """Writes every record at once, and unites copies of a report when the feed is complete.

    A killed run leaves whole lines, copies among them. Only the lines of this run are touched, and
    only those of reports met more than once are read again. Where the file cannot be read and sought
    (standard output, compressed feeds) and where a feed has only some of the fields, all lines stay.
    """

    def __init__(self, file: Any, **kwargs: Any) -> None:
        super().__init__(file, **kwargs)
        self._can_unite = file.readable() and file.seekable() and self.fields_to_export is None
        # Few bytes a record: lines are known by their numbers, and stand next to each other.
        self._starts = array("Q")
        self._firsts: dict[str, int] = {}
        self._others: dict[str, list[int]] = {}
        self._is_full = False

    def export_item(self, item: Any) -> None:
        """Write a record; where there is no room for one, all further ones are let go, and the feed is not stored."""
        if self._is_full:
            return
        try:
            self._export(item)
        except OSError:
            if not _has_said_so(self.file):
                raise
            self._is_full = True

    def _export(self, item: Any) -> None:
        start = self.file.tell() if self._can_unite else 0
        super().export_item(item)
        self.file.flush()
        if not self._can_unite:
            return
        number = len(self._starts)
        self._starts.append(start)
        report_id = ItemAdapter(item).get("report_id")
        if report_id is not None and self._firsts.setdefault(report_id, number) != number:
            self._others.setdefault(report_id, []).append(number)

    def finish_exporting(self) -> None:
        """Put one record in the place of all copies of a report."""
        if self._is_full or not self._others:
            return
        changed: dict[_Line, bytes] = {}
        self._starts.append(self.file.tell())
        for report_id, others in self._others.items():
            try:
                changed.update(self._united(map(self._line, (self._firsts[report_id], *others))))
            except ValidationError as error:  # a pipeline of somebody's own changed the records
                logger.warning("copies of %s are not united: %s", report_id, error)
        if changed:
            self._rewrite(changed)
        self._firsts.clear()
        self._others.clear()

    def _line(self, number: int) -> _Line:
        """Where the line of that number stands, once all are written."""
        start, end = self._starts[number : number + 2]
        return _Line(start, end - start)

    def _united(self, lines: Iterable[_Line]) -> Mapping[_Line, bytes]:
        """What is to stand in place of *lines*, which hold the records of one id."""
        old = {line: self._read(line) for line in lines}
        stay = united_lines(old.values())
        new = {line: self._encoded(stay[place]) if place in stay else b"" for place, line in enumerate(old)}
        return {line: content for line, content in new.items() if content != old[line]}

    def _read(self, line: _Line) -> bytes:
        self.file.seek(line.start)
        content = self.file.read(line.length)
        self.file.seek(0, os.SEEK_END)
        return content

    def _encoded(self, report: Report) -> bytes:
        return to_bytes(self.encoder.encode(report.to_dict()) + "\n", self.encoding)

    def _rewrite(self, changed: Mapping[_Line, bytes]) -> None:
        """Write the file again from the first changed line on.

        All of that is complete in a file beside it before anything is cut: a run that is killed here has lost
        nothing, and where there is no room for it all lines stay.
        """
        first = min(changed).start
        # Without a name: a run that is killed leaves nothing of it.
        with tempfile.TemporaryFile(dir=_folder(self.file)) as rest:
            try:
                self._write_rest(rest, first, changed)
            except OSError as error:
                logger.warning("copies of reports are not united: %s", error)
                return
            self.file.seek(first)
            self.file.truncate()
            try:
                shutil.copyfileobj(rest, self.file, _CHUNK)
                self.file.flush()
            except OSError:
                # The room that was cut off has been taken by others.
                if not _has_said_so(self.file):
                    raise
                return
        copies = sum(not content for content in changed.values())
        logger.info("copies of reports united with those that stay: %d", copies)

    def _write_rest(self, rest: IO[bytes], at: int, changed: Mapping[_Line, bytes]) -> None:
        """The file from *at* on with *changed* lines, into *rest*, and that back to its beginning."""
        for line, content in sorted(changed.items()):
            _copy(self.file, rest, at, line.start)
            rest.write(content)
            at = line.start + line.length
        _copy(self.file, rest, at, self.file.seek(0, os.SEEK_END))
        rest.flush()
        rest.seek(0)


def _copy(source: IO[bytes], target: IO[bytes], start: int, stop: int) -> None:
    source.seek(start)
    while start < stop:
        piece = source.read(min(_CHUNK, stop - start))
        if not piece:
            raise OSError("the feed is shorter than what was written to it")
        target.write(piece)
        start += len(piece)


def _has_said_so(file: Any) -> bool:
    """Whether *file* itself has reported that it cannot be written (govreports.feeds), and will not be stored."""
    return getattr(file, "failure", None) is not None


def _folder(file: Any) -> Path | None:
    """Where the file lies, if it is one with a name; temporary ones are elsewhere."""
    name = getattr(file, "name", None)
    return Path(name).parent if isinstance(name, str) else None
