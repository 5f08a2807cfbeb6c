"""The usual departments of governments, by what their names say after the place: offices.toml."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from govreports.agencies.regions import Region

__all__ = ["Named", "Office", "Offices", "all_offices"]

Manner: TypeAlias = Literal["current", "former", "short"]

_OWN_ENDS: Final = ("局", "厅", "委员会", "办公室", "中心", "办")
_COMMISSION: Final = "委员会"


@dataclass(frozen=True, slots=True)
class Office:
    """A department as every place may have one; *id* is its part of an agency's id."""

    id: str
    province_id: str
    sector: str | None
    names: tuple[str, ...]
    former: tuple[str, ...]
    everywhere: bool
    end: str
    province_end: str
    merged_into: str | None
    called: tuple[tuple[str, str], ...] = ()
    """What it is called where the place's name ends so, whatever it is called elsewhere."""
    branches: frozenset[str] = frozenset()
    """Those of its names by which a city's bureau calls its branches in counties."""

    @property
    def is_government(self) -> bool:
        """Whether it is no department but the government itself."""
        return self.id == "zf"

    def id_in(self, region: Region) -> str:
        """Its part of the id at *region*."""
        return self.province_id if _is_plain_province(region) else self.id

    def name_in(self, region: Region) -> str:
        """What it is usually called at *region*."""
        return self.own_name_in(region) or _ended(self.names[0], self._end_in(region))

    def own_name_in(self, region: Region) -> str | None:
        """What it is called at *region* and at places of its kind only, if it is."""
        return next((name for end, name in self.called if region.name.endswith(end)), None)

    def former_in(self, region: Region) -> list[str]:
        """What it was called at *region* before a reform of the whole country, where that is the same everywhere."""
        return [_ended(name, self._end_in(region)) for name in self.former] if self.everywhere else []

    def _end_in(self, region: Region) -> str:
        return self.province_end if _is_plain_province(region) else self.end


class Named(NamedTuple):
    """An office under one of its names; *today* is the name as it is written now."""

    office: Office
    manner: Manner
    today: str


class Offices:
    """The offices known by name."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._by_name: dict[str, Named] = {}
        self._by_part: dict[str, Office] = {}
        self.state: dict[str, tuple[str, ...]] = {part: tuple(names) for part, names in data["state"].items()}
        self.state_sectors: dict[str, str] = dict(data["state_sectors"])
        self.before: tuple[str, ...] = tuple(data["words"]["before"])
        self.self_words: frozenset[str] = frozenset(data["words"]["self"])
        self._sectors: dict[str, str] = dict(data["sectors"])
        for entry in data["offices"]:
            office = Office(
                id=entry["id"],
                province_id=entry.get("province", entry["id"]),
                sector=entry.get("sector"),
                names=tuple(entry["names"]),
                former=tuple(entry.get("former", ())),
                everywhere=entry.get("everywhere", False),
                end=entry["ends"][0],
                province_end=entry.get("province_end", entry["ends"][0]),
                merged_into=entry.get("merged_into"),
                called=tuple(entry.get("called", {}).items()),
                branches=frozenset(entry.get("branches", ())),
            )
            self._by_part |= {office.id: office, office.province_id: office}
            for manner, names in (("current", office.names), ("former", office.former)):
                self._add(office, manner, names, entry["ends"])  # type: ignore[arg-type]  # the literals above
            self._add(office, "short", entry.get("short", ()), entry["ends"])

    def __iter__(self) -> Iterator[Office]:
        """Every office."""
        return iter(dict.fromkeys(self._by_part.values()))

    def by_part(self, part: str) -> Office | None:
        """The office with that part of an agency's id."""
        return self._by_part.get(part)

    def find(self, name: str) -> Named | None:
        """The office that *name*, without a place, names."""
        return self._by_name.get(name)

    def usual(self, office: Office) -> Named:
        """*office* under its most usual name."""
        return Named(office, "current", _ended(office.names[0], office.end))

    def names_of(self, office: Office) -> list[str]:
        """Every name that stands for *office*."""
        return [name for name, named in self._by_name.items() if named.office is office]

    def sector_of(self, name: str) -> str | None:
        """What *name*, of an office that is not listed, says about its sector."""
        return next((sector for word, sector in self._sectors.items() if word in name), None)

    def _add(self, office: Office, manner: Manner, names: tuple[str, ...], ends: list[str]) -> None:
        for name in names:
            for end in [""] if name.endswith(_OWN_ENDS) else ends:
                today = name + end if manner == "current" else _ended(office.names[0], end or office.end)
                self._by_name.setdefault(name + end, Named(office, manner, today))
                if end == _COMMISSION:
                    self._by_name.setdefault(name + "委", Named(office, "short", today))


def _ended(name: str, end: str) -> str:
    return name if name.endswith(_OWN_ENDS) else name + end


def _is_plain_province(region: Region) -> bool:
    return region.level == "province" and not region.is_municipality


@cache
def all_offices() -> Offices:
    """The offices that ship with the package."""
    return Offices(tomllib.loads((resources.files(__package__) / "offices.toml").read_text("utf-8")))
