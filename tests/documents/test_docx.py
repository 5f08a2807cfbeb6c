"""Word files, made here tag by tag: merged cells, tracked changes, boxes, and files that are damaged or hostile."""

import io
import os
import struct
import tracemalloc
import zipfile
import zlib
from collections.abc import Mapping
from contextlib import suppress

import docx
import pytest

from govreports.documents import Document, Grid, Image, Paragraph, UnreadableError, read_document
from govreports.reading.sections import find_sections
from govreports.reading.tables import read_tables
from tests.cost import bounded_work
from tests.replica.render import mhtml

_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_PART = "word/document.xml"


def _file(body: str, *, prolog: str = "", method: int = zipfile.ZIP_DEFLATED) -> bytes:
    return _zip(f"{prolog}<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>".encode(), method=method)


def _zip(part: bytes, *, method: int = zipfile.ZIP_DEFLATED, name: str = _PART) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(name, part)
    return buffer.getvalue()


def _run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def _p(text: str) -> str:
    return f"<w:p>{_run(text)}</w:p>"


def _tc(content: str, properties: str = "") -> str:
    inner = content if content.startswith("<") else _p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def _tr(*cells: str) -> str:
    return f"<w:tr>{''.join(cell if cell.startswith('<w:tc>') else _tc(cell) for cell in cells)}</w:tr>"


