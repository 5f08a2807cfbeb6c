"""Titles: whether one names an annual report, of which year and which agency."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import takewhile
from typing import Final, NamedTuple

from govreports.forms.labels import squeeze
from govreports.reading.dates import with_plain_years
from govreports.reading.signals import SUBJECT, Verdict, of_title, verdict

_YEAR: Final = re.compile(r"(?<!\d)(20\d\d)(?!\d)年?度?")
_LABEL: Final = re.compile(r"^[【\[〔]\s*[^】\]〕\d]{1,12}[】\]〕](.+)$", re.DOTALL)
_LETTER: Final = re.compile(r"^关于(?:报送|上报|印发|公布|发布)?|关于(?:报送|上报|呈报|印发|公布|发布)?$")
# A year typed too long, and several years: which one is meant?
_MISTYPED_YEAR: Final = re.compile(r"\d{5,}年度?")
_YEARS: Final = re.compile(r"20\d\d年?度?(?:[-—–~]+|至|到|和|、)20\d\d年?度?")
_PATH: Final = re.compile(r"^.*[>»›]")
# What stands before the name in one line: another site's name, a document number.
_BEFORE_NAME: Final = re.compile(r"^.*(?:[|_:,;!?—\-]|[〔\[(]20\d\d[〕\])]\d*号|首页|年报|专栏)")
# A list that numbers its entries; 12345热线 is a name.
_NUMBERED: Final = re.compile(r"^[(\[]?\d{1,2}[)\].、,]*(?=[\u4e00-\u9fff])(?![年月日号届个])")
_NO_NAME: Final = re.compile(
    r"^(?:[我本](?:局|厅|委|办|院|所|站|镇|乡|街道|县|市|区|省|中心|公司|单位|机关|部门|地区)|[^\u4e00-\u9fff]*)$"
)
_SITE_PREFIX: Final = re.compile(r"^.{2,30}?(?:网站?|平台)(?:——|--|-|_|:)")
# A site called as its agency is, before a title that begins with the agency.
_SAID_TWICE: Final = re.compile(r"^([^\d]{4,30}?)(?:[—_|:：-]{1,2})(?=\1)")
_TELLING_END: Final = 5
"""How much of the end of two names makes them one agency's: 生态环境局, but not 市水利局."""
# What a list puts before a title to say of what kind it is.
_KIND: Final = re.compile(
    r"^[\s·•]*[【\[](?:(?:政府|政务)?信息公开)?(?:工作)?(?:年报|年度报告|置顶|最新|公开)[】\]]\s*(?=\S)"
)
_MANY: Final = re.compile(r"各(?!族)|(?:部门|单位|乡镇|镇街|县区|区县|县市区)(?:人民政府)?$")
_BRACKETS: Final = str.maketrans("", "", "《》〈〉【】「」『』“”\"'")
_BETWEEN_HAN: Final = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")


class Title(NamedTuple):
    """What a title says; *year* is the year reported on."""

    is_report: bool
    year: int | None
    agency: str | None


def tidy(title: str) -> str:
    """A title without the spaces that pages put between its words, a leading site name and the name of its kind.

    >>> tidy("衡水市水利局 2023年政府信息公开工作年度 报 告")
    '衡水市水利局2023年政府信息公开工作年度报告'
    >>> tidy("【年报】某局2023年年报")
    '某局2023年年报'
    """
    return _KIND.sub("", _SITE_PREFIX.sub("", _SAID_TWICE.sub("", _BETWEEN_HAN.sub("", title.strip()))))


@lru_cache(maxsize=4096)
def plain(title: str) -> str:
    """A title as it is read: without spaces, quotes, brackets and the path before it, years in Arabic digits.

    >>> plain("首页 > 年报 > 《某局 二〇二一年政府信息公开年报》")
    '某局2021年政府信息公开年报'
    """
    return _PATH.sub("", with_plain_years(squeeze(tidy(title)).translate(_BRACKETS)))


