"""From tokens to the flow of paragraphs and tables."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from govreports.documents.edges import Slot
from govreports.documents.flow import Box, Flow, Item, Picture, TooMuchError
from govreports.documents.rtf import charsets
from govreports.documents.rtf.tokens import CutOffError, Token

_DEEPEST: Final = 256
_MOST_IN_A_ROW: Final = 200
_FAR: Final = 1_000_000  # twips; nobody's paper is wider
_PAGE_FIELD: Final = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)

_TEXT: Final = "text"
_NOTHING: Final = "nothing"
_FONTS: Final = "fonts"
_INSTRUCTION: Final = "instruction"
_SHAPE: Final = "shape"

# Groups that are no part of the text, of those that readers are not told to skip if they do not know them.
_SKIPPED: Final = frozenset(
    [
        "colortbl",
        "stylesheet",
        "info",
        "header",
        "headerl",
        "headerr",
        "headerf",
        "footer",
        "footerl",
        "footerr",
        "footerf",
        "footnote",
        "annotation",
        "nonshppict",
        "nonesttables",
        "shprslt",
        "objdata",
        "tc",
        "tcn",
        "xe",
        "txe",
        "rxe",
        "filetbl",
        "listtable",
        "listoverridetable",
        "revtbl",
        "rsidtbl",
        "ftnsep",
        "ftnsepc",
        "ftncn",
        "aftnsep",
        "aftnsepc",
        "aftncn",
        "atnid",
        "atnauthor",
        "private1",
        "sn",
        "sv",
    ]
)
# Groups that readers may skip, which this one does not.
_KNOWN: Final = frozenset({"shppict", "nesttableprops", "ud", "shpinst", "fldinst", "do"})
_CHARACTERS: Final = {
    "tab": "\t",
    "line": "\n",
    "page": "\n",
    "column": "\n",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "emdash": "—",
    "endash": "–",
    "bullet": "•",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
}
_SYMBOLS: Final = {b"~": b"\x20", b"_": b"-", b"\\": b"\\", b"{": b"{", b"}": b"}"}
_GONE: Final = frozenset({"deleted", "v", "strike", "striked", "mvf"})


@dataclass(slots=True)
class _Field:
    instruction: str = ""


@dataclass(slots=True)
class _Row:
    """A row's cells as stated so far, and what is stated of the next one."""

    left: int = 0
    slots: list[Slot] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)

    def end_cell(self, edge: int) -> None:
        """A cell ends at *edge*, in twips."""
        if len(self.slots) >= _MOST_IN_A_ROW:
            raise TooMuchError(f"more than {_MOST_IN_A_ROW} cells in a row")
        edge = max(-_FAR, min(edge, _FAR))
        left = self.slots[-1].right if self.slots else min(self.left, edge - 1)
        begins = "clvmgf" in self.flags
        self.slots.append(Slot(left, edge, "clmrg" in self.flags, begins or "clvmrg" in self.flags, begins))
        self.flags = set()


@dataclass(slots=True)
class _State:
    """What holds inside of a group; the end of the group restores what held before."""

    destination: str = _TEXT
    twin: str = _NOTHING
    """Where the text belongs that stands twice, in bytes and in Unicode: only the latter is read."""
    gone: frozenset[str] = frozenset()
    raised: bool = False
    font: int = -1
    chinese_font: int = -1
    names_chinese_font: bool = False
    in_table: bool = False
    depth: int = 0
    fallback: int = 1
    """How many characters follow one in Unicode, for readers that do not know it."""
    field: _Field | None = None
    nested_row: bool = False
    may_be_skipped: bool = False
    box: bool = False

    def tables(self) -> int:
        """How deep in tables a paragraph stands."""
        return max(self.depth, 1) if self.in_table else 0


class _Story:
    """A flow of paragraphs: the document's, or that of a text box in it."""

    def __init__(self) -> None:
        self.flow = Flow()
        self.parts: list[str] = []
        self.floating: list[Picture | Box] = []
        self.ended = False
        """Whether the last that came is a paragraph outside of tables."""

    def end_paragraph(self, depth: int) -> None:
        text = "".join(self.parts)
        if any("\ud800" <= char <= "\udfff" for char in text):
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        self.flow.paragraph(text, depth, self.floating)
        self.ended = depth == 0
        self.parts, self.floating = [], []

    def end_cell(self, depth: int) -> None:
        self.end_paragraph(depth)
        self.flow.end_cell(depth)

    def end_row(self, depth: int, row: _Row) -> None:
        self.flow.end_row(depth, row.slots or None)
        self.parts, self.floating = [], []
        self.ended = False

    def items(self) -> list[Item]:
        if self.floating or any(map(str.strip, self.parts)):
            self.end_paragraph(0)
        return self.flow.items()


