"""The ledger of real crawls: what a site's runs find one after the other, and what is left where one is cut off."""

import json
import os
import signal
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from govreports.cli import main
from govreports.ledger import Change, Ledger
from tests.crawl.conftest import Crawl, finish, start
from tests.replica import Altered, Replica, ReplicaRequest, ReplicaResponse, Site
from tests.replica.families.made import Piece, office
from tests.replica.families.troubles import Reset
from tests.replica.families.trs import TrsSite
from tests.replica.figures import made_figures
from tests.replica.render import report_html

HOST: Final = "sthjj.qingyuan.gov.cn"
OFFICE: Final = office(HOST, years=range(2016, 2026))
FULL: Final = TrsSite(OFFICE)
PATHS: Final = {it.year: FULL.addresses[it.number].partition(HOST)[2] for it in OFFICE.reports if it.year is not None}
START: Final = ("-a", f"url=http://{HOST}{FULL.start}")
MISSING: Final = ReplicaResponse(b"<html>not found</html>", status=404)
FORGETFUL: Final = ("-s", "ARCHIVE_ENABLED=False", "-s", "REFUSAL_HOURS=0")
REFUSED: Final = ReplicaResponse(b"", status=403)


def site(
    *,
    unlisted: Iterable[int] = (),
    edited: Collection[int] = (),
    answers: Mapping[str, ReplicaResponse] | None = None,
) -> Site:
    """The office's site: reports that no list names though their pages are there, others with other figures."""
    hidden = {PATHS[year]: FULL.respond(ReplicaRequest("GET", "http", HOST, PATHS[year])) for year in unlisted}
    pieces = (_edited(it) if it.year in edited else it for it in OFFICE.pieces if PATHS.get(it.year or 0) not in hidden)
    shown = TrsSite(replace(OFFICE, pieces=tuple(pieces)))
    return Altered(shown, {**hidden, **(answers or {})})


def _edited(piece: Piece) -> Piece:
    return replace(piece, body=report_html(made_figures(piece.agency, piece.year or 0, 3), title=piece.title))


def kept(folder: Path) -> Ledger:
    return Ledger.to_read(folder / "kept" / "ledger" / "site" / f"{HOST}.sqlite")


def found(folder: Path) -> dict[int, Change]:
    """What the last run found of the report of every year."""
    with kept(folder) as ledger:
        return {int(it.report_id[-4:]): it for it in ledger.findings(ledger.runs()[-1].run)}


def states(changes: Mapping[int, Change]) -> dict[int, tuple[str, str | None]]:
    """Those that are not simply unchanged."""
    return {year: (it.state, it.how) for year, it in changes.items() if (it.state, it.how) != ("unchanged", None)}


def kill(folder: Path, options: Iterable[str], played: Site) -> None:
    """Start a crawl and kill it once it has written records."""
    with Replica([played]) as replica:
        process = start("site", folder / "site.jsonl", replica, *options, "-s", "DOWNLOAD_DELAY=0.2")
        deadline = time.monotonic() + 60
        while not any(part.stat().st_size for part in folder.glob("*.part")) and time.monotonic() < deadline:
            time.sleep(0.05)
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()


