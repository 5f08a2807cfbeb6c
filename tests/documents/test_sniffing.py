"""What a file is, by what it holds; and what becomes of files that nothing reads."""

import io
import zipfile

import pytest

from govreports.documents import UnreadableError, is_heavy, read_document, sniff
from tests.replica.figures import load_figures
from tests.replica.render import report_docx, report_html, report_text
from tests.replica.render.binary import doc
from tests.replica.render.compound import compound
from tests.replica.render.rtf import rtf

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _zip(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return buffer.getvalue()


def _stored(name: str, content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"<!DOCTYPE html><html>", "text/html"),
        (b"\xef\xbb\xbf<html><body>", "text/html"),
        (b"\r\n\r\n  <HTML>", "text/html"),
        ("<p>主动公开</p>".encode(), "text/html"),
        ("<div class='x'>主动公开</div>".encode("gbk"), "text/html"),
        (b"<TABLE><tr><td>1</td></tr></TABLE>", "text/html"),
        ("<!-- 说明 --><table><tr><td>规章</td></tr></table>".encode(), "text/html"),
        (b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>", "text/html"),
        ("某局2021年政府信息公开工作年度报告".encode(), "text/plain"),
        ("某局2021年政府信息公开工作年度报告".encode("gbk"), "text/plain"),
        (b"%PDF-1.4\n", "application/pdf"),
        (b"{\\rtf1\\ansi", "application/rtf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "application/msword"),
        (compound({"WordDocument": b"", "1Table": b""}), "application/msword"),
        (compound({"PowerPoint Document": b""}), "application/vnd.ms-powerpoint"),
        (compound({"EncryptionInfo": b"", "EncryptedPackage": b""}), "application/x-ooxml-encrypted"),
        (compound({"CONTENTS": b"", "MatOST": b""}), "application/vnd.ms-works"),
        (compound({"anything": b""}), "application/x-ole-storage"),
        (b"Rar!\x1a\x07\x00", "application/vnd.rar"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"GIF89a", "image/gif"),
        (_zip("word/document.xml", "[Content_Types].xml"), _DOCX),
        (_zip("xl/workbook.xml"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (_zip("OFD.xml"), "application/ofd"),
        (_zip("readme.txt"), "application/zip"),
        (_zip("report/word/notes.txt", "xl/a.txt"), "application/zip"),
        (_zip("[Content_Types].xml", "word/document2.xml"), _DOCX),
        (_stored("说明.txt", b"word/ xl/ OFD.xml"), "application/zip"),
        (_stored("年报.docx", _zip("word/document.xml")), "application/zip"),
        (b"made by a server\r\n%PDF-1.4\n", "application/pdf"),
        ("年度报告\n主动公开<br>\n".encode(), "text/plain"),
        (b"<span>1</span>", "text/html"),
        (b"<!-- x --><h2 class=a>1</h2>", "text/html"),
        ("<html><body>主动公开".encode("utf-16"), "text/html"),
        ("主动公开".encode("utf-16"), "text/plain"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n", "multipart/related"),
        (b"<p>MIME-Version: 1.0</p>", "text/html"),
        (
            b'<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?>\n<w:wordDocument>',
            "application/vnd.ms-office.flat+xml",
        ),
    ],
)
def test_kinds_are_told_by_content(data: bytes, media_type: str) -> None:
    assert sniff(data) == media_type


def test_text_is_no_picture_for_its_first_letters() -> None:
    assert sniff("BM市生态环境局2021年政府信息公开工作年度报告\n一、总体情况\n".encode()) == "text/plain"


def test_only_files_that_take_long_are_heavy() -> None:
    assert is_heavy(_zip("word/document.xml"))
    assert not is_heavy(b"<html></html>")
    assert not is_heavy("文".encode())
    assert is_heavy(b"%PDF-1.4")
    assert is_heavy(_zip("OFD.xml"))
    assert not is_heavy(b"Rar!")


@pytest.mark.parametrize("data", [b"", b"   ", b"\n\r\n\t"])
def test_empty_files_are_unreadable(data: bytes) -> None:
    with pytest.raises(UnreadableError, match="empty"):
        read_document(data)


@pytest.mark.parametrize(
    ("data", "media_type", "state"),
    [
        (b"%PDF-1.4\n", "application/pdf", "unreadable"),
        (b"{\\rtf1", "application/rtf", "unreadable"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "application/msword", "unreadable"),
        (compound({"PowerPoint Document": b""}), "application/vnd.ms-powerpoint", "unreadable"),
        (compound({"EncryptedPackage": b""}), "application/x-ooxml-encrypted", "unreadable"),
        (compound({"MatOST": b""}), "application/vnd.ms-works", "unreadable"),
        (b"\x89PNG\r\n\x1a\n", "image/png", "image"),
        (b"Rar!\x1a\x07\x00", "application/vnd.rar", "unreadable"),
        (_zip("content.xml", "META-INF/manifest.xml"), "application/vnd.oasis.opendocument", "unreadable"),
    ],
)
def test_what_nothing_reads_says_what_it_is(
    data: bytes, media_type: str, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: None)  # LibreOffice reads more, where it is installed
    with pytest.raises(UnreadableError) as caught:
        read_document(data)
    assert (caught.value.media_type, caught.value.state) == (media_type, state)


def test_binary_junk_is_unreadable() -> None:
    with pytest.raises(UnreadableError, match="binary"):
        read_document(bytes(range(256)) * 20)


@pytest.mark.parametrize("data", [b"<html></html>", b"<html><body>  </body></html>", b"<!doctype html>", b"<!-- -->"])
def test_pages_that_say_nothing_hold_nothing_or_are_unreadable(data: bytes) -> None:
    try:
        document = read_document(data)
    except UnreadableError:
        return
    assert document.body_blocks == ()


@pytest.mark.parametrize(
    ("data", "reader"),
    [
        (report_docx(load_figures()["pingtan_2021"]), "docx"),
        (report_html(load_figures()["pingtan_2021"], style="word").encode(), "html"),
        (b"\xef\xbb\xbf" + report_html(load_figures()["pingtan_2021"]).encode(), "html"),
        (report_text(load_figures()["pingtan_2021"]).encode("gb18030"), "text"),
        (rtf(["政府信息公开工作年度报告"], text="bytes"), "rtf"),
        (doc(["政府信息公开工作年度报告"]), "doc"),
    ],
)
def test_whatever_is_called_doc_is_read_by_what_it_is(data: bytes, reader: str) -> None:
    """Nothing here is told a name: a .doc or .wps may be any of these."""
    document = read_document(data)
    assert document.reader == reader
    assert any("政府信息公开工作年度报告" in getattr(block, "text", "") for block in document.blocks)
