"""Lists that a script draws: rendered by a real Chromium where there is one, named ``js_rendered`` where there is not."""

import json
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured, NotSupported
from scrapy.http import Headers, HtmlResponse
from scrapy.settings import Settings
from scrapy.statscollectors import StatsCollector
from scrapy.utils.project import get_project_settings

from govreports.crawling import addon, rendering
from govreports.crawling.replay import RECORD_TO, REPLAY_FROM
from govreports.crawling.spider import DisclosureSpider
from govreports.manners import GatedDownloadHandler
from govreports.platforms import ChannelDoc, Generic, Listing, Row
from tests.crawl.conftest import Crawl, finish, hurried, start
from tests.crawl.scripted_lists import DRAWINGS, host, scripted_site
from tests.replica import Altered, Replica, ReplicaResponse, all_sites
from tests.replica.families.scripted import CHANNEL, DATA, FOREIGN, SCRIPT, Drawing

_MISSING = rendering.unavailable(get_project_settings())
with_browser = pytest.mark.skipif(_MISSING is not None, reason=f"nothing renders here: {_MISSING}")

_MARK = "GOVREPORTS_TESTED_CRAWL"
_SCRIPTED = ("-s", "SPIDER_MODULES=tests.crawl.scripted_lists")
_PACE = 0.5


def handled_by(name: str, setting: str, archive: Path) -> tuple[str, ...]:
    """The options that put a handler of archives in the downloader's place."""
    path = f"govreports.crawling.replay.{name}"
    return "-s", f"DOWNLOAD_HANDLERS={json.dumps({'http': path, 'https': path})}", "-s", f"{setting}={archive}"


def reports(drawing: Drawing) -> set[str]:
    """The titles that a crawl of the host should bring."""
    return {piece.title for piece in scripted_site(drawing).office.reports}


def titles(done: Crawl, drawing: Drawing) -> set[str]:
    """The titles of the reports that it brought."""
    found = {record["title"] for record in done.records if record["source"]["site"] == host(drawing)}
    return {title for title in found if "一图读懂" not in title}


def paths(done: Crawl, drawing: Drawing) -> list[str]:
    """What the list and its scripts made the crawl ask for, in order, robots.txt apart."""
    asked = [request.path for request in done.requests if request.host == host(drawing)]
    return [path for path in asked if path != "/robots.txt" and "/doc_" not in path]


@dataclass(frozen=True)
class Drawn:
    """The crawls of this module: of all scripted hosts at once, of one at a pace, and of one that never ends."""

    all: Crawl
    paced: Crawl
    endless: Crawl
    archive: Path
    mark: str
    cookies: list[str]


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Drawn:
    """Every host crawled once."""
    folder = tmp_path_factory.mktemp("drawn")
    archive, mark = folder / "pages.warc", uuid4().hex
    sites = {drawing: scripted_site(drawing) for drawing in (*DRAWINGS, "fetch", "loop")}
    with pytest.MonkeyPatch.context() as patch, Replica(sites=sites.values()) as replica:
        # In the environment of all that the crawls start.
        patch.setenv(_MARK, mark)
        pace = ("-s", f"DOWNLOAD_DELAY={_PACE}", "-s", "DOWNLOAD_DELAY_JITTER=0")
        options = {
            "all": (*_SCRIPTED, *handled_by("RecordingDownloadHandler", RECORD_TO, archive)),
            "paced": ("-a", f"url=http://{host('fetch')}/", *pace),
            "endless": ("-a", f"url=http://{host('loop')}{CHANNEL}", "-s", "RENDER_TIMEOUT=5"),
        }
        outputs = {name: folder / f"{name}.jsonl" for name in options}
        started = {
            name: start("scripted" if name == "all" else "site", outputs[name], replica, *options[name])
            for name in options
        }
        done = {name: finish(process, outputs[name], replica) for name, process in started.items()}
    return Drawn(**done, archive=archive, mark=mark, cookies=[it for site in sites.values() for it in site.cookies])


