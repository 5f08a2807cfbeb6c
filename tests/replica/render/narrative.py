"""The sentences around the tables: the project's own, short, and in agreement with the figures."""

from collections.abc import Collection
from typing import Literal

from tests.replica.figures import Figures

Headings = Literal["一、", "（一）", "bullet"]

SECTIONS = ("overall", "proactive", "requests", "disputes", "problems", "other")

_NUMERALS = "一二三四五六"
_SHORT = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
)
_LONG = (
    "总体情况",
    "行政机关主动公开政府信息情况",
    "行政机关收到和处理政府信息公开申请情况",
    "因政府信息公开工作被申请行政复议、提起行政诉讼情况",
    "政府信息公开工作存在的主要问题及改进情况",
    "其他需要报告的事项",
)


def report_title(figures: Figures) -> str:
    """The report's usual title."""
    return f"{figures.agency}{figures.year}年政府信息公开工作年度报告"


def intro(agency: str, year: int) -> str:
    """The sentence before section one, which states the period of the figures."""
    return (
        f"{agency}依照《中华人民共和国政府信息公开条例》编制本报告，分为六个部分。"
        f"所列数据的统计期限为{year}年1月1日至{year}年12月31日。"
    )


def section_headings(style: Headings = "一、", lost: Collection[str] = ()) -> dict[str, str]:
    """The six headings by section; those of *lost* have a bullet where the ordinal should be.

    Reports that number their sections （一） also use the longer wording.
    """
    headings: dict[str, str] = {}
    for key, numeral, short, long in zip(SECTIONS, _NUMERALS, _SHORT, _LONG, strict=True):
        if style == "bullet" or key in lost:
            headings[key] = f"• {short}"
        else:
            headings[key] = f"（{numeral}）{long}" if style == "（一）" else f"{numeral}、{short}"
    return headings


def narrative(
    agency: str, year: int, figures: Figures, *, headings: Headings = "一、", lost: Collection[str] = ()
) -> dict[str, list[str]]:
    """Each section's lines, heading first; tables belong after the lines of sections two to four."""
    titles = section_headings(headings, lost)
    # Headings inside section one are numbered one level below the sections.
    marks = (
        ("1.", "2.", "3.", "4.", "5.") if headings == "（一）" else ("（一）", "（二）", "（三）", "（四）", "（五）")
    )
    body: dict[str, list[str]] = {
        "overall": [
            f"{year}年，{agency}把公开透明的要求落实到日常工作的各个环节，全年运行平稳。",
            f"{marks[0]}主动公开。{_proactive(figures)}",
            f"{marks[1]}依申请公开。{_requests(year, figures)}",
            f"{marks[2]}政府信息管理。公开目录按季核对，过时的内容及时撤下。",
            f"{marks[3]}平台建设。门户网站的专栏全年正常运行。",
            f"{marks[4]}监督保障。相关人员接受了一次业务培训。",
        ],
        "proactive": ["本机关按照条例第二十条公开的数据如下表所示。"],
        "requests": [],
        "disputes": _disputes(figures),
        "problems": [
            "公开内容的解读还不够通俗，个别栏目更新不及时。",
            f"{year + 1}年将逐月核对栏目更新情况，并组织一次业务学习。",
        ],
        "other": [_fees(year, figures)],
    }
    return {key: [titles[key], *body[key]] for key in SECTIONS}


def prose_report(agency: str, year: int, *, disclosed: int, requests: int) -> list[str]:
    """A report of the years before the form, which has no tables."""
    return [
        f"{agency}根据《中华人民共和国政府信息公开条例》公布本报告，数据截至{year}年12月31日。",
        "一、概述",
        f"{year}年，各项公开工作按计划完成，机构和人员保持稳定。",
        "二、主动公开政府信息的情况",
        f"全年主动公开政府信息{disclosed}条。",
        "三、依申请公开政府信息办理情况",
        f"全年受理政府信息公开申请{requests}件，均在法定期限内答复。",
        "四、复议、诉讼情况",
        "全年没有因政府信息公开引起的行政复议和行政诉讼。",
        "五、存在的不足和改进措施",
        "部分信息公开不够及时，下一年将加强督促检查。",
    ]


def _proactive(figures: Figures) -> str:
    decisions = "decisions_this_year" if figures.form == "2021" else "decisions"
    licensing = figures.number(f"proactive.administrative_licensing.{decisions}")
    if not licensing:
        return "应当公开的信息均已在门户网站公布。"
    return f"应当公开的信息均已在门户网站公布，其中行政许可决定{licensing}件。"


def _requests(year: int, figures: Figures) -> str:
    new = figures.number("requests.new_requests.total")
    if new is None:
        return "收到的申请均按规定登记和答复。"
    if new == 0:
        return f"{year}年没有收到政府信息公开申请。"
    parts = [f"{year}年新收政府信息公开申请{new}件"]
    if people := figures.number("requests.new_requests.natural_person"):
        parts.append(f"其中自然人提出{people}件")
    if carried := figures.number("requests.carried_forward.total"):
        parts.append(f"结转下年度继续办理{carried}件")
    return "，".join(parts) + "。"


def _fees(year: int, figures: Figures) -> str:
    """That none was charged, unless the table has requests that ended for an unpaid one."""
    if figures.number("requests.results.other_handling.fee_unpaid.total"):
        return f"{year}年信息处理费的通知和缴纳按规定办理。"
    return f"{year}年没有向申请人收取信息处理费。" if year >= 2020 else "无。"


def _disputes(figures: Figures) -> list[str]:
    """Says how many cases there were, unless the table contradicts itself on that."""
    counts: list[int] = []
    for block in ("reconsideration", "litigation.direct", "litigation.after_reconsideration"):
        outcomes = [figures.number(f"disputes.{block}.{key}") for key in ("upheld", "corrected", "other", "pending")]
        total = figures.number(f"disputes.{block}.total")
        if total is None or total != sum(outcome or 0 for outcome in outcomes):
            return []
        counts.append(total)
    reconsiderations, lawsuits = counts[0], counts[1] + counts[2]
    if not reconsiderations and not lawsuits:
        return ["本年度没有发生此类案件。"]
    return [f"本年度此类行政复议{reconsiderations}件，行政诉讼{lawsuits}件。"]
