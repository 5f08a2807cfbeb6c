"""Reports as scanners make them: pages drawn at a resolution, then turned, faded, specked and compressed."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from random import Random
from typing import Final, TypeAlias

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from tests.replica.figures import Figures
from tests.replica.render.layout import Cell, Table, positions, tables, width
from tests.replica.render.narrative import Headings, intro, narrative, report_title
from tests.replica.render.text import TABLE_SECTIONS

Block: TypeAlias = str | Table

_A4: Final = (8.27, 11.69)
_MARGIN: Final = 0.75
_TEXT: Final = 10.5
_TITLE: Final = 16.0
_HANGING: Final = "。，、；：）》”"
_SYSTEM_FONTS: Final = (
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
)


@dataclass(frozen=True, slots=True)
class Scan:
    """How a page came out of the scanner.

    *skew* is in degrees, *quality* JPEG's (None for a lossless file), *noise* the deviation of the
    grain in levels of 255, *line* the grey of the ruling lines, *gaps* the share of each line that is broken out.
    """

    dpi: int = 150
    skew: float = 0.0
    quality: int | None = None
    noise: float = 0.0
    line: int = 0
    gaps: float = 0.0
    blur: float = 0.0
    seed: int = 1


def font_path() -> Path | None:
    """A font with Chinese letters: from the package of fonts, else the system's; None where there is none."""
    if find_spec("justmytype_intl_cjk") is not None:
        return Path(str(resources.files("justmytype_intl_cjk"))) / "fonts/ofl/notosanssc/NotoSansSC[wght].ttf"
    return next((path for path in map(Path, _SYSTEM_FONTS) if path.exists()), None)


def serif_path() -> Path | None:
    """A font with strokes like those of printed reports, where the system has one."""
    path = Path(_SYSTEM_FONTS[0])
    return path if path.exists() else None


def report_pages(
    figures: Figures, scan: Scan, *, headings: Headings = "一、", font: Path | None = None
) -> list[Image.Image]:
    """The pages of a whole report, as scanned."""
    drawn = dict(zip(TABLE_SECTIONS, tables(figures), strict=True))
    blocks: list[Block] = [intro(figures.agency, figures.year)]
    for key, lines in narrative(figures.agency, figures.year, figures, headings=headings).items():
        blocks += lines
        if key in drawn:
            blocks.append(drawn[key])
    return pages(report_title(figures), blocks, scan, font)


def pages(title: str, blocks: Sequence[Block], scan: Scan, font: Path | None = None) -> list[Image.Image]:
    """Pages of *title*, then paragraphs (texts) and tables in order."""
    pen = _Pen(scan, font or font_path() or Path())
    pen.paragraph(title, _TITLE)
    for block in blocks:
        if isinstance(block, str):
            pen.paragraph(block, _TEXT)
        else:
            pen.table(block)
    return [_scanned(page, scan) for page in pen.pages]


def encoded(page: Image.Image, scan: Scan, kind: str = "PNG") -> bytes:
    """A file of one page: JPEG where the scan names its quality."""
    made = io.BytesIO()
    if scan.quality is not None:
        page.save(made, "JPEG", quality=scan.quality)
    else:
        page.save(made, kind)
    return made.getvalue()


def bound(images: Sequence[Image.Image]) -> bytes:
    """One TIFF of all pages."""
    made = io.BytesIO()
    images[0].save(made, "TIFF", save_all=True, append_images=list(images[1:]), compression="tiff_deflate")
    return made.getvalue()


def scanned_pdf(images: Sequence[Image.Image], dpi: int) -> bytes:
    """A PDF of pictures alone, as scanners write it."""
    made = io.BytesIO()
    images[0].save(made, "PDF", save_all=True, append_images=list(images[1:]), resolution=float(dpi))
    return made.getvalue()


