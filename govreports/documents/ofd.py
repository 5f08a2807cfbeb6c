"""OFD (GB/T 33190-2016): the text, lines and pictures of each page, laid out by the room for pages.

A zip of XML: ``OFD.xml`` names the document, the document its pages and templates, and a page says
where each run of characters, path and picture is, in millimetres from its upper left corner.
"""

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from math import isfinite
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from govreports.documents.layout import Box, Page, Rule, lay_out
from govreports.documents.layout.glyphs import Glyph, is_unknown, plain, to_fragments
from govreports.documents.layout.strokes import Path, rules_of
from govreports.documents.model import Document, UnreadableError
from govreports.documents.packages import Package

if TYPE_CHECKING:
    from lxml.etree import _Element

MEDIA_TYPE: Final = "application/ofd"

_POINTS: Final = 72 / 25.4
_MOST_PAGES: Final = 300
_MOST_GLYPHS: Final = 50_000
_MOST_NUMBERS: Final = 500_000
_DEEPEST: Final = 16
_WHOLE: Final = 0.4
# What of a character's size is above its base line, and how wide Latin ones are.
_ASCENT: Final = 0.86
_LATIN: Final = 0.5
_A4: Final = (0.0, 0.0, 210.0, 297.0)
_TOKEN: Final = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
# How many numbers follow each letter of a path.
_ARITY: Final = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}

