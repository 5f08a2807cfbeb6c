"""The archive that grows for years: what goes in comes out, whatever happens to the process or the disk in between."""

import io
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from govreports.archive import Archive, ArchiveError, Exchange, Held, Kept, Manifest
from govreports.archive.index import Index
from govreports.archive.members import CutOffError, members, packed
from govreports.archive.reading import INDEX, Reader, archives_in
from govreports.reading.metadata import Listed

NAME = "somewhere_sthjj"
URL = "http://sthjj.somewhere.gov.cn/xxgk/1.html"
LATER = "2026-11-29T03:04:05Z"
INFO = {"software": "govreports/0"}


def page(body: bytes = b"<p>\xe5\xb9\xb4\xe6\x8a\xa5</p>", url: str = URL, **further: object) -> Exchange:
    """An answer as a site would give it."""
    headers = (("Content-Type", "text/html"), ("ETag", '"1"'), ("Last-Modified", "Sun, 01 Nov 2026 00:00:00 GMT"))
    fields = {"url": url, "status": 200, "headers": headers, "body": body, "at": "2026-11-22T03:04:05Z"}
    return Exchange(**{**fields, **further})  # type: ignore[arg-type]  # tests know what they say


@contextmanager
def running(room: Path, run: str = "20261122T030405Z") -> Iterator[Archive]:
    """A run that is not ended, as one that is killed."""
    archive = Archive(room, NAME)
    try:
        archive.begin(run, "2026-11-22T03:04:05Z", INFO)
        yield archive
    finally:
        archive.close()


def files(room: Path) -> list[Path]:
    """The archive's WARC files."""
    return sorted((room / NAME).glob("*.warc.gz"))


def listing(room: Path) -> list[tuple[object, ...]]:
    """All that the index knows."""
    with sqlite3.connect(room / NAME / INDEX) as database:
        found = [
            row
            for table in ("captures", "publications", "files", "runs")
            for row in database.execute(f"SELECT * FROM {table} ORDER BY 1")
        ]
    database.close()
    return found


def test_what_is_kept_is_read_again_from_its_reference(tmp_path: Path) -> None:
    exchange = page()
    with running(tmp_path) as archive:
        kept = archive.add(exchange)
    assert kept == Kept(kept.reference, "2026-11-22T03:04:05Z", is_new=True)
    assert kept.reference.startswith(f"{NAME}/20261122T030405Z-00000.warc.gz#")
    with Reader(tmp_path) as reader:
        assert reader.exchange(kept.reference) == exchange
    assert archives_in(tmp_path) == [NAME]


def test_the_files_are_plain_warc(tmp_path: Path) -> None:
    with running(tmp_path) as archive:
        archive.add(page())
        archive.add(page(method="POST", sent=b"page=2"))
        archive.add_publication(Manifest(Held(URL, reference=archive.add(page()).reference)), LATER)
        archive.end(LATER, "finished")
    (path,) = files(tmp_path)
    with path.open("rb") as file:
        records = [(it.rec_type, it.content_stream().read()) for it in ArchiveIterator(file, check_digests="raise")]
    kinds = ["warcinfo", "response", "request", "response", "revisit", "metadata", "metadata"]
    assert [kind for kind, _content in records] == kinds
    assert b"isPartOf: 20261122T030405Z" in records[0][1]


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    with running(tmp_path) as archive:
        first = archive.add(page())
        size = files(tmp_path)[0].stat().st_size
        again = archive.add(page(at=LATER))
        other = archive.add(page(b"<p>2</p>", at=LATER))
        gone = archive.add(page(b"<p>2</p>", status=404, at=LATER))
        known = archive.known(page().key, used=False)
    assert again == Kept(first.reference, first.at, is_new=False)
    assert other.is_new
    assert gone.is_new
    assert size > 0
    assert known is not None
    assert (known.status, known.checked) == (404, LATER)


