"""Traditional characters back into the simplified ones that reports are published in.

Mirrors of mainland sites show reports in traditional characters, some with the reading of a character
in brackets behind it: 制發(fā)件數(shù). Labels, titles and sections are known by their simplified
form, so a document in traditional characters is put back as a whole, and a note says so.
"""

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from govreports.documents.model import BlockItem, Cell, Document, Grid, Paragraph

if TYPE_CHECKING:
    from opencc import OpenCC

NOTE: Final = "the text is in traditional characters: read as if in simplified ones"

# The commonest characters of such reports that the two scripts write differently, pair by pair.
_TRADITIONAL: Final = "開報務數請訴訟規現發關機項總結處"
_SIMPLIFIED: Final = "开报务数请诉讼规现发关机项总结处"
_ENOUGH: Final = 10
# A reading has a tone mark, or belongs to a neutral tone (then it is short); notes in brackets are longer.
_READING: Final = re.compile(r"(?<=[\u4e00-\u9fff])\((?=[a-zü]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ])[^()\d\s]{1,6}\)")


def in_simplified(document: Document) -> Document:
    """*document* in simplified characters; itself where it is in them already."""
    text = "\n".join(text for block in document.body_blocks for text in _texts(block))
    traditional = sum(map(text.count, _TRADITIONAL))
    if traditional < _ENOUGH or traditional < sum(map(text.count, _SIMPLIFIED)):
        return document
    return replace(
        document,
        blocks=tuple(map(_simplified, document.blocks)),
        title=document.title and _convert(document.title),
        meta={name: _convert(content) for name, content in document.meta.items()},
        notes=(*document.notes, NOTE),
    )


def _texts(block: BlockItem) -> list[str]:
    if isinstance(block, Paragraph):
        return [block.text]
    return [cell.text for cell in block.cells()] if isinstance(block, Grid) else []


def _simplified(block: BlockItem) -> BlockItem:
    if isinstance(block, Paragraph):
        return replace(block, text=_convert(block.text))
    if not isinstance(block, Grid):
        return block
    # A spanning cell stands at several positions, and must stay one object.
    made: dict[int, Cell] = {id(cell): cell._replace(text=_convert(cell.text)) for cell in block.cells()}
    rows = tuple(tuple(None if cell is None else made[id(cell)] for cell in row) for row in block.rows)
    return replace(block, rows=rows)


def _convert(text: str) -> str:
    if text.isascii():
        return text
    simplified: str = _converter().convert(_READING.sub("", text))
    return simplified


@cache
def _converter() -> "OpenCC":
    # Few documents need it, and its dictionaries take a while to load.
    from opencc import OpenCC  # noqa: PLC0415

    return OpenCC("t2s")
