"""Manners that hold between runs and processes, as a site's own log shows them: turns, rests, refusals, hours, bounds."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from tests.crawl.conftest import Crawl, finish, hurried, start
from tests.crawl.plain_hosts import PlainHost, host
from tests.replica import LoggedRequest, Replica, ReplicaRequest, ReplicaResponse
from tests.replica.families.troubles import Slow

if TYPE_CHECKING:
    from tests.replica.protocol import Site

_PACE = 0.4
_WAIT = 2
_SHORT = 0.0001
"""Hours: a third of a second, less than a crawl takes to start."""
_MOST = 4


class Busy:
    """The first answer for the list says "too much", with what it says about when to come again."""

    def __init__(self, status: int, retry_after: str | None) -> None:
        self._headers = {} if retry_after is None else {"Retry-After": retry_after}
        self._status = status
        self._asked = 0

    def __call__(self, _request: ReplicaRequest) -> ReplicaResponse:
        """Too much, or the list."""
        self._asked += 1
        if self._asked == 1:
            return ReplicaResponse(status=self._status, headers=self._headers)
        return PlainHost("busy").respond(ReplicaRequest("GET", "http", "busy", "/"))


def shanghai(after: timedelta) -> str:
    """The time of the day that it will be *after* now, where the sites are."""
    return (datetime.now(ZoneInfo("Asia/Shanghai")) + after).strftime("%H:%M:%S")


def window(opens: timedelta, closes: timedelta) -> tuple[str, ...]:
    """The option of a window from *opens* until *closes* after now."""
    return "-s", f"CRAWL_WINDOW={shanghai(opens)}-{shanghai(closes)}"


@dataclass(frozen=True)
class Runs:
    """Crawls by name, and the log of all."""

    crawls: dict[str, Crawl]
    log: list[LoggedRequest]
    closed: float
    """On the log's clock: when the window of ``closing`` had closed."""

    def of(self, site: str) -> list[LoggedRequest]:
        """What the host was asked, in order."""
        return sorted((it for it in self.log if it.host == site), key=lambda it: it.time)


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runs]:
    """Two rounds of crawls at the same time, each with what the first round left."""
    folder = tmp_path_factory.mktemp("runs")
    sites: list[Site] = [
        Slow(PlainHost("shared.gov.cn", years=range(2016, 2020)), 0.1),
        PlainHost(host("refusing"), {"/": ReplicaResponse(status=403)}),
        PlainHost("forgotten.gov.cn", {"/": ReplicaResponse(status=403)}),
        PlainHost(host("seconds"), {"/": Busy(503, str(_WAIT))}),
        PlainHost(host("hours"), {"/": Busy(429, "3600")}),
        PlainHost(host("unsaid"), {"/": Busy(429, None)}),
        PlainHost("shut.gov.cn"),
        PlainHost("closing.gov.cn", years=range(2008, 2026)),
        PlainHost("bounded.gov.cn", years=range(2008, 2026), attached=True),
    ]
    pace = ("-s", f"DOWNLOAD_DELAY={_PACE}", "-s", "DOWNLOAD_DELAY_JITTER=0")
    unwilling = ("-s", "SPIDER_MODULES=tests.crawl.plain_hosts", "-s", "RETRY_TIMES=2")
    closes = timedelta(seconds=8)
    later = window(timedelta(hours=2), timedelta(hours=3))
    closing = (*window(timedelta(hours=-1), closes), "-s", "DOWNLOAD_DELAY=1")
    bounded = ("-s", f"HOST_REQUESTS_PER_DAY={_MOST}")
    rounds: list[dict[str, tuple[str, ...]]] = [
        {
            "shared": ("shared.gov.cn", *pace),
            "shared too": ("shared.gov.cn", *pace),
            "unwilling": ("", *unwilling),
            "forgotten": ("forgotten.gov.cn", "-s", f"REFUSAL_HOURS={_SHORT}"),
            "shut": ("shut.gov.cn", *later),
            "closing": ("closing.gov.cn", *closing),
            "bounded": ("bounded.gov.cn", *bounded),
        },
        {
            "unwilling again": ("", *unwilling),
            "forgotten again": ("forgotten.gov.cn",),
            "bounded again": ("bounded.gov.cn", *bounded),
        },
    ]
    # A second spider of the host, for one is crawled once at a time: it shares what is known of hosts, and nothing else.
    hosts, beside = folder / "data" / "hosts", folder / "beside"
    hosts.mkdir(parents=True)
    beside.mkdir()
    (beside / "hosts").symlink_to(hosts)
    done: dict[str, Crawl] = {}
    with Replica(sites) as replica:
        closed = time.monotonic() + closes.total_seconds()
        for crawls in rounds:
            processes = {}
            for name, (site, *options) in crawls.items():
                output = folder / f"{name}.jsonl"
                own = (
                    *options,
                    *(("-a", f"url=http://{site}/") if site else ()),
                    "-s",
                    f"DATA_FOLDER={beside if name == 'shared too' else folder / 'data'}",
                )
                processes[name] = start("site" if site else "unwilling", output, replica, *own), output
            done |= {name: finish(process, output, replica) for name, (process, output) in processes.items()}
        yield Runs(done, list(replica.log), closed)