@with_browser
def test_a_list_that_a_script_draws_gives_its_reports(drawn: Drawn) -> None:
    assert titles(drawn.all, "array") == reports("array")
    assert " ok " in drawn.all.line(host("array"))
    assert paths(drawn.all, "array") == [CHANNEL, CHANNEL, SCRIPT]


@with_browser
def test_a_column_drawn_from_fetched_data_is_found_from_the_home_page(drawn: Drawn) -> None:
    assert titles(drawn.paced, "fetch") == reports("fetch")
    assert paths(drawn.paced, "fetch") == ["/", CHANNEL, CHANNEL, SCRIPT, DATA]
    assert drawn.paced.code == 0


@with_browser
def test_scripts_ask_one_thing_at_a_time_with_the_delay_between_and_say_who_asks(drawn: Drawn) -> None:
    asked = [request for request in drawn.paced.requests if request.host == host("fetch")]
    assert len(asked) > len(reports("fetch"))
    assert not hurried(asked, _PACE)
    assert {request.user_agent.split("/")[0] for request in asked} == {"govreports"}


@with_browser
def test_pages_that_only_a_click_leads_to_are_read(drawn: Drawn) -> None:
    assert titles(drawn.all, "clicks") == reports("clicks")
    # The pager's last 下一页 does nothing, and that is no trouble.
    assert " ok " in drawn.all.line(host("clicks"))
    assert paths(drawn.all, "clicks") == [CHANNEL, CHANNEL, SCRIPT]


@with_browser
def test_a_replay_of_drawn_pages_needs_no_browser(drawn: Drawn, tmp_path: Path) -> None:
    output = tmp_path / "records.jsonl"
    options = (*_SCRIPTED, "-s", "CHROMIUM=no-such-browser")
    with Replica(sites=[]) as replica:
        replayed = handled_by("ReplayDownloadHandler", REPLAY_FROM, drawn.archive)
        done = finish(start("scripted", output, replica, *options, *replayed), output, replica)
    assert done.requests == []
    assert " ok " in done.line(host("clicks"))
    versions = {(record["report_id"], record["version"]) for record in drawn.all.records}
    assert {(record["report_id"], record["version"]) for record in done.records} == versions


@with_browser
@pytest.mark.parametrize(
    ("drawing", "hint"),
    [("stuck", "下一页 does not work on page 1 of 3"), ("broken", "下一页 does not work: script: no such page")],
)
def test_a_pager_that_does_not_work_is_no_end_of_the_list(drawing: Drawing, hint: str, drawn: Drawn) -> None:
    line = drawn.all.line(host(drawing))
    assert "FAILED" in line
    assert line.endswith(f", js_rendered ({hint})")
    assert titles(drawn.all, drawing) < reports(drawing)


@with_browser
def test_scripts_of_other_hosts_are_not_asked_for_and_that_is_said(drawn: Drawn) -> None:
    assert FOREIGN not in {request.host for request in drawn.all.requests}
    assert f"{host('foreign')}{CHANNEL}: its scripts ask other hosts, which are not asked: {FOREIGN}" in drawn.all.log
    assert drawn.all.line(host("foreign")).endswith("js_rendered (rendered by a browser, it shows none either)")


@with_browser
def test_a_challenge_that_a_script_draws_stops_its_host(drawn: Drawn) -> None:
    assert paths(drawn.all, "challenge") == [CHANNEL, CHANNEL, SCRIPT]
    assert drawn.all.line(host("challenge")).endswith(", challenge")


@with_browser
def test_a_script_that_never_ends_is_given_up(drawn: Drawn) -> None:
    assert drawn.endless.line(host("loop")).endswith("js_rendered (not drawn within 5 seconds)")
    assert drawn.endless.code == 1


@with_browser
def test_scripts_get_nothing_that_a_list_does_not_need(drawn: Drawn) -> None:
    assert titles(drawn.all, "nosy") == reports("nosy")
    assert paths(drawn.all, "nosy") == [CHANNEL, CHANNEL, SCRIPT, "/moved.json", "/cookies.json"]
    assert drawn.cookies == []
    counted = dict(re.findall(r"'rendering/refused/(\w+)': (\d+)", drawn.all.log))
    # One of the hosts wants a script from elsewhere, and one to send something there.
    once = dict.fromkeys(("download", "frame", "ping", "websocket"), "1")
    assert {name: counted.get(name) for name in (*once, "other_host")} == {**once, "other_host": "2"}
    assert int(counted["image"]) > 0
    assert int(counted["stylesheet"]) > 0


