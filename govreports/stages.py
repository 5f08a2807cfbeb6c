"""From bytes to record, stage by stage: documents → parts → tables → record → checks."""

import re
from collections.abc import Sequence
from typing import Final

from govreports.agencies import directory
from govreports.assembly import to_report
from govreports.documents import Document, Paragraph, UnreadableError, read_or_reason
from govreports.documents.model import BlockItem
from govreports.publication import Capture, Parts, Publication
from govreports.reading.dates import find_period_year
from govreports.reading.metadata import PageMetadata, read_metadata
from govreports.reading.narrative import read_narrative
from govreports.reading.pictures import as_one, table_pictures
from govreports.reading.sections import FoundSection, find_sections
from govreports.reading.signals import is_cut
from govreports.reading.tables import add_tables, read_tables
from govreports.reading.titles import Title, is_another_agency, name_several, read_title, tidy
from govreports.records import Report
from govreports.rules.check import check_report
from govreports.rules.legibility import check_legibility
from govreports.verdicts import judge_page

__all__ = [
    "check",
    "is_annual_report",
    "judge_page",
    "process",
    "read_all_tables",
    "read_capture",
    "read_documents",
    "read_parts",
]

_TITLE_LINES: Final = 15
_LONGEST_TITLE: Final = 60
_LONGEST_PART: Final = 30
_MOST_PARTS: Final = 3
_PATH: Final = re.compile(r"[>»›]|当前位置|上一篇|下一篇")
_YEAR_ALONE: Final = re.compile(r"[\d〇○零ОΟ一二三四五六七八九]{4}年度?")
# How the name of an agency ends, and what else a broken title's first lines end with or hold.
_BEGINS_TITLE: Final = re.compile(
    r"政府信息|信息公开|(?:[局厅委会院办室所站镇乡道县市区省盟旗州司处部社校学馆队团关行署府台场村]|中心|苏木|年|年度|关于)$"
)
_ENDS: Final = ("。", "：", ":", "；")


def read_capture(capture: Capture) -> Document | UnreadableError:
    """Read one capture's bytes; what cannot be read is returned as the reason why."""
    if capture.error is not None:
        return UnreadableError(capture.error, media_type=capture.media_type or "application/octet-stream")
    return read_or_reason(capture.body, capture.declared)


def read_documents(publication: Publication) -> None:
    """Stage one: bytes into documents, those that are none yet."""
    for capture in publication.captures:
        if capture.document is None:
            capture.document = read_capture(capture)
    publication.unpack()


def read_parts(publication: Publication) -> None:
    """Stage two: title, year, agency, metadata and sections."""
    page = publication.page.readable
    if page is None:
        publication.parts = _no_parts(publication)
        return
    found = read_metadata(page, url=publication.page.url, listed=publication.listed)
    title, read = _title(found, page, page)
    announced = read
    if not announced.is_report:
        # A page that does not say what it is, such as an archive: the first report in it does.
        _, announced = _title(found, _speaking(publication, page)[0], page)
    if announced.agency is None:
        announced = announced._replace(agency=_whose(publication))
    for attachment in publication.attachments:
        attachment.is_other = _is_other(attachment, announced)
    speaking, sections = _speaking(publication, page)
    if speaking is not page:
        title, read = _title(found, speaking, page)
    blocks = _text_blocks(speaking, sections)
    text = "\n".join(block.text for block in blocks if isinstance(block, Paragraph))
    # A report without a title says which year its figures are of.
    year = read.year if read.year is not None else find_period_year(text)
    named = (read.agency, found.metadata.publisher)
    agency = directory().find(named, home=publication.home, index=found.metadata.index_parts)
    publication.parts = Parts(
        title=title,
        year=year,
        agency=agency,
        metadata=found.metadata,
        text=text,
        sections=sections,
        has_table_pictures=bool(table_pictures(speaking, sections)),
        narrative=read_narrative(blocks, sections, year, agency.name if agency else ""),
        called=found.titles,
    )


def read_all_tables(publication: Publication) -> None:
    """Stage three: the statutory tables, of the document that holds most of them."""
    sheets = [(capture, document) for capture, document in publication.speaking if _is_sheet(document)]
    single = [(capture, document) for capture, document in publication.speaking if not _is_sheet(document)]
    if sheets:
        single.append((sheets[0][0], as_one([document for _capture, document in sheets])))
    found = [(capture, tables) for capture, document in single if (tables := read_tables(document)).form is not None]
    if found:
        # Of equals the first: the page speaks before its attachments. What is printed cell by cell
        # comes before what had to be worked out.
        found.sort(key=lambda item: (item[1].certain, item[1].filled), reverse=True)
        (publication.tables_source, tables), *publication.tables_elsewhere = found
        for capture, other in publication.tables_elsewhere:
            if (more := add_tables(tables, other)) is not None:
                tables = more
                publication.tables_also.append(capture)
        if sheets and publication.tables_source is sheets[0][0]:
            publication.tables_also += [capture for capture, _document in sheets[1:]]
        publication.tables = tables


def check(publication: Publication) -> Report:
    """Stage four: the record, with findings about how it was read and about what it says."""
    return check_report(to_report(publication, check_legibility(publication)))


def process(publication: Publication) -> Report:
    """All stages at once."""
    read_documents(publication)
    read_parts(publication)
    read_all_tables(publication)
    return check(publication)


