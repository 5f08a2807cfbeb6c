"""What the ledger says that a run has changed: which reports are new, changed, gone, or were not seen."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from heapq import nsmallest
from pathlib import Path
from typing import TYPE_CHECKING, Final

from govreports.health.model import ChangedReport, Changes
from govreports.ledger import STATES, Change, Ledger, LedgerError

if TYPE_CHECKING:
    from scrapy.statscollectors import StatsCollector

logger = logging.getLogger(__name__)

_STAT: Final = "ledger"
_MOST_NAMED: Final = 200
_ORDER: Final = ("gone", "changed", "new", "unseen")


def changes_of(stats: "StatsCollector", run: str, ledger: Path | None) -> Changes | None:
    """What *run* has changed: by the counts in *stats*, by name as the *ledger* has it; None where none is kept."""
    if not any(f"{_STAT}/{state}" in stats.get_stats() for state in STATES):
        return None
    counts = {str(state): int(stats.get_value(f"{_STAT}/{state}", 0)) for state in STATES}
    return told(counts, _named(ledger, run) if ledger is not None and ledger.exists() else ())


def told(counts: Mapping[str, int], changes: Iterable[Change]) -> Changes:
    """*changes* up to a limit, those first that matter most: gone, changed, new, unseen."""
    met = 0

    def listed() -> Iterator[Change]:
        nonlocal met
        for change in changes:
            if change.state in _ORDER:
                met += 1
                yield change

    # In a first run all reports are new: they are looked through, and never held together.
    first = nsmallest(_MOST_NAMED, listed(), key=lambda it: (_ORDER.index(it.state), it.report_id))
    named = tuple(ChangedReport(kind=it.state, report_id=it.report_id, title=it.title, url=it.url) for it in first)
    return Changes(counts=dict(counts), reports=named, left_out=met - len(named))


def _named(path: Path, run: str) -> Iterator[Change]:
    """What the ledger at *path* names; nothing more where it cannot be read: the counts stand."""
    try:
        with Ledger.to_read(path) as ledger:
            yield from ledger.changes(run)
    except LedgerError as error:
        logger.warning("%s: what has changed is counted, not named: %s", path, error)
