"""Records made for the tests of rules: no document behind them, every field as a test wants it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from govreports.agencies import directory
from govreports.forms import Form, load_forms
from govreports.records import (
    Agency,
    Body,
    CellNote,
    Checks,
    Metadata,
    Number,
    Report,
    Section,
    Source,
    Tables,
    TablesFrom,
    grow,
    version_of,
)

FORMS = {form.id: form for form in load_forms() if form.id in {"2019", "2021"}}
APPLICANTS = (
    "natural_person",
    "commercial_enterprise",
    "research_institution",
    "public_welfare_organization",
    "legal_service_institution",
    "other_organization",
)
BLOCKS = ("reconsideration", "litigation.direct", "litigation.after_reconsideration")
OUTCOMES = ("upheld", "corrected", "other", "pending")
Cells = Mapping[str, Number | None]


def result_rows(form: Form) -> list[str]:
    """The rows of table three that add up to results.total."""
    rows = next(block for block in form.blocks if block.table == "requests").rows
    return [
        row.key for row in rows if row.key.startswith("results.") and row.key != "results.total" and not row.instead_of
    ]


def consistent(form: Form, draw: Callable[[], int]) -> dict[str, int]:
    """Figures in which every sum holds; those of table two are 1, of rules, which few can make, 0."""
    cells = {path: int(not path.startswith("proactive.rules.")) for path in form.paths()}
    for applicant in APPLICANTS:
        for row in result_rows(form):
            cells[f"requests.{row}.{applicant}"] = draw()
        total = sum(cells[f"requests.{row}.{applicant}"] for row in result_rows(form))
        forward, over = draw(), draw()
        cells[f"requests.results.total.{applicant}"] = total
        cells[f"requests.carried_forward.{applicant}"] = forward
        cells[f"requests.carried_over.{applicant}"] = min(over, total + forward)
        cells[f"requests.new_requests.{applicant}"] = total + forward - min(over, total + forward)
    for row in [*result_rows(form), "results.total", "carried_forward", "carried_over", "new_requests"]:
        cells[f"requests.{row}.total"] = sum(cells[f"requests.{row}.{applicant}"] for applicant in APPLICANTS)
    for block in BLOCKS:
        for outcome in OUTCOMES:
            cells[f"disputes.{block}.{outcome}"] = draw()
        cells[f"disputes.{block}.total"] = sum(cells[f"disputes.{block}.{outcome}"] for outcome in OUTCOMES)
    return cells


SECTIONS = {
    "overall": (
        "一、总体情况",
        "主动公开了信息若干条，依申请公开有序办理，政府信息管理更加规范，政府信息公开平台建设稳步推进，监督保障到位。"
        * 3,
    ),
    "proactive": ("二、主动公开政府信息情况", ""),
    "requests": ("三、收到和处理政府信息公开申请情况", ""),
    "disputes": ("四、政府信息公开行政复议、行政诉讼情况", ""),
    "problems": ("五、存在的主要问题及改进情况", "个别栏目更新不够及时，下一步将逐月检查。"),
    "other": ("六、其他需要报告的事项", "没有收取信息处理费。"),
}


def made_report(
    cells: Cells | None = None,
    *,
    form: str | None = "2021",
    year: int | None = 2022,
    agency: str | Agency | None = "聊城市生态环境局",
    sections: Mapping[str, tuple[str, str]] | None = None,
    text: str | None = None,
    notes: Sequence[CellNote] = (),
    metadata: Mapping[str, Any] | None = None,
    exact: bool = True,
    **more: Any,
) -> Report:
    """A record that breaks no rule but those that the arguments make it break.

    A cell of *cells* that is None is a blank one, unless *notes* has something else to say about it.
    """
    if cells is None:
        cells = consistent(FORMS[form], lambda: 2) if form else {}
    noted = {note.path for note in notes}
    blanks = [
        CellNote(path=path, raw="", status="blank")
        for path, value in cells.items()
        if value is None and path not in noted
    ]
    told = {**SECTIONS} if sections is None else dict(sections)
    known = directory().find((agency,)) if isinstance(agency, str) else agency
    name = known.name if known else ""
    fields: dict[str, Any] = {
        "report_id": f"{known.id if known else 'unknown'}/{year}",
        "version": version_of(str(cells)),
        "year": year,
        "title": f"{name}{year}年政府信息公开工作年度报告" if name else None,
        "agency": known,
        "metadata": Metadata(**metadata or {}),
        "source": Source(
            url=f"http://example.gov.cn/{year}.html",
            list_url=None,
            site="example.gov.cn",
            platform=None,
            fetched_at=None,
            media_type="text/html",
            encoding="utf-8",
            sha256="0" * 64,
            archive=None,
        ),
        "attachments": [],
        "body": Body(
            text="\n".join(part for pair in told.values() for part in pair) if text is None else text,
            sections=[Section(key=key, title=title, text=said) for key, (title, said) in told.items()],  # type: ignore[arg-type]
        ),
        "form": form,
        "tables_state": "parsed" if form else "absent",
        "tables_from": TablesFrom(kind="page", url=None, reader="html", exact=exact) if form else None,
        "tables": Tables.model_validate(grow(cells.items())),
        "cells": [*blanks, *notes],
        "findings": [],
        "checks": Checks(),
    }
    return Report(**{**fields, **more})
