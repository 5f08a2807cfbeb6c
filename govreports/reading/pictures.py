"""Pictures that stand where a report's tables should."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from govreports.documents.model import Document, Grid, Image, Paragraph
from govreports.reading.sections import FoundSection

_TABLE_SECTIONS: Final = frozenset({"proactive", "requests", "disputes"})
_FEW_WORDS: Final = 300
"""A page with less text than this around its pictures is nothing but them: scanned sheets."""
# What editors put before the link to a file: a small picture of its kind.
_ICON: Final = re.compile(r"/fileTypeImages/|(?:^|/)icon?(?:[_-]\w*|\d*)\.(?:gif|png|jpe?g|svg)$", re.IGNORECASE)


def as_one(sheets: Sequence[Document]) -> Document:
    """Pictures of the sheets of one report, in order, as one document: a table goes on over them."""
    blocks = tuple(block for sheet in sheets for block in sheet.blocks)
    return replace(sheets[0], blocks=blocks, body=(0, len(blocks)))


def table_pictures(document: Document, sections: Sequence[FoundSection]) -> list[Image]:
    """The pictures of *document*'s body that are tables, or sheets with them, in order.

    They are those in the sections of tables that have none in text; all of them in a body without
    sections, tables and much text.
    """
    blocks = document.body_blocks
    if sections:
        places = [blocks[section.start : section.stop] for section in sections if section.key in _TABLE_SECTIONS]
    elif sum(len(block.text) for block in blocks if isinstance(block, Paragraph)) < _FEW_WORDS:
        places = [blocks]
    else:
        places = []
    return [
        block
        for place in places
        if not any(isinstance(other, Grid) for other in place)
        for block in place
        if isinstance(block, Image) and not _ICON.search(block.source)
    ]