_Matrix: TypeAlias = tuple[float, float, float, float, float, float]
_UNIT: Final[_Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def read_ofd(data: bytes) -> Document:
    """Read an OFD file.

    Raises:
        UnreadableError: it is damaged, encrypted, larger than 64 MiB unpacked or longer than 300 pages;
            or, with the state ``image``, its pages are pictures.
    """
    notes: list[str] = []
    pages: list[Page] = []
    pictures: list[int] = []
    package = Package(data, name="OFD file", media_type=MEDIA_TYPE)
    for number, page in enumerate(_page_list(package), 1):
        if number > _MOST_PAGES:
            raise _error(f"the OFD file has more than {_MOST_PAGES} pages")
        try:
            made = page.read(package, number)
        except (UnreadableError, ValueError) as error:
            notes.append(f"page {number} was not read: {error}")
            continue
        pages.append(made)
        if not made.fragments and sum(b.width * b.height for b in made.pictures) > _WHOLE * made.width * made.height:
            pictures.append(number)
    if not any(page.fragments for page in pages):
        if pictures:
            message = "the OFD file's pages are pictures: it has no text that could be read"
            raise UnreadableError(message, media_type=MEDIA_TYPE, state="image")
        raise _error(notes[0] if notes else "the OFD file has no text")
    notes += [f"page {number} is a picture: what it shows was not read" for number in pictures]
    if unknown := sum(fragment.text.count("\ufffd") for page in pages for fragment in page.fragments):
        notes.append(f"{unknown} characters are of fonts that do not say which characters they draw")
    flow = lay_out(pages)
    return Document(
        blocks=flow.blocks,
        body=(0, len(flow.blocks)),
        media_type=MEDIA_TYPE,
        reader="ofd",
        notes=(*notes, *flow.notes),
    )


def _error(message: str) -> UnreadableError:
    return UnreadableError(message, media_type=MEDIA_TYPE)


def _root(package: Package, path: str) -> "_Element":
    root = package.root(path)
    if root is None:
        raise _error(f"the OFD file lacks {path}")
    return root


class _PageEntry(NamedTuple):
    """A page as the document lists it."""

    path: str
    area: tuple[float, float, float, float]
    templates: dict[str, str]
    """Paths of the templates that pages may use, by id."""

    def read(self, package: Package, number: int) -> Page:
        """The page with what its templates draw.

        Raises:
            UnreadableError: a part of it is missing or damaged.
            ValueError: a number in it is none.
        """
        root = _root(package, self.path)
        area = _area(_child(root, "Area")) or self.area
        ink = _Ink(area[0], area[1])
        for use in _children(root, "Template"):
            if (path := self.templates.get(use.get("TemplateID", ""))) is not None:
                ink.draw(_root(package, path))
        ink.draw(root)
        return Page(
            number,
            area[2] * _POINTS,
            area[3] * _POINTS,
            to_fragments(ink.glyphs),
            tuple(ink.rules),
            tuple(ink.pictures),
        )


def _page_list(package: Package) -> Iterator[_PageEntry]:
    """All pages of all documents in the file, in order."""
    for body in _children(_root(package, "OFD.xml"), "DocBody"):
        root = _text(_child(body, "DocRoot"))
        if not root:
            continue
        path = _resolved("", root)
        document = _root(package, path)
        common = _child(document, "CommonData")
        area = _area(_child(common, "PageArea")) or _A4
        templates = {
            template.get("ID", ""): _resolved(path, template.get("BaseLoc", ""))
            for template in _children(common, "TemplatePage")
        }
        for page in _children(_child(document, "Pages"), "Page"):
            yield _PageEntry(_resolved(path, page.get("BaseLoc", "")), area, templates)


@dataclass(slots=True)
class _Ink:
    """What a page and its templates draw, in points from the corner of its area."""

    left: float
    top: float
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    numbers: int = 0
    """How many numbers of paths were read."""

    def draw(self, page: "_Element") -> None:
        """Take what the content of a page or template draws."""
        for layer in _children(_child(page, "Content"), "Layer"):
            self._group(layer, 0)

    def _group(self, group: "_Element", depth: int) -> None:
        for element in group:
            kind = _name(element)
            if element.get("Visible") in {"false", "0"}:
                continue
            if kind == "TextObject":
                self._text(element)
            elif kind == "PathObject":
                self._path(element)
            elif kind == "ImageObject":
                left, top, width, height = self._boundary(element)
                self.pictures.append(_scaled(left, top, left + width, top + height))
            elif kind == "PageBlock" and depth < _DEEPEST:
                self._group(element, depth + 1)

    def _boundary(self, element: "_Element") -> tuple[float, float, float, float]:
        values = _numbers(element.get("Boundary", ""))
        if len(values) != 4:
            return -self.left, -self.top, 0.0, 0.0
        return values[0] - self.left, values[1] - self.top, values[2], values[3]

    def _text(self, element: "_Element") -> None:
        left, top, _, _ = self._boundary(element)
        a, b, c, d, e, f = _matrix(element)
        size = _number(element.get("Size") or "0") or 1.0
        stretch = _number(element.get("HScale") or "1")
        x = y = 0.0
        for code in _children(element, "TextCode"):
            text = code.text or ""
            x, y = _number(code.get("X") or str(x)), _number(code.get("Y") or str(y))
            across, down = _deltas(code.get("DeltaX", ""), len(text)), _deltas(code.get("DeltaY", ""), len(text))
            for place, character in enumerate(text):
                if len(self.glyphs) >= _MOST_GLYPHS:
                    raise ValueError(f"more than {_MOST_GLYPHS} characters")
                step = across[place] if place < len(across) else 0.0
                width = size * stretch * (_LATIN if character < "\u2e80" else 1.0)
                # A wide step may be the gap to a word that stands apart.
                wide = min(width, step) if step > 0 else width
                low, high = y - _ASCENT * size, y + (1 - _ASCENT) * size
                corners = [(px * a + py * c + e, px * b + py * d + f) for px in (x, x + wide) for py in (low, high)]
                xs, ys = [left + px for px, _ in corners], [top + py for _, py in corners]
                shown = "\ufffd" if is_unknown(character) else plain(character)
                self.glyphs.append(Glyph(shown, *_scaled(min(xs), min(ys), max(xs), max(ys))))
                x += step
                y += down[place] if place < len(down) else 0.0

    def _path(self, element: "_Element") -> None:
        left, top, _, _ = self._boundary(element)
        a, b, c, d, e, f = _matrix(element)
        data = _text(_child(element, "AbbreviatedData"))

        def placed(x: float, y: float) -> tuple[float, float]:
            return (left + x * a + y * c + e) * _POINTS, (top + x * b + y * d + f) * _POINTS

        paths: list[Path] = []
        for letter, values in self._strokes(data):
            if letter == "C" and paths:
                paths[-1].close()
            elif letter in "SM" or not paths:
                paths.append(Path([placed(*values[-2:])] if len(values) >= 2 else []))
            elif letter == "L":
                paths[-1].line_to(placed(values[0], values[1]))
            else:
                paths[-1].curve_to(placed(values[-2], values[-1]))
        stroked = element.get("Stroke", "true") in {"true", "1"}
        filled = element.get("Fill", "false") in {"true", "1"}
        self.rules.extend(rules_of(paths, stroked=stroked, filled=filled))

    def _strokes(self, data: str) -> Iterator[tuple[str, list[float]]]:
        """Letters and their numbers; what follows a letter that is none ends the path."""
        tokens = _TOKEN.finditer(data)
        for token in tokens:
            letter = token[0]
            arity = _ARITY.get(letter)
            if arity is None:
                return
            values = [_number(value[0]) for value in islice(tokens, arity) if value[0] not in _ARITY]
            self.numbers += arity + 1
            if self.numbers > _MOST_NUMBERS:
                raise ValueError("it is drawn of too many pieces")
            if len(values) < arity:
                return
            yield letter, values


def _deltas(written: str, most: int) -> list[float]:
    """The steps from character to character: numbers, and ``g n v`` for n times v; no more than *most*."""
    steps: list[float] = []
    words = iter(written.split())
    for word in words:
        if len(steps) >= most:
            break
        if word == "g":
            times, step = next(words, "0"), next(words, "0")
            steps += [_number(step)] * min(int(_number(times)), most - len(steps))
        else:
            steps.append(_number(word))
    return steps


def _scaled(left: float, top: float, right: float, bottom: float) -> Box:
    return Box(left * _POINTS, top * _POINTS, right * _POINTS, bottom * _POINTS)


def _matrix(element: "_Element") -> _Matrix:
    values = _numbers(element.get("CTM", ""))
    return (values[0], values[1], values[2], values[3], values[4], values[5]) if len(values) == 6 else _UNIT


def _area(element: "_Element | None") -> tuple[float, float, float, float] | None:
    for name in ("ApplicationBox", "PhysicalBox"):
        values = _numbers(_text(_child(element, name)))
        if len(values) == 4 and values[2] > 0 and values[3] > 0:
            return values[0], values[1], values[2], values[3]
    return None


def _numbers(written: str) -> Sequence[float]:
    return [_number(word) for word in written.split()]


def _number(written: str) -> float:
    number = float(written)
    if not isfinite(number):
        raise ValueError(f"{written} is no length")
    return number


def _resolved(base: str, path: str) -> str:
    """A part's name in the archive, from the name of the part that refers to it."""
    joined = path if path.startswith("/") else posixpath.join(posixpath.dirname(base), path)
    return posixpath.normpath(joined).lstrip("/")


def _name(element: "_Element") -> str:
    """The tag without its namespace: writers differ in it."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _children(element: "_Element | None", name: str) -> "Iterator[_Element]":
    for child in element if element is not None else ():
        if _name(child) == name:
            yield child


def _child(element: "_Element | None", name: str) -> "_Element | None":
    return next(_children(element, name), None)


def _text(element: "_Element | None") -> str:
    return (element.text or "").strip() if element is not None else ""
