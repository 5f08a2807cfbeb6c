"""What the address of a list rests on, in words of a fixed form, and what may be said of the list for it.

Evidence is facts, parted by semicolons, each ``SUBJECT: BASIS``::

    list: fetched Nov 2026
    report: stored page of Jan 2025; list: its folder
    host: stored code; list: unverified

The subjects ``list`` and ``report`` count for the status, others explain. A time is a month or a year, and that of
the page itself: the day that it bears, not the one on which somebody stored it.
"""

import re
from dataclasses import dataclass
from typing import Final, Literal, get_args

Standing = Literal["fetched", "stored page", "stored code", "unverified"]
"""``fetched``: a crawl has found reports there. ``stored page``: a stored page is the list itself, or a report whose
address leads to the list. ``stored code``: a public program names the address. ``unverified``: none of these."""

STANDINGS: Final[tuple[Standing, ...]] = get_args(Standing)

_FACT: Final = re.compile(
    r"(?P<subject>[a-z][A-Za-z ]*): (?:(?P<how>fetched|stored page|stored code)"
    r"(?: (?:of )?(?P<when>(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) )?20\d\d))?"
    r"|(?P<derived>its folder|a folder above|the family's rule)|(?P<nothing>unverified))"
)


class EvidenceError(ValueError):
    """The words are not of the fixed form."""


@dataclass(frozen=True, slots=True)
class Status:
    """How far a list's address can be relied on, and when what it rests on is from."""

    standing: Standing
    when: str | None = None

    def __str__(self) -> str:
        return f"{self.standing}, {self.when}" if self.when else self.standing


_UNVERIFIED: Final = Status("unverified")


def status_of(evidence: str) -> Status:
    """The status that *evidence* gives.

    Raises:
        EvidenceError: it is not of the fixed form, or says nothing of the list.

    >>> str(status_of("report: stored page of Jan 2025; list: its folder"))
    'stored page, Jan 2025'
    >>> str(status_of("report: stored page of Jan 2025; list: unverified"))
    'unverified'
    """
    facts: dict[str, Status | None] = {}
    for fact in evidence.split("; "):
        match = _FACT.fullmatch(fact)
        if match is None:
            raise EvidenceError(f"{fact!r} is no fact of the form SUBJECT: BASIS")
        if match["subject"] in facts:
            raise EvidenceError(f"{match['subject']!r} is said twice in {evidence!r}")
        facts[match["subject"]] = None if match["derived"] else _status(match["how"], match["when"])
    if "list" not in facts:
        raise EvidenceError(f"{evidence!r} says nothing of the list")
    # A list whose address was made from a report's is as good as that.
    return facts["list"] or facts.get("report") or _UNVERIFIED


def _status(how: str | None, when: str | None) -> Status:
    for standing in STANDINGS:
        if standing == how:
            return Status(standing, when)
    return _UNVERIFIED
