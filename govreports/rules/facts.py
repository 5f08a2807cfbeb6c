"""A record as the rules look at it: its figures by path, its sections by key, and who published it."""

from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Final

from govreports.agencies.kinds import Kind, kind_of
from govreports.forms import Form, load_forms
from govreports.forms.labels import squeeze
from govreports.records import CellStatus, Number, Report, Section, SectionKey, leaves

APPLICANTS: Final = (
    "natural_person",
    "commercial_enterprise",
    "research_institution",
    "public_welfare_organization",
    "legal_service_institution",
    "other_organization",
    "total",
)
"""The columns of table three, in every form that has one."""

_DOUBTFUL: Final = frozenset({"ambiguous", "recovered", "text"})


@dataclass(frozen=True, eq=False)
class Facts:
    """One record, prepared for the rules."""

    report: Report
    form: Form | None
    """The official form that the figures belong to; None for a record without tables, or of a form unknown here."""
    figures: dict[str, Number | None] = field(repr=False)
    """Every cell that the document has, by path, in the form's order."""
    statuses: dict[str, CellStatus] = field(repr=False)

    @cached_property
    def kind(self) -> Kind | None:
        """What kind of body published the report."""
        agency = self.report.agency
        if agency is None:
            return None
        return "township" if agency.level == "township" else kind_of(agency.name)

    @cached_property
    def sections(self) -> dict[SectionKey, Section]:
        """The sections found, in the order in which they stand."""
        return {section.key: section for section in self.report.body.sections}

    @cached_property
    def text(self) -> str:
        """The report's text without white space."""
        return squeeze(self.report.body.text)

    @cached_property
    def exact(self) -> bool:
        """Whether figures and labels stand in the source as they were read, so that they are the agency's own."""
        read = self.report.tables_from
        return read is not None and read.exact and all(found.rule != "Q902" for found in self.report.findings)

    def doubtful(self, path: str) -> bool:
        """Whether the cell is not there, or was not read for certain."""
        return path not in self.figures or self.statuses.get(path) in _DOUBTFUL

    def number(self, path: str) -> Number | None:
        """The figure at *path*; None where there is none."""
        return self.figures.get(path)


def facts_of(report: Report) -> Facts:
    """The record, prepared for the rules."""
    # Read as attributes: dumping the model would copy every figure.
    tables = {name: getattr(report.tables, name) for name in type(report.tables).model_fields}
    statuses = {note.path: note.status for note in report.cells}
    # Annexes have keys for rows that the document lacks.
    figures = {
        path: value
        for path, value in leaves({name: tree for name, tree in tables.items() if isinstance(tree, dict)}).items()
        if value is not None or statuses.get(path) != "missing"
    }
    return Facts(report, _form(report.form), figures, statuses)


@cache
def _form(form_id: str | None) -> Form | None:
    return next((form for form in load_forms() if form.id == form_id), None)
