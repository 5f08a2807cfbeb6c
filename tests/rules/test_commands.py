"""``govreports rules`` and ``govreports check``, and the page of rules that the first writes."""

import json
from pathlib import Path

import pytest

from govreports.cli import main
from govreports.records import Report
from govreports.rules import load_rules
from govreports.rules.check import check_report
from tests.replica.figures import load_figures
from tests.replica.render import report_html
from tests.rules.made import APPLICANTS, FORMS, consistent, made_report

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"


def stored(path: Path, *reports: Report) -> Path:
    path.write_text("".join(report.to_line() + "\n" for report in reports), encoding="utf-8")
    return path


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main([*arguments])
    out, err = capsys.readouterr()
    return code, out, err


def test_the_page_of_rules_is_what_the_command_writes(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, "rules", "--markdown")[1] == PAGE.read_text("utf-8")


def test_rules_are_listed_for_people_and_for_machines(capsys: pytest.CaptureFixture[str]) -> None:
    _code, table, _err = printed(capsys, "rules")
    assert [line.split()[0] for line in table.splitlines()[1:]] == list(load_rules())
    _code, text, _err = printed(capsys, "rules", "--json")
    assert [rule["id"] for rule in json.loads(text)] == list(load_rules())


def broken(year: int) -> Report:
    cells = dict(consistent(FORMS["2021"], lambda: 2))
    cells["disputes.reconsideration.total"] = 5
    return made_report(cells, year=year)


def test_check_finds_again_what_reading_found_and_what_years_show(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [
        stored(tmp_path / "a.jsonl", check_report(broken(2021)), check_report(made_report(year=2023))),
        stored(tmp_path / "b.jsonl", broken(2024)),  # stored unchecked
    ]
    code, out, _err = printed(capsys, "check", "--json", *map(str, files))
    lines = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [(line["report_id"], line["rule"], line["expected"], line["actual"]) for line in lines] == [
        ("371500-sthjj/2021", "Q401", 8, 5),
        ("371500-sthjj/2024", "Q401", 8, 5),
        ("371500-sthjj/2023", "Q605", None, None),
    ]
    code, out, _err = printed(capsys, "check", "--strict", *map(str, files))
    assert code == 1
    assert out.splitlines()[0].split()[:3] == ["report", "rule", "severity"]
    assert out.splitlines()[-1] == "3 findings: 2 error, 1 warning, 0 info"


def test_check_of_records_in_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # Nothing is carried forward, so that the years follow from each other; nothing new is issued either.
    cells = dict(consistent(FORMS["2021"], lambda: 0))
    cells.update({f"proactive.normative_documents.{key}": 0 for key in ("issued_this_year", "repealed_this_year")})
    cells["requests.new_requests.total"] = cells["requests.carried_forward.total"] = 0
    cells.update({f"requests.carried_forward.{key}": 0 for key in APPLICANTS})
    file = stored(tmp_path / "a.jsonl", made_report(cells, year=2021), made_report(cells, year=2022))
    assert printed(capsys, "check", "--strict", str(file))[:2] == (0, "0 findings: 0 error, 0 warning, 0 info\n")


def test_what_parse_writes_check_reads(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page, records = tmp_path / "page.html", tmp_path / "records.jsonl"
    page.write_text(report_html(load_figures()["pingtan_2024"]), encoding="utf-8")
    main(["parse", str(page)])
    line = capsys.readouterr().out
    records.write_text(line, encoding="utf-8")
    _code, out, _err = printed(capsys, "check", "--json", str(records))
    found = [json.loads(each) for each in out.splitlines()]
    assert [each["rule"] for each in found] == [each["rule"] for each in json.loads(line)["findings"]]
    assert [each["rule"] for each in found] == ["Q301", "Q302", "Q303"]


@pytest.mark.parametrize(
    ("content", "words"),
    [("{", "a.jsonl:1: not JSON"), ('{"report_id": "x/2020"}', "x/2020: not a record of this version: ")],
)
def test_check_names_what_is_no_record(
    content: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.jsonl").write_text(content, encoding="utf-8")
    code, out, err = printed(capsys, "check", str(tmp_path / "a.jsonl"))
    assert (code, out) == (2, "")
    assert words in err
    assert printed(capsys, "check", str(tmp_path / "missing.jsonl"))[0] == 2
