"""Pages as they are: spans, layout, Word's markup, broken markup, junk, and bodies that are not where they should be."""

import tracemalloc
from contextlib import suppress

import pytest

from govreports.documents import Document, Grid, Image, Paragraph, UnreadableError, read_document
from govreports.reading.tables import read_tables
from tests.cost import bounded_work


def _read(body: str) -> Document:
    return read_document(f"<html><body>{body}</body></html>".encode())


def _grids(document: Document) -> list[list[list[str | None]]]:
    return [
        [[None if cell is None else cell.text for cell in row] for row in block.rows]
        for block in document.blocks
        if isinstance(block, Grid)
    ]


def _lines(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


_ARTICLE = (
    "<tr><td colspan=4>第二十条第（一）项</td></tr>"
    "<tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>"
    "<tr><td>规章</td><td>{}</td><td>4</td><td>5</td></tr>"
    "<tr><td>行政规范性文件</td><td>6</td><td>7</td><td>8</td></tr>"
)


def _rules(cell: str) -> tuple[int | float | None, str | None]:
    found = read_tables(_read(f"<table>{_ARTICLE.format(cell)}</table>"))
    values = [
        found.cells[f"proactive.{row}.{key}"].value
        for row in ("rules", "normative_documents")
        for key in ("issued_this_year", "repealed_this_year", "in_force")
    ]
    assert values[1:] == [4, 5, 6, 7, 8]
    reading = found.cells["proactive.rules.issued_this_year"]
    return reading.value, reading.status


# Tables


def test_spans_are_expanded_with_the_same_cell_everywhere() -> None:
    document = _read("<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d<tr><td>e</table>")
    assert _grids(document) == [[["a", "b", "b"], ["a", "c", "d"], ["e", None, None]]]
    grid = next(block for block in document.blocks if isinstance(block, Grid))
    assert grid.rows[0][0] is grid.rows[1][0]
    assert [cell.text for cell in grid.cells()] == ["a", "b", "c", "d", "e"]


@pytest.mark.parametrize("span", ["", "x", "-3", "1.5", "１", " 1 ", "1px"])
def test_garbage_spans_are_one(span: str) -> None:
    assert _grids(
        _read(
            f'<table><tr><td rowspan="{span}" colspan="{span}">a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>'
        )
    ) == [[["a", "b"], ["c", "d"]]]


def test_a_rowspan_of_nought_goes_to_the_end_and_a_colspan_of_nought_is_one() -> None:
    assert _grids(_read("<table><tr><td rowspan=0>a<td colspan=0>b<tr><td>c<tr><td>d</table>")) == [
        [["a", "b"], ["a", "c"], ["a", "d"]]
    ]


@pytest.mark.parametrize("span", ["99999", "1000000000", "9" * 400])
def test_huge_spans_end_with_the_table_and_cost_nothing(span: str) -> None:
    tracemalloc.start()
    with bounded_work():
        document = _read("<table>" + f"<tr><td rowspan={span} colspan={span}>a</td><td>b</td></tr>" * 12 + "</table>")
    assert tracemalloc.get_traced_memory()[1] < 64 * 1024 * 1024
    tracemalloc.stop()
    assert document.blocks


def test_overlapping_spans_keep_every_cell() -> None:
    document = _read("<table><tr><td>a<td rowspan=2>b<tr><td colspan=2>c<tr><td>d<td>e</table>")
    grid = next(block for block in document.blocks if isinstance(block, Grid))
    assert {cell.text for row in grid.rows for cell in row if cell is not None} >= {"a", "b", "c", "d", "e"}


def test_sections_of_a_table_keep_their_order() -> None:
    document = _read(
        "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1<td>2</tbody><tfoot><tr><td>3<td>4</tfoot></table>"
    )
    assert _grids(document) == [[["a", "b"], ["1", "2"], ["3", "4"]]]


def test_a_table_around_the_page_is_dissolved() -> None:
    inner = f"<table>{_ARTICLE.format(3)}</table>"
    document = _read(f"<table><tr><td>导航</td><td><p>二、主动公开政府信息情况</p>{inner}<p>后记</p></td></tr></table>")
    assert len(_grids(document)) == 1
    assert _lines(document) == ["导航", "二、主动公开政府信息情况", "后记"]
    assert read_tables(document).cells["proactive.rules.issued_this_year"].value == 3


def test_a_table_of_one_cell_is_text() -> None:
    assert _lines(_read("<table><tr><td><p>甲</p><p>乙</p></td></tr></table>")) == ["甲", "乙"]


def test_tables_nested_deep() -> None:
    page = "<table><tr><td>" * 20 + f"<table>{_ARTICLE.format(3)}</table>" + "</td></tr></table>" * 20
    assert read_tables(_read(page)).cells["proactive.rules.issued_this_year"].value == 3


@pytest.mark.parametrize(
    ("cell", "value", "status"),
    [
        ("3", 3, None),
        ("&nbsp;3&nbsp;", 3, None),
        ("<p class=MsoNormal><span lang=EN-US>3<o:p></o:p></span></p>", 3, None),
        ("<span>1</span><span>2</span>", 12, None),
        ("<b>1</b><font face=x>2</font>3", 123, None),
        ("\n  3\n", 3, None),
        ("\u200b3\ufeff", 3, None),
        ("<p></p><p>3</p><p>&nbsp;</p>", 3, None),
        ("<!--[if gte mso 9]>7<![endif]-->3", 3, None),
        ("<![if !supportEmptyParas]>&nbsp;<![endif]>3", 3, None),
        ("<span style='display:none'>9</span>3", 3, None),
        ("<SPAN STYLE='DISPLAY: none'>9</SPAN>3", 3, None),
        ("<span style='mso-hide:all;color:red'>9</span>3", 3, None),
        ("<span style='visibility: hidden'>9</span>3", 3, None),
        ("<span style='color:red;text-decoration:line-through'>9</span>3", 3, None),
        ("<span style='text-decoration:underline line-through'>9</span>3", 3, None),
        ("<span style='text-decoration:none;text-underline:none'>3</span>", 3, None),
        ("<del cite='mailto:x'>9</del><ins>3</ins>", 3, None),
        ("<!--[if supportFields]><span style='mso-element:field-begin'></span> PAGE 9<![endif]-->3", 3, None),
        ("<!--[if gte vml 1]><v:textbox>9</v:textbox><![endif]--><![if !vml]>3<![endif]>", 3, None),
        ("<st1:chmetcnv w:st='on' SourceValue='9'>3</st1:chmetcnv>", 3, None),
        ("<span style='mso-spacerun:yes'>&nbsp; </span>3", 3, None),
        ("<xml><w:data>9</w:data></xml>3", 3, None),
        ("<table><tr><td>3</td></tr></table>", 3, None),
        ("&nbsp;", None, "blank"),
        ("", None, "blank"),
        ("<o:p>&nbsp;</o:p>", None, "blank"),
        ("<br>", None, "blank"),
        ("\u3000", None, "blank"),
        ("/", None, "not_applicable"),
        ("－", None, "not_applicable"),
    ],
)
def test_cells_in_the_markup_they_come_in(cell: str, value: int | None, status: str | None) -> None:
    assert _rules(cell) == (value, status)


@pytest.mark.parametrize(
    "cell",
    [
        "12<br>34",
        "<p>12</p><p>34</p>",
        "<div>12</div><div>34</div>",
        "12 34",
        "12&nbsp;34",
        "12\n34",
        "12\u300034",
    ],
)
def test_two_figures_in_one_cell_are_not_one_figure(cell: str) -> None:
    assert _rules(cell)[0] is None


@pytest.mark.parametrize(
    "cell", ["12<sup>1</sup>", "12<sup>①</sup>", "12①", "12<sup>[1]</sup>", "12<a href='#n1'><sup>2</sup></a>"]
)
def test_a_footnotes_mark_is_no_digit(cell: str) -> None:
    assert _rules(cell)[0] in {None, 12}


@pytest.mark.parametrize(
    "cell",
    [
        "<del>12</del>15",
        "<s>12</s>15",
        "<strike>12</strike><ins>15</ins>",
        "<span style='display:none'>12</span>15",
        "<span style='display: none;'>12</span>15",
        "<span hidden>12</span>15",
        "<script>12</script>15",
        "<style>12</style>15",
        "<span style='mso-hide:all;display:none'>12</span>15",
    ],
)
def test_what_is_struck_out_or_not_shown_is_not_read(cell: str) -> None:
    assert _rules(cell)[0] in {None, 15}


def test_pictures_in_cells_are_kept_beside_the_table() -> None:
    document = _read("<table><tr><td><img src=a.png></td><td>b</td></tr></table>")
    assert [block.source for block in document.blocks if isinstance(block, Image)] == ["a.png"]


# Broken and hostile markup


def test_missing_end_tags() -> None:
    page = "<table>" + _ARTICLE.format(3).replace("</td>", "").replace("</tr>", "") + "</table>"
    assert read_tables(_read(page)).cells["proactive.rules.issued_this_year"].value == 3
    page = "<div><p>一、总体情况<p>正文<table>" + _ARTICLE.format(3).replace("</td>", "").replace("</tr>", "")
    assert read_tables(read_document(page.encode())).cells["proactive.rules.issued_this_year"].value == 3


def test_stray_end_tags() -> None:
    page = "</td></table></div>" + f"<table>{_ARTICLE.format('</span>3</b></p>')}</table></table>"
    assert read_tables(_read(page)).cells["proactive.rules.issued_this_year"].value == 3


@pytest.mark.parametrize("tag", ["div", "span", "font", "table><tr><td"])
def test_five_thousand_levels(tag: str) -> None:
    with bounded_work():
        document = _read(f"<{tag}>" * 5000 + f"<p>深处</p><table>{_ARTICLE.format(3)}</table>")
    assert isinstance(document, Document)


def test_text_below_many_divs_is_not_lost() -> None:
    text = " ".join(_lines(_read("<div>" * 5000 + "深处的文字" + "</div>" * 5000)))
    assert text.count("深处的文字") <= 1


@pytest.mark.parametrize(
    "junk", ["<", "&", "<td ", "</", "<!--", "]]>", "<![CDATA[", '<a href="', "\x01", "<p>", "&#99999999;", "＜"]
)
def test_a_megabyte_of_junk(junk: str) -> None:
    with bounded_work(), suppress(UnreadableError):
        document = read_document(("<html><body>" + junk * (1_000_000 // len(junk.encode()))).encode())
        assert read_tables(document).state == "absent"


def test_a_page_without_a_body() -> None:
    assert (
        read_tables(read_document(f"<table>{_ARTICLE.format(3)}</table>".encode()))
        .cells["proactive.rules.issued_this_year"]
        .value
        == 3
    )
    assert read_document(b"<html><head><title>x</title></head></html>").title == "x"


def test_forbidden_characters_are_spaces() -> None:
    assert _lines(_read("<p>甲\x00乙\x1f</p>")) == ["甲 乙"]


@pytest.mark.parametrize("tag", ["script", "style", "textarea", "template", "noscript"])
def test_what_is_no_text_holds_no_table(tag: str) -> None:
    page = f"<{tag}><table>{_ARTICLE.format(99)}</table></{tag}><p>正文</p>"
    document = _read(page)
    assert read_tables(document).state == "absent"
    assert _lines(document) == ["正文"]


def test_a_script_that_writes_a_table_says_nothing() -> None:
    script = (
        '<script>var t="<table>'
        + _ARTICLE.format(99).replace('"', "'").replace("/", "\\/")
        + '<\\/table>";document.write(t);</script>'
    )
    document = _read(f"{script}<table>{_ARTICLE.format(3)}</table>")
    assert read_tables(document).cells["proactive.rules.issued_this_year"].value == 3
    assert len(_grids(document)) == 1


def test_a_table_in_a_comment_says_nothing() -> None:
    document = _read(f"<!--<table>{_ARTICLE.format(99)}</table>--><table>{_ARTICLE.format(3)}</table>")
    assert read_tables(document).cells["proactive.rules.issued_this_year"].value == 3


# Where the body is


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("<div id=UCAP-CONTENT>", "</div>"),
        ("<UCAPCONTENT>", "</UCAPCONTENT>"),
        ("<div class='x TRS_Editor y'>", "</div>"),
        ("<div class='trs_editor_view TRS_UEDITOR'>", "</div>"),
        ("<div id='zoom'>", "</div>"),
        ("<div id='easysiteText'>", "</div>"),
        ("<div id='vsb_content_2'>", "</div>"),
        ("<td id='zoom'>", "</td>"),
    ],
)
def test_bodies_are_found_by_their_marks(opening: str, closing: str) -> None:
    table = f"<table>{_ARTICLE.format(3)}</table>"
    page = f"<p>导航</p>{opening}<p>正文</p>{table}<a href='a.docx'>附件</a>{closing}<p>版权所有</p>"
    if opening.startswith("<td"):
        page = f"<table><tr><td>左</td>{page}</tr></table>"
    document = _read(page)
    inside = [block.text for block in document.body_blocks if isinstance(block, Paragraph)]
    assert "正文" in inside
    assert "导航" not in inside
    assert "版权所有" not in inside
    assert [(link.url, link.in_body) for link in document.links] == [("a.docx", True)]
    assert read_tables(document).cells["proactive.rules.issued_this_year"].value == 3


def test_tables_beside_the_marked_body_are_found() -> None:
    document = _read(f"<div id=zoom><p>正文</p></div><div><table>{_ARTICLE.format(3)}</table></div>")
    assert [block.text for block in document.body_blocks if isinstance(block, Paragraph)] == ["正文"]
    assert read_tables(document).cells["proactive.rules.issued_this_year"].value == 3


@pytest.mark.parametrize(
    "empty",
    [
        "<div id=zoom></div>",
        "<div id=zoom> &nbsp; </div>",
        "<div id=zoom><p></p></div>",
        "<div class=TRS_Editor></div>",
    ],
)
def test_an_empty_marked_body_hides_nothing(empty: str) -> None:
    document = _read(f"<p>前</p>{empty}<p>一、总体情况</p><table>{_ARTICLE.format(3)}</table>")
    assert read_tables(document).cells["proactive.rules.issued_this_year"].value == 3
    assert "一、总体情况" in _lines(document)


def test_of_two_marked_bodies_the_fuller_one_is_it() -> None:
    document = _read("<div class=TRS_Editor>注</div><div class=TRS_Editor><p>一、总体情况</p><p>正文正文</p></div>")
    assert [block.text for block in document.body_blocks if isinstance(block, Paragraph)] == [
        "一、总体情况",
        "正文正文",
    ]


def test_what_the_head_says() -> None:
    page = '<html><head><title> 年报 </title><meta name="PubDate" content=" 2021-01-29 "><meta name=Empty content=""></head><body>x</body></html>'
    document = read_document(page.encode())
    assert document.title == "年报"
    assert document.meta == {"pubdate": "2021-01-29"}


def test_links_that_lead_nowhere_are_none() -> None:
    document = _read(
        "<a href='#top'>上</a><a href='javascript:;'>x</a><a href=' b.pdf ' title='附件 甲'>附件</a><a>无</a>"
    )
    assert [(link.url, link.text) for link in document.links] == [("b.pdf", "附件 甲")]


def test_lines_are_broken_where_the_page_breaks_them() -> None:
    assert _lines(_read("<p>甲<b>乙</b>丙<br>丁</p>戊<div>己</div>庚")) == ["甲乙丙", "丁", "戊", "己", "庚"]


def test_hidden_rows_and_cells_are_not_there_and_unreadable_ones_are_blank() -> None:
    rows = (
        "<tr><td>规章<td style='display:none'>9<td>3<td style='text-decoration:line-through'>4<td>5</tr>"
        "<tr style='DISPLAY:none'><td>规章<td>9<td>9<td>9</tr>"
        "<tr hidden><td>规章<td>9<td>9<td>9</tr>"
        "<![if supportMisalignedColumns]><tr height=0 style='display:none'><td width=67></td></tr><![endif]>"
    )
    assert _grids(_read(f"<table><tr><td>a<td>b<td>c<td>d</tr>{rows}</table>")) == [
        [["a", "b", "c", "d"], ["规章", "3", "", "5"]]
    ]


def test_a_row_that_hides_the_page_is_not_a_row_of_data() -> None:
    document = _read(
        f"<table><tr style='display:none'><td>x</td><td><table>{_ARTICLE.format(3)}</table></td></tr></table>"
    )
    assert read_tables(document).cells["proactive.rules.issued_this_year"].value == 3


def test_an_island_that_is_never_closed_does_not_swallow_the_page() -> None:
    document = _read(f"<xml><w:View>Normal</w:View><p>一、总体情况</p><table>{_ARTICLE.format(3)}</table>")
    assert read_tables(document).cells["proactive.rules.issued_this_year"].value == 3


# Where the document proper lies, by the marks of its system


@pytest.mark.parametrize(
    "opening",
    [
        "<div class='news_cont_d_wrap'>",
        "<div class='tyxxy_main clearfix'>",
        "<div class='main-txt'>",
        "<div class='bt-content zoom clearfix'>",
        "<div class='artile_zw'>",
        "<div id='artile_zw'>",
        "<section id='neirong'>",
        "<div class='neirong'>",
        "<div id='barrierfree_container'>",
        "<div id='info_content'>",
        "<div class='wzxqnr'>",
        "<div class='Custom_UnionStyle'>",
        "<meta name='ContentStart'>",
        "<div><!--ZJEG_RSS.content.begin-->",
    ],
)
def test_the_systems_marks_show_where_the_document_proper_lies(opening: str) -> None:
    closing = {
        "<meta": "<meta name='ContentEnd'>",
        "<div><!": "<!--ZJEG_RSS.content.end--></div>",
        "<secti": "</section>",
    }
    end = next((end for start, end in closing.items() if opening.startswith(start)), "</div>")
    text = "某市某局某年的政府信息公开工作。" * 5
    document = _read(f"<div>菜单</div><div>{opening}<p>{text}</p><p>文末</p>{end}<p>责任编辑</p></div><div>页脚</div>")
    assert [block.text for block in document.body_blocks if isinstance(block, Paragraph)] == [text, "文末"]


def test_marks_of_beginning_and_end_that_hold_nothing_mark_nothing() -> None:
    document = _read("<p>前</p><div><meta name='ContentStart'><meta name='ContentEnd'></div><p>正文</p>")
    assert [block.text for block in document.body_blocks if isinstance(block, Paragraph)] == ["前", "正文"]
    assert _lines(_read("<div><meta name=ContentStart>正<b>文</b>字<p>一</p></div><p>二</p>")) == ["正文字", "一", "二"]
