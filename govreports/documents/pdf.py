"""PDF with a text layer: characters, lines and pictures of each page, laid out by the room for pages.

pdfium reads the file; where characters belong together and which lines are tables is settled in
``layout``.
"""

import ctypes
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from govreports.documents.layout import Box, Page, Rule, lay_out
from govreports.documents.layout.glyphs import Glyph, is_unknown, plain, to_fragments
from govreports.documents.layout.strokes import THIN, Path, rules_of
from govreports.documents.model import Document, UnreadableError

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

MEDIA_TYPE: Final = "application/pdf"

_MOST_PAGES: Final = 300
_MOST_CHARACTERS: Final = 50_000
_MOST_OBJECTS: Final = 50_000
_MOST_SEGMENTS: Final = 200_000
_MOST_PIXELS: Final = 50_000_000
_DEEPEST: Final = 8
# A picture over so much of a page without text is the page.
_WHOLE: Final = 0.4
# Of the characters that nobody can name, so many in a hundred spoil the text.
_SPOILT: Final = 20
# The corners of one rectangle, with or without the way back; points that no line is as thick as, and that lines exceed.
_RECTANGLE: Final = 5
_CLOSED: Final = 6
_THICK: Final = 4.0
_LONG: Final = 4.0
# So many texts of a page show which way it is read.
_SAMPLE: Final = 100
_HYPHEN: Final = "\x02"
_INVISIBLE: Final = 3
_WHITE: Final = 250

_Drawn: TypeAlias = tuple[str, float, float, float, float]
"""A character and its left, top, right and bottom, in the space of the page's content."""
_Matrix: TypeAlias = tuple[float, float, float, float, float, float]
_UNIT: Final[_Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class PagePicture(NamedTuple):
    """One page as it looks; *dpi* pixels to the inch."""

    number: int
    width: float
    height: float
    dpi: int
    image: "Picture"


@dataclass(slots=True)
class _Seen:
    """What a page shows besides its text."""

    rules: list[Rule] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    paths: int = 0
    invisible: int = 0
    texts: int = 0
    white: bool = False
    quarters: Counter[int] = field(default_factory=Counter)
    """By how many quarters of a circle, counterclockwise, the first texts are turned in the content."""
    objects: int = 0
    segments: int = 0
    # Where pdfium puts what it says of an object: made once, there are thousands.
    colour: tuple[ctypes.c_uint, ...] = field(default_factory=lambda: tuple(ctypes.c_uint() for _ in range(4)))
    bounds: tuple[ctypes.c_float, ...] = field(default_factory=lambda: tuple(ctypes.c_float() for _ in range(4)))
    modes: tuple[ctypes.c_int, ctypes.c_int] = field(default_factory=lambda: (ctypes.c_int(), ctypes.c_int()))


def read_pdf(data: bytes) -> Document:
    """Read a PDF file.

    Raises:
        UnreadableError: it is damaged, encrypted or longer than 300 pages; its fonts do not say which
            characters they draw; or, with the state ``image``, its pages are pictures.
    """
    notes: list[str] = []
    pages: list[Page] = []
    pictures: list[int] = []
    drawn: list[int] = []
    with closing(_open(data)) as document:
        count = len(document)
        for number in range(1, count + 1):
            try:
                page, seen = _read_page(document, number, notes)
            except pdfium.PdfiumError:
                notes.append(f"page {number} is damaged and was not read")
                continue
            pages.append(page)
            if not page.fragments:
                area = page.width * page.height
                if sum(box.width * box.height for box in page.pictures) > _WHOLE * area:
                    pictures.append(number)
                elif seen.paths:
                    drawn.append(number)
    if not any(page.fragments for page in pages):
        raise _no_text(pages, pictures, drawn)
    if pictures:
        notes.append(f"{_pages(pictures)} pictures: what they show was not read")
    _check_characters(pages, notes)
    if b"%%EOF" not in data[-2048:]:
        notes.append("the file ends before its end: there may have been more of it")
    flow = lay_out(pages)
    return Document(
        blocks=flow.blocks,
        body=(0, len(flow.blocks)),
        media_type=MEDIA_TYPE,
        reader="pdf",
        notes=(*notes, *flow.notes),
    )


def pictures_of_pages(data: bytes, dpi: int = 200) -> Iterator[PagePicture]:
    """Each page of a PDF as a picture in shades of grey, one at a time, for a reader of pictures.

    Pages that would take more than 50 million pixels come with fewer dots to the inch.

    Raises:
        UnreadableError: it is damaged, encrypted or longer than 300 pages.
    """
    with closing(_open(data)) as document:
        for number in range(1, len(document) + 1):
            yield _render(document, number, dpi)


def render_page(data: bytes, number: int, dpi: int = 200) -> PagePicture:
    """Page *number*, from 1, of a PDF as a picture.

    Raises:
        UnreadableError: it is damaged, encrypted or longer than 300 pages.
        IndexError: it has no such page.
    """
    with closing(_open(data)) as document:
        if not 1 <= number <= len(document):
            raise IndexError(f"the PDF has {len(document)} pages and no page {number}")
        return _render(document, number, dpi)


def _error(message: str) -> UnreadableError:
    return UnreadableError(message, media_type=MEDIA_TYPE)


def _open(data: bytes) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(data)
        count = len(document)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) in {pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY}:
            raise _error("the PDF is encrypted and opens only with a password") from None
        raise _error("the PDF is damaged and cannot be opened") from None
    if not 0 < count <= _MOST_PAGES:
        document.close()
        raise _error(
            f"the PDF has {count} pages; a report has at most {_MOST_PAGES}" if count else "the PDF has no pages"
        )
    return document


