"""Real reports, where a collection of them lies beside the project: every figure against checked truth."""

import json
from pathlib import Path
from typing import Any

import pytest

from govreports.publication import Capture, Publication
from govreports.records import Report, Tables
from govreports.rules.text_against_tables import check_text
from govreports.scoring import score, summary
from govreports.stages import process
from tests.trees import leaves

REPORTS = Path(__file__).parents[2] / "shared" / "reports"
pytestmark = pytest.mark.skipif(not REPORTS.is_dir(), reason="no collection of real reports beside the project")

# Whole reports, and parts of reports whose text shows every cell.
EXACT = (
    "liaocheng_sthjj_2021",
    "hengshui_sthjj_2020",
    "shanghai_office_2019",
    "hangzhou_like_2025",
    "pingtan_jjp_2020",
    "hongze_2023",
    "huaian_2024",
    "p_beijingjie_2020",
    "p_hanyang_fb_2022",
    "p_liangcheng_2020",
    "p_pingjiang_sthj_2020",
    "p_yangling_sjj_2022",
    "p_yuanzhen_2022",
    "pingtan_2011",
    "pingtan_2014",
    "pingtan_czj_2009",
    "pingtan_scj_2016",
)
# Reports whose text has lost all gaps: table two has no sums to part its figures by.
GLUED = ("pingtan_2019", "pingtan_2021", "pingtan_2023")
# Annexes whose text has lost everything between its cells.
RUN_TOGETHER = {
    "pingtan_2016": "fj_2014",
    "pingtan_county_2013": "fj_2008",
    "pingtan_czj_2016": "fj_short",
    "pingtan_gaj_2015": "fj_2014",
    "pingtan_gaj_2018": "fj_2014",
    "pingtan_htj_2015": "fj_2014",
    "pingtan_htj_2017": "fj_2014",
    "pingtan_jjf_2014": "fj_short",
    "pingtan_shs_2017": "fj_2014",
}
# A converter's pieces: headers without gaps, rows torn from their labels, a cell that lost its figure.
TORN = ("shanghai_kewei_2024",)
# Where the collection's own figure is not in the unit that the record promises: the header says 万元
# (采购总金额(万元)), the cell 477.35, and procurement_amount is in yuan.
CORRECTED = {("p_beijingjie_2020", "proactive.centralized_procurement.procurement_amount"): (477.35, 4_773_500)}

# What texts say otherwise than the tables' true figures.
CONTRADICTIONS = {
    "liaocheng_sthjj_2021": ["Q502", "Q503"],
    # "All requests were completed", and one is carried forward.
    "shanghai_kewei_2024": ["Q503"],
}


def read(name: str) -> Report:
    (file,) = (REPORTS / "raw").glob(f"{name}.*")
    return process(Publication(Capture(file.absolute().as_uri(), file.read_bytes(), name=file.name)))


def figures(report: Report) -> dict[str, Any]:
    tables = report.tables.model_dump()
    return {path: value for table, tree in tables.items() if tree is not None for path, value in leaves(tree, table)}


def truth(name: str) -> dict[str, Any]:
    data = json.loads((REPORTS / "truth" / f"{name}.json").read_text("utf-8"))
    found = dict(leaves(data["tables"]))
    for (report, path), (given, meant) in CORRECTED.items():
        if report == name:
            assert found[path] == given
            found[path] = meant
    return found


@pytest.mark.parametrize("name", EXACT)
def test_every_cell_is_exact(name: str) -> None:
    read_cells, expected = figures(read(name)), truth(name)
    assert {path: read_cells.get(path) for path in expected} == expected
    assert {path for path, value in read_cells.items() if value is not None} <= expected.keys()


@pytest.mark.parametrize("name", sorted(file.stem for file in (REPORTS / "truth").glob("*.json")))
def test_no_report_yields_a_wrong_figure(name: str) -> None:
    expected = truth(name)
    wrong = {
        path: (value, expected.get(path))
        for path, value in figures(read(name)).items()
        if value is not None and value != expected.get(path)
    }
    assert wrong == {}


@pytest.mark.parametrize("name", GLUED)
def test_glued_figures_are_exact_where_sums_part_them(name: str) -> None:
    report, expected = read(name), truth(name)
    read_cells = figures(report)
    notes = {note.path: note for note in report.cells}
    for path, value in expected.items():
        if path.startswith("proactive.") and read_cells[path] is None:
            assert notes[path].status == "ambiguous"
            assert not notes[path].candidates or value in notes[path].candidates
        else:
            assert read_cells[path] == value
    assert report.tables_state == "parsed"
    assert report.checks.fail == 0


@pytest.mark.parametrize(("name", "form"), RUN_TOGETHER.items())
def test_annexes_that_ran_together_are_found_and_no_figure_is_lost_unsaid(name: str, form: str) -> None:
    report = read(name)
    assert report.form == form
    said = {cell.path for cell in report.cells if cell.status in {"ambiguous", "missing", "recovered"}}
    read_cells = figures(report)
    for path, value in truth(name).items():
        assert path in said or read_cells.get(path) is not None, path
        # What was made public is not the sum of its parts, and in one report a total is not that of its own.
        # White space inside figures says nothing for certain.
        by_sums = ".proactive." not in path and name != "pingtan_htj_2015"
        if by_sums and (name, path.partition(".")[2]) != ("pingtan_gaj_2018", "requests.replied.granted"):
            assert read_cells[path] == value, path


