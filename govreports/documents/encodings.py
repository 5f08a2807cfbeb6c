"""Bytes to text, whatever charset was declared.

Declarations are wrong or missing on many of these sites, and detectors that weigh statistics guess
foreign charsets for short Chinese fragments. But there are only two families here, and UTF-8 checks
itself: bytes that decode strictly as UTF-8 are UTF-8 whatever anybody declared. The rest is the GB
family, read by its largest member (GB 18030 holds GBK and GB 2312).
"""

import codecs
from typing import NamedTuple

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_GOOD_PER_BAD = 20


class Decoded(NamedTuple):
    """*text* and the *encoding* it was read by; *replaced* counts characters that could not be read."""

    text: str
    encoding: str
    replaced: int


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Read *data*; *declared* only breaks a tie between readings that are equally bad.

    >>> decode("索引号".encode("gbk"), declared="utf-8").text
    '索引号'
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _counted(data[len(bom) :], encoding)
    try:
        return Decoded(data.decode("utf-8"), "utf-8", 0)
    except UnicodeDecodeError:
        pass
    utf8 = _counted(data, "utf-8")
    # A damaged UTF-8 page often decodes as GB 18030 without a complaint, into nonsense; a GB page
    # read as UTF-8 is nearly all complaints. So a few bad bytes among many good characters decide.
    if utf8.replaced * _GOOD_PER_BAD <= sum(char > "\x7f" for char in utf8.text) - utf8.replaced:
        return utf8
    gb = _counted(data, "gb18030")
    if gb.replaced == 0:
        return gb
    candidates = [utf8, gb]
    known = _known(declared or "")
    if known and known not in {"utf-8", "gb18030"}:
        candidates.append(_counted(data, known))
    fewest = min(reading.replaced for reading in candidates)
    best = [reading for reading in candidates if reading.replaced == fewest]
    return next((reading for reading in best if reading.encoding == known), best[0])


def _counted(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    return Decoded(text, encoding, text.count("\ufffd"))


def _known(name: str) -> str | None:
    """The codec for a declared charset name; the GB family as its largest member.

    Single-byte codecs are refused: they accept any bytes, and no page here is written in one.
    """
    try:
        codec = codecs.lookup(name.strip().strip("\"'")).name
    except (LookupError, ValueError):
        return None
    if codec in {"gb2312", "gbk", "hz", "gb18030"}:
        return "gb18030"
    return codec if codec in {"utf-8", "utf-16-le", "utf-16-be", "big5"} else None