def _no_text(pages: list[Page], pictures: list[int], drawn: list[int]) -> UnreadableError:
    if pictures:
        message = "the PDF's pages are pictures: it has no text that could be read"
    elif drawn:
        message = "the PDF's pages are drawings: its characters are outlines and no text"
    elif pages:
        return _error("the PDF's pages are empty")
    else:
        return _error("the PDF is damaged: none of its pages can be read")
    return UnreadableError(message, media_type=MEDIA_TYPE, state="image")


def _check_characters(pages: list[Page], notes: list[str]) -> None:
    texts = [fragment.text for page in pages for fragment in page.fragments]
    unknown = sum(text.count("\ufffd") for text in texts)
    total = sum(map(len, texts))
    if unknown * 100 > _SPOILT * total:
        raise _error("the PDF's fonts do not say which characters they draw: its text cannot be read")
    if unknown:
        notes.append(f"{unknown} characters are of fonts that do not say which characters they draw")


def _pages(numbers: list[int]) -> str:
    listed = ", ".join(map(str, numbers))
    return f"page {listed} is one of" if len(numbers) == 1 else f"pages {listed} are"


def _render(document: pdfium.PdfDocument, number: int, dpi: int) -> PagePicture:
    with closing(document[number - 1]) as page:
        width, height = page.get_size()
        most = (_MOST_PIXELS / max(width * height, 1.0)) ** 0.5
        scale = min(dpi / 72, most)
        with closing(page.render(scale=scale, grayscale=True)) as bitmap:
            # The bitmap's memory goes with it.
            image = bitmap.to_pil().copy()
        return PagePicture(number, width, height, round(scale * 72), image)


def _read_page(document: pdfium.PdfDocument, number: int, notes: list[str]) -> tuple[Page, _Seen]:
    with closing(document[number - 1]) as page:
        to_page = _Turn(page)
        seen = _Seen()
        _see(page, None, _UNIT, seen)
        if seen.objects > _MOST_OBJECTS or seen.segments > _MOST_SEGMENTS:
            notes.append(f"page {number} is drawn of too many pieces: its lines were not read")
            seen.rules.clear()
        glyphs = _glyphs(page, seen, number, notes)
        to_page.set_upright(seen.quarters)
        placed = to_page.glyphs(glyphs)
        if seen.invisible and seen.invisible * 2 > seen.texts:
            notes.append(f"page {number}: the text is an invisible layer, as machines that read pictures leave it")
        rules = tuple(Rule(to_page.box(rule.box)) for rule in seen.rules)
        pictures = tuple(map(to_page.shown, seen.pictures))
        return Page(number, to_page.width, to_page.height, to_fragments(placed), rules, pictures), seen


