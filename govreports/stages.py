"""From bytes to record, stage by stage: documents → parts → tables → checks → record."""

import hashlib
from collections.abc import Sequence
from typing import Final

from govreports.agencies import directory
from govreports.documents import Document, Image, Paragraph, UnreadableError, read_document, sniff
from govreports.documents.model import BlockItem
from govreports.publication import Capture, Parts, Publication
from govreports.reading.metadata import PageMetadata, read_metadata
from govreports.reading.sections import FoundSection, find_sections
from govreports.reading.tables import TablesRead, read_tables
from govreports.reading.titles import Title, read_title, tidy
from govreports.records import (
    Attachment,
    Body,
    CellNote,
    Finding,
    Report,
    Section,
    Source,
    Tables,
    TablesFrom,
    TablesState,
    grow,
    version_of,
)
from govreports.rules import finding
from govreports.rules.identities import check_identities

_TABLE_SECTIONS: Final = frozenset({"proactive", "requests", "disputes"})
_FIRST_FORM_YEAR: Final = 2019
_TITLE_LINES: Final = 15


def read_capture(capture: Capture) -> Document | UnreadableError:
    """Read one capture's bytes; what cannot be read is returned as the reason why."""
    if capture.error is not None:
        return UnreadableError(capture.error, media_type=capture.media_type or "application/octet-stream")
    try:
        return read_document(capture.body, capture.declared)
    except UnreadableError as error:
        return error


def read_documents(publication: Publication) -> None:
    """Stage one: bytes into documents, those that are none yet."""
    for capture in publication.captures:
        if capture.document is None:
            capture.document = read_capture(capture)


def read_parts(publication: Publication) -> None:
    """Stage two: title, year, agency, metadata and sections."""
    page = publication.page.readable
    if page is None:
        publication.parts = _no_parts(publication)
        return
    found = read_metadata(page, url=publication.page.url, listed=publication.listed)
    speaking = _speaking(publication, page)
    sections = find_sections(speaking.body_blocks)
    title, read = _title(found, speaking)
    agency = directory().find((read.agency, found.metadata.publisher), home=publication.home)
    publication.parts = Parts(
        title=title,
        year=read.year,
        agency=agency,
        metadata=found.metadata,
        text="\n".join(block.text for block in _text_blocks(speaking, sections) if isinstance(block, Paragraph)),
        sections=sections,
        has_table_pictures=_has_pictures(speaking, sections),
    )


def read_all_tables(publication: Publication) -> None:
    """Stage three: the statutory tables, of the document that holds most of them."""
    best: tuple[int, TablesRead, Capture] | None = None
    for capture in publication.captures:
        document = capture.readable
        if document is not None:
            tables = read_tables(document)
            if tables.form is not None and (best is None or tables.filled > best[0]):
                best = (tables.filled, tables, capture)
    if best is not None:
        _filled, publication.tables, publication.tables_source = best


def check(publication: Publication) -> None:
    """Stage four: findings about the report and about how it was read."""
    findings = [*_reading_findings(publication)]
    if publication.tables is not None:
        broken, publication.checks = check_identities(publication.tables)
        findings += broken
    publication.findings = findings


def to_report(publication: Publication) -> Report:
    """The last stage: everything found, as a record."""
    parts = publication.parts or _no_parts(publication)
    tables = publication.tables
    cells = {path: reading.value for path, reading in tables.cells.items()} if tables else {}
    tree = grow(cells.items())
    form = tables.form.id if tables and tables.form else None
    sections = [Section(key=s.key, title=s.title, text="\n".join(s.paragraphs)) for s in parts.sections]
    page = publication.page
    document = page.readable
    return Report(
        report_id=_report_id(parts, page),
        version=version_of(parts.title, str(parts.year), form, cells, "".join(parts.text.split())),
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
            archive=None,
        ),
        attachments=[_attachment(capture) for capture in publication.attachments],
        body=Body(text=parts.text, sections=sections),
        form=form,
        tables_state=_state(publication),
        tables_from=_tables_from(publication),
        tables=Tables.model_validate(tree),
        cells=_cell_notes(tables) if tables else [],
        findings=publication.findings,
        checks=publication.checks,
    )


def process(publication: Publication) -> Report:
    """All stages at once."""
    read_documents(publication)
    read_parts(publication)
    read_all_tables(publication)
    check(publication)
    return to_report(publication)


def is_annual_report(publication: Publication) -> bool:
    """Whether what was published is an annual report at all: by its title, or by its tables."""
    parts = publication.parts
    if publication.tables is not None and publication.tables.state == "parsed":
        return True
    return parts is not None and parts.title is not None and read_title(parts.title).is_report


def _no_parts(publication: Publication) -> Parts:
    """What is known of a publication whose page cannot be read: what its list and name say."""
    titles = [title for title in (publication.listed.title, publication.page.name) if title]
    read = next((read for read in map(read_title, titles) if read.is_report), Title(False, None, None))
    found = read_metadata(Document((), (0, 0), "", ""), url=publication.page.url, listed=publication.listed)
    return Parts(
        title=tidy(titles[0]) if titles and publication.listed.title else None,
        year=read.year,
        agency=directory().find((read.agency,), home=publication.home),
        metadata=found.metadata,
        text="",
        sections=[],
        has_table_pictures=False,
    )


def _speaking(publication: Publication, page: Document) -> Document:
    """The document whose text is the report's: the page, unless only an attachment has sections."""
    if not find_sections(page.body_blocks):
        for capture in publication.attachments:
            if capture.readable is not None and find_sections(capture.readable.body_blocks):
                return capture.readable
    return page


