"""The ledger: any sequence of runs, some of them cut off, leaves what a naive list of runs would say."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govreports.ledger import Change, Closing, Ledger, LedgerError, State, folding, store
from tests.rules.made import FORMS, consistent, made_report

LIST = "http://example.gov.cn/list/"


@cache
def figures(content: int) -> Mapping[str, int]:
    return consistent(FORMS["2021"], lambda: content + 2)


@cache
def record(year: int, content: int = 0, at: str | None = None, noise: int = 0) -> dict[str, Any]:
    """A report of *year* with figures that follow from *content*, in a page whose bytes have some *noise*."""
    report = made_report(figures(content), year=year)
    digest = f"{year:08x}{content:08x}{noise:08x}".ljust(64, "0")
    update = {"url": at or address(year, content), "list_url": LIST, "sha256": digest}
    source = report.source.model_copy(update=update)
    return report.model_copy(update={"source": source}).to_dict()


def address(year: int, content: int = 0) -> str:
    """Where a report lies; contents 0 and 2 at one address, content 1 at another."""
    return f"http://example.gov.cn/{year}-{content % 2}.html"


def altered(base: Mapping[str, Any], **changes: Any) -> dict[str, Any]:
    """A record with other fields; those of its source by ``source__url`` and the like."""
    source = {name.removeprefix("source__"): value for name, value in changes.items() if name.startswith("source__")}
    own = {name: value for name, value in changes.items() if not name.startswith("source__")}
    return {**base, **own, "source": {**base["source"], **source}}


def file(digest: str | None) -> dict[str, Any]:
    return {"url": "http://example.gov.cn/a.docx", "name": None, "media_type": None, "sha256": digest, "role": "report"}


class Book:
    """A ledger in a file, and its runs one after the other, a day each."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "ledger" / "site.sqlite"
        self.days = 0

    def run(
        self,
        records: Sequence[Mapping[str, Any]],
        *,
        is_complete: bool = True,
        answers: Mapping[str, str] | None = None,
        program: str = "1",
        unlisted: Sequence[Mapping[str, Any]] = (),
    ) -> dict[str, Change]:
        """A run, and what it found."""
        self.days += 1
        with Ledger(self.path) as ledger:
            ledger.begin(name(self.days), started(self.days), program)
            for each in records:
                ledger.stage(each)
            for each in unlisted:
                ledger.stage(each, is_unlisted=True)
            counts = ledger.end(Closing(started(self.days), "finished", is_complete, answers or {}))
            found = {each.report_id: each for each in ledger.findings(name(self.days))}
            # A report that was gone before and is gone still is not counted again.
            new = [it for it in found.values() if it.state != "gone" or it.since == started(self.days)]
            assert counts == {state: sum(it.state == state for it in new) for state in counts}
            return found


def name(day: int) -> str:
    return f"20260101T0000{day:02}Z"


def started(day: int) -> str:
    return f"2026-01-01T00:00:{day:02}Z"


def state_of(found: Mapping[str, Change]) -> tuple[State, str | None]:
    """What was found of the one report."""
    (change,) = found.values()
    return change.state, change.how


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return Book(tmp_path)


def causes(book: Book) -> list[tuple[str, bool]]:
    with Ledger.to_read(book.path) as ledger:
        return [(version.because, version.is_current) for version in ledger.versions()]


# Any sequence of runs.


class Given(NamedTuple):
    """What a run meets: for every year the contents that lie there; and how it ends."""

    met: dict[int, frozenset[int]]
    noise: int
    is_complete: bool
    gone: frozenset[int]
    """Years whose pages answer 404, where they are not met."""
    cut: str
    """Where the run is cut off, if it is."""


runs = st.builds(
    Given,
    # Contents 0 and 2 lie at one address: only one of them can be there.
    st.dictionaries(
        st.integers(2015, 2020), st.sampled_from([frozenset(it) for it in ([0], [1], [2], [0, 1], [1, 2])])
    ),
    st.integers(0, 1),
    st.booleans(),
    st.frozensets(st.integers(2015, 2020), max_size=3),
    st.sampled_from(["", "", "", "staging", "folding"]),
)