class _Turn:
    """From the space of a page's content to the page as it is shown: rotated, cropped, y downwards."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self.left, self.bottom, self.right, self.top = map(float, page.get_bbox())
        self.rotation = int(page.get_rotation())

    @property
    def width(self) -> float:
        return self.right - self.left if self.rotation % 180 == 0 else self.top - self.bottom

    @property
    def height(self) -> float:
        return self.top - self.bottom if self.rotation % 180 == 0 else self.right - self.left

    def set_upright(self, quarters: Counter[int]) -> None:
        """Turn the page so that most of its text goes from left to right, whatever rotation the file states."""
        if quarters:
            usual, count = quarters.most_common(1)[0]
            if 2 * count > quarters.total():
                self.rotation = usual * 90

    def box(self, box: Box) -> Box:
        """A box of the content (top and bottom in any order) on the page."""
        left, right = min(box.left, box.right), max(box.left, box.right)
        low, high = min(box.top, box.bottom), max(box.top, box.bottom)
        if self.rotation == 90:
            return Box(low - self.bottom, left - self.left, high - self.bottom, right - self.left)
        if self.rotation == 180:
            return Box(self.right - right, low - self.bottom, self.right - left, high - self.bottom)
        if self.rotation == 270:
            return Box(self.top - high, self.right - right, self.top - low, self.right - left)
        return Box(left - self.left, self.top - high, right - self.left, self.top - low)

    def shown(self, box: Box) -> Box:
        """The part of a box that lies on the page."""
        left, top, right, bottom = self.box(box)
        across = min(max(left, 0.0), self.width), min(max(right, 0.0), self.width)
        down = min(max(top, 0.0), self.height), min(max(bottom, 0.0), self.height)
        return Box(across[0], down[0], across[1], down[1])

    def glyphs(self, drawn: list[_Drawn]) -> Iterator[Glyph]:
        """The glyphs on the page; what was cropped away is not shown to a reader either."""
        width, height = self.width, self.height
        x0, y0 = self.left, self.top
        for text, left, top, right, bottom in drawn:
            if self.rotation == 0:
                # Nearly every page: a box for each of its thousands of glyphs would take longer than all else here.
                glyph = Glyph(text, left - x0, y0 - top, right - x0, y0 - bottom)
            else:
                glyph = Glyph(text, *self.box(Box(left, top, right, bottom)))
            if 0 <= glyph.left + glyph.right <= 2 * width and 0 <= glyph.top + glyph.bottom <= 2 * height:
                yield glyph


def _glyphs(page: pdfium.PdfPage, seen: _Seen, number: int, notes: list[str]) -> list[_Drawn]:
    """The page's characters in the order of drawing."""
    with closing(page.get_textpage()) as text_page:
        count = pdfium_c.FPDFText_CountChars(text_page)
        if count > _MOST_CHARACTERS:
            notes.append(f"page {number} has {count} characters, more than a page can show: it was not read")
            return []
        handle = text_page.raw
        get_box = pdfium_c.FPDFText_GetLooseCharBox
        rectangle = pdfium_c.FS_RECTF()
        reference = ctypes.byref(rectangle)
        glyphs: list[_Drawn] = []
        hidden = 0
        last = (-1.0, -1.0, 0)
        for place in range(count):
            character = _character(handle, place)
            if not character or not get_box(handle, place, reference):
                continue
            if seen.white and _is_white(handle, place):
                hidden += character.isalnum()
                continue
            left, top = rectangle.left, rectangle.top
            glyph = (character, left, top, rectangle.right, rectangle.bottom)
            if glyphs and left == last[0] and abs(top - last[1]) > 1:
                # Characters below each other: for vertical fonts pdfium forgets the scale of the loose box.
                glyphs[-1] = _tight(handle, last[2], glyphs[-1])
                glyphs.append(_tight(handle, place, glyph))
            else:
                glyphs.append(glyph)
            last = (left, top, place)
    if hidden:
        notes.append(f"page {number}: {hidden} characters are drawn in white; they were left out")
    return glyphs


def _character(text_page: Any, place: int) -> str:
    """The character at *place*, U+FFFD if the font does not say which; nothing for what pdfium made up."""
    character = chr(pdfium_c.FPDFText_GetUnicode(text_page, place))
    is_usual = "!" <= character <= "~" or "\u4e00" <= character <= "\u9fff"
    if not is_usual:
        if character.isspace():
            # Line ends, and spaces where it sees a gap; those that are drawn part numbers.
            return "" if pdfium_c.FPDFText_IsGenerated(text_page, place) == 1 else character
        if character == _HYPHEN:
            return "-"
        if is_unknown(character):
            return "\ufffd"
    if pdfium_c.FPDFText_HasUnicodeMapError(text_page, place) == 1:
        return "\ufffd"
    return character if is_usual else plain(character)


