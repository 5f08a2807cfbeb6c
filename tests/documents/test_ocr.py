"""Scans: whatever the scanner did to a page, a figure is exact or it is said to be doubtful."""

import asyncio
import io
import socket
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NoReturn

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw

from govreports import stages
from govreports.documents import Document, Grid, Paragraph, UnreadableError, is_heavy, is_slow, pictures, read_document
from govreports.documents.ocr import reader, recognise
from govreports.documents.ocr.ink import Grey, even
from govreports.documents.ocr.lines import Frame, find_frames
from govreports.documents.ocr.page import DOUBTFUL
from govreports.documents.ocr.pictures import WIDTH, decoded
from govreports.documents.ocr.skew import skew, straightened
from govreports.publication import Capture, Publication
from govreports.reading.tables import read_tables
from govreports.records import Report
from govreports.workers import Workers
from tests.replica.figures import Figures, form_of, load_figures
from tests.replica.render.layout import Table, tables
from tests.replica.render.picture import Scan, bound, encoded, font_path, pages, report_pages, scanned_pdf

REPORT = load_figures()["pingtan_2021"]
BAD = Scan(skew=1.5, quality=40, noise=8, line=120, gaps=0.05)
SCANS = {
    "100 dpi": Scan(dpi=100),
    "200 dpi": Scan(dpi=200),
    "skewed and compressed": Scan(skew=-0.7, quality=40, noise=6),
    "badly skewed": Scan(skew=2, quality=50, noise=6),
    "faint lines": Scan(line=200, quality=60, noise=4, skew=0.4),
    "broken lines": Scan(line=80, gaps=0.1, quality=60, noise=4, skew=0.5),
    "blurred": Scan(blur=1.2, noise=8, quality=40, skew=-1),
}

needs_type = pytest.mark.skipif(font_path() is None, reason="no font with Chinese letters is installed")


def picture(page: Image.Image, scan: Scan) -> Grey:
    """A page as the reader takes it: encoded, decoded and made as wide as pages are."""
    (read,) = decoded(encoded(page, scan), "image/png", 1)
    return read


def jpeg(page: Image.Image, scan: Scan) -> Image.Image:
    """A page that went through the scan's compression."""
    return Image.open(io.BytesIO(encoded(page, scan)))


def disputes(figures: Figures) -> Table:
    return tables(figures)[2]


def read_table(table: Table, scan: Scan) -> Document:
    (page,) = pages("四、政府信息公开行政复议、行政诉讼情况", [table], scan)
    return read_document(encoded(page, scan))


@pytest.fixture(scope="module")
def report() -> Report:
    """A whole report out of a bad scanner, as a TIFF of three pages."""
    drawn = [jpeg(page, BAD) for page in report_pages(REPORT, BAD)]
    return stages.process(Publication(Capture("http://example.gov.cn/report.tif", bound(drawn))))


def leaves(tree: object, path: str = "") -> Iterator[tuple[str, object]]:
    if isinstance(tree, dict):
        for key, below in tree.items():
            yield from leaves(below, f"{path}.{key}" if path else key)
    else:
        yield path, tree


@needs_type
def test_a_bad_scan_is_read_as_far_as_its_sums_confirm_it(report: Report) -> None:
    assert report.tables_state == "parsed"
    assert (report.year, report.form) == (2021, "2021")
    read = dict(leaves(report.tables.model_dump()))
    for path in form_of(REPORT).paths():
        if path.startswith("proactive."):
            assert read[path] is None
        else:
            assert read[path] == int(REPORT.printed(path)), path


@needs_type
def test_figures_that_no_sum_confirms_keep_their_text_and_are_said(report: Report) -> None:
    notes = {note.path: note for note in report.cells}
    for path in form_of(REPORT).paths():
        if path.startswith("proactive."):
            assert (notes[path].status, notes[path].raw) == ("ambiguous", REPORT.printed(path))
    said = {finding.path for finding in report.findings if finding.rule == "Q901"}
    assert "proactive.normative_documents.*" in said
    assert all("no sum" in finding.message for finding in report.findings if finding.rule == "Q901")
    assert {finding.rule for finding in report.findings} == {"Q901"}
    assert report.checks.fail == 0


@needs_type
def test_text_around_the_tables_is_read_in_order(report: Report) -> None:
    assert [section.key for section in report.body.sections] == [
        "overall", "proactive", "requests", "disputes", "problems", "other",
    ]  # fmt: skip