def test_only_what_publications_are_made_of_is_asked_for_conditionally(tmp_path: Path) -> None:
    with running(tmp_path) as archive:
        kept = archive.add(page())
        assert archive.known(page().key) is None
        archive.add_publication(Manifest(Held(URL, reference=kept.reference)), LATER)
        known = archive.known(page().key)
        assert known is not None
        assert (known.etag, known.modified) == ('"1"', "Sun, 01 Nov 2026 00:00:00 GMT")
        assert archive.confirm(known, page(b"", status=304, at=LATER)) == Kept(kept.reference, kept.at, is_new=False)
        now = archive.known(page().key)
        assert now is not None
        assert (now.at, now.fetched, now.checked) == (kept.at, kept.at, LATER)
        archive.add(page(at=LATER))
        now = archive.known(page().key)
        assert now is not None
        assert (now.at, now.fetched, now.checked) == (kept.at, LATER, LATER)
        assert archive.read(now) == page()


def test_requests_with_a_body_are_told_apart(tmp_path: Path) -> None:
    with running(tmp_path) as archive:
        kept = [archive.add(page(b"%d" % number, method="POST", sent=b"page=%d" % number)) for number in (1, 2)]
        assert all(it.is_new for it in kept)
        found = archive.known(("POST", URL, b"page=1"), used=False)
        assert found is not None
        assert archive.read(found).body == b"1"
        assert archive.known(("GET", URL, b""), used=False) is None


def filled(room: Path) -> None:
    """A killed run that kept a bit of everything."""
    with running(room) as archive:
        kept = archive.add(page())
        file = archive.add(page(b"%PDF", url=f"{URL}.pdf"))
        archive.add(page(b"[]", method="POST", sent=b"page=2"))
        held = (Held(f"{URL}.pdf", "年报.pdf", file.reference), Held(f"{URL}.doc", "年报.doc", error="HTTP 404"))
        listed = Listed(url=f"{URL}/", title="2025年年报", labels={"索引号": "1"})
        archive.add_publication(Manifest(Held(URL, reference=kept.reference), held, listed, "x", "trs"), LATER)
        archive.add(page(at=LATER))


def test_a_lost_index_is_made_again_from_the_files(tmp_path: Path) -> None:
    filled(tmp_path)
    before = listing(tmp_path)
    assert len(before) == 3 + 1 + 1 + 1
    for path in (tmp_path / NAME).glob(f"{INDEX}*"):
        path.unlink()
    Archive(tmp_path, NAME).close()
    assert listing(tmp_path) == before


