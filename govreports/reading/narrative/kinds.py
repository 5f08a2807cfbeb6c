"""The kinds of figures that sentences state, as data (kinds.toml), and the patterns made of them."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

from govreports.reading.narrative.numerals import NUMBER

__all__ = ["Kind", "load_kinds"]

_ABOUT: Final = r"(?P<about>大约|约|近|将近|接近|超过|超|逾)?"
_MORE: Final = r"(?P<more>余|多|\+|几|来|以上|左右)?"
_MORE_AFTER: Final = r"(?P<after>余|多|左右|以上)?"
_NAME: Final = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """One kind of figure; what its fields mean stands in kinds.toml."""

    name: str
    unit: str | None
    units: frozenset[str]
    guard: tuple[str, ...]
    patterns: tuple[re.Pattern[str], ...]
    none: tuple[re.Pattern[str], ...]
    said: tuple[re.Pattern[str], ...]
    needs: re.Pattern[str] | None
    needs_section: str | None
    not_before: re.Pattern[str] | None
    not_in: re.Pattern[str] | None
    not_near: re.Pattern[str] | None
    any_year: bool
    counts_only: bool
    restates: bool

    def may_be_in(self, text: str, units: frozenset[str]) -> bool:
        """Whether a sentence that counts in *units* has what all sentences of the kind have."""
        if self.counts_only and self.units.isdisjoint(units):
            return False
        for word in self.guard:  # noqa: SIM110  # asked of every kind in every sentence: a generator costs double
            if word in text:
                return True
        return False


@cache
def load_kinds() -> tuple[Kind, ...]:
    """All kinds, the first to claim a number keeping it."""
    data = tomllib.loads((resources.files(__package__) / "kinds.toml").read_text("utf-8"))
    words = data.pop("words")
    return tuple(_kind(name, entry, words) for name, entry in data.items())


def _kind(name: str, entry: Mapping[str, Any], words: Mapping[str, str]) -> Kind:
    # 件次 and 条例 count something else.
    units = "|".join(map(re.escape, entry["units"]))
    number = rf"{_ABOUT}{NUMBER}{_MORE}(?P<unit>{units})(?![次例/]){_MORE_AFTER}"
    names = {**words, "n": number}

    def compiled(key: str) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(_fill(pattern, names)) for pattern in entry.get(key, ()))

    def veto(key: str) -> re.Pattern[str] | None:
        return re.compile(entry[key]) if key in entry else None

    needs, _, section = entry.get("needs", "").partition("section:")
    return Kind(
        name=name,
        unit=entry["unit"] or None,
        units=frozenset(entry["units"]),
        guard=tuple(entry["guard"]),
        patterns=compiled("patterns"),
        none=compiled("none"),
        said=compiled("said"),
        needs=re.compile(needs.rstrip("|")) if needs else None,
        needs_section=section or None,
        not_before=veto("not_before"),
        not_in=veto("not_in"),
        not_near=veto("not_near"),
        counts_only="none" not in entry and "said" not in entry,
        any_year=entry.get("any_year", False),
        restates=entry.get("restates", False),
    )


def _fill(pattern: str, names: Mapping[str, str]) -> str:
    """*pattern* with every name in braces replaced; words may be made of words."""
    while _NAME.search(pattern):
        pattern = _NAME.sub(lambda found: names[found[1]], pattern)
    return pattern
