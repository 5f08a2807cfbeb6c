"""Pictures: told by their first bytes, and read where the extra for it is installed."""

from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from govreports.documents.model import Document, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PIL.Image import Image as Picture

_MAGIC: Final = (
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
_BMP: Final = "image/bmp"
MEDIA_TYPES: Final = tuple(dict.fromkeys((*(media_type for _magic, media_type in _MAGIC), _BMP)))

DPI: Final = 194
"""Dots to the inch at which pages are read best: an A4 page is then as wide as the reader makes pictures."""

_NEEDED: Final = ("cv2", "numpy", "onnxruntime", "PIL", "rapidocr")


def sniff(data: bytes) -> str | None:
    """The media type of *data* if it is a picture."""
    for magic, media_type in _MAGIC:
        if data.startswith(magic):
            return media_type
    return _BMP if data.startswith(b"BM") and data[6:10] == b"\0\0\0\0" else None


def read_picture(data: bytes, media_type: str) -> Document:
    """Read a picture of a report.

    Raises:
        UnreadableError: the extra is not installed, or the picture cannot be read.
    """
    check_installed(media_type)
    from govreports.documents import ocr  # noqa: PLC0415  an extra, and half a gigabyte with its models

    return ocr.read_picture(data, media_type)


def read_pages(pages: "Iterable[Picture]", media_type: str) -> Document:
    """Read the pages of a file of *media_type* as they look, given in shades of grey at DPI.

    Raises:
        UnreadableError: the extra is not installed.
    """
    check_installed(media_type)
    from govreports.documents import ocr  # noqa: PLC0415  as above

    return ocr.read_pages(map(ocr.grey, pages), media_type=media_type)


def are_read() -> bool:
    """Whether the extra that reads pictures is installed."""
    return all(find_spec(name) is not None for name in _NEEDED)


def check_installed(media_type: str) -> None:
    """Raise unless pictures can be read here.

    Raises:
        UnreadableError: the extra is not installed; the message says how to install it.
    """
    if not are_read():
        raise UnreadableError(
            "the report is a picture; pip install -e '.[ocr]' to have pictures read",
            media_type=media_type,
            state="image",
        )