@lru_cache(maxsize=4096)
def read_title(title: str) -> Title:
    """Read *title*, which a list may have cut with an ellipsis.

    >>> read_title("关于报送聊城市生态环境局2021年度政府信息公开工作年度报告的函")
    Title(is_report=True, year=2021, agency='聊城市生态环境局')
    >>> read_title("关于编制2021年政府信息公开工作年度报告的通知").is_report
    False
    >>> read_title("【水务局】聊城市水务局2021年政府信息公开年报").agency, read_title("【聊城市水务局】2021年信息公开年报").agency
    ('聊城市水务局', '聊城市水务局')
    >>> read_title("1、聊城市水务局2021年信息公开年报").agency
    '聊城市水务局'
    """
    text = plain(title)
    subject = SUBJECT.search(text)
    is_report = subject is not None and _judge(text).is_report
    return Title(is_report, _year(text, subject), _agency_of(title, text, subject) if is_report else None)


@lru_cache(maxsize=1024)
def judge_title(title: str) -> Verdict:
    """Whether a page called *title* is an annual report, by its title alone."""
    return verdict(of_title(plain(title), on_page=True))


@lru_cache(maxsize=4096)
def _judge(text: str) -> Verdict:
    """Titles are read again at every stage."""
    return verdict(of_title(text))


def is_another_agency(name: str | None, other: str | None) -> bool:
    """Whether the two names cannot be one agency's, one of them perhaps without its place.

    >>> is_another_agency("市生态环境局", "聊城市生态环境局"), is_another_agency("聊城市教育局", "聊城市水利局")
    (False, True)
    """
    if not name or not other:
        return False
    shared = sum(1 for _same in takewhile(lambda pair: pair[0] == pair[1], zip(name[::-1], other[::-1], strict=False)))
    return shared < min(_TELLING_END, len(name), len(other))


def name_several(agencies: Iterable[str | None]) -> bool:
    """Whether *agencies* are more than one; 县教育局 is 某县教育局, but names of two towns only end alike.

    >>> name_several(["县教育局", "某县教育局", None]), name_several(["某县东河镇人民政府", "某县西河镇人民政府"])
    (False, True)
    """
    names = {name for name in agencies if name}
    return sum(1 for name in names if not any(other != name and other.endswith(name) for other in names)) > 1


def is_of_many(name: str | None) -> bool:
    """Whether *name* is not an agency's but that of many: 某县各部门, 乡镇.

    >>> is_of_many("某县县直部门"), is_of_many("某县各乡镇人民政府"), is_of_many("某县乡镇企业局")
    (True, True, False)
    """
    return name is not None and _MANY.search(name) is not None


def _year(text: str, subject: re.Match[str] | None) -> int | None:
    """The year reported on: the last one named before the subject, which may follow the day of publication."""
    if _YEARS.search(text):
        return None
    years = [(int(match[1]), match.start()) for match in _YEAR.finditer(text)]
    before = [year for year, place in years if subject is not None and place < subject.start()]
    return before[-1] if before else (years[0][0] if years else None)


def _agency_of(title: str, text: str, subject: re.Match[str] | None) -> str | None:
    """The agency that a title names; a label before the title (【水务局】) names it only where nothing else does."""
    labelled = _LABEL.match(title.strip())
    rest = plain(labelled[1]) if labelled is not None else ""
    return (_agency(rest, SUBJECT.search(rest)) if rest else None) or _agency(text, subject)


def _agency(text: str, subject: re.Match[str] | None) -> str | None:
    if subject is None:
        return None
    name = _BEFORE_NAME.sub("", _YEARS.sub("", text[: subject.start()]))
    name = _LETTER.sub("", _MISTYPED_YEAR.sub("", _YEAR.sub("", name)))
    if name.endswith("人民") and subject[0].startswith("政府"):
        # 某市人民政府信息公开…: the one 政府 ends the agency's name and begins the subject.
        name += "政府"
    name = _NUMBERED.sub("", name.strip("· "))
    return None if _NO_NAME.match(name) else name
