"""Which files and pictures of a page belong to its report."""

import pytest

from govreports.attachments import attachment_links, picture_links
from govreports.documents import Document, read_document
from govreports.publication import Capture, Publication
from govreports.stages import process
from tests.replica.figures import made_figures
from tests.replica.render import report_html

URL = "http://swj.made.gov.cn/nb/1.html"
TITLE = "某市水务局2023年政府信息公开工作年度报告"


def _page(beside: str, body: str = "<p><br></p>") -> Document:
    return read_document(
        f"<html><head><title>{TITLE}</title></head><body><div id='zoom'>{body}</div><div>{beside}</div></body></html>".encode()
    )


@pytest.mark.parametrize("name", [f"{TITLE}.docx", "某市水务局2023年政府信息....docx", "某市水务局2023年政…"])
def test_a_file_beside_the_body_is_the_reports_where_it_is_called_so(name: str) -> None:
    assert attachment_links(_page(f"文件下载：<a href='/f/1.docx'>{name}</a>"), URL) == [
        ("http://swj.made.gov.cn/f/1.docx", name)
    ]


@pytest.mark.parametrize("name", ["申请表.docx", "某市...", "某市水务局2022年政府信....docx"])
def test_other_files_beside_the_body_are_not(name: str) -> None:
    assert attachment_links(_page(f"<a href='/f/1.docx'>{name}</a>"), URL) == []


@pytest.mark.parametrize(
    "icon", ["/ueditor/dialogs/attachment/fileTypeImages/icon_doc.gif", "/images/icon_pdf.png", "../ico2.jpg"]
)
def test_the_icon_of_a_file_is_no_picture_of_a_table(icon: str) -> None:
    body = f"<p><img src='{icon}'><a href='1.docx'>{TITLE}</a></p><p><img src='/u/sheet1.png'></p>"
    assert [url for url, _name in picture_links(_page("", body), URL)] == ["http://swj.made.gov.cn/u/sheet1.png"]


@pytest.mark.parametrize(
    "frame",
    [
        "<iframe src='/pdfjs/web/viewer.html?file=/f/1.pdf' width='100%'></iframe>",
        "<iframe src='/f/1.pdf#toolbar=0'></iframe>",
        "<embed src='/f/1.pdf' type='application/pdf'>",
        "<object data='/f/1.pdf'></object>",
    ],
)
def test_a_file_that_a_page_shows_in_a_frame_is_attached(frame: str) -> None:
    ((address, _name),) = attachment_links(_page(frame), URL)
    assert address.partition("#")[0].endswith("/f/1.pdf")
    assert attachment_links(_page("<iframe src='/count.html?file=a'></iframe>"), URL) == []


@pytest.mark.parametrize(
    ("address", "name"), [("/download?id=64000&type=docx", "点击下载"), ("/open/file/31", f"{TITLE}.docx")]
)
def test_a_file_behind_a_script_is_told_by_the_script_or_by_its_name(address: str, name: str) -> None:
    body = f"<p>附件：<a href='{address}'>{name}</a></p><p><a href='/show/7'>上一篇</a></p>"
    assert attachment_links(_page("", body), URL) == [(f"http://swj.made.gov.cn{address}", name)]


@pytest.mark.parametrize(
    ("shown", "address"),
    [
        (
            '<script>showVsbpdfIframe("/__local/7/AB/C.pdf","100%","600","0","","1","wrd")</script>',
            "/__local/7/AB/C.pdf",
        ),
        ("<script>PDFObject.embed('/f/1.pdf#page=1', '#box');</script>", "/f/1.pdf"),
        ("<iframe src='/js/pdfjs/web/viewer.html?file=../1.pdf'></iframe>", "/js/pdfjs/1.pdf"),
        ("<embed src='1.PDF' type='application/pdf'>", "/nb/1.PDF"),
        ("<object data='/f/1.ofd'><param name='src' value='/f/1.ofd'></object>", "/f/1.ofd"),
    ],
)
def test_a_file_that_the_body_shows_is_attached(shown: str, address: str) -> None:
    (found,) = attachment_links(_page("", f"<p>{shown}</p>"), URL)
    assert found[0] == f"http://swj.made.gov.cn{address}"


@pytest.mark.parametrize(
    "shown",
    [
        "<iframe src='/count.html?from=/nb/1.html'></iframe>",
        "<iframe src='http://[bad/1.pdf'></iframe>",
        "<iframe src='http://[bad/viewer.html?file=/f/1.pdf'></iframe>",
        "<script>loadPdf(url, '600'); var icons = {'pdf': '/i/pdf.png'};</script>",
        "<!-- <iframe src='/f/1.pdf'></iframe> -->",
    ],
)
def test_frames_and_scripts_that_show_no_file_attach_none(shown: str) -> None:
    assert attachment_links(_page("", f"<p>{shown}</p>"), URL) == []


def test_the_files_of_a_piece_stand_below_its_text() -> None:
    href = "/system/_content/download.jsp?urltype=news.DownloadAttachUrl&owner=1&wbfileid=2F"
    assert attachment_links(_page(f"附件【<a href='{href}'>统计表.docx</a>】", "<p>正文</p>"), URL) == [
        (f"http://swj.made.gov.cn{href}", "统计表.docx")
    ]


@pytest.mark.parametrize(
    ("page", "file", "state"),
    [
        ("临夏州财政局", "临夏回族自治州财政局", "parsed"),
        ("甘肃水利厅", "甘肃省水利厅", "parsed"),
        ("甘肃水利厅", "青海省水利厅", "absent"),
        ("某市水务局", "某市教育局", "absent"),
    ],
)
def test_an_attachment_is_the_reports_by_whatever_name_of_its_agency(page: str, file: str, state: str) -> None:
    rest = "2022年政府信息公开工作年度报告"
    table = report_html(made_figures(file, 2022, 6), title=f"{file}{rest}")
    attached = Capture(
        "http://a.gov.cn/1.html", f"<html><body><p>{file}{rest}</p>{table}</body></html>".encode(), "附件"
    )
    body = f"<html><head><title>{page}{rest}</title></head><body><p>附后。</p></body></html>"
    assert process(Publication(Capture("http://a.gov.cn/2.html", body.encode()), [attached])).tables_state == state
