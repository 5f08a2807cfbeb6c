"""Accuracy counted: what is exact, what is wrong and said, what is wrong without a word."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from govreports.cli import main
from govreports.publication import Capture, Publication
from govreports.records import CellNote, Finding, Number, Report, Tables, grow
from govreports.scoring import Score, score
from govreports.stages import process
from tests.replica.figures import Figures, form_of, load_figures
from tests.replica.render import report_docx, report_html, report_text
from tests.trees import leaves


def _figures() -> Figures:
    figures = load_figures()["liaocheng_sthjj_2021"]
    return replace(figures, cells={**figures.cells, "proactive.rules.in_force": ""})


def _truth(figures: Figures) -> dict[str, Any]:
    return dict(grow((path, figures.number(path)) for path in form_of(figures).paths()))


def _record(figures: Figures) -> Report:
    return process(Publication(Capture("file:///report.html", report_html(figures).encode())))


def _changed(report: Report, path: str, value: int | None, *, rule: str | None = None) -> Report:
    tables = dict(leaves(report.tables.model_dump(exclude_none=True)))
    tables[path] = value
    findings = [] if rule is None else [Finding(rule=rule, severity="error", path=path, fault="unknown", message="?")]
    return report.model_copy(
        update={"tables": Tables.model_validate(grow(tables.items())), "findings": findings, "cells": []}
    )


def _counts(found: Score) -> tuple[int, int, int]:
    return found.exact, found.flagged, found.silent


def test_a_record_that_is_right() -> None:
    figures = _figures()
    assert _counts(score("a", _record(figures), _truth(figures))) == (200, 0, 0)


@pytest.mark.parametrize(("value", "rule", "counts"), [(9, None, (199, 0, 1)), (9, "Q301", (199, 1, 0))])
def test_a_wrong_figure_is_silent_unless_a_finding_covers_it(
    value: int, rule: str | None, counts: tuple[int, int, int]
) -> None:
    figures = _figures()
    report = _changed(_record(figures), "requests.new_requests.total", value, rule=rule)
    assert _counts(score("a", report, _truth(figures))) == counts


@pytest.mark.parametrize(
    ("candidates", "counts"),
    [([3, 28], (199, 1, 0, 0)), ([None, 2], (199, 0, 1, 0)), ([], (199, 0, 1, 0))],
)
def test_a_cell_left_open_counts_apart_if_the_truth_is_among_its_candidates(
    candidates: list[Number | None], counts: tuple[int, int, int, int]
) -> None:
    figures = _figures()
    path = "requests.new_requests.total"
    note = CellNote(path=path, raw="283", status="ambiguous", candidates=candidates)
    report = _changed(_record(figures), path, None).model_copy(update={"cells": [note]})
    truth = {**_truth(figures), "requests": {**_truth(figures)["requests"]}}
    truth["requests"]["new_requests"]["total"] = 28
    found = score("a", report, truth)
    assert (found.exact, found.open, found.flagged, found.silent) == counts


def test_a_figure_in_a_blank_cell_and_a_figure_gone() -> None:
    figures = _figures()
    report = _changed(_record(figures), "proactive.rules.in_force", 0)
    assert _counts(score("a", report, _truth(figures))) == (199, 0, 1)
    report = _changed(_record(figures), "proactive.rules.issued_this_year", None)
    assert _counts(score("a", report, _truth(figures))) == (199, 0, 1)


def test_a_document_without_tables_is_said_as_a_whole() -> None:
    report = process(Publication(Capture("file:///report.html", b"<p>2022</p>")))
    assert _counts(score("a", report, _truth(_figures()))) == (1, 199, 0)  # the blank cell is none


def test_the_command_counts_by_format(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    figures = _figures()
    (tmp_path / "raw").mkdir()
    (tmp_path / "truth").mkdir()
    made = {
        "a.html": report_html(figures).encode(),
        "b.docx": report_docx(figures),
        "c.txt": report_text(figures, layout="tabs").encode(),
    }
    for name, data in made.items():
        (tmp_path / "raw" / name).write_bytes(data)
        truth = tmp_path / "truth" / f"{name[0]}.json"
        truth.write_text(json.dumps({"tables": _truth(figures)}), encoding="utf-8")
    assert main(["score", str(tmp_path)]) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()[1:]]
    expected = ["1", "200", "200", "0", "0", "0", "100.00"]
    assert lines == [
        ["docx", *expected],
        ["html", *expected],
        ["text", *expected],
        ["all", "3", "600", "600", "0", "0", "0", "100.00"],
    ]
    wrong = _truth(figures)
    wrong["requests"]["new_requests"]["total"] = 99
    (tmp_path / "truth" / "a.json").write_text(json.dumps({"tables": wrong}), encoding="utf-8")
    assert main(["score", "--verbose", str(tmp_path)]) == 1
    assert "a: requests.new_requests.total: 99 read as" in capsys.readouterr().out
    (tmp_path / "raw" / "b.docx").unlink()
    assert main(["score", str(tmp_path)]) == 2
