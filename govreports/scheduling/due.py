"""When a spider is crawled next: pure functions of days, without a clock and without files.

Reports come once a year. Departments publish by 31 January, governments by 31 March, most of them in the last weeks before;
what was published is later corrected, moved or taken down. So a year has phases, relative to an agency's deadline, and each
has a pace. While sites are busy publishing, a look at their lists now and then is enough; once the deadline has passed what
is still missing is looked for more often, for some weeks. The rest of the year is for noticing what changes and vanishes.

Days are UTC's. The hours in which sites are idle, 22 to 7 o'clock in China, lie within one of them: what ran in one night is
due again in another, whenever in it a timer fires.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, timedelta
from hashlib import sha256
from typing import Final, Self

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pace:
    """The policy's numbers, in days. SCHEDULE of the settings overrides any of them by its name."""

    sweep: int = 28
    """Between two runs of a quiet site: a report that was changed or taken down is noticed within a month."""
    opening: int = 15
    """The day in January from which a report of the past year is awaited; hardly any is published before."""
    before: int = 3
    """Between two looks while a report is awaited in time. Many publish in the last weeks, and sites are busy then."""
    after: int = 2
    """Between two looks once the deadline has passed: what was published on the last day is in within two."""
    collecting: int = 28
    """For how many days after the deadline that goes on. Most of what is late comes in them."""
    late: int = 7
    """Between two looks for what is later still; and the longest that a failing site waits while its report is awaited."""
    given_up: int = 90
    """For how many days after the deadline a report is looked for apart from the sweeps."""
    settling: int = 7
    """Between two looks at a report that is in, until the collecting is over: corrections come in the first weeks."""
    retry: int = 1
    """After one failed run. A host that has refused is left alone for a day at least; every further failure doubles it."""

    @classmethod
    def of(cls, changes: Mapping[str, object]) -> Self:
        """The policy with *changes* to its numbers.

        Raises:
            ValueError: with a sentence, where there is no such number or it is no number of days.
        """
        known = {it.name for it in fields(cls)}
        days: dict[str, int] = {}
        for name, value in changes.items():
            if name not in known:
                raise ValueError(f"SCHEDULE knows no {name!r}; it knows {', '.join(sorted(known))}")
            try:
                days[name] = int(str(value))
            except ValueError:
                days[name] = 0
            if days[name] < 1:
                raise ValueError(f"SCHEDULE: {name} is a number of days from 1 on, not {value!r}")
        pace = replace(cls(), **days)
        # Nothing waits longer than for a sweep, whatever the numbers say of it.
        often = {it: min(getattr(pace, it), pace.sweep) for it in ("before", "after", "late", "settling", "retry")}
        return replace(pace, opening=min(pace.opening, 31), **often)


USUAL: Final = Pace()


@dataclass(frozen=True, slots=True)
class Subject:
    """A spider, as far as its calendar goes."""

    name: str
    deadline: Callable[[int], date] | None = field(default=None, repr=False)
    """Until when the report of a year must be public; None where none is expected any more."""


@dataclass(frozen=True, slots=True)
class Past:
    """What past runs of a spider come to.

    Attributes:
        last: the day of the last one; None if there was none.
        failures: how many at the end failed, one after the other.
        cut_short: whether the last one was stopped before it was done.
        newest: the latest year whose report the spider has given; None if that is not known.
        closed_until: the last day on which one of its hosts is to be left alone; None if there is none.
    """

    last: date | None = None
    failures: int = 0
    cut_short: bool = False
    newest: int | None = None
    closed_until: date | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """When a spider is due, and why then; it stays due until it has run."""

    spider: str
    on: date
    why: str

    def by(self, today: date) -> bool:
        """Whether it is due on that day."""
        return self.on <= today


@dataclass(frozen=True, slots=True)
class _Phase:
    """A part of the year: since when, how many days between two runs, the most that a failing site waits, and its name."""

    since: date
    every: int
    longest: int
    why: str


