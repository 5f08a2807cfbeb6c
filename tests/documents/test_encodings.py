"""Bytes to text: two families of charsets, declarations that lie, and bytes that are damaged."""

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govreports.documents import read_document
from govreports.documents.encodings import decode

_FRAGMENT = "索引号：404796340/2021-2750940 发布机构：衡水市生态环境局 发布日期：2021年01月29日，政府信息公开工作年度报告，主动公开情况如下表所示。"
_DECLARED = (
    None,
    "",
    "utf-8",
    "UTF-8",
    "gbk",
    "gb2312",
    "GB18030",
    "iso-8859-1",
    "windows-1252",
    "big5",
    "no-such-charset",
    '"gbk"',
)
# The first level of GB 2312: the characters in daily use, in the order of their readings.
_COMMON = "".join(
    bytes([lead, trail]).decode("gb2312")
    for lead in range(0xB0, 0xD8)
    for trail in range(0xA1, 0xFF)
    if not (lead == 0xD7 and trail > 0xF9)
)
_MARKS = "，。、；：（）《》“”０１２"
# Of these, every byte pair of GB is also a character of UTF-8, though of no Chinese one.
_TREACHEROUS = "".join(char for char in _COMMON if char.encode("gb18030").decode("utf-8", "ignore"))

modest = settings(max_examples=150, deadline=None, derandomize=True, database=None)


@pytest.mark.parametrize("declared", _DECLARED)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "gbk"])
@pytest.mark.parametrize("length", [5, 6, 7, 8, 11, 17, 33, 80])
def test_fragments_come_back_whatever_is_declared(encoding: str, declared: str | None, length: int) -> None:
    for start in range(0, len(_FRAGMENT) - length + 1, 9):
        text = _FRAGMENT[start : start + length]
        read = decode(text.encode(encoding), declared)
        assert (read.text, read.replaced) == (text, 0)


@modest
@given(
    st.text(st.sampled_from(_COMMON + _MARKS + "0123456789 <>/\n"), min_size=1, max_size=80),
    st.sampled_from(["utf-8", "gb18030"]),
    st.sampled_from(_DECLARED),
)
def test_common_characters_come_back(text: str, encoding: str, declared: str | None) -> None:
    assert decode(text.encode(encoding), declared).text == text


@modest
@given(st.text(st.sampled_from(_TREACHEROUS), min_size=1, max_size=6), st.sampled_from([None, "gbk", "utf-8"]))
def test_characters_whose_bytes_are_utf8_by_chance_come_back(text: str, declared: str | None) -> None:
    assert decode(text.encode("gb18030"), declared).text == text
    assert decode(f'{{"title":"{text}","page":1}}'.encode("gb18030"), declared).text == f'{{"title":"{text}","page":1}}'


@pytest.mark.parametrize("word", ["通知", "平直", "水平", "时要"])
def test_a_word_is_not_taken_for_another_script(word: str) -> None:
    assert decode(word.encode("gbk"), "gbk").text == word


@pytest.mark.parametrize("declared", [None, "utf-8", "gbk", "iso-8859-1"])
@pytest.mark.parametrize("length", [5, 8, 12, 20, 40, 80])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_one_stray_byte_costs_a_character_or_two(encoding: str, length: int, declared: str | None) -> None:
    wide = 3 if encoding == "utf-8" else 2
    text = "政府信息公开工作年度报告主动公开情况" * 5
    for stray in (b"\xff", b"\x80"):
        for at in (0, 1, length // 2, length):
            data = text[:length].encode(encoding)
            read = decode(data[: at * wide] + stray + data[at * wide :], declared)
            lost = length - sum(map(read.text.count, set(text[:length])))
            assert lost <= 2, (read, at, stray)
            assert "\ufffd" in read.text or lost


@pytest.mark.parametrize("declared", [None, "utf-8", "gbk"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("length", [5, 8, 12, 20, 40, 80])
def test_a_truncated_last_character_costs_that_character(encoding: str, length: int, declared: str | None) -> None:
    for start in range(0, 40, 7):
        text = ("政府信息公开工作年度报告主动公开行政许可处罚强制等极消备复" * 4)[start : start + length]
        data = text.encode(encoding)
        for cut in range(1, 3 if encoding == "utf-8" else 2):
            read = decode(data[:-cut], declared)
            assert read.text.rstrip("\ufffd") == text[:-1]
            assert read.replaced >= 1


@modest
@given(
    st.text(st.sampled_from(_COMMON), min_size=5, max_size=80), st.sampled_from(["utf-8", "gb18030"]), st.integers(1, 2)
)
def test_truncated_text_of_common_characters(text: str, encoding: str, cut: int) -> None:
    cut = min(cut, 2 if encoding == "utf-8" else 1)
    assert decode(text.encode(encoding)[:-cut]).text.rstrip("\ufffd") == text[:-1]


@pytest.mark.parametrize(
    ("bom", "encoding"),
    [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")],
)
@pytest.mark.parametrize("declared", [None, "gbk"])
def test_byte_order_marks_decide(bom: bytes, encoding: str, declared: str | None) -> None:
    read = decode(bom + _FRAGMENT.encode(encoding), declared)
    assert (read.text, read.encoding, read.replaced) == (_FRAGMENT, encoding, 0)


def test_other_alphabets_in_utf8_stay_utf8() -> None:
    for text in ("Ärger über Öl", "北京（Пекин）", "① ② ③ Ⅳ", "行政许可 №5 ±3℃", "𠀀𠮷"):
        assert decode(text.encode()).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize(
    "meta", ["", '<meta charset="utf-8">', '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">']
)
def test_pages_are_read_whatever_their_meta_tag_says(encoding: str, meta: str) -> None:
    page = f"<html><head>{meta}<title>年度报告</title></head><body><p>主动公开政府信息情况</p></body></html>"
    document = read_document(page.encode(encoding), "iso-8859-1")
    assert document.title == "年度报告"
    assert [getattr(block, "text", None) for block in document.blocks] == ["主动公开政府信息情况"]
    assert document.encoding == encoding


def test_what_could_not_be_decoded_is_noted() -> None:
    page = ("<p>" + "主动公开政府信息情况" * 20 + "</p>").encode()
    assert read_document(page).notes == ()
    assert read_document(page[:33] + b"\xff" + page[33:]).notes
