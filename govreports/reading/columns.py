"""Columns of a site: which one is that of the annual reports, and which lie below it."""

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from typing import Final

from govreports.reading.signals import SUBJECT, YEAR, of_title, verdict
from govreports.reading.titles import plain

_STEP: Final = re.compile(r"\s*[>»›/]\s*")
_PART: Final = re.compile(r"[_|｜]|\s[-—–]+\s|(?<=[年报告])[-—–]+|[-—–]+(?=[\u4e00-\u9fff])")
_REPORTS: Final = re.compile(r"年报|年度(?:工作)?报告|工作报告|报告")
_BARE: Final = re.compile(r"(?:公开|本机关|本级)?(?:工作)?(?:年报|年度(?:工作)?报告)(?:公开|专栏|栏目|列表)?")
_PAST: Final = re.compile(r"(?:历年|历史|往年|往期|以往|以前年度|过往)(?:.*(?:年报|报告))?")
_YEARS: Final = re.compile(
    r"20\d\d(?:年?度?(?:[-—–~至到]+20\d\d)?年?度?)(?:及?以[前后])?(?:(?:政府|政务)?信息(?:公开)?)?(?:工作)?(?:年报|年度(?:工作)?报告|报告)?"
)
_UNITS: Final = re.compile(
    r"(?:各|市|省|州|盟|旗|区|县|乡|镇|街道?|本级|直属?|所属|下属|派出|垂直|垂管|双管|驻\w|级|人民|政府|组成|部门|单位|机构|办公[厅室]|"
    r"办事处|委办局|厅局|委局|机关|开发区|园区|功能区|管委会|企事业|公共|国有|国企|及其?|和|与|、|/|\(|\))+"
    r"(?:(?:(?:政府|政务)?信息公开)?(?:工作)?(?:年报|年度报告))?"
)
_BODY: Final = re.compile(
    r"政府|部门|单位|机构|办公|办事处|委办局|厅局|委局|机关|开发区|园区|功能区|管委会|[县区乡镇旗州盟]|街道"
)


class ColumnKind(StrEnum):
    """What a column holds; all but ANNUAL mean something only below one that is."""

    ANNUAL = "annual"
    """Annual reports: 政府信息公开年报."""
    YEAR = "year"
    """Those of one year, or of some: 2023年, 2008-2018年."""
    UNITS = "units"
    """Those of one kind of body: 市政府部门, 县市区, 乡镇街道."""
    PAST = "past"
    """Those of former years: 历年年报."""


@lru_cache(maxsize=1024)
def column_kind(name: str) -> ColumnKind | None:
    """What kind of column of annual reports *name* is the name of; None for any other column.

    >>> [column_kind(name) for name in ("政府信息公开年报", "2023年", "县市区政府", "统计年报")]
    [<ColumnKind.ANNUAL: 'annual'>, <ColumnKind.YEAR: 'year'>, <ColumnKind.UNITS: 'units'>, None]
    """
    text = plain(name)
    for kind, pattern in ((ColumnKind.YEAR, _YEARS), (ColumnKind.PAST, _PAST)):
        if pattern.fullmatch(text):
            return kind
    if _BARE.fullmatch(text) or (SUBJECT.search(text) and _REPORTS.search(text) and verdict(of_title(text)).is_report):
        return ColumnKind.YEAR if YEAR.search(text) else ColumnKind.ANNUAL
    return ColumnKind.UNITS if _UNITS.fullmatch(text) and _BODY.search(text) else None


def is_annual_column(path: str) -> bool:
    """Whether a list is the annual reports', or one below it, by its name and those of the columns above it.

    >>> is_annual_column("政府信息公开年报>2023年"), is_annual_column("法治政府建设>2023年")
    (True, False)
    """
    kinds = [column_kind(step) for step in steps_of(path)]
    if ColumnKind.ANNUAL in kinds:
        return True
    # 历年年报 and 2023年政府信息公开年报 say it themselves; 2023年 and 市政府部门 do not.
    return any(kind is not None and _REPORTS.search(step) for kind, step in zip(kinds, steps_of(path), strict=True))


def column_among(names: Iterable[str | None]) -> str | None:
    """Of what a list's page calls itself the part that names a column of annual reports; else the first part.

    >>> column_among(["年度报告", None]), column_among(["某区投资促进局_政府信息公开年报_某区"])
    ('年度报告', '政府信息公开年报')
    """
    parts = [part.strip() for name in names if name for part in _PART.split(name)]
    named = [part for part in parts if part]
    return next((part for part in named if is_annual_column(part)), named[0] if named else None)


def steps_of(path: str) -> list[str]:
    """The columns of a path, the highest first."""
    return [step for step in _STEP.split(path) if step]
