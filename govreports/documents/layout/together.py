"""Which lines of a page belong together: those that meet, directly or by way of others."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

Line = TypeVar("Line")


def together(
    across: Sequence[Line], down: Sequence[Line], meetings: Iterable[tuple[int, int]]
) -> Iterator[tuple[list[Line], list[Line]]]:
    """The groups of lines that hang together, each as its lines across and down, in their order.

    *meetings* are the numbers of a line across and a line down that meet.
    """
    parents = list(range(len(across) + len(down)))

    def root(number: int) -> int:
        while parents[number] != number:
            parents[number] = parents[parents[number]]
            number = parents[number]
        return number

    for row, column in meetings:
        parents[root(len(across) + column)] = root(row)
    groups: dict[int, tuple[list[Line], list[Line]]] = {}
    for number, line in enumerate(across):
        groups.setdefault(root(number), ([], []))[0].append(line)
    for number, line in enumerate(down, len(across)):
        groups.setdefault(root(number), ([], []))[1].append(line)
    yield from groups.values()