@needs_type
def test_blanks_stay_blank_and_ink_never_becomes_one() -> None:
    table = disputes(REPORT)
    # The last block: 0 0 0 0 0 becomes a blank, a scribble, a mark on the paper, a nought and a total.
    table[-1][10:13] = [replace(cell, text=text) for cell, text in zip(table[-1][10:13], ("", "▒", "、"), strict=True)]
    read = read_tables(read_table(table, Scan()))
    block = "disputes.litigation.after_reconsideration"
    assert read.cells[f"{block}.upheld"].status == "blank"
    for key in ("corrected", "other"):
        assert (read.cells[f"{block}.{key}"].value, read.cells[f"{block}.{key}"].status) == (None, "ambiguous")
    # Nothing adds up to be sure of there, and everything beside it does.
    assert read.cells[f"{block}.total"].status == "ambiguous"
    assert read.cells["disputes.litigation.direct.total"].value == 12
    assert read.cells["disputes.reconsideration.other"].value == 2


@needs_type
def test_a_figure_that_breaks_its_sum_is_left_out() -> None:
    wrong = replace(REPORT, cells=REPORT.cells | {"disputes.reconsideration.upheld": "7"})
    read = read_tables(read_table(disputes(wrong), Scan()))
    assert read.cells["disputes.reconsideration.upheld"][:3] == (None, "7", "ambiguous")
    assert read.cells["disputes.litigation.direct.upheld"].value == 12


@needs_type
def test_a_pdf_of_pictures_is_read_by_what_they_show() -> None:
    scan = Scan(skew=-1, quality=50, noise=5)
    drawn = pages("四、政府信息公开行政复议、行政诉讼情况", [disputes(REPORT)], scan)
    document = read_document(scanned_pdf([jpeg(page, scan) for page in drawn], scan.dpi))
    assert (document.media_type, document.reader, document.recognised) == ("application/pdf", "ocr", True)
    read = read_tables(document)
    for path, reading in read.cells.items():
        assert reading.value == int(REPORT.printed(path))
    assert len(read.cells) == 15


# Without recognition


def frames(scan: Scan, number: int = 1) -> list[Frame]:
    return find_frames(even(straightened(picture(report_pages(REPORT, scan)[number], scan))))


def drawn(found: Sequence[Frame]) -> list[tuple[int, int, int, int]]:
    return [(len(frame.rows), len(frame.columns), int(frame.across.sum()), int(frame.down.sum())) for frame in found]


@needs_type
@pytest.mark.parametrize("name", sorted(SCANS))
def test_the_frames_of_the_tables_are_found_whole(name: str) -> None:
    scan = SCANS[name]
    clean = frames(Scan(dpi=scan.dpi))
    assert drawn(frames(scan)) == drawn(clean)
    slots = [slot for frame in clean for slot in frame.slots()]
    assert len(slots) > 150


@needs_type
@pytest.mark.parametrize("angle", [-2, -0.7, 0, 0.7, 1.5])
def test_skew_is_told_to_a_fraction_of_a_line(angle: float) -> None:
    scan = Scan(skew=angle, quality=50, noise=6)
    assert skew(picture(report_pages(REPORT, scan)[0], scan)) == pytest.approx(-angle, abs=0.04)


def test_a_page_without_ink_has_no_skew_and_no_frames() -> None:
    paper = np.full((1000, WIDTH), 240, np.uint8)
    assert skew(paper) == 0
    assert find_frames(even(paper)) == []


def test_underlines_and_letters_are_no_tables() -> None:
    page = np.full((1000, WIDTH), 255, np.uint8)
    for y in range(100, 900, 60):
        cv2.line(page, (200, y), (900, y), (0,), 2)
    assert find_frames(page) == []


def blank(kind: str, size: tuple[int, int] = (300, 400), mode: str = "L") -> bytes:
    made = io.BytesIO()
    Image.new(mode, size, "white").save(made, kind)
    return made.getvalue()


@pytest.mark.parametrize(("kind", "media_type"), [
    ("PNG", "image/png"), ("JPEG", "image/jpeg"), ("TIFF", "image/tiff"), ("BMP", "image/bmp"), ("GIF", "image/gif"),
])  # fmt: skip
def test_every_kind_of_picture_is_known_and_decoded(kind: str, media_type: str) -> None:
    data = blank(kind)
    assert pictures.sniff(data) == media_type
    assert is_heavy(data)
    assert is_slow(data)
    (page,) = decoded(data, media_type, 1)
    assert page.shape == (round(WIDTH * 4 / 3), WIDTH)


