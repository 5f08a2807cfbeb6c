"""A made-up host ready to be crawled, and what a crawl of it should come back with."""

from dataclasses import dataclass

from tests.replica.families.made import Office
from tests.replica.protocol import Site


@dataclass(frozen=True, slots=True)
class MadeHost:
    """*home* is the only address that a crawl is told; the rest is what it is marked by.

    *column* is the first page of the annual reports' list (None where a crawl cannot reach one),
    *reports* the absolute addresses of the reports, *trouble* the word of the obstacle that is to be
    reported, *also_sites* other hosts that pieces of this office lie on.
    """

    site: Site
    office: Office
    home: str
    column: str | None
    reports: tuple[str, ...]
    trouble: str | None
    also_sites: tuple[Site, ...] = ()
