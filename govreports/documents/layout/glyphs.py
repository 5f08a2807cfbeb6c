"""Characters with their places into fragments: runs on one line that belong together."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Final, NamedTuple

from govreports.documents.layout.model import Box, Fragment

# Widths of gaps, in heights of a line. A word space of a Latin font is a quarter of its size or less.
_WORD_GAP: Final = 0.18
_FRAGMENT_GAP: Final = 0.8
# The same character again nearer than this, in its own width: drawn twice to look bold.
_DOUBLED: Final = 0.35

# Radicals that fonts map characters to, and that NFKC leaves alone.
_RADICALS: Final = "⺁厂⺌小⺍小⺠民⻁虎⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟"
# Radicals, compatibility ideographs and ligatures. Full-width forms stay: other formats have them too.
_COMPATIBLE: Final = (*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB07))
_PLAIN: Final = {code: unicodedata.normalize("NFKC", chr(code)) for code in _COMPATIBLE} | {
    ord(radical): plain for radical, plain in zip(_RADICALS[::2], _RADICALS[1::2], strict=True)
}


class Glyph(NamedTuple):
    """One drawn character and its box; white space too, where the source draws it."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


_by_left = attrgetter("left")


def is_unknown(character: str) -> bool:
    """Whether nobody can say what *character* looks like: the font's own code, or none at all."""
    return (
        character == "\ufffd"
        or "\ue000" <= character <= "\uf8ff"
        or character >= "\U000f0000"
        or (character < " " and not character.isspace())
        or "\ufff0" <= character <= "\uffff"
    )


def plain(text: str) -> str:
    """*text* without the codes that only fonts have: radicals for characters, ligatures for letters."""
    return text.translate(_PLAIN)


def to_fragments(glyphs: Iterable[Glyph]) -> tuple[Fragment, ...]:
    """The fragments that *glyphs*, given in the order of drawing, make; from top to bottom, left to right."""
    fragments: list[Fragment] = []
    for line in _lines(_runs(glyphs)):
        fragments.extend(_split(sorted(line, key=_by_left)))
    return tuple(fragments)


def _runs(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Neighbours in the order of drawing that stand on one line."""
    runs: list[list[Glyph]] = []
    top = bottom = 0.0
    run: list[Glyph] = []
    for glyph in glyphs:
        _text, _left, glyph_top, _right, glyph_bottom = glyph
        middle = (glyph_top + glyph_bottom) / 2
        if not run or not top < middle < bottom or not glyph_top < (top + bottom) / 2 < glyph_bottom:
            run = []
            runs.append(run)
            top, bottom = glyph_top, glyph_bottom
        run.append(glyph)
    return runs


def _lines(runs: list[list[Glyph]]) -> list[list[Glyph]]:
    """Runs whose heights overlap for the most part, together."""
    boxes = sorted(
        ((run[0].top + run[0].bottom) / 2, run[0].bottom - run[0].top, number) for number, run in enumerate(runs)
    )
    lines: list[list[Glyph]] = []
    middle = height = 0.0
    for run_middle, run_height, number in boxes:
        if lines and run_middle - middle < 0.4 * min(height, run_height):
            lines[-1].extend(runs[number])
        else:
            lines.append(list(runs[number]))
            middle, height = run_middle, run_height
    return lines


def _split(line: Sequence[Glyph]) -> Iterator[Fragment]:
    """The fragments of one line, whose glyphs come from left to right."""
    kept: list[Glyph] = []
    before = Glyph("", 0.0, 0.0, 0.0, 0.0)
    spaced = False
    for glyph in line:
        text, left, top, right, bottom = glyph
        if text.isspace():
            spaced = spaced or right - left > 0.1
            continue
        if kept:
            text_before, left_before, top_before, right_before, bottom_before = before
            if text == text_before and left - left_before < _DOUBLED * (right - left):
                continue
            gap = left - right_before
            # Two characters in one place: nobody can say that they are one number.
            spaced = spaced or -gap > 0.5 * min(right - left, right_before - left_before)
            height = max(bottom - top, bottom_before - top_before)
            if gap > _FRAGMENT_GAP * height:
                yield _fragment(kept)
                kept = []
            elif (spaced or gap > _WORD_GAP * height) and _is_narrow(text_before[-1]) and _is_narrow(text[0]):
                kept.append(Glyph(" ", right_before, top, left, bottom))
        kept.append(glyph)
        before = glyph
        spaced = False
    if kept:
        yield _fragment(kept)


def _is_narrow(character: str) -> bool:
    """Whether white space beside *character* parts words or numbers; Chinese has none."""
    return character < "\u2e80" or "\uff10" <= character <= "\uff5a"


def _fragment(glyphs: Sequence[Glyph]) -> Fragment:
    texts, lefts, tops, rights, bottoms = zip(*glyphs, strict=True)
    text = "".join(texts)
    spans = tuple(zip(lefts, rights, strict=True))
    if len(text) != len(glyphs):
        spans = tuple(span for part, span in zip(texts, spans, strict=True) for _ in part)
    return Fragment(text, Box(min(lefts), min(tops), max(rights), max(bottoms)), spans)
