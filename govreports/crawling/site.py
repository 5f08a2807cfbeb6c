"""The spider that needs no site's file: ``scrapy crawl site -a url=http://…``."""

import re
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.exceptions import NotConfigured
from scrapy.http import Response, TextResponse

from govreports.agencies import directory
from govreports.crawling.examination import MOVED
from govreports.crawling.spider import DisclosureSpider
from govreports.obstacles import Obstacle, is_home
from govreports.platforms import Home
from govreports.publication import Publication
from govreports.records import Agency

_GOVERNMENT: Final = ".gov.cn"
_HOST: Final = re.compile(r"[\w-]+(?:\.[\w-]+)+|localhost")


class SiteSpider(DisclosureSpider):
    """Crawls the annual reports of the site at *url*: its home page, its column of annual reports, or a report.

    Asked are the hosts of the site's own place (``sthjj.liaocheng.gov.cn`` may send us to
    ``www.liaocheng.gov.cn``), and those that *hosts* adds, parted by commas.
    """

    name = "site"

    def __init__(self, url: str | None = None, hosts: str = "", **kwargs: Any) -> None:
        if not url:
            raise NotConfigured("site needs -a url=http://…")
        address = address_of(url)
        if address is None:
            raise NotConfigured(f"{url!r} is no address of a site")
        self.sources = (Home(address, evidence="given on the command line"),)
        super().__init__(**kwargs)
        self.allowed_domains = [place_of(self.sources[0].host), *(host for host in hosts.split(",") if host)]

    @classmethod
    def home_agency(cls) -> Agency | None:
        """Not known before the site has been seen."""
        return None

    def parse_home(self, response: Response, source: Home) -> Iterator[Request | Publication]:
        """Learn whose site it is, from what its pages call it; then as any search."""
        if (words := _sent_to_portal(response)) is not None:
            search = self._searches[source.list_url]
            search.failed(source.list_url, words, Obstacle(MOVED, words))
            yield from self._search_on(search)
            return
        if self.agency is None and isinstance(response, TextResponse):
            self.agency = owner_of(response)
        yield from super().parse_home(response, source)


def _sent_to_portal(response: Response) -> str | None:
    """What to say where an office's site sends on to the first page of its place's: that has reports, but not the office's."""
    asked, host = response.meta.get("redirect_urls", [response.url])[0], urlsplit(response.url).hostname or ""
    own = urlsplit(asked).hostname or ""
    portals = {place_of(own), f"www.{place_of(own)}"}
    if own in portals or host not in portals or not is_home(response.url):
        return None
    return f"redirected to {response.url}, the first page of the place's own site"


def owner_of(response: TextResponse) -> Agency | None:
    """Whose site a page is of, by the standard's tag SiteName or by the page's title; None where that is not certain."""
    tags = response.xpath("//meta[translate(@name, 'SITENAM', 'sitenam')='sitename']/@content").getall()
    names = (name.strip() for name in [*tags, response.xpath("//title/text()").get("")])
    return next((agency for name in names if name and (agency := directory().find_site(name)) is not None), None)


def address_of(url: str) -> str | None:
    """*url* as it is asked for, by http where it does not say how; None where it is no address of a site.

    >>> address_of("www.liaocheng.gov.cn"), address_of("liaocheng"), address_of("ftp://www.liaocheng.gov.cn/")
    ('http://www.liaocheng.gov.cn', None, None)
    """
    address = url if "//" in url else f"http://{url}"
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    is_site = parts.scheme in {"http", "https"} and _HOST.fullmatch(parts.hostname or "")
    return address if is_site else None


def place_of(host: str) -> str:
    """The domain of the place that *host* belongs to; other than government's, hosts stand for themselves.

    >>> place_of("sthjj.liaocheng.gov.cn"), place_of("www.gov.cn"), place_of("localhost")
    ('liaocheng.gov.cn', 'www.gov.cn', 'localhost')
    """
    if not host.endswith(_GOVERNMENT):
        return host
    own = host.removesuffix(_GOVERNMENT).split(".")
    return f"{own[-1]}{_GOVERNMENT}"
