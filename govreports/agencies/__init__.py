"""Who published a report: an agency with an identity that outlives its name.

An agency's id is the code of its place (GB/T 2260) and a short name of its office: 371500-sthjj.
Places come from `regions`, offices from `offices`, so that every department of every place has its
id without an entry of its own; agencies.toml lists what they do not say. An office that is not
listed has an id made from its name alone, so that the same name has the same id in every crawl.

What is not certain is left open: where a place's name is that of several, and nothing tells which
is meant, the agency has no region.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Final, NamedTuple

from govreports.agencies.kinds import kind_of
from govreports.agencies.offices import Named, Office, Offices, all_offices
from govreports.agencies.regions import Place, Region, Regions, all_regions
from govreports.forms.labels import squeeze
from govreports.reading.index_numbers import is_credit_code, is_organisation_code
from govreports.records import Agency, IndexParts, Level

__all__ = ["Directory", "DirectoryError", "directory"]

_NOWHERE: Final = "000000"
# The state has no code in GB/T 2260; this one is in use for it and is no place's.
_STATE: Final = "100000"
_STATE_GOVERNMENT: Final = f"{_STATE}-zf"
_MOST_REMEMBERED: Final = 8192
_HAN: Final = re.compile(r"[\u4e00-\u9fff]+")
_ALNUM: Final = re.compile(r"[^a-z0-9]+")
_ID: Final = re.compile(r"(\d{6})-([a-z0-9]+)")
_BRANCH: Final = re.compile(r"(.+?[局厅])(.{2,12}?)分局")
_TOWNSHIP_BODY: Final = re.compile(r"(?:人民政府|政府|办事处|办)$")
# The start of a name that is some other place's: a town, a zone, or a county that is not known.
_PLACE_LIKE: Final = re.compile(r"(?!城市|城乡|社区|地区).{1,12}?(?:[县区市旗盟镇乡]|街道|苏木)")
_LEVEL_WORD: Final = re.compile(r"(省|自治区|市|州|盟|县|区|旗)(?=.)")
_FULL_COUNTY: Final = re.compile(r"[市县区旗]$")
# What a site's name has beside the agency's, taken off one by one.
_SITE_PARTS: Final = re.compile(r"[-—_|>»›/]+")
_SITE_WORDS: Final = re.compile(
    r"^(?:欢迎(?:光临|访问|来到)?|首页|中国[·•・.]*)"
    r"|(?:网站群?|网|首页|主页|平台|专栏|专题|目录|系统|年报|年度报告|工作|门户|官方|欢迎您"
    r"|信息公开|政务公开|政务|(?<!人民)政府|[·•・.:,!])$"
)


class DirectoryError(ValueError):
    """An entry of agencies.toml names no agency."""


@dataclass(frozen=True, slots=True)
class _Listed:
    """What agencies.toml says of one agency."""

    name: str | None
    level: Level | None
    parent: str | None
    credit_code: str | None


class _Seat(NamedTuple):
    """Where an agency is: its place, how that is written in front of its name, and the government there."""

    region: Region
    shown: str
    government: str


class Directory:
    """All agencies: those that are listed, and those that a place and an office make."""

    def __init__(self, data: Mapping[str, Any], places: Regions, departments: Offices) -> None:
        self._regions = places
        self._offices = departments
        self._state = {name: part for part, names in departments.state.items() for name in names}
        self._governments: dict[str, str] = dict(data["governments"])
        self._listed: dict[str, _Listed] = {}
        self._by_name: dict[str, str] = {}
        self._by_code: dict[str, str] = {}
        for entry in data["agencies"]:
            self._list(entry)
        for agency_id in self._listed:
            self._prove(agency_id)
        self._resolved: dict[tuple[str, str | None], Agency | None] = {}

    def get(self, agency_id: str) -> Agency:
        """The agency of that id, under the name that it usually has at its level.

        Raises:
            KeyError: no place and office make that id, nor is it listed.
        """
        match = _ID.fullmatch(agency_id)
        if match is None:
            raise KeyError(agency_id)
        code, part = match.groups()
        if code == _STATE and part in self._offices.state:
            return self._state_agency(part)
        region = self._regions.get(code)
        if region is not None and region.code == code:
            if (office := self._office_at(region, part)) is not None:
                return self._office_agency(self._seat(region), self._offices.usual(office))
            listed = self._listed.get(agency_id)
            if listed is not None and listed.name is not None:
                return self._agency(agency_id, listed.name, region, sector=self._offices.sector_of(listed.name))
        raise KeyError(agency_id)

    def find(
        self, names: Iterable[str | None], *, home: Agency | None = None, index: IndexParts | None = None
    ) -> Agency | None:
        """The agency that the first of *names* names; *home* is whose site it was found on.

        Only a name can make a report another agency's: without any it is the one whose code *index*
        bears, if that is listed, else *home*'s. The other names count where they are the same with or
        without its place, and for the place: offices publish for others.
        """
        given = [squeeze(name) for name in names if name]
        if not given:
            return self._by_index(index, home) or home
        first = given[0]
        same = [name for name in given if name.endswith(first) or first.endswith(name)]
        known = next((self._by_name[name] for name in same if name in self._by_name), None)
        if known is not None:
            return self.get(known)
        name = max(same, key=len)
        if home is not None and (home.name.endswith(name) or name in self._offices.self_words):
            # 生态环境局 on the site of 聊城市生态环境局: the short name it uses for itself.
            return home
        for context in (*self._named_by(given[1:]), home):
            if (found := self._resolve(name, context)) is not None:
                return found
        return self._agency(f"{_NOWHERE}-{_slug(name)}", name, None, sector=self._offices.sector_of(name))

    def find_site(self, site_name: str) -> Agency | None:
        """The agency whose site is called *site_name*, or None where that is not certain.

        >>> directory().find_site("中国·聊城").id, directory().find_site("聊城市生态环境局政府信息公开平台").id
        ('371500-zf', '371500-sthjj')
        """
        found: dict[str, Agency] = {}
        for part in [site_name] if self._named_as_site(site_name) else _SITE_PARTS.split(site_name):
            agency = self._named_as_site(part)
            if agency is not None:
                found[agency.id] = agency
            elif kind_of(part) is not None:
                # 生态环境局_某市人民政府: perhaps a column of the city's site, perhaps the bureau's own.
                return None
        return next(iter(found.values())) if len(found) == 1 else None

    def by_code(self, code: str) -> Agency | None:
        """The agency that is listed with that credit code or organisation code."""
        known = self._by_code.get(code.replace("-", ""))
        return self.get(known) if known else None

    def successor(self, agency: Agency) -> Agency | None:
        """The agency that *agency* was merged into with others, where a national reform did that."""
        region = self._region_of(agency)
        office = self._office_of(agency)
        into = self._offices.by_part(office.merged_into) if office and office.merged_into else None
        return self._office_agency(self._seat(region), self._offices.usual(into)) if region and into else None

    def _prove(self, agency_id: str) -> None:
        """See to it that a listed id is some agency's: nobody could be found by it otherwise."""
        try:
            self.get(agency_id)
        except KeyError as error:
            raise DirectoryError(
                f"govreports/agencies/agencies.toml: {agency_id} is no agency's id: before the dash stands a code of "
                "GB/T 2260, behind it an office of offices.toml, or the entry has a name"
            ) from error

    def _list(self, entry: Mapping[str, Any]) -> None:
        agency_id, name = entry["id"], entry.get("name")
        credit_code, organisation_code = entry.get("credit_code"), entry.get("organisation_code")
        if credit_code is not None and not is_credit_code(credit_code):
            raise DirectoryError(f"{agency_id}: {credit_code} is no credit code")
        if organisation_code is not None and not is_organisation_code(organisation_code):
            raise DirectoryError(f"{agency_id}: {organisation_code} is no organisation code")
        self._listed[agency_id] = _Listed(name, entry.get("level"), entry.get("parent"), credit_code)
        for called in (name, *entry.get("names", ())):
            if called:
                self._by_name[squeeze(called)] = agency_id
        for code in (credit_code, organisation_code, credit_code[8:17] if credit_code else None):
            if code:
                self._by_code[code] = agency_id

    def _by_index(self, index: IndexParts | None, home: Agency | None) -> Agency | None:
        if index is None or not index.checksum_valid:
            return None
        agency = self.by_code(index.credit_code or index.organisation_code or "")
        if agency is not None and home is not None and agency.parent == home.id:
            office = self._office_of(agency)
            # A government's own reports bear the number of its general office.
            return None if office is not None and office.id == "zfbgs" else agency
        return agency

    def _named_by(self, others: Iterable[str]) -> Iterator[Agency]:
        """The agencies that the document names besides, where they tell of a place."""
        for name in others:
            agency = self._certain(name)
            if agency is not None and agency.region_code is not None:
                yield agency

    def _named_as_site(self, text: str) -> Agency | None:
        name, before = squeeze(text), None
        while name != before:
            if (agency := self._certain(name)) is not None:
                return agency
            before, name = name, _SITE_WORDS.sub("", name, count=1)
        return None

    def _certain(self, name: str) -> Agency | None:
        """The agency of that name, where the name alone says which."""
        if (listed := self._by_name.get(name)) is not None:
            return self.get(listed)
        agency = self._resolve(name, None)
        if agency is None or agency.level == "state" or self._office_of(agency) is not None:
            return agency
        return agency if kind_of(name) is not None and _HAN.fullmatch(name) else None

    def _resolve(self, name: str, home: Agency | None) -> Agency | None:
        """The agency that *name* names for certain on *home*'s site; None where its place is not certain."""
        key = (name, home.id if home is not None else None)
        if key not in self._resolved:
            if len(self._resolved) >= _MOST_REMEMBERED:
                self._resolved.clear()
            self._resolved[key] = self._look_up(name, home)
        return self._resolved[key]

    def _look_up(self, name: str, home: Agency | None) -> Agency | None:
        region = self._region_of(home) if home is not None else None
        for before in ("", *self._offices.before):
            if not name.startswith(before):
                continue
            said = name.removeprefix(before)
            if (part := self._state.get(said)) is not None:
                return self._state_agency(part)
            place = self._regions.split(said, home=region, fits=self._fits)
            if place is not None and _is_meant(place, region):
                return self._in_place(place.region, place, before) if place.region is not None else None
        return self._at_home(name, home, region) if home is not None and region is not None else None

    def _fits(self, rest: str) -> bool:
        match = _BRANCH.fullmatch(rest)
        return self._offices.find(match[1] if match else rest) is not None

    def _in_place(self, region: Region, place: Place, before: str) -> Agency:
        if (branch := self._branch(region, place)) is not None:
            return branch
        shown = before + (self._regions.full_name(region) if place.is_current else place.written)
        seat = _Seat(region, shown, self._governments.get(place.written, f"{region.code}-zf"))
        return self._office_named(seat, place.rest) or self._unlisted(seat, place.rest)

    def _branch(self, region: Region, place: Place) -> Agency | None:
        """The branch of a city's bureau in the county *region* that is named after it without what it is: 湖口 for 湖口县."""
        named = self._offices.find(place.rest)
        city = next(self._regions.above(region), None)
        if named is None or place.rest not in named.office.branches or city is None or not city.name.endswith("市"):
            return None
        _before, of_city, county = place.written.rpartition(city.name)
        if city.level != "prefecture" or not of_city or not county or _FULL_COUNTY.search(county):
            return None
        return self._branch_of(city, named.office, region, city.name + county + place.rest)

    def _branch_of(self, city: Region, office: Office, inner: Region, name: str) -> Agency:
        """The branch of *city*'s *office* in *inner*: once the county's bureau, it is still the county's only one."""
        return self._agency(
            f"{inner.code}-{office.id_in(inner)}",
            name,
            inner,
            sector=office.sector,
            level=inner.level,
            parent=f"{city.code}-{office.id_in(city)}",
        )

    def _office_named(self, seat: _Seat, rest: str) -> Agency | None:
        """The office or branch of an office that *rest* names at *seat*."""
        if (named := self._offices.find(rest)) is not None:
            return self._office_agency(seat, named, rest)
        match = _BRANCH.fullmatch(rest)
        named = self._offices.find(match[1]) if match else None
        inner = self._regions.within(seat.region, match[2]) if match else None
        if match is None or named is None or inner is None:
            return None
        name = seat.shown + _written(named, match[1]) + rest[match.end(1) :]
        return self._branch_of(seat.region, named.office, inner, name)

    def _at_home(self, name: str, home: Agency, region: Region) -> Agency | None:
        """What *name*, in which no place is named, means on *home*'s site."""
        seat = self._seat(region, home)
        if (found := self._office_named(seat, name)) is not None:
            return found
        if name.endswith("分局") and (found := self._office_named(seat, home.name.removeprefix(seat.shown) + name)):
            return found
        match = _LEVEL_WORD.match(name)
        if match is not None and (named := self._offices.find(name[match.end() :])) is not None:
            enclosing = (region, *self._regions.above(region))
            meant = next((it for it in enclosing if _is_called(it, match[1])), None)
            return self._office_agency(self._seat(meant), named, name[match.end() :]) if meant else None
        kind = kind_of(name)
        if kind == "township":
            # A prefecture may have two towns of one name.
            return self._unlisted(seat, name) if self._regions.is_undivided(region) else None
        is_there = kind in {"zone", "department"} or region.level in {"prefecture", "county"}
        return self._unlisted(seat, name) if is_there and (kind == "zone" or not _PLACE_LIKE.match(name)) else None

    def _seat(self, region: Region, home: Agency | None = None) -> _Seat:
        """The seat of *region*'s agencies; on the site of a zone's *home*, that zone's."""
        for zone, government in self._governments.items():
            if home is not None and government in {home.id, home.parent}:
                return _Seat(region, zone, government)
        return _Seat(region, self._regions.full_name(region), f"{region.code}-zf")

    def _office_agency(self, seat: _Seat, named: Named, rest: str | None = None) -> Agency:
        """The office at *seat*, under its usual name or as *rest* names it."""
        region, office = seat.region, named.office
        usual = office.name_in(region)
        written = usual if rest is None or office.own_name_in(region) else _written(named, rest)
        name = seat.shown + written
        parent = seat.government
        if office.is_government:
            parent = f"{region.parent}-zf" if region.parent else _STATE_GOVERNMENT
        former = [seat.shown + it for it in office.former_in(region)] if written == usual else []
        if named.manner == "former" and rest is not None and seat.shown + rest not in former:
            former.append(seat.shown + rest)
        return self._agency(
            f"{region.code}-{office.id_in(region)}",
            name,
            region,
            sector=office.sector,
            level=region.level,
            parent=parent,
            former=former,
        )

    def _unlisted(self, seat: _Seat, rest: str) -> Agency:
        """An agency of an office that only its name tells of."""
        region = seat.region
        kind = kind_of(rest)
        level: Level | None = region.level
        parent: str | None = seat.government
        part = rest
        if kind == "township":
            part = _TOWNSHIP_BODY.sub("", rest)
            level = "township"
            parent = parent if self._regions.is_undivided(region) else None
        elif kind == "zone" or _PLACE_LIKE.match(rest) is not None:
            level = None
        return self._agency(
            f"{region.code}-{_slug(part)}",
            seat.shown + rest,
            region,
            sector=self._offices.sector_of(rest),
            level=level,
            parent=parent,
        )

    def _state_agency(self, part: str) -> Agency:
        name = self._offices.state[part][0]
        return Agency(
            id=f"{_STATE}-{part}",
            name=name,
            region_code=None,
            sector=self._offices.state_sectors.get(part),
            level="state",
            parent=None if part == "zf" else _STATE_GOVERNMENT,
        )

    def _agency(  # noqa: PLR0913  # an agency's fields, each by its name
        self,
        agency_id: str,
        name: str,
        region: Region | None,
        *,
        sector: str | None,
        level: Level | None = None,
        parent: str | None = None,
        former: Iterable[str] = (),
    ) -> Agency:
        listed = self._listed.get(agency_id)
        return Agency(
            id=agency_id,
            name=name,
            region_code=region.code if region else None,
            sector=sector,
            level=listed.level if listed and listed.level else level,
            parent=listed.parent if listed and listed.parent else parent,
            former_names=[it for it in former if it != name],
            credit_code=listed.credit_code if listed else None,
        )

    def _region_of(self, agency: Agency) -> Region | None:
        return self._regions.get(agency.region_code) if agency.region_code else None

    def _office_of(self, agency: Agency) -> Office | None:
        region = self._region_of(agency)
        return self._office_at(region, agency.id.partition("-")[2]) if region else None

    def _office_at(self, region: Region, part: str) -> Office | None:
        office = self._offices.by_part(part)
        return office if office is not None and office.id_in(region) == part else None


