"""What a crawl keeps, and what it does not ask for again: real crawls of sites that stay, change and break."""

import json
import os
import re
import signal
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator

from govreports.archive.reading import Reader
from govreports.cli import main
from tests.crawl.conftest import Crawl, finish, start
from tests.replica import Altered, Replica, ReplicaRequest, ReplicaResponse, Site, all_sites
from tests.replica.families.made import office
from tests.replica.families.troubles import Conditional, Reset
from tests.replica.families.trs import trs_site

HOST = "sthjj.luqing.gov.cn"
NAME = f"site/{HOST}"
YEARS = range(2020, 2026)


def site(years: range = YEARS) -> Site:
    """A site whose pages have validators."""
    return Conditional(trs_site(office(HOST, years=years)))


def options(folder: Path, *further: str) -> tuple[str, ...]:
    """The words of the command."""
    return ("-a", f"url=http://{HOST}/", "-s", f"DATA_FOLDER={folder / 'data'}", *further)


def reports(crawl: Crawl) -> Counter[int]:
    """How often the site gave which answer to a request for a report's page."""
    urls = {record["source"]["url"] for record in crawl.records}
    return Counter(it.status for it in crawl.requests if f"http://{it.host}{it.path}" in urls)


def lines(crawl: Crawl) -> list[str]:
    """The records, in a fixed order."""
    return sorted(json.dumps(record, ensure_ascii=False) for record in crawl.records)


def reparsed(folder: Path, *words: str) -> list[str]:
    """What the archive gives."""
    output = folder / "again.jsonl"
    assert main(["reparse", "--data", str(folder / "data"), "-o", str(output), "--jobs", "2", *words]) == 0
    return sorted(output.read_text("utf-8").splitlines())


def test_every_answer_is_kept_where_the_record_says(crawl: Callable[..., Crawl], tmp_path: Path) -> None:
    done = crawl("site", *options(tmp_path), sites=[site()])
    assert (done.code, len(done.records)) == (0, len(YEARS))
    room = tmp_path / "data" / "archive"
    (path,) = (room / NAME).glob("*.warc.gz")
    with path.open("rb") as file:
        kept = Counter(
            it.rec_headers.get_header("WARC-Target-URI")
            for it in ArchiveIterator(file, check_digests="raise")
            if it.rec_type in {"response", "revisit"} and it.content_stream().read() is not None
        )
    assert kept == Counter(f"http://{it.host}{it.path}" for it in done.requests)
    with Reader(room) as reader:
        for record in done.records:
            exchange = reader.exchange(record["source"]["archive"])
            assert (exchange.url, exchange.at) == (record["source"]["url"], record["source"]["fetched_at"])


def test_a_second_run_asks_only_whether_reports_have_changed(crawl: Callable[..., Crawl], tmp_path: Path) -> None:
    first = crawl("site", *options(tmp_path), sites=[site()])
    second = crawl("site", *options(tmp_path), sites=[site()])
    assert reports(first) == {200: len(YEARS)}
    assert reports(second) == {304: len(YEARS)}
    # Lists are always fetched: whether a report is new nobody else says.
    assert {it.status for it in second.requests if it.path.endswith("/")} == {200}
    assert lines(second) == lines(first)
    assert second.code == 0


def test_last_modified_does_as_well(crawl: Callable[..., Crawl], tmp_path: Path) -> None:
    dated = Conditional(trs_site(office(HOST, years=YEARS)), etags=False)
    first = crawl("site", *options(tmp_path), sites=[dated])
    second = crawl("site", *options(tmp_path), sites=[dated])
    assert reports(second) == {304: len(YEARS)}
    assert all(it.if_modified_since for it in second.requests if it.status == 304)
    assert lines(second) == lines(first)
    # Such a date is no proof for ever: after some time pages are fetched in full.
    third = crawl("site", *options(tmp_path, "-s", "REFETCH_AFTER_DAYS=0"), sites=[dated])
    assert reports(third) == {200: len(YEARS)}
    assert lines(third) == lines(first)


def test_a_page_that_has_changed_is_fetched_and_the_old_one_stays(crawl: Callable[..., Crawl], tmp_path: Path) -> None:
    first = crawl("site", *options(tmp_path), sites=[site()])
    old = first.records[0]
    path = old["source"]["url"].partition(HOST)[2]
    page = trs_site(office(HOST, years=YEARS)).respond(ReplicaRequest("GET", "http", HOST, path)).body
    changed = page.replace(b"</body>", "<p>更正</p></body>".encode())
    altered = Conditional(Altered(trs_site(office(HOST, years=YEARS)), {path: ReplicaResponse(changed)}))
    second = crawl("site", *options(tmp_path), sites=[altered])
    assert reports(second) == {304: len(YEARS) - 1, 200: 1}
    new = second.record(old["report_id"])
    assert new["source"]["archive"] != old["source"]["archive"]
    with Reader(tmp_path / "data" / "archive") as reader:
        assert reader.exchange(old["source"]["archive"]).body == page
        assert reader.exchange(new["source"]["archive"]).body == changed
    # All that was ever there comes out again, and each run by itself too.
    assert reparsed(tmp_path) == sorted({*lines(first), *lines(second)})
    assert reparsed(tmp_path, "--run", "latest") == lines(second)


