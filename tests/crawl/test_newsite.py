"""``scrapy newsite`` on made-up hosts: what it writes works and is checked; what does not work is refused, with a reason."""

import ast
import json
import re
import shutil
import signal
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from govreports.agencies import directory
from govreports.archive import read_exchanges, read_info, write_exchange, write_info
from govreports.crawling.again import with_evidence
from govreports.crawling.newsite import spider_code
from govreports.crawling.recording import doubts
from govreports.platforms import Trs
from tests.crawl.checkouts import files, project, scrapy, start
from tests.replica import Replica, Site
from tests.replica.families.furniture import made_host
from tests.replica.families.hanweb import hanweb_site
from tests.replica.families.hosts import MadeHost
from tests.replica.families.hosts_a import HOSTS_A
from tests.replica.families.hosts_b import HOSTS_B
from tests.replica.families.made import office
from tests.replica.families.trs import TrsSite
from tests.replica.figures import made_figures
from tests.replica.render import report_html
from tests.sites.played import PlayedSite

HOSTS = {**HOSTS_A, **HOSTS_B}
_QUICK: Final = ("-s", "DOWNLOAD_DELAY=0.01", "-s", "AUTOTHROTTLE_ENABLED=False", "-s", "RETRY_ENABLED=False")


def two_hosts() -> MadeHost:
    """A bureau whose one page of a list leads to another host for the reports of its first years."""
    made = office("czj.dingyuan-made.gov.cn", "定远县财政局", "定远县", range(2019, 2026), rows_per_page=30)
    return made_host(hanweb_site(made, elsewhere="zwgk.dingyuan-made.gov.cn"))


@pytest.fixture(scope="module")
def replica() -> Iterator[Replica]:
    """The made-up hosts that the tests ask."""
    hosts = [two_hosts(), *(HOSTS[name]() for name in ("robots_nothing", "waf_page", "ucap_plain"))]
    sites: Sequence[Site] = [site for host in hosts for site in (host.site, *host.also_sites)]
    with Replica(sites) as running:
        yield running


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, replica: Replica) -> tuple[Path, str, str]:
    """A checkout that newsite has written to, with what it said."""
    folder = project(tmp_path_factory.mktemp("kept"))
    code, out, err = scrapy(folder, replica, "newsite", two_hosts().home, "--sample", "2", *_QUICK)
    assert code == 0, err
    return folder, out, err


NAME = "dingyuanmade_czj"
WRITTEN = (f"spiders/anhui/{NAME}.py", f"tests/sites/{NAME}.warc", f"tests/sites/{NAME}.json")


def test_it_writes_a_spider_a_fixture_and_a_golden_record(kept: tuple[Path, str, str]) -> None:
    folder, out, _err = kept
    assert set(files(folder)) - set(files(project(folder / "again"))) >= set(WRITTEN)
    assert [line.removeprefix("wrote ") for line in out.splitlines() if line.startswith("wrote ")] == [
        WRITTEN[0],
        "spiders/anhui/__init__.py",
        *WRITTEN[1:],
    ]
    assert f"scrapy checkall {NAME}" in out


def test_the_spider_is_attributes_in_ten_lines_at_most(kept: tuple[Path, str, str]) -> None:
    code = (kept[0] / WRITTEN[0]).read_text("utf-8")
    lines = [line for line in code.splitlines() if line.strip() and not line.startswith(('"""', "from "))]
    assert len(lines) <= 10
    assert 'agency_name = "定远县财政局"' in code
    assert 'evidence="list: fetched ' in code
    assert 'hosts=("zwgk.dingyuan-made.gov.cn",)' in code, "the list names reports on another host, sampled or not"


def test_the_golden_record_is_what_was_published(kept: tuple[Path, str, str]) -> None:
    golden = json.loads((kept[0] / WRITTEN[2]).read_text("utf-8"))
    assert len(golden) == 2
    assert {record["agency"]["name"] for record in golden} == {"定远县财政局"}
    assert {record["tables_state"] for record in golden} == {"parsed"}


def test_it_says_where_it_is_without_scrapys_log(kept: tuple[Path, str, str]) -> None:
    _folder, out, err = kept
    assert "200 http://czj.dingyuan-made.gov.cn/" in err.splitlines()
    assert "[scrapy" not in err
    assert "CONTACT is not set" in err
    assert "look: " not in out


