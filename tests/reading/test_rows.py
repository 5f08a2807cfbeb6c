"""Rows of lists: which are worth a request. Titles are made up, after kinds that stand in real columns."""

import re
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govreports.reading.rows import judge_row
from govreports.reading.signals import load_signals
from govreports.reading.titles import read_title

# How long one example takes is the machine's affair.
patient = settings(deadline=None, derandomize=True, database=None)

COLUMN: Final = "政府信息公开年报"

# Named in full: reports in whatever list they stand.
REPORTS: Final = (
    "示例市水利局2021年度政府信息公开工作年度报告",
    "示例市水利局2021年政府信息公开工作年度报告",
    "示例市水利局 2023年政府信息公开工作年度 报 告",
    "2022年度示例市水利局政府信息公开工作年度报告",
    "示例市人民政府2023年政府信息公开工作年度报告",
    "示例县人民政府办公室2020年政府信息公开年度报告",
    "示例区2018年政府信息公开年度报告",
    "示例自治区2018年政府信息公开工作年度报告",
    "示例县2023年政府信息公开年报",
    "示例县教育局政府信息公开2017年年报",
    "示例镇2022年政务信息公开工作报告",
    "《示例局2021年政府信息公开工作年度报告》",
    "【2022年】示例局政府信息公开工作年度报告",
    "示例局二〇二一年政府信息公开工作年度报告",
    "示例局二○一九年度政府信息公开工作年度报告",
    "示例局政府信息公开工作年度报告（2021年）",
    "示例局政府信息公开工作年度报告",
    "示例局2021年政府信息公开工作年...",
    "示例局2021年政府信息公开工…",
    "示例局２０２１年政府信息公开工作年度报告",
    "关于报送示例局2014年政府信息公开工作年度报告的函",
    "示例局关于报送2022年度政府信息公开年报的函",
    "关于2022年度政府信息公开情况的报告",
    "示发〔2023〕5号示例局2022年度政府信息公开工作报告",
    "首页>政府信息公开年报>示例局2022年政府信息公开年度报告",
    "示例市政府门户网站-示例局2021年政府信息公开工作年度报告",
    "我局2022年政府信息公开工作年度报告",
    "2012年政府信息公开工作年度报告",
    "示例局2009年度政府信息公开年度报告",
    "示例局2008年5月至12月政府信息公开工作年度报告",
    "示例局202020年政府信息公开工作年度报告",
    "示例市综合行政执法局2021年政府信息公开工作年度报告",
    "示例市统计局2022年政府信息公开工作年度报告",
    "示例市审计局2022年政府信息公开工作年度报告",
    "示例市国有资产监督管理委员会2022年政府信息公开工作年度报告",
    "示例市人民政府法制办公室2016年政府信息公开工作年度报告",
    "中共示例市委机构编制委员会办公室2021年政府信息公开工作年度报告",
    "示例市编制办2015年政府信息公开工作年度报告",
    "示例市网站管理中心2021年政府信息公开工作年度报告",
    "示例市会议中心2021年政府信息公开工作年度报告",
    "示例市考核办公室2021年政府信息公开工作年度报告",
    "示例县职业培训中心2021年政府信息公开工作年度报告",
    "组织部2021年政府信息公开工作年度报告",
    "示例市住房公积金管理中心2023年政府信息公开工作年度报告",
    "示例市信访局2023年政府信息公开工作年度报告",
    "示例市档案局2019年政府信息公开工作年度报告",
    "示例市知识产权局2019年政府信息公开工作年度报告",
    "示例市安全生产监督管理局2017年政府信息公开工作年度报告",
    "示例市水务集团有限公司2023年政府信息公开年报",
    "示例局2021年政府信息公开工作年度报告-示例市政府网站",
    "2021年度年报：政府信息公开",
)
# Reports where the column says of what.
REPORTS_IN_COLUMN: Final = (
    "2023年度报告",
    "2023年年度报告",
    "2023年年报",
    "2023年度年报",
    "2021年工作年度报告",
    "市水利局2023年年报",
    "市水利局2023年度报告",
    "示例镇2020年年度工作报告",
    "示例市统计局2022年年报",
    "示例市审计局2022年年度报告",
    "示例市行政执法局2022年年报",
    "示例市住房公积金管理中心2022年年报",
    "示例市会议中心2023年年报",
    "二〇一八年年度报告",
    "2022年政务公开工作年度报告",
    "2022年",
    "2022年度",
    "市教育局2022年",
    "2022年示例街道",
    "示例市水利局2022年度…",
    "示例局关于发布2021年政府信息公开工作年度报告的公告",
    "示例局2021年政府信息公开工作年度报告公示",
    "关于印发《示例县2021年政府信息公开工作年度报告》的通知",
    "关于公布2013年政府信息公开工作年度报告的通知",
    "信息公开工作年度报告",
)
# Never, in whatever column they stand.
OTHERS: Final = (
    "2022年春节放假通知",
    "关于2022年国庆节放假的通知",
    "2021年元旦春节期间廉政提醒",
    "示例区召开2020年度工作会暨党风廉政建设会议",
    "示例区召开2018年度工作会议",
    "示例局召开政府信息公开工作推进会",
    "示例局召开2021年政府信息公开工作年度报告编制部署会议",
    "示例局举办政府信息公开年度报告编制培训班",
    "举办2023年政务公开培训",
    "示例县政府信息公开工作培训会",
    "关于做好2025年政府信息公开工作年度报告编制公布工作的通知",
    "关于编制2021年政府信息公开工作年度报告的通知",
    "关于进一步做好2022年政府信息公开年报编制工作的通知",
    "示例市关于做好2022年政府信息公开工作年度报告…",
    "关于报送2021年政府信息公开工作年度报告的通知",
    "关于开展政府信息公开年度报告自查的通知",
    "关于征求政府信息公开工作年度报告意见的函",
    "《示例市2021年政府信息公开工作年度报告》解读",
    "图解：示例局2022年政府信息公开工作年度报告",
    "图解｜2022年政府信息公开年报",
    "一图读懂丨示例市2023年政府信息公开工作年度报告",
    "一图看懂示例区2022年政府信息公开年度报告",
    "【政策解读】示例市政府信息公开工作年度报告",
    "数读2023年政府信息公开年报",
    "长图：示例局2024年政府信息公开年报",
    "一图读懂示范区2017年重点工作",
    "2021年政府网站工作年度报表",
    "示例市2023年政府网站工作年度报表",
    "2021年度政府网站年度工作报表",
    "政府网站监管年度报表（2020年）",
    "示例局2022年政府网站年报",
    "2022年度法治政府建设年度报告",
    "示例局2022年度法治政府建设情况报告",
    "示例市水利局2022年度法治政府建…",
    "2016年依法行政工作报告",
    "示例市2021年行政执法统计年报",
    "示例局2022年行政执法工作年度报告",
    "示例市2022年行政复议工作年度报告",
    "领导干部2022年述职述廉报告",
    "2023年部门决算",
    "示例局2021年度部门决算报告",
    "2023年部门预算公开",
    "示例市2025年预算执行情况和2026年预算草案的报告",
    "示例省人民政府关于2024年省级财政预算调整方案的报告",
    "2021年度部门整体支出绩效自评报告",
    "关于2022年度市级预算执行和其他财政收支的审计工作报告",
    "示例市2022年度国有资产管理情况综合报告",
    "示例市住房公积金2022年年度报告",
    "2022年内部控制年度报告",
    "上市公司2022年年度报告",
    "示例市水务集团有限公司2022年年度报告",
    "示例股份有限公司2023年年报",
    "企业年报公示",
    "事业单位法人年度报告书",
    "2023年社会责任年度报告",
    "示例县统计年报",
    "示例市2021年国民经济和社会发展统计公报",
    "示例市环境状况公报（2022年）",
    "2020年示例市生态环境状况报告",
    "集中式饮用水水源水质状况报告（2023年5月）",
    "2022年度水资源公报",
    "高等职业教育质量年度报告（2023）",
    "药品不良反应监测年度报告（2021年）",
    "2022年度安全生产工作年报",
    "2022年投诉举报情况年度报告",
    "示例项目环境影响报告书",
    "2021年政府工作报告",
    "2023年建议提案办理情况报告",
    "示例局政府信息公开指南",
    "示例局政府信息公开制度",
    "示例局政府信息公开目录",
    "政府信息公开申请表",
    "政府信息公开工作年度报告格式模板",
    "示例市政府信息公开规定",
    "政府信息公开考核办法",
    "2021年政府信息公开工作要点",
    "2021年政府信息公开工作方案",
    "2021年第三季度政府信息公开统计报告",
    "示例局2021年上半年政府信息公开工作报告",
    "2020年6月份政府信息公开情况报告",
    "2022年度企业环境信息公开报告",
    "2023年财政信息公开情况报告",
    "2016，示例区，精彩继续！",
    "示例局2021年工作总结",
    "2022年度工作计划",
    "河道采砂许可事项办事指南",
    "政府信息公开",
    "信息公开查询",
    "依申请公开",
    "关于公布行政执法人员名单的公告",
    "示例局举行新春茶话会",
    "附件",
    "",
)


