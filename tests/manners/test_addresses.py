"""No request goes to this machine or into a private network, unless whoever started the crawl has named it."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.resolver import CachingThreadedResolver
from scrapy.utils.test import get_crawler
from twisted.internet.defer import Deferred, succeed
from twisted.internet.error import DNSLookupError

from govreports.crawling.site import SiteSpider
from govreports.manners import Gate, PrivateAddressError, PublicResolver
from govreports.manners.addresses import address_written, is_public
from govreports.obstacles import diagnose_failure


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "127.1", "2130706433", "0x7f.1", "0x7f000001", "017700000001", "127.0.0.1.", "localhost"),
        *("a.localhost", "LOCALHOST", "0", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1"),
        *("::1", "[::1]", "::ffff:127.0.0.1", "::ffff:7f00:1", "::127.0.0.1", "fe80::1%eth0", "fc00::1", "::"),
        *("2002:7f00:1::", "64:ff9b::10.0.0.1", "224.0.0.1", "255.255.255.255", "198.18.0.1"),
    ],
)
def test_private_addresses_are_known_in_any_spelling(host: str) -> None:
    address = address_written(host)
    assert address is not None
    assert not is_public(address)


@pytest.mark.parametrize("host", ["8.8.8.8", "219.141.227.1", "2408:8000::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"])
def test_public_addresses_are_let_through(host: str) -> None:
    address = address_written(host)
    assert address is not None
    assert is_public(address)


@pytest.mark.parametrize("host", ["www.gov.cn", "127.0.0.1.gov.cn", "0x7f.gov.cn", "localhost.gov.cn", "a:b", ""])
def test_names_are_no_addresses(host: str) -> None:
    assert address_written(host) is None


def gate(url: str, **settings: Any) -> Gate:
    """The gate of a crawl of *url*."""
    crawler = get_crawler(SiteSpider, {"DATA_FOLDER": None, **settings})
    crawler.spider = SiteSpider(url=url)
    crawler.engine = SimpleNamespace(downloader=SimpleNamespace(slots={}))  # type: ignore[assignment]
    return Gate(crawler)


async def pass_gate(one: Gate, url: str) -> None:
    """Take the turn for a request."""
    async with one.turn(Request(url)):
        pass


def test_links_to_this_machine_are_refused_and_named() -> None:
    one = gate("http://www.a.gov.cn/")
    for url in ("http://127.1:8080/", "http://2130706433/", "http://[::1]/", "https://localhost/"):
        with pytest.raises(PrivateAddressError) as refused:
            asyncio.run(pass_gate(one, url))
        obstacle = diagnose_failure(refused.value)
        assert obstacle is not None
        assert obstacle.kind == "private_address"


def test_what_the_crawl_is_about_and_what_is_allowed_may_be_asked() -> None:
    asyncio.run(pass_gate(gate("http://127.0.0.1:8000/"), "http://127.0.0.1:8000/list.html"))
    asyncio.run(pass_gate(gate("http://localhost:8000/"), "http://localhost:8000/"))
    asyncio.run(pass_gate(gate("http://www.a.gov.cn/", ALLOW_PRIVATE_ADDRESSES=True), "http://10.0.0.1/"))


def resolve(name: str, address: str, monkeypatch: pytest.MonkeyPatch, *, allows_private: bool = False) -> str:
    """What the resolver says where the system says *address*."""

    def found(_self: object, _name: str, _timeout: object = ()) -> "Deferred[str]":
        return succeed(address)

    monkeypatch.setattr(CachingThreadedResolver, "getHostByName", found)
    resolver = PublicResolver.__new__(PublicResolver)
    resolver.allows_private = allows_private
    results: list[Any] = []
    resolver.getHostByName(name).addBoth(results.append)
    result = results[0]
    if isinstance(result, str):
        return result
    result.raiseException()
    raise AssertionError


def test_names_that_lead_to_private_addresses_do_not_resolve(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PublicResolver, "allowed", {"proxy.lan"})
    monkeypatch.setattr(PublicResolver, "refused", {})
    assert resolve("www.a.gov.cn", "219.141.227.1", monkeypatch) == "219.141.227.1"
    for private in ("10.0.0.1", "127.0.0.1", "169.254.169.254"):
        with pytest.raises(DNSLookupError):
            resolve("inside.a.gov.cn", private, monkeypatch)
    assert PublicResolver.refused == {"inside.a.gov.cn": "169.254.169.254"}
    error = gate("http://www.a.gov.cn/").why_unresolved(Request("http://inside.a.gov.cn/"))
    assert "inside.a.gov.cn (169.254.169.254) is a private address" in str(error)
    assert resolve("proxy.lan", "127.0.0.1", monkeypatch) == "127.0.0.1"
    assert resolve("inside.a.gov.cn", "10.0.0.1", monkeypatch, allows_private=True) == "10.0.0.1"
