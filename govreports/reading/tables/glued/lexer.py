"""Glued text into the labels of a form, runs of digits, and what is neither.

All matching is done on the text without white space, as labels are compared by their cores; where
there was white space is kept, as a figure does not go on beyond it.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise
from typing import Final, Literal, TypeAlias

from govreports.documents.model import BlockItem, Grid, Paragraph
from govreports.forms import Block, Form
from govreports.forms.labels import core, squeeze
from govreports.reading.sections import section_titles

Kind: TypeAlias = Literal["label", "title", "figures", "unit", "ordinal", "dot", "note", "mark", "other"]

_DROPPED: Final = frozenset("\"'“”‘’「」『』《》")
# Raised and circled digits would become plain ones: the circled ones are ordinals, the raised ones footnotes'.
_RAISED: Final = re.compile("[\u00b2\u00b3\u00b9\u2070-\u209f]")
_CIRCLED: Final = re.compile("[\u2460-\u24ff\u2776-\u2793]")
_REST: Final = r"""
    |(?P<date>\d+(?:年|月|日|%|‰|号|时|点))
    |(?P<figures>(?:(?:增加|减少|净增|净减|增|减|[+\-−])(?=\d))?\d[\d,]*(?:\.\d+)?|/|[—–―]+|-+)
    |(?P<unit>万元|亿元|元|人次|万件|件|项|条|笔|次|个|宗|起|份|人|篇)
    |(?P<ordinal>\([一二三四五六七八九十\d]{1,3}\)[、.]?|第?[一二三四五六七八九十]+[、.,:]|•)
    |(?P<note>\([^()]{0,80}\))
    |(?P<dot>[.、:])
    |(?P<mark>[,;|·])
    |(?P<other>.)
"""


@dataclass(frozen=True, slots=True)
class Token:
    """What stands in the text: a label by its core, or other text as written.

    *pieces* are the parts of a figure run between white space; *loose* says that white space comes
    before the token, *line* which paragraph it begins in.
    """

    kind: Kind
    text: str
    loose: bool
    line: int
    pieces: tuple[str, ...] = ()


def lex(blocks: Iterable[BlockItem], form: Form) -> list[Token]:
    """The tokens of a run of paragraphs and tables without spans."""
    squeezed = _Squeezed(_lines(blocks))
    return list(_joined(_tokens(squeezed, _pattern((form,)))))


def labels_in(blocks: Iterable[BlockItem], forms: Sequence[Form]) -> set[str]:
    """The cores of all labels of *forms* that *blocks* hold anywhere in their text."""
    text = _Squeezed(_lines(blocks)).text
    return set(_labels(tuple(forms)).findall(text))


def _lines(blocks: Iterable[BlockItem]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Grid):
            for row in block.rows:
                yield "\n".join(cell.text for cell in row if cell is not None)


class _Squeezed:
    """Text without white space and quotes, and where they were."""

    def __init__(self, lines: Iterable[str]) -> None:
        parts: list[str] = []
        self.breaks: set[int] = set()
        """Places before which there was white space."""
        self.lines: list[int] = []
        """The line of every character."""
        length = 0
        for number, line in enumerate(lines):
            plain = _CIRCLED.sub("•", _RAISED.sub("^", line))
            for part in unicodedata.normalize("NFKC", plain).split():
                kept = "".join(letter for letter in part if letter not in _DROPPED)
                self.breaks.add(length)
                parts.append(kept)
                length += len(kept)
                self.lines += [number] * len(kept)
        self.text = "".join(parts)


@cache
def _pattern(forms: tuple[Form, ...]) -> re.Pattern[str]:
    return re.compile(f"(?P<title>{_titles()})|(?P<label>{_alternatives(forms)}){_REST}", re.VERBOSE)


def _titles() -> str:
    """A pattern of the sections' titles: labels stand in them that are none there."""
    titles = {squeeze(title) for title in section_titles()}
    return "|".join(map(re.escape, sorted(titles, key=len, reverse=True)))


@cache
def _labels(forms: tuple[Form, ...]) -> re.Pattern[str]:
    return re.compile(_alternatives(forms))


def _alternatives(forms: tuple[Form, ...]) -> str:
    """A pattern of all labels, the longest first, so that none is taken for another that it begins with."""
    cores = {spelling for form in forms for block in form.blocks for spelling in _spellings(block)}
    return "|".join(map(re.escape, sorted(cores - {""}, key=lambda label: (-len(label), label))))


def _spellings(block: Block) -> Iterator[str]:
    for column in block.columns:
        yield from chain(*column.cores)
    for row in block.rows:
        yield from chain(*row.cores)
    yield from (core(label) for label in (block.heading, block.lead) if label)


def _tokens(squeezed: _Squeezed, pattern: re.Pattern[str]) -> Iterator[Token]:
    for match in pattern.finditer(squeezed.text):
        kind = match.lastgroup
        start, end = match.span()
        text, loose, line = match[0], start in squeezed.breaks, squeezed.lines[start]
        if kind == "figures":
            # A number that white space parts is two; over lines they are two cells.
            cuts = [start, *(place for place in range(start + 1, end) if place in squeezed.breaks), end]
            begun = start
            for place in cuts[1:-1]:
                if squeezed.lines[place] != squeezed.lines[begun]:
                    yield _figures(squeezed, [at for at in cuts if begun <= at <= place])
                    begun = place
            yield _figures(squeezed, [at for at in cuts if begun <= at <= end])
        elif kind == "date":
            yield Token("other", text, loose, line)
        elif kind in {"label", "title", "unit", "ordinal", "dot", "note", "mark"}:
            yield Token(kind, text, loose, line)  # type: ignore[arg-type]  # one of the names just listed
        else:
            yield Token("other", text, loose, line)


def _figures(squeezed: _Squeezed, cuts: Sequence[int]) -> Token:
    pieces = tuple(squeezed.text[a:b] for a, b in pairwise(cuts))
    return Token("figures", "".join(pieces), cuts[0] in squeezed.breaks, squeezed.lines[cuts[0]], pieces)


def _joined(tokens: Iterable[Token]) -> Iterator[Token]:
    """Other text in one token, with the labels and units inside its words: 政府信息公开行政复议 is no label."""
    held: list[Token] = []
    for token in tokens:
        if held and _goes_on(held, token):
            held.append(token)
            continue
        if held:
            yield _join(held)
            held = []
        if token.kind in {"other", "label", "unit"}:
            held = [token]
        else:
            yield token
    if held:
        yield _join(held)


def _goes_on(held: Sequence[Token], token: Token) -> bool:
    """Whether *token* continues the word held: other text does, and what stands in other text."""
    if token.loose:
        return False
    if token.kind == "other":
        return True
    return held[0].kind == "other" and held[-1].kind == "other" and token.kind == "unit"


def _join(held: Sequence[Token]) -> Token:
    if len(held) == 1:
        return held[0]
    first = held[0]
    return Token("other", "".join(token.text for token in held), first.loose, first.line)
