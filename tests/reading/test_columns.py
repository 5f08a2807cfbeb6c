"""Columns: that of the annual reports, those below it, and others."""

import pytest

from govreports.reading.columns import ColumnKind, column_among, column_kind, is_annual_column

ANNUAL, YEAR, UNITS, PAST = ColumnKind.ANNUAL, ColumnKind.YEAR, ColumnKind.UNITS, ColumnKind.PAST


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        *(
            (name, ANNUAL)
            for name in (
                "政府信息公开年报",
                "政府信息\n    公开年报",
                "信息公开年报",
                "政府信息公开年度报告",
                "政府信息公开工作年度报告",
                "政府信息公开工作报告",
                "信息公开年度报告",
                "年度报告",
                "年报",
                "公开年报",
                "《政府信息公开年报》",
                "示例市政府信息公开年报",
            )
        ),
        *(
            (name, YEAR)
            for name in (
                "2023年",
                "2023年度",
                "2023",
                "２０２３年",
                "二〇二三年",
                "2023年年报",
                "2023年度报告",
                "2023年政府信息公开年报",
                "2023年政府信息公开工作年度报告",
                "2008-2018年",
                "2018年以前",
            )
        ),
        *(
            (name, UNITS)
            for name in (
                "市政府部门",
                "市直部门",
                "市级部门",
                "省直单位",
                "部门年报",
                "县市区",
                "各县（市、区）",
                "县（市、区）政府",
                "区县政府",
                "乡镇街道",
                "各乡镇（街道）",
                "镇街",
                "街道办事处",
                "开发区",
                "市政府办公室",
                "市政府",
                "政府部门年报",
            )
        ),
        *((name, PAST) for name in ("历年年报", "历史年报", "往年年报", "历年政府信息公开年度报告", "历年")),
        *(
            (name, None)
            for name in (
                "",
                "首页",
                "政府信息公开",
                "政府信息公开指南",
                "政府信息公开制度",
                "法定主动公开内容",
                "依申请公开",
                "统计年报",
                "企业年报",
                "法治政府建设年度报告",
                "政府网站工作年度报表",
                "政府工作报告",
                "部门预决算",
                "部门预算",
                "年报解读",
                "通知公告",
                "机构职能",
                "上市公司年报",
            )
        ),
    ],
)
def test_kinds_of_columns(name: str, kind: ColumnKind | None) -> None:
    assert column_kind(name) == kind


@pytest.mark.parametrize(
    ("path", "is_annual"),
    [
        ("政府信息公开年报", True),
        ("政务公开>政府信息公开年报>2023年>市政府部门", True),
        ("历年年报", True),
        ("2023年政府信息公开年报", True),
        ("2023年", False),
        ("市政府部门", False),
        ("统计年报>2023年", False),
        ("通知公告", False),
        ("", False),
    ],
)
def test_a_column_below_the_annual_reports_is_theirs(path: str, is_annual: bool) -> None:
    assert is_annual_column(path) is is_annual


@pytest.mark.parametrize(
    ("names", "column"),
    [
        (["政府信息公开年报", "信息公开年报"], "政府信息公开年报"),
        ([None, " 政府信息公开年报_示例局_示例市人民政府 "], "政府信息公开年报"),
        (["通知公告", "政府信息公开年报-示例市人民政府"], "政府信息公开年报"),
        (["示例市人民政府 - 政府信息公开年度报告"], "政府信息公开年度报告"),
        ([None, "示例生态示范区"], "示例生态示范区"),
        ([None, ""], None),
    ],
)
def test_the_column_is_found_in_what_a_page_calls_itself(names: list[str | None], column: str | None) -> None:
    assert column_among(names) == column
