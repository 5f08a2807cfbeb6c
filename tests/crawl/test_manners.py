"""Manners and failures: what a site's log shows, and what an operator is told."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING
from unittest.mock import AsyncMock

import pytest
from scrapy import Request
from scrapy.exceptions import DownloadConnectionRefusedError
from scrapy.utils.test import get_crawler

from govreports import __version__
from govreports.manners import RobotsMiddleware, RobotsUnreachableError
from tests.crawl.conftest import ROOT, Crawl, command, environment, hurried, start
from tests.crawl.plain_hosts import PlainHost
from tests.replica import Altered, Replica, ReplicaResponse, Site, all_sites

if TYPE_CHECKING:
    from tests.replica.protocol import Answer

LIST = "/xxgk/zfxxgknb/index.html"
CHANNEL = "/channel_669f33712a3dd1536cd1374c/"
LIAOCHENG = "sthjj.liaocheng.gov.cn"


def altered(host: str, answers: dict[str, ReplicaResponse]) -> list[Site]:
    """The project's sites, *host* answering some requests otherwise."""
    return [Altered(site, answers) if site.host == host else site for site in all_sites()]


def test_robots_come_first_and_we_say_who_we_are(crawls: dict[str, Crawl]) -> None:
    log = crawls["pingtan"].requests
    by_host: dict[str, list[str]] = {}
    for request in log:
        by_host.setdefault(request.host, []).append(request.path)
    assert all(paths[0] == "/robots.txt" for paths in by_host.values())
    assert {request.user_agent.split("/")[0] for request in log if request.user_agent} == {"govreports"}


def test_the_contact_is_sent_with_every_request(crawl: Callable[..., Crawl]) -> None:
    done = crawl("hengshui_sthjj", "-s", "CONTACT=mailto:somebody@example.org")
    assert {request.user_agent for request in done.requests} == {
        f"govreports/{__version__} (+mailto:somebody@example.org)"
    }
    assert "CONTACT is not set" not in done.log


def test_no_page_is_fetched_twice(crawls: dict[str, Crawl]) -> None:
    pages = [(r.method, r.host, r.path) for r in crawls["hengshui_sthjj"].requests if r.method == "GET"]
    assert len(pages) == len(set(pages))


def test_what_robots_forbid_is_not_asked_for(crawl: Callable[..., Crawl]) -> None:
    robots = ReplicaResponse(b"User-agent: *\nDisallow: /xxgk/\n", content_type="text/plain")
    done = crawl("liaocheng_sthjj", sites=altered(LIAOCHENG, {"/robots.txt": robots}))
    assert not [request for request in done.requests if request.path.startswith("/xxgk/")]
    assert {record["year"] for record in done.records} == {2023, 2024}


def test_a_host_whose_robots_break_is_not_asked(crawl: Callable[..., Crawl]) -> None:
    done = crawl("liaocheng_sthjj", sites=altered(LIAOCHENG, {"/robots.txt": ReplicaResponse(b"", status=503)}))
    assert {request.path for request in done.requests} == {"/robots.txt"}
    assert done.line(LIAOCHENG).endswith("robots_unreachable")
    assert done.code == 1


def test_the_delay_that_robots_ask_for_is_kept(crawl: Callable[..., Crawl]) -> None:
    robots = ReplicaResponse(b"User-agent: *\nCrawl-delay: 0.4\n", content_type="text/plain")
    options = ("-s", "AUTOTHROTTLE_ENABLED=True", "-s", "AUTOTHROTTLE_START_DELAY=0.01")
    done = crawl("liaocheng_sthjj", *options, sites=altered(LIAOCHENG, {"/robots.txt": robots}))
    assert len(done.records) == 7
    # Without it the pause is a hundredth.
    assert not hurried(done.requests, 0.4)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (ReplicaResponse(b"", status=403), "refused"),
        (ReplicaResponse(b"<script>$_ts = window['$_ts'];</script>", status=412), "waf_rs"),
        (
            ReplicaResponse(
                b"<script>document.cookie='x=1'</script>", status=521, headers={"Set-Cookie": "__jsluid_h=1"}
            ),
            "waf_jsl",
        ),
        (ReplicaResponse("<html><title>安全验证</title>请输入验证码</html>".encode()), "challenge"),
    ],
    ids=["403", "412", "521", "challenge with 200"],
)
def test_a_host_that_refuses_is_left_alone_and_named(
    answer: ReplicaResponse, kind: str, crawl: Callable[..., Crawl]
) -> None:
    done = crawl("liaocheng_sthjj", sites=altered(LIAOCHENG, {CHANNEL: answer, LIST: answer}))
    asked = [request.path for request in done.requests if request.path != "/robots.txt"]
    assert len(asked) == 1
    assert done.records == []
    assert kind in done.line(LIAOCHENG)
    assert "FAILED" in done.line(LIAOCHENG)
    assert done.code == 1