def test_what_runs_find_one_after_the_other(crawl: Callable[..., Crawl], tmp_path: Path, capsys: Any) -> None:
    # Every run sees for itself: nothing that one fetched, and no refusal, is remembered.
    options = (*START, *FORGETFUL, "-s", f"DATA_FOLDER={tmp_path / 'kept'}")

    first = crawl("site", *options, sites=[site()])
    assert first.code == 0
    assert "ledger: 10 new, 0 changed, 0 unchanged, 0 gone, 0 unseen" in first.log
    assert states(found(tmp_path)) == dict.fromkeys(PATHS, ("new", None))

    # A run that is killed has not been, and what it left goes.
    kill(tmp_path, options, site(edited=[2020]))
    assert list(tmp_path.glob("*.part"))
    second = crawl("site", *options, sites=[site(edited=[2021], unlisted=[2018])])
    assert second.code == 0
    assert not list(tmp_path.glob("*.part"))
    # No list names it, and its page was asked all the same: it is there.
    assert states(found(tmp_path)) == {2021: ("changed", None), 2018: ("unchanged", "unlisted")}
    assert len(second.records) == 10

    taken_down = {PATHS[2018]: MISSING, PATHS[2019]: MISSING}
    third = crawl("site", *options, sites=[site(edited=[2021], unlisted=[2018], answers=taken_down)])
    assert states(found(tmp_path)) == {2018: ("gone", "http_404"), 2019: ("gone", "http_404")}
    # A row of a list that leads nowhere is an error; that a report was taken down is none.
    assert " 1 errors" in third.line(HOST)
    assert third.log.count("gone (http_404)") == 2

    cut = Reset(site(edited=[2021], answers=taken_down), where=lambda path: path in {PATHS[2016], PATHS[2020]})
    assert crawl("site", *options, sites=[cut]).code == 1
    assert states(found(tmp_path)) == {
        **dict.fromkeys((2016, 2020), ("unseen", "no_answer")),
        **dict.fromkeys((2018, 2019), ("gone", "http_404")),
    }

    blocked = crawl("site", *options, sites=[site(answers={FULL.start: REFUSED})])
    assert blocked.code == 1
    assert "ledger: 0 new, 0 changed, 0 unchanged, 0 gone, 8 unseen" in blocked.log
    assert {state for year, (state, _how) in states(found(tmp_path)).items() if year not in {2018, 2019}} == {"unseen"}

    crawl("site", *options, sites=[site()])
    assert states(found(tmp_path)) == {
        2018: ("unchanged", "returned"),
        2019: ("unchanged", "returned"),
        2021: ("changed", None),
    }

    with kept(tmp_path) as ledger:
        assert [run.reason for run in ledger.runs()] == ["finished", "killed", *["finished"] * 5]
        versions = list(ledger.versions())
    assert len(versions) == 11
    lines = {json.dumps(record, ensure_ascii=False) for crawled in (first, second) for record in crawled.records}
    assert {version.line for version in versions} <= lines

    data = ["versions", "--data", str(tmp_path / "kept")]
    assert main([*data, "--state", "changed"]) == 0
    heading, row = capsys.readouterr().out.splitlines()
    assert heading.split() == ["report", "state", "since", "version", "address"]
    assert row.split()[1] == "changed"
    assert main([*data, f"site/{HOST}", "--records", "--state", "changed"]) == 0
    printed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [it["because"] for it in printed] == ["first", "publication"]
    assert [it["record"]["version"] for it in printed] == [it["version"] for it in printed]


def test_a_full_disk_ends_a_run_in_order_and_the_next_one_makes_up_for_it(tmp_path: Path) -> None:
    """No file may grow beyond so many bytes: writing more fails as it does where the disk is full."""
    # Without the archive, which would end the crawl before its records are too many.
    options = (*START, *FORGETFUL, "-s", f"DATA_FOLDER={tmp_path / 'kept'}")
    output = tmp_path / "site.jsonl"
    output.write_text("earlier\n")
    with Replica([site()]) as replica:
        full = start("site", output, replica, *options, largest_file=100_000)
        _out, log = full.communicate(timeout=120)
        assert full.returncode == 1
        assert log.count("the feed cannot be written") == 1
        assert log.count("the ledger is not written") == 1
        assert "Unhandled" not in log
        assert "Error caught on signal handler" not in log
        assert output.read_text() == "earlier\n"
        (part,) = tmp_path.glob("*.part")
        lines = part.read_text("utf-8").splitlines(keepends=True)
        assert lines
        assert all(json.loads(line)["schema_version"] == 1 and line.endswith("\n") for line in lines)

        again = finish(start("site", output, replica, *options), output, replica)
    assert again.code == 0
    assert len(again.records) == 10
    assert not list(tmp_path.glob("*.part"))
    assert states(found(tmp_path)) == dict.fromkeys(PATHS, ("new", None))