def test_a_damaged_index_is_put_aside_and_made_again(tmp_path: Path) -> None:
    filled(tmp_path)
    before = listing(tmp_path)
    (tmp_path / NAME / INDEX).write_bytes(b"this is no database, and long enough to be told from an empty one" * 20)
    Archive(tmp_path, NAME).close()
    assert listing(tmp_path) == before
    assert (tmp_path / NAME / f"{INDEX}.damaged").exists()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The room of a killed run."""
    room = tmp_path_factory.mktemp("whole")
    filled(room)
    return room


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_whatever_a_kill_leaves_is_whole_again_after_the_next_start(
    whole: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    room = tmp_path_factory.mktemp("cut")
    shutil.copytree(whole / NAME, room / NAME)
    (path,) = files(room)
    content = path.read_bytes()
    end = data.draw(st.integers(0, len(content)), label="bytes written")
    entered = data.draw(st.booleans(), label="whether the index had it all")
    path.write_bytes(content[:end])
    if not entered:
        for part in (room / NAME).glob(f"{INDEX}*"):
            part.unlink()
    with running(room, "20261123T000000Z") as archive:
        # A file without a whole record is gone, where nothing knew of any.
        left = path.read_bytes() if path.exists() else b""
        assert path.exists() or not entered
        places = [member.offset + member.length for member in members(io.BytesIO(left))]
        assert (places or [0])[-1] == len(left)
        with Reader(room) as reader:
            for entry in archive.publications():
                manifest = reader.manifest(NAME, entry)
                assert [reader.exchange(it).body for it in manifest.references] == [page().body, b"%PDF"]
        archive.add(page(b"more"))
    cut = list((room / NAME).glob("*.cut"))
    assert left + b"".join(it.read_bytes() for it in cut) == content[:end]
    Archive(room, NAME).close()


@pytest.mark.parametrize("end", [0, 20])
def test_a_file_without_a_whole_record_is_none_after_the_next_start(tmp_path: Path, end: int) -> None:
    with running(tmp_path) as archive:
        archive.add(page())
    (whole,) = files(tmp_path)
    # As a run leaves one that is killed before the first record is written.
    begun = whole.with_name("20261123T030405Z-00000.warc.gz")
    begun.write_bytes(whole.read_bytes()[:end])
    with running(tmp_path) as archive:
        assert archive.known(page().key, used=False) is not None
    assert begun not in files(tmp_path)


def test_garbage_at_the_end_is_put_aside_too(tmp_path: Path) -> None:
    filled(tmp_path)
    (path,) = files(tmp_path)
    size = path.stat().st_size
    with path.open("ab") as file:
        file.write(b"\0" * 5000)
    Archive(tmp_path, NAME).close()
    assert path.stat().st_size == size


def test_a_full_disk_leaves_nothing_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write

    def little(descriptor: int, data: memoryview) -> int:
        write(descriptor, data[:10])
        raise OSError(28, "No space left on device")

    with running(tmp_path) as archive:
        archive.add(page())
        (path,) = files(tmp_path)
        size = path.stat().st_size
        with monkeypatch.context() as full:
            full.setattr(os, "write", little)
            with pytest.raises(ArchiveError, match="No space left"):
                archive.add(page(b"more"))
        assert path.stat().st_size == size
        assert archive.add(page(b"more")).is_new
    assert len(list(members(io.BytesIO(path.read_bytes())))) == 3


def test_an_index_that_cannot_be_written_takes_the_record_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with running(tmp_path) as archive:
        archive.add(page())
        (path,) = files(tmp_path)
        size = path.stat().st_size
        with monkeypatch.context() as disk:
            disk.setattr(Index, "add", full)
            with pytest.raises(ArchiveError, match="full"):
                archive.add(page(b"more"))
        assert path.stat().st_size == size
        assert archive.add(page(b"more")).is_new


def test_one_process_at_a_time_writes(tmp_path: Path) -> None:
    with running(tmp_path), pytest.raises(ArchiveError, match="another run"):
        Archive(tmp_path, NAME)
    Archive(tmp_path, NAME).close()


def test_a_run_goes_on_with_those_that_did_not_finish(tmp_path: Path) -> None:
    for run, reason in (("1", "finished"), ("2", None), ("3", "shutdown"), ("4", "finished"), ("5", None)):
        archive = Archive(tmp_path, NAME)
        archive.begin(run, f"2026-11-2{run}T00:00:00Z", INFO)
        began = {"3": "2026-11-22T00:00:00Z", "4": "2026-11-22T00:00:00Z"}.get(run)
        assert archive.resumed_since() == began
        if reason is not None:
            archive.end(LATER, reason)
        archive.close()


def test_a_manifest_is_what_it_was(tmp_path: Path) -> None:
    manifest = Manifest(Held(URL, reference="a/b.warc.gz#1"), (Held("u", "n", error="x"),), Listed(title="年报"), "s")
    assert Manifest.from_json(manifest.to_json()) == manifest
    with pytest.raises(ArchiveError, match="no manifest"):
        Manifest.from_json(b"{}")


def test_references_lead_nowhere_else(tmp_path: Path) -> None:
    with Reader(tmp_path) as reader:
        for reference in ("", "x", "../x.warc.gz#1", f"{NAME}/x.warc.gz#-1", f"{NAME}/x.warc.gz#1"):
            with pytest.raises(ArchiveError):
                reader.exchange(reference)


def test_members_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    data = packed("metadata", {}, b"x" * 5000)
    (member,) = members(io.BytesIO(data))
    assert (member.offset, member.length) == (0, len(data))
    with pytest.raises(CutOffError):
        list(members(io.BytesIO(data[:-1])))
    monkeypatch.setattr("govreports.archive.members.LARGEST", 1000)
    with pytest.raises(ArchiveError, match="too large"):
        list(members(io.BytesIO(data)))