def test_one_site_of_two_that_gives_nothing_fails_the_run_and_loses_nothing_else(crawl: Callable[..., Crawl]) -> None:
    gone = ReplicaResponse(b"<html>not found</html>", status=404)
    done = crawl("hengshui_sthjj", sites=altered("sthjj.hengshui.gov.cn", {"/pubgov1_20/": gone}))
    assert done.code == 1
    assert "FAILED" in done.line("sthjj.hengshui.gov.cn")
    assert "ok" in done.line("xxgk.hengshui.gov.cn")
    assert {record["report_id"] for record in done.records} == {
        "131100-sthjj/2020",
        "131100-slj/2023",
        "131100-zf/2017",
    }


def test_a_list_without_entries_is_an_error_not_an_empty_site(crawl: Callable[..., Crawl]) -> None:
    shell = ReplicaResponse(b"<html><body><div id='app'></div><script src='/app.js'></script></body></html>")
    done = crawl("liaocheng_sthjj", sites=altered(LIAOCHENG, {CHANNEL: shell}))
    assert done.code == 1
    assert "no entries on page 1" in done.log


def test_a_list_that_the_site_has_left_may_fail(crawl: Callable[..., Crawl]) -> None:
    gone = ReplicaResponse(b"gone", status=404)
    done = crawl("liaocheng_sthjj", sites=altered(LIAOCHENG, {LIST: gone}))
    assert done.code == 0
    assert {record["year"] for record in done.records} == {2023, 2024}


def test_an_attachment_that_cannot_be_fetched_is_recorded(crawl: Callable[..., Crawl]) -> None:
    path = "/xxgk/zfxxgknb/202101/P020210129000000000002.docx"
    done = crawl("liaocheng_sthjj", sites=altered(LIAOCHENG, {path: ReplicaResponse(b"", status=500)}))
    record = done.record("371500-sthjj/2020")
    assert record["tables_state"] == "unreadable"
    assert record["attachments"][0]["sha256"] is None
    assert "HTTP 500" in record["findings"][0]["message"]
    assert len(done.records) == 7


def test_a_damaged_attachment_is_recorded_and_loses_nothing_else(crawl: Callable[..., Crawl]) -> None:
    path = "/xxgk/zfxxgknb/202101/P020210129000000000002.docx"
    broken = ReplicaResponse(b"PK\x03\x04word/document.xml" + b"\x00" * 2000)
    done = crawl("liaocheng_sthjj", sites=altered(LIAOCHENG, {path: broken}))
    assert done.record("371500-sthjj/2020")["tables_state"] == "unreadable"
    assert done.code == 0
    assert len(done.records) == 7


@pytest.mark.parametrize(
    ("year", "said"), [(2018, " not followed (elsewhere.example.com)"), (2023, " not followed")], ids=["lost", "a copy"]
)
def test_links_to_other_hosts_are_not_followed(year: int, said: str, crawl: Callable[..., Crawl]) -> None:
    page = (
        f"<ul><li><a href='http://elsewhere.example.com/t{year + 1}0101_1.html'>聊城市生态环境局{year}年政府信息公开工作年度报告</a>"
        f"<span>{year + 1}-01-30</span></li></ul>"
    )
    done = crawl("liaocheng_sthjj", sites=altered(LIAOCHENG, {LIST: ReplicaResponse(page.encode())}))
    assert {request.host for request in done.requests} == {LIAOCHENG}
    assert done.line(LIAOCHENG).endswith(f"1 links to other hosts{said}")
    assert done.code == ("(" in said)


def test_redirects_to_other_hosts_are_not_followed(crawl: Callable[..., Crawl]) -> None:
    away = ReplicaResponse(b"", status=302, headers={"Location": "http://elsewhere.example.com/"})
    done = crawl("liaocheng_sthjj", sites=altered(LIAOCHENG, {CHANNEL: away}))
    assert {request.host for request in done.requests} == {LIAOCHENG}
    assert done.code == 1


