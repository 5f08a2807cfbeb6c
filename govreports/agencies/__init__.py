"""Who published a report: an agency with an identity that outlives its name.

Where a report names an agency that the catalogue knows, that is who it is. An unknown name gets an
id of its own, made from the name alone, so that the same name has the same id in every crawl.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Final

from govreports.forms.labels import squeeze
from govreports.records import Agency, Level

__all__ = ["Directory", "directory"]

_NOWHERE: Final = "000000"
_ALNUM: Final = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class _Place:
    region_code: str
    name: str
    level: Level


class Directory:
    """The agencies and places known by name."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._sectors: dict[str, str] = dict(data["sectors"])
        places = [
            _Place(entry["region_code"], name, entry["level"]) for entry in data["places"] for name in entry["names"]
        ]
        self._places = sorted(places, key=lambda place: len(place.name), reverse=True)
        self._by_id: dict[str, Agency] = {}
        self._by_name: dict[str, Agency] = {}
        for entry in data["agencies"]:
            agency = self._agency(entry["id"], entry["name"])
            self._by_id[agency.id] = agency
            for name in (agency.name, *entry.get("names", ())):
                self._by_name[squeeze(name)] = agency

    def get(self, agency_id: str) -> Agency:
        """The agency of that id.

        Raises:
            KeyError: the catalogue has none.
        """
        return self._by_id[agency_id]

    def find(self, names: Iterable[str | None], *, home: Agency | None = None) -> Agency | None:
        """The agency that the first of *names* names; *home* is whose site it was found on.

        Only a name can make a report another agency's: without any, it is *home*'s. The other names
        count where they are the same with or without its place: offices publish for others.
        """
        given = [squeeze(name) for name in names if name]
        if not given:
            return home
        first = given[0]
        same = [name for name in given if name.endswith(first) or first.endswith(name)]
        for name in same:
            if (known := self._by_name.get(name)) is not None:
                return known
        if home is not None and home.name.endswith(first):
            # 生态环境局 on the site of 聊城市生态环境局: the short name it uses for itself.
            return home
        return self._unlisted(max(same, key=len))

    def _unlisted(self, name: str) -> Agency:
        place = self._place(name)
        rest = name.removeprefix(place.name) if place else name
        return self._agency(f"{place.region_code if place else _NOWHERE}-{_slug(rest or name)}", name)

    def _place(self, name: str) -> _Place | None:
        return next((place for place in self._places if name.startswith(place.name)), None)

    def _agency(self, agency_id: str, name: str) -> Agency:
        place = self._place(name)
        code = agency_id.split("-", 1)[0]
        return Agency(
            id=agency_id,
            name=name,
            region_code=None if code == _NOWHERE else code,
            sector=next((sector for word, sector in self._sectors.items() if word in name), None),
            level=place.level if place else None,
        )


@lru_cache(maxsize=4096)
def _slug(name: str) -> str:
    """A Latin spelling of *name*, in full pinyin: initials alone would make one agency of two."""
    # Imported here because its tables cost a fifth of a second, and most runs meet no unknown name.
    from pypinyin import lazy_pinyin  # noqa: PLC0415

    return _ALNUM.sub("", "".join(lazy_pinyin(name)).lower()) or "x"


@cache
def directory() -> Directory:
    """The catalogue that ships with the package."""
    return Directory(tomllib.loads((resources.files(__name__) / "agencies.toml").read_text("utf-8")))