def _title(found: PageMetadata, document: Document) -> tuple[str | None, Title]:
    """The title, and what it says: of those that name a report, the most trusted one."""
    offered = [tidy(title) for title in found.titles]
    offered[len(offered) - 1 :] = [offered[-1].split("_")[0]] if offered else []
    offered += _title_lines(document)
    for title in offered:
        read = read_title(title)
        if read.is_report and read.year is not None:
            return title, read
    title = offered[0] if offered else None
    return title, read_title(title) if title else Title(False, None, None)


def _title_lines(document: Document) -> list[str]:
    """Titles among the first lines of the text, where long ones are broken over two."""
    lines = [block.text for block in document.body_blocks[:_TITLE_LINES] if isinstance(block, Paragraph)]
    titles: list[str] = []
    for before, line in zip(["", *lines], lines, strict=False):
        read = read_title(line)
        if read.is_report and len(line) <= 60:
            broken = read.agency is None and 0 < len(before) <= 30 and not before.endswith(("。", "：", ":", "；"))
            titles.append(tidy(before + line) if broken else tidy(line))
    return titles


def _text_blocks(document: Document, sections: Sequence[FoundSection]) -> Sequence[BlockItem]:
    """The report's blocks: on a page that does not mark its body, up to where the last section ends."""
    blocks = document.body_blocks
    return blocks[: sections[-1].stop] if sections else blocks


def _has_pictures(document: Document, sections: Sequence[FoundSection]) -> bool:
    """Whether pictures stand where the tables should."""
    blocks = document.body_blocks
    return any(
        isinstance(block, Image)
        for section in sections
        if section.key in _TABLE_SECTIONS
        for block in blocks[section.start : section.stop]
    )


def _report_id(parts: Parts, page: Capture) -> str:
    # What is not known must not make two reports one.
    mark = _sha256(page.body or page.url.encode())[:12]
    agency = parts.agency.id if parts.agency else f"unknown-{mark}"
    return f"{agency}/{parts.year if parts.year is not None else f'unknown-{mark}'}"


def _state(publication: Publication) -> TablesState:
    if publication.tables is not None and publication.tables.form is not None:
        return "partial" if publication.tables.state == "partial" else "parsed"
    unreadable = [capture.document for capture in publication.captures if isinstance(capture.document, UnreadableError)]
    if unreadable:
        return unreadable[0].state
    if publication.parts is not None and publication.parts.has_table_pictures:
        return "image"
    return "absent"


def _reading_findings(publication: Publication) -> list[Finding]:
    found: list[Finding] = []
    state = _state(publication)
    year = publication.parts.year if publication.parts else None
    for capture in publication.captures:
        if isinstance(capture.document, UnreadableError):
            name = capture.name or capture.url
            found.append(finding("Q106", f"{name}: {capture.document}", fault="extraction"))
        elif capture.document is not None:
            found += [finding("Q903", f"{capture.url}: {note}", fault="extraction") for note in capture.document.notes]
    if state == "image":
        found.append(finding("Q106", "pictures stand where the tables should", fault="source"))
    elif state == "absent" and (year is None or year >= _FIRST_FORM_YEAR):
        found.append(finding("Q106", "no table of any known form was found", fault="unknown"))
    if publication.tables is not None:
        found += _table_findings(publication.tables)
    return found


def _table_findings(tables: TablesRead) -> list[Finding]:
    found: list[Finding] = []
    present = {path.split(".", 1)[0] for path in tables.cells}
    for table in tables.form.tables if tables.form else ():
        if table not in present:
            found.append(finding("Q106", "the table was not found", fault="unknown", path=f"{table}.*"))
    for path in _by_row(tables.missing):
        found.append(finding("Q107", "the document lacks this row or column", fault="unknown", path=path))
    doubtful = [path for path, reading in tables.cells.items() if reading.status == "ambiguous"]
    for path in _by_row(doubtful):
        message = "figures are printed here, but not for certain which is which: left out"
        found.append(finding("Q901", message, fault="extraction", path=path))
    for printed, label in tables.misspelt.items():
        found.append(finding("Q902", f"{printed!r} was taken for {label!r}", fault="unknown"))
    return found


def _by_row(paths: Sequence[str]) -> list[str]:
    """Paths, those of one row drawn together as ``row.*``."""
    rows: dict[str, list[str]] = {}
    for path in paths:
        rows.setdefault(path.rsplit(".", 1)[0], []).append(path)
    return [inside[0] if len(inside) == 1 else f"{row}.*" for row, inside in rows.items()]


def _cell_notes(tables: TablesRead) -> list[CellNote]:
    notes = [
        CellNote(path=path, raw=reading.raw, status=reading.status)  # type: ignore[arg-type]  # pydantic checks it
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
    )


def _attachment(capture: Capture) -> Attachment:
    fetched = capture.error is None
    document = capture.readable
    named = capture.name is not None and read_title(capture.name).is_report
    is_report = named or (document is not None and bool(find_sections(document.body_blocks)))
    return Attachment(
        url=capture.url,
        name=capture.name,
        media_type=_media_type(capture) if fetched else None,
        sha256=_sha256(capture.body) if fetched else None,
        archive=None,
        role="report" if is_report else "other",
    )


def _media_type(capture: Capture) -> str:
    if capture.document is None:
        return sniff(capture.body)
    return capture.document.media_type


def _sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
