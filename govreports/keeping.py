"""What outlives a crawl lies below one folder, DATA_FOLDER: a room for each concern, in it what belongs to each spider.

``output/archive/liaocheng_sthjj/…`` and ``output/ledger/liaocheng_sthjj.sqlite`` are such places. Without a DATA_FOLDER
(``-s DATA_FOLDER=``) a crawl keeps nothing, and knows nothing of those before it.
"""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from govreports.moments import run_at

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.settings import BaseSettings
    from scrapy.statscollectors import StatsCollector

DATA_FOLDER: Final = "DATA_FOLDER"
"""The setting that names the folder; empty where nothing is to be kept."""

RUN: Final = "run/name"
"""The stat that says what the run is called, once anybody has asked."""

DEFAULT_FOLDER: Final = os.environ.get("GOVREPORTS_DATA_FOLDER", "output")
"""What DATA_FOLDER is, for crawls and for commands that read what they keep, where nobody names another."""


def room_for(settings: "BaseSettings", concern: str) -> Path | None:
    """The folder for *concern* (archive, ledger, hosts, history, runs), which need not exist; None where nothing is kept."""
    folder = settings.get(DATA_FOLDER)
    return Path(folder) / concern if folder else None


def keeps_as(spider: "Spider") -> str:
    """By which name, a relative path, what belongs to *spider* is kept; for sites without a file it has the host in it."""
    return str(getattr(spider, "keeps_as", None) or spider.name)


def run_of(stats: "StatsCollector") -> str:
    """What the run is called: when it was started, in UTC, as ``20261122T030405Z``. Runs of a spider follow each other.

    Whoever asks first names it: some ask before Scrapy has noted when it was started.
    """
    run = stats.get_value(RUN)
    if run is None:
        started = stats.get_value("start_time")
        run = run_at(started if isinstance(started, datetime) else datetime.now(UTC))
        stats.set_value(RUN, run)
    return str(run)
