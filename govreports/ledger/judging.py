"""What a run says about a report: pure, from what was known of it and what was met.

A version is a hash of what was read (`govreports.assembly`), so it moves for two reasons: the agency has published
something else, or we read the same bytes otherwise than before. The hashes of the bytes tell the two apart.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

State = Literal["new", "changed", "unchanged", "gone", "unseen"]
"""What a run found of a report; docs/versions.md says when it is which."""

Because = Literal["first", "publication", "reading", "either", "incomplete"]
"""Why a version is there: the first of its report; other bytes were published; the same bytes were read otherwise; bytes
and program are both others, so that it cannot be told; a file that was there before could not be fetched."""

STATES: Final[tuple[State, ...]] = ("new", "changed", "unchanged", "gone", "unseen")

NOT_LISTED: Final = "not_listed"
"""Gone, for no list names it any more."""
OTHER_REPORT: Final = "other_report"
"""At its address lies another report."""
UNREAD: Final = "unread"
"""Its page answered, and we made no record of it: that is our fault or its page's, and says nothing of the report."""
RETURNED: Final = "returned"
"""It was gone, and is there again."""
UNLISTED: Final = "unlisted"
"""No list names it any more, but its page is still there."""
NOT_MET: Final = "not_met"
"""It was not met by a run that cannot say why."""

_CERTAIN: Final = frozenset({"http_404", "http_410"})
"""Answers that say that a page is no more, in whatever run they come."""
_TELLING: Final = frozenset({"moved", OTHER_REPORT})
"""Answers that say so where nothing else is wrong: hosts that want no more requests send everybody home as well."""
_ENOUGH: Final = 0.8
"""What share of a site's reports must be met for the rest to be gone, as in govreports.history: crawlers break, too."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One version of a report as it was read.

    Attributes:
        place: its address, without what leads nowhere else (`govreports.uniting.plain_url`).
        hashes: SHA-256 of its page, of the pages of its copies and of its files.
        lacks: whether one of its files could not be fetched.
        program: which program read it; None where that does not matter.
    """

    version: str
    place: str
    hashes: frozenset[str]
    lacks: bool = False
    program: str | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """What is to be kept of a report that was met: why its versions are there, which of them are current, its state."""

    causes: Mapping[str, Because]
    current: frozenset[str]
    state: State


def hashes_of(record: Mapping[str, Any]) -> tuple[frozenset[str], bool]:
    """The hashes of all bytes that *record* was made of, and whether some of them are lacking."""
    source, attachments = record["source"], record["attachments"]
    known = {source["sha256"], *(copy["sha256"] for copy in source["also"])}
    files = [file["sha256"] for file in attachments]
    return frozenset({*known, *filter(None, files)}), None in files


def is_unknown(report_id: str) -> bool:
    """Whether an id has a hash of bytes in the place of what is not known, so that it moves whenever these do."""
    return any(part.startswith("unknown-") for part in report_id.split("/"))


def judge_met(
    current: Sequence[Reading],
    met: Sequence[Reading],
    is_over: Callable[[Reading], bool],
    repeated: Collection[str] = (),
) -> Judged:
    """What a run says of a report of which *met* was met, when *current* is what was known to be there.

    *is_over* says of a reading that was not met whether it certainly is no more; *repeated* are versions that were met in
    the run before and only kept because a file was lacking: what lacks twice is gone from the page.
    """
    if not current:
        first: dict[str, Because] = {each.version: "incomplete" if each.lacks else "first" for each in met}
        return Judged(first, frozenset(first), "new")
    known = {each.version for each in current}
    causes: dict[str, Because] = {
        each.version: "publication" if each.version in repeated else _cause(each, current)
        for each in met
        if each.version not in known
    }
    lacking = {each.version for each in current if each.lacks}
    # The file is there now, and changes nothing of what was read without it.
    causes |= {each.version: "reading" for each in met if each.version in lacking and not each.lacks}
    standing = {each.version for each in met if causes.get(each.version) != "incomplete"}
    came = [each for each in met if each.version in causes and each.version in standing]
    only_read = all(causes[each.version] == "reading" for each in came)
    is_changed = not only_read
    for each in current:
        if each.version in standing or not standing:
            continue
        if _is_replaced(each, current, met, came):
            continue
        if is_over(each):
            is_changed = True
        else:
            standing.add(each.version)
    kept = frozenset(standing or known)
    return Judged(causes, kept, "changed" if is_changed else "unchanged")


def _cause(each: Reading, current: Sequence[Reading]) -> Because:
    """Why a version is there that was not current."""
    if each.lacks and not all(known.lacks for known in current):
        return "incomplete"
    if any(each.hashes <= known.hashes for known in current) or (
        not each.lacks and any(known.lacks for known in current)
    ):
        return "reading"
    is_same_program = any(known.program == each.program for known in current)
    return "publication" if is_same_program else "either"


def _is_replaced(each: Reading, current: Sequence[Reading], met: Sequence[Reading], came: Sequence[Reading]) -> bool:
    """Whether something that was met stands where *each* was."""
    if len(current) == 1 and came:
        return True
    # A page of a copy that was united with another one is met under that one's address: the hashes know it.
    return any(other.place == each.place for other in met) or any(other.hashes <= each.hashes for other in came)


def judge_missing(answers: Iterable[str | None], *, is_sure: bool) -> tuple[State, str]:
    """What a run says of a report that it did not meet, and how that is known: ``gone``, or ``unseen``.

    *answers* say what came of asking for its addresses, None where nothing is known; *is_sure* says whether whatever the
    lists name would have been met.
    """
    said = [answer for answer in answers if answer is not None]
    doubtful = [answer for answer in said if answer not in _CERTAIN | _TELLING]
    if doubtful:
        return "unseen", doubtful[0]
    if said and all(answer in _CERTAIN for answer in said):
        return "gone", said[0]
    if is_sure:
        return "gone", said[0] if said else NOT_LISTED
    return "unseen", said[0] if said else NOT_MET


def is_enough(met: int, before: int) -> bool:
    """Whether *met* of the *before* reports of a site are so many that it was read as it should be."""
    return met >= _ENOUGH * before