class Reader:
    """Reads tokens; ``items`` has what they say."""

    def __init__(self) -> None:
        self._state = _State()
        self._outer: list[_State] = []
        self._stories = [_Story()]
        self._row = _Row()
        self._nested_row = _Row()
        self._encoding = charsets.DEFAULT
        self._fonts: dict[int, str] = {}
        self._default_font = -1
        self._bytes = bytearray()
        self._to_skip = 0
        self._words = self._handlers()
        self.whole = False
        """Whether the outermost group has ended."""

    def items(self, tokens: Iterable[Token]) -> list[Item]:
        """What *tokens* say.

        Raises:
            CutOffError: they end inside of something.
            TooMuchError: they hold more than any document does.
        """
        for token in tokens:
            if token.kind in {"text", "hex"}:
                self._text(token.value)
            elif token.kind == "word":
                self._word(token.value.decode("ascii"), token.number)
            elif token.kind == "symbol":
                self._symbol(token.value)
            elif token.kind == "open":
                self._open()
            elif self._close():
                self.whole = True
                return self._stories[0].items()
        self._flush()
        story = self._stories[0]
        # Some writers forget the last brace: nothing else may be missing.
        if len(self._outer) > 1 or not story.ended or any(map(str.strip, story.parts)):
            raise CutOffError
        return story.items()

    # Groups

    def _open(self) -> None:
        self._flush()
        self._to_skip = 0
        if len(self._outer) >= _DEEPEST:
            raise TooMuchError(f"groups more than {_DEEPEST} deep in one another")
        self._outer.append(self._state)
        self._state = replace(self._state, may_be_skipped=False, box=False)

    def _close(self) -> bool:
        """A group ends; whether it was the outermost."""
        self._flush()
        self._to_skip = 0
        if self._state.box:
            box = self._stories.pop()
            self._stories[-1].floating.append(Box(box.items()))
        if not self._outer:
            return True
        self._state = self._outer.pop()
        return not self._outer

    # Text

    def _text(self, data: bytes) -> None:
        if self._to_skip:
            skipped = min(self._to_skip, len(data))
            self._to_skip -= skipped
            data = data[skipped:]
        if self._state.destination in {_TEXT, _INSTRUCTION}:
            self._bytes += data

    def _flush(self) -> None:
        """What has come as bytes becomes characters, now that something else comes."""
        if not self._bytes:
            return
        state = self._state
        own = self._fonts.get(state.font if state.font >= 0 else self._default_font, self._encoding)
        others = (self._fonts.get(state.chinese_font, self._encoding), self._encoding)
        text = charsets.decode(bytes(self._bytes), own, others)
        self._bytes.clear()
        self._characters(text)

    def _characters(self, text: str) -> None:
        state = self._state
        if state.destination == _INSTRUCTION:
            if state.field is not None and len(state.field.instruction) < 32:
                state.field.instruction += text[:32]
        elif state.destination == _TEXT and not state.gone:
            # Raised characters are no part of a number.
            self._stories[-1].parts.append(f" {text} " if state.raised else text)

    def _symbol(self, char: bytes) -> None:
        if char == b"*":
            self._state.may_be_skipped = True
        elif char in b"\r\n":
            self._word("par", None)
        elif self._to_skip:
            self._to_skip -= 1
        elif char in _SYMBOLS:
            self._text(_SYMBOLS[char])

    # Words

    def _word(self, word: str, number: int | None) -> None:
        if self._to_skip:
            self._to_skip -= 1
            return
        self._flush()
        state = self._state
        if word == "upr":
            state.twin, state.destination = state.destination, _NOTHING
        elif word == "ud":
            state.destination = state.twin
        if state.destination == _NOTHING:
            return
        if word in _SKIPPED or (state.may_be_skipped and word not in _KNOWN):
            state.destination = _NOTHING
        elif word in _CHARACTERS:
            self._characters(_CHARACTERS[word])
        elif word in _GONE:
            state.gone = state.gone - {word} if number == 0 else state.gone | {word}
        elif (handler := self._words.get(word)) is not None:
            handler(number)
        state.may_be_skipped = False

    def _handlers(self) -> dict[str, Callable[[int | None], None]]:
        return {
            "ansicpg": self._page,
            "deff": self._default,
            "f": self._font,
            "af": self._associated_font,
            "dbch": lambda _number: self._set_names_chinese(value=True),
            "loch": lambda _number: self._set_names_chinese(value=False),
            "hich": lambda _number: self._set_names_chinese(value=False),
            "fcharset": self._charset,
            "fonttbl": lambda _number: self._go(_FONTS),
            "u": self._unicode,
            "uc": self._unicode_fallback,
            "plain": self._plain,
            "super": self._raise,
            "sub": self._raise,
            "nosupersub": lambda _number: self._raise(0),
            "pard": self._paragraph_defaults,
            "intbl": self._in_table,
            "itap": self._depth,
            "par": self._end_paragraph,
            "sect": self._end_paragraph,
            "cell": self._end_cell,
            "nestcell": self._end_nested_cell,
            "row": self._end_row,
            "nestrow": self._end_nested_row,
            "nesttableprops": self._nested_properties,
            "trowd": self._begin_row,
            "trleft": self._row_left,
            "clmgf": lambda _number: self._flag("clmgf"),
            "clmrg": lambda _number: self._flag("clmrg"),
            "clvmgf": lambda _number: self._flag("clvmgf"),
            "clvmrg": lambda _number: self._flag("clvmrg"),
            "cellx": self._cell_edge,
            "field": self._begin_field,
            "fldinst": lambda _number: self._go(_INSTRUCTION),
            "fldrslt": self._field_result,
            "pict": self._picture,
            "shpinst": lambda _number: self._go(_SHAPE),
            "do": lambda _number: self._go(_SHAPE),
            "shptxt": self._text_box,
            "dptxbxtext": self._text_box,
        }

    def _go(self, destination: str) -> None:
        self._state.destination = destination

    def _page(self, number: int | None) -> None:
        self._encoding = charsets.of_page(number or 0)

    def _default(self, number: int | None) -> None:
        self._default_font = number or 0

    def _font(self, number: int | None) -> None:
        if self._state.names_chinese_font:
            self._state.chinese_font = number or 0
        self._state.font = number or 0

    def _associated_font(self, number: int | None) -> None:
        if self._state.names_chinese_font:
            self._state.chinese_font = number or 0

    def _set_names_chinese(self, *, value: bool) -> None:
        self._state.names_chinese_font = value

    def _charset(self, number: int | None) -> None:
        encoding = charsets.of_charset(number or 0)
        if self._state.destination == _FONTS and encoding is not None:
            self._fonts[self._state.font] = encoding

    def _unicode(self, number: int | None) -> None:
        # Numbers above 32767 are written as negative ones.
        self._characters(chr((number or 0) & 0xFFFF))
        self._to_skip = self._state.fallback

    def _unicode_fallback(self, number: int | None) -> None:
        self._state.fallback = max(0, min(number or 0, 16))

    def _plain(self, _number: int | None) -> None:
        self._state.gone = frozenset()
        self._state.raised = False
        self._state.font = self._state.chinese_font = -1
        self._state.names_chinese_font = False

    def _raise(self, number: int | None) -> None:
        self._state.raised = number != 0

    # Paragraphs and tables

    def _paragraph_defaults(self, _number: int | None) -> None:
        self._state.in_table = False
        self._state.depth = 0

    def _in_table(self, number: int | None) -> None:
        self._state.in_table = number != 0

    def _depth(self, number: int | None) -> None:
        self._state.depth = max(0, number or 0)
        self._state.in_table = self._state.depth > 0

    def _end_paragraph(self, _number: int | None) -> None:
        if self._state.destination == _TEXT:
            self._stories[-1].end_paragraph(self._state.tables())

    def _end_cell(self, _number: int | None) -> None:
        if self._state.destination == _TEXT:
            self._stories[-1].end_cell(1)

    def _end_nested_cell(self, _number: int | None) -> None:
        if self._state.destination == _TEXT:
            self._stories[-1].end_cell(max(2, self._state.tables()))

    def _end_row(self, _number: int | None) -> None:
        if self._state.destination == _TEXT:
            self._stories[-1].end_row(1, self._row)

    def _end_nested_row(self, _number: int | None) -> None:
        if self._state.destination == _TEXT:
            self._stories[-1].end_row(max(2, self._state.tables()), self._nested_row)

    def _nested_properties(self, _number: int | None) -> None:
        self._state.nested_row = True

    def _stated(self) -> _Row:
        return self._nested_row if self._state.nested_row else self._row

    def _begin_row(self, _number: int | None) -> None:
        if self._state.nested_row:
            self._nested_row = _Row()
        else:
            self._row = _Row()
            self._stories[-1].ended = False

    def _row_left(self, number: int | None) -> None:
        self._stated().left = max(-_FAR, min(number or 0, _FAR))

    def _flag(self, name: str) -> None:
        self._stated().flags.add(name)

    def _cell_edge(self, number: int | None) -> None:
        self._stated().end_cell(number or 0)

    # What stands in or over the text

    def _begin_field(self, _number: int | None) -> None:
        self._state.field = _Field()

    def _field_result(self, _number: int | None) -> None:
        # A number of a page is no figure of the report.
        if self._state.field is not None and _PAGE_FIELD.match(self._state.field.instruction):
            self._go(_NOTHING)

    def _picture(self, _number: int | None) -> None:
        if self._state.destination in {_TEXT, _SHAPE} and not self._state.gone:
            self._stories[-1].floating.append(Picture())
        self._go(_NOTHING)

    def _text_box(self, _number: int | None) -> None:
        if self._state.destination == _SHAPE:
            self._stories.append(_Story())
            self._state = replace(_State(fallback=self._state.fallback), box=True)
