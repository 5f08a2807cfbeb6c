"""What robots.txt may say and be, answers without end, and certificates that do not verify: one crawl of a host for each."""

import re

import pytest

from tests.crawl.conftest import Crawl, finish, start
from tests.crawl.plain_hosts import BOUNDS, host, hosts, spoil_certificates
from tests.replica import Replica

_OPTIONS = (
    "SPIDER_MODULES=tests.crawl.plain_hosts",
    "DOWNLOAD_TIMEOUT=3",
    "MEMUSAGE_CHECK_INTERVAL_SECONDS=0.2",
    "DOWNLOAD_MAXSIZE=20000000",
)
_MOST_MEMORY = 600_000_000
"""Bytes; what the hosts would have unpacked are gigabytes."""


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Crawl:
    """All hosts crawled once."""
    output = tmp_path_factory.mktemp("bounds") / "records.jsonl"
    with Replica(hosts().values()) as replica:
        spoil_certificates(replica)
        options = [part for option in _OPTIONS for part in ("-s", option)]
        return finish(start("plain_hosts", output, replica, *options), output, replica)


def paths(done: Crawl, name: str) -> list[str]:
    """What the host was asked for."""
    return [request.path for request in done.requests if request.host == host(name)]


@pytest.mark.parametrize("name", ["missing", "page", "sent-away", "sent-home", "long"])
def test_what_is_no_robots_txt_forbids_nothing(name: str, done: Crawl) -> None:
    assert paths(done, name) == ["/robots.txt", "/", "/2022.html"]
    assert " ok " in done.line(host(name))


def test_a_robots_txt_is_followed_over_five_redirects(done: Crawl) -> None:
    assert paths(done, "sent") == ["/robots.txt", "/hop1", "/hop2", "/hop3", "/hop4", "/hop5"]
    assert done.line(host("sent")).endswith("robots_disallow")


def test_half_a_megabyte_of_robots_txt_counts(done: Crawl) -> None:
    assert paths(done, "longer") == ["/robots.txt", "/"]
    assert done.line(host("longer")).endswith("robots_disallow")


def test_a_robots_txt_that_breaks_forbids_everything(done: Crawl) -> None:
    assert paths(done, "sent-broken") == ["/robots.txt", "/hop1"]
    assert done.line(host("sent-broken")).endswith("robots_unreachable")
    # A cut connection is no line of the replica's log: nothing else was asked.
    assert paths(done, "cut") == []
    assert done.line(host("cut")).endswith("no_answer")


def test_no_robots_txt_leads_to_other_hosts(done: Crawl) -> None:
    assert {request.host for request in done.requests} <= {made.host for made in hosts().values()}


@pytest.mark.parametrize("name", BOUNDS)
def test_an_answer_without_end_is_given_up_and_named(name: str, done: Crawl) -> None:
    assert paths(done, name) == ["/robots.txt", "/", "/2022.html"]
    kind = "geo_or_ip_block" if name == "dripping" else "too_large"
    assert done.line(host(name)).endswith(f"1 errors, {kind}")


def test_no_answer_fills_the_memory(done: Crawl) -> None:
    assert done.records
    (most,) = re.findall(r"'memusage/max': (\d+)", done.log)
    assert int(most) < _MOST_MEMORY


@pytest.mark.parametrize(
    ("name", "words"),
    [("expired", "has expired"), ("another", "is for another host"), ("self-signed", "is self-signed")],
)
def test_a_certificate_that_must_not_be_taken_is_not_and_the_line_says_why(name: str, words: str, done: Crawl) -> None:
    assert paths(done, name) == []
    assert done.line(host(name)).endswith(f"tls_cert (its certificate {words})")