def test_what_was_written_passes_its_check_and_any_other_figure_fails_it(kept: tuple[Path, str, str]) -> None:
    folder, _out, _err = kept
    code, out, _ = scrapy(folder, None, "checkall", NAME)
    assert (code, out) == (0, f"ok     {NAME}: 2 records\n1 spiders, 0 failed\n")
    archive, golden = folder / WRITTEN[1], json.loads((folder / WRITTEN[2]).read_text("utf-8"))
    whole = archive.read_bytes()
    figure = golden[0]["tables"]["requests"]["new_requests"]["total"]
    cell = f">{figure}<".encode()
    assert cell in whole
    # Written anew, so that nothing is wrong with the archive itself.
    info, exchanges = read_info(archive), list(read_exchanges(archive))
    with archive.open("wb") as file:
        write_info(file, info, exchanges[0].at)
        for exchange in exchanges:
            write_exchange(file, replace(exchange, body=exchange.body.replace(cell, f">{figure + 1}<".encode())))
    try:
        code, out, _ = scrapy(folder, None, "checkall", NAME)
    finally:
        archive.write_bytes(whole)
    assert code == 1
    assert f"tables.requests.new_requests.total: {figure + 1}, not {figure}" in out


def test_an_archive_that_somebody_has_edited_is_no_fixture(kept: tuple[Path, str, str]) -> None:
    folder, _out, _err = kept
    archive = folder / WRITTEN[1]
    whole = archive.read_bytes()
    archive.write_bytes(whole.replace("定远县财政局".encode(), "定远县财政厅".encode()))
    try:
        code, out, _ = scrapy(folder, None, "checkall", NAME)
    finally:
        archive.write_bytes(whole)
    assert code == 1
    assert "digest" in out.lower()


REFUSED: dict[str, tuple[int, tuple[str, ...], str]] = {
    "robots": (1, (HOSTS["robots_nothing"]().home,), "robots.txt forbids it"),
    "challenge": (1, (HOSTS["waf_page"]().home,), "challenge"),
    "nobody there": (1, ("http://www.nowhere.gov.cn/",), "HTTP 502"),
    "no address": (2, ("ftp://www.xinhe-ucap.gov.cn/",), "is no address of a site"),
    "two addresses": (
        2,
        (HOSTS["ucap_plain"]().home, HOSTS["waf_page"]().home),
        "one address is wanted, or --again SPIDER",
    ),
    "no report": (2, (HOSTS["ucap_plain"]().home, "--sample", "0"), "--sample must be a positive number, not 0"),
    "again and an address": (2, (HOSTS["ucap_plain"]().home, "--again", "liaocheng_sthjj"), "--again goes with"),
    "again nobody": (1, ("--again", "nobody"), "there is no spider nobody"),
    "again a list that is gone": (1, ("--again", "liaocheng_sthjj"), "HTTP 404"),
    "list is known": (1, ("http://www.xinhe-ucap.gov.cn/xxgknb/",), "liaocheng_sthjj.py reads http://www.xinhe"),
    "site is known": (
        1,
        ("http://sthjj.liaocheng.gov.cn",),
        "the site of 聊城市生态环境局, which has a spider already",
    ),
    "no name": (1, (HOSTS["ucap_plain"]().home, "--name", "Xin-He"), "is no name for a spider"),
    "name taken": (1, (HOSTS["ucap_plain"]().home, "--name", "liaocheng_sthjj"), "a spider liaocheng_sthjj already"),
    "agency has one": (
        1,
        (HOSTS["ucap_plain"]().home, "--agency", "聊城市生态环境局", "--sample", "1"),
        "聊城市生态环境局 has a spider already, spiders/shandong/liaocheng_sthjj.py",
    ),
}


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory, replica: Replica) -> dict[str, tuple[int, str, Path]]:
    """What newsite said of every address that it refuses, each in its checkout, all at once."""
    folders = {what: project(tmp_path_factory.mktemp("refused")) for what in REFUSED}
    started = {
        what: start(folders[what], replica, "newsite", *arguments, *_QUICK)
        for what, (_code, arguments, _words) in REFUSED.items()
    }
    done = {}
    for what, process in started.items():
        _out, err = process.communicate(timeout=180)
        done[what] = process.returncode, err, folders[what]
    return done


@pytest.mark.parametrize("what", REFUSED)
def test_a_refusal_says_why_and_writes_nothing(
    what: str, refused: dict[str, tuple[int, str, Path]], tmp_path: Path
) -> None:
    expected, _arguments, words = REFUSED[what]
    code, err, folder = refused[what]
    assert code == expected, err
    assert words in err
    assert "Traceback" not in err
    assert files(folder) == files(project(tmp_path))
    if code == 1:
        assert "nothing was written" in err


