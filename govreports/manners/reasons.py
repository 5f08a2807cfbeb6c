"""Why a request is not sent. All are IgnoreRequest: Scrapy tries none of them again."""

from typing import Final
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.exceptions import IgnoreRequest

OUTSIDE_WINDOW: Final = "outside_window"
"""A run's reason to end: sites are not to be asked at this hour."""
DAILY_BOUND: Final = "daily_bound"
"""A run's reason to end: a host has been asked as often as may be in a day."""
ENDING: Final = "ending"
"""Nobody waits for the answer any more: the run was told to stop."""

_ROBOTS: Final = "dont_obey_robotstxt"


class HostStopped(IgnoreRequest):
    """The host has refused us: nothing more is asked of it for now. *kind* is the obstacle's, *words* say more."""

    def __init__(self, host: str, kind: str, words: str | None = None) -> None:
        super().__init__(f"{host}: not asked any more ({kind})" if words is None else f"{host}: not asked, {words}")
        self.kind = kind


class PutOffError(IgnoreRequest):
    """Nothing is wrong with the request, and nothing with the site; it is for another run. *reason* is the run's to end."""

    def __init__(self, host: str, reason: str, words: str) -> None:
        super().__init__(f"{host}: put off, {words}")
        self.reason = reason


class PrivateAddressError(IgnoreRequest):
    """The host is this machine, or lies in a private network, and is none that the crawl is about."""

    def __init__(self, host: str, address: str) -> None:
        shown = host if host == address else f"{host} ({address})"
        super().__init__(f"{shown} is a private address; ALLOW_PRIVATE_ADDRESSES is off")


class RobotsUnreachableError(IgnoreRequest):
    """The host's robots.txt breaks: what it forbids is not known, so that all of it must count as forbidden."""


def host_of(request: Request) -> str:
    """The host that is asked, without its port."""
    return (urlsplit(request.url).hostname or "").rstrip(".")


def is_robots(request: Request) -> bool:
    """Whether a robots.txt is asked for, maybe at the end of redirects: of those alone Scrapy says that none forbids them."""
    return bool(request.meta.get(_ROBOTS))
