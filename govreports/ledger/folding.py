"""What a run has staged, folded into what is known: within the transaction that the caller has begun.

Records stay in the file: what is held of a report is numbers, and of the one at hand its hashes.
"""

import json
import logging
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from pydantic import ValidationError

from govreports.ledger.judging import (
    OTHER_REPORT,
    RETURNED,
    STATES,
    UNLISTED,
    Judged,
    Reading,
    State,
    hashes_of,
    is_enough,
    is_unknown,
    judge_met,
    judge_missing,
)
from govreports.ledger.packing import kept, packed, unpacked
from govreports.uniting import plain_url, united_lines

logger = logging.getLogger(__name__)

_PRESENT: Final = "present"
_GONE: Final = "gone"


class _Staged(NamedTuple):
    """A row of what is staged, without its record."""

    number: int
    report_id: str
    version: str
    url: str
    place: str
    site: str
    list_url: str | None
    title: str | None
    bytes: str
    is_unlisted: int

    @property
    def also(self) -> list[str]:
        """The places of its copies."""
        return list(json.loads(self.bytes)["also"])

    def reading(self, program: str) -> Reading:
        """The row as it is judged."""
        return _reading(self.version, self.place, self.bytes, program)


_ALL_ROWS: Final = """
SELECT number, report_id, version, url, place, site, list_url, title, bytes, is_unlisted FROM staged ORDER BY number
"""
_SOME_ROWS: Final = """
SELECT number, report_id, version, url, place, site, list_url, title, bytes, is_unlisted FROM staged
WHERE number IN (SELECT value FROM json_each(?)) ORDER BY number DESC
"""


def fold(
    database: sqlite3.Connection,
    run: int,
    answers: Mapping[str, str],
    *,
    is_complete: bool,
    sites: frozenset[str] | None,
) -> dict[State, int]:
    """Make versions of what is staged for *run*, and say of how many reports it found what.

    *answers* are by plain address; *sites* are the hosts of the lists that were read in full, None for all.
    """
    _unite(database)
    folding = _Folding(database, run, answers, is_complete=is_complete, sites=sites)
    folding.resolve()
    for report, numbers in folding.met.items():
        folding.keep_met(report, numbers)
    folding.keep_missing()
    return {state: folding.counts[state] for state in STATES}


def _unite(database: sqlite3.Connection) -> None:
    """Put one row in the place of all copies of a report, as the feed does."""
    twice = database.execute("SELECT report_id FROM staged GROUP BY report_id HAVING count(*) > 1").fetchall()
    for (report_id,) in twice:
        rows = database.execute(
            "SELECT number, record FROM staged WHERE report_id = ? ORDER BY number", (report_id,)
        ).fetchall()
        try:
            stay = united_lines([unpacked(record) for _number, record in rows])
        except ValidationError as error:  # a pipeline of somebody's own changed the records
            logger.warning("copies of %s are not united: %s", report_id, error)
            continue
        for place, (number, _record) in enumerate(rows):
            if (report := stay.get(place)) is None:
                database.execute("DELETE FROM staged WHERE number = ?", (number,))
                continue
            source = report.source
            hashes, lacks = hashes_of(report.to_dict())
            also = [plain_url(copy.url) for copy in source.also]
            database.execute(
                "UPDATE staged SET version = ?, url = ?, place = ?, list_url = ?, title = ?, bytes = ?, record = ?"
                " WHERE number = ?",
                (
                    report.version,
                    source.url,
                    plain_url(source.url),
                    source.list_url,
                    report.title,
                    json.dumps({"hashes": sorted(hashes), "lacks": lacks, "also": also}),
                    packed(report.to_line()),
                    number,
                ),
            )


