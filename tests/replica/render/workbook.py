"""Workbooks, by the libraries that write them: a report on one sheet, its tables with merged cells."""

import io
from collections.abc import Sequence
from typing import TypeAlias

import openpyxl
import xlwt

from tests.replica.render.layout import Table, positions, width

Block: TypeAlias = str | Table


def xlsx(blocks: Sequence[Block], *, gaps: bool = True, merged: bool = True) -> bytes:
    """Lines of text and tables below each other, with an empty row between (*gaps*), text *merged* over the width."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row, column, text, tall, wide in _placed(blocks, gaps=gaps, merged=merged):
        # Figures are numbers, as typing them makes them; words and signs stay what they are.
        sheet.cell(row + 1, column + 1, _typed(text))
        if tall > 1 or wide > 1:
            sheet.merge_cells(start_row=row + 1, start_column=column + 1, end_row=row + tall, end_column=column + wide)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def xls(blocks: Sequence[Block], *, gaps: bool = True, merged: bool = True) -> bytes:
    """The same as xlsx, in the binary format of Excel 97-2003."""
    workbook = xlwt.Workbook(encoding="utf-8")
    sheet = workbook.add_sheet("年报")
    for row, column, text, tall, wide in _placed(blocks, gaps=gaps, merged=merged):
        if tall > 1 or wide > 1:
            sheet.write_merge(row, row + tall - 1, column, column + wide - 1, _typed(text))
        else:
            sheet.write(row, column, _typed(text))
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _typed(text: str) -> int | str:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else text


def _placed(blocks: Sequence[Block], *, gaps: bool, merged: bool) -> list[tuple[int, int, str, int, int]]:
    """Where each cell stands: row, column, text, and how many rows and columns it covers."""
    widest = max((width(block) for block in blocks if not isinstance(block, str)), default=1)
    cells: list[tuple[int, int, str, int, int]] = []
    top = 0
    for block in blocks:
        if isinstance(block, str):
            cells.append((top, 0, block, 1, widest if merged else 1))
            top += 1
            continue
        for row, line in zip(block, positions(block), strict=True):
            begun = list(row)
            for column, cell in line:
                if begun and begun[0] is cell:
                    begun.pop(0)
                    cells.append((top, column, cell.text, cell.rowspan, cell.colspan))
            top += 1
        top += gaps
    return cells
