"""The intermediate document: what every format is read into, and all that the readers after it see."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Literal, NamedTuple, TypeAlias


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of text that the source sets off from its neighbours; *text* has no line ends.

    *place* says where it stood: ``line 12`` of an HTML or text file, ``body/7`` of a Word body.
    """

    text: str
    place: str


class Cell(NamedTuple):
    """One cell as the source has it, standing at (*row*, *column*) of its grid, from 0.

    Grids repeat the same object at every position that it spans. A tuple, because a page has some
    300 of them, and tuples are made in a third of the time of frozen dataclasses.
    """

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table.

    Where the source states its spans (*spans* is True) all rows have the same length and a spanning
    cell is repeated; a position that the source leaves out is None. Where it does not (text with
    tabs or bars) rows are as long as they were printed.
    """

    rows: tuple[tuple[Cell | None, ...], ...]
    place: str
    spans: bool = True

    def cells(self) -> Iterator[Cell]:
        """Every cell once, in reading order."""
        for number, row in enumerate(self.rows):
            for column, cell in enumerate(row):
                if cell is not None and cell.row == number and cell.column == column:
                    yield cell


@dataclass(frozen=True, slots=True)
class Image:
    """A picture in the flow of the text; *source* is its URL or name as written, maybe empty."""

    source: str
    place: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the page: *url* as written, *text* as shown (its title attribute where it has one)."""

    url: str
    text: str
    in_body: bool = False


BlockItem: TypeAlias = Paragraph | Grid | Image


@dataclass(frozen=True, slots=True)
class Document:
    """What one file or page says, in order, whatever its format was.

    *body* is the half-open range of *blocks* that is the document proper; the rest is the page
    around it (navigation, the block of metadata, the footer). Formats without a page around them
    have all blocks in it.
    """

    blocks: tuple[BlockItem, ...]
    body: tuple[int, int]
    media_type: str
    reader: str
    encoding: str | None = None
    title: str | None = None
    meta: Mapping[str, str] = field(default_factory=dict)
    """The page's meta tags, names in lower case."""
    links: tuple[Link, ...] = ()
    notes: tuple[str, ...] = ()
    """What the reader could not take for certain, in words."""
    members: tuple["Member", ...] = ()
    """What an archive holds, which has no text of its own."""
    recognised: bool = False
    """Whether any of it was read from pictures: then no text is certain, and figures need confirmation."""

    @property
    def body_blocks(self) -> tuple[BlockItem, ...]:
        """The blocks of the document proper."""
        return self.blocks[self.body[0] : self.body[1]]


UnreadableState: TypeAlias = Literal["image", "unreadable"]


class UnreadableError(Exception):
    """A file that no reader makes a document of; the message says why, in words for a user."""

    def __init__(self, message: str, *, media_type: str, state: UnreadableState = "unreadable") -> None:
        super().__init__(message)
        self.media_type = media_type
        self.state: UnreadableState = state

    def __reduce__(self) -> tuple[object, ...]:
        """How it goes from a worker process to its parent: by default exceptions lose their keyword arguments."""
        return partial(UnreadableError, media_type=self.media_type, state=self.state), self.args


class Member(NamedTuple):
    """A file in an archive: its *path* there, its bytes, and the document they are or why they are none."""

    path: str
    body: bytes
    document: Document | UnreadableError
