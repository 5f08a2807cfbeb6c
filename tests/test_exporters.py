"""Feeds of lines: written at once, united at the end."""

import gzip
import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from scrapy import Spider
from scrapy.extensions.postprocessing import PostProcessingManager

from govreports.exporters import RecordLinesItemExporter
from govreports.feeds import AtomicFileFeedStorage
from govreports.records import Report
from tests.test_uniting import ONE, OTHER, SUM, changed, report

FIRST = report(ONE)
COPY = report(OTHER, metadata={"index_number": "1"})
CONTRARY = report("http://z.example.gov.cn/3.html", changed(**{SUM.replace(".", "__"): 99}))
SECOND = report("http://x.example.gov.cn/4.html", agency="聊城市教育局")


def export(file: Any, *records: Report, **options: Any) -> None:
    exporter = RecordLinesItemExporter(file, encoding="utf-8", **options)
    exporter.start_exporting()
    for record in records:
        exporter.export_item(record.to_dict())
    exporter.finish_exporting()


def urls(content: bytes) -> list[str]:
    return [json.loads(line)["source"]["url"] for line in content.decode().splitlines()]


def test_copies_become_one_line_where_the_first_of_them_stood() -> None:
    file = io.BytesIO()
    export(file, FIRST, SECOND, COPY)
    lines = file.getvalue().decode().splitlines()
    assert [json.loads(line)["source"]["url"] for line in lines] == [OTHER, SECOND.source.url]
    stays = Report.model_validate(json.loads(lines[0]))
    assert [also.url for also in stays.source.also] == [ONE]
    # What had nothing to unite is what it was, and so is the way lines are written.
    assert lines[1] == SECOND.to_line()
    assert lines[0] == stays.to_line()


def test_what_contradicts_stays_and_says_so() -> None:
    file = io.BytesIO()
    export(file, SECOND, FIRST, CONTRARY, COPY)
    records = [json.loads(line) for line in file.getvalue().decode().splitlines()]
    assert urls(file.getvalue()) == [SECOND.source.url, OTHER, CONTRARY.source.url]
    assert [[found["rule"] for found in record["findings"]] for record in records] == [[], ["Q909"], ["Q909"]]


def test_without_copies_nothing_is_written_again() -> None:
    class Counting(io.BytesIO):
        truncated = 0

        def truncate(self, size: int | None = None, /) -> int:
            self.truncated += 1
            return super().truncate(size)

    file = Counting()
    export(file, FIRST, SECOND)
    assert file.truncated == 0
    assert file.getvalue().decode() == f"{FIRST.to_line()}\n{SECOND.to_line()}\n"


def test_lines_are_there_as_soon_as_they_are_written(tmp_path: Path) -> None:
    storage = AtomicFileFeedStorage(str(tmp_path / "a.jsonl"), feed_options={"overwrite": True})
    file = storage.open(Spider("x"))
    exporter = RecordLinesItemExporter(file, encoding="utf-8")
    for count, record in enumerate((FIRST, SECOND, COPY), 1):
        exporter.export_item(record.to_dict())
        assert len(urls(storage.part.read_bytes())) == count
    exporter.finish_exporting()
    storage.store(file)
    assert urls((tmp_path / "a.jsonl").read_bytes()) == [OTHER, SECOND.source.url]
    assert [path.name for path in tmp_path.iterdir()] == ["a.jsonl"]


def test_appending_touches_only_the_lines_of_the_run(tmp_path: Path) -> None:
    target = tmp_path / "a.jsonl"
    earlier = f"{FIRST.to_line()}\n{FIRST.to_line()}\nnot even a record\n".encode()
    target.write_bytes(earlier)
    storage = AtomicFileFeedStorage(str(target))
    file = storage.open(Spider("x"))
    export(file, FIRST, SECOND, COPY)
    storage.store(file)
    content = target.read_bytes()
    assert content.startswith(earlier)
    assert urls(content[len(earlier) :]) == [OTHER, SECOND.source.url]


class _Pipe(io.BytesIO):
    """Standard output, which can be written only."""

    def seekable(self) -> bool:
        return False

    def readable(self) -> bool:
        return False


def test_where_nothing_can_be_read_again_all_lines_stay() -> None:
    pipe = _Pipe()
    export(pipe, FIRST, COPY)
    assert urls(pipe.getvalue()) == [ONE, OTHER]
    packed = io.BytesIO()
    plugin = "scrapy.extensions.postprocessing.GzipPlugin"
    manager = PostProcessingManager([plugin], packed, {})
    export(manager, FIRST, COPY)
    manager.close()
    assert urls(gzip.decompress(packed.getvalue())) == [ONE, OTHER]


def test_a_feed_of_some_fields_is_left_as_it_is() -> None:
    file = io.BytesIO()
    export(file, FIRST, COPY, fields_to_export=["report_id", "source"])
    assert urls(file.getvalue()) == [ONE, OTHER]


def test_records_that_a_pipeline_has_changed_are_left_as_they_are(caplog: pytest.LogCaptureFixture) -> None:
    file = io.BytesIO()
    exporter = RecordLinesItemExporter(file, encoding="utf-8")
    for record in (FIRST, COPY):
        exporter.export_item({**record.to_dict(), "mine": 1})
    exporter.export_item({"something": "else", "source": {"url": "x"}})
    exporter.finish_exporting()
    assert urls(file.getvalue()) == [ONE, OTHER, "x"]
    assert "are not united" in caplog.text


def test_without_room_beside_the_feed_all_lines_stay(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("govreports.exporters._copy", full)
    file = io.BytesIO()
    export(file, FIRST, SECOND, COPY)
    assert urls(file.getvalue()) == [ONE, SECOND.source.url, OTHER]
    assert "No space left" in caplog.text


def test_only_lines_of_copies_are_held(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []

    class Reading(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            content = super().read(size)
            read.append(len(content))
            return content

    monkeypatch.setattr("govreports.exporters._CHUNK", 1000)
    many = [report(f"http://x.gov.cn/{number}", year=1000 + number) for number in range(20)]
    file = Reading()
    export(file, FIRST, *many, COPY)
    assert len(urls(file.getvalue())) == 21
    assert sum(size > 1000 for size in read) == 2
    assert sys.getsizeof(file.getvalue()) > 20_000