def test_nothing_that_is_asked_twice_or_beside_a_page_is_asked_of_other_hosts(crawl: Callable[..., Crawl]) -> None:
    away = "http://elsewhere.example.com"
    sent = ReplicaResponse(status=302, headers={"Location": f"{away}/2022.html"})
    twice = iter([ReplicaResponse(status=500), sent])
    title = "青原市生态环境局2021年政府信息公开工作年度报告"
    page = f"<title>{title}</title><h1>{title}</h1><a href='{away}/2021.doc'>{title}.doc</a>"
    answers: dict[str, ReplicaResponse | Answer] = {
        "/2022.html": lambda _request: next(twice),
        "/2021.html": ReplicaResponse(page.encode()),
    }
    sites = [
        PlainHost("home.gov.cn", {"/": ReplicaResponse(status=302, headers={"Location": f"{away}/"})}),
        PlainHost("pages.gov.cn", answers, range(2021, 2023)),
        PlainHost("elsewhere.example.com"),
    ]
    for host, asked in (("home.gov.cn", 1), ("pages.gov.cn", 4)):
        done = crawl("site", "-a", f"url=http://{host}/", "-s", "RETRY_TIMES=1", sites=sites)
        assert {request.host for request in done.requests} == {host}
        assert len([request for request in done.requests if request.path != "/robots.txt"]) == asked
        assert done.code == 1


def test_a_row_that_is_a_file_is_a_report(crawl: Callable[..., Crawl]) -> None:
    page = (
        "<ul><li><a href='202101/P020210129000000000002.docx'>聊城市生态环境局2020年政府信息公开工作年度报告</a>"
        "<span>2021-01-29</span></li></ul>"
    )
    done = crawl("liaocheng_sthjj", sites=altered(LIAOCHENG, {LIST: ReplicaResponse(page.encode())}))
    record = done.record("371500-sthjj/2020")
    assert record["tables_state"] == "parsed"
    assert record["source"]["media_type"].endswith("wordprocessingml.document")
    assert (record["metadata"]["published_date"], record["metadata"]["published_date_from"]) == ("2021-01-29", "list")


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (ReplicaResponse("<html><title>用户登录</title><form><input type=password></form></html>".encode()), "login"),
        (ReplicaResponse("<html><title>404</title><p>您访问的页面不存在</p></html>".encode()), "moved"),
        (ReplicaResponse(b"", status=302, headers={"Location": LIST}), "moved"),
        (ReplicaResponse(b"", status=500), "server_error (HTTP 500)"),
        (ReplicaResponse(b""), "stub"),
    ],
    ids=["login", "soft 404", "back to the list", "500", "nothing"],
)
def test_what_stands_in_a_reports_place_is_said_and_is_no_record(
    answer: ReplicaResponse, kind: str, crawl: Callable[..., Crawl]
) -> None:
    path = "/xxgk/zfxxgknb/202301/t20230118_4201560.html"
    done = crawl("liaocheng_sthjj", sites=altered(LIAOCHENG, {path: answer}))
    assert 2022 not in {record["year"] for record in done.records}
    assert len(done.records) == 6
    assert done.line(LIAOCHENG).endswith(f"1 errors, {kind}")
    assert path in done.log
    assert done.code == 1


def test_a_long_crawl_says_where_it_is(crawl: Callable[..., Crawl]) -> None:
    done = crawl("hengshui_sthjj", "-s", "DOWNLOAD_DELAY=0.3", "-s", "PROGRESS_INTERVAL=0.5")
    told = [line for line in done.log.splitlines() if "so far: " in line]
    # Twice a second for as long as it takes, which is some seconds where the machine has nothing else to do.
    assert 2 <= len(told) <= 100
    assert all(word in told[-1] for word in (" sites, ", " pages, ", " reports, ", " findings, ", " errors"))


def test_a_certificate_that_does_not_verify_is_an_error(tmp_path: Path) -> None:
    with Replica(sites=all_sites()) as replica:
        trusting_nobody = {name: value for name, value in environment(replica).items() if name != "SSL_CERT_FILE"}
        done = subprocess.run(
            command("pingtan", tmp_path / "records.jsonl"),
            cwd=ROOT,
            env=trusting_nobody,
            capture_output=True,
            text=True,
            check=False,
        )
        assert [request for request in replica.log if request.host == "www.pingtan.gov.cn"] == []
    assert done.returncode == 1
    assert "certificate verify failed" in done.stderr


