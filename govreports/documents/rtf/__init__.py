"""RTF: paragraphs and tables, merged cells expanded.

Written for this project because the readers there are give the text without the limits of its cells.
``tokens`` takes the file apart, ``charsets`` decodes its text, ``reader`` follows groups and tables.
"""

from typing import Final

from govreports.documents.flow import TooMuchError, blocks
from govreports.documents.model import Document, UnreadableError
from govreports.documents.rtf.reader import Reader
from govreports.documents.rtf.tokens import CutOffError, tokens

MEDIA_TYPE: Final = "application/rtf"
MAGIC: Final = b"{\\rtf"

_MOST_BYTES: Final = 64 * 1024 * 1024


def read_rtf(data: bytes) -> Document:
    """Read an RTF file.

    Raises:
        UnreadableError: it is cut off, or larger than 64 MiB.
    """
    if len(data) > _MOST_BYTES:
        raise UnreadableError(f"the RTF file is larger than {_MOST_BYTES} bytes", media_type=MEDIA_TYPE)
    reader = Reader()
    try:
        found = tuple(blocks(reader.items(tokens(data)), "body"))
    except CutOffError:
        raise UnreadableError("the RTF file is cut off", media_type=MEDIA_TYPE) from None
    except TooMuchError as error:
        raise UnreadableError(f"the RTF file has {error}", media_type=MEDIA_TYPE) from None
    return Document(
        blocks=found,
        body=(0, len(found)),
        media_type=MEDIA_TYPE,
        reader="rtf",
        notes=() if reader.whole else ("the RTF file has no end: something may be missing",),
    )