@pytest.mark.parametrize("what", ["list is known", "site is known", "agency has one"])
def test_what_is_known_is_refused_before_the_site_is_asked(
    what: str, refused: dict[str, tuple[int, str, Path]]
) -> None:
    assert "looking for annual reports" not in refused[what][1]


def test_a_city_that_nobody_knows_is_kept_and_is_to_be_looked_at(tmp_path: Path) -> None:
    host, folder = HOSTS["trs_plain"](), project(tmp_path)
    with Replica([host.site]) as running:
        code, out, err = scrapy(folder, running, "newsite", host.home, "--sample", "1", *_QUICK)
    assert code == 0, err
    assert f"look: no place is known for {host.office.agency!r}" in out
    code, out, _err = scrapy(folder, None, "checkall", "qingyuantrs_sthjj")
    assert code == 0, out


UNITS: Final = ("云梦县水利局", "云梦县教育局", "云梦县财政局")


def of_units(units: Sequence[str], calls_itself: str = "云梦县人民政府") -> PlayedSite:
    """A county's site, whose column has a report of each of *units*."""
    site = PlayedSite("www.yunmeng-made.gov.cn", "http")
    frame = (
        f'<html><head><meta name="SiteName" content="{calls_itself}"><title>{{}}</title></head><body>{{}}</body></html>'
    )
    site.add("http://www.yunmeng-made.gov.cn/", frame.format(calls_itself, '<a href="/nb/">政府信息公开年报</a>'))
    rows = []
    for number, unit in enumerate(units):
        title, path = f"{unit}2024年政府信息公开工作年度报告", f"/nb/202501/t2025011{number}_{number}.html"
        rows.append(f'<li><a href="{path}">{title}</a><span>2025-01-1{number}</span></li>')
        report = report_html(made_figures(unit, 2024, number + 3), title=title)
        site.add(f"http://{site.host}{path}", frame.format(title, f"<h1>{title}</h1><div>{report}</div>"))
    site.add(f"http://{site.host}/nb/", frame.format("政府信息公开年报", f"<ul>{''.join(rows)}</ul>"))
    return site


def test_the_agency_is_whose_the_site_calls_itself(tmp_path: Path) -> None:
    folder, site = project(tmp_path), of_units(UNITS)
    with Replica([site]) as running:
        code, out, err = scrapy(folder, running, "newsite", f"http://{site.host}/", *_QUICK)
    assert code == 0, err
    written = folder / "spiders/hubei/yunmengmade.py"
    assert 'agency_name = "云梦县人民政府"' in written.read_text("utf-8")
    assert "look: none of the reports are of 云梦县人民政府: there are " in out
    assert all(f"{unit} (1)" in out for unit in UNITS)
    assert scrapy(folder, None, "checkall", "yunmengmade")[0] == 0


def test_a_column_of_another_agency_is_not_kept_as_the_sites_own(tmp_path: Path) -> None:
    folder, site = project(tmp_path), of_units(UNITS[:1], "云梦县教育局")
    before = files(folder)
    with Replica([site]) as running:
        code, _out, err = scrapy(folder, running, "newsite", f"http://{site.host}/", *_QUICK)
    assert code == 1
    assert "no record is of 云梦县教育局, they are of 云梦县水利局 (1)" in err
    assert files(folder) == before


def test_a_sample_of_a_column_in_parts_is_the_same_again(tmp_path: Path) -> None:
    host, folder = HOSTS["trs_years_and_bodies"](), project(tmp_path)
    with Replica([host.site, *host.also_sites]) as running:
        code, _out, err = scrapy(
            folder, running, "newsite", host.home, "--sample", "2", *_QUICK, "-s", "DOWNLOAD_DELAY=0"
        )
    assert code == 0, err