@dataclass
class Naive:
    """What a list of runs says, kept in plain sight."""

    current: dict[int, frozenset[int]] = field(default_factory=dict)
    standing: dict[int, str] = field(default_factory=dict)
    seen: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    def run(self, day: int, given: Given) -> dict[int, str]:
        """What the run finds of every year; it is kept."""
        found = {}
        before = [year for year, standing in self.standing.items() if standing != "gone"]
        again = [year for year in before if year in given.met]
        is_sure = given.is_complete and len(again) >= 0.8 * len(before)
        for year, met in given.met.items():
            current = self.current.get(year)
            found[year] = "new" if current is None else self._judge(year, current, met, given)
            if current is None:
                self.current[year] = met
            self.standing[year] = "present"
            for content in met:
                self.seen[year, content] = self.seen.get((year, content), (day, day))[0], day
        for year in self.current.keys() - given.met.keys():
            if self.standing[year] != "gone":
                self.standing[year] = "gone" if year in given.gone or is_sure else "unseen"
            found[year] = self.standing[year]
        return found

    def _judge(self, year: int, current: frozenset[int], met: frozenset[int], given: Given) -> str:
        came, left = met - current, current - met
        places = {content % 2 for content in met}
        replaced = {content for content in left if content % 2 in places or (len(current) == 1 and came)}
        # The other one's address is not among the answers of a run that met the report: only its lists speak.
        over = {content for content in left - replaced if given.is_complete}
        self.current[year] = (current | met) - replaced - over
        return "changed" if came or over else "unchanged"


@settings(max_examples=60, deadline=None)
@given(st.lists(runs, max_size=7))
def test_any_sequence_of_runs_says_what_a_list_of_them_says(sequence: list[Given]) -> None:
    naive, said = Naive(), list[tuple[str, dict[int, str]]]()
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "_AT_ONCE", 3)
        path = Path(folder) / "site.sqlite"
        for day, each in enumerate(sequence, 1):
            records = [record(year, it, noise=each.noise) for year, met in each.met.items() for it in sorted(met)]
            answers = {address(year, it): "http_404" for year in each.gone - each.met.keys() for it in (0, 1)}
            with Ledger(path) as ledger:
                ledger.begin(name(day), started(day))
                for once in (*records, *records[:2]):
                    ledger.stage(once)
                if each.cut == "staging":
                    continue
                closing = Closing(started(day), "finished", each.is_complete, answers)
                if each.cut == "folding":
                    with patch.context() as breaking:
                        breaking.setattr(folding._Folding, "keep_missing", _cut)
                        with pytest.raises(KeyboardInterrupt):
                            ledger.end(closing)
                    continue
                ledger.end(closing)
            said.append((name(day), naive.run(day, each)))
        if not sequence:
            return
        with Ledger(path) as ledger:
            for run, expected in said:
                assert {int(it.report_id[-4:]): it.state for it in ledger.findings(run)} == expected, run
            seen = {
                (record(year, it)["report_id"], record(year, it)["version"]): told
                for (year, it), told in naive.seen.items()
            }
            assert {
                (it.report_id, it.version): (int(it.first_seen[-3:-1]), int(it.last_seen[-3:-1]))
                for it in ledger.versions()
            } == seen
            current = {(it.report_id, it.version) for it in ledger.versions() if it.is_current}
            assert current == {
                (record(year, it)["report_id"], record(year, it)["version"])
                for year, contents in naive.current.items()
                for it in contents
            }


def _cut(_self: object) -> None:
    raise KeyboardInterrupt


def test_a_killed_run_is_as_if_it_had_not_been(book: Book) -> None:
    book.run([record(2020), record(2021)])
    code = (
        "import os, signal, sys\nfrom pathlib import Path\nfrom govreports.ledger import Ledger\n"
        "from tests.test_ledger import record\n"
        "ledger = Ledger(Path(sys.argv[1]))\nledger.begin('killed', '2026-01-01T00:00:59Z')\n"
        "[ledger.stage(record(year, 1)) for year in range(1900, 2100)]\nos.kill(os.getpid(), signal.SIGKILL)\n"
    )
    killed = subprocess.run(
        [sys.executable, "-c", code, str(book.path)], env={**os.environ, "PYTHONPATH": "."}, check=False
    )
    assert killed.returncode == -signal.SIGKILL
    assert [it.name for it in book.path.parent.glob("*.staged")] == ["site.staged"]
    assert {it.state for it in book.run([record(2020), record(2021)]).values()} == {"unchanged"}
    assert list(book.path.parent.iterdir()) == [book.path]
    with Ledger.to_read(book.path) as ledger:
        assert [run.reason for run in ledger.runs()] == ["finished", "killed", "finished"]
        assert len(list(ledger.versions())) == 2


