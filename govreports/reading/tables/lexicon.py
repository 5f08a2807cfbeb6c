"""What each printed label of a form can mean: the one index that the table readers look words up in."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache, lru_cache
from itertools import takewhile
from typing import Final, NamedTuple

from govreports.forms import Block, Column, Form, Row

_CLOSE: Final = 0.75
_CLEARLY: Final = 0.08
_SHORTEST_FUZZY: Final = 5
_LONG: Final = 12
# Characters that make another label of one: 上年制发件数 is no misspelt 本年制发件数.
_MEANT: Final = frozenset("上去前后下本新增减其中涉非不未无拟应实已再另")


class ColumnSense(NamedTuple):
    """The label is the last header over *column* of *block*."""

    block: Block
    column: Column


class GroupSense(NamedTuple):
    """The label is a header over several columns of *block*."""

    block: Block


class RowSense(NamedTuple):
    """The label names *row* of *block*."""

    block: Block
    row: Row


@dataclass(frozen=True, slots=True)
class Senses:
    """All that one label can mean in one form."""

    columns: tuple[ColumnSense, ...] = ()
    groups: tuple[GroupSense, ...] = ()
    rows: tuple[RowSense, ...] = ()
    is_row_group: bool = False

    @property
    def heads_columns(self) -> bool:
        """Whether the label can stand in a header."""
        return bool(self.columns or self.groups)


@dataclass(slots=True)
class _Draft:
    columns: list[ColumnSense] = field(default_factory=list)
    groups: list[GroupSense] = field(default_factory=list)
    rows: list[RowSense] = field(default_factory=list)
    is_row_group: bool = False


class Lexicon:
    """The labels of one form, by core."""

    def __init__(self, form: Form) -> None:
        self.form = form
        drafts: defaultdict[str, _Draft] = defaultdict(_Draft)
        for block in form.blocks:
            _draft_columns(block, drafts)
            _draft_rows(block, drafts)
        self.senses = {
            spelling: Senses(tuple(made.columns), tuple(made.groups), tuple(made.rows), made.is_row_group)
            for spelling, made in drafts.items()
        }

    def closest_group(self, core: str, block: Block) -> str | None:
        """The group header of *block* that *core* misspells, as the form prints it."""
        return None if core in self.senses else _closest_group(core, block)

    def closest_row(self, core: str, blocks: Iterable[Block]) -> RowSense | None:
        """The row of *blocks* whose label *core* misspells, if one is clearly meant."""
        rows = [(RowSense(block, row), row.cores[-1]) for block in blocks for row in block.rows if row.cores]
        place = _closest(core, [cores for _sense, cores in rows])
        return None if place is None else rows[place][0]


def _draft_columns(block: Block, drafts: defaultdict[str, _Draft]) -> None:
    for column in block.columns:
        for spelling in column.cores[-1]:
            drafts[spelling].columns.append(ColumnSense(block, column))
    groups = {spelling for column in block.columns for cores in column.cores[:-1] for spelling in cores}
    for spelling in groups:
        drafts[spelling].groups.append(GroupSense(block))


def _draft_rows(block: Block, drafts: defaultdict[str, _Draft]) -> None:
    for row in block.rows:
        for spelling in row.cores[-1] if row.cores else ():
            drafts[spelling].rows.append(RowSense(block, row))
        for spelling in (spelling for cores in row.cores[:-1] for spelling in cores):
            drafts[spelling].is_row_group = True


def closest_column(core: str, columns: Sequence[Column]) -> Column | None:
    """The column of *columns* whose header *core* misspells, if one is clearly meant."""
    place = _closest(core, [column.cores[-1] for column in columns])
    return None if place is None else columns[place]


@lru_cache(maxsize=1024)
def _closest_group(core: str, block: Block) -> str | None:
    groups = {
        label: cores
        for column in block.columns
        for label, cores in zip(column.labels[:-1], column.cores[:-1], strict=True)
    }
    place = _closest(core, list(groups.values()))
    return None if place is None else list(groups)[place]


def _closest(core: str, spellings: Sequence[frozenset[str]]) -> int | None:
    """Which of *spellings* is close to *core* and clearly closer than every other."""
    if len(core) < _SHORTEST_FUZZY:
        return None
    ratios = sorted(
        ((max(_likeness(core, spelling) for spelling in set_), place) for place, set_ in enumerate(spellings)),
        reverse=True,
    )
    if not ratios or ratios[0][0] < _CLOSE:
        return None
    if len(ratios) > 1 and ratios[0][0] - ratios[1][0] < _CLEARLY:
        return None
    place = ratios[0][1]
    return None if all(_means_otherwise(core, spelling) for spelling in spellings[place]) else place


def _likeness(written: str, spelling: str) -> float:
    """How alike two labels are, from 0 to 1; 0 where their lengths alone rule a likeness out."""
    if 2 * min(len(written), len(spelling)) < _CLOSE * (len(written) + len(spelling)):
        return 0.0
    return SequenceMatcher(None, written, spelling).ratio()


def _means_otherwise(written: str, spelling: str) -> bool:
    """Whether the characters by which *written* differs from *spelling* change what it means."""
    pieces = SequenceMatcher(None, written, spelling).get_opcodes()
    odd = "".join(written[a:b] + spelling[c:d] for kind, a, b, c, d in pieces if kind != "equal")
    return not _MEANT.isdisjoint(odd)


def is_typo(written: str, spelling: str) -> bool:
    """Whether *written* can only be *spelling* with one character wrong (two in a long label), and the same in meaning.

    Stricter than a likeness: labels of annexes are short and alike, as 行政申诉数 and 行政诉讼数.
    """
    shorter = min(len(written), len(spelling))
    if shorter < _SHORTEST_FUZZY:
        return False
    alike = _alike(written, spelling)
    behind = _alike(written[alike:][::-1], spelling[alike:][::-1])
    odd = written[alike : len(written) - behind], spelling[alike : len(spelling) - behind]
    return max(map(len, odd)) <= (1 if len(spelling) < _LONG else 2) and _MEANT.isdisjoint("".join(odd))


def _alike(one: str, other: str) -> int:
    """How many characters both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


@cache
def lexicon(form: Form) -> Lexicon:
    """The lexicon of *form*, made once."""
    return Lexicon(form)
