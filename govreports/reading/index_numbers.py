"""Index numbers (索引号) into their parts, as far as their family can be told.

There is no one national format: offices, provinces and vendors each have theirs, so a number that
fits no family is nothing wrong. Check digits (GB 11714, GB 32100) are told for information only:
sites print placeholders and typing errors, and the number stands as printed all the same.
"""

import re
from functools import lru_cache
from typing import Final

from govreports.forms.labels import squeeze
from govreports.records import IndexParts

__all__ = ["is_credit_code", "is_organisation_code", "parse_index_number"]

_LONGEST: Final = 80
_ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# GB 32100 leaves out I, O, S, V and Z, which look like other characters.
_CREDIT_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_ORGANISATION_WEIGHTS: Final = (3, 7, 9, 10, 5, 8, 4, 2)
_PROVINCES: Final = r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12])"
_YEAR: Final = r"(?P<year>(?:19|20)\d\d)"

_CREDIT_CODE: Final = re.compile(rf"[0-9A-HJ-NPQRTUWXY]{{2}}{_PROVINCES}\d{{4}}[0-9A-HJ-NPQRTUWXY]{{10}}")
_ORGANISATION_CODE: Final = re.compile(r"([0-9A-Z]{8})-?([0-9X])")
# The families, the most particular first.
_BY_CREDIT_CODE: Final = re.compile(rf"(?P<credit>{_CREDIT_CODE.pattern})[/-]{_YEAR}-(?P<serial>\d+)")
_BY_ORGANISATION: Final = re.compile(rf"(?P<organisation>[0-9A-Z]{{8}}-?[0-9X])[/-]{_YEAR}-(?P<serial>\d+)")
_BY_REGION: Final = re.compile(rf"(?P<region>{_PROVINCES}\d{{4}})-(?P<local>[0-9A-Z]+(?:-[0-9A-Z]+)*)-(?P<serial>\d+)")
_BY_LOCAL_OFFICE: Final = re.compile(
    rf"(?P<local>(?=[A-Z0-9]*[A-Z])[A-Z0-9]{{5,}}(?:-[A-Z0-9]+)*?)[/-]{_YEAR}-(?P<serial>\d+)"
)
_DATE_IN_RUN: Final = re.compile(r"(?:^|-)(?P<year>(?:19|20)\d\d)(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))?(?:-|$)")


@lru_cache(maxsize=4096)
def parse_index_number(printed: str) -> IndexParts | None:
    """The parts of the index number *printed*; None where there is nothing to take apart.

    >>> parse_index_number("404796340/2021-2750940").organisation_code
    '404796340'
    >>> parse_index_number("20191202-189769").family
    'other'
    """
    number = squeeze(printed).upper()
    if not number or len(number) > _LONGEST:
        return None
    if (match := _BY_CREDIT_CODE.fullmatch(number)) is not None:
        code = match["credit"]
        return IndexParts(
            family="credit_code",
            credit_code=code,
            organisation_code=code[8:17],
            region_code=code[2:8],
            year=int(match["year"]),
            serial=match["serial"],
            checksum_valid=is_credit_code(code),
        )
    if (match := _BY_ORGANISATION.fullmatch(number)) is not None:
        code = match["organisation"].replace("-", "")
        return IndexParts(
            family="organisation_code",
            organisation_code=code,
            year=int(match["year"]),
            serial=match["serial"],
            checksum_valid=is_organisation_code(code),
        )
    if (match := _BY_REGION.fullmatch(number)) is not None:
        dated = _DATE_IN_RUN.search(match["local"])
        return IndexParts(
            family="region_code",
            region_code=match["region"],
            local_code=match["local"],
            year=int(dated["year"]) if dated else None,
            serial=match["serial"],
        )
    if (match := _BY_LOCAL_OFFICE.fullmatch(number)) is not None:
        return IndexParts(family="local", local_code=match["local"], year=int(match["year"]), serial=match["serial"])
    return IndexParts(family="other")


def is_organisation_code(code: str) -> bool:
    """Whether *code* is an organisation code whose check digit is right (GB 11714).

    >>> is_organisation_code("00835003-X"), is_organisation_code("035210000")
    (True, False)
    """
    match = _ORGANISATION_CODE.fullmatch(code)
    if match is None:
        return False
    weighed = sum(
        _ALPHABET.index(digit) * weight for digit, weight in zip(match[1], _ORGANISATION_WEIGHTS, strict=True)
    )
    return match[2] == "0123456789X0"[11 - weighed % 11]


def is_credit_code(code: str) -> bool:
    """Whether *code* is a unified social credit code whose check digit is right (GB 32100).

    >>> is_credit_code("11371500004428039E"), is_credit_code("11371500004407014R")
    (True, False)
    """
    if _CREDIT_CODE.fullmatch(code) is None:
        return False
    weighed = sum(_CREDIT_ALPHABET.index(digit) * pow(3, place, 31) for place, digit in enumerate(code[:17]))
    return code[17] == _CREDIT_ALPHABET[-weighed % 31]
