"""Texts that pages carry in their scripts, and answers that carry them as data. All are written for these tests."""

import json

import pytest

from govreports.documents import Document, Grid, Paragraph, UnreadableError, read_document, sniff
from govreports.publication import Capture, Publication
from govreports.records import Report
from govreports.stages import process
from tests.replica.figures import made_figures
from tests.replica.render import report_html

TITLE = "青原市水务局2022年政府信息公开工作年度报告"
REPORT = report_html(made_figures("青原市水务局", 2022, 6), title=TITLE)
DETAIL = {
    "id": 11,
    "title": TITLE,
    "identifier": "007543/2023-00012",
    "publisher": "青原市水务局",
    "document_number": "青水〔2023〕3号",
    "keywords": "年报;公开",
    "display_publish_time": 1673280000,
    "date": 1673193600,
    "content": REPORT,
    "attachment": [{"name": "附表.xlsx", "url": "/attachment/0/1/附表.xlsx"}],
}


def escaped(data: object) -> str:
    """JSON as servers write it into scripts."""
    text = json.dumps(data)
    for char in "<>&'":
        text = text.replace(char, f"\\u{ord(char):04X}")
    return text.replace("/", "\\/")


def shell(detail: str, body: str = "<div id='app'></div>", title: str = "青原市水务局") -> bytes:
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head><body><ul><li><a href="/">首页</a></li></ul>
      {body}<script>window._CONFIG = {{ LANG: 'zh', DETAIL: {detail}, TREE: [{{"id":1,"name":"年报","content":"x"}}], SID: '7' }};</script></body></html>""".encode()


def read(data: bytes) -> Report:
    return process(Publication(Capture("http://swj.example.gov.cn/gkmlpt/content/11/11/post_11.html", data)))


@pytest.fixture(scope="module")
def plain() -> Report:
    return read(f"<html><body><h1>{TITLE}</h1><div id='zoom'>{REPORT}</div></body></html>".encode())


@pytest.mark.parametrize("detail", [escaped(DETAIL), json.dumps(DETAIL, ensure_ascii=False)])
def test_a_page_that_its_script_draws_is_read_from_its_bytes_alone(detail: str, plain: Report) -> None:
    report = read(shell(detail))
    assert plain.tables_state == report.tables_state == "parsed"
    assert report.tables == plain.tables
    assert (report.title, report.year) == (TITLE, 2022)
    metadata = report.metadata
    assert metadata.index_number == "007543/2023-00012"
    assert metadata.publisher == "青原市水务局"
    assert metadata.document_number == "青水〔2023〕3号"
    assert metadata.keywords == ["年报", "公开"]
    assert (metadata.published_date, metadata.published_date_from) == ("2023-01-10", "block")
    assert metadata.written_date == "2023-01-09"
    assert report.body.text == plain.body.text + "\n附表.xlsx"


def test_its_files_are_links_of_the_text() -> None:
    document = read_document(shell(escaped(DETAIL)))
    (link,) = [link for link in document.links if link.in_body]
    assert (link.url, link.text) == ("/attachment/0/1/附表.xlsx", "附表.xlsx")
    inside = {**DETAIL, "content": "<p><a href='/attachment/0/1/附表.xlsx'>附表</a></p>"}
    assert [link.text for link in read_document(shell(escaped(inside))).links if link.in_body] == ["附表"]


def test_javascript_that_is_no_json_is_read_too() -> None:
    page = shell("{id: 1, title: '甲', content: '\\x3cp\\x3e乙说：\\'好\\'\\x3c/p\\x3e',}")
    assert [block.text for block in read_document(page).body_blocks if isinstance(block, Paragraph)] == ["乙说：'好'"]


def test_a_text_that_the_page_shows_itself_is_not_read_twice() -> None:
    document = read_document(shell(escaped(DETAIL), body=f"<div id='zoom'>{REPORT}</div>"))
    assert sum(isinstance(block, Grid) for block in document.blocks) == sum(
        isinstance(block, Grid) for block in read_document(REPORT.encode()).blocks
    )


@pytest.mark.parametrize(
    "detail",
    ["{}", "null", "{content: ''}", "{content: 3}", "{content: '", "[1]", "{" * 50_000, '{"content": ' + "[" * 50_000],
)
def test_a_script_without_a_text_leaves_the_page_as_it_is(detail: str) -> None:
    document = read_document(shell(detail, body="<p>正文</p>"))
    assert "正文" in [block.text for block in document.blocks if isinstance(block, Paragraph)]


def test_control_characters_and_lone_surrogates_do_no_harm() -> None:
    detail = {
        "content": "<p>甲\u0000\u0008乙\ud800</p>",
        "publisher": "丙\u0001\ud800\u000b丁",
        "files": [{"url": "\u0002a.pdf", "name": "\ud800"}],
    }
    assert isinstance(read_document(shell(escaped(detail))), Document)


def test_an_answer_that_holds_a_text_is_read_like_its_page(plain: Report) -> None:
    data = {
        "status": 200,
        "msg": "success",
        "data": {
            "title": TITLE,
            "publishedTimeStr": "2023-01-10 09:30:00",
            "content": REPORT,
            "url": "//a.example/1.shtml",
        },
    }
    body = json.dumps(data, ensure_ascii=False).encode()
    assert sniff(body) == "application/json"
    report = read(body)
    assert report.source.media_type == "application/json"
    assert (report.tables, report.title) == (plain.tables, TITLE)
    assert (report.metadata.published_date, report.metadata.published_date_from) == ("2023-01-10", "block")


@pytest.mark.parametrize(
    "text", ['{"content": ""}', '{"data": {"content": []}}', '{"content": "', '{"a": 1, "content": ' + "[" * 100_000]
)
def test_other_json_is_refused(text: str) -> None:
    with pytest.raises(UnreadableError, match="JSON"):
        read_document(text.encode())


@pytest.mark.parametrize("body", ["<div id='app'></div>", "<div class='article-content'><p>附件如下：</p></div>"])
def test_a_piece_may_be_nothing_but_its_file(body: str) -> None:
    document = read_document(shell(json.dumps(DETAIL | {"content": ""}), body))
    assert [(link.url, link.in_body) for link in document.links if "attachment" in link.url] == [
        ("/attachment/0/1/附表.xlsx", True)
    ]
