"""How much of one text is another's: shares of pieces of five characters, whatever the figures in them."""

import re
from array import array
from typing import Final, TypeAlias
from zlib import crc32

_LENGTH: Final = 5
_DIGITS: Final = re.compile(r"\d+(?:\.\d+)?")
_KEYS: Final = 4

# Quoted, as an array takes no type before Python 3.12 when the code runs.
Pieces: TypeAlias = "array[int]"


def pieces(text: str) -> Pieces:
    """Hashes of the pieces of *text*, sorted, each once; every number counts as the same."""
    masked = _DIGITS.sub("0", text)
    hashes = {crc32(masked[start : start + _LENGTH].encode()) for start in range(len(masked) - _LENGTH + 1)}
    return array("L", sorted(hashes))


def likeness(one: Pieces, other: Pieces) -> float:
    """The share of pieces that both have in the pieces that either has; 0 for texts too short to have any."""
    if not one or not other or min(len(one), len(other)) < 0.5 * max(len(one), len(other)):
        return 0.0
    first, second = set(one), set(other)
    shared = len(first & second)
    return shared / (len(first) + len(second) - shared)


def smallest(hashes: Pieces) -> Pieces:
    """Keys to look for alike texts by.

    The smallest hash of the pieces of either of two texts is in both with the probability of their likeness,
    so that of four keys all but a few in a thousand pairs that are 90 % alike share one.
    """
    return hashes[:_KEYS]
