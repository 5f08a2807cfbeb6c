"""How a ledger keeps the lines of records: compressed, for they are mostly text."""

import zlib
from typing import Final

_LINE: Final = b"{"
_LEVEL: Final = 3
"""A third faster than the default, for a few percent."""


def packed(line: str) -> bytes:
    """*line* as it is kept."""
    return zlib.compress(line.encode(), _LEVEL)


def kept(record: bytes) -> bytes:
    """*record* packed, whether it was or not."""
    return packed(record.decode()) if record.startswith(_LINE) else record


def unpacked(record: bytes) -> str:
    """The line that *record* holds: packed, or the line itself, which is staged so where it is not to be kept."""
    return (record if record.startswith(_LINE) else zlib.decompress(record)).decode()
