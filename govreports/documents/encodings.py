"""Bytes to text, whatever charset was declared.

Declarations are wrong or missing on many of these sites, and detectors that weigh statistics guess
foreign charsets for short Chinese fragments. But there are only two families here, and UTF-8 checks
itself: bytes that decode strictly as UTF-8 are UTF-8 whatever anybody declared. The rest is the GB
family, read by its largest member (GB 18030 holds GBK and GB 2312).
"""

import codecs
from typing import Final, NamedTuple

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Bytes that are UTF-8 by chance are few: a longer text of another charset has none.
_SHORT: Final = 512
_SAMPLE: Final = 20_000
_LAST_COMMON_LEAD: Final = 0xD7


class Decoded(NamedTuple):
    """*text* and the *encoding* it was read by; *replaced* counts characters that could not be read."""

    text: str
    encoding: str
    replaced: int


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Read *data*; *declared* only breaks a tie between readings that are equally good.

    >>> decode("索引号".encode("gbk"), declared="utf-8").text
    '索引号'
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _counted(data[len(bom) :], encoding)
    try:
        utf8 = Decoded(data.decode("utf-8"), "utf-8", 0)
    except UnicodeDecodeError:
        utf8 = _counted(data, "utf-8")
    else:
        if len(data) > _SHORT or data.isascii() or any("\u4e00" <= char <= "\u9fff" for char in utf8.text):
            return utf8
    candidates = [utf8, _counted(data, "gb18030")]
    known = _known(declared or "")
    if known is not None and all(reading.replaced for reading in candidates):
        candidates.append(_counted(data, known))
    # The sort is stable: of equals the declared one wins, then UTF-8.
    candidates.sort(key=lambda reading: reading.encoding != known)
    return max(candidates, key=_plausibility)


def _plausibility(reading: Decoded) -> float:
    """How much *reading* looks like Chinese text, per character that is not ASCII.

    Chinese pages are written in common characters. Read by the wrong charset they turn into rare
    ones, into other scripts, or into none at all.
    """
    sample = [char for char in reading.text[:_SAMPLE] if char > "\x7f"]
    if not sample:
        return 0.0
    return sum(map(_commonness, sample)) / len(sample)


def _commonness(char: str) -> int:
    if char == "\ufffd":
        return -2
    if "\u3000" <= char <= "\u303f" or "\uff00" <= char <= "\uffef" or char in "“”‘’—…·\xa0":
        return 1
    if not "\u4e00" <= char <= "\u9fff":
        # Letters with accents may stand in a short text of ours; other scripts do not.
        return 0 if "\u00c0" <= char <= "\u017f" else -1
    try:
        lead = char.encode("gb2312")[0]
    except UnicodeEncodeError:
        return -1
    # GB 2312 orders its characters: the 3,755 common ones come first.
    return 1 if lead <= _LAST_COMMON_LEAD else 0


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
