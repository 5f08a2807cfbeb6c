"""The main job, end to end: what the spiders bring home from the replicas of their sites."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest

from govreports.records import Report, json_schema
from tests.crawl.conftest import Crawl
from tests.replica.figures import Figures, form_of, load_figures
from tests.trees import leaves

# Which figures the replicas publish under which report.
PUBLISHED = {
    "371500-sthjj/2020": "liaocheng_sthjj_2020",
    "371500-sthjj/2021": "liaocheng_sthjj_2021",
    "371500-sthjj/2022": "liaocheng_sthjj_2022",
    "371500-sthjj/2023": "liaocheng_sthjj_2023",
    "371500-sthjj/2024": "liaocheng_sthjj_2024",
    "371500-zfbgs/2020": "liaocheng_office_2020",
    "131100-sthjj/2019": "hengshui_sthjj_2019",
    "131100-sthjj/2020": "hengshui_sthjj_2020",
    "131100-sthjj/2021": "hengshui_sthjj_2021",
    "131100-slj/2023": "hengshui_slj_2023",
    "350128-gwh/2019": "pingtan_2019",
    "350128-gwh/2020": "pingtan_2020",
    "350128-gwh/2021": "pingtan_2021",
    "350128-gwh/2022": "pingtan_2022",
    "350128-gwh/2023": "pingtan_2023",
    "350128-gwh/2024": "pingtan_2024",
    "350128-gwh/2025": "pingtan_2025",
    "350128-jinjingpianquguanliju/2020": "pingtan_jjp_2020",
}
WITHOUT_TABLES = {
    "371500-sthjj/2019": "absent",
    "131100-zf/2017": "absent",
    "350128-gwh/2018": "absent",
    "350128-gwh/2017": "image",
    "350128-gaj/2020": "absent",
}


@pytest.fixture(scope="session")
def records(crawls: dict[str, Crawl]) -> dict[str, dict[str, Any]]:
    found = [record for crawl in crawls.values() for record in crawl.records]
    assert max(Counter(record["report_id"] for record in found).values()) == 1
    return {record["report_id"]: record for record in found}


def value_of(printed: str) -> int | float:
    """What a cell of the replicas means, worked out without the project's own reader."""
    sign = -1 if printed.startswith("减") else 1
    digits = printed.lstrip("增减").removesuffix("元")
    return sign * (float(digits) if "." in digits else int(digits))


def test_every_report_of_the_lists_and_nothing_else_is_a_record(records: dict[str, dict[str, Any]]) -> None:
    assert set(records) == {*PUBLISHED, *WITHOUT_TABLES}


def test_crawls_of_sites_in_order_exit_with_zero(crawls: dict[str, Crawl]) -> None:
    assert {name: crawl.code for name, crawl in crawls.items()} == dict.fromkeys(crawls, 0)


@pytest.mark.parametrize("report_id", PUBLISHED)
def test_tables_hold_the_figures_that_were_published(report_id: str, records: dict[str, dict[str, Any]]) -> None:
    figures: Figures = load_figures()[PUBLISHED[report_id]]
    record = records[report_id]
    expected = {path: value_of(figures.printed(path)) for path in form_of(figures).paths()}
    assert record["form"] == figures.form
    assert record["tables_state"] == "parsed"
    assert {path: value for path, value in leaves(record["tables"]) if "." in path} == expected


@pytest.mark.parametrize(("report_id", "state"), WITHOUT_TABLES.items())
def test_a_report_without_readable_tables_says_so(
    report_id: str, state: str, records: dict[str, dict[str, Any]]
) -> None:
    record = records[report_id]
    assert record["tables_state"] == state
    assert set(record["tables"].values()) == {None}
    # Reports before 2019 had no such tables; every other one that lacks them is told why.
    named = {finding["rule"] for finding in record["findings"]}
    assert named == ({"Q106"} if record["year"] >= 2019 or state == "image" else set())


def test_every_line_fits_the_schema(crawls: dict[str, Crawl]) -> None:
    validator = jsonschema.Draft202012Validator(json_schema())
    for crawl in crawls.values():
        for record in crawl.records:
            validator.validate(record)
            assert list(record) == [field.alias or name for name, field in Report.model_fields.items()]


def test_clean_reports_have_no_findings_and_broken_ones_have_theirs(records: dict[str, dict[str, Any]]) -> None:
    found = {
        report_id: [
            (finding["rule"], finding["path"], finding["expected"], finding["actual"]) for finding in record["findings"]
        ]
        for report_id, record in records.items()
        if report_id in PUBLISHED and record["findings"]
    }
    assert found == {
        "131100-sthjj/2020": [("Q102", None, None, None)],  # a bullet where 二、 should be
        "371500-sthjj/2021": [("Q102", None, None, None)],  # （一） where 一、 should be
        "371500-sthjj/2023": [("Q803", None, None, None)],  # the code's check digit does not fit
        "371500-sthjj/2024": [("Q803", None, None, None)],
        "350128-gwh/2022": [
            ("Q902", None, None, None),  # 行政法复议, as one agency prints it
            ("Q401", "disputes.reconsideration.*", 11, 0),
        ],
        "350128-gwh/2024": [
            ("Q301", "requests.*.natural_person", 86, 80),
            ("Q302", "requests.*.natural_person", 85, 79),
            ("Q303", "requests.results.total.*", 82, 88),
        ],
    }
    assert {finding["fault"] for finding in records["350128-gwh/2024"]["findings"]} == {"source"}