def next_due(subject: Subject, past: Past, today: date, pace: Pace = USUAL) -> Due:
    """When *subject* is due after its *past*.

    A run that was in order makes that a later day than its own, by the sweep at most; one that failed is tried again after a
    day, then two, four and so on; one that was cut short is due still. None is due while a host is to be left alone.
    """
    due = _next_due(subject, past, today, pace)
    if past.closed_until is not None and due.on <= past.closed_until:
        return Due(subject.name, past.closed_until + _DAY, f"a host is left alone until {past.closed_until}")
    return due


def _next_due(subject: Subject, past: Past, today: date, pace: Pace) -> Due:
    if past.last is None:
        return Due(subject.name, today, "never crawled")
    # A clock that was once wrong must not put a spider off for years.
    last = min(past.last, today)
    if past.cut_short:
        return Due(subject.name, last, "its last run was cut short")
    back_off = pace.retry * 2 ** min(past.failures - 1, 10)
    for wait in range(1, pace.sweep + 1):
        day = last + wait * _DAY
        phase = _phase(subject, past.newest, day, pace)
        if past.failures and wait >= min(back_off, phase.longest):
            times = "time" if past.failures == 1 else f"{past.failures} times"
            return Due(subject.name, day, f"failed the last {times}")
        if not past.failures and _is_its_day(subject.name, last, day, phase):
            return Due(subject.name, day, phase.why)
    # A phase has begun shortly before, and its own day would be a later one.
    return Due(subject.name, day, phase.why)


def _phase(subject: Subject, newest: int | None, day: date, pace: Pace) -> _Phase:
    year = day.year - 1
    quiet = _Phase(date.min, pace.sweep, pace.sweep, f"a look every {pace.sweep} days for what changed or vanished")
    opening = date(day.year, 1, pace.opening)
    if subject.deadline is None or day < opening:
        return quiet
    deadline = subject.deadline(year)
    collected, given_up = deadline + pace.collecting * _DAY, deadline + pace.given_up * _DAY
    if newest is not None and newest >= year:
        words = f"the report of {year} is in: every {pace.settling} days for corrections"
        return _Phase(opening, pace.settling, pace.late, words) if day <= collected else quiet
    awaited = f"the report of {year} is awaited until {deadline}: every {pace.before} days"
    missing = f"the report of {year} was to be there on {deadline}"
    if day <= deadline:
        return _Phase(opening, pace.before, pace.late, awaited)
    if day <= collected:
        return _Phase(max(opening, deadline + _DAY), pace.after, pace.late, f"{missing}: every {pace.after} days")
    if day <= given_up:
        return _Phase(max(opening, collected + _DAY), pace.late, pace.late, f"{missing}: every {pace.late} days")
    return quiet


def _is_its_day(name: str, last: date, day: date, phase: _Phase) -> bool:
    """Whether the pace of *day*'s phase has *name* run by then.

    Where a phase begins behind the last run all spiders enter it at once: their first days are spread over its interval.
    """
    if phase.since > last:
        eve = phase.since - _DAY
        return day >= eve + _to_slot(name, eve, phase.every)
    return day >= last + _wait(name, last, phase.every)


def _wait(name: str, last: date, interval: int) -> timedelta:
    """For how long *name* waits after *last*: until its own slot, but for half the interval at least and for all of it at most.

    Every spider has its slot in every interval, and the slots lie evenly. One that ran shortly before its slot waits for
    half of the way to the next, and from there is in step.
    """
    gap = _to_slot(name, last, interval).days
    return timedelta(days=gap if 2 * gap >= interval else (gap + interval) // 2)


def _to_slot(name: str, day: date, interval: int) -> timedelta:
    """From *day* to the next slot of *name*, which is 1 to *interval* days away."""
    own = int.from_bytes(sha256(name.encode()).digest()[:8])
    return timedelta(days=(own - day.toordinal()) % interval or interval)
