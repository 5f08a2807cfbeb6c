"""A report's text as sentences that can be matched: prose only, in compatibility form, numbers kept whole."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from govreports.documents.model import BlockItem, Paragraph
from govreports.reading.narrative.numerals import TORN
from govreports.reading.sections import FoundSection
from govreports.records import SectionKey

__all__ = ["Sentence", "normalise", "sentences"]

_ENDS: Final = re.compile(r"(?<=[。！？])")
# Where a page has lost its lines, a section's title stands in the middle of one.
_TITLES: Final = re.compile(r"(?<=[。\s\d])([一二三四五六七八九]、[^。，；：、\d]{0,24}?(?:情况|事项|附表|措施|概述))")
# Words that only tables print: what holds them is a table that lost its cells.
_TABLE: Final = re.compile(
    r"第二十条\s*第|本年制发件数|本年新\s*制作|处理决定数量|勾稽关系|本年新收政府信息公开申请数|指\s*标\s*名\s*称|计量\s*单位|统计指标"
    r"|结果\s*维持\s*结果\s*纠正|属于四类过程性信息|历年累计\s*[\u4e00-\u9fff]+\s*条"
)
_SHORTEST: Final = 6
# A number with what it counts, 0 in words, or what may be said without either.
_TELLING: Final = re.compile(
    r"[\d〇零一二两三四五六七八九十百千万亿余多几+]\s*(?:万元|人次|场次|[件条份宗例项个篇则期次场元人名位])|[未无免零]|没有|统计|[均都]|全部|所有"
)
_MARKED: Final = re.compile("[\u00b2\u00b3\u00b9\u2070-\u209f\u2460-\u24ff\u2776-\u2793]")
# A full-width comma groups no digits, and white space between digits may part two numbers.
_APART: Final = re.compile(r"(?<=[\d０-９])(?:\s*，\s*|\s+)(?=[\d０-９])")
_SPACES: Final = re.compile(r"[\s\u200b-\u200f\u2060\ufeff“”\"'‘’「」]+")
_NAMES: Final = re.compile(r"《[^《》]*》|〔[^〔〕]*〕|“[^“”]*(?:19|20)\d\d[^“”]*”")
_LONGEST: Final = 1500
"""A sentence longer than this is none."""


class Sentence(NamedTuple):
    """*printed* as the report has it, *text* to be matched, and the section it stands in.

    *paragraph* is the number of its paragraph, *before* what that says before it, as printed.
    """

    printed: str
    text: str
    section: SectionKey | None
    paragraph: int = 0
    before: str = ""


def sentences(blocks: Sequence[BlockItem], sections: Sequence[FoundSection]) -> Iterator[Sentence]:
    """Sentences of the prose in *blocks* that may state a figure, in order."""
    titles = {section.start for section in sections}
    last, number = "", 0
    for place, block in enumerate(blocks):
        if not isinstance(block, Paragraph) or place in titles:
            continue
        if len(block.text) >= _SHORTEST and _TELLING.search(block.text):
            section = _section(place, sections)
            # A paragraph that begins with digits where the last one ended with some: a number torn in two.
            torn = last.rstrip()[-1:].isdigit() and block.text.lstrip()[:1].isdigit()
            for paragraph in _TITLES.sub(r"\n\1\n", block.text).split("\n"):
                number += 1
                for printed, before in _of_paragraph(paragraph):
                    text = TORN + normalise(printed) if torn and not before else normalise(printed)
                    yield Sentence(printed.strip(), text, section, number, before)
        last = block.text


def _of_paragraph(paragraph: str) -> Iterator[tuple[str, str]]:
    """Every telling sentence, and what stands before it."""
    start = 0
    for printed in _ENDS.split(paragraph):
        if len(printed) <= _LONGEST and _TELLING.search(printed) and not _TABLE.search(printed):
            yield printed, paragraph[:start]
        start += len(printed)


def _section(place: int, sections: Sequence[FoundSection]) -> SectionKey | None:
    return next((section.key for section in sections if section.start < place < section.stop), None)


def normalise(printed: str) -> str:
    """*printed* in compatibility form, without white space, quotation marks and what titles in 《》 say.

    >>> normalise("依《2020年要点》， 共 收到 ２８ 件；其中“网络”27件。")
    '依《》,共收到28件;其中网络27件。'
    """
    text = _NAMES.sub(lambda found: "《》" if found[0][0] == "《" else "", printed)
    text = _APART.sub(TORN, _MARKED.sub(TORN, text))
    return _SPACES.sub("", unicodedata.normalize("NFKC", text))
