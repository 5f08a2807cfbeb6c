"""From a site's first page to its column of annual reports, in a bounded number of polite requests."""

from govreports.discovery.columns import Column
from govreports.discovery.search import Lead, Search

__all__ = ["Column", "Lead", "Search"]
