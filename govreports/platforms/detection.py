"""Which system a page was made by, told from its marks and the shapes of its links; and what stands in the way of it.

The marks are data (footprints.toml), the shapes are the families' own. Nothing is fetched: the same answer always gets
the same verdict, and one without evidence is ``generic``.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final, NamedTuple

from govreports.obstacles import Obstacle, diagnose
from govreports.platforms import FAMILIES
from govreports.seen import Seen

GENERIC: Final = "generic"
UNKNOWN: Final = "unknown"

_ENOUGH: Final = 5
"""A usual mark, or three links of one shape; hints alone do not name a family."""
_LEAD: Final = 3
"""By how much the likeliest family must be ahead of the next."""
_PROOF: Final = 10
_PER_LINK: Final = 2
_MOST_FOR_LINKS: Final = 8
_FOR_OTHERS_LINKS: Final = 2
_FOR_ADDRESS: Final = 8
_A_FEW_WORDS: Final = 40
_SHAPELESS: Final = frozenset({GENERIC, "home"})


@dataclass(frozen=True, slots=True)
class Detection:
    """What a page says of the system that made it.

    Attributes:
        family: its name as in ``FAMILIES``; ``generic`` where a page shows no family's marks, ``unknown`` where no
            page came.
        evidence: what that rests on, in words, the heaviest first.
        obstacle: what stands in the way of reading it, if anything does.
        scores: every family that something on the page speaks for, with the weight of all that does.
        proven: the families that their own marks prove; links to a system's pages may be on any other's.
    """

    family: str
    evidence: tuple[str, ...]
    obstacle: Obstacle | None
    scores: Mapping[str, int]
    proven: frozenset[str] = frozenset()

    @property
    def is_named(self) -> bool:
        """Whether a family was found."""
        return self.family not in {GENERIC, UNKNOWN}

    @property
    def candidates(self) -> tuple[str, ...]:
        """The families with any mark, the likeliest first."""
        return tuple(sorted(self.scores, key=lambda family: -self.scores[family]))


class _Mark(NamedTuple):
    family: str
    where: str
    pattern: re.Pattern[str]
    weight: int
    words: str


class _Found(NamedTuple):
    family: str
    weight: int
    words: str
    is_mark: bool


@cache
def _footprints() -> tuple[tuple[_Mark, ...], Mapping[str, frozenset[str]]]:
    data = tomllib.loads((resources.files(__package__) / "footprints.toml").read_text("utf-8"))
    marks = tuple(
        _Mark(mark["family"], mark["where"], re.compile(mark["pattern"]), mark["weight"], mark["words"])
        for mark in data["mark"]
    )
    return marks, {family: frozenset(under) for family, under in data["over"].items()}


def detect(page: Seen) -> Detection:
    """The verdict on one answer.

    >>> detect(Seen("http://a.gov.cn/xxgk/", body=b"<script>createPageHTML(3, 0, 'index', 'html');</script>")).family
    'trs'
    """
    found = sorted((*_marks(page), *_shapes(page)), key=lambda item: -item.weight) if page.text else []
    scores = _sums(found)
    marks = _sums(item for item in found if item.is_mark)
    proven = frozenset(name for name, score in marks.items() if score >= _PROOF)
    family = _likeliest(scores, proven)
    if family is None:
        family = GENERIC if page.status == 200 and page.text.strip() else UNKNOWN
    evidence = tuple(item.words for item in found if item.family == family)
    obstacle = diagnose(page, has_entries=has_entries(page, family))
    if family == GENERIC and obstacle is not None and not page.anchors:
        family = UNKNOWN
    return Detection(family, evidence, obstacle, scores, proven)


def is_proven(detection: Detection) -> bool:
    """Whether a family's own marks name it, and not only the shape of links."""
    return detection.family in detection.proven


def contradicts(declared: str, detection: Detection) -> bool:
    """Whether a page is surely of another system than *declared*: proven, and with nothing to speak for that one."""
    known = any(mark.family == declared for mark in _footprints()[0])
    speaks_for = detection.scores.get(declared, 0) >= _ENOUGH
    return known and declared != detection.family and is_proven(detection) and not speaks_for


def has_entries(page: Seen, family: str) -> bool:
    """Whether there is anything to read: links of any family's shape, what *family* finds embedded, or a text."""
    if page.status != 200:
        return False
    shapes = [shape for _name, shape in _all_shapes()]
    if any(shape.search(anchor.target) for anchor in page.anchors for shape in shapes):
        return True
    if page.words >= _A_FEW_WORDS and any(shape.search(page.target) for shape in shapes):
        return True
    source = FAMILIES.get(family)
    if source is None or family in _SHAPELESS:
        return False
    listing = source(page.url).listing(page.response, 1)
    return bool(listing.rows or listing.columns or listing.following is not None or listing.itself)


def _marks(page: Seen) -> Iterator[_Found]:
    places = {
        "text": page.text,
        "markup": page.markup,
        "scripts": page.scripts,
        "links": "\n".join(anchor.target for anchor in page.anchors if anchor.is_own),
        "address": page.target,
        "header": "\n".join(f"{name}: {value}" for name, value in page.headers.items()),
    }
    for mark in _footprints()[0]:
        if mark.pattern.search(places[mark.where]):
            yield _Found(mark.family, mark.weight, mark.words, is_mark=True)


def _shapes(page: Seen) -> Iterator[_Found]:
    """What the addresses say: the page's own, and those that it links to, each counted once."""
    own = {anchor.target for anchor in page.anchors if anchor.is_own}
    others = {anchor.target for anchor in page.anchors if not anchor.is_own}
    for family, shape in _all_shapes():
        if shape.search(page.target):
            yield _Found(family, _FOR_ADDRESS, "the address has its shape", is_mark=False)
        matching = sum(1 for target in own if shape.search(target))
        if matching:
            weight = min(_MOST_FOR_LINKS, _PER_LINK * matching)
            yield _Found(family, weight, f"{matching} of {len(own)} links to this host have its shape", is_mark=False)
        elsewhere = sum(1 for target in others if shape.search(target))
        if elsewhere:
            yield _Found(family, _FOR_OTHERS_LINKS, f"{elsewhere} links to other hosts have its shape", is_mark=False)


def _all_shapes() -> Sequence[tuple[str, re.Pattern[str]]]:
    return [(name, source.shape) for name, source in FAMILIES.items() if name not in _SHAPELESS]


def _sums(found: Iterable[_Found]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for item in found:
        sums[item.family] = sums.get(item.family, 0) + item.weight
    return sums


def _likeliest(scores: Mapping[str, int], proven: frozenset[str]) -> str | None:
    """The family that is ahead of all others, those aside that a proven one is built upon."""
    over = _footprints()[1]
    covered = frozenset().union(*(over.get(name, frozenset()) for name in proven))
    ranked = sorted((score for name, score in scores.items() if name not in covered), reverse=True)
    if not ranked or ranked[0] < _ENOUGH or (len(ranked) > 1 and ranked[0] < ranked[1] + _LEAD):
        return None
    return next(name for name, score in scores.items() if name not in covered and score == ranked[0])
