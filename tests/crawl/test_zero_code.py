"""Made-up hosts of every family, which no spider knows, crawled from their first page: ``scrapy crawl site -a url=``."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import pytest

from tests.crawl.conftest import ROOT
from tests.replica import Replica, Site
from tests.replica.families.hosts import MadeHost
from tests.replica.families.hosts_a import HOSTS_A
from tests.replica.families.hosts_b import HOSTS_B
from tests.replica.families.hosts_c import HOSTS_C
from tests.replica.families.hosts_d import HOSTS_D

HOSTS = {**HOSTS_A, **HOSTS_B, **HOSTS_C, **HOSTS_D}


@pytest.fixture(scope="module")
def hosts() -> dict[str, MadeHost]:
    """Every host, made once."""
    return {name: make() for name, make in HOSTS.items()}


@pytest.fixture(scope="module")
def crawled(hosts: Mapping[str, MadeHost]) -> dict[str, dict[str, Any]]:
    """What came out of every host, all crawled in one process."""
    sites: dict[tuple[str, str], Site] = {}
    for host in hosts.values():
        for site in (host.site, *host.also_sites):
            sites.setdefault((site.scheme, site.host), site)
    starts = [f"{name}={host.home}" for name, host in hosts.items()]
    with Replica(sites.values()) as replica:
        done = subprocess.run(
            [sys.executable, "-m", "tests.crawl.zero_code", *starts],
            cwd=ROOT,
            env={**os.environ, **replica.environment()},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=600,
            check=True,
        )
    return {line["name"]: line for line in map(json.loads, done.stdout.splitlines())}


@pytest.mark.parametrize("name", sorted(HOSTS))
def test_every_report_of_the_column_comes_out_once_and_nothing_else(
    name: str, hosts: Mapping[str, MadeHost], crawled: Mapping[str, Mapping[str, Any]]
) -> None:
    assert [_plain(url) for url in crawled[name]["urls"]] == sorted(map(_plain, hosts[name].reports)), crawled[name][
        "summary"
    ]


@pytest.mark.parametrize("name", sorted(HOSTS))
def test_what_stands_in_the_way_is_said(
    name: str, hosts: Mapping[str, MadeHost], crawled: Mapping[str, Mapping[str, Any]]
) -> None:
    trouble = hosts[name].trouble
    assert crawled[name]["failed"] == (trouble is not None), crawled[name]["summary"]
    if trouble is not None:
        assert any(trouble in line for line in crawled[name]["summary"])


@pytest.mark.parametrize("name", sorted(HOSTS))
def test_every_record_is_whole_and_a_report_of_its_own(name: str, crawled: Mapping[str, Mapping[str, Any]]) -> None:
    records = crawled[name]["records"]
    assert [title for _id, title, state, _platform in records if state != "parsed"] == []
    # A report under two addresses has one name, and is one report to feeds.
    assert len({report_id for report_id, *_rest in records}) == len({title for _id, title, *_rest in records})


def _plain(url: str) -> str:
    """An address without what only says how the page is to look."""
    return url.removesuffix("&showType=2")
