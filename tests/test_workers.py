import asyncio
import io
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from govreports.documents import Document, UnreadableError
from govreports.publication import Capture, Publication
from govreports.workers import Workers
from pipelines.documents import DocumentsPipeline
from tests.replica.render import zipped

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(body: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
    return made.getvalue()


def test_documents_are_read_in_another_process() -> None:
    workers = Workers(seconds=60)
    try:
        read = asyncio.run(workers.read(docx("<w:p><w:r><w:t>总体情况</w:t></w:r></w:p>"), None))
    finally:
        workers.close()
    assert isinstance(read, Document)
    assert [block.text for block in read.blocks if hasattr(block, "text")] == ["总体情况"]


def test_what_cannot_be_read_comes_back_as_the_reason() -> None:
    workers = Workers(seconds=60)
    try:
        read = asyncio.run(workers.read(docx("<w:p/>")[:-40], None))
    finally:
        workers.close()
    assert isinstance(read, UnreadableError)
    assert "damaged" in str(read)
    assert (read.media_type, read.state) == (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "unreadable",
    )


def test_archives_are_unpacked_in_another_process_and_become_attachments() -> None:
    workers = Workers(seconds=60)
    pipeline = DocumentsPipeline(workers)
    publication = Publication(Capture("https://x/a.zip", zipped({"年报.docx": docx("<w:p/>"), "b.txt": b"text"})))
    try:
        asyncio.run(pipeline.process_item(publication))
    finally:
        workers.close()
    assert [(item.url, item.readable is not None) for item in publication.attachments] == [
        ("https://x/a.zip!/%E5%B9%B4%E6%8A%A5.docx", True),
        ("https://x/a.zip!/b.txt", True),
    ]


def test_a_reader_that_is_too_slow_is_given_up_and_replaced() -> None:
    async def both() -> tuple[Document | UnreadableError, Document | UnreadableError]:
        workers = Workers(seconds=0.001)
        slow = await workers.read(docx("<w:p/>"), None)
        workers._seconds = 60
        try:
            return slow, await workers.read(docx("<w:p/>"), None)
        finally:
            workers.close()

    slow, after = asyncio.run(both())
    assert isinstance(slow, UnreadableError)
    assert "seconds" in str(slow)
    assert isinstance(after, Document)


class _Watched(ThreadPoolExecutor):
    """Knows how many calls were under way at once."""

    under_way = most = 0

    def submit(self, call: Callable[..., Any], /, *args: Any, **named: Any) -> Future[Any]:
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        future = super().submit(call, *args, **named)
        future.add_done_callback(self._ended)
        return future

    def _ended(self, _future: Future[Any]) -> None:
        self.under_way -= 1


def test_waiting_for_another_document_is_not_slowness(monkeypatch: pytest.MonkeyPatch) -> None:
    # The clock of a document starts when it is handed over, so each is handed over when the one before is done.
    watched = _Watched(4)
    monkeypatch.setattr(Workers, "_executor", lambda _self: watched)

    async def read_all() -> list[Document | UnreadableError]:
        workers = Workers(seconds=60)
        return await asyncio.gather(*(workers.read(docx("<w:p/>"), None) for _ in range(6)))

    with watched:
        assert all(isinstance(read, Document) for read in asyncio.run(read_all()))
    assert watched.most == 1


_HOLDS_A_WORKER = """
import asyncio, multiprocessing, sys, time
from govreports.workers import Workers

if __name__ == "__main__":
    asyncio.run(Workers(60).read(b"%PDF-1.4", None))
    print(multiprocessing.active_children()[0].pid, flush=True)
    time.sleep(600)
"""


def test_a_worker_ends_with_a_crawl_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "crawl.py"
    script.write_text(_HOLDS_A_WORKER)
    crawl = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True)
    assert crawl.stdout is not None
    worker = int(crawl.stdout.readline())
    crawl.kill()
    # Its end of our pipe closes when nobody holds it any more: the worker does, too.
    assert crawl.stdout.read() == ""
    crawl.wait()
    with pytest.raises(ProcessLookupError):
        _wait_for_end(worker)
    crawl.stdout.close()


def _wait_for_end(pid: int) -> None:
    """Look for a process until it is gone, which is a ProcessLookupError; whoever inherits it takes a moment."""
    for _look in range(1000):
        os.kill(pid, 0)
        time.sleep(0.01)
