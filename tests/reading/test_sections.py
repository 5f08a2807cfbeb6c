"""The six sections, by the words of their titles."""

import pytest

from govreports.documents import Document, read_document
from govreports.reading.sections import FoundSection, find_sections
from tests.replica.figures import load_figures
from tests.replica.render import report_docx, report_html, report_text
from tests.replica.render.narrative import SECTIONS, Headings


def _find(*lines: str) -> list[FoundSection]:
    return find_sections(_document(*lines).blocks)


def _document(*lines: str) -> Document:
    return read_document("\n".join(lines).encode())


_SHORT = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)


@pytest.mark.parametrize("headings", ["一、", "（一）", "bullet"])
@pytest.mark.parametrize("kind", ["html", "docx", "text"])
def test_every_style_of_numbering(headings: Headings, kind: str) -> None:
    figures = load_figures()["liaocheng_sthjj_2021"]
    if kind == "docx":
        data = report_docx(figures, headings=headings)
    elif kind == "text":
        data = report_text(figures, headings=headings).encode()
    else:
        data = f"<html><body>{report_html(figures, headings=headings)}</body></html>".encode()
    found = find_sections(read_document(data).body_blocks)
    assert [section.key for section in found] == list(SECTIONS)
    assert found[0].paragraphs


@pytest.mark.parametrize("lost", SECTIONS)
def test_an_ordinal_that_is_lost(lost: str) -> None:
    figures = load_figures()["hengshui_sthjj_2020"]
    page = f"<html><body>{report_html(figures, lost=[lost])}</body></html>".encode()
    assert [section.key for section in find_sections(read_document(page).body_blocks)] == list(SECTIONS)


def test_titles_are_verbatim_and_text_is_between_them() -> None:
    found = _find(
        "某局年报",
        "前言。",
        *(line for title in _SHORT for line in (title, f"{title}的正文。")),
        "某局",
        "2022年1月20日",
    )
    assert [section.title for section in found] == list(_SHORT)
    assert [section.paragraphs[0] for section in found] == [f"{title}的正文。" for title in _SHORT]


@pytest.mark.parametrize("numerals", ["一一一一一一", "二三四五六七", "一二三四四五", "六五四三二一"])
def test_ordinals_do_not_matter(numerals: str) -> None:
    lines = [f"{numeral}、{title[2:]}" for numeral, title in zip(numerals, _SHORT, strict=True)]
    assert [section.key for section in _find(*lines)] == list(SECTIONS)


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("（二）行政机关主动公开政府信息情况", "proactive"),
        ("• 主动公开政府信息情况", "proactive"),
        ("四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", "disputes"),
        ("五、政府信息公开工作存在的主要问题及改进情况", "problems"),
        ("五、存在问题及改进情况", "problems"),
        ("一、 总 体 情 况", "overall"),
        ("一总体情况", "overall"),
        ("六、其他需要报告的事项：", "other"),
    ],
)
def test_wordings_met_in_reports(title: str, key: str) -> None:
    assert [section.key for section in _find(title, "正文。")] == [key]


def test_subsections_that_bear_the_titles_of_sections() -> None:
    inside = ["（一）主动公开情况", "甲。", "（二）依申请公开情况", "乙。", "（三）监督保障情况", "丙。"]
    found = _find(_SHORT[0], *inside, *_SHORT[1:])
    assert [section.title for section in found] == list(_SHORT)
    assert found[0].paragraphs == tuple(inside)


def test_a_section_that_is_not_there_is_not_found() -> None:
    found = _find(*_SHORT[:3], *_SHORT[4:])
    assert "disputes" not in [section.key for section in found]


def test_a_sentence_is_no_title() -> None:
    assert (
        _find(
            "本年度主动公开政府信息的情况良好，总体情况较好，存在的问题及改进措施见后，其他需要报告的事项没有，如下所述。"
        )
        == []
    )


def test_what_follows_the_report_is_no_part_of_it() -> None:
    found = _find(*_SHORT, "无。", "版权所有：某局", "主办单位：某局")
    assert found[-1].paragraphs == ("无。",)