def test_the_whole_collection_by_its_numbers() -> None:
    names = sorted(file.stem for file in (REPORTS / "truth").glob("*.json"))
    scores = [score(name, read(name), truth(name)) for name in names]
    print(summary(scores))
    assert {item.name: item.silent for item in scores if item.silent} == {}
    # What the text itself does not tell apart is counted, but not held against the readers.
    shown = [item for item in scores if item.name not in {*GLUED, *RUN_TOGETHER, *TORN}]
    assert sum(item.exact for item in shown) >= 0.999 * sum(item.cells for item in shown)


def test_a_year_over_the_figures_that_is_not_the_reports() -> None:
    found = {report: [f.rule for f in read(report).findings] for report in ("pingtan_gaj_2018", "pingtan_scj_2016")}
    assert "Q113" in found["pingtan_gaj_2018"]
    assert found["pingtan_scj_2016"] == []


def test_the_two_whole_seed_reports() -> None:
    liaocheng, hengshui = read("liaocheng_sthjj_2021"), read("hengshui_sthjj_2020")
    assert (liaocheng.report_id, liaocheng.form) == ("371500-sthjj/2021", "2021")
    assert (hengshui.report_id, hengshui.form) == ("131100-sthjj/2020", "2019")
    assert hengshui.metadata.index_number == "404796340/2021-2750940"
    assert hengshui.metadata.published_date == "2021-01-29"
    assert hengshui.metadata.publisher == "衡水市生态环境"
    for empty in ("document_number", "theme_category", "validity", "genre", "written_date"):
        assert getattr(hengshui.metadata, empty) is None
    for report in (liaocheng, hengshui):
        keys = [section.key for section in report.body.sections]
        assert keys == ["overall", "proactive", "requests", "disputes", "problems", "other"]
        assert report.checks.fail == 0
    # One numbers its sections otherwise, the other has a bullet in the place of a number. An amount of
    # procurement that says 元 is no finding: the form prints no unit there, so the agency must.
    # The text says that all 28 requests were answered in time, the table carries one over.
    assert [(found.rule, found.severity, found.fault) for found in liaocheng.findings] == [
        ("Q102", "info", "source"),
        ("Q502", "warning", "unknown"),
        ("Q503", "warning", "source"),
    ]
    assert [(found.rule, found.severity, found.fault) for found in hengshui.findings] == [("Q102", "warning", "source")]
    assert "proactive" in hengshui.findings[0].message
    assert {cell.path.rsplit(".", 2)[-2]: cell.status for cell in hengshui.cells} == {
        "administrative_licensing": "signed",
        "administrative_penalty": "signed",
        "administrative_compulsion": "signed",
        "centralized_procurement": "unit",
    }


@pytest.mark.parametrize("name", sorted(file.stem for file in (REPORTS / "truth").glob("*.json")))
def test_texts_contradict_their_tables_only_where_they_do(name: str) -> None:
    tables = json.loads((REPORTS / "truth" / f"{name}.json").read_text("utf-8"))["tables"]
    known = {table: tables[table] for table in Tables.model_fields if table in tables}
    report = read(name).model_copy(update={"tables": Tables.model_validate(known)})
    assert [found.rule for found in check_text(report)] == CONTRADICTIONS.get(name, [])


def test_figures_of_the_texts() -> None:
    told = {item.kind: item.value for item in read("pingtan_2023").narrative}
    assert told == {
        "requests.received": 81,
        "requests.handled": 81,
        "requests.results.denied": 5,
        "requests.results.unable_to_provide": 31,
        "requests.results.not_processed": 1,
        "requests.results.other_handling": 2,
        "reconsideration.total": 2,
        "litigation.total": 7,
        "fees.information_processing": 0,
    }


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("hongze_2023", "洪泽区人民政府2023年政府信息公开工作年度报告"),
        ("huaian_2024", "淮安市人民政府2024年政府信息公开工作年度报告"),
    ],
)
def test_whole_reports_in_pdf(name: str, title: str) -> None:
    report = read(name)
    assert report.title == title
    assert [section.key for section in report.body.sections] == [
        "overall", "proactive", "requests", "disputes", "problems", "other",
    ]  # fmt: skip
    assert report.tables_state == "parsed"
    assert not any(finding.rule.startswith("Q9") for finding in report.findings)


def test_blank_cells_stay_blank() -> None:
    report = read("shanghai_office_2019")
    values = figures(report)
    blanks = {cell.path for cell in report.cells if cell.status == "blank"}
    assert blanks
    assert all(values[path] is None for path in blanks)
    assert report.checks.fail == 0
    assert report.checks.not_evaluable > 0
