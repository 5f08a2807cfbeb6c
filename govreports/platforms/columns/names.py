"""What a column's parts are called: a year, a kind of body, a unit; and what stands beside them that is none."""

import re
from typing import Final

from govreports.reading.columns import ColumnKind, column_kind

LONGEST: Final = 24

# 2023年政府信息公开工作年度报告 is a report's own name.
_YEAR: Final = re.compile(r"^20\d\d年?度?(?:及?以前)?(?:(?:(?:政府|政务)?信息(?:公开)?)?(?:年报|年度报告)|报告)?$")
_KIND: Final = re.compile(
    r"部门|单位|县|[市区]直|[垂直双]管|派出|派驻|直属|市区|区县|各区|各县|县市|乡镇|镇街|街道|街镇|园区|开发区|管委会|市本级|市级|区级|省级|县级|历年|往年|以往|本机关|本级"
    r"|(?:政府|市|区|县|厅|局|委|办|办公室)(?:信息公开)?年报|年度报告汇总"
)
_UNIT: Final = re.compile(
    r"(?:[局厅委会院办室所站镇乡道县市区省盟旗州司处部社校队团关行署府台村场]|中心|苏木|街道办事处|公司|大学|学院|医院|银行)(?:年报|信息公开年报)?$"
)
_PART_OF_REPORTS: Final = re.compile(r"^\D{2,}(?:年报|年度报告)$")
# The other parts of the statutory page, the site's own furniture.
_OTHER: Final = re.compile(
    r"指南|制度|依申请|申请公开|法定|主动公开|目录|首页|主页|返回|上一|下一|末页|尾页|预算|决算|政策|规划|统计|招聘|新闻|动态|公告|公示"
    r"|登录|注册|搜索|检索|地图|无障碍|联系|微信|微博|打印|关闭|收藏|邮箱|网站|政府工作报告|法治政府|互动|服务|解读|意见箱"
)
# What no unit's name holds: 某市召开政务公开工作推进会 is a piece.
_TELLS: Final = re.compile(
    r"召开|举行|举办|开展|组织召|传达|通报|调研|参加|出席|主持|赴|一图|20\d\d|会议$|通知$|第[\d一二三四五六七八九十]+次"
)
_BODIES: Final = re.compile(r"部门|单位|直属|乡镇|镇街|街道|[县市]区|区县|园区|本级")
_WHOLE: Final = re.compile(r"(?<![镇乡])政府$|本级$")
_REPORTS: Final = re.compile(r"年报|年度报告")


def may_be_part(name: str) -> bool:
    """Whether *name* is no other thing's: another column's, a button's, a piece's."""
    is_other = _OTHER.search(name) is not None and not is_unit(name)
    return not is_other and (_TELLS.search(name) is None or is_year(name))


def is_part(name: str) -> bool:
    """Whether *name* is a year's, a kind of bodies' or a unit's."""
    return is_year(name) or is_body(name)


def is_year(name: str) -> bool:
    """Whether *name* is a year's: 2023年, 2023年度年报."""
    return _YEAR.search(name) is not None


def is_body(name: str) -> bool:
    """Whether *name* is a unit's or has a kind of bodies in it: 市教育局, 部门年报."""
    return _KIND.search(name) is not None or is_unit(name)


def is_unit(name: str) -> bool:
    """Whether *name* ends as units' names do."""
    return _UNIT.search(name) is not None


def is_kind(name: str) -> bool:
    """Whether *name* is nothing but a kind of bodies' or past years'; 部门信息公开年报 is, 政府信息公开年报 is the whole."""
    kind = column_kind(name)
    return kind in {ColumnKind.UNITS, ColumnKind.PAST} or (
        kind is ColumnKind.ANNUAL and _BODIES.search(name) is not None
    )


def is_whole(name: str) -> bool:
    """Whether *name* may be the whole place's: 县人民政府, whose departments stand beside it."""
    return _WHOLE.search(name) is not None


def is_reports_of_some(name: str) -> bool:
    """Whether *name* is 年报 of whatever kind of body: 镇（场）年报."""
    return _PART_OF_REPORTS.search(name) is not None


def says_reports(text: str) -> bool:
    """Whether *text* says 年报 or 年度报告 anywhere."""
    return _REPORTS.search(text) is not None
