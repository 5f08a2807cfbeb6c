"""The country's parts of the first level, as the catalogue orders and draws them."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from govreports.records import Agency


@dataclass(frozen=True, slots=True)
class Province:
    """One part: two digits of GB/T 2260, the folder of its spiders, its name in short, its place on the map."""

    code: str
    slug: str
    name: str
    tile: tuple[int, int]
    """Column and row from the north-west."""


@cache
def provinces() -> tuple[Province, ...]:
    """All parts in the order of their codes; the first, of code 00, is the state itself."""
    data = tomllib.loads((resources.files(__package__) / "provinces.toml").read_text("utf-8"))
    return tuple(Province(it["code"], it["slug"], it["name"], tuple(it["tile"])) for it in data["provinces"])


def province_of(region_code: str) -> Province:
    """The part that a region lies in.

    Raises:
        KeyError: no part has the code's first two digits.

    >>> province_of("371500").slug
    'shandong'
    """
    for province in provinces():
        if region_code.startswith(province.code):
            return province
    raise KeyError(region_code)


def province_of_agency(agency: Agency) -> Province | None:
    """The part of the country that *agency* belongs to, the state itself for its own; None where that is not known."""
    if agency.region_code is not None:
        return province_of(agency.region_code)
    return provinces()[0] if agency.level == "state" else None