def test_nothing_behind_letters_is_paper() -> None:
    page = Image.new("RGBA", (400, 300), (0, 0, 0, 0))
    ImageDraw.Draw(page).rectangle((100, 100, 200, 200), (0, 0, 0, 255))
    made = io.BytesIO()
    page.save(made, "PNG")
    (read,) = decoded(made.getvalue(), "image/png", 1)
    assert (read[10, 10], read[600, 600]) == (255, 0)


# Hostile and broken files


def claiming(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims to be large."""
    data = bytearray(blank("PNG"))
    data[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big")
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (claiming(60_000, 60_000), "pixels"),
        (claiming(10_000, 9_000), "pixels"),
        (claiming(30_000, 300), "too long"),
        (blank("PNG")[:80], "damaged"),
        (blank("JPEG")[:200], "damaged"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 100, "damaged"),
        (b"II*\x00" + b"\xff" * 40, "damaged"),
        (blank("PNG", (8, 8)), "no page"),
    ],
    ids=["bomb", "large", "roll", "cut PNG", "cut JPEG", "no PNG", "no TIFF", "icon"],
)
def test_what_is_no_page_is_refused_with_the_reason(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableError, match=message) as refused:
        read_document(data)
    assert refused.value.media_type.startswith("image/")


class NoEngine:
    """Sees nothing on any page."""

    def read(self, lines: Sequence[Grey]) -> list[recognise.Recognised]:
        return [recognise.Recognised("", 0.0) for _ in lines]

    def find(self, page: Grey) -> Iterator[tuple[int, int, int, int]]:
        return iter(())


def test_pages_beyond_the_bound_are_left_out_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MOST_PAGES", 2)
    monkeypatch.setattr(reader, "recogniser", NoEngine)
    document = read_document(bound([Image.new("L", (400, 300), "white") for _ in range(3)]))
    assert document.recognised
    assert len(document.notes) == 1
    assert "more than 2 pages" in document.notes[0]


@needs_type
def test_ink_that_nothing_is_read_from_is_doubtful(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "recogniser", NoEngine)
    document = read_table(disputes(REPORT), Scan())
    (grid,) = (block for block in document.blocks if isinstance(block, Grid))
    assert {cell.text.strip(DOUBTFUL) for cell in grid.cells()} == {""}
    assert all(DOUBTFUL in cell.text for cell in grid.cells())


def test_long_shots_of_web_pages_are_looked_at_in_bands(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[int, ...]] = []

    class Watching(NoEngine):
        def find(self, page: Grey) -> Iterator[tuple[int, int, int, int]]:
            seen.append(page.shape)
            return iter([(100, 100, 300, 120)])

    monkeypatch.setattr(reader, "recogniser", Watching)
    page = Image.new("L", (400, 3600), "white")
    for y in range(100, 3500, 100):
        ImageDraw.Draw(page).rectangle((20, y, 300, y + 6), 0)
    made = io.BytesIO()
    page.save(made, "PNG")
    read_document(made.getvalue())
    assert len(seen) > 4
    assert max(height for height, _width in seen) <= 1300
    assert sum(height for height, _width in seen) == pytest.approx(3600 * WIDTH / 400 / 2, abs=len(seen))


def test_a_model_that_is_missing_is_said_and_not_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def connect(*_args: object) -> NoReturn:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket, "getaddrinfo", connect)
    monkeypatch.setattr(recognise, "_RECOGNISER", "no-such-model.onnx")
    recognise.recogniser.cache_clear()
    try:
        with pytest.raises(UnreadableError, match=r"no-such-model\.onnx") as refused:
            read_document(blank("PNG"))
    finally:
        recognise.recogniser.cache_clear()
    assert refused.value.state == "image"


def test_without_the_extra_the_message_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "find_spec", lambda _name: None)
    with pytest.raises(UnreadableError, match=r"pip install -e '\.\[ocr\]'") as refused:
        read_document(blank("PNG"))
    assert refused.value.state == "image"


@needs_type
def test_pictures_are_read_within_the_bounds_of_a_worker() -> None:
    workers = Workers(seconds=60)
    try:
        (page,) = pages("四、政府信息公开行政复议、行政诉讼情况", ["本年度没有此类情况。"], Scan())
        document = asyncio.run(workers.read(encoded(page, Scan()), None))
    finally:
        workers.close()
    assert isinstance(document, Document)
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert texts == ["四、政府信息公开行政复议、行政诉讼情况", "本年度没有此类情况。"]
