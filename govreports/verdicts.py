"""Whether what was published is an annual report: by its titles, its tables, its sections and what they say.

A row of a list is judged by less, and more kindly (govreports.reading.rows): a doubtful one costs a
request. A record that is no report would cost its readers' trust, so a page has to show what it is.
"""

from collections.abc import Iterator
from typing import Final

from govreports.documents import UnreadableError
from govreports.publication import Parts, Publication
from govreports.reading.columns import ColumnKind, column_kind, is_annual_column
from govreports.reading.dates import find_period_year
from govreports.reading.signals import Reason, Verdict, page_reason, verdict
from govreports.reading.titles import is_of_many, judge_title, read_title

_MOST_SECTIONS: Final = 4
_SOME_SECTIONS: Final = 2
# A page is about something else if its title says so, and not only where it stands.
_KINDS: Final = frozenset({"kind", "kind_before"})
_SPEAKING: Final = _KINDS | {"subject", "year"}


def judge_page(publication: Publication) -> Verdict:
    """What speaks for and against *publication*, whose parts and tables were read."""
    parts = publication.parts
    said = [*_of_title(publication, parts)] if parts is not None else []
    return verdict([*said, *_of_tables(publication), *(_of_text(parts) if parts is not None else ())])


def _of_title(publication: Publication, parts: Parts) -> Iterator[Reason]:
    """What its titles say: the best one for it, and what the most trusted one that says anything has against it."""
    own = [title.split("_")[0] for title in parts.called]
    named = [title for title in (parts.title, *own) if title and read_title(title).is_report]
    if any(column_kind(title) is not ColumnKind.ANNUAL for title in named):
        yield page_reason("titled")
    elif named:
        yield page_reason("titled_as_column")
    elif publication.listed.column and is_annual_column(publication.listed.column) and any(map(_is_of_a_year, own)):
        yield page_reason("in_column")
    if named and is_of_many(read_title(named[0]).agency):
        yield page_reason("of_many")
    judged = (judge_title(title).reasons for title in own or [parts.title or ""])
    telling = next((reasons for reasons in judged if any(reason.key in _SPEAKING for reason in reasons)), ())
    yield from (reason for reason in telling if reason.weight < 0)


def _is_of_a_year(title: str) -> bool:
    """Whether *title* says 年报 or 报告, and of which year, but not of what."""
    reasons = judge_title(title).reasons
    keys = {reason.key for reason in reasons}
    return "year" in keys and not keys.isdisjoint(_KINDS) and all(reason.weight >= 0 for reason in reasons)


def _of_tables(publication: Publication) -> Iterator[Reason]:
    if publication.tables is not None and publication.tables.form is not None:
        yield page_reason("tables" if publication.tables.state == "parsed" else "some_tables")
    elif any(isinstance(capture.document, UnreadableError) for capture in publication.captures):
        yield page_reason("unread")


def _of_text(parts: Parts) -> Iterator[Reason]:
    found = len({section.key for section in parts.sections})
    if found >= _MOST_SECTIONS:
        yield page_reason("sections")
    elif found >= _SOME_SECTIONS:
        yield page_reason("some_sections")
    if find_period_year(parts.text) is not None:
        yield page_reason("period")
    if parts.has_table_pictures:
        yield page_reason("pictured")
