"""Compound files (OLE): a folder of streams, the container of Office 97-2003."""

import struct
from collections.abc import Mapping

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_SECTOR = 512
# Shorter streams would lie in a container within the container.
_SHORTEST = 4096
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file with *streams*; short ones are filled up with noughts to 4096 bytes."""
    names = sorted(streams, key=lambda name: (len(name), name.upper()))
    entries = [_entry("Root Entry", 5, child=1 if names else _FREE, start=_END, size=0)]
    sectors: list[bytes] = []
    table: list[int] = []

    def add(data: bytes) -> int:
        start = len(sectors)
        padded = data + b"\0" * (-len(data) % _SECTOR)
        sectors.extend(padded[at : at + _SECTOR] for at in range(0, len(padded), _SECTOR))
        table.extend([*range(start + 1, len(sectors)), _END])
        return start

    for number, name in enumerate(names, 1):
        content = streams[name].ljust(_SHORTEST, b"\0")
        right = number + 1 if number < len(names) else _FREE
        entries.append(_entry(name, 2, right=right, start=add(content), size=len(content)))
    while len(entries) % 4:
        entries.append(_entry("", 0, start=0, size=0))
    folder = add(b"".join(entries))
    count = 1
    while count * 128 < len(sectors) + count:
        count += 1
    table += [_FAT] * count
    table += [_FREE] * (count * 128 - len(table))
    places = range(len(sectors), len(sectors) + count)
    header = (
        MAGIC
        + b"\0" * 16
        + struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, count, folder, 0, _SHORTEST, _END, 0, _END, 0)
        + struct.pack("<109I", *places, *[_FREE] * (109 - count))
    )
    return header + b"".join(sectors) + struct.pack(f"<{len(table)}I", *table)


def _entry(name: str, kind: int, *, right: int = _FREE, child: int = _FREE, start: int, size: int) -> bytes:
    coded = name.encode("utf-16-le")
    return (
        coded.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(coded) + 2 if name else 0, kind, 1, _FREE, right, child)
        + b"\0" * 36
        + struct.pack("<III", start, size, 0)
    )
