"""What stands before a figure in its sentence: whose it is, of which year and time, and how sure."""

import re
from typing import Final, Literal

from govreports.records import StatementQualifier, Subject

_COMPARED: Final = re.compile(
    r"(?:与|较|比|同)(?:19|20)\d\d年(?:度|同期)?(?:相比)?|(?:与|较|比|同)(?:上一?|去|前)年(?:度|同期)?(?:相比)?"
)
_YEARS: Final = re.compile(r"((?:19|20)\d\d)年|((?:上一?年度?|去年度?|前年)(?!度?(?:结转|转结|遗留|转入|转来)))")
# A subject heads its clause: of 提高全市公开水平 the figure after it is not.
_SUBJECT: Final = re.compile(
    r"(?:(?<=^)|(?<=[,;:。])|(?<=年)|(?<=年度)|(?<=其中)|(?<=全年)|(?<=[今当本]年))(?:"
    r"(?P<own>[我本](?:局|委|办|厅|机关|单位|部门|院|中心|会|署|行|队|站|处|所|部))"
    r"|(?P<area>全[省市县区州盟旗镇乡]|[我本](?:[省市县区州盟旗镇乡]|街道)|各级)"
    r"|(?P<part>[省市县区州]本级|[省市县区][直级](?:各)?(?:部门|单位|机关)?|各?县\(?[市区]|各县|各区|各乡镇|各镇|各部门|各单位"
    r"|各街道|县区|区县|(?:其他|所属|下属|直属)(?:部门|单位)|[省市县区](?:人民)?(?:政府|委)办(?:公)?[厅室]?|[省市县区](?:人民)?政府(?!网|门户|信息)|全系统|系统内))"
)
_PART: Final = re.compile(r"其中[,:]?[^,;:。]*$")
_EVER: Final = re.compile(r"历年|至今|(?<!年)以来")
_SUMMED: Final = re.compile(r"累计|以来|自[^,;。]{0,12}年[^,;。]{0,6}起")
_THIS_YEAR: Final = re.compile(r"全年|本年度?|今年|当年|年度|(?:19|20)\d\d年")
_WITHIN_YEAR: Final = re.compile(r"全年|本年度?|今年|当年")
_AS_OF: Final = re.compile(r"截[至止](?:到|于)?|到[^,;。]{0,8}年?底")
_PART_OF_YEAR: Final = re.compile(
    r"[上下]半年|第?[一二三四1-4]季度|(?<!\d)\d{1,2}(?:月份?)?[-—~至到]\d{1,2}月|(?<!年)(?<!\d)\d{1,2}月(?!\d{1,2}日)|每[年月季周日天]|[月周日]均|平均"
)
_PLANNED: Final = re.compile(
    r"下一步|明年|力争|预计|拟(?!订|定)|争取|计划(?:在|于|再|新)|将(?:继续|进一步|在|于|再|力争|会|按)|不少于|不低于|至少|不得|目标"
)
_CLAUSE: Final = re.compile(r"[,;:。]")


def year_of(before: str) -> int | Literal["last"] | None:
    """The year last named in *before*; ``"last"`` for 上年 or 去年, None where none is named."""
    named = _last(_YEARS, _COMPARED.sub("", before))
    if named is None:
        return None
    return int(named[1]) if named[1] else "last"


def subject_of(before: str, publisher: str = "") -> Subject | None:
    """Whose the figure after *before* is: the last subject named there.

    市政府办公室 is a part of what a city reports on, and *publisher* itself in its own report.
    """
    named = _last(_SUBJECT, before)
    if named is None:
        return None
    if named["part"] and publisher.replace("人民", "").endswith(named["part"].replace("人民", "")):
        return "own"
    return "own" if named["own"] else "area" if named["area"] else "part"


def is_planned(before: str) -> bool:
    """Whether *before* makes the figure a plan or a demand."""
    return _PLANNED.search(before) is not None


def clause(before: str) -> str:
    """The part of *before* that belongs to the figure's own clause."""
    return _CLAUSE.split(before)[-1]


def qualifiers(before: str, *, approximate: bool) -> list[StatementQualifier]:
    """How the figure after *before* is to be taken."""
    found: list[StatementQualifier] = ["approximate"] if approximate else []
    own = clause(before)
    if _PART.search(before):
        found.append("part")
    # 全年累计 is a year's sum, 历年累计 is not.
    as_of = _AS_OF.search(before)
    of_the_year = (_WITHIN_YEAR if as_of else _THIS_YEAR).search(before)
    if _EVER.search(own) or (_SUMMED.search(own) and not of_the_year):
        found.append("cumulative")
    if as_of:
        found.append("as_of")
    if _PART_OF_YEAR.search(before):
        found.append("part_of_year")
    return found


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = None
    for match in pattern.finditer(text):
        found = match
    return found