def test_a_full_disk_leaves_the_ledger_as_it_was(book: Book) -> None:
    book.run([record(2020)])
    with Ledger(book.path) as ledger:
        pages = ledger._database.execute("PRAGMA main.page_count").fetchone()[0]
        ledger._database.execute(f"PRAGMA main.max_page_count = {pages}")
        ledger.begin(name(2), started(2))
        for year in range(1900, 2000):
            ledger.stage(record(year))
        with pytest.raises(LedgerError, match="full"):
            ledger.end(Closing(started(2), "finished", is_complete=True))
    assert state_of(book.run([record(2020)])) == ("unchanged", None)
    with Ledger.to_read(book.path) as ledger:
        assert [run.counts.get("unchanged") for run in ledger.runs()] == [0, 1]


# What changed, and for whose doing.


def test_other_bytes_with_the_same_content_are_no_change(book: Book) -> None:
    book.run([record(2020)])
    assert state_of(book.run([record(2020, noise=1)])) == ("unchanged", None)


def test_the_same_bytes_read_otherwise_are_no_change_but_a_version(book: Book) -> None:
    book.run([record(2020)])
    better = altered(record(2020), version="sha256:" + "b" * 64)
    assert state_of(book.run([better], program="2")) == ("unchanged", "reading")
    assert state_of(book.run([better], program="2")) == ("unchanged", None)
    assert sorted(causes(book)) == [("first", False), ("reading", True)]


def test_where_bytes_and_program_are_others_it_cannot_be_told(book: Book) -> None:
    book.run([record(2020)])
    assert state_of(book.run([record(2020, 2)], program="2")) == ("changed", "either")


def test_a_file_that_cannot_be_fetched_is_no_change_until_it_lacks_twice(book: Book) -> None:
    whole = {**record(2020), "attachments": [file("c" * 64)]}
    without = {**record(2020, 2), "attachments": [file(None)]}
    book.run([whole])
    assert state_of(book.run([without])) == ("unchanged", "incomplete")
    assert state_of(book.run([whole])) == ("unchanged", None)
    assert state_of(book.run([without])) == ("unchanged", "incomplete")
    assert state_of(book.run([without])) == ("changed", None)
    assert state_of(book.run([whole])) == ("unchanged", "reading")


def test_a_report_whose_file_could_not_be_fetched_at_first_is_there_but_not_whole(book: Book) -> None:
    assert state_of(book.run([{**record(2020, 2), "attachments": [file(None)]}])) == ("new", "incomplete")
    assert causes(book) == [("incomplete", True)]
    assert state_of(book.run([{**record(2020), "attachments": [file("c" * 64)]}])) == ("unchanged", "reading")
    assert sorted(causes(book)) == [("incomplete", False), ("reading", True)]


def test_a_file_that_comes_later_and_changes_nothing_makes_the_version_whole(book: Book) -> None:
    book.run([{**record(2020), "attachments": [file(None)]}])
    whole = {**record(2020), "attachments": [file("c" * 64)]}
    assert state_of(book.run([whole])) == ("unchanged", "reading")
    assert causes(book) == [("reading", True)]
    with Ledger.to_read(book.path) as ledger:
        (version,) = ledger.versions()
    assert json.loads(version.line)["attachments"] == whole["attachments"]
    assert state_of(book.run([whole])) == ("unchanged", None)


def test_a_copy_that_stands_in_for_the_one_that_stayed_before_is_no_change(book: Book) -> None:
    copy = {"url": address(2020, 1), "sha256": record(2020, 1)["source"]["sha256"]}
    book.run([altered(record(2020), source__also=[copy])])
    assert state_of(book.run([record(2020, 1)])) == ("unchanged", "reading")


def test_of_two_that_contradict_each_other_one_that_could_not_be_asked_stays(book: Book) -> None:
    book.run([record(2020), record(2020, 1)])
    refused = {address(2020, 1): "server_error"}
    assert state_of(book.run([record(2020)], answers=refused)) == ("unchanged", None)
    assert state_of(book.run([record(2020)], answers={address(2020, 1): "http_404"}, is_complete=False)) == (
        "changed",
        None,
    )


# Which report it is.


def unknown(mark: str, content: int = 0, noise: int = 0) -> dict[str, Any]:
    return altered(
        record(2020, content, at="http://example.gov.cn/x.html", noise=noise), report_id=f"unknown-{mark}/2020"
    )


def test_a_report_without_an_id_is_known_by_its_address(book: Book) -> None:
    book.run([unknown("a")])
    assert state_of(book.run([unknown("b", noise=1)])) == ("unchanged", None)
    assert state_of(book.run([unknown("c", 2)])) == ("changed", None)
    found = book.run([record(2020, 2, at="http://example.gov.cn/x.html")])
    assert list(found) == [record(2020)["report_id"]]
    assert state_of(found) == ("unchanged", None)
    assert state_of(book.run([unknown("d", 2)])) == ("unchanged", None)


