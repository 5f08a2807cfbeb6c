"""LibreOffice as the last resort: what it is given, what it may do, and what becomes of it."""

import asyncio
import os
import shutil
import socket
import stat
import struct
import threading
import time
from pathlib import Path

import pytest

from govreports.documents import Grid, UnreadableError, office, read_document
from govreports.documents.office import read_through_office
from govreports.reading.tables import read_tables
from govreports.workers import Workers
from tests.replica.figures import load_figures
from tests.replica.render import tables
from tests.replica.render.binary import SPECIAL, Para, doc, word_file

installed = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
REASON = "the file is odd"


def _damaged() -> bytes:
    """A report whose pages of paragraph properties are said to be outside of the file, which only this reader minds."""
    figures = load_figures()["pingtan_2021"]
    data = bytearray(doc(["标题", *tables(figures), "其他"]))
    main = data.index(struct.pack("<HH", 0xA5EC, 0xC1))
    struct.pack_into("<I", data, main + 0x9A + 8 * 40 + 4, 2**31)
    struct.pack_into("<I", data, main + 0x9A + 8 * 40, 5)
    return bytes(data)


def _fake(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """A program called soffice that does what *script* says; $out is where its result belongs."""
    program = folder / "soffice"
    out = 'while [ "$1" != --outdir ]; do shift; done; out="$2"; mkdir -p "$out"; '
    program.write_text(f"#!/bin/sh\n{out}\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)


def _reason_for(data: bytes = b"x") -> str:
    with pytest.raises(UnreadableError) as caught:
        read_through_office(data, "MS Word 97", media_type="application/msword", reason=REASON)
    assert caught.value.media_type == "application/msword"
    assert str(caught.value).startswith(REASON)
    return str(caught.value)


@installed
def test_what_only_libreoffice_can_read() -> None:
    document = read_document(_damaged())
    assert (document.reader, document.media_type) == ("office", "application/msword")
    assert "LibreOffice" in document.notes[-1]
    assert any(isinstance(block, Grid) for block in document.blocks)
    figures = load_figures()["pingtan_2021"]
    found = read_tables(document).cells
    counts = {path: figures.number(path) for path in found if figures.number(path) is not None}
    assert len(counts) > 150
    assert {path: found[path].value for path in counts} == counts


@installed
def test_it_runs_within_a_workers_memory() -> None:
    async def read() -> object:
        workers = Workers(60)
        try:
            return await workers.read(_damaged(), None)
        finally:
            workers.close()

    assert getattr(asyncio.run(read()), "reader", None) == "office"


@installed
def test_what_it_cannot_read_is_not_read_as_text() -> None:
    assert "cannot read it either" in _reason_for("一、收到申请12件".encode("gb18030"))


@installed
def test_documents_do_not_fetch() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        asked = threading.Event()

        def listen() -> None:
            try:
                connection, _address = server.accept()
            except OSError:
                return
            asked.set()
            connection.close()

        threading.Thread(target=listen, daemon=True).start()
        link = f'\x13 INCLUDEPICTURE "http://127.0.0.1:{server.getsockname()[1]}/picture.png" \\d \x14'
        data = word_file([Para([(link, SPECIAL), ("\x15", SPECIAL), ("字", b"")])])
        read_through_office(data, "MS Word 97", media_type="application/msword", reason=REASON)
        assert not asked.is_set()


def test_its_absence_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: None)
    assert "LibreOffice may read it, but is not installed" in _reason_for()


def test_large_files_are_not_given_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _fake(tmp_path, monkeypatch, "exit 0")
    monkeypatch.setattr(office, "_MOST_BYTES", 10)
    assert "larger than" in _reason_for(b"x" * 11)


def test_it_may_fail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _fake(tmp_path, monkeypatch, "exit 1")
    assert "cannot read it either" in _reason_for()
    _fake(tmp_path, monkeypatch, 'echo junk > "$out/document.docx"')
    assert "what LibreOffice makes of it cannot be read" in _reason_for()


def test_it_is_ended_with_all_that_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _fake(tmp_path, monkeypatch, f"sleep 600 & echo $! > {tmp_path}/child; wait")
    monkeypatch.setattr(office, "_SECONDS", 0.5)
    begun = time.monotonic()
    assert "took longer than" in _reason_for()
    # Not when what it started would have ended by itself; a busy machine may take its time.
    assert time.monotonic() - begun < 120
    child = int((tmp_path / "child").read_text())
    for _ in range(600):
        if not _runs(child):
            return
        time.sleep(0.05)
    pytest.fail("what it started still runs")


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
        # One that has ended and that nobody has asked for is still in the list of processes.
        status = Path(f"/proc/{process}/stat")
        return not status.exists() or status.read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False


def test_it_may_not_write_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _fake(
        tmp_path,
        monkeypatch,
        f'head -c 4000000 /dev/zero > "$out/document.docx"; wc -c < "$out/document.docx" > {tmp_path}/size',
    )
    monkeypatch.setattr(office, "_MOST_WRITTEN", 1_000_000)
    _reason_for()
    assert int((tmp_path / "size").read_text()) <= 2_000_000


def test_it_gets_a_profile_of_its_own_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOMETHING_SECRET", "x")
    _fake(
        tmp_path,
        monkeypatch,
        f'env > {tmp_path}/env; cat "$out/../profile/user/registrymodifications.xcu" > {tmp_path}/profile',
    )
    _reason_for()
    environment = (tmp_path / "env").read_text()
    assert "SOMETHING_SECRET" not in environment
    assert "http_proxy=http://127.0.0.1:9" in environment
    profile = (tmp_path / "profile").read_text()
    assert "<value>true</value>" in profile
    assert "DisableMacrosExecution" in profile
    home = next(line.removeprefix("HOME=") for line in environment.splitlines() if line.startswith("HOME="))
    assert not Path(home).exists()
