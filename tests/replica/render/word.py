"""Word files with real merged cells, the same bytes for the same report."""

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import TypeAlias

from docx import Document

from tests.replica.render.layout import Table, positions, width

Block: TypeAlias = str | Table

# python-docx stamps its parts with the time of writing; the report's bytes must not depend on it.
_MADE = (2021, 1, 1, 0, 0, 0)


def docx(title: str, paragraphs_and_tables: Sequence[Block]) -> bytes:
    """A document of *title*, then paragraphs (texts) and tables in order."""
    document = Document()
    document.core_properties.title = title
    document.core_properties.author = ""
    document.core_properties.created = document.core_properties.modified = datetime(*_MADE)  # noqa: DTZ001  stored without a zone
    document.add_heading(title, level=0)
    for block in paragraphs_and_tables:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table = document.add_table(rows=len(block), cols=width(block), style="Table Grid")
        # Asking a row for its cells is slow and must come before any of them is merged.
        grid = [list(row.cells) for row in table.rows]
        for number, (row, line) in enumerate(zip(block, positions(block), strict=True)):
            begun = list(row)
            for column, cell in line:
                if not begun or begun[0] is not cell:
                    continue
                begun.pop(0)
                first = grid[number][column]
                if cell.rowspan > 1 or cell.colspan > 1:
                    first = first.merge(grid[number + cell.rowspan - 1][column + cell.colspan - 1])
                first.text = cell.text
    buffer = io.BytesIO()
    document.save(buffer)
    return _timeless(buffer.getvalue())


def _timeless(data: bytes) -> bytes:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as target,
    ):
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, _MADE), source.read(name), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
