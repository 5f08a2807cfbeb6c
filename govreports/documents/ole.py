"""Compound files (OLE), the containers of Office 97-2003 and WPS: what is in them, and its bytes."""

import io
import struct
from typing import Final

import olefile

from govreports.documents.model import Document, UnreadableError

MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

ENCRYPTED: Final = "application/x-ooxml-encrypted"
"""What a .docx or .xlsx with a password is: a compound file around the encrypted archive."""

_HEADER: Final = 512
_ENTRY: Final = 128
_MOST: Final = 64 * 1024 * 1024
# Where the header counts sectors: of the directory, of the table of sectors, of that of small ones, of tables.
_COUNTS: Final = (40, 44, 64, 72)


class DamagedContainerError(Exception):
    """A compound file that cannot be opened, or a stream of it that cannot be read; the message says why."""


class Container:
    """A compound file in memory.

    Raises:
        DamagedContainerError: it is none, or damaged.
    """

    def __init__(self, data: bytes) -> None:
        if len(data) < _HEADER or not data.startswith(MAGIC):
            raise DamagedContainerError("it is cut off")
        (shift,) = struct.unpack_from("<H", data, 30)
        # Readers believe these, and would gather tables of any size from sectors that go round in circles.
        if shift not in {9, 12} or any(struct.unpack_from("<I", data, at)[0] << shift > len(data) for at in _COUNTS):
            raise DamagedContainerError("its header makes no sense")
        self._size = len(data)
        try:
            self._ole = olefile.OleFileIO(io.BytesIO(data))
            self._names = {"/".join(path).lower(): path for path in self._ole.listdir()}
        except (OSError, ValueError, IndexError, TypeError, AttributeError, RecursionError, struct.error) as error:
            raise DamagedContainerError(str(error) or type(error).__name__) from None

    def names(self) -> frozenset[str]:
        """The paths of its streams, in lower case, as the format compares them."""
        return frozenset(self._names)

    def largest(self) -> int:
        """The most bytes that any entry of the directory claims, used or not."""
        directory = self._ole.directory_fp
        directory.seek(0)
        entries = directory.read()
        ends = range(_ENTRY, len(entries) + 1, _ENTRY)
        return max((struct.unpack_from("<I", entries, end - 8)[0] for end in ends), default=0)

    def read(self, name: str, most: int = _MOST) -> bytes:
        """The stream called *name*; none is the same as an empty one.

        Raises:
            DamagedContainerError: it is damaged, or larger than *most* bytes.
        """
        path = self._names.get(name.lower())
        if path is None:
            return b""
        try:
            size = self._ole.get_size(path)
            if size > min(most, self._size):
                raise DamagedContainerError(f"the stream {name} is said to have {size} bytes")
            content: bytes = self._ole.openstream(path).read()
        except (OSError, ValueError, IndexError, TypeError, AttributeError, struct.error) as error:
            raise DamagedContainerError(str(error) or type(error).__name__) from None
        return content


def refuse_encrypted(_data: bytes, _declared: str | None) -> Document:
    """What takes a reader's place for ENCRYPTED.

    Raises:
        UnreadableError: always.
    """
    raise UnreadableError("the Office file is encrypted: it opens with a password only", media_type=ENCRYPTED)