@with_browser
def test_no_browser_outlives_its_crawl(drawn: Drawn) -> None:
    left = [file for file in Path("/proc").glob("[0-9]*/environ") if f"{_MARK}={drawn.mark}" in _read(file)]
    assert left == []


def _read(file: Path) -> str:
    try:
        return file.read_bytes().decode(errors="replace")
    except OSError:
        return ""


def test_without_a_browser_the_site_is_named_and_not_taken_for_empty(crawl: Callable[..., Crawl]) -> None:
    site = scripted_site("array")
    templates = f"<title>政府信息公开年报</title><ul><li v-for='it in rows'>{{{{ it.title }}}}</li></ul>{SCRIPTED}"
    altered = Altered(site, {CHANNEL: ReplicaResponse(templates.encode())})
    done = crawl("site", "-a", f"url=http://{site.host}/", "-s", "RENDER_LISTS=False", sites=[altered])
    assert (done.code, done.records) == (1, [])
    assert done.line(site.host).endswith(", js_rendered (RENDER_LISTS is off)")
    assert "playwright" not in done.log


def test_a_list_that_is_not_rendered_does_not_stop_the_lists_beside_it(crawl: Callable[..., Crawl]) -> None:
    channel = "/channel_669f33712a3dd1536cd1374c/"
    shell = ReplicaResponse(b"<html><body><div id='app'></div><script src='/app.js'></script></body></html>")
    sites = [Altered(site, {channel: shell}) if "liaocheng" in site.host else site for site in all_sites()]
    done = crawl("liaocheng_sthjj", "-s", "RENDER_LISTS=False", sites=sites)
    assert done.code == 1
    assert "js_rendered (RENDER_LISTS is off)" in done.line("sthjj.liaocheng.gov.cn")
    assert {2019, 2020, 2021, 2022} <= {record["year"] for record in done.records}


def settings(**values: object) -> Settings:
    return Settings({"RENDER_LISTS": True, "CHROMIUM": "", **values})


def test_what_would_help_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "find_spec", lambda _name: None)
    assert rendering.unavailable(settings()) == "pip install -e '.[js]' would help"
    monkeypatch.setattr(rendering, "find_spec", lambda name: name)
    monkeypatch.setattr(shutil, "which", lambda name: "/here" if name == "google-chrome" else None)
    assert rendering.unavailable(settings()) is None
    assert rendering.find_chromium(settings()) == "/here"
    assert rendering.unavailable(settings(CHROMIUM="/opt/chrome")) == "there is no /opt/chrome"
    assert rendering.unavailable(settings(RENDER_LISTS=False, REPLAY_FROM="pages.warc")) is None
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert "a Chromium would help" in str(rendering.unavailable(settings()))


def test_the_sandbox_is_off_for_root_only_and_there_is_no_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    options = addon.launch_options("/usr/bin/chromium")
    assert options["chromium_sandbox"] is True
    assert options["proxy"] == {"server": "http://nowhere.invalid:80"}
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert addon.launch_options("/usr/bin/chromium")["chromium_sandbox"] is False


def test_a_crawl_that_cannot_render_loads_nothing_of_it() -> None:
    for values in ({"RENDER_LISTS": False}, {"REPLAY_FROM": "pages.warc"}):
        own = settings(**values)
        with pytest.raises(NotConfigured):
            addon.RenderingAddon().update_settings(own)
        assert "PLAYWRIGHT_LAUNCH_OPTIONS" not in own


def page(html: str, status: int = 200, request: Request | None = None) -> HtmlResponse:
    url = f"http://a.example.gov.cn{CHANNEL}"
    return HtmlResponse(url, status, body=html.encode(), encoding="utf-8", request=request or Request(url))


