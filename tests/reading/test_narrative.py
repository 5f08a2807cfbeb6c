"""The figures that sentences state: each kind, what qualifies a figure, and what is left alone."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govreports.documents.model import BlockItem, Grid, Paragraph
from govreports.reading.narrative import read_narrative
from govreports.reading.narrative.kinds import load_kinds
from govreports.reading.narrative.numerals import read_number, read_numeral
from govreports.reading.narrative.sentences import normalise
from govreports.reading.sections import FoundSection
from govreports.records import Statement

YEAR = 2023
modest = settings(max_examples=200, deadline=None, derandomize=True, database=None)


def told(*paragraphs: str, year: int | None = YEAR, publisher: str = "") -> list[Statement]:
    return read_narrative([Paragraph(text, f"line {n}") for n, text in enumerate(paragraphs)], [], year, publisher)


def figures(*paragraphs: str, **given: Any) -> dict[str, Any]:
    return {item.kind: item.value for item in told(*paragraphs, **given)}


STATED: list[tuple[str, dict[str, Any]]] = [
    # What was disclosed.
    ("本年度主动公开政府信息1,136条。", {"proactive.disclosed": 1136}),
    ("本局全年依法主动公开各类政府信息共计５２０条。", {"proactive.disclosed": 520}),
    ("全镇共公开政府信息八十五条。", {"proactive.disclosed": 85}),
    ("2023年制作、获取政府信息总数90条。", {"proactive.produced": 90}),
    (
        "2023年制作、获取政府信息总数90条，其中主动公开政府信息70条，作为依申请公开信息数15条，不予公开信息数5条。",
        {
            "proactive.produced": 90,
            "proactive.disclosed": 70,
            "proactive.documents_on_request": 15,
            "proactive.documents_withheld": 5,
        },
    ),
    ("局门户网站共发布各类信息640条。", {"proactive.channel.website": 640}),
    ("政务微信推送信息310条，政务微博发布信息1200条。", {"proactive.channel.wechat": 310, "proactive.channel.weibo": 1200}),
    ("通过公众号、短视频等新媒体发布信息77条。", {"proactive.channel.new_media": 77}),
    ("全年发布95篇公众号文章。", {"proactive.channel.wechat": 95}),
    ("网站总访问量达3.5万人次。", {"proactive.visits": 35000}),
    ("召开新闻发布会6场，制作政策解读21篇。", {"response.press_conferences": 6, "response.policy_interpretations": 21}),
    ("全年举办4场新闻发布会。", {"response.press_conferences": 4}),
    # Requests.
    ("2023年新收政府信息公开申请19件。", {"requests.received": 19}),
    ("本年度共收到依申请公开事项二十八件。", {"requests.received": 28}),
    ("全年受理12份政府信息公开申请。", {"requests.received": 12}),
    ("共收到公民、法人和其他组织提出的政府信息公开申请7宗。", {"requests.received": 7}),
    ("收到通过邮寄、网络提交的政府信息公开申请9件。", {"requests.received": 9}),
    ("本年度未收到政府信息公开申请。", {"requests.received": 0}),
    ("2023年我局没有收到有关政府信息公开的申请。", {"requests.received": 0}),
    ("本年度无依申请公开事项。", {"requests.received": 0}),
    (
        "收到政府信息公开申请30件，上年结转2件，办结31件，1件结转下年度继续办理。",
        {
            "requests.received": 30,
            "requests.carried_over": 2,
            "requests.handled": 31,
            "requests.carried_forward": 1,
        },
    ),
    ("全年办理政府信息公开申请14件。", {"requests.processed": 14}),
    ("无下年度结转。", {"requests.carried_forward": 0}),
    (
        "收到政府信息公开申请10件，其中网络申请5件、信函申请3件、当面申请1件、传真申请1件。",
        {
            "requests.received": 10,
            "requests.received.online": 5,
            "requests.received.letter": 3,
            "requests.received.in_person": 1,
            "requests.received.fax": 1,
        },
    ),
    (
        "受理依申请公开4件，其中电子邮件申请1件、信函传真申请2件、其他方式1件。",
        {
            "requests.received": 4,
            "requests.received.email": 1,
            "requests.received.letter_fax": 2,
            "requests.received.other": 1,
        },
    ),
    (
        "办结的申请中，予以公开6件、部分公开2件、不予公开1件、无法提供3件、不予处理1件、其他处理4件。",
        {
            "requests.results.granted": 6,
            "requests.results.partially_granted": 2,
            "requests.results.denied": 1,
            "requests.results.unable_to_provide": 3,
            "requests.results.not_processed": 1,
            "requests.results.other_handling": 4,
        },
    ),
    ("16件依申请公开均按时答复。", {"requests.all_answered": 16}),
    ("受理政府信息公开申请5件，全部依法依规按时办结。", {"requests.received": 5, "requests.all_answered": None}),
    ("收到政府信息公开申请25件（同比增加7件）。", {"requests.received": 25, "requests.received.change": 7}),
    (
        "收到政府信息公开申请25件，较上年下降12.5%。",
        {"requests.received": 25, "requests.received.change_percent": -12.5},
    ),
    # Disputes over disclosure.
    (
        "因政府信息公开引起的行政复议案件2件、行政诉讼案件3件。",
        {"reconsideration.total": 2, "litigation.total": 3},
    ),
    ("有1件涉及政府信息公开工作的行政复议。", {"reconsideration.total": 1}),
    (
        "未发生因政府信息公开被申请行政复议、提起行政诉讼的情况。",
        {"reconsideration.total": 0, "litigation.total": 0},
    ),
    # Fees.
    ("全年收取信息处理费共计400元。", {"fees.information_processing": 400}),
    ("收取信息处理费0.12万元。", {"fees.information_processing": 1200}),
    ("2023年未收取政府信息公开信息处理费。", {"fees.information_processing": 0}),
    ("信息处理费收取情况：无。", {"fees.information_processing": 0}),
    ("提供政府信息未收取任何费用。", {"fees.requests": 0}),
    # The rest.
    ("办理人大代表建议12件、政协提案8件。", {"proposals.congress": 12, "proposals.conference": 8}),
    ("承办3件人大代表建议和2件政协委员提案。", {"proposals.congress": 3, "proposals.conference": 2}),
    ("从事政府信息公开工作的人员4名，其中专职人员1名、兼职人员3名。",
     {"capacity.staff": 4, "capacity.staff.full_time": 1, "capacity.staff.part_time": 3}),
    ("举办政务公开培训班2次，接受培训人员60人次。", {"training.courses": 2, "training.participants": 60}),
    ("政府信息公开专项经费3万元。", {"capacity.budget": 30000}),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), STATED, ids=[sentence for sentence, _ in STATED])
def test_what_sentences_state(sentence: str, expected: dict[str, Any]) -> None:
    assert figures(sentence) == expected


def test_every_kind_has_a_sentence_here() -> None:
    stated = {kind for _, expected in STATED for kind in expected} | {"period"}
    assert {kind.name for kind in load_kinds()} <= stated


@pytest.mark.parametrize(
    "sentence",
    [
        # Another year, a plan, a demand.
        "2022年收到政府信息公开申请18件。",
        "去年主动公开政府信息300条。",
        "力争全年主动公开政府信息500条。",
        "2024年计划主动公开政府信息300条。",
        "每月主动公开政府信息不少于20条。",
        # Other things of the same name.
        "受理行政许可申请1200件，均按时办结。",
        "收到局长信箱来信20件，均已答复。",
        "收到网民留言30条，办结留言30件。",
        "办理12345热线47件，已全部办结。",
        "办理行政复议案件134件。",
        "全市规范性文件备案12件，作为复议机关审理行政复议134件。",
        "没有因政府信息公开工作不到位引发的行政复议。",
        "未发生被复议机关纠错的政府信息公开行政复议案件。",
        "应主动公开的其他政府信息2条。",
        "办理人大代表建议和政协提案20件。",
        "公开人大建议政协提案2条。",
        "今日头条公众号发布信息70条。",
        "召开疫情防控新闻发布会9场。",
        "每件收费标准：信息处理费100元/件。",
        "对未收到答复的申请人及时沟通。",
        "如收到政府信息公开申请，五个工作日内登记。",
        "网络、信函申请8件。",
        "予以公开或部分公开59件。",
        "依据《政府信息公开条例》第17条公开。",
        "《2023年公开政府信息50条》已印发。",
        # Numbers that are not certain.
        "收到数十件政府信息公开申请。",
        "收到政府信息公开申请10-20件。",
        "收到政府信息公开申请1 2件。",
        "收到政府信息公开申请28²件。",
        "收到政府信息公开申请28，100件。",
        "收到政府信息公开申请二八件。",
        "收到政府信息公开申请2.5件。",
        "收到政府信息公开申请若干件。",
    ],
)
def test_what_is_left_alone(sentence: str) -> None:
    assert told(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "qualifiers"),
    [
        ("主动公开政府信息520条。", []),
        ("主动公开政府信息520余条。", ["approximate"]),
        ("主动公开政府信息约520条。", ["approximate"]),
        ("主动公开政府信息1.8万多条。", ["approximate"]),
        ("主动公开政府信息520条以上。", ["approximate"]),
        ("历年累计主动公开政府信息5395条。", ["cumulative"]),
        ("截至年底，累计主动公开政府信息5395条。", ["cumulative", "as_of"]),
        ("全年累计主动公开政府信息59条。", []),
        ("截至2023年12月31日，本年度主动公开政府信息59条。", ["as_of"]),
        ("上半年主动公开政府信息59条。", ["part_of_year"]),
        ("1至6月，主动公开政府信息59条。", ["part_of_year"]),
        ("网站发布信息90条，其中主动公开政府信息59条。", ["part"]),
    ],
)
def test_qualifiers(sentence: str, qualifiers: list[str]) -> None:
    (statement,) = [item for item in told(sentence) if item.kind == "proactive.disclosed"]
    assert statement.qualifiers == qualifiers


def test_none_in_words_is_zero_and_says_so() -> None:
    (statement,) = told("本年度未收到政府信息公开申请。")
    assert (statement.value, statement.unit, statement.qualifiers) == (0, "件", ["in_words"])
    (printed,) = told("本年度收到政府信息公开申请0件。")
    assert (printed.value, printed.qualifiers) == (0, [])


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("收到政府信息公开申请5件。", None),
        ("2023年，我局收到政府信息公开申请5件。", "own"),
        ("2023年全市共收到政府信息公开申请5件。", "area"),
        ("我县收到政府信息公开申请5件。", "area"),
        ("市本级收到政府信息公开申请5件。", "part"),
        ("各乡镇收到政府信息公开申请5件。", "part"),
        ("区政府办公室收到政府信息公开申请5件。", "part"),
        # Not the subject of the figure.
        ("为提高全市公开水平，收到政府信息公开申请5件。", None),
    ],
)
def test_subjects(text: str, subject: str | None) -> None:
    (statement,) = told(text)
    assert statement.subject == subject


def test_an_office_is_no_part_of_itself() -> None:
    (statement,) = told("区政府办公室收到政府信息公开申请5件。", publisher="样市新区人民政府办公室")
    assert statement.subject == "own"


def test_a_subject_holds_for_the_sentences_after_it() -> None:
    subjects = [item.subject for item in told("全市共收到政府信息公开申请5件。政府信息公开申请办结4件。")]
    assert subjects == ["area", "area"]
    assert [item.subject for item in told("各乡镇主动公开信息8条。全年主动公开政府信息9条。")] == ["part", None]


def test_a_year_holds_for_the_sentences_after_it() -> None:
    assert told("2022年工作回顾。收到政府信息公开申请5件。") == []
    assert figures("2022年工作回顾。2023年收到政府信息公开申请5件。") == {"requests.received": 5}
    assert figures("与2022年相比变化不大，收到政府信息公开申请5件。") == {"requests.received": 5}


def test_nothing_is_read_of_a_report_whose_year_is_unknown() -> None:
    assert told("收到政府信息公开申请5件。", year=None) == []


def test_a_change_against_another_year_than_the_last_is_none_of_last_years() -> None:
    assert figures("收到政府信息公开申请25件，较2022年增加7件。")["requests.received.change"] == 7
    assert "requests.received.change" not in figures("收到政府信息公开申请25件，较2019年增加7件。")


def test_the_sentence_and_its_section_are_kept_as_printed() -> None:
    blocks: list[BlockItem] = [
        Paragraph("一、总体情况", "line 1"),
        Paragraph("工作平稳。  共收到政府信息公开申请 ５ 件。", "line 2"),
        Grid((), "line 3"),
        Paragraph("五、存在的主要问题及改进情况", "line 4"),
        Paragraph("主动公开政府信息7条，数量偏少。", "line 5"),
    ]
    sections = [
        FoundSection("overall", "一、总体情况", (), 0, 3),
        FoundSection("problems", "五、存在的主要问题及改进情况", (), 3, 5),
    ]
    (statement,) = read_narrative(blocks, sections, YEAR)
    assert statement.sentence == "共收到政府信息公开申请 ５ 件。"
    assert (statement.section, statement.unit) == ("overall", "件")


def test_a_number_torn_over_two_paragraphs_is_none() -> None:
    assert figures("全年办理的申请有1", "36件依申请公开均按时答复。") == {"requests.all_answered": None}
    assert figures("全年平稳。", "36件依申请公开均按时答复。") == {"requests.all_answered": 36}


def test_a_table_that_lost_its_cells_states_nothing() -> None:
    glued = "指标名称计量单位2013年度历年累计主动公开信息数条18535395其中：1.网站公开条17135017"
    assert told(glued) == []
    assert figures(f"全年主动公开政府信息9条。七、附表 {glued}") == {"proactive.disclosed": 9}


def test_normal_form() -> None:
    assert normalise("依《2020年要点》，\u3000共 收到 ２８ 件；其中“网络”27 件。") == "依《》,共收到28件;其中网络27件。"
    assert normalise("28，100件 1 2件") == "28¦100件1¦2件"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("二十八", 28),
        ("十", 10),
        ("十五", 15),
        ("一百零三", 103),
        ("两千四百六十六", 2466),
        ("一千零二十", 1020),
        ("三万五千", 35000),
        ("十二万零六", 120006),
        ("零", 0),
        ("〇", 0),
        # Unclear, or no numerals at all.
        ("一百二", None),
        ("一万三", None),
        ("二八", None),
        ("百", None),
        ("十百", None),
        ("万", None),
        ("", None),
        ("零零", None),
        ("一万万", None),
    ],
)
def test_chinese_numerals(written: str, value: int | None) -> None:
    assert read_numeral(written) == value


def spelled(number: int) -> str:
    """*number* below a hundred million in Chinese numerals, as they are taught."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        return spelled(high) + "万" + (("零" if low < 1000 else "") + spelled(low) if low else "")
    digits = "零一二三四五六七八九"
    if number < 10:
        return digits[number]
    for place, name in ((1000, "千"), (100, "百"), (10, "十")):
        head, rest = divmod(number, place)
        if head:
            gap = "零" if rest and rest < place // 10 else ""
            return digits[head] + name + gap + (spelled(rest) if rest else "")
    raise AssertionError


