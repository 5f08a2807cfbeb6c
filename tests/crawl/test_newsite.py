"""``scrapy newsite`` on made-up hosts: what it writes works and is checked; what does not work is refused, with a reason."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from govreports.archive import read_exchanges, read_info, write_exchange, write_info
from tests.crawl.checkouts import files, project, scrapy, start
from tests.replica import Replica, Site
from tests.replica.families.furniture import made_host
from tests.replica.families.hanweb import hanweb_site
from tests.replica.families.hosts import MadeHost
from tests.replica.families.hosts_a import HOSTS_A
from tests.replica.families.hosts_b import HOSTS_B
from tests.replica.families.made import office

HOSTS = {**HOSTS_A, **HOSTS_B}
_QUICK: Final = ("-s", "DOWNLOAD_DELAY=0.01", "-s", "AUTOTHROTTLE_ENABLED=False", "-s", "RETRY_ENABLED=False")


def two_hosts() -> MadeHost:
    """A bureau whose one page of a list leads to another host for the reports of its first years."""
    made = office("czj.dingyuan-made.gov.cn", "定原市财政局", "定原市", range(2019, 2026), rows_per_page=30)
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
WRITTEN = (f"spiders/{NAME}.py", f"tests/sites/{NAME}.warc", f"tests/sites/{NAME}.json")


def test_it_writes_a_spider_a_fixture_and_a_golden_record(kept: tuple[Path, str, str]) -> None:
    folder, out, _err = kept
    assert set(files(folder)) - set(files(project(folder / "again"))) >= set(WRITTEN)
    assert [line.removeprefix("wrote ") for line in out.splitlines() if line.startswith("wrote ")] == list(WRITTEN)
    assert f"scrapy checkall {NAME}" in out


def test_the_spider_is_attributes_in_ten_lines_at_most(kept: tuple[Path, str, str]) -> None:
    code = (kept[0] / WRITTEN[0]).read_text("utf-8")
    lines = [line for line in code.splitlines() if line.strip() and not line.startswith(('"""', "from "))]
    assert len(lines) <= 10
    assert 'agency_name = "定原市财政局"' in code
    assert 'evidence="list: fetched ' in code
    assert 'hosts=("zwgk.dingyuan-made.gov.cn",)' in code, "the list names reports on another host, sampled or not"


def test_the_golden_record_is_what_was_published(kept: tuple[Path, str, str]) -> None:
    golden = json.loads((kept[0] / WRITTEN[2]).read_text("utf-8"))
    assert len(golden) == 2
    assert {record["agency"]["name"] for record in golden} == {"定原市财政局"}
    assert {record["tables_state"] for record in golden} == {"parsed"}


def test_it_says_where_it_is_without_scrapys_log(kept: tuple[Path, str, str]) -> None:
    _folder, out, err = kept
    assert "200 http://czj.dingyuan-made.gov.cn/" in err.splitlines()
    assert "[scrapy" not in err
    assert "CONTACT is not set" in err
    assert "look: no place is known for '定原市财政局'" in out


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
    archive.write_bytes(whole.replace("定原市财政局".encode(), "定原市财政厅".encode()))
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
