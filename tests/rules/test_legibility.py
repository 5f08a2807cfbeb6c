"""Findings about what a document lacks: whole columns once, rows one by one."""

from govreports.documents.model import Document
from govreports.forms import load_forms
from govreports.publication import Capture, Publication
from govreports.reading.tables import Reading, TablesRead
from govreports.rules.legibility import check_legibility

FORM = next(form for form in load_forms() if form.id == "2021")


def found(*lacking: str) -> list[tuple[str, str | None]]:
    """Rules and paths for a document that lacks the cells whose paths end or begin so."""
    missing = tuple(path for path in FORM.paths() if path.endswith(lacking) or path.startswith(lacking))
    cells = {path: Reading(0, "0", None) for path in FORM.paths() if path not in missing}
    tables = TablesRead(FORM, "partial", cells=cells, missing=missing)
    page = Capture("http://example.gov.cn/", b"", document=Document((), (0, 0), "text/html", "html"))
    publication = Publication(page, tables=tables, tables_source=page)
    return [(each.rule, each.path) for each in check_legibility(publication)]


def test_a_document_with_all_cells_lacks_nothing() -> None:
    assert found("none such") == []


def test_a_column_that_no_row_has_is_said_once() -> None:
    assert found(".legal_service_institution") == [("Q108", "requests.*.legal_service_institution")]


def test_a_row_is_said_as_a_row() -> None:
    assert found("requests.carried_over.") == [("Q107", "requests.carried_over.*")]
    assert found("requests.carried_over.", ".legal_service_institution") == [
        ("Q108", "requests.*.legal_service_institution"),
        ("Q107", "requests.carried_over.*"),
    ]


def test_a_single_cell_is_said_as_such() -> None:
    assert found("requests.carried_over.natural_person") == [("Q107", "requests.carried_over.natural_person")]