@cache
def _font(path: Path, size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(str(path), size)
    if "[wght]" in path.name:
        font.set_variation_by_name("Regular")  # its default is hair-thin
    return font


class _Pen:
    """Draws down the pages, a new one where a row would not fit."""

    def __init__(self, scan: Scan, font: Path) -> None:
        self.scan = scan
        self.path = font
        self.dice = Random(scan.seed)
        self.margin = round(_MARGIN * scan.dpi)
        self.size = (round(_A4[0] * scan.dpi), round(_A4[1] * scan.dpi))
        self.pages: list[Image.Image] = []
        self._turn()

    def _turn(self) -> None:
        self.page = Image.new("L", self.size, 255)
        self.pages.append(self.page)
        self.draw = ImageDraw.Draw(self.page)
        self.y = float(self.margin)

    def font(self, points: float) -> ImageFont.FreeTypeFont:
        return _font(self.path, round(points * self.scan.dpi / 72))

    def lines(self, text: str, font: ImageFont.FreeTypeFont, room: float) -> list[str]:
        lines, line = [], ""
        for character in text:
            # No line begins with a full stop: it hangs out instead.
            if line and character not in _HANGING and font.getlength(line + character) > room:
                lines.append(line)
                line = ""
            line += character
        return [*lines, line] if line else lines

    def paragraph(self, text: str, points: float) -> None:
        font = self.font(points)
        step = font.size * 1.5
        for line in self.lines(text, font, self.size[0] - 2 * self.margin):
            if self.y + step > self.size[1] - self.margin:
                self._turn()
            self.draw.text((self.margin, self.y), line, 0, font)
            self.y += step

    def table(self, table: Table) -> None:
        """The table's rows, each as tall as its text; a cell that spans rows makes the last of them taller."""
        font = self.font(_TEXT)
        columns = self._columns(table)
        placed = positions(table)
        step, pad = font.size * 1.25, font.size * 0.35
        heights = [step + 2 * pad] * len(table)
        for number, row in enumerate(table):
            own = {id(cell) for cell in row}
            for column, cell in placed[number]:
                if id(cell) in own:
                    room = columns[column + cell.colspan] - columns[column] - 2 * pad
                    needed = len(self.lines(cell.text, font, room)) * step + 2 * pad
                    last = number + cell.rowspan - 1
                    heights[last] += max(0.0, needed - sum(heights[number : last + 1]))
        start = 0
        while start < len(table):
            room = self.size[1] - self.margin - self.y
            stop = start
            while stop < len(table) and sum(heights[start : stop + 1]) <= room:
                stop += 1
            if stop == start:
                self._turn()
                continue
            self._rows(table, placed, columns, heights, (start, stop))
            start = stop
        self.y += step

    def _columns(self, table: Table) -> list[float]:
        """Left edges of the columns and the right end: those of figures as wide as each other, those of labels wider."""
        count = width(table)
        labels = 3 if count == 10 else (1 if count == 4 else 0)
        weights = [{0: 1.0, 1: 1.3, 2: 3.0}.get(number, 1.0) if labels == 3 else 1.0 for number in range(count)]
        left, room = self.margin, self.size[0] - 2 * self.margin
        edges = [0.0]
        for weight in weights:
            edges.append(edges[-1] + weight)
        return [left + room * edge / edges[-1] for edge in edges]

    def _rows(
        self,
        table: Table,
        placed: list[list[tuple[int, Cell]]],
        columns: list[float],
        heights: list[float],
        span: tuple[int, int],
    ) -> None:
        font = self.font(_TEXT)
        start, stop = span
        tops = [self.y]
        for height in heights[start:stop]:
            tops.append(tops[-1] + height)
        seen: set[int] = set()
        for number in range(start, stop):
            own = {id(cell) for cell in table[number]}
            for column, cell in placed[number]:
                if id(cell) in seen:
                    continue
                seen.add(id(cell))
                # What hangs down from the page before shows its frame here, and its text there.
                begins = next(row for row in range(number, -1, -1) if any(cell is own_cell for own_cell in table[row]))
                last = min(begins + cell.rowspan, stop)
                box = (columns[column], tops[number - start], columns[column + cell.colspan], tops[last - start])
                self._frame(box)
                if id(cell) in own:
                    self._fill(cell, box, font)
        self.y = tops[-1]

    def _frame(self, box: tuple[float, float, float, float]) -> None:
        left, top, right, bottom = box
        for ends in (
            (left, top, right, top),
            (left, bottom, right, bottom),
            (left, top, left, bottom),
            (right, top, right, bottom),
        ):
            self._line(ends)

    def _line(self, ends: tuple[float, float, float, float]) -> None:
        x0, y0, x1, y1 = (round(end) for end in ends)
        thickness = max(1, round(self.scan.dpi / 110))
        self.draw.line((x0, y0, x1, y1), self.scan.line, thickness)
        length = max(x1 - x0, y1 - y0)
        hole = max(2, round(self.scan.dpi / 25))
        for _ in range(round(self.scan.gaps * length / hole)):
            at = self.dice.randrange(max(1, length - hole))
            if y0 == y1:
                self.draw.rectangle((x0 + at, y0 - thickness, x0 + at + hole, y0 + thickness), 255)
            else:
                self.draw.rectangle((x0 - thickness, y0 + at, x0 + thickness, y0 + at + hole), 255)

    def _fill(self, cell: Cell, box: tuple[float, float, float, float], font: ImageFont.FreeTypeFont) -> None:
        left, top, right, bottom = box
        step, pad = font.size * 1.25, font.size * 0.35
        lines = self.lines(cell.text, font, right - left - 2 * pad)
        y = (top + bottom - len(lines) * step) / 2
        for line in lines:
            x = left + pad if cell.kind == "label" else (left + right - font.getlength(line)) / 2
            self.draw.text((x, y), line, 0, font)
            y += step


def _scanned(page: Image.Image, scan: Scan) -> Image.Image:
    if scan.skew:
        page = page.rotate(scan.skew, Image.Resampling.BICUBIC, fillcolor=255)
    if scan.blur:
        page = page.filter(ImageFilter.GaussianBlur(scan.blur))
    if scan.noise:
        # Paper is not white and ink not black: the grain must be able to go both ways.
        page = page.point([round(18 + level * 0.87) for level in range(256)])
        grain = np.random.default_rng(scan.seed).normal(0, scan.noise, (page.height, page.width))
        page = Image.fromarray(np.clip(np.asarray(page) + grain, 0, 255).astype(np.uint8))
    return page
