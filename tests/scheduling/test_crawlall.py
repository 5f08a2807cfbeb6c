"""``scrapy crawlall``, with real crawls of the replica as its children."""

import json
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from govreports.locks import FileLock
from tests.replica import Altered, Replica, ReplicaResponse
from tests.replica.families.made import office
from tests.replica.families.trs import trs_site
from tests.replica.families.troubles import slow
from tests.scheduling.project import crawlall, finish, project, start

_PORTAL: Final = "www.qingyuan-made.gov.cn"
_OTHER: Final = "www.lantian-made.gov.cn"
_BLOCKED: Final = "www.yunhe-made.gov.cn"


def _list(host: str) -> str:
    return f"http://{host}/zwgk/zfxxgknb/"


def _made(host: str) -> object:
    return trs_site(office(host, years=(2024, 2025)))


def _until(is_so: Callable[[], bool]) -> None:
    """Wait until *is_so*, which it must be at last."""
    give_up = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < give_up
        time.sleep(0.02)
