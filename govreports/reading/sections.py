"""The six sections of a report, by the words of their titles: ordinals go wrong too often."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import zip_longest
from typing import Final, NamedTuple, cast

from govreports.documents.model import BlockItem, Paragraph
from govreports.forms.labels import core, squeeze
from govreports.records import SectionKey

_LONGEST_TITLE: Final = 45
_STYLES: Final = (
    ("一、", re.compile(r"^[一二三四五六七八九十]+[、.,]|^[一二三四五六](?=总体|主动|收到|行政|政府|因|存在|其他)")),
    ("（一）", re.compile(r"^\([一二三四五六七八九十]+\)")),
    ("1.", re.compile(r"^\(?\d{1,2}\)?[、.)]")),
)
# What follows the report on a page that does not mark where it ends.
_AFTERWARDS: Final = re.compile(
    r"版权所有|主办单位|承办单位|ICP备|网站标识码|公网安备|扫一扫|扫码|打印本页|关闭窗口|^上一篇|^下一篇|^分享到|^附件[:：]?|^相关链接"
)


@dataclass(frozen=True, slots=True)
class FoundSection:
    """A section's title as printed and its paragraphs; *start* is its title's place in the blocks."""

    key: SectionKey
    title: str
    paragraphs: tuple[str, ...]
    start: int
    stop: int


class _Kind(NamedTuple):
    key: SectionKey
    pattern: re.Pattern[str]
    titles: frozenset[str]


class _Candidate(NamedTuple):
    place: int
    kind: _Kind
    rank: int
    style: str
    official: bool


def section_titles() -> frozenset[str]:
    """The official titles of the sections and their variants, as cores."""
    return frozenset().union(*(kind.titles for kind in _kinds()))


@cache
def _kinds() -> tuple[_Kind, ...]:
    data = tomllib.loads((resources.files(__package__) / "sections.toml").read_text("utf-8"))
    return tuple(
        _Kind(cast("SectionKey", key), re.compile(entry["pattern"]), frozenset(map(core, entry["titles"])))
        for key, entry in data.items()
    )


def find_sections(blocks: Sequence[BlockItem]) -> list[FoundSection]:
    """The sections in the order in which they stand; a section that is not there is not in the list."""
    headings = _headings([*_candidates(blocks)])
    found: list[FoundSection] = []
    for heading, following in zip_longest(headings, headings[1:]):
        stop = following.place if following else _end(blocks, heading.place)
        inside = blocks[heading.place + 1 : stop]
        title = blocks[heading.place]
        if isinstance(title, Paragraph):
            paragraphs = tuple(block.text for block in inside if isinstance(block, Paragraph))
            found.append(FoundSection(heading.kind.key, title.text, paragraphs, heading.place, stop))
    return found


def _candidates(blocks: Sequence[BlockItem]) -> list[_Candidate]:
    found: list[_Candidate] = []
    for place, block in enumerate(blocks):
        if not isinstance(block, Paragraph) or len(block.text) > _LONGEST_TITLE:
            continue
        words = core(block.text)
        for rank, kind in enumerate(_kinds()):
            if kind.pattern.search(words):
                official = words in kind.titles or words.lstrip("一二三四五六") in kind.titles
                found.append(_Candidate(place, kind, rank, _style(block.text), official))
                break
    return found


def _style(text: str) -> str:
    left = squeeze(text)
    return next((name for name, pattern in _STYLES if pattern.match(left)), "")


def _headings(candidates: list[_Candidate]) -> list[_Candidate]:
    """One heading a section, in the numbering style that finds most of them.

    Subsections of the first section often bear the titles of the others; they are numbered in
    another style. A section missing in the main style is taken in another one only where it belongs.
    """
    if not candidates:
        return []
    styles = {name: {item.rank for item in candidates if item.style == name} for name in {c.style for c in candidates}}
    order = [name for name, _pattern in _STYLES]
    main = max(styles, key=lambda name: (len(styles[name]), -order.index(name) if name in order else -len(order)))
    chosen: dict[int, _Candidate] = {}
    for item in candidates:
        if item.style == main:
            chosen.setdefault(item.rank, item)
    for item in candidates:
        if item.rank not in chosen and item.official:
            before = max((other.place for rank, other in chosen.items() if rank < item.rank), default=-1)
            after = min((other.place for rank, other in chosen.items() if rank > item.rank), default=item.place + 1)
            if before < item.place < after:
                chosen[item.rank] = item
    return sorted(chosen.values(), key=lambda item: item.place)


def _end(blocks: Sequence[BlockItem], start: int) -> int:
    for place in range(start + 1, len(blocks)):
        block = blocks[place]
        if isinstance(block, Paragraph) and len(block.text) < 100 and _AFTERWARDS.search(block.text):
            return place
    return len(blocks)
