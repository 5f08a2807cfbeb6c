"""What a title says for and against its being an annual report's: signals, each with a weight and a reason.

The signals are data, in signals.toml. Texts come normalised: `govreports.reading.titles` does that.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any, Final, Literal, NamedTuple

__all__ = [
    "SUBJECT",
    "YEAR",
    "Around",
    "Reason",
    "Signal",
    "Verdict",
    "is_cut",
    "load_signals",
    "of_title",
    "page_reason",
    "verdict",
]

SUBJECT: Final = re.compile(r"(?:政府|政务)?信息公开")
_CUT: Final = re.compile(r"(?:\.{2,}|…+)$")
YEAR: Final = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
# Nothing but an agency's name, a year, or both.
_BARE: Final = re.compile(
    r"(?:20\d\d年?度?)?(?:[\u4e00-\u9fff]{1,20}(?:[局厅委会院办室所站镇乡县市区省盟州旗处]|街道|中心|政府))?(?:20\d\d年?度?)?"
)
# 自然资源和规划局2023年政…: what an agency is called does not say what its report is about.
_NAME: Final = re.compile(r"^[\u4e00-\u9fff]{2,24}?(?:[局厅委府镇乡]|委员会|办公室|办事处|中心|街道)(?=20\d\d)")
_LAST_MONTH: Final = 6
"""Reports are due by the end of March, of a government by January's; those of 2008 and late ones came by June."""


class Reason(NamedTuple):
    """One signal that fired: its key in signals.toml, what it weighs, and what it says."""

    key: str
    weight: int
    why: str

    def __str__(self) -> str:
        return f"{self.weight:+d} {self.why}"


class Verdict(NamedTuple):
    """What all signals come to: *score* is the sum of their weights."""

    score: int
    is_report: bool
    reasons: tuple[Reason, ...]

    @property
    def decisive(self) -> str:
        """The key of the signal that speaks most against a report; ``nothing`` where only too little speaks for one."""
        against = min(self.reasons, key=lambda reason: reason.weight, default=None)
        return against.key if against is not None and against.weight < 0 else "nothing"

    def __str__(self) -> str:
        said = ", ".join(map(str, self.reasons)) or "it says nothing of a report"
        return f"{self.score} of {_data()['enough']}: {said}"


class Around(NamedTuple):
    """What is known of a title from the list it stands in; *day* is the date beside it."""

    in_column: bool = False
    """Whether the list is the column of the annual reports, or one below it."""
    column_year: bool = False
    """Whether the column's name has a year."""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Signal:
    """A signal as declared; *without* names another one that makes this one count for nothing."""

    key: str
    weight: int
    page: int
    why: str
    where: Literal["title", "lead", "tail", "unnamed"] = "title"
    pattern: re.Pattern[str] | None = None
    without: str | None = None

    def reason(self, *, on_page: bool = False) -> Reason:
        """What it says where it fires."""
        return Reason(self.key, self.page if on_page else self.weight, self.why)


@cache
def load_signals() -> Mapping[str, Signal]:
    """The signals of titles by key, in the order of the file."""
    return {key: _signal(key, entry) for key, entry in _data()["title"].items()}


def verdict(reasons: Iterable[Reason]) -> Verdict:
    """What *reasons* come to."""
    told = tuple(reasons)
    score = sum(reason.weight for reason in told)
    return Verdict(score, score >= _data()["enough"], told)


def page_reason(key: str) -> Reason:
    """What the signal *key* says of a page."""
    entry = _data()["page"][key]
    return Reason(key, entry["weight"], entry["why"])


def of_title(text: str, around: Around | None = None, *, on_page: bool = False) -> list[Reason]:
    """What speaks for and against *text*, a normalised title; *on_page* takes the weights for pages."""
    subject = SUBJECT.search(text)
    parts = {
        "title": text,
        "lead": text[: subject.start()] if subject else text,
        "tail": text[subject.start() :] if subject else text,
        "unnamed": "" if subject else _NAME.sub("", text),
    }
    circumstances = _circumstances(text, around or Around(), is_named=subject is not None)
    fired: dict[str, Signal] = {}
    for key, signal in load_signals().items():
        if signal.pattern is None:
            fires = circumstances[key]
        else:
            fires = signal.without not in fired and signal.pattern.search(parts[signal.where]) is not None
        if fires:
            fired[key] = signal
    return [signal.reason(on_page=on_page) for signal in fired.values()]


def is_cut(text: str) -> bool:
    """Whether a list has cut *text* with an ellipsis."""
    return _CUT.search(text) is not None


def _circumstances(text: str, around: Around, *, is_named: bool) -> dict[str, bool]:
    """Which of the signals without a pattern fire."""
    years = [int(year) for year in YEAR.findall(text)]
    day = around.day if years else None
    return {
        "cut": is_cut(text),
        "column": around.in_column and not is_named,
        "column_too": around.in_column and is_named,
        "column_year": around.column_year and not years,
        "bare": bool(text) and _BARE.fullmatch(text) is not None,
        "dated_after": day is not None and day.year == years[-1] + 1 and day.month <= _LAST_MONTH,
        "dated_before": day is not None and day.year <= years[-1],
    }


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((resources.files(__package__) / "signals.toml").read_text("utf-8"))


def _signal(key: str, entry: Mapping[str, Any]) -> Signal:
    pattern = entry.get("pattern")
    return Signal(
        key=key,
        weight=entry["weight"],
        page=entry.get("page", 2 * entry["weight"]),
        why=entry["why"],
        where=entry.get("where", "title"),
        pattern=re.compile(pattern) if pattern else None,
        without=entry.get("without"),
    )