def _is_meant(place: Place, home: Region | None) -> bool:
    """Whether a place's name that is all of a text is meant as one: 和平, 东方, 太湖 are words, 聊城 is a city."""
    if place.rest or place.region is None or place.region.level != "county":
        return True
    return _FULL_COUNTY.search(place.written) is not None or place.region == home


def _written(named: Named, rest: str) -> str:
    """The office's name as the record has it: today's, where a document's is a former or short one."""
    if named.manner == "current":
        return named.today
    # Where several names are in use today, a former one does not tell which of them it became.
    certain = len(named.office.names) == 1 and (named.manner == "former" or len(rest) < len(named.today))
    return named.today if certain else rest


def _is_called(region: Region, word: str) -> bool:
    return region.name.endswith(word) and not (word == "区" and region.name.endswith("自治区"))


@lru_cache(maxsize=4096)
def _slug(name: str) -> str:
    """A Latin spelling of *name*, in full pinyin: initials alone would make one agency of two."""
    # Imported here because its tables cost a fifth of a second, and most runs meet no unknown name.
    from pypinyin import lazy_pinyin  # noqa: PLC0415

    return _ALNUM.sub("", "".join(lazy_pinyin(name)).lower()) or "x"


@cache
def directory() -> Directory:
    """The catalogue that ships with the package."""
    data = tomllib.loads((resources.files(__name__) / "agencies.toml").read_text("utf-8"))
    return Directory(data, all_regions(), all_offices())
