"""Zip archives and web archives: what is in them, whose name is whose, and archives that mean harm."""

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from govreports.cli import main
from govreports.documents import Document, Grid, Paragraph, UnreadableError, read_document, read_or_reason
from govreports.publication import Capture, Publication
from govreports.stages import process
from tests.replica.figures import load_figures
from tests.replica.render import mhtml, report_docx, report_html, xlsx, zipped

TITLE = "某市某局2021年政府信息公开工作年度报告"
TEXT = f"{TITLE}\n一、总体情况\n全年公开信息12条。\n".encode()


def _unreadable(data: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        read_document(data)
    return str(caught.value)


def _names(data: bytes) -> list[str]:
    return [member.path for member in read_document(data).members]


# Zip


def test_every_document_of_an_archive_is_read_by_its_own_reader() -> None:
    page = f"<html><p>{TITLE}</p></html>".encode()
    document = read_document(zipped({"甲/年报.html": page, "年报.xlsx": xlsx([TITLE]), "说明.txt": TEXT}))
    assert document.blocks == ()
    assert [(member.path, member.document.media_type) for member in document.members] == [
        ("甲/年报.html", "text/html"),
        ("年报.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("说明.txt", "text/plain"),
    ]
    for member in document.members:
        assert isinstance(member.document, Document)
        assert isinstance(member.document.blocks[0], Paragraph)
        assert member.document.blocks[0].text == TITLE


@pytest.mark.parametrize(("encoding", "flagged"), [("utf-8", True), ("utf-8", False), ("gbk", False)])
def test_names_in_the_encodings_that_programs_write(encoding: str, flagged: bool) -> None:
    assert _names(zipped({"某市某局2021年年报（终稿）.txt": TEXT}, encoding=encoding, flagged=flagged)) == [
        "某市某局2021年年报（终稿）.txt"
    ]


def test_what_systems_leave_beside_documents_is_no_document() -> None:
    litter = {
        "__MACOSX/._年报.txt": b"\0\5\x16\7",
        ".DS_Store": b"x",
        "Thumbs.db": b"\xd0\xcf",
        "年报.files/style.css": b"p{}",
        "~$年报.docx": b"x",
        "年报.files/font.ttf": bytes(range(256)),
    }
    assert _names(zipped({**litter, "年报.txt": TEXT})) == ["年报.txt"]
    assert "no document" in _unreadable(zipped(litter))


def test_pictures_count_where_there_is_nothing_else() -> None:
    picture = b"\x89PNG\r\n\x1a\n" + bytes(100)
    assert _names(zipped({"a.png": picture, "年报.txt": TEXT})) == ["年报.txt"]
    publication = Publication(Capture("file:///a.zip", zipped({"a.png": picture})))
    assert process(publication).tables_state == "image"


def test_archives_inside_an_archive_are_opened_once() -> None:
    inner = zipped({"年报.txt": TEXT})
    document = read_document(zipped({"各局.zip": inner, "深.zip": zipped({"更深.zip": inner})}))
    assert [member.path for member in document.members] == ["各局.zip/年报.txt", "深.zip/更深.zip"]
    assert "too deep" in str(document.members[1].document)


def test_a_damaged_or_encrypted_member_costs_itself_only() -> None:
    data = bytearray(zipped({"a.txt": TEXT, "b.txt": TEXT}))
    data[data.index(b"PK\x03\x04") + 6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    first, second = read_document(bytes(data)).members
    assert "encrypted" in str(first.document)
    assert isinstance(second.document, Document)
    data = bytearray(zipped({"a.txt": TEXT, "b.txt": TEXT}))
    data[data.index(b"a.txt") + 8] ^= 0xFF
    first, second = read_document(bytes(data)).members
    assert "damaged" in str(first.document)
    assert isinstance(second.document, Document)


def test_an_archive_cut_off_is_damaged() -> None:
    data = zipped({"a.txt": TEXT * 50})
    assert "damaged" in _unreadable(data[:-30])


@pytest.mark.parametrize("magic", [b"Rar!\x1a\x07\x00", b"7z\xbc\xaf\x27\x1c"])
def test_archives_of_other_kinds_are_recognised(magic: bytes) -> None:
    assert "archive" in _unreadable(magic + bytes(100))


def test_a_bomb_in_an_archive() -> None:
    assert "larger" in _unreadable(zipped({"a.txt": b"0" * (129 * 1024 * 1024)}))


def test_a_bomb_of_overlapping_members() -> None:
    """One body of a mebibyte that a thousand names point to, as the best bombs have it."""
    packed = zlib.compress(b"0" * 1024 * 1024, 9)[2:-4]
    crc = zlib.crc32(b"0" * 1024 * 1024)
    sizes = struct.pack("<III", crc, len(packed), 1024 * 1024)
    local = b"PK\x03\x04" + struct.pack("<HHHHH", 20, 0, 8, 0, 0) + sizes + struct.pack("<HH", 5, 0) + b"a.txt"
    entry = (
        b"PK\x01\x02"
        + struct.pack("<HHHHHH", 20, 20, 0, 8, 0, 0)
        + sizes
        + struct.pack("<HHHHHII", 5, 0, 0, 0, 0, 0, 0)
        + b"a.txt"
    )
    directory = entry * 900
    data = local + packed + directory
    data += b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 900, 900, len(directory), len(local) + len(packed), 0)
    read = read_or_reason(data)
    assert isinstance(read, UnreadableError) or len(read.members) <= 20


def test_an_archive_of_a_great_many_files() -> None:
    assert "more than" in _unreadable(zipped({f"{n}.txt": b"x" for n in range(1500)}))


# Archives in a publication


def test_the_documents_of_an_archive_are_attachments_of_its_publication() -> None:
    figures = load_figures()["pingtan_2021"]
    archive = zipped({"年报.docx": report_docx(figures), "说明.txt": TEXT}, encoding="gbk", flagged=False)
    page = Capture(
        "https://x.gov.cn/a.html", f"<html><p>{figures.agency}2021年政府信息公开工作年度报告</p></html>".encode()
    )
    publication = Publication(page, [Capture("https://x.gov.cn/b.zip", archive, name="附件.zip")])
    record = process(publication)
    assert record.tables_state == "parsed"
    assert record.tables_from is not None
    assert (record.tables_from.kind, record.tables_from.reader) == ("attachment", "docx")
    assert record.tables_from.url == "https://x.gov.cn/b.zip!/%E5%B9%B4%E6%8A%A5.docx"
    assert [(item.name, item.role) for item in record.attachments] == [
        ("附件.zip", "other"),
        ("年报.docx", "report"),
        ("说明.txt", "other"),  # another agency's
    ]
    assert len({item.sha256 for item in record.attachments}) == 3
    assert len(record.body.sections) == 6


def test_an_archive_alone_is_read_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.zip"
    file.write_bytes(zipped({"年报.docx": report_docx(load_figures()["pingtan_2021"])}))
    assert main(["parse", str(file)]) == 0
    assert '"tables_state":"parsed"' in capsys.readouterr().out.replace(" ", "")


def test_reports_of_several_years_in_one_archive_are_not_mixed() -> None:
    figures = load_figures()
    archive = zipped(
        {"2020年报.docx": report_docx(figures["pingtan_2020"]), "2021年报.docx": report_docx(figures["pingtan_2021"])}
    )
    publication = Publication(Capture("file:///a.zip", archive))
    record = process(publication)
    assert record.year == 2020
    assert record.tables_from is not None
    assert (record.tables_from.url or "").endswith("2020%E5%B9%B4%E6%8A%A5.docx")


# Web archives


@pytest.mark.parametrize("charset", ["gb2312", "utf-8"])
@pytest.mark.parametrize("base64", [True, False])
def test_a_page_saved_as_one_file(charset: str, base64: bool) -> None:
    page = f"<html><head><title>年报</title></head><body>{report_html(load_figures()['pingtan_2021'], style='word')}</body></html>"
    document = read_document(mhtml(page, charset=charset, base64=base64))
    assert (document.reader, document.media_type, document.title) == ("mhtml", "multipart/related", "年报")
    assert sum(isinstance(block, Grid) for block in document.blocks) == 3


def test_a_workbook_saved_as_one_file_has_a_page_a_sheet() -> None:
    part = "--x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Location: file:///{0}.htm\r\n\r\n{1}\r\n"
    frames = "<html><frameset><frame src='b.htm'></frameset></html>"
    sheets = [part.format(name, f"<html><body><p>{name}表</p></body></html>") for name in "bc"]
    data = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n" + part.format("a", frames)
    document = read_document((data + "".join(sheets) + "--x--\r\n").encode())
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["b表", "c表"]


def test_the_root_that_an_archive_names() -> None:
    part = "--x\r\nContent-Type: text/html\r\nContent-ID: <{0}>\r\n\r\n<html><p>{0}</p></html>\r\n"
    data = (
        'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n'
        '\tstart="<second>";\r\n\tboundary="x"\r\n\r\n' + part.format("first") + part.format("second") + "--x--\r\n"
    )
    document = read_document(data.encode())
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["second"]


def test_web_archives_without_a_page() -> None:
    head = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n"
    assert "no page" in _unreadable(head)
    assert "no page" in _unreadable(head + b"--x\r\nContent-Type: image/png\r\n\r\nx\r\n--x--")
    nested = b"".join(b"Content-Type: multipart/related; boundary=x%d\r\n\r\n--x%d\r\n" % (n, n) for n in range(5000))
    assert "deep" in _unreadable(b"MIME-Version: 1.0\r\n" + nested)


def test_a_truncated_zip_of_words_says_so() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert "Word file is damaged" in _unreadable(buffer.getvalue()[:60])
