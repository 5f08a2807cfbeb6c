"""Scrapy's resolver of names, which tells no private addresses: names that lead there are not found.

The place is a sound one because what it says is what is connected to; whoever asks first and connects then may be told two
different things.
"""

import logging
from typing import TYPE_CHECKING, Any, ClassVar, Self

from scrapy.resolver import CachingThreadedResolver
from twisted.internet.error import DNSLookupError

from govreports.manners.addresses import is_public

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scrapy.crawler import Crawler
    from twisted.internet.base import ReactorBase
    from twisted.internet.defer import Deferred

logger = logging.getLogger(__name__)


class PublicResolver(CachingThreadedResolver):
    """Finds public addresses only, but for the names that are *allowed*.

    A process has one resolver, and it is made before any crawl: so both sets are the class's, as Scrapy's cache is.
    """

    allowed: ClassVar[set[str]] = set()
    """Names that may lead anywhere: those of proxies, and of the hosts that a crawl is about."""
    refused: ClassVar[dict[str, str]] = {}
    """Names that were not told, with their addresses."""

    allows_private = False

    @classmethod
    def from_crawler(cls, crawler: "Crawler", reactor: "ReactorBase") -> Self:
        """Scrapy's constructor."""
        resolver = super().from_crawler(crawler, reactor)
        resolver.allows_private = crawler.settings.getbool("ALLOW_PRIVATE_ADDRESSES")
        return resolver

    def getHostByName(self, name: str, timeout: "Sequence[int]" = ()) -> "Deferred[str]":  # noqa: N802  Twisted's name
        """The name's address; DNSLookupError where that is not to be asked."""
        found = super().getHostByName(name, timeout)
        if not self.allows_private and name.rstrip(".") not in self.allowed:
            found.addCallback(self._check, name)
        return found

    def _check(self, address: Any, name: str) -> str:
        if not is_public(str(address)):
            logger.warning("%s: not asked, its address %s is private", name, address)
            self.refused[name.rstrip(".")] = str(address)
            raise DNSLookupError(f"{name} is at a private address")
        return str(address)
