"""What a page says about its document, in the shapes in which pages say it."""

import pytest

from govreports.documents import Document, read_document
from govreports.reading.metadata import Listed, PageMetadata, read_metadata

_BODY = "<div id='zoom'><p>一、总体情况</p><p>发布日期：1999-01-01，索引号：正文里的不算。</p></div>"


def _page(head: str, body: str = _BODY, tags: str = "") -> Document:
    return read_document(f"<html><head>{tags}</head><body>{head}{body}</body></html>".encode())


def _read(head: str, *, tags: str = "", url: str | None = None, listed: Listed | None = None) -> PageMetadata:
    return read_metadata(_page(head, tags=tags), url=url, listed=listed)


_TABLE = (
    "<table><tr><td>索引号：</td><td>404796340/2021-2750940</td><td>主题分类：</td><td>政府信息公开</td></tr>"
    "<tr><td>发布机构：</td><td>衡水市生态环境局</td><td>发布日期：</td><td>2021年01月29日</td></tr>"
    "<tr><td>名 称：</td><td colspan=3>衡水市生态环境局2020年政府信息公开工作年度报告</td></tr>"
    "<tr><td>文　　号：</td><td></td><td>主题词：</td><td>信息公开；年报 报告</td></tr></table>"
)
_RUNS = (
    "<div><b>索引号:</b>404796340/2021-2750940 <b>主题分类:</b>政府信息公开<br>"
    "<b>发布机构:</b>衡水市生态环境局 <b>发布日期:</b>2021年01月29日<br>"
    "<b>名 称:</b>衡水市生态环境局2020年政府信息公开工作年度报告<br><b>文号:</b> <b>主题词:</b>信息公开；年报 报告</div>"
)
_PAIRS = (
    "<ul><li>索引号：404796340/2021-2750940　　主题分类：政府信息公开</li><li>发布机构：衡水市生态环境局　　发布日期：2021年01月29日</li>"
    "<li>名称：衡水市生态环境局2020年政府信息公开工作年度报告</li><li>文号：　　　主题词：信息公开；年报 报告</li></ul>"
)
_BRACKETS = (
    "<p>【索引号】404796340/2021-2750940 【主题分类】政府信息公开</p><p>【发布机构】衡水市生态环境局 【发布日期】2021年01月29日</p>"
    "<p>【名称】衡水市生态环境局2020年政府信息公开工作年度报告</p><p>【文号】 【主题词】信息公开；年报 报告</p>"
)
# Parted by style alone, as minified pages are.
_SPANS = (
    "<div><span>索引号：404796340/2021-2750940</span><span>主题分类：政府信息公开</span><span>发布机构：衡水市生态环境局</span>"
    "<span><b>发布日期</b>：2021年01月29日</span><span><i>名 称：</i>衡水市生态环境局2020年政府信息公开工作年度报告</span>"
    "<span>文号：</span><span>主题词：信息公开；年报 报告</span></div>"
)


@pytest.mark.parametrize("head", [_TABLE, _RUNS, _PAIRS, _SPANS], ids=["table", "runs", "pairs", "spans"])
def test_blocks_of_labels_and_values(head: str) -> None:
    read = _read(head)
    metadata = read.metadata
    assert metadata.index_number == "404796340/2021-2750940"
    assert metadata.publisher == "衡水市生态环境局"
    assert metadata.theme_category == "政府信息公开"
    assert metadata.document_number is None
    assert (metadata.published_date, metadata.published_date_from) == ("2021-01-29", "block")
    assert metadata.written_date is None
    assert metadata.genre is None
    assert metadata.validity is None
    assert metadata.keywords == ["信息公开", "年报", "报告"]
    assert read.titles[0] == "衡水市生态环境局2020年政府信息公开工作年度报告"
    # Verbatim, spaces in labels removed, and nothing for a label without a value.
    assert metadata.labels["发布日期"] == "2021年01月29日"
    assert metadata.labels["名称"] == "衡水市生态环境局2020年政府信息公开工作年度报告"
    assert "文号" not in metadata.labels


def test_labels_in_brackets() -> None:
    metadata = _read(_BRACKETS.replace("】", "】：")).metadata
    assert metadata.index_number == "404796340/2021-2750940"
    assert metadata.publisher == "衡水市生态环境局"
    assert metadata.document_number is None