def test_a_site_that_no_place_is_known_for_is_whose_its_reports_are(tmp_path: Path) -> None:
    folder, site = project(tmp_path), of_units(["青原市水利局"], "青原市水务门户")
    with Replica([site]) as running:
        code, _out, err = scrapy(folder, running, "newsite", f"http://{site.host}/", *_QUICK)
    assert code == 0, err
    (written,) = (folder / "spiders").rglob("yunmengmade*.py")
    assert "青原市水利局" in written.read_text("utf-8")
    assert scrapy(folder, None, "checkall", written.stem)[0] == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_stop_while_it_searches_is_called_one_and_leaves_nothing(
    number: signal.Signals, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, site, temporary = project(tmp_path / "checkout"), of_units(UNITS), tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    before = files(folder)
    with Replica([site]) as running:
        process = start(folder, running, "newsite", f"http://{site.host}/")
        assert process.stderr is not None
        while not process.stderr.readline().startswith("200 "):
            pass
        process.send_signal(number)
        _out, err = process.communicate(timeout=60)
    assert process.returncode == 1, err
    assert "nothing was written:\n  the crawl was stopped" in err
    assert files(folder) == before
    assert not list(temporary.iterdir())


def test_a_moved_site_is_found_added_and_fetched_anew(kept: tuple[Path, str, str], tmp_path: Path) -> None:
    folder = tmp_path / "moved"
    shutil.copytree(kept[0], folder)
    made = office("czj.dingyuan-new.gov.cn", "定远县财政局", "定远县", range(2020, 2026))
    with Replica([TrsSite(made)]) as running:  # the old host is gone
        address = f"http://{made.host}/"
        code, _out, err = scrapy(folder, running, "newsite", address, "--sample", "2", *_QUICK)
        assert code == 1
        assert f"scrapy newsite --again {NAME}" in err
        added = next(line.strip() for line in err.splitlines() if line.startswith("    Trs("))
        until = re.search(r"until=(date\(\d+, \d+, \d+\))", err)
        assert until is not None
        file = folder / WRITTEN[0]
        code_before = file.read_text("utf-8")
        moved = code_before.replace(
            "import DisclosureSpider", "import DisclosureSpider  # noqa\nfrom datetime import date"
        )
        moved = moved.replace("import Hanweb", "import Hanweb, Trs").replace("sources = (", f"sources = ({added} ")
        moved = moved.replace('evidence="list: fetched', f'until={until[1]}, evidence="list: fetched')
        file.write_text(moved, "utf-8")
        code, out, _err = scrapy(folder, None, "checkall", NAME)
        assert code == 1
        assert f"the fixture has no answer to GET http://{made.host}/" in out
        assert f"scrapy newsite --again {NAME}" in out
        code, out, err = scrapy(folder, running, "newsite", "--again", NAME, "--sample", "2", *_QUICK)
    assert code == 0, err
    assert [line for line in out.splitlines() if line.startswith("wrote ")] == [f"wrote {path}" for path in WRITTEN]
    assert "unverified" not in file.read_text("utf-8")
    assert scrapy(folder, None, "checkall", NAME)[:2] == (0, f"ok     {NAME}: 2 records\n1 spiders, 0 failed\n")
    golden = json.loads((folder / WRITTEN[2]).read_text("utf-8"))
    assert {record["source"]["site"] for record in golden} == {made.host}


def test_pages_that_do_not_come_leave_all_as_it_was(kept: tuple[Path, str, str], tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    shutil.copytree(kept[0], folder)
    before = files(folder)
    with Replica([]) as running:
        code, _out, err = scrapy(folder, running, "newsite", "--again", NAME, *_QUICK)
    assert code == 1
    assert "nothing was written" in err
    assert files(folder) == before


@pytest.mark.parametrize("name", ['云梦"县', "a\\", '"""', "a\nb", "云梦县"])
def test_whatever_an_agency_is_called_stays_a_text(name: str) -> None:
    tree = ast.parse(spider_code("a_b", name, [Trs('http://a.gov.cn/"/')], ["b.gov.cn"]))
    spider = tree.body[-1]
    assert isinstance(spider, ast.ClassDef)
    texts = [it.value.value for it in spider.body if isinstance(it, ast.Assign) and isinstance(it.value, ast.Constant)]
    assert texts == ["a_b", name]


def test_evidence_is_replaced_where_it_stands() -> None:
    code = 'sources = (Trs("http://甲.cn/", evidence="list: unverified"), Trs("http://b.cn/", evidence="list: unverified"))\n'
    assert with_evidence(code, "http://b.cn/", "list: fetched Nov 2026") == code.replace(
        'b.cn/", evidence="list: unverified"', 'b.cn/", evidence="list: fetched Nov 2026"'
    )
    assert with_evidence(code, "http://c.cn/", "list: fetched Nov 2026") == code


def test_sums_that_do_not_hold_are_named() -> None:
    agency = directory().find(["云梦县水利局"])
    assert agency is not None
    broken = {"rule": "Q303", "fault": "source", "expected": 3, "actual": 4}
    other = {"rule": "Q601", "fault": "source", "expected": None, "actual": None}
    record = {
        "agency": agency.model_dump(),
        "tables_state": "parsed",
        "source": {"url": "http://a.gov.cn/1.html"},
        "findings": [broken, broken, other],
    }
    assert list(doubts(agency, [record])) == [
        "http://a.gov.cn/1.html: what does not add up is Q303 (fault: source); compare it with the page"
    ]
