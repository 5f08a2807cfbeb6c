"""Every reader against files that are cut, damaged, or made to do harm: a document or a reason, and nothing else.

A new format joins by a line in SAMPLES, one in MAGIC, and one in PARTS if it is XML in a zip file.
"""

import asyncio
import io
import socket
import threading
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from random import Random
from typing import Final

import pytest

from govreports.documents import Document, UnreadableError, read_or_reason, sniff
from govreports.reading.tables import read_tables
from govreports.workers import Workers
from tests.replica.figures import Figures
from tests.replica.render import docx, html_table, mhtml, ofd, pdf, tables, text_table, xls, xlsx, zipped
from tests.replica.render.binary import doc
from tests.replica.render.layout import Table
from tests.replica.render.rtf import rtf

FIGURES: Final = Figures("某市某局", 2021, "2021")
HEADING: Final = "二、主动公开政府信息情况"


def _page(drawn: list[Table]) -> str:
    return f"<html><body><p>{HEADING}</p>{''.join(map(html_table, drawn))}</body></html>"


def _text(drawn: list[Table]) -> bytes:
    return "\n".join([HEADING, *(text_table(table, "tabs") for table in drawn)]).encode()


# What makes a sound file of each format, of the tables given.
SAMPLES: Final[dict[str, Callable[[list[Table]], bytes]]] = {
    "html": lambda drawn: _page(drawn).encode(),
    "html in gbk": lambda drawn: _page(drawn).encode("gbk"),
    "text": _text,
    "docx": lambda drawn: docx(HEADING, drawn),
    "xlsx": lambda drawn: xlsx([HEADING, *drawn]),
    "xls": lambda drawn: xls([HEADING, *drawn]),
    "mhtml": lambda drawn: mhtml(_page(drawn)),
    "doc": lambda drawn: doc([HEADING, *drawn]),
    "rtf": lambda drawn: rtf([HEADING, *drawn]),
    "pdf": lambda drawn: pdf(HEADING, drawn),
    "ofd": lambda drawn: ofd(HEADING, drawn),
    "zip": lambda drawn: zipped({"年报.docx": docx(HEADING, drawn), "年报.html": _page(drawn).encode()}),
}
MAGIC: Final = {
    "html": b"<html><body>",
    "docx or xlsx or zip": b"PK\x03\x04",
    "docx by name": b"PK\x03\x04\x14\0\0\0\x08\0\0\0\0\0" + bytes(12) + b"\x11\0\0\0word/document.xml",
    "xlsx by name": b"PK\x03\x04\x14\0\0\0\x08\0\0\0\0\0" + bytes(12) + b"\x0f\0\0\0xl/workbook.xml",
    "zip without members": b"PK\x05\x06" + bytes(18),
    "doc or xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "mhtml": b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n",
    "pdf": b"%PDF-1.7\n",
    "rtf": b"{\\rtf1\\ansi ",
    "utf-16": b"\xff\xfe",
    "png": b"\x89PNG\r\n\x1a\n",
    "rar": b"Rar!\x1a\x07\x00",
}
# Where XML stands in each format that is a zip file, and what its root is.
PARTS: Final = {
    "docx": ("word/document.xml", "w:document", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    "xlsx": ("xl/workbook.xml", "w:workbook", "http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    "ofd": ("OFD.xml", "w:OFD", "http://www.ofdspec.org/2016"),
}

each_sample = pytest.mark.parametrize("name", SAMPLES)


@pytest.fixture(autouse=True)
def _no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    # It would be started on everything that the reader of .doc finds damaged; test_office.py has its own tests.
    monkeypatch.setattr("shutil.which", lambda _name: None)


@pytest.fixture(scope="module")
def samples() -> dict[str, bytes]:
    drawn = tables(FIGURES)
    return {name: make(drawn) for name, make in SAMPLES.items()}


def _read(data: bytes) -> Document | UnreadableError:
    """What becomes of *data*; that a reader broke down over it is no reason."""
    read = read_or_reason(data)
    assert isinstance(read, (Document, UnreadableError))
    if isinstance(read, UnreadableError):
        assert str(read)
        assert not str(read).startswith("the reader failed"), str(read)
    else:
        for member in read.members:
            assert not str(member.document).startswith("the reader failed"), str(member.document)
        read_tables(read)
    return read


@each_sample
def test_the_samples_are_sound(name: str, samples: dict[str, bytes]) -> None:
    read = _read(samples[name])
    assert isinstance(read, Document)
    documents = [member.document for member in read.members] or [read]
    assert all(isinstance(document, Document) and document.blocks for document in documents)


@each_sample
def test_cut_anywhere(name: str, samples: dict[str, bytes]) -> None:
    data = samples[name]
    places = {*range(0, 64, 7), *(len(data) * n // 24 for n in range(24)), *(len(data) - n for n in (1, 2, 10, 22, 30))}
    for place in sorted(places):
        _read(data[:place])


@each_sample
def test_bytes_changed_anywhere(name: str, samples: dict[str, bytes]) -> None:
    dice = Random(name)
    for _ in range(24):
        data = bytearray(samples[name])
        for _ in range(dice.choice([1, 4, 40])):
            data[dice.randrange(len(data))] = dice.randrange(256)
        _read(bytes(data))


@each_sample
def test_stretches_lost_doubled_or_blanked(name: str, samples: dict[str, bytes]) -> None:
    dice = Random(name)
    data = samples[name]
    for _ in range(8):
        start = dice.randrange(len(data))
        stop = min(len(data), start + dice.choice([10, 500, 5000]))
        _read(data[:start] + data[stop:])
        _read(data[:stop] + data[start:])
        _read(data[:start] + bytes(stop - start) + data[stop:])


@pytest.mark.parametrize("name", MAGIC)
def test_noise_after_each_magic(name: str) -> None:
    dice = Random(name)
    for length in (0, 1, 7, 64, 511, 512, 4096, 40_000):
        _read(MAGIC[name] + dice.randbytes(length))
        _read(MAGIC[name] + bytes(length))


@pytest.mark.parametrize("data", [b"", b" ", b"\0", b"\0" * 5000, b"\xff" * 5000, b"PK", b"<", b"<!--" * 2000])
def test_next_to_nothing(data: bytes) -> None:
    _read(data)


# XML


def _packed(name: str, prolog: str, inside: str) -> bytes:
    part, root, namespace = PARTS[name]
    xml = f'{prolog}<{root} xmlns:w="{namespace}"><w:body><w:p><w:r><w:t>{inside}</w:t></w:r></w:p></w:body></{root}>'
    return zipped({"[Content_Types].xml": b"<Types/>", part: xml.encode()})


def _entities(levels: int) -> str:
    deeper = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, levels))
    return f'<!DOCTYPE w [<!ENTITY a0 "{"哈" * 10}">{deeper}]>'


@pytest.fixture
def listener() -> Iterator[tuple[int, list[object]]]:
    """A port of this machine, and who knocked at it."""
    knocks: list[object] = []
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        server.settimeout(0.05)
        over = threading.Event()

        def listen() -> None:
            while not over.is_set():
                try:
                    connection, address = server.accept()
                except TimeoutError:
                    continue
                connection.close()
                knocks.append(address)

        thread = threading.Thread(target=listen)
        thread.start()
        yield server.getsockname()[1], knocks
        over.set()
        thread.join()


@pytest.mark.parametrize("name", PARTS)
def test_entities_neither_grow_nor_fetch(
    name: str, listener: tuple[int, list[object]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    port, knocks = listener
    secret = tmp_path_factory.mktemp("secret") / "secret.txt"
    secret.write_text("机密内容", encoding="utf-8")
    for address in (secret.as_uri(), f"http://127.0.0.1:{port}/x.dtd", f"ftp://127.0.0.1:{port}/x"):
        for prolog in (
            f'<!DOCTYPE w [<!ENTITY a SYSTEM "{address}">]>',
            f'<!DOCTYPE w SYSTEM "{address}" [<!ENTITY a "b">]>',
            f'<!DOCTYPE w [<!ENTITY % b SYSTEM "{address}"> %b;]>',
            f'<?xml-stylesheet href="{address}"?>',
        ):
            inside = "" if "stylesheet" in prolog else "&a;"
            assert "机密" not in repr(_read(_packed(name, prolog, inside)))
    tracemalloc.start()
    assert len(repr(_read(_packed(name, _entities(12), "&a11;")))) < 10_000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 64 * 1024 * 1024
    assert knocks == []


def test_pages_fetch_nothing(listener: tuple[int, list[object]]) -> None:
    port, knocks = listener
    address = f"http://127.0.0.1:{port}/x"
    page = (
        f'<!DOCTYPE html SYSTEM "{address}"><html><head><link rel=stylesheet href="{address}"><base href="{address}">'
        f'<meta http-equiv=refresh content="0;url={address}"></head><body><img src="{address}"><iframe src="{address}">'
        f"</iframe><script src='{address}'></script><p>正文</p></body></html>"
    )
    assert isinstance(_read(page.encode()), Document)
    assert isinstance(_read(mhtml(page)), Document)
    assert isinstance(
        _read(f"<?xml version='1.0'?><!DOCTYPE html [<!ENTITY a SYSTEM '{address}'>]><html>&a;</html>".encode()),
        Document,
    )
    assert knocks == []


# Depth and size


@pytest.mark.parametrize("tag", ["div", "span", "b", "ul><li", "table><tr><td", "font", "a href=x", "o:p", "xml"])
def test_pages_nested_without_end(tag: str) -> None:
    read = _read(b"<html><body>" + f"<{tag}>".encode() * 100_000 + "深处".encode())
    assert isinstance(read, Document)


@pytest.mark.parametrize("name", ["html", "mhtml"])
def test_absurd_spans(name: str) -> None:
    span = 'rowspan="1000000" colspan="1000000"'
    rows = "".join(f"<tr>{f'<td {span}>1</td>' * 30}</tr>" for _ in range(300))
    page = f"<html><body><table>{rows}</table></body></html>"
    tracemalloc.start()
    _read(page.encode() if name == "html" else mhtml(page))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 128 * 1024 * 1024


@pytest.mark.parametrize("name", [name for name in SAMPLES if name != "zip"])
@pytest.mark.parametrize(
    "figure",
    [
        "9" * 400,
        "1e400",
        "1E308",
        "NaN",
        "inf",
        "0x1F",
        "1" + "0" * 5000,
        "１" * 60,
        "9,999," * 40,
        "((((" * 200,
        "-" * 900,
    ],
)
def test_absurd_figures_are_none(name: str, figure: str) -> None:
    path = "proactive.rules.issued_this_year"
    drawn = tables(Figures("某市某局", 2021, "2021", {path: figure}))
    read = _read(SAMPLES[name](drawn))
    assert isinstance(read, Document)
    found = read_tables(read)
    assert path not in found.cells or found.cells[path].value is None


def test_zip_files_that_grow() -> None:
    bomb = b"0" * (70 * 1024 * 1024)
    inner = zipped({"a.txt": bomb[: 20 * 1024 * 1024]})
    files = [
        zipped({"word/document.xml": bomb}),
        zipped({"[Content_Types].xml": bomb, "x.xml": b""}),
        zipped({"[Content_Types].xml": b"", "_rels/.rels": bomb, "word/document.xml": b"<x/>"}),
        zipped({"xl/workbook.xml": bomb}),
        zipped({f"{n}.zip": inner for n in range(10)}),
    ]
    tracemalloc.start()
    for data in files:
        assert isinstance(_read(data), UnreadableError)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 500 * 1024 * 1024


def test_a_zip_file_that_holds_itself() -> None:
    """Not quite: but each is in the next, a hundred deep, which is what a program that opens all of them meets."""
    data = zipped({"a.txt": b"x"})
    for _ in range(100):
        data = zipped({"a.zip": data})
    read = _read(data)
    assert isinstance(read, Document)
    assert isinstance(read.members[0].document, UnreadableError)


# In the worker process, with its bounds


def test_a_worker_outlives_them_all(samples: dict[str, bytes]) -> None:
    async def read_all() -> list[Document | UnreadableError]:
        workers = Workers(seconds=60)
        try:
            return [await workers.read(data, None) for data in files]
        finally:
            workers.close()

    files = [data[: len(data) * 2 // 3] for data in samples.values()]
    files += [_packed(name, _entities(12), "&a11;") for name in PARTS]
    files += [zipped({"a.txt": b"0" * (130 * 1024 * 1024)}), b"<div>" * 100_000, samples["docx"]]
    read = asyncio.run(read_all())
    for result in read:
        assert "process" not in str(result) or isinstance(result, Document)
        assert "seconds" not in str(result) or isinstance(result, Document)
        assert not str(result).startswith("the reader failed")
    assert isinstance(read[-1], Document)


def test_telling_what_a_file_is_looks_at_little() -> None:
    """Sniffing runs in the crawl's own process, whatever comes."""
    names = zipped({f"{n}.txt": b"" for n in range(20_000)})
    tracemalloc.start()
    assert sniff(names) == "application/zip"
    assert sniff(zipped({"[Content_Types].xml": b"0" * (70 * 1024 * 1024)})) == "application/zip"
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 200 * 1024 * 1024
    assert zipfile.is_zipfile(io.BytesIO(names))
