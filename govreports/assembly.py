"""Everything that was found out about a publication, as a record."""

import hashlib
from collections.abc import Sequence

from govreports.documents import sniff
from govreports.publication import Capture, Parts, Publication
from govreports.reading.sections import find_sections
from govreports.reading.tables import TablesRead
from govreports.reading.titles import read_title
from govreports.records import (
    Attachment,
    Body,
    CellNote,
    Checks,
    Finding,
    Metadata,
    Number,
    Report,
    Section,
    Source,
    Tables,
    TablesFrom,
    UnlistedRow,
    grow,
    version_of,
)

_NOTHING = Parts(
    title=None, year=None, agency=None, metadata=Metadata(), text="", sections=[], has_table_pictures=False
)


def to_report(publication: Publication, findings: Sequence[Finding] = ()) -> Report:
    """The record of *publication*, with what was found about its documents; what a stage did not find out is None."""
    parts = publication.parts or _NOTHING
    tables = publication.tables
    cells = {path: reading.value for path, reading in tables.cells.items()} if tables else {}
    form = tables.form.id if tables and tables.form else None
    sections = [Section(key=s.key, title=s.title, text="\n".join(s.paragraphs)) for s in parts.sections]
    page = publication.page
    document = page.readable
    return Report(
        report_id=_report_id(parts, page),
        version=version_of(
            parts.title, str(parts.year), form, {**cells, **_unlisted(tables)}, "".join(parts.text.split())
        ),
        year=parts.year,
        title=parts.title,
        agency=parts.agency,
        metadata=parts.metadata,
        source=Source(
            url=page.url,
            list_url=publication.listed.url,
            site=publication.site,
            platform=publication.platform,
            fetched_at=page.fetched_at,
            media_type=_media_type(page),
            encoding=document.encoding if document else None,
            sha256=_sha256(page.body),
            archive=page.kept_at,
        ),
        attachments=[_attachment(capture) for capture in publication.attachments],
        body=Body(text=parts.text, sections=sections),
        form=form,
        tables_state=publication.tables_state,
        tables_from=_tables_from(publication),
        tables=_tables(tables) if tables else Tables(),
        cells=_cell_notes(tables) if tables else [],
        narrative=parts.narrative,
        findings=list(findings),
        checks=Checks(),
    )


def _report_id(parts: Parts, page: Capture) -> str:
    if parts.agency is not None and parts.year is not None:
        return f"{parts.agency.id}/{parts.year}"
    # What is not known must not make two reports one.
    unknown = f"unknown-{_sha256(page.body or page.url.encode())[:12]}"
    return f"{parts.agency.id if parts.agency else unknown}/{parts.year if parts.year is not None else unknown}"


def _tables(tables: TablesRead) -> Tables:
    if tables.form is None or tables.form.annex is None:
        return Tables.model_validate(grow((path, reading.value) for path, reading in tables.cells.items()))
    block = tables.form.annex
    figures: dict[str, dict[str, Number | None]] = {}
    for row in block.rows:
        for column in block.columns:
            path = block.path(row, column)
            if path in tables.cells or path in tables.missing:
                reading = tables.cells.get(path)
                table, _dot, key = path.partition(".")
                figures.setdefault(table, {})[key] = reading.value if reading else None
    there = {path.partition(".")[0] for path in tables.cells}
    unlisted = [UnlistedRow(label=r.label, unit=r.unit, year=r.year, cumulative=r.cumulative) for r in tables.unlisted]
    return Tables.model_validate(
        {**{table: rows for table, rows in figures.items() if table in there}, "annex_unlisted": unlisted or None}
    )


def _unlisted(tables: TablesRead | None) -> dict[str, list[Number | None]]:
    return {f"unlisted {row.label}": [row.year, row.cumulative] for row in tables.unlisted} if tables else {}


def _cell_notes(tables: TablesRead) -> list[CellNote]:
    notes = [
        CellNote(
            path=path,
            raw=reading.raw,
            status=reading.status,  # type: ignore[arg-type]  # pydantic checks it
            candidates=list(reading.candidates),
        )
        for path, reading in tables.cells.items()
        if reading.status is not None
    ]
    return notes + [CellNote(path=path, raw=None, status="missing") for path in tables.missing]


def _tables_from(publication: Publication) -> TablesFrom | None:
    capture = publication.tables_source
    if capture is None or capture.readable is None:
        return None
    on_page = capture is publication.page
    return TablesFrom(
        kind="page" if on_page else "attachment",
        url=None if on_page else capture.url,
        reader=capture.readable.reader,
        exact=publication.tables is not None and publication.tables.exact,
        also=[also.url for also in publication.tables_also],
    )


def _attachment(capture: Capture) -> Attachment:
    fetched = capture.error is None
    document = capture.readable
    named = capture.name is not None and read_title(capture.name).is_report
    titled = named or (document is not None and bool(find_sections(document.body_blocks)))
    return Attachment(
        url=capture.url,
        name=capture.name,
        media_type=_media_type(capture) if fetched else None,
        sha256=_sha256(capture.body) if fetched else None,
        archive=capture.kept_at,
        role="report" if titled and not capture.is_other else "other",
    )


def _media_type(capture: Capture) -> str:
    if capture.document is None:
        return sniff(capture.body)
    return capture.document.media_type


def _sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
