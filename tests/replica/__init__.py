"""A stand-in for three real sites, served by a forward proxy on this machine.

Written for the project from what is known of the sites: host names, paths, how their lists page,
which metadata they print, and figures that agencies published. No page of theirs is copied: markup,
sentences and the figures marked as invented are the project's own.
"""

from tests.replica.protocol import Altered, ReplicaRequest, ReplicaResponse, Site
from tests.replica.server import LoggedRequest, Replica
from tests.replica.sites import all_sites, many_reports_site

__all__ = [
    "Altered",
    "LoggedRequest",
    "Replica",
    "ReplicaRequest",
    "ReplicaResponse",
    "Site",
    "all_sites",
    "many_reports_site",
]