def test_recently_seen_reports_are_not_even_asked_about(crawl: Callable[..., Crawl], tmp_path: Path) -> None:
    first = crawl("site", *options(tmp_path), sites=[site()])
    second = crawl("site", *options(tmp_path, "-s", "REVISIT_AFTER_DAYS=7"), sites=[site()])
    assert reports(second) == {}
    assert lines(second) == lines(first)


def test_a_killed_run_is_gone_on_with(tmp_path: Path) -> None:
    output = tmp_path / "site.jsonl"
    slow = options(tmp_path, "-s", "DOWNLOAD_DELAY=0.2")
    with Replica([site()]) as replica:
        killed = start("site", output, replica, *slow)
        while sum(it.status == 200 and "/t20" in it.path for it in replica.log) < 4:
            time.sleep(0.02)
            assert killed.poll() is None
        os.kill(killed.pid, signal.SIGKILL)
        killed.communicate()
        before = len(replica.log)
        done = finish(start("site", output, replica, *options(tmp_path)), output, replica)
    assert (done.code, len(done.records)) == (0, len(YEARS))
    pages = [it.path for it in done.requests if "/t20" in it.path]
    # Those alone were asked for twice that had come but were not read yet.
    assert len(pages) <= len(set(pages)) + 2
    assert len(done.requests) > before
    assert reparsed(tmp_path, "--run", "latest") == lines(done)


def test_a_full_disk_ends_the_crawl_and_the_next_one_completes_it(crawl: Callable[..., Crawl], tmp_path: Path) -> None:
    full = crawl("site", *options(tmp_path), sites=[site()], largest_file=60_000)
    assert full.code == 1
    assert "the archive cannot be written" in full.log
    assert "Traceback" not in full.log
    done = crawl("site", *options(tmp_path), sites=[site()])
    assert (done.code, len(done.records)) == (0, len(YEARS))
    assert reparsed(tmp_path, "--run", "latest") == lines(done)


def test_one_run_of_a_spider_at_a_time(tmp_path: Path) -> None:
    output = tmp_path / "site.jsonl"
    with Replica([site()]) as replica:
        # It would take minutes.
        first = start("site", output, replica, *options(tmp_path, "-s", "DOWNLOAD_DELAY=30"))
        while not replica.log:
            time.sleep(0.02)
        second = finish(start("site", tmp_path / "second.jsonl", replica, *options(tmp_path)), output, replica)
        assert second.code == 75
        assert "another run of it is on" in second.log
        first.kill()
        first.communicate()
        # A lock ends with its holder.
        assert finish(start("site", output, replica, *options(tmp_path)), output, replica).code == 0


def test_names_that_sites_give_to_files_never_reach_the_disk(crawl: Callable[..., Crawl], tmp_path: Path) -> None:
    played = trs_site(office(HOST, years=YEARS))
    report = crawl("site", *options(tmp_path / "first"), sites=[played]).records[0]["source"]["url"].partition(HOST)[2]
    page = played.respond(ReplicaRequest("GET", "http", HOST, report)).body
    link = '<a href="/files/..%2f..%2fescaped.docx">../../../../escaped.docx</a>'
    disposition = {"Content-Disposition": 'attachment; filename="../../escaped.docx"'}
    altered = Altered(
        played,
        {
            report: ReplicaResponse(f"{link}<table".encode().join(page.rsplit(b"<table", 1))),
            "/files/..%2f..%2fescaped.docx": ReplicaResponse(page, headers=disposition),
        },
    )
    done = crawl("site", *options(tmp_path / "second"), sites=[altered])
    assert done.code == 0
    assert [it["name"] for record in done.records for it in record["attachments"]] == ["../../../../escaped.docx"]
    assert not [path for path in tmp_path.rglob("*") if "escaped" in path.name]
    # Everything that was written has a name of ours.
    names = {path.name for path in (tmp_path / "second").rglob("*") if path.is_file()}
    ours = re.compile(r"lock|[\w.-]+\.(?:lock|sqlite|jsonl|json|html|warc\.gz)(?:-wal|-shm)?")
    assert [name for name in names if not ours.fullmatch(name)] == []


def test_a_file_that_the_network_has_lost_makes_the_site_fail_and_the_next_run_has_it(
    crawl: Callable[..., Crawl], tmp_path: Path
) -> None:
    kept = ("-s", f"DATA_FOLDER={tmp_path / 'data'}")
    host = "sthjj.liaocheng.gov.cn"
    cut = [Reset(it, where=lambda path: path.endswith(".docx")) if it.host == host else it for it in all_sites()]
    lost = crawl("liaocheng_sthjj", *kept, sites=cut)
    assert lost.code == 1
    assert " 3 errors" in lost.line(host)
    assert len(lost.records) == 7
    whole = crawl("liaocheng_sthjj", *kept)
    assert whole.code == 0
    # With its file a report has figures that it lacked; nothing was published in between.
    assert "0 new, 0 changed, 7 unchanged" in whole.log
