"""Titles of reports, and of what stands beside them in the same columns."""

import pytest

from govreports.reading.titles import read_title, tidy


@pytest.mark.parametrize(
    ("title", "year", "agency"),
    [
        ("聊城市生态环境局2021年度政府信息公开工作年度报告", 2021, "聊城市生态环境局"),
        ("衡水市生态环境局2020年政府信息公开工作年度报告", 2020, "衡水市生态环境局"),
        ("衡水市水利局 2023年政府信息公开工作年度 报 告", 2023, "衡水市水利局"),
        ("2021年度聊城市生态环境局政府信息公开工作年度报告", 2021, "聊城市生态环境局"),
        ("平潭综合实验区管委会2019年政府信息公开工作年度报告", 2019, "平潭综合实验区管委会"),
        ("关于报送平潭综合实验区公安局2014年政府信息公开工作年度报告的函", 2014, "平潭综合实验区公安局"),
        ("关于2022年度政府信息公开情况的报告", 2022, None),
        ("某县人民政府2023年政府信息公开工作年度报告", 2023, "某县人民政府"),
        ("某县2023年政府信息公开年报", 2023, "某县"),
        ("某县教育局政府信息公开2017年年报", 2017, "某县教育局"),
        ("某镇2022年政务信息公开工作报告", 2022, "某镇"),
        ("《某局2021年政府信息公开工作年度报告》", 2021, "某局"),
        ("某局2021年政府信息公开工作年...", 2021, "某局"),
        ("某局2021年政府信息公开工…", 2021, "某局"),
        ("某局２０２１年政府信息公开工作年度报告", 2021, "某局"),
        ("某局政府信息公开工作年度报告（2021年）", 2021, "某局"),
        ("某局政府信息公开工作年度报告", None, "某局"),
        ("某市政府门户网站-某局2021年政府信息公开工作年度报告", 2021, "某局"),
        ("某局二〇二一年政府信息公开工作年度报告", 2021, "某局"),
        ("某局二○二○年度政府信息公开工作年度报告", 2020, "某局"),
        ("某局二零二二年度政府信息公开工作年度报告", 2022, "某局"),
        ("某局202020年政府信息公开工作年度报告", None, "某局"),
        ("某局2021-2022年政府信息公开工作年度报告", None, "某局"),
        ("某局2021年度至2022年度政府信息公开工作年度报告", None, "某局"),
        ("某局关于报送2022年度政府信息公开年报的函", 2022, "某局"),
        ("某发〔2023〕5号某局2022年度政府信息公开工作报告", 2022, "某局"),
        ("首页>政府信息公开年报>某局2022年政府信息公开年度报告", 2022, "某局"),
        ("某地娱乐官网-某局2022年政府信息公开工作年度报告", 2022, "某局"),
        ("某市人民政府 年报 某局2022年政府信息公开工作年度报告", 2022, "某局"),
        ("我局2022年政府信息公开工作年度报告", 2022, None),
    ],
)
def test_titles_of_reports(title: str, year: int | None, agency: str | None) -> None:
    assert read_title(title) == (True, year, agency)


@pytest.mark.parametrize(
    "title",
    [
        "中共某市委机构编制委员会办公室2021年政府信息公开工作年度报告",
        "某市网站管理中心2021年政府信息公开工作年度报告",
        "某市会议中心2021年政府信息公开工作年度报告",
        "某市考核办公室2021年政府信息公开工作年度报告",
        "某县职业培训中心2021年政府信息公开工作年度报告",
    ],
)
def test_agencies_named_like_what_is_no_report(title: str) -> None:
    read = read_title(title)
    assert read.is_report
    assert read.year == 2021


@pytest.mark.parametrize(
    "title",
    [
        "关于编制2021年政府信息公开工作年度报告的通知",
        "关于做好2021年政府信息公开工作年度报告编制发布工作的通知",
        "某局召开2021年政府信息公开工作年度报告编制部署会议",
        "某局政府信息公开指南",
        "某局政府信息公开制度",
        "某局政府信息公开目录",
        "2021年政府信息公开工作要点",
        "政府信息公开申请表",
        "《某市政府信息公开工作年度报告》解读",
        "某局2021年工作总结",
        "2021年政府工作报告",
        "某局2021年度部门决算报告",
        "2021年法治政府建设年度报告",
        "政府信息公开",
        "信息公开年报",
        "",
    ],
)
def test_titles_of_other_things(title: str) -> None:
    read = read_title(title)
    if title == "信息公开年报":
        assert (read.is_report, read.year) == (True, None)
    else:
        assert not read.is_report
        assert read.agency is None


@pytest.mark.parametrize(
    ("title", "year"), [("某局202020年政府信息公开工作年度报告", None), ("某局政府信息公开工作年度报告12021号", None)]
)
def test_a_year_that_is_none(title: str, year: int | None) -> None:
    assert read_title(title).year == year


def test_the_year_reported_on_is_not_the_year_it_was_published() -> None:
    assert read_title("某局2022年1月公布2021年政府信息公开工作年度报告").year in {2021, None}


def test_tidy_keeps_spaces_between_latin_words() -> None:
    assert tidy(" 某局 ABC DEF 年 报 ") == "某局ABC DEF年报"


@pytest.mark.parametrize("before", ["【年报】", "[年度报告]", "·【置顶】", "某市水利局——", "某市水利局-"])
def test_what_a_list_or_site_puts_before_a_title_is_no_part_of_it(before: str) -> None:
    assert tidy(f"{before}某市水利局2023年政府信息公开工作年度报告") == "某市水利局2023年政府信息公开工作年度报告"


def test_a_title_that_is_all_in_brackets_is_one() -> None:
    assert read_title("【信息公开工作年度报告】").is_report