SCRIPTED = "<script src='a.js'></script>"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"<ul id='list'></ul>{SCRIPTED}", True),
        (f"<table><tbody> </tbody></table>{SCRIPTED}", True),
        (f"<div id='app'></div>{SCRIPTED}", True),
        (f"<li v-for='it in rows'>{{{{ it.title }}}}</li>{SCRIPTED}", True),
        (f"<ul id='list'></ul><form>用户名<input type='password'></form>{SCRIPTED}", False),
        (f"<a href='/'>首页</a><ul class='nav'></ul>{SCRIPTED}", True),
        ("<ul id='list'></ul>", False),
        (f"<p>{'本栏目暂无内容' * 9}</p><div class='clear'></div>{SCRIPTED}", False),
        (f"<ul id='list'></ul><p><a href='doc.html'>公告</a> 2022-01-02</p>{SCRIPTED}", False),
        (f"<ul id='list'></ul><a href='d'>某市某局2021年政府信息公开工作年度报告</a>{SCRIPTED}", False),
    ],
)
def test_lists_that_a_script_draws_are_told_from_others(html: str, expected: bool) -> None:
    source = Generic(f"http://a.example.gov.cn{CHANNEL}")
    how = rendering.how_entries_are_drawn(page(html), source.listing(page(html), 1), 1)
    assert (how is not None) is expected


def test_a_list_that_goes_on_elsewhere_or_is_at_its_end_is_not_rendered() -> None:
    shell = page(f"<ul id='list'></ul>{SCRIPTED}")
    assert rendering.how_entries_are_drawn(shell, Listing(), 1)
    for listing in (
        Listing(following=Request(shell.url)),
        Listing(columns=(Row(shell.url, "2023年"),)),
        Listing(is_end=True),
    ):
        assert rendering.how_entries_are_drawn(shell, listing, 1) is None
    assert rendering.how_entries_are_drawn(shell, Listing(trouble="deep pages are missing"), 2) is None
    assert not rendering.how_entries_are_drawn(page(f"<ul id='list'></ul>{SCRIPTED}", status=404), Listing(), 1)


def test_the_next_page_is_followed_where_it_has_an_address_and_clicked_where_not() -> None:
    source = ChannelDoc(f"http://a.example.gov.cn{CHANNEL}")
    asked = rendering.drawn(page(""))
    shown = rendering.drawn_response(asked, "<a href='p2.html'>下一页</a>", status=200, more=True, repeated=False)
    shown = shown.replace(request=asked)
    followed = rendering.paged(source.listing(shown, 1), shown).following
    assert followed is not None
    assert (followed.method, followed.url) == ("GET", f"{source.list_url}p2.html")
    for number in (2, 3):
        shown = rendering.drawn_response(asked, "<a>下一页</a>", status=200, more=True, repeated=False)
        clicked = rendering.paged(Listing(), shown.replace(request=asked)).following
        assert clicked is not None
        assert (clicked.method, clicked.url, rendering.page_number(clicked)) == (
            rendering.METHOD,
            source.list_url,
            number,
        )
        asked = clicked
    last = rendering.drawn_response(asked, "", status=200, more=False, repeated=False).replace(request=asked)
    assert rendering.paged(Listing(), last).following is None


def test_a_drawn_page_is_utf_8_whatever_a_script_made() -> None:
    shown = rendering.drawn_response(
        Request("http://a.example.gov.cn/"), "年报\ud83d", status=200, more=False, repeated=True
    )
    assert shown.text == "年报?"
    assert rendering.is_repeated(shown)
    assert shown.headers == Headers({"Content-Type": "text/html; charset=utf-8", "X-Drawn-Paging": "repeated"})


def test_what_is_no_method_of_the_web_never_leaves() -> None:
    crawler = Crawler(DisclosureSpider, Settings())
    crawler.stats = StatsCollector(crawler)
    sending = GatedDownloadHandler(crawler).download_request(rendering.drawn(page("")))
    with pytest.raises(NotSupported, match="RENDER"):
        sending.send(None)