@dataclass
class _Folding:
    """One run's folding: which reports it met, by the numbers of their staged rows, and what it counts."""

    database: sqlite3.Connection
    run: int
    answers: Mapping[str, str]
    is_complete: bool = field(kw_only=True)
    sites: frozenset[str] | None = field(kw_only=True)
    met: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    places: set[str] = field(default_factory=set)
    counts: Counter[State] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        database = self.database
        self.program: str = database.execute("SELECT program FROM runs WHERE number = ?", (self.run,)).fetchone()[0]
        self.before: Counter[str] = Counter(
            dict(database.execute("SELECT site, count(*) FROM reports WHERE standing <> 'gone' GROUP BY site"))
        )
        self.again: Counter[str] = Counter()
        """How many of those each site gave again."""

    def resolve(self) -> None:
        """Find out which report every staged row is of."""
        for row in map(_Staged._make, self.database.execute(_ALL_ROWS)):
            self.met[self._report_of(row)].append(row.number)
            self.places |= {row.place, *row.also}

    def _report_of(self, row: _Staged) -> int:
        known = self.database.execute("SELECT report FROM reports WHERE report_id = ?", (row.report_id,)).fetchone()
        if known is not None:
            return int(known[0])
        report = self._report_at(row)
        if report is None:
            added = self.database.execute(
                "INSERT INTO reports (report_id, site, standing, first_run, last_run) VALUES (?, ?, ?, ?, ?)",
                (row.report_id, row.site, _PRESENT, self.run, self.run),
            )
            return int(added.lastrowid or 0)
        return report

    def _report_at(self, row: _Staged) -> int | None:
        """The report that was known at the row's address, where that is the row's though its id is another.

        Ids that are not known move with the bytes, and the same bytes are the same report, whatever we made of them before.
        """
        hashes = row.reading(self.program).hashes
        for report, report_id, told in self.database.execute(
            "SELECT r.report, r.report_id, v.bytes FROM versions v JOIN reports r USING (report)"
            " WHERE v.place = ? AND v.is_current AND r.report_id NOT IN (SELECT report_id FROM staged) ORDER BY r.report",
            (row.place,),
        ).fetchall():
            if is_unknown(report_id) or is_unknown(row.report_id) or hashes <= set(json.loads(told)["hashes"]):
                if is_unknown(report_id) or not is_unknown(row.report_id):
                    self.database.execute("UPDATE reports SET report_id = ? WHERE report = ?", (row.report_id, report))
                return int(report)
        return None

    def keep_met(self, report: int, numbers: Sequence[int]) -> None:
        """Keep what was met of a report: the staged rows of *numbers*."""
        staged = self.database.execute(_SOME_ROWS, (json.dumps(numbers),))
        rows = {row.version: row for row in map(_Staged._make, staged)}
        site, standing, how, last_run = self.database.execute(
            "SELECT site, standing, how, last_run FROM reports WHERE report = ?", (report,)
        ).fetchone()
        repeated = self.database.execute(
            "SELECT version FROM versions WHERE report = ? AND because = 'incomplete' AND NOT is_current AND last_run = ?",
            (report, last_run),
        )
        judged = judge_met(
            self._current(report),
            [row.reading(self.program) for row in rows.values()],
            self._is_over,
            [version for (version,) in repeated],
        )
        if judged.state != "new" and standing != _GONE:
            self.again[site] += 1
        for row in rows.values():
            self._keep_version(report, row, judged)
        self.database.execute(
            "UPDATE versions SET is_current = (version IN (SELECT value FROM json_each(?))) WHERE report = ?",
            (json.dumps(sorted(judged.current)), report),
        )
        first = next(iter(rows.values()))
        unlisted = UNLISTED if all(row.is_unlisted for row in rows.values()) else None
        self.database.execute(
            "UPDATE reports SET site = ?, standing = ?, how = ?, last_run = ? WHERE report = ?",
            (first.site, _PRESENT, unlisted, self.run, report),
        )
        causes = (cause for cause in judged.causes.values() if cause not in {"first", "publication"})
        found = unlisted or (RETURNED if standing == _GONE else next(causes, None))
        if judged.causes or judged.state != "unchanged" or (standing, how) != (_PRESENT, unlisted):
            version = next((version for version in judged.causes if version in judged.current), min(judged.current))
            self._found(report, judged.state, found, version)
        self.counts[judged.state] += 1

    def _current(self, report: int) -> list[Reading]:
        """The versions of *report* that were current before the run."""
        return [
            _reading(*told)
            for told in self.database.execute(
                "SELECT v.version, v.place, v.bytes, r.program FROM versions v JOIN runs r ON r.number = v.last_run"
                " WHERE v.report = ? AND v.is_current ORDER BY v.version",
                (report,),
            )
        ]

    def _is_over(self, reading: Reading) -> bool:
        """Whether one of several versions that were current certainly is no more, given that its report was met."""
        state, _how = judge_missing([self._answer(reading.place)], is_sure=self.is_complete)
        return state == _GONE

    def _answer(self, place: str) -> str | None:
        return OTHER_REPORT if place in self.places else self.answers.get(place)

    def _keep_version(self, report: int, row: _Staged, judged: Judged) -> None:
        cause = judged.causes.get(row.version)
        if cause is not None:
            # The record of one that lacked a file gives way to the whole one.
            self.database.execute(
                "DELETE FROM records WHERE report = ?1 AND version = ?2 AND EXISTS"
                " (SELECT 1 FROM versions WHERE report = ?1 AND version = ?2 AND because = 'incomplete')",
                (report, row.version),
            )
            self.database.execute(
                "INSERT INTO versions (report, version, because, first_run, last_run, url, place, bytes)"
                " VALUES (?, ?, ?, ?, ?, '', '', '')"
                " ON CONFLICT DO UPDATE SET because = excluded.because WHERE because = 'incomplete'",
                (report, row.version, cause, self.run, self.run),
            )
            self._keep_record(report, row)
        self.database.execute(
            "UPDATE versions SET last_run = ?, url = ?, place = ?, list_url = ?, title = ?, bytes = ?"
            " WHERE report = ? AND version = ?",
            (self.run, row.url, row.place, row.list_url, row.title, row.bytes, report, row.version),
        )

    def _keep_record(self, report: int, row: _Staged) -> None:
        """Keep the record of a version that the report has not had before."""
        known = self.database.execute("SELECT 1 FROM records WHERE report = ? AND version = ?", (report, row.version))
        if known.fetchone() is None:
            staged = self.database.execute("SELECT record FROM staged WHERE number = ?", (row.number,))
            record = kept(staged.fetchone()[0])
            self.database.execute("INSERT INTO records VALUES (?, ?, ?)", (report, row.version, record))

    def keep_missing(self) -> None:
        """Say of every report that was not met whether it is gone."""
        missing = self.database.execute(
            "SELECT report, site, standing, how FROM reports WHERE standing <> 'gone' AND last_run <> ?", (self.run,)
        ).fetchall()
        for report, site, standing, how in missing:
            current = self._current(report)
            is_read = self.sites is None or site in self.sites
            enough = is_enough(self.again[site], self.before[site])
            state, known = judge_missing(
                [self._answer(each.place) for each in current],
                is_sure=self.is_complete and is_read and enough,
            )
            self.counts[state] += 1
            if (state, known) != (standing, how):
                self.database.execute(
                    "UPDATE reports SET standing = ?, how = ? WHERE report = ?", (state, known, report)
                )
                self._found(report, state, known, current[0].version)

    def _found(self, report: int, state: State, how: str | None, version: str) -> None:
        self.database.execute(
            "INSERT INTO found (report, run, state, how, version) VALUES (?, ?, ?, ?, ?)",
            (report, self.run, state, how, version),
        )


def _reading(version: str, place: str, told: str, program: str) -> Reading:
    known = json.loads(told)
    return Reading(version, place, frozenset(known["hashes"]), known["lacks"], program)