def test_the_corpus_is_large_enough_to_mean_something() -> None:
    assert len({*REPORTS, *REPORTS_IN_COLUMN, *OTHERS}) >= 160


@pytest.mark.parametrize("title", REPORTS)
def test_a_report_is_one_in_any_list(title: str) -> None:
    assert judge_row(title).is_report
    assert judge_row(title, column=COLUMN).is_report
    assert read_title(title).is_report


@pytest.mark.parametrize("title", REPORTS_IN_COLUMN)
def test_the_column_says_what_the_title_does_not(title: str) -> None:
    assert judge_row(title, column=COLUMN).is_report
    assert judge_row(title, column=f"{COLUMN}>市政府部门").is_report
    if title != "信息公开工作年度报告":
        assert not judge_row(title).is_report
        assert not judge_row(title, column="通知公告").is_report


@pytest.mark.parametrize("title", OTHERS)
def test_what_else_stands_in_the_column_is_let_go(title: str) -> None:
    verdict = judge_row(title, column=COLUMN)
    assert not verdict.is_report
    assert not judge_row(title).is_report
    assert not read_title(title).is_report
    assert verdict.decisive == "nothing" or verdict.decisive in load_signals()


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("2022年春节放假安排", "holiday"),
        ("关于编制2021年政府信息公开工作年度报告的通知", "call"),
        ("示例市2023年政府网站工作年度报表", "website"),
        ("2022年度法治政府建设年度报告", "rule_of_law"),
        ("图解：示例局2022年政府信息公开工作年度报告", "explained"),
        ("2016，示例区，精彩继续！", "nothing"),
    ],
)
def test_a_verdict_names_its_reason(title: str, key: str) -> None:
    verdict = judge_row(title, column=COLUMN)
    assert verdict.decisive == key
    assert str(verdict).startswith(f"{verdict.score} of 6: ")
    assert sum(reason.weight for reason in verdict.reasons) == verdict.score


