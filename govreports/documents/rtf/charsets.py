"""Bytes of RTF's text to characters: the document has a code page, and each font may have another."""

from typing import Final

_BY_CHARSET: Final[dict[int, str]] = {
    0: "cp1252",
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    134: "gb18030",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}
_BY_PAGE: Final[dict[int, str]] = {
    936: "gb18030",
    54936: "gb18030",
    950: "cp950",
    932: "cp932",
    949: "cp949",
    65001: "utf-8",
} | {page: f"cp{page}" for page in (437, 850, 874, *range(1250, 1259))}
_MULTIBYTE: Final = frozenset({"gb18030", "cp950", "cp932", "cp949", "utf-8"})
# The code pages whose common characters have two bytes of at least this.
_DOUBLE: Final = frozenset({"gb18030", "cp949"})
_COMMON: Final = 0xA1
DEFAULT: Final = "cp1252"


def of_charset(number: int) -> str | None:
    """The encoding of a font's charset; None where the document's holds."""
    return _BY_CHARSET.get(number)


def of_page(number: int) -> str:
    """The encoding of a document's code page."""
    return _BY_PAGE.get(number, DEFAULT)


def decode(data: bytes, own: str, others: tuple[str, ...]) -> str:
    """*data* in the font's *own* encoding, or in one of the *others* that may hold where the own is Western.

    Word names the font for Chinese apart from the one for the rest; bytes are in either.
    """
    if data.isascii():
        return data.decode("ascii")
    if own not in _MULTIBYTE:
        for other in others:
            if other in _MULTIBYTE:
                found = _plausible(data, other)
                if found is not None:
                    return found
    return data.decode(own, "replace")


def _plausible(data: bytes, encoding: str) -> str | None:
    """*data* in *encoding*, if most of it are common characters there: Western text makes others, if any."""
    try:
        found = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    unusual = [char.encode(encoding) for char in found if not char.isascii()]
    common = sum(len(code) == 2 and min(code) >= _COMMON for code in unusual)
    return found if encoding not in _DOUBLE or 2 * common > len(unusual) else None