def test_a_killed_run_leaves_no_half_line_and_the_earlier_file_whole(tmp_path: Path) -> None:
    output = tmp_path / "records.jsonl"
    earlier = '{"report_id": "earlier"}\n'
    output.write_text(earlier)
    with Replica(sites=all_sites()) as replica:
        process = start("pingtan", output, replica, "-s", "DOWNLOAD_DELAY=0.2")
        deadline = time.monotonic() + 60
        while not any(part.stat().st_size for part in tmp_path.glob("*.part")) and time.monotonic() < deadline:
            time.sleep(0.05)
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
    assert output.read_text() == earlier
    (part,) = tmp_path.glob("*.part")
    *whole, _rest = part.read_text("utf-8").split("\n")
    assert [json.loads(line)["schema_version"] for line in whole] == [1] * len(whole)


def test_a_run_that_gave_nothing_leaves_no_file_and_an_earlier_one_whole(tmp_path: Path) -> None:
    earlier = tmp_path / "earlier.jsonl"
    earlier.write_text('{"report_id": "earlier"}\n')
    with Replica(sites=[]) as replica:
        for output in (tmp_path / "site" / "new.jsonl", earlier):
            done = start("site", output, replica, "-a", "url=http://www.nowhere.gov.cn/")
            done.communicate(timeout=60)
            assert done.returncode == 1
    assert list(tmp_path.iterdir()) == [earlier]
    assert earlier.read_text() == '{"report_id": "earlier"}\n'


def test_a_robots_txt_that_cannot_be_had_is_one_line_in_the_log(crawl: Callable[..., Crawl]) -> None:
    done = crawl("site", "-a", "url=https://www.nowhere.gov.cn/", sites=[])
    (told,) = [line for line in done.log.splitlines() if "robots] ERROR" in line]
    assert "Could not open CONNECT tunnel" in told
    assert "Traceback" not in done.log
    assert "http_only" in done.line("www.nowhere.gov.cn")


def test_a_fault_of_ours_with_robots_txt_is_told_in_full(caplog: pytest.LogCaptureFixture) -> None:
    for error in (DownloadConnectionRefusedError("Connection was refused"), KeyError("a fault of ours")):
        crawler = get_crawler(settings_dict={"ROBOTSTXT_OBEY": True})
        crawler.engine = SimpleNamespace(download_async=AsyncMock(side_effect=error))  # type: ignore[assignment]
        middleware = RobotsMiddleware.from_crawler(crawler)
        with pytest.raises(RobotsUnreachableError):
            asyncio.run(middleware.robot_parser(Request("http://www.a.gov.cn/")))
    assert [bool(record.exc_info) for record in caplog.records] == [False, True]


def test_one_request_at_a_time_with_the_delay_between(tmp_path: Path) -> None:
    output = tmp_path / "records.jsonl"
    with Replica(sites=all_sites()) as replica:
        start(
            "hengshui_sthjj", output, replica, "-s", "DOWNLOAD_DELAY=0.4", "-s", "DOWNLOAD_DELAY_JITTER=0"
        ).communicate()
        asked = [request for request in replica.log if request.host == "sthjj.hengshui.gov.cn"]
    assert len(asked) > 3
    assert not hurried(asked, 0.4)


def test_the_default_feed_is_a_file_of_its_own_where_all_is_kept(tmp_path: Path) -> None:
    with Replica(sites=all_sites()) as replica:
        crawl_by_default = [
            sys.executable,
            "-m",
            "scrapy",
            "crawl",
            "hengshui_sthjj",
            "-s",
            "DOWNLOAD_DELAY=0",
            "-s",
            "AUTOTHROTTLE_ENABLED=False",
            "-s",
            f"DATA_FOLDER={tmp_path}",
        ]
        subprocess.run(crawl_by_default, cwd=ROOT, env=environment(replica), check=True, capture_output=True)
    (made,) = (tmp_path / "hengshui_sthjj").glob("*.jsonl")
    assert len(made.read_text("utf-8").splitlines()) == 5