def _tbl(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def _article(cell: str = "3") -> str:
    return _tbl(
        _tr(_tc("第二十条第（一）项", '<w:gridSpan w:val="4"/>')),
        _tr("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
        _tr("规章", cell, "4", "5"),
        _tr("行政规范性文件", "6", "7", "8"),
    )


def _lines(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def _grids(document: Document) -> list[list[list[str | None]]]:
    return [
        [[None if cell is None else cell.text for cell in row] for row in block.rows]
        for block in document.blocks
        if isinstance(block, Grid)
    ]


def _rules(cell: str) -> tuple[int | float | None, str | None]:
    found = read_tables(read_document(_file(_article(cell))))
    assert found.cells["proactive.rules.repealed_this_year"].value == 4
    reading = found.cells["proactive.rules.issued_this_year"]
    return reading.value, reading.status


def _unreadable(data: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        read_document(data)
    assert caught.value.state == "unreadable"
    return str(caught.value)


# What Word writes


def test_cells_merged_both_ways() -> None:
    table = _tbl(
        _tr(_tc("甲", '<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>'), "乙"),
        _tr(_tc("", '<w:gridSpan w:val="2"/><w:vMerge/>'), "丙"),
        _tr("丁", "戊", "己"),
    )
    document = read_document(_file(table))
    assert _grids(document) == [[["甲", "甲", "乙"], ["甲", "甲", "丙"], ["丁", "戊", "己"]]]
    grid = next(block for block in document.blocks if isinstance(block, Grid))
    assert next((cell.text, cell.rowspan, cell.colspan) for cell in grid.cells()) == ("甲", 2, 2)


def test_a_merge_may_begin_anew_below_another() -> None:
    table = _tbl(
        _tr(_tc("甲", '<w:vMerge w:val="restart"/>'), "1"),
        _tr(_tc("", '<w:vMerge w:val="continue"/>'), "2"),
        _tr(_tc("乙", '<w:vMerge w:val="restart"/>'), "3"),
        _tr(_tc("", "<w:vMerge/>"), "4"),
    )
    assert _grids(read_document(_file(table))) == [[["甲", "1"], ["甲", "2"], ["乙", "3"], ["乙", "4"]]]


def test_a_merge_without_a_beginning_is_a_cell() -> None:
    assert _grids(read_document(_file(_tbl(_tr(_tc("甲", "<w:vMerge/>"), "1"))))) == [[["甲", "1"]]]


def test_rows_that_begin_further_right() -> None:
    table = _tbl(
        _tr("甲", "乙", "丙"), '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>' + _tc("丁") + _tc("戊") + "</w:tr>"
    )
    assert _grids(read_document(_file(table))) == [[["甲", "乙", "丙"], [None, "丁", "戊"]]]


@pytest.mark.parametrize("span", ["0", "-1", "x", "99999999999"])
def test_garbage_spans(span: str) -> None:
    document = read_document(_file(_tbl(_tr(_tc("甲", f'<w:gridSpan w:val="{span}"/>'), "乙"))))
    assert len(_grids(document)[0][0]) <= 400


def test_nested_tables_are_read_from_their_cells() -> None:
    document = read_document(_file(_tbl(_tr(_tc(_p("左")), _tc(_article() + "<w:p/>")))))
    assert len(_grids(document)) == 1
    assert "左" in _lines(document)
    assert read_tables(document).cells["proactive.rules.issued_this_year"].value == 3


def test_content_controls_are_looked_through() -> None:
    def control(inner: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    assert _lines(read_document(_file(control(_p("甲")) + f"<w:p>{control(_run('乙'))}</w:p>"))) == ["甲", "乙"]
    assert read_tables(read_document(_file(control(_article())))).cells["proactive.rules.issued_this_year"].value == 3
    table = f"<w:tbl>{control(_tr('甲', '乙'))}<w:tr>{control(_tc('丙'))}{_tc(control(_p('丁')))}</w:tr></w:tbl>"
    assert _grids(read_document(_file(table))) == [[["甲", "乙"], ["丙", "丁"]]]


def test_tracked_changes_are_taken_as_accepted() -> None:
    deleted = '<w:del w:id="1"><w:r><w:delText>12</w:delText></w:r></w:del>'
    sloppy = '<w:del w:id="1"><w:r><w:t>12</w:t></w:r></w:del>'
    moved = '<w:moveFrom w:id="2"><w:r><w:t>7</w:t></w:r></w:moveFrom>'
    inserted = f'<w:ins w:id="3">{_run("15")}</w:ins>'
    for out in (deleted, sloppy, moved):
        assert _rules(f"<w:p>{out}{inserted}</w:p>") == (15, None)
        assert _rules(f"<w:p>{out}</w:p>") == (None, "blank")
    assert _lines(read_document(_file(f"<w:p>{_run('甲')}{deleted}{inserted}</w:p>"))) == ["甲15"]


def test_a_row_that_was_deleted_is_not_read() -> None:
    gone = "<w:tr><w:trPr><w:del w:id='9'/></w:trPr>" + "".join(
        f"<w:tc><w:p><w:del w:id='1'><w:r><w:delText>{text}</w:delText></w:r></w:del></w:p></w:tc>"
        for text in ("规章", "9", "9", "9")
    )
    table = _article().replace(
        "<w:tr><w:tc><w:tcPr></w:tcPr><w:p><w:r><w:t>行政规范性文件",
        gone + "</w:tr><w:tr><w:tc><w:tcPr></w:tcPr><w:p><w:r><w:t>行政规范性文件",
    )
    found = read_tables(read_document(_file(table)))
    assert found.cells["proactive.rules.issued_this_year"].value == 3
    assert found.cells["proactive.normative_documents.in_force"].value == 8


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("<w:p><w:r><w:t>1</w:t></w:r><w:r><w:t>2</w:t></w:r></w:p>", 12),
        ('<w:p><w:r><w:t xml:space="preserve"> 12 </w:t></w:r></w:p>', 12),
        ("<w:p><w:r><w:noBreakHyphen/><w:t>12</w:t></w:r></w:p>", -12),
        ("<w:p><w:r><w:t>12</w:t></w:r></w:p><w:p/>", 12),
        ("<w:p><w:hyperlink><w:r><w:t>12</w:t></w:r></w:hyperlink></w:p>", 12),
        ("<w:p><w:r><w:instrText>PAGE 5</w:instrText></w:r><w:r><w:t>12</w:t></w:r></w:p>", 12),
        ("<w:p><w:r><w:t>12</w:t></w:r><w:r><w:footnoteReference w:id='1'/></w:r></w:p>", 12),
    ],
)
def test_figures_in_the_runs_they_come_in(cell: str, value: int) -> None:
    assert _rules(cell)[0] == value


@pytest.mark.parametrize(
    "cell",
    [
        "<w:p><w:r><w:t>12</w:t></w:r></w:p><w:p><w:r><w:t>34</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>12</w:t><w:br/><w:t>34</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>12</w:t><w:tab/><w:t>34</w:t></w:r></w:p>",
    ],
)
def test_two_figures_in_one_cell_are_not_one_figure(cell: str) -> None:
    assert _rules(cell)[0] is None


@pytest.mark.parametrize(
    "properties",
    ["<w:vanish/>", "<w:strike/>", "<w:dstrike/>", '<w:vertAlign w:val="superscript"/>'],
)
def test_what_is_hidden_struck_out_or_a_footnotes_mark_is_no_digit(properties: str) -> None:
    cell = f"<w:p>{_run('12')}<w:r><w:rPr>{properties}</w:rPr><w:t>3</w:t></w:r></w:p>"
    assert _rules(cell)[0] in {None, 12}


def test_text_in_boxes_follows_its_paragraph() -> None:
    box = f"<w:txbxContent>{_p('框内')}{_article()}</w:txbxContent>"
    drawn = (
        "<mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>"
        + box
        + "</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
        + box
        + "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    document = read_document(_file(f"<w:p>{_run('正文')}<w:r>{drawn}</w:r></w:p>"))
    assert _lines(document) == ["正文", "框内"]
    assert len(_grids(document)) == 1
    assert not any(isinstance(block, Image) for block in document.blocks)


def test_pictures_are_noted() -> None:
    document = read_document(_file(f"<w:p>{_run('甲')}<w:r><w:drawing/></w:r></w:p>"))
    assert [type(block) for block in document.blocks] == [Paragraph, Image]


def test_a_file_of_python_docx() -> None:
    made = docx.Document()
    made.add_paragraph("一、总体情况")
    table = made.add_table(rows=3, cols=3)
    for r, row in enumerate(table.rows):
        for c, cell in enumerate(row.cells):
            cell.text = f"{r}{c}"
    table.cell(0, 0).merge(table.cell(1, 1)).text = "合"
    buffer = io.BytesIO()
    made.save(buffer)
    document = read_document(buffer.getvalue())
    assert _lines(document) == ["一、总体情况"]
    assert _grids(document) == [[["合", "合", "02"], ["合", "合", "12"], ["20", "21", "22"]]]


def _package(parts: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in {"[Content_Types].xml": "<Types/>", **parts}.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _relations(*relations: tuple[str, str, str]) -> str:
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    inner = "".join(f'<Relationship Id="{key}" Type="{kinds}{kind}" Target="{to}"/>' for key, kind, to in relations)
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
    )


def _document(body: str) -> str:
    return f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>"


def test_cells_merged_from_the_left() -> None:
    table = _tbl(
        _tr(
            _tc("甲", '<w:hMerge w:val="restart"/>'),
            _tc("", "<w:hMerge/>"),
            _tc("", '<w:hMerge w:val="continue"/>'),
            "乙",
        ),
        _tr("1", "2", "3", "4"),
    )
    document = read_document(_file(table))
    assert _grids(document) == [[["甲", "甲", "甲", "乙"], ["1", "2", "3", "4"]]]
    grid = next(block for block in document.blocks if isinstance(block, Grid))
    assert [(cell.column, cell.colspan) for cell in grid.cells()][:2] == [(0, 3), (3, 1)]


def test_a_merge_goes_on_only_below_its_own_edge() -> None:
    table = _tbl(
        _tr(_tc("甲", '<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>'), "乙"),
        _tr("1", _tc("2", "<w:vMerge/>"), "3"),
    )
    assert _grids(read_document(_file(table))) == [[["甲", "甲", "乙"], ["1", "2", "3"]]]


def test_deleted_and_hidden_rows_and_deleted_cells() -> None:
    def marked(properties: str) -> str:
        return f"<w:tr><w:trPr>{properties}</w:trPr>{_tc('规章')}{_tc('9')}</w:tr>"

    gone = [marked("<w:del w:id='1'/>"), marked("<w:moveFrom w:id='1'/>"), marked("<w:hidden/>")]
    stay = [marked("<w:ins w:id='1'/>").replace("9", "3"), marked("<w:hidden w:val='0'/>").replace("9", "4")]
    cells = _tr("规章", _tc("9", "<w:cellDel w:id='2'/>"), _tc("5", "<w:cellIns w:id='2'/>"))
    assert _grids(read_document(_file(_tbl(*gone, *stay, cells)))) == [[["规章", "3"], ["规章", "4"], ["规章", "5"]]]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("<w:p><w:fldSimple w:instr='=9'><w:r><w:t>12</w:t></w:r></w:fldSimple></w:p>", 12),
        (
            "<w:p><w:r><w:ruby><w:rt><w:r><w:t>9</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>12</w:t></w:r></w:rubyBase>"
            "</w:ruby></w:r></w:p>",
            12,
        ),
        ("<w:p><w:r><w:t>12</w:t></w:r><w:r><w:sym w:font='Symbol' w:char='F033'/></w:r></w:p>", None),
        ("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>12</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/>", 12),
        (
            "<w:p><w:r><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>7</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></w:r></w:p>",
            None,
        ),
    ],
)
def test_figures_in_odd_places(cell: str, value: int | None) -> None:
    found, status = _rules(cell)
    assert (found, status) == (value, None if value else "text")


def test_boxes_over_tables_and_inside_boxes_are_text_once() -> None:
    def box(inner: str) -> str:
        return f"<w:r><w:pict><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></w:pict></w:r>"

    inner = f"<w:p>{_run('外')}{box(_p('内'))}</w:p>"
    nested = f"<w:p>{box(inner)}</w:p>"
    assert _lines(read_document(_file(nested))) == ["外", "内"]
    remark = "<w:p>" + box(_p("说明")) + "</w:p>"
    assert _lines(read_document(_file(_tbl(_tr(_tc(remark), "1"))))) == ["说明"]


def test_blocks_that_stand_in_alternatives() -> None:
    choice = f"<mc:AlternateContent><mc:Choice Requires='x'>{_article()}</mc:Choice><mc:Fallback>{_p('旧')}</mc:Fallback></mc:AlternateContent>"
    document = read_document(_file(choice))
    assert (len(_grids(document)), _lines(document)) == (1, [])


def test_a_main_part_by_another_name() -> None:
    parts = {
        "_rels/.rels": _relations(("r1", "officeDocument", "/word/document2.xml")),
        "word/document2.xml": _document(_p("甲")),
    }
    assert _lines(read_document(_package(parts))) == ["甲"]
    elsewhere = {
        "[Content_Types].xml": '<Types><Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": _relations(("r1", "officeDocument", "parts/main.xml")),
        "parts/main.xml": _document(_p("甲")),
    }
    assert _lines(read_document(_package(elsewhere))) == ["甲"]


def test_isos_strict_variant() -> None:
    body = _document(_p("甲") + _article()).replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    document = read_document(_package({_PART: body}))
    assert _lines(document) == ["甲"]
    assert read_tables(document).cells["proactive.rules.issued_this_year"].value == 3


def test_a_file_that_holds_its_text_as_another_file() -> None:
    def around(name: str, content: str | bytes) -> Document:
        chunk = '<w:altChunk r:id="c1" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/>'
        return read_document(
            _package(
                {
                    _PART: _document(_p("前") + chunk + _p("后")),
                    "word/_rels/document.xml.rels": _relations(("c1", "aFChunk", name)),
                    f"word/{name}": content,
                }
            )
        )

    page = "<html><p>一、总体情况</p><table><tr><td>规章</td><td>3</td></tr></table></html>"
    chunks: list[tuple[str, str | bytes]] = [
        ("a.htm", page),
        ("a.mht", mhtml(page)),
        ("a.docx", _file(_p("一、总体情况") + _tbl(_tr("规章", "3")))),
    ]
    for name, content in chunks:
        document = around(name, content)
        assert _lines(document) == ["前", "一、总体情况", "后"]
        assert _grids(document) == [[["规章", "3"]]]
    nested = around("a.docx", _file('<w:altChunk r:id="x" xmlns:r="x"/>'))
    assert _lines(nested) == ["前", "后"]
    broken = around("a.bin", b"\x00\x01binary")
    assert "not read" in broken.notes[0]


def test_ordinals_that_word_numbers_by_itself() -> None:
    numbered = "<w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr>"
    headings = [
        "总体情况",
        "主动公开政府信息情况",
        "收到和处理政府信息公开申请情况",
        "政府信息公开行政复议、行政诉讼情况",
    ]
    body = "".join(f"<w:p>{numbered}{_run(heading)}</w:p>{_p('正文。')}" for heading in headings)
    sections = find_sections(read_document(_file(body)).body_blocks)
    assert [section.key for section in sections] == ["overall", "proactive", "requests", "disputes"]


# What is damaged or means harm


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.9, 0.99])
def test_truncated_files(keep: float) -> None:
    data = _file(_p("正文" * 200) + _article())
    assert _unreadable(data[: int(len(data) * keep)])


