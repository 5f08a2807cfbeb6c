"""Every spider of the project: that it is found, and that its ``start()`` runs. What it gives: tests/test_sites.py."""

import asyncio
import importlib
import pkgutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from scrapy import Request
from scrapy.utils.test import get_crawler

import spiders
from govreports.crawling import DisclosureSpider
from govreports.platforms import ChannelDoc, Generic, Trs

MODULES = [name for _finder, name, _is_package in pkgutil.walk_packages(spiders.__path__, "spiders.")]
CLASSES = [
    spider
    for module in map(importlib.import_module, MODULES)
    for spider in vars(module).values()
    if isinstance(spider, type) and issubclass(spider, DisclosureSpider) and spider.__module__ == module.__name__
]


def started(spider: type[DisclosureSpider]) -> tuple[DisclosureSpider, list[Request]]:
    """A spider, and what it asks for first."""
    made = spider.from_crawler(get_crawler(spider))

    async def collect() -> list[Request]:
        return [request async for request in made.start()]

    return made, asyncio.run(collect())


@pytest.mark.parametrize("spider", CLASSES, ids=lambda spider: spider.name)
def test_start_asks_for_the_first_page_of_every_list(spider: type[DisclosureSpider]) -> None:
    made, requests = started(spider)
    assert [request.url for request in requests] == [source.list_url for source in spider.sources]
    hosts = {host for source in spider.sources for host in (source.host, *source.hosts)}
    assert set(made.allowed_domains or ()) == hosts


def test_a_move_to_another_platform_is_one_attribute_with_its_day() -> None:
    class MovingSpider(DisclosureSpider):
        name = "moving"
        agency_name = "聊城市生态环境局"
        sources = (
            Trs("http://sthjj.example.gov.cn/old/", until=date(2020, 1, 1)),
            ChannelDoc("http://sthjj.example.gov.cn/new/", since=date(2020, 1, 1)),
            Generic("http://sthjj.example.gov.cn/newest/", since=date(9999, 1, 1)),
        )

    made, requests = started(MovingSpider)
    # What the site has left may still answer, and is asked; what it will come to is not there yet.
    assert [request.url.rpartition("cn")[2] for request in requests] == ["/old/", "/new/"]
    assert [source.family for source in made.lists] == ["trs", "channel_doc"]


def test_scrapy_lists_the_spiders() -> None:
    listed = subprocess.run(
        [sys.executable, "-m", "scrapy", "list"],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        check=True,
    )
    assert listed.stdout.split() == sorted(["site", *(spider.name for spider in CLASSES)])
    assert {"liaocheng_sthjj", "hengshui_sthjj", "pingtan"} <= set(listed.stdout.split())
