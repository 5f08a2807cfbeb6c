"""OFD: whole reports back exact, what pages may say, and what files do to a reader."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govreports.documents import Document, Grid, Image, Paragraph, UnreadableError, packages, read_document
from govreports.documents import ofd as reader
from tests.replica.render.ofd import archive, ofd, ofd_of_objects
from tests.test_properties import HEADINGS, _made, few, read, seeds, unread, wrong

TITLE = "某市某局政府信息公开工作年度报告"
NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def text(x: float, y: float, words: str, more: str = "", size: float = 4) -> str:
    """*words* in characters that are all *size* wide, in millimetres."""
    steps = f'DeltaX="g {len(words) - 1} {size}"' if len(words) > 1 else ""
    return (
        f'<ofd:TextObject ID="1" Boundary="{x} {y} 200 {size}" Size="{size}" {more}>'
        f'<ofd:TextCode X="0" Y="{0.86 * size}" {steps}>{words}</ofd:TextCode></ofd:TextObject>'
    )


def path(data: str, boundary: str = "0 0 200 200", more: str = "") -> str:
    return f'<ofd:PathObject ID="2" Boundary="{boundary}" {more}><ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>'


GRID = path("M 20 40 L 100 40 M 20 50 L 100 50 M 20 60 L 100 60 M 20 40 L 20 60 M 60 40 L 60 60 M 100 40 L 100 60")
LABELS = text(22, 43, "信息内容") + text(62, 43, "本年制发件数") + text(22, 53, "规章")
TABLE = [["信息内容", "本年制发件数"], ["规章", "17"]]


def figure(words: str = "17", steps: str = 'DeltaX="2"') -> str:
    return (
        '<ofd:TextObject ID="3" Boundary="62 53 20 4" Size="4">'
        f'<ofd:TextCode X="0" Y="3.4" {steps}>{words}</ofd:TextCode></ofd:TextObject>'
    )


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def cells(document: Document) -> list[list[str | None]]:
    (grid,) = (block for block in document.blocks if isinstance(block, Grid))
    return [[cell and cell.text for cell in row] for row in grid.rows]


@few
@given(seed=seeds, top=st.integers(42, 300))
def test_reports_are_exact_wherever_pages_break(seed: int, top: int) -> None:
    made, tables, shown, _ = _made(seed, "untouched")
    blocks: list[object] = []
    for heading, table in zip(HEADINGS, tables, strict=True):
        blocks += [heading, table]
    found = read(ofd(TITLE, [*blocks, "五、存在的主要问题及改进情况"], top=top))  # type: ignore[list-item]
    assert wrong(made, found, shown) == []
    assert unread(made, found, shown) == []
    assert found.state == "parsed"


@pytest.mark.parametrize(
    "lines",
    [
        GRID,
        # The same as three rectangles and a line, in another place that the boundary moves back.
        path("S 0 0 M 0 0 L 80 0 L 80 20 L 0 20 C M 40 0 L 40 20 M 0 10 L 80 10", "20 40 80 20"),
        path("M 0 0 L 40 0 L 40 10 L 0 10 C M 20 0 L 20 10 M 0 5 L 40 5", "20 40 80 20", 'CTM="2 0 0 2 0 0"'),
        "".join(
            path("M 0 0 L 80 0 L 80 0.2 L 0 0.2 C", f"20 {y} 80 1", 'Fill="true" Stroke="false"') for y in (40, 50, 60)
        )
        + "".join(path("M 0 0 L 0 20", f"{x} 40 1 20") for x in (20, 60, 100)),
    ],
)
def test_lines_are_read_however_they_are_written(lines: str) -> None:
    assert cells(read_document(ofd_of_objects([lines + LABELS + figure()]))) == TABLE


def test_templates_and_groups_are_drawn_too() -> None:
    inside = f'<ofd:PageBlock ID="5">{figure()}</ofd:PageBlock>'
    document = read_document(ofd_of_objects([inside], template=GRID + LABELS))
    assert cells(document) == TABLE
    assert (document.reader, document.media_type, document.notes) == ("ofd", "application/ofd", ())


def test_what_is_not_visible_is_not_read() -> None:
    page = text(20, 100, "正文。") + text(20, 120, "隐藏", 'Visible="false"')
    assert texts(read_document(ofd_of_objects([page]))) == ["正文。"]


def test_characters_below_each_other_are_one_label() -> None:
    lines = path("M 20 40 L 40 40 M 20 80 L 40 80 M 20 40 L 20 80 M 28 40 L 28 80 M 40 40 L 40 80")
    label = (
        '<ofd:TextObject ID="3" Boundary="22 42 4 40" Size="4">'
        '<ofd:TextCode X="0" Y="3.4" DeltaY="g 3 5">办理结果</ofd:TextCode></ofd:TextObject>'
    )
    assert cells(read_document(ofd_of_objects([lines + label + text(30, 60, "7", size=2)]))) == [["办理结果", "7"]]


def test_steps_part_words() -> None:
    # The two figures stand in one cell, a character apart.
    torn = figure("1234", 'DeltaX="2 6 2"')
    assert cells(read_document(ofd_of_objects([GRID + LABELS + torn])))[1][1] == "12 34"


def test_pictures_stand_in_order() -> None:
    page = text(20, 20, "上文。") + '<ofd:ImageObject ID="8" Boundary="20 60 60 60"/>' + text(20, 150, "下文。")
    assert [type(block) for block in read_document(ofd_of_objects([page])).blocks] == [Paragraph, Image, Paragraph]


# Files that are not what they should be


def error(data: bytes) -> UnreadableError:
    with pytest.raises(UnreadableError) as caught:
        read_document(data)
    return caught.value


def test_pages_that_are_pictures_say_so() -> None:
    assert error(ofd_of_objects(['<ofd:ImageObject ID="8" Boundary="0 0 297 210"/>'])).state == "image"


def test_a_page_that_is_lost_is_noted() -> None:
    data = ofd_of_objects([text(20, 100, "正文。"), text(20, 100, "失去。")])
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        parts = {name: whole.read(name).decode() for name in whole.namelist() if "Page_1" not in name}
    document = read_document(archive(parts))
    assert texts(document) == ["正文。"]
    assert len(document.notes) == 1


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"OFD.xml": "<ofd"}, "damaged"),
        ({"OFD.xml": f"<ofd:OFD {NS}/>"}, "no text"),
        ({"OFD.xml": f"<ofd:OFD {NS}><ofd:DocBody><ofd:DocRoot>/a.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"}, "lacks a.xml"),
            ],
)  # fmt: skip
def test_damaged_files_say_so(parts: dict[str, str], message: str) -> None:
    assert message in str(error(archive(parts)))


def test_a_zip_cut_short_is_damaged() -> None:
    assert "damaged" in str(error(ofd_of_objects([text(20, 100, "正文。")])[:-40]))


def test_bombs_are_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "MOST_BYTES", 10_000)
    assert "larger" in str(error(archive({"OFD.xml": f"<a>{' ' * 20_000}</a>"})))


def test_pages_of_too_many_characters_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_MOST_GLYPHS", 5)
    assert "characters" in str(error(ofd_of_objects([text(20, 100, "太多的文字。")])))


def test_entities_are_not_resolved() -> None:
    doc = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>'
    page = (
        f"{doc}<ofd:Page {NS}><ofd:Content><ofd:Layer>{text(20, 100, '正文。&b;')}</ofd:Layer></ofd:Content></ofd:Page>"
    )
    data = ofd_of_objects([text(20, 100, "正文。")])
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        parts = {name: whole.read(name).decode() for name in whole.namelist()}
    parts["Doc_0/Pages/Page_0/Content.xml"] = page
    assert texts(read_document(archive(parts))) == ["正文。"]


@pytest.mark.parametrize(
    "page",
    [
        path("M 1e999 0 L nan 0 L 5"),
        text(20, 100, "正", 'CTM="inf 0 0 1 0 0"'),
        '<ofd:TextObject Boundary="0 0 9 9" Size="x"><ofd:TextCode>字</ofd:TextCode></ofd:TextObject>',
        '<ofd:TextObject Boundary="0 0 9 9" Size="4"><ofd:TextCode DeltaX="g 99999999999 1">字字</ofd:TextCode></ofd:TextObject>',
        "<ofd:PageBlock>" * 50 + "</ofd:PageBlock>" * 50,
    ],
)
def test_numbers_that_are_none_cost_a_page_at_most(page: str) -> None:
    document = read_document(ofd_of_objects([page, text(20, 100, "正文。")]))
    assert texts(document)[-1] == "正文。"
