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
            raise NotConfigured(f"{url!r} is no address of a site: http://… is wanted")
        further = hosts_of(hosts)
        self.sources = (Home(address, evidence="given on the command line"),)
        super().__init__(**kwargs)
        self.allowed_domains = [place_of(self.sources[0].host), *further]

    @property
    def keeps_as(self) -> str:
        """Every host that the spider is sent to is a site of its own."""
        return f"{self.name}/{self.sources[0].host}"

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
        port = parts.port
    except ValueError:
        return None
    host = _host(parts.hostname or "")
    if parts.scheme not in {"http", "https"} or host is None or port == 0:
        return None
    if host == parts.hostname:
        return address
    who, sign, _host_and_port = parts.netloc.rpartition("@")
    return parts._replace(netloc=f"{who}{sign}{host}{f':{port}' if port else ''}").geturl()


def hosts_of(names: str) -> tuple[str, ...]:
    """The hosts that *names* holds, parted by commas.

    Raises:
        NotConfigured: one of them is no host's name.

    >>> hosts_of("www.a.gov.cn, b.gov.cn"), hosts_of("")
    (('www.a.gov.cn', 'b.gov.cn'), ())
    """
    found = []
    for name in names.split(",") if names.strip() else ():
        host = _host(name.strip().lower())
        if host is None:
            raise NotConfigured(f"hosts are host names parted by commas, not {name.strip()!r}")
        found.append(host)
    return tuple(found)


def _host(name: str) -> str | None:
    """*name* as the network knows it, letters of other scripts written out by IDNA; None where it is no host's."""
    if _HOST.fullmatch(name) is None:
        return None
    try:
        # The codec that Scrapy's own addresses go through: hosts are compared with theirs.
        return name.encode("idna").decode("ascii")
    except UnicodeError:
        return None


def place_of(host: str) -> str:
    """The domain of the place that *host* belongs to; other than government's, hosts stand for themselves.

    >>> place_of("sthjj.liaocheng.gov.cn"), place_of("www.gov.cn"), place_of("localhost")
    ('liaocheng.gov.cn', 'www.gov.cn', 'localhost')
    """
    if not host.endswith(_GOVERNMENT):
        return host
    own = host.removesuffix(_GOVERNMENT).split(".")
    return f"{own[-1]}{_GOVERNMENT}"