def is_annual_report(publication: Publication) -> bool:
    """Whether what was published is an annual report at all."""
    return judge_page(publication).is_report


def _is_sheet(document: Document) -> bool:
    """Whether *document* is a picture file: one sheet of a report, or a table."""
    return document.recognised and document.media_type.startswith("image/")


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
        called=tuple(titles),
    )


def _speaking(publication: Publication, page: Document) -> tuple[Document, list[FoundSection]]:
    """The document whose text is the report's, and its sections: the page, unless only an attachment has any."""
    for _capture, document in publication.speaking:
        if sections := find_sections(document.body_blocks):
            return document, sections
    return page, []


def _whose(publication: Publication) -> str | None:
    """Whose report a page is that names nobody but has those of several: only the site's own one can be."""
    several = name_several(_calls_itself(attachment).agency for attachment in publication.attachments)
    return publication.home.name if several and publication.home is not None else None


def _is_other(attachment: Capture, announced: Title) -> bool:
    """Whether *attachment* calls itself another report than the page does."""
    read = _calls_itself(attachment)
    another_year = None not in (read.year, announced.year) and read.year != announced.year
    return read.is_report and (another_year or _is_anothers(read, announced))


def _calls_itself(attachment: Capture) -> Title:
    """Which report *attachment* says it is, by its text before its name."""
    document = attachment.readable
    own = _title_lines(document, document.body_blocks[:_TITLE_LINES]) if document is not None else []
    archive = attachment.archive.name if attachment.archive is not None else None
    reads = map(read_title, (*own, attachment.name or "", archive or ""))
    return next((read for read in reads if read.is_report), Title(False, None, None))


def _is_anothers(one: Title, other: Title) -> bool:
    """Whether two titles name two agencies; 临夏州财政局 is 临夏回族自治州财政局, and 甘肃水利厅 is 甘肃省水利厅."""
    if not is_another_agency(one.agency, other.agency):
        return False
    known = [
        agency.id for agency in (directory().find((title.agency,)) for title in (one, other)) if agency is not None
    ]
    return len(known) < 2 or known[0] != known[1]


def _title(found: PageMetadata, document: Document, page: Document) -> tuple[str | None, Title]:
    """The title of *document*, and what it says: of those that name a report, the most trusted one."""
    # Browser titles go on with the column's and the site's: 某局2021年…报告_信息公开年报_某市.
    offered = [tidy(title).split("_")[0] for title in found.titles]
    offered += [*_title_lines(document, document.body_blocks[:_TITLE_LINES]), *_headings(page)]
    reports = [(title, read) for title in offered if (read := read_title(title)).is_report]
    dated = [(title, read) for title, read in reports if read.year is not None]
    if not dated:
        return reports[0] if reports else (offered[0] if offered else None, Title(False, None, None))
    own, read = dated[0]
    if is_cut(own):
        # What a list has cut the page may say whole.
        same = ((title, it) for title, it in dated if not is_cut(title) and it.year == read.year)
        own, read = next((pair for pair in same if not is_another_agency(read.agency, pair[1].agency)), (own, read))
    if read.agency is None:
        # A column's title perhaps, 2021年信息公开年报: one that names the agency says more, if it says the same
        # or what the text says.
        years = {read.year, find_period_year("".join(_texts(document)))}
        return next(((title, it) for title, it in dated if it.agency and it.year in years), (own, read))
    return own, read


def _headings(page: Document) -> list[str]:
    """Titles among the last lines before the body, where a page marks its body and prints the heading over it."""
    before = page.blocks[: page.body[0]]
    return _title_lines(page, before[-_TITLE_LINES:])


def _title_lines(document: Document, blocks: Sequence[BlockItem]) -> list[str]:
    """Titles among the lines of *blocks*, where long ones are broken over two or three."""
    linked = {link.text for link in document.links}
    lines = ["" if line in linked or _PATH.search(line) else line for line in _texts(document, blocks)]
    titles: list[str] = []
    for number, line in enumerate(lines):
        if line and len(line) <= _LONGEST_TITLE and not line.endswith(_ENDS):
            title = _joined(lines[max(0, number + 1 - _MOST_PARTS) : number], line)
            if read_title(title).is_report:
                titles.append(tidy(title))
    return titles


def _joined(before: Sequence[str], line: str) -> str:
    """*line* with as many of the lines before it as it takes to make a whole title of them."""
    title = line
    for part in reversed(before):
        read = read_title(title)
        # What begins with a whole title is no end of one.
        if read.is_report and read.agency is not None and (read.year is not None or not _YEAR_ALONE.fullmatch(part)):
            break
        if len(part) > _LONGEST_PART or not _BEGINS_TITLE.search(part) or read_title(part).is_report:
            break
        title = part + title
    return title


def _texts(document: Document, blocks: Sequence[BlockItem] | None = None) -> list[str]:
    return [
        block.text for block in (document.body_blocks if blocks is None else blocks) if isinstance(block, Paragraph)
    ]


def _text_blocks(document: Document, sections: Sequence[FoundSection]) -> Sequence[BlockItem]:
    """The report's blocks: on a page that does not mark its body, up to where the last section ends."""
    blocks = document.body_blocks
    return blocks[: sections[-1].stop] if sections else blocks
