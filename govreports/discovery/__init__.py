"""From a site's first page to its column of annual reports, in a bounded number of polite requests."""

from govreports.discovery.columns import Column, read_part
from govreports.discovery.leads import Lead
from govreports.discovery.search import Search

__all__ = ["Column", "Lead", "Search", "read_part"]