def _tight(text_page: Any, place: int, glyph: _Drawn) -> _Drawn:
    """The glyph with the box of its ink."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    if not pdfium_c.FPDFText_GetCharBox(text_page, place, left, right, bottom, top) or left.value == right.value:
        return glyph
    return glyph[0], left.value, top.value, right.value, bottom.value


def _is_white(text_page: Any, place: int) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    known = pdfium_c.FPDFText_GetFillColor(text_page, place, red, green, blue, alpha)
    return bool(known) and (min(red.value, green.value, blue.value) >= _WHITE or alpha.value == 0)


def _see(page: pdfium.PdfPage, form: Any, matrix: _Matrix, seen: _Seen, depth: int = 0) -> None:
    """Note the lines, pictures and kinds of text among the objects of a page, or of a form on it."""
    if form is None:
        count, get = pdfium_c.FPDFPage_CountObjects(page), pdfium_c.FPDFPage_GetObject
    else:
        count, get = pdfium_c.FPDFFormObj_CountObjects(form), pdfium_c.FPDFFormObj_GetObject
    parent = page.raw if form is None else form
    for place in range(count):
        seen.objects += 1
        if seen.objects > _MOST_OBJECTS or seen.segments > _MOST_SEGMENTS:
            return
        item = get(parent, place)
        kind = pdfium_c.FPDFPageObj_GetType(item)
        if kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
            _see_text(item, matrix, seen)
        elif kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            seen.paths += 1
            seen.rules.extend(_rules(item, matrix, seen))
        elif kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            seen.pictures.append(_picture(_times(_matrix(item), matrix)))
        elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            _see(page, item, _times(_matrix(item), matrix), seen, depth + 1)


def _see_text(item: Any, matrix: _Matrix, seen: _Seen) -> None:
    seen.texts += 1
    seen.invisible += pdfium_c.FPDFTextObj_GetTextRenderMode(item) == _INVISIBLE
    if seen.texts <= _SAMPLE:
        a, b, _, d, _, _ = _times(_matrix(item), matrix)
        if abs(b) > abs(a):
            seen.quarters[1 if b > 0 else 3] += 1
        else:
            # Mirrored type (one of the two negative) is not upside down.
            seen.quarters[2 if a < 0 and d < 0 else 0] += 1
    if not seen.white:
        red, green, blue, alpha = seen.colour
        if pdfium_c.FPDFPageObj_GetFillColor(item, red, green, blue, alpha):
            seen.white = min(red.value, green.value, blue.value) >= _WHITE or alpha.value == 0


def _matrix(item: Any) -> _Matrix:
    raw = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(item, raw):
        return _UNIT
    return raw.a, raw.b, raw.c, raw.d, raw.e, raw.f


def _times(first: _Matrix, then: _Matrix) -> _Matrix:
    if then == _UNIT:
        return first
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _picture(matrix: _Matrix) -> Box:
    """A picture's place: the unit square, moved."""
    a, b, c, d, e, f = matrix
    xs, ys = (e, e + a, e + c, e + a + c), (f, f + b, f + d, f + b + d)
    return Box(min(xs), min(ys), max(xs), max(ys))


def _bounds(item: Any, seen: _Seen) -> Box | None:
    """What a path covers in the space that it is part of, its pen's width included."""
    left, low, right, high = seen.bounds
    if not pdfium_c.FPDFPageObj_GetBounds(item, left, low, right, high):
        return None
    return Box(left.value, low.value, right.value, high.value)


def _is_plain(item: Any, count: int) -> bool:
    """Whether a path is one straight line or one rectangle."""
    if count != _RECTANGLE:
        # pdfium drops where the pen goes without drawing, so that two points are a line.
        return count == 2
    kinds = (pdfium_c.FPDFPathSegment_GetType(pdfium_c.FPDFPath_GetPathSegment(item, n)) for n in range(1, count))
    return all(kind == pdfium_c.FPDF_SEGMENT_LINETO for kind in kinds)


def _rules(item: Any, around: _Matrix, seen: _Seen) -> Iterator[Rule]:
    """The ruling lines that a path object draws; *around* is the matrix of the form that it is part of."""
    fill_mode, stroke = seen.modes
    if not pdfium_c.FPDFPath_GetDrawMode(item, fill_mode, stroke):
        return
    count = pdfium_c.FPDFPath_CountSegments(item)
    seen.segments += max(count, 0)
    filled, stroked = bool(fill_mode.value), bool(stroke.value)
    if seen.segments > _MOST_SEGMENTS or not (filled or stroked):
        return
    if around == _UNIT and count <= _CLOSED and (box := _bounds(item, seen)) is not None:
        wide, tall = box.right - box.left, box.bottom - box.top
        thin, long = (wide, tall) if wide < tall else (tall, wide)
        if thin > _THICK and not stroked:
            # The ground of a cell, of which tables may have hundreds.
            return
        if thin <= THIN and long > _LONG and _is_plain(item, count):
            # Nearly every line of nearly every table: no need to go from corner to corner.
            yield Rule(box)
            return
    yield from rules_of(_paths(item, count, _times(_matrix(item), around)), stroked=stroked, filled=filled)


def _paths(item: Any, count: int, matrix: _Matrix) -> list[Path]:
    """What a path object of *count* segments draws."""
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    paths: list[Path] = []
    curve = 0
    for place in range(count):
        segment = pdfium_c.FPDFPath_GetPathSegment(item, place)
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO or not paths:
            paths.append(Path([point]))
        elif kind == pdfium_c.FPDF_SEGMENT_LINETO:
            paths[-1].line_to(point)
        else:
            # Two points that pull at the curve, then the one where it ends.
            curve = (curve + 1) % 3
            if curve == 0:
                paths[-1].curve_to(point)
        if pdfium_c.FPDFPathSegment_GetClose(segment):
            paths[-1].close()
    return paths