@pytest.mark.parametrize(
    "line",
    [
        "<p>文号： 发布日期：2021-01-29</p>",
        "<p>文号：&nbsp;&nbsp;&nbsp;发布日期：2021-01-29</p>",
        "<p>文号:　　发布日期:2021-01-29</p>",
        "<table><tr><td>文号：</td><td>&nbsp;</td><td>发布日期：</td><td>2021-01-29</td></tr></table>",
        "<table><tr><td>文号：</td><td>&nbsp;</td></tr><tr><td>发布日期：</td><td>2021-01-29</td></tr></table>",
        "<p><span>文号：</span><span></span> <span>发布日期：</span><span>2021-01-29</span></p>",
    ],
)
def test_an_empty_value_does_not_take_the_next_label_for_one(line: str) -> None:
    metadata = _read(line).metadata
    assert metadata.document_number is None
    assert metadata.published_date == "2021-01-29"
    assert "文号" not in metadata.labels


def test_two_empty_cells_do_not_shift_values() -> None:
    row = "<table><tr><td>文号：</td><td></td><td>有效性：</td><td></td><td>发布机构：</td><td>某局</td></tr></table>"
    metadata = _read(row).metadata
    assert (metadata.document_number, metadata.validity, metadata.publisher) == (None, None, "某局")


def test_equal_values_side_by_side() -> None:
    row = "<table><tr><td>发布机构：</td><td>某局</td><td>来源：</td><td>某局</td></tr></table>"
    metadata = _read(row).metadata
    assert metadata.publisher == "某局"
    assert metadata.labels.get("来源") == "某局"


def test_bare_lines_under_one_another() -> None:
    page = "<p>404796340/2021-2750940</p><p>2021-01-29</p><p>聊城市生态环境局</p>"
    metadata = _read(page).metadata
    assert (metadata.index_number, metadata.published_date, metadata.publisher) == (
        "404796340/2021-2750940",
        "2021-01-29",
        "聊城市生态环境局",
    )
    assert metadata.labels == {}


def test_the_documents_own_text_is_not_its_read() -> None:
    metadata = _read("<p>导航</p>").metadata
    assert (metadata.index_number, metadata.published_date, metadata.published_date_from, metadata.labels) == (
        None,
        None,
        None,
        {},
    )


def test_nothing_known_is_none() -> None:
    metadata = read_metadata(Document((), (0, 0), "", "")).metadata
    assert metadata.model_dump(exclude={"keywords", "labels"}) == dict.fromkeys(
        metadata.model_dump(exclude={"keywords", "labels"})
    )
    assert (metadata.keywords, metadata.labels) == ([], {})


def test_where_a_date_comes_from() -> None:
    tags = '<meta name="PubDate" content="2021-02-02 10:00">'
    listed = Listed(date="2021-03-03")
    url = "http://a.gov.cn/t20210404_1.htm"
    offers = [
        ("<p>发布日期：2021-01-29</p>", tags, listed, url, "2021-01-29", "block"),
        ("<p>导航</p>", tags, listed, url, "2021-02-02", "meta"),
    ]
    offers += [
        ("<p>导航</p>", "", listed, url, "2021-03-03", "list"),
        ("<p>导航</p>", "", Listed(), url, "2021-04-04", "url"),
    ]
    for head, meta, known, address, found, origin in offers:
        metadata = _read(head, tags=meta, listed=known, url=address).metadata
        assert (metadata.published_date, metadata.published_date_from) == (found, origin)


def test_a_label_whose_date_is_none_does_not_hide_the_next_source() -> None:
    metadata = _read("<p>发布日期：近日</p>", listed=Listed(date="2021-03-03")).metadata
    assert (metadata.published_date, metadata.published_date_from) == ("2021-03-03", "list")


def test_written_is_not_published() -> None:
    metadata = _read("<p>成文日期：2021-01-20 发布日期：2021-01-29</p>").metadata
    assert (metadata.written_date, metadata.published_date) == ("2021-01-20", "2021-01-29")
    metadata = _read("<p>成文日期：2021-01-20</p>").metadata
    assert (metadata.written_date, metadata.published_date) == ("2021-01-20", None)


def test_the_pages_furniture_ends_a_value() -> None:
    metadata = _read("<p>来源：某局 作者：张三 浏览次数：35 字体：大 中 小</p>").metadata
    assert metadata.labels == {"来源": "某局"}


def test_titles_in_the_order_of_trust() -> None:
    tags = '<title>网站题</title><meta name="ArticleTitle" content="标签题">'
    read = _read("<p>名称：块题</p>", tags=tags, listed=Listed(title="列表题"))
    assert read.titles == ("块题", "标签题", "列表题", "网站题")


def test_values_that_run_into_the_next_label() -> None:
    found = _read("<p>索引号：404796340/2021-1发布机构：某市某局文号：发布日期：2021-01-29主题分类：环境</p>").metadata
    assert (found.index_number, found.publisher, found.document_number) == ("404796340/2021-1", "某市某局", None)
    assert (found.published_date, found.theme_category) == ("2021-01-29", "环境")