def test_damaged_bytes() -> None:
    noise = os.urandom(20000).hex()
    data = bytearray(_file(_p(noise)))
    middle = data.index(_PART.encode()) + 4000
    data[middle : middle + 200] = bytes(200)
    assert "damaged" in _unreadable(bytes(data))


def test_damaged_markup() -> None:
    assert "damaged" in _unreadable(_zip(b"<w:document><w:body>"))
    assert "damaged" in _unreadable(_zip(b""))
    assert _unreadable(_zip(b"<a/>"))


def test_a_zip_that_is_not_words() -> None:
    assert "not a Word document" in _unreadable(_zip(b"<x/>", name="word/settings.xml"))


def test_an_encrypted_part() -> None:
    data = bytearray(_file(_p("正文")))
    # Bit 0 of the flags says encrypted, in the part's own header and in the directory.
    at = data.rindex(b"PK\x03\x04")
    data[at + 6] |= 1
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= 1
    assert "encrypted" in _unreadable(bytes(data))


def test_an_encrypted_file_of_office() -> None:
    assert _unreadable(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") * 50)


def test_an_unknown_compression() -> None:
    data = bytearray(_file(_p("正文")))
    at = data.rindex(b"PK\x03\x04")
    data[at + 8 : at + 10] = struct.pack("<H", 99)
    at = data.rindex(b"PK\x01\x02")
    data[at + 10 : at + 12] = struct.pack("<H", 99)
    assert _unreadable(bytes(data))


@pytest.fixture(scope="module")
def bomb() -> bytes:
    """A part of 100 MiB in a few kilobytes, whose directory claims it is small."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    chunk = b" " * (1024 * 1024)
    packed = b"".join(packer.compress(chunk) for _ in range(100)) + packer.flush()
    name = _PART.encode()
    sizes = struct.pack("<III", 0, len(packed), 1000)
    local = b"PK\x03\x04" + struct.pack("<HHHHH", 20, 0, 8, 0, 0) + sizes + struct.pack("<HH", len(name), 0) + name
    central = (
        b"PK\x01\x02"
        + struct.pack("<HHHHHH", 20, 20, 0, 8, 0, 0)
        + sizes
        + struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, 0)
        + name
    )
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local) + len(packed), 0)
    return local + packed + central + end


def test_a_bomb_that_lies_about_its_size(bomb: bytes) -> None:
    with bounded_work():
        assert _unreadable(bomb)


def test_a_bomb_of_more_than_64_mebibytes() -> None:
    data = _zip(b"<w:document>" + b" " * (65 * 1024 * 1024))
    assert len(data) < 200_000
    tracemalloc.start()
    with bounded_work():
        message = _unreadable(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "larger" in message
    assert peak < 200 * 1024 * 1024


def test_entities_are_not_expanded(tmp_path_factory: pytest.TempPathFactory) -> None:
    secret = tmp_path_factory.mktemp("secret") / "secret.txt"
    secret.write_text("机密内容", encoding="utf-8")
    prolog = f'<!DOCTYPE w [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    try:
        document = read_document(_file("<w:p><w:r><w:t>甲&x;乙</w:t></w:r></w:p>", prolog=prolog))
    except UnreadableError:
        return
    assert not any("机密" in line for line in _lines(document))


def test_an_entity_bomb_goes_off_nowhere() -> None:
    entities = '<!ENTITY a0 "哈哈哈哈哈哈哈哈哈哈">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)
    )
    with bounded_work(), suppress(UnreadableError):
        document = read_document(_file("<w:p><w:r><w:t>&a11;</w:t></w:r></w:p>", prolog=f"<!DOCTYPE w [{entities}]>"))
        assert sum(map(len, _lines(document))) < 1000


def test_nesting_without_end() -> None:
    for opening, closing in (
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
    ):
        for depth in (100, 2000):
            try:
                document = read_document(_file(opening * depth + _p("深处") + closing * depth))
            except UnreadableError:
                continue
            assert isinstance(document, Document)