def test_reports_split_between_two_hosts_are_one_agencys(records: dict[str, dict[str, Any]]) -> None:
    sites = {
        report_id: record["source"]["site"]
        for report_id, record in records.items()
        if report_id.startswith("131100-sthjj/")
    }
    assert sites == {
        "131100-sthjj/2019": "sthjj.hengshui.gov.cn",
        "131100-sthjj/2020": "xxgk.hengshui.gov.cn",
        "131100-sthjj/2021": "sthjj.hengshui.gov.cn",
    }


def test_other_agencies_in_a_list_keep_their_own_identity(records: dict[str, dict[str, Any]]) -> None:
    assert records["131100-slj/2023"]["agency"] == {
        "id": "131100-slj",
        "name": "衡水市水利局",
        "region_code": "131100",
        "sector": "水利",
        "level": "prefecture",
        "parent": "131100-zf",
        "former_names": [],
        "credit_code": None,
    }
    assert records["371500-zfbgs/2020"]["agency"]["name"] == "聊城市人民政府办公室"


def test_metadata_of_the_hengshui_platform(records: dict[str, dict[str, Any]]) -> None:
    metadata = dict(records["131100-sthjj/2020"]["metadata"])
    labels = metadata.pop("labels")
    assert metadata.pop("index_parts")["organisation_code"] == "404796340"
    assert metadata == {
        "index_number": "404796340/2021-2750940",
        "publisher": "衡水市生态环境",
        "document_number": None,
        "written_date": None,
        "published_date": "2021-01-29",
        "published_date_from": "block",
        "theme_category": None,
        "genre": None,
        "keywords": [],
        "validity": None,
    }
    assert labels["索引号"] == "404796340/2021-2750940"
    assert labels["发布日期"] == "2021年01月29日"
    assert "文号" not in labels


def test_all_six_sections_whatever_their_numbering(records: dict[str, dict[str, Any]]) -> None:
    keys = ["overall", "proactive", "requests", "disputes", "problems", "other"]
    for report_id in ("371500-sthjj/2021", "131100-sthjj/2020", "350128-gwh/2021"):
        assert [section["key"] for section in records[report_id]["body"]["sections"]] == keys
    titles = {section["key"]: section["title"] for section in records["371500-sthjj/2021"]["body"]["sections"]}
    assert titles["overall"] == "（一）总体情况"


def test_an_attachment_speaks_where_the_page_does_not(records: dict[str, dict[str, Any]]) -> None:
    record = records["371500-sthjj/2020"]
    assert record["tables_from"]["kind"] == "attachment"
    assert record["tables_from"]["reader"] == "docx"
    (attachment,) = record["attachments"]
    assert attachment["role"] == "report"
    assert record["tables_from"]["url"] == attachment["url"]
    assert len(record["body"]["sections"]) == 6


def test_a_page_speaks_before_its_attachment(records: dict[str, dict[str, Any]]) -> None:
    record = records["371500-sthjj/2021"]
    assert record["tables_from"] == {"kind": "page", "url": None, "reader": "html", "exact": True, "also": []}
    assert record["attachments"][0]["name"].endswith(".docx")


def test_an_attachment_without_tables_is_kept_with_its_hash(records: dict[str, dict[str, Any]]) -> None:
    record = records["371500-sthjj/2019"]
    (attachment,) = record["attachments"]
    assert attachment["media_type"] == "application/pdf"
    assert len(attachment["sha256"]) == 64
    assert "no table" in record["findings"][0]["message"]
    assert record["title"] == "聊城市生态环境局2019年政府信息公开工作年度报告"


def test_charsets_are_taken_from_the_bytes(records: dict[str, dict[str, Any]]) -> None:
    encodings = {report_id: records[report_id]["source"]["encoding"] for report_id in PUBLISHED}
    assert encodings["371500-sthjj/2022"] == "gb18030"  # declared utf-8, twice
    assert encodings["131100-sthjj/2019"] == "gb18030"  # declared ISO-8859-1
    assert encodings["131100-sthjj/2021"] == "utf-8"  # not declared


def test_units_and_signs_are_noted(records: dict[str, dict[str, Any]]) -> None:
    notes = {cell["path"]: (cell["raw"], cell["status"]) for cell in records["131100-sthjj/2020"]["cells"]}
    assert notes == {
        "proactive.administrative_licensing.items_change": ("减197", "signed"),
        "proactive.administrative_penalty.items_change": ("增30", "signed"),
        "proactive.administrative_compulsion.items_change": ("增32", "signed"),
        "proactive.centralized_procurement.procurement_amount": ("107362800元", "unit"),
    }


def test_identity_and_version_do_not_depend_on_the_crawl(crawls: dict[str, Crawl], crawl: Callable[..., Crawl]) -> None:
    def stable(records: list[dict[str, Any]]) -> dict[str, Any]:
        return {
            record["report_id"]: {**record, "source": {**record["source"], "fetched_at": None}} for record in records
        }

    again = crawl("hengshui_sthjj")
    assert stable(again.records) == stable(crawls["hengshui_sthjj"].records)
