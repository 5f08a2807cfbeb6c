"""How a printed label is compared with a form's.

Agencies copy the forms by hand: ordinals change style or vanish, quotes and brackets are typed in
either width, spaces and line breaks fall inside words, and notes are appended in brackets. None of
that carries meaning, so labels are compared by their *core*.
"""

import re
import unicodedata
from functools import lru_cache

_SPACES = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")
_ORDINAL = re.compile(
    r"^(?:第?[一二三四五六七八九十]+[、.,:]|\([一二三四五六七八九十\d]+\)[、.]?|\d{1,2}[、.](?!\d)|[•·●○◆■▪*-]+)"
)
_TRAILING_NOTE = re.compile(r"\([^()]*\)$")
_UNIT = re.compile(r"(?:单位[::]?)?(万元|亿元|元|件|项|条|人次|次|人|个|篇)(?:[,;、].*)?")
# How a row of an annex says that it is part of another; normalisation would make a circled digit a bare one.
_PART = re.compile(r"\s*(?:其\s*中\s*[:：,，、]?)?\s*[\u2460-\u2473\u2776-\u2793]?")
_YEAR = re.compile(r"(?:19|20)\d\d")
# No label is longer. Longer texts are kept for a moment only: what a report says as a whole is asked for by several rules.
_LONGEST_LABEL = 100
_DROPPED = str.maketrans("", "", "\"'“”‘’「」『』《》")


def squeeze(text: str) -> str:
    """*text* in compatibility form (full width to half width) without any white space."""
    return _squeeze_label(text) if len(text) <= _LONGEST_LABEL else _squeeze_text(text)


def _squeeze(text: str) -> str:
    return _SPACES.sub("", unicodedata.normalize("NFKC", text))


_squeeze_label = lru_cache(maxsize=16384)(_squeeze)
_squeeze_text = lru_cache(maxsize=32)(_squeeze)


@lru_cache(maxsize=16384)
def core(text: str) -> str:
    """What is left of a label when ordinals, spaces, quotes and trailing notes are dropped.

    >>> core("（二）部分公开（区分处理的，只计这一情形，不计其他情形）")
    '部分公开'
    >>> core("3. 危及“三安全一稳定”")
    '危及三安全一稳定'
    """
    left = squeeze(text).translate(_DROPPED)
    left = _ORDINAL.sub("", left, count=1)
    while (shorter := _TRAILING_NOTE.sub("", left)) != left:
        left = shorter
    return left.rstrip(":;,。")


@lru_cache(maxsize=4096)
def indicator_core(text: str) -> str:
    """The core of an annex's row label, also without the words and signs that say it is part of another.

    >>> indicator_core("其中：1．网站公开"), indicator_core("②传真申请数")
    ('网站公开', '传真申请数')
    """
    match = _PART.match(text)
    return core(text[match.end() :] if match else text)


@lru_cache(maxsize=4096)
def heading_core(text: str) -> str:
    """The core of a heading over an annex's column, with ``<year>`` for any year.

    >>> heading_core("2014 年度")
    '<year>年度'
    """
    return core(_YEAR.sub("<year>", squeeze(text)))


def heading_year(text: str) -> int | None:
    """The year that a heading names.

    >>> heading_year("2014 年度")
    2014
    """
    match = _YEAR.search(squeeze(text))
    return int(match[0]) if match else None


@lru_cache(maxsize=4096)
def printed_unit(text: str) -> str | None:
    """The unit a header states in brackets, as in 采购总金额(万元); None where it states none."""
    for note in re.findall(r"\(([^()]*)\)", squeeze(text)):
        # Of 元/万元 nobody knows which is meant.
        if match := _UNIT.fullmatch(note):
            return match[1]
    return None
