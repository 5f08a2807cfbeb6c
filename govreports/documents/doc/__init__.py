"""Word 97-2003's .doc, and the .wps of WPS Office, which is the same format: a WordDocument stream in a compound file.

The format is Microsoft's [MS-DOC]. No library tells how the cells of a .doc's tables are merged, so
this package does: ``fib`` finds the parts, ``pieces`` the text, ``runs`` and ``modifiers`` what is
said of characters, paragraphs and rows, and ``story`` puts them together.
"""

import struct
from typing import Final

from govreports.documents import office
from govreports.documents.doc.fib import EncryptedError, OldError, StrangeError, read_header
from govreports.documents.doc.story import Streams, items
from govreports.documents.flow import TooMuchError, blocks
from govreports.documents.model import Document, UnreadableError
from govreports.documents.ole import Container, DamagedContainerError

MEDIA_TYPE: Final = "application/msword"

_MOST_BYTES: Final = 32 * 1024 * 1024
_MAIN: Final = "WordDocument"


def read_doc(data: bytes) -> Document:
    """Read a .doc or .wps; what this package does not know goes through LibreOffice where that is installed.

    Raises:
        UnreadableError: it is encrypted, or nothing here can read it.
    """
    try:
        return _read(data)
    except EncryptedError:
        raise UnreadableError("the Word file is encrypted", media_type=MEDIA_TYPE) from None
    except OldError as error:
        return _through_office(data, "MS Word 95" if error.is_95 else "MS WinWord 6.0", error)
    except (DamagedContainerError, StrangeError) as error:
        return _through_office(data, "MS Word 97", error)
    except TooMuchError as error:
        raise UnreadableError(f"the Word file has {error}", media_type=MEDIA_TYPE) from None


def _through_office(data: bytes, kind: office.Kind, error: Exception) -> Document:
    return office.read_through_office(data, kind, media_type=MEDIA_TYPE, reason=f"the Word file: {error}")


def _read(data: bytes) -> Document:
    container = Container(data)
    try:
        main = container.read(_MAIN, _MOST_BYTES)
        header = read_header(main)
        streams = Streams(
            main, container.read(header.table_stream, _MOST_BYTES), container.read("Data", 8 * _MOST_BYTES)
        )
        found = tuple(blocks(items(header, streams), "body"))
    except (struct.error, IndexError):
        raise StrangeError("its structures are cut off") from None
    return Document(blocks=found, body=(0, len(found)), media_type=MEDIA_TYPE, reader="doc")
