"""Pages that were read: which are annual reports, and which are about them, or about something else."""

from html import escape

import pytest
from scrapy.exceptions import DropItem
from scrapy.statscollectors import StatsCollector
from scrapy.utils.test import get_crawler

from govreports import stages
from govreports.agencies import directory
from govreports.publication import Capture, Publication
from govreports.reading.metadata import Listed
from govreports.reading.signals import Verdict
from pipelines.tables import TablesPipeline
from tests.replica.figures import load_figures
from tests.replica.render import report_html

URL = "http://www.example.gov.cn/zfxxgknb/202201/t20220128_1.html"
FULL = report_html(load_figures()["liaocheng_sthjj_2021"], title="　")
REPORT = "聊城市生态环境局2021年政府信息公开工作年度报告"
COLUMN = "政府信息公开年报"
# Six sections in words, as reports print them before 2019 and where the tables are pictures.
SECTIONS = "".join(
    f"<p>{heading}</p><p>有关工作按计划开展，具体情况见下。</p>"
    for heading in (
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    )
)
NOTHING = "<p>有关事项按照规定办理，具体内容以主管部门的解释为准。</p>"
PERIOD = "<p>本报告的统计期限为2021年1月1日至2021年12月31日。</p>"


def judged(
    title: str, body: str, *, listed: str | None = None, column: str | None = None, attached: bytes | None = None
) -> Verdict:
    page = f"""<html><head><meta charset="utf-8"><title>{escape(title)}_示例市人民政府</title>
<meta name="ArticleTitle" content="{escape(title)}"></head><body><div class="TRS_Editor">{body}</div></body></html>"""
    publication = Publication(
        page=Capture(URL, page.encode()), listed=Listed(url=None, title=listed, date=None, column=column)
    )
    if attached is not None:
        publication.attachments.append(Capture(f"{URL}/a.pdf", attached, name="附件"))
    stages.read_documents(publication)
    stages.read_parts(publication)
    stages.read_all_tables(publication)
    return stages.judge_page(publication)


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (REPORT, FULL),
        (COLUMN, FULL),  # the page bears the name of its column
        (COLUMN, SECTIONS),
        ("示例市人民政府", SECTIONS),
        ("通知公告", FULL),
        ("政府信息公开目录", FULL),
        ("政府信息公开指南", SECTIONS),  # a template's title
        (REPORT, NOTHING),  # published with a title and little under it
        ("2021年度报告", SECTIONS),
        ("关于聊城市生态环境局2021年政府信息公开工作年度报告的公告", FULL),
        ("关于印发聊城市生态环境局2021年政府信息公开工作年度报告的通知", FULL),
    ],
)
def test_a_page_that_shows_a_report_is_one(title: str, body: str) -> None:
    verdict = judged(title, body)
    assert verdict.is_report, verdict


@pytest.mark.parametrize(
    ("title", "body", "key"),
    [
        (f"一图读懂｜{REPORT}", NOTHING, "explained"),
        (f"图解：{REPORT}", FULL, "explained"),
        (f"《{REPORT}》解读", SECTIONS, "explained"),
        ("关于做好2021年政府信息公开工作年度报告编制工作的通知", FULL, "call"),  # with the forms to fill in
        ("示例局召开2021年政府信息公开工作年度报告编制会议", SECTIONS, "call"),
        ("我市各部门2021年政府信息公开工作年度报告编制培训", SECTIONS, "meeting"),
        ("示例局按时公布2021年政府信息公开年报", NOTHING, "news"),
        ("示例市2021年政府网站工作年度报表", NOTHING + PERIOD, "website"),
        ("示例市2021年法治政府建设年度报告", SECTIONS, "rule_of_law"),
        ("2021年度部门决算", NOTHING + PERIOD, "money"),
        ("关于2022年春节放假的通知", NOTHING, "notice"),
        (COLUMN, NOTHING, "nothing"),
        ("2021年度报告", NOTHING, "nothing"),
        ("示例市人民政府", NOTHING + PERIOD, "nothing"),
    ],
)
def test_a_page_about_reports_or_something_else_is_none(title: str, body: str, key: str) -> None:
    verdict = judged(title, body)
    assert not verdict.is_report, verdict
    assert verdict.decisive == key
    # Not even in the column of the reports.
    assert not judged(title, body, column=COLUMN).is_report


def test_what_the_list_calls_a_page_counts_where_the_page_says_less() -> None:
    assert not judged("示例市人民政府", FULL, listed=f"一图读懂：{REPORT}").is_report
    assert judged("示例市人民政府", NOTHING, listed=REPORT).is_report


def test_in_the_column_a_title_and_a_file_that_cannot_be_read_are_a_report() -> None:
    unreadable = b"%PDF-1.4\nbroken"
    assert judged("2021年度报告", NOTHING, column=COLUMN, attached=unreadable).is_report
    assert not judged("2021年度报告", NOTHING, attached=unreadable).is_report
    assert judged("2021年度报告", NOTHING + PERIOD, column=COLUMN).is_report


def test_a_verdict_tells_its_reasons() -> None:
    verdict = judged("2021年法治政府建设年度报告", SECTIONS)
    assert str(verdict) == "-14 of 6: -20 is a report on the rule of law, +6 it has most of the six sections"


@pytest.mark.parametrize("agency", ["示例县各部门", "示例县县直部门", "各乡镇人民政府"])
def test_what_many_agencies_published_is_the_report_of_none(agency: str) -> None:
    title = f"{agency}2021年政府信息公开工作年度报告"
    assert not judged(title, NOTHING).is_report
    assert judged(title, NOTHING).decisive == "of_many"
    # A sum of theirs is.
    assert judged(title, FULL).is_report


def _attaching(title: str, *names: str) -> Publication:
    """A page that attaches an archive's reports, on the site of a county."""
    archive = Capture(f"{URL}/a.zip", b"", name="a.zip")
    publication = Publication(
        page=Capture(URL, f"<meta charset=utf-8><title>{title}</title><h1>{title}</h1>{NOTHING}".encode()),
        attachments=[Capture(f"{URL}/{n}", f"<p>{n}</p>".encode(), name=n, archive=archive) for n in names],
        site="www.example.gov.cn",
        home=directory().find(["聊城市生态环境局"]),
    )
    stages.read_documents(publication)
    stages.read_parts(publication)
    return publication


def test_of_several_agencies_files_on_a_page_of_nobody_none_is_the_sites_own() -> None:
    names = [f"聊城市{of}2021年政府信息公开工作年度报告" for of in ("教育局", "水利局", "生态环境局")]
    publication = _attaching("2021年政府信息公开年报汇总", *names)
    assert [capture.is_other for capture in publication.attachments] == [True, True, False]


def test_reports_that_only_an_archive_holds_are_an_error(caplog: pytest.LogCaptureFixture) -> None:
    stats = StatsCollector(get_crawler())
    publication = _attaching("聊城市各部门2021年政府信息公开年报", "聊城市教育局2021年政府信息公开年报")
    with pytest.raises(DropItem):
        TablesPipeline(stats).process_item(publication)
    assert "聊城市教育局2021年政府信息公开年报" in caplog.text
    assert stats.get_value("site/www.example.gov.cn/errors") == 1