@modest
@given(st.integers(0, 99_999_999))
def test_numerals_come_back(number: int) -> None:
    assert read_numeral(spelled(number)) == number


@modest
@given(number=st.integers(0, 10**9), style=st.sampled_from(["plain", "commas", "wide", "spaced", "numerals"]))
def test_counts_come_back_in_whatever_style(number: int, style: str) -> None:
    if style == "numerals":
        number %= 100_000_000
    written = {
        "plain": str(number),
        "commas": f"{number:,}",
        "wide": str(number).translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"}),
        "spaced": f" {number} ",
        "numerals": spelled(number) if number < 100_000_000 else "零",
    }[style]
    (statement,) = told(f"全年主动公开政府信息{written}条。")
    assert statement.value == number


@modest
@given(st.integers(1, 10**6), st.sampled_from(["万", "亿"]))
def test_scales_come_back(tenths: int, scale: str) -> None:
    value = read_number(f"{tenths / 10:.1f}", scale)
    assert value == tenths * {"万": 10_000, "亿": 100_000_000}[scale] // 10


@modest
@given(
    st.text(
        alphabet="收到政府信息公开申请共未无办结均按时答复0123456789件条，。；（）其中网络¦第-万余一二十", max_size=80
    )
)
def test_no_text_is_too_odd(text: str) -> None:
    for statement in told(text):
        assert statement.sentence in text
        assert statement.value is None or statement.value == int(statement.value)