def test_the_same_bytes_under_another_id_are_the_same_report(book: Book) -> None:
    book.run([record(2020)])
    found = book.run([altered(record(2020), report_id="371500-sthjj/2019", version="sha256:" + "d" * 64)], program="2")
    assert {it.report_id: it.state for it in found.values()} == {"371500-sthjj/2019": "unchanged"}


def test_another_report_at_its_address_says_that_it_is_gone(book: Book) -> None:
    others = [record(year) for year in range(2010, 2015)]
    book.run([*others, record(2020)])
    found = book.run([*others, record(2021, at=address(2020))])
    assert {it.report_id[-4:]: (it.state, it.how) for it in found.values() if it.state != "unchanged"} == {
        "2020": ("gone", "other_report"),
        "2021": ("new", None),
    }


# Gone.


@pytest.mark.parametrize(
    ("answer", "is_complete", "found"),
    [
        (None, True, ("gone", "not_listed")),
        (None, False, ("unseen", "not_met")),
        ("http_404", False, ("gone", "http_404")),
        ("moved", True, ("gone", "moved")),
        ("moved", False, ("unseen", "moved")),
        ("server_error", True, ("unseen", "server_error")),
        ("unread", True, ("unseen", "unread")),
    ],
)
def test_only_what_is_certain_is_gone(
    answer: str | None, is_complete: bool, found: tuple[State, str | None], book: Book
) -> None:
    others = [record(year) for year in range(2010, 2015)]
    book.run([*others, record(2020)])
    answers = {address(2020).replace("http:", "https:"): answer} if answer else {}
    told = book.run(others, answers=answers, is_complete=is_complete)[record(2020)["report_id"]]
    assert (told.state, told.how) == found
    assert book.run([*others, record(2020)])[record(2020)["report_id"]].state == "unchanged"


def test_a_site_that_gives_much_less_has_lost_only_what_its_pages_say(book: Book) -> None:
    book.run([record(year) for year in range(2010, 2020)])
    found = book.run([record(2010)], answers={address(2011): "http_404"})
    assert [it.state for it in found.values()] == ["unchanged", "gone", *["unseen"] * 8]


def test_what_lists_that_were_not_read_would_name_is_not_gone(book: Book) -> None:
    others = [record(year) for year in range(2010, 2015)]
    book.run([*others, record(2020)])
    with Ledger(book.path) as ledger:
        ledger.begin(name(2), started(2))
        for each in others:
            ledger.stage(each)
        elsewhere = frozenset({"elsewhere.gov.cn"})
        counts = ledger.end(Closing(started(2), "finished", is_complete=True, sites=elsewhere))
    assert (counts["gone"], counts["unseen"]) == (0, 1)


def test_what_is_gone_stays_so_and_may_return(book: Book) -> None:
    others = [record(year) for year in range(2010, 2015)]
    book.run([*others, record(2020)])
    book.run(others)
    mine = record(2020)["report_id"]
    still = book.run(others)[mine]
    assert (still.state, still.since) == ("gone", started(2))
    with Ledger.to_read(book.path) as ledger:
        assert [it.state for it in ledger.changes(name(2))] == ["gone"]
        assert list(ledger.changes(name(3))) == []
    back = book.run([*others, record(2020)])[mine]
    assert (back.state, back.how) == ("unchanged", "returned")
    kept = book.run(others, unlisted=[record(2020)])[mine]
    assert (kept.state, kept.how) == ("unchanged", "unlisted")


def test_what_has_not_been_met_is_to_be_asked_for(book: Book) -> None:
    book.run([record(2019), record(2020), record(2021)])
    with Ledger(book.path) as ledger:
        ledger.begin("next", started(50))
        ledger.stage(record(2019))
        assert [it.url for it in ledger.unmet({address(2020): "server_error"})] == [address(2021)]
        assert ledger.present() == 3


# Files that are none.


def test_what_is_no_ledger_is_said(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    path.write_bytes(b"no database at all, but long enough to be looked at as one" * 20)
    with pytest.raises(LedgerError, match=r"x\.sqlite: file is not a database"):
        Ledger(path)
    with pytest.raises(LedgerError, match="unable to open"):
        Ledger.to_read(tmp_path / "none.sqlite")
    (tmp_path / "file").write_text("")
    with pytest.raises(LedgerError, match="file"):
        Ledger(tmp_path / "file" / "x.sqlite")


def test_a_ledger_of_a_later_program_is_left_alone(book: Book) -> None:
    book.run([record(2020)])
    with sqlite3.connect(book.path) as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(LedgerError, match="of format 99"):
        Ledger(book.path)
