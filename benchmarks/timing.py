"""Measuring several ways of doing one thing so that what disturbs the machine disturbs them alike."""

import gc
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final, Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Aim:
    """What a ratio should come to: *least* or *most*, whichever is given."""

    least: float | None = None
    most: float | None = None

    def met(self, ratio: float) -> bool:
        """Whether *ratio* is good enough."""
        return (self.least is None or ratio >= self.least) and (self.most is None or ratio < self.most)

    def __str__(self) -> str:
        return f"at least {self.least:g}" if self.least is not None else f"under {self.most:g}"


@dataclass(frozen=True, slots=True)
class Timings:
    """Milliseconds a page, one a round."""

    rounds: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle round."""
        return median(self.rounds)

    @property
    def best(self) -> float:
        """The round that was disturbed least."""
        return min(self.rounds)

    def over(self, other: "Timings") -> tuple[float, float, float]:
        """How many times as long as *other* it took, round by round: the median, the least, the most."""
        ratios = [mine / theirs for mine, theirs in zip(self.rounds, other.rounds, strict=True)]
        return median(ratios), min(ratios), max(ratios)


@dataclass(frozen=True, slots=True)
class Taken:
    """The same rounds by two clocks: *cpu* is the better one where something else uses the machine."""

    wall: Timings
    cpu: Timings


@dataclass(frozen=True, slots=True)
class Rounds(Generic[T]):
    """Rounds in which every contender takes the same inputs, one contender after the other.

    So the order is A B C A B C and so on. *make* makes the inputs of a round from its number, outside
    the measured time; round 0 is the warm-up and does not count. The garbage collector is left on, as
    in production, but each contender starts with nothing to collect.
    """

    make: Callable[[int], Sequence[T]]
    count: int

    def time(self, contenders: Mapping[str, Callable[[T], object]]) -> dict[str, Timings]:
        """Each contender's milliseconds an input."""
        return {name: taken.wall for name, taken in self.measure(contenders).items()}

    def measure(self, contenders: Mapping[str, Callable[[T], object]]) -> dict[str, Taken]:
        """Each contender's milliseconds an input, elapsed and of this process's processor time."""
        taken: dict[str, list[tuple[float, float]]] = {name: [] for name in contenders}
        for number in range(self.count + 1):
            inputs = self.make(number)
            for name, run in contenders.items():
                spent = _elapsed(run, inputs)
                if number > 0:
                    taken[name].append((1000 * spent[0] / len(inputs), 1000 * spent[1] / len(inputs)))
        return {name: Taken(*map(Timings, zip(*rounds, strict=True))) for name, rounds in taken.items()}


def _elapsed(run: Callable[[T], object], inputs: Sequence[T]) -> tuple[float, float]:
    gc.collect()
    start, started = time.perf_counter(), time.process_time()
    for item in inputs:
        run(item)
    return time.perf_counter() - start, time.process_time() - started


class Stopwatch:
    """Time spent between laps, by name."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = time.perf_counter()

    def start(self) -> None:
        """Begin anew: the time since the last lap is nobody's."""
        self._last = time.perf_counter()

    def lap(self, name: str) -> None:
        """Add the time since the last lap to *name*'s."""
        now = time.perf_counter()
        self.seconds[name] = self.seconds.get(name, 0.0) + now - self._last
        self._last = now


_LEFT: Final = "<"
_RIGHT: Final = ">"


def print_table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table for people: the first column to the left, figures to the right."""
    widths = [max(len(line[column]) for line in (head, *rows)) for column in range(len(head))]
    print(f"\n{title}\n")
    for line in (head, ["-" * width for width in widths], *rows):
        sides = (_LEFT, *[_RIGHT] * (len(line) - 1))
        print("  " + "  ".join(f"{text:{side}{width}}" for text, side, width in zip(line, sides, widths, strict=True)))


def verdict(met: bool) -> str:
    """Whether an aim was met, as tables print it."""
    return "met" if met else "NOT MET"
