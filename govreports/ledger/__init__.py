"""The ledger of one spider: what each run found of each report, and every version of every report, for ever.

One SQLite file, written by the crawl (`govreports.bookkeeping`), read by ``govreports versions`` and whoever likes. A run's
records are staged as they come and become versions in one transaction when it ends, so that a run that is cut off at any
moment leaves the ledger as it was; what it had staged goes when the next one begins. docs/versions.md says what is kept.
"""

from govreports.ledger.judging import STATES, Because, State
from govreports.ledger.store import Change, Closing, Ledger, LedgerError, Run, Unmet, Version

__all__ = [
    "STATES",
    "Because",
    "Change",
    "Closing",
    "Ledger",
    "LedgerError",
    "Run",
    "State",
    "Unmet",
    "Version",
]