@pytest.mark.parametrize(
    "agency", ["示例市自然资源和规划局", "示例市卫生和计划生育委员会", "示例市企业发展局", "示例县规划建设局"]
)
def test_what_an_agency_is_called_does_not_speak_against_a_cut_title(agency: str) -> None:
    assert judge_row(f"{agency}2023年政府...", column=COLUMN).is_report
    assert not judge_row(f"{agency}2023年发展规划...", column="通知公告").is_report
    assert not judge_row(f"{agency}2023年法治政府...", column=COLUMN).is_report


def test_names_of_agencies_alone_are_reports_in_the_column_of_a_year() -> None:
    assert judge_row("市教育局", column=f"{COLUMN}>2023年").is_report
    assert judge_row("市教育局", column="2023年政府信息公开年报").is_report
    assert not judge_row("市教育局", column=COLUMN).is_report


@pytest.mark.parametrize(
    ("title", "url", "worth"),
    [
        ("附件", "http://x.gov.cn/a/示例局2021年政府信息公开工作年度报告.pdf", True),
        ("点击下载", "http://x.gov.cn/a/2021%E5%B9%B4%E6%94%BF%E5%BA%9C%E4%BF%A1%E6%81%AF%E5%85%AC%E5%BC%80%E5%B9%B4%E6%8A%A5.docx", True),
        ("PDF版", "http://x.gov.cn/a/P020220128000000000001.pdf", False),
        ("示例局2021年…", "http://x.gov.cn/a/示例局2021年政府网站工作年度报表.xlsx", False),
        ("示例局2021年…", "http://x.gov.cn/a/示例局2021年政府信息公开年报.doc", True),
        # A link that says what it leads to is believed before a file's name.
        ("2021年部门决算", "http://x.gov.cn/a/2021年政府信息公开年报.doc", False),
    ],
)  # fmt: skip
def test_a_file_speaks_where_its_link_does_not(title: str, url: str, worth: bool) -> None:
    assert judge_row(title, url=url).is_report is worth


