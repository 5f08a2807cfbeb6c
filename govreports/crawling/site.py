"""The spider that needs no site's file: ``scrapy crawl site -a url=http://…``."""

from typing import Any, Final
from urllib.parse import urlsplit

from scrapy.exceptions import NotConfigured

from govreports.crawling.spider import DisclosureSpider
from govreports.platforms import Home
from govreports.records import Agency

_GOVERNMENT: Final = ".gov.cn"


class SiteSpider(DisclosureSpider):
    """Crawls the annual reports of the site at *url*: its home page, its column of annual reports, or a report.

    Asked are the hosts of the site's own place (``sthjj.liaocheng.gov.cn`` may send us to
    ``www.liaocheng.gov.cn``), and those that *hosts* adds, parted by commas.
    """

    name = "site"

    def __init__(self, url: str | None = None, hosts: str = "", **kwargs: Any) -> None:
        if not url:
            raise NotConfigured("site needs -a url=http://…")
        address = url if "//" in url else f"http://{url}"
        parts = urlsplit(address)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise NotConfigured(f"{url!r} is no address of a site")
        self.sources = (Home(address, evidence="given on the command line"),)
        super().__init__(**kwargs)
        self.allowed_domains = [place_of(parts.hostname), *(host for host in hosts.split(",") if host)]

    @classmethod
    def home_agency(cls) -> Agency | None:
        """Not known before the site has been seen."""
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
