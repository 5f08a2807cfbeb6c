"""Whatever ends a run, and whenever, the next one completes the work: nothing lost, nothing twice, nothing half."""

import random
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from tests.crawl.kills import Subject, Tally, Trial
from tests.replica import all_sites
from tests.replica.families.made import office
from tests.replica.families.troubles import Conditional
from tests.replica.families.trs import trs_site

_HOST: Final = "sthjj.luqing.gov.cn"
_KILLS: Final = 50


def subjects() -> Sequence[Subject]:
    """A site of three systems' pages with files, and one whose pages say whether they have changed."""
    validated = Conditional(trs_site(office(_HOST, years=range(2016, 2026))))
    return (
        Subject("liaocheng_sthjj", "liaocheng_sthjj", all_sites()),
        Subject("site", f"site/{_HOST}", [validated], ("-a", f"url=http://{_HOST}/")),
    )


def test_runs_killed_at_random_moments_lose_nothing(tmp_path: Path) -> None:
    def tried(number: int) -> Tally:
        folder = tmp_path / str(number)
        return Trial(subjects()[number], folder, random.Random(number)).run(_KILLS // 2)

    # Side by side: most of the time goes into starting Python.
    with ThreadPoolExecutor() as pool:
        tallies = list(pool.map(tried, range(2)))
    assert [problem for tally in tallies for problem in tally.problems] == []
    assert sum(tally.kills for tally in tallies) >= _KILLS
    # What was fetched is not fetched again, but for what was under way.
    assert sum(tally.fetched_again for tally in tallies) <= 3 * _KILLS
