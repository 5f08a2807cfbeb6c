"""What the ledger says that a run has changed: which reports are new, changed, gone, or were not seen."""

import logging
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from govreports.health.model import ChangedReport, Changes
from govreports.ledger import STATES, Change, Ledger, LedgerError

if TYPE_CHECKING:
    from scrapy.statscollectors import StatsCollector

logger = logging.getLogger(__name__)

_STAT: Final = "ledger"
_MOST_NAMED: Final = 200


def changes_of(stats: "StatsCollector", run: str, ledger: Path | None) -> Changes | None:
    """What *run* has changed: by the counts in *stats*, by name as the *ledger* has it; None where none is kept."""
    if not any(f"{_STAT}/{state}" in stats.get_stats() for state in STATES):
        return None
    counts = {str(state): int(stats.get_value(f"{_STAT}/{state}", 0)) for state in STATES}
    return told(counts, _named(ledger, run) if ledger is not None and ledger.exists() else ())


def told(counts: Mapping[str, int], changes: Iterable[Change]) -> Changes:
    """*changes* up to a limit, those first that matter most: gone, changed, new, unseen."""
    order = ("gone", "changed", "new", "unseen")
    listed = sorted((it for it in changes if it.state in order), key=lambda it: (order.index(it.state), it.report_id))
    named = tuple(
        ChangedReport(kind=it.state, report_id=it.report_id, title=it.title, url=it.url) for it in listed[:_MOST_NAMED]
    )
    return Changes(counts=dict(counts), reports=named, left_out=max(0, len(listed) - _MOST_NAMED))


def _named(path: Path, run: str) -> list[Change]:
    """What the ledger at *path* names; nothing where it cannot be read: the counts stand."""
    try:
        with Ledger.to_read(path) as ledger:
            return ledger.changes(run)
    except LedgerError as error:
        logger.warning("%s: what has changed is counted, not named: %s", path, error)
        return []
