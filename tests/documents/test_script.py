"""Reports on mirrors: in traditional characters, with readings in brackets."""

import re

import pytest
from opencc import OpenCC

from govreports.documents import read_document
from govreports.documents.script import NOTE
from govreports.publication import Capture, Publication
from govreports.records import Report
from govreports.stages import process
from tests.replica.figures import load_figures
from tests.replica.render import report_html, report_text


def _read(body: bytes) -> Report:
    return process(Publication(Capture("http://www.example.gov.cn/1.html", body)))


@pytest.mark.parametrize("stem", ["liaocheng_sthjj_2021", "hengshui_sthjj_2020"])
@pytest.mark.parametrize("glossed", [False, True])
def test_a_mirror_is_read_as_its_original(stem: str, *, glossed: bool) -> None:
    figures = load_figures()[stem]
    original = report_html(figures)
    mirrored = OpenCC("s2t").convert(original)
    if glossed:
        for character, reading in (("數", "shù"), ("發", "fā"), ("規", "guī")):
            mirrored = mirrored.replace(character, f"{character}({reading})")
    expected, found = _read(original.encode()), _read(mirrored.encode())
    assert found.tables == expected.tables
    assert (found.report_id, found.form) == (expected.report_id, expected.form)
    assert [section.key for section in found.body.sections] == [section.key for section in expected.body.sections]
    assert any(NOTE in finding.message for finding in found.findings)


def test_text_keeps_its_brackets_and_its_few_traditional_characters() -> None:
    figures = load_figures()["liaocheng_sthjj_2021"]
    text = report_text(figures, layout="tabs") + "\n繁體中文：開報務數請訴訟規現發（fā）Word(doc)\n"
    document = read_document(text.encode())
    assert document.notes == ()
    assert "繁體中文" in str(document.blocks[-1])
    assert re.search("發（fā）", str(document.blocks[-1]))


def test_merged_cells_stay_one_cell() -> None:
    figures = load_figures()["liaocheng_sthjj_2021"]
    document = read_document(OpenCC("s2t").convert(report_html(figures)).encode())
    plain = read_document(report_html(figures).encode())
    shapes = [
        [[cell.rowspan for cell in block.cells()] for block in read.blocks if hasattr(block, "cells")]
        for read in (document, plain)
    ]
    assert shapes[0] == shapes[1]