def line(runs: Runs, name: str, site: str | None = None) -> str:
    """The summary's line of the crawl called so, about *site* or the one that it is about."""
    told = runs.crawls[name].line(site or f"{name.partition(' ')[0]}.gov.cn")
    return told.partition("] ")[2].partition(": ")[2]


def test_two_processes_ask_one_host_in_turns_with_the_delay_between(runs: Runs) -> None:
    asked = runs.of("shared.gov.cn")
    assert len(asked) == 2 * (1 + 1 + 4)
    assert all(after.time >= before.done for before, after in pairwise(asked))
    assert not hurried(asked, _PACE)
    assert [len(runs.crawls[name].records) for name in ("shared", "shared too")] == [4, 4]


def test_a_host_that_has_refused_is_sent_nothing_by_the_next_run(runs: Runs) -> None:
    assert [it.path for it in runs.of(host("refusing"))] == ["/robots.txt", "/"]
    assert runs.crawls["unwilling again"].code == 1
    told = line(runs, "unwilling again", host("refusing"))
    assert told.startswith(f"FAILED {host('refusing')}: 0 pages")
    assert "refused (HTTP 403, left alone from " in told
    assert " until " in told


def test_after_that_time_it_is_asked_again(runs: Runs) -> None:
    assert [it.path for it in runs.of("forgotten.gov.cn")] == ["/robots.txt", "/"] * 2


def test_a_host_that_asks_to_wait_is_asked_again_after_it(runs: Runs) -> None:
    robots, refused, again, report = runs.of(host("seconds"))[:4]
    assert [it.path for it in (robots, refused, again, report)] == ["/robots.txt", "/", "/", "/2022.html"]
    assert again.time - refused.time >= _WAIT * 0.9
    assert line(runs, "unwilling", host("seconds")).startswith("ok ")


def test_a_host_that_asks_to_wait_for_long_is_left_alone_by_all_runs(runs: Runs) -> None:
    assert [it.path for it in runs.of(host("hours"))] == ["/robots.txt", "/"]
    assert "busy (HTTP 429, asks to be left alone until " in line(runs, "unwilling", host("hours"))
    assert "busy (HTTP 429 with Retry-After, left alone from " in line(runs, "unwilling again", host("hours"))


def test_a_host_that_does_not_say_how_long_is_asked_slower(runs: Runs) -> None:
    assert line(runs, "unwilling", host("unsaid")).startswith("ok ")
    told = f"{host('unsaid')}: too much for it; 0.02 seconds between requests from now on"
    assert told in runs.crawls["unwilling"].log


def test_outside_the_window_nothing_is_sent(runs: Runs) -> None:
    assert runs.of("shut.gov.cn") == []
    assert runs.crawls["shut"].code == 75
    assert line(runs, "shut").startswith("later  shut.gov.cn: 0 pages")
    assert "Closing spider (outside_window)" in runs.crawls["shut"].log


def test_a_run_ends_in_order_when_the_window_closes(runs: Runs) -> None:
    done = runs.crawls["closing"]
    assert done.code == 75
    assert line(runs, "closing").startswith("later  closing.gov.cn: ")
    assert "Spider closed (outside_window)" in done.log
    asked = runs.of("closing.gov.cn")
    assert all(it.time <= runs.closed + 3 for it in asked)
    # What was asked for has become records, however slow the machine is.
    assert len(done.records) == sum(it.path.startswith("/20") for it in asked)


def test_a_host_is_asked_so_often_a_day_and_no_more(runs: Runs) -> None:
    assert len(runs.of("bounded.gov.cn")) == _MOST
    assert [runs.crawls[name].code for name in ("bounded", "bounded again")] == [75, 75]
    # Pages whose files were put off are no reports that lack them: the next run has them whole.
    assert [it.path for it in runs.of("bounded.gov.cn")][:2] == ["/robots.txt", "/"]
    assert runs.crawls["bounded"].records == []
    assert ".html: bounded.gov.cn: put off" in runs.crawls["bounded"].log
    for name in ("bounded", "bounded again"):
        assert f"put off, {_MOST} requests today, HOST_REQUESTS_PER_DAY" in line(runs, name)
        assert "Spider closed (daily_bound)" in runs.crawls[name].log