def test_a_label_that_ends_a_longer_one_is_not_meant() -> None:
    assert _read("<p>索引号：1/2021-1 首次发布日期：2020-01-01</p>").metadata.published_date is None


def test_values_under_their_labels() -> None:
    found = _read(
        "<table><tr><th>索引号</th><th>发布机构</th><th>发布日期</th></tr>"
        "<tr><td>404796340/2021-1</td><td>某市某局</td><td>2021-01-29</td></tr></table>"
    ).metadata
    assert (found.index_number, found.publisher, found.published_date) == ("404796340/2021-1", "某市某局", "2021-01-29")


@pytest.mark.parametrize("nothing", ["null", "NULL", "-", "--", "无", "/", "undefined"])
def test_what_stands_for_no_value_is_none(nothing: str) -> None:
    found = _read(f"<p>索引号：{nothing} 发布机构：{nothing} 发布日期：2021-01-29</p>").metadata
    assert (found.index_number, found.publisher, found.published_date) == (None, None, "2021-01-29")
    assert found.labels["发布机构"] == nothing


_VALUES = {
    "索引号": "002489452/2024-00230",
    "发布机构": "青原市水务局",
    "文号": "青水〔2024〕3号",
    "发布日期": "2024-01-26",
    "主题分类": "水利、水务",
    "有效性": "有效",
}
_LAYOUTS = {
    "labels and divisions": "<div class=row><label><font>{label}</font></label><div class=display-block>{value}</div></div>",
    "terms": "<dl><dt>{label}</dt><dd>{value}</dd></dl>",
    "items": "<li><span>{label}</span><span>{value}</span></li>",
    "spaces": "<p>{label} {value}</p>",
}


@pytest.mark.parametrize("colon", ["", "：", " :"])
@pytest.mark.parametrize("layout", _LAYOUTS.values(), ids=_LAYOUTS)
def test_layouts_that_part_labels_and_values_by_tags(layout: str, colon: str) -> None:
    head = "".join(layout.format(label=label + colon, value=value) for label, value in _VALUES.items())
    metadata = _read(f"<h1>某市水务局2023年政府信息公开工作年度报告</h1>{head}").metadata
    assert metadata.labels == _VALUES
    assert (metadata.index_number, metadata.publisher, metadata.validity) == (
        "002489452/2024-00230",
        "青原市水务局",
        "有效",
    )
    assert metadata.published_date == "2024-01-26"


def test_labels_and_values_in_one_cell() -> None:
    rows = "".join(f"<tr><td><b>{label}：</b>{value}</td><td></td></tr>" for label, value in _VALUES.items())
    assert _read(f"<table>{rows}</table>").metadata.labels == _VALUES


def test_an_empty_value_takes_nothing_from_what_follows() -> None:
    head = "<dl><dt>发布机构</dt><dd></dd><dt>文号</dt><dd></dd><dt>有效性</dt><dd>有效</dd><dt>主题分类</dt><dd></dd></dl><h1>某报告</h1>"
    assert _read(head).metadata.labels == {"有效性": "有效"}


def test_of_two_labels_in_a_line_without_colons_none_is_believed() -> None:
    assert _read("<p>发布机构 青原市水务局 发布日期 2024-01-26</p>").metadata.publisher is None


def test_a_label_element_and_the_text_after_it_are_one_line() -> None:
    read = _read(
        "<ul><li><label>索&nbsp;引&nbsp;号：</label>404796340/2021-2750940</li><li><label>发布机构：</label>衡水市生态环境局</li>"
        "<li><label>文&emsp;号：</label></li><li><label>公开日期：</label>2021-01-29</li></ul>"
    ).metadata
    assert (read.index_number, read.publisher) == ("404796340/2021-2750940", "衡水市生态环境局")
    assert (read.published_date, read.document_number) == ("2021-01-29", None)


@pytest.mark.parametrize(
    "head",
    [
        "<table><tr><td>[ 索引号 ]</td><td>{}</td><td>[ 发文字号 ]</td><td></td></tr></table>",
        "<table><tr><td><span>[ 索引号 ]</span> <span>{}</span></td><td><span>[ 发文字号 ]</span></td></tr></table>",
        "<ul><li>【 索引号 】{}</li><li>【 发文字号 】</li></ul>",
    ],
)
def test_brackets_part_a_label_from_its_value_without_a_colon(head: str) -> None:
    metadata = _read(head.format("11500240008670429M/2023-00614")).metadata
    assert metadata.index_number == "11500240008670429M/2023-00614"
    assert metadata.document_number is None