def test_the_date_beside_a_row_weighs_a_little() -> None:
    title = "示例区2022年重点事项完成情况…"
    due, early, none = (judge_row(title, column=COLUMN, day=day) for day in ("2023-01-20", "2022-03-01", None))
    assert (due.score - none.score, early.score - none.score) == (1, -1)
    # No date makes anything else of a title that says what it is: some agencies name the year of publication.
    assert judge_row(REPORTS[0], day="2021-01-20").is_report


@pytest.mark.parametrize("title", ["示例街道办事处2024年度政府信息公…", "示例街道办事处2024年度政府信息..."])
def test_a_title_cut_within_its_subject_is_worth_a_request(title: str) -> None:
    assert judge_row(title).is_report


FULL_WIDTH: Final = str.maketrans("0123456789", "０１２３４５６７８９")
HAN_DIGITS: Final = str.maketrans("0123456789", "〇一二三四五六七八九")
_YEAR: Final = re.compile(r"(?<![\d〔])20\d\d(?=年)(?!年?\d)")
TITLES: Final = st.sampled_from([*REPORTS, *REPORTS_IN_COLUMN, *OTHERS])
COLUMNS: Final = st.sampled_from([None, COLUMN, f"{COLUMN}>2023年", "通知公告"])


@patient
@given(TITLES, COLUMNS, st.data())
def test_spaces_change_no_verdict(title: str, column: str | None, data: st.DataObject) -> None:
    spaced = title
    for _ in range(data.draw(st.integers(0, 4))):
        at = data.draw(st.integers(0, len(spaced)))
        spaced = spaced[:at] + data.draw(st.sampled_from([" ", "\u3000", "\xa0", "\n\t", "\u200b"])) + spaced[at:]
    assert judge_row(spaced, column=column) == judge_row(title, column=column)


@patient
@given(TITLES, COLUMNS)
def test_full_width_digits_change_no_verdict(title: str, column: str | None) -> None:
    assert judge_row(title.translate(FULL_WIDTH), column=column) == judge_row(title, column=column)


@patient
@given(TITLES, COLUMNS)
def test_years_in_chinese_digits_change_no_verdict(title: str, column: str | None) -> None:
    written = _YEAR.sub(lambda match: match[0].translate(HAN_DIGITS), title)
    assert judge_row(written, column=column) == judge_row(title, column=column)


@patient
@given(TITLES.filter(bool), COLUMNS, st.sampled_from(["《》", "【】", "“”", "「」", "〈〉", '""']))
def test_brackets_and_quotes_change_no_verdict(title: str, column: str | None, pair: str) -> None:
    assert judge_row(f"{pair[0]}{title}{pair[1]}", column=column) == judge_row(title, column=column)


@patient
@given(st.sampled_from([*REPORTS, *REPORTS_IN_COLUMN]), st.sampled_from(["…", "……", "...", ".."]))
def test_an_ellipsis_takes_no_report_away(title: str, dots: str) -> None:
    assert judge_row(f"{title}{dots}", column=COLUMN).is_report
    assert judge_row(f"{title}{dots}", column=COLUMN) == judge_row(f"{title}…", column=COLUMN)


@patient
@given(st.sampled_from([title for title in OTHERS if judge_row(title, column=COLUMN).decisive != "nothing"]))
def test_an_ellipsis_makes_no_report_of_what_says_that_it_is_none(title: str) -> None:
    assert not judge_row(f"{title}…", column=COLUMN).is_report


@patient
@given(st.text(max_size=60), st.none() | st.text(max_size=30), st.none() | st.text(max_size=60))
def test_any_text_can_be_judged(title: str, column: str | None, url: str | None) -> None:
    verdict = judge_row(title, column=column, day=column, url=url)
    assert sum(reason.weight for reason in verdict.reasons) == verdict.score
