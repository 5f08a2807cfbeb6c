"""Everything that was fetched, kept as WARC files (ISO 28500): for proof, for not asking twice, for reading again.

``exchanges`` are requests and their answers, and the plain files that spiders are tested on. ``members`` is how an archive
that grows for years is written: record by record, each a gzip member of its own. ``folder`` is such an archive, ``index``
what is found in it by, ``manifest`` which of its records make up a publication. ``foreign`` reads what others have archived.
"""

from govreports.archive.exchanges import (
    ArchiveError,
    Exchange,
    read_exchanges,
    read_info,
    write_exchange,
    write_info,
)
from govreports.archive.folder import Archive
from govreports.archive.index import Kept, Known
from govreports.archive.manifest import Held, Manifest

__all__ = [
    "Archive",
    "ArchiveError",
    "Exchange",
    "Held",
    "Kept",
    "Known",
    "Manifest",
    "read_exchanges",
    "read_info",
    "write_exchange",
    "write_info",
]
