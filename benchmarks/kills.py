"""Runs killed at random moments, in numbers: nothing is lost, whatever ends a run and whenever."""

import random
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.timing import print_table
from tests.crawl.kills import Subject, Tally, Trial
from tests.crawl.test_kills import subjects

_KILLS: Final = 200
_QUICK: Final = 10


def run(*, quick: bool = False, kills: int | None = None, seed: int = 0) -> bool:
    """Kill, print, and say whether all was well; the same *seed* draws the same moments."""
    each = (kills or (_QUICK if quick else _KILLS)) // 2
    tried = subjects()
    with TemporaryDirectory(prefix="benchmarks-") as folder, ThreadPoolExecutor(len(tried)) as pool:

        def tally(number: int) -> Tally:
            return _tried(tried[number], Path(folder) / str(number), random.Random(f"{seed}/{number}"), each)

        # Side by side: most of the time goes into starting Python.
        tallies = list(pool.map(tally, range(len(tried))))
    _print(dict(zip((subject.spider for subject in tried), tallies, strict=True)))
    problems = [problem for tally in tallies for problem in tally.problems]
    for problem in problems:
        print(problem, file=sys.stderr)
    return not problems


def _tried(subject: Subject, folder: Path, chance: random.Random, kills: int) -> Tally:
    return Trial(subject, folder, chance).run(kills)


def _print(tallies: dict[str, Tally]) -> None:
    counted = ("kills", "full_disks", "lost_networks", "too_late", "completed", "fetched_again")
    rows = [
        [spider, *(f"{getattr(tally, name)}" for name in counted), f"{len(tally.problems)}"]
        for spider, tally in tallies.items()
    ]
    head = ("spider", *(name.replace("_", " ") for name in counted), "problems")
    print_table("kills: runs ended at random moments, and what the next whole ones left", head, rows)
