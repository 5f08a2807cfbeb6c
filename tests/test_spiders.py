"""Every spider of the project: that it is found, and that its ``start()`` runs. What it gives: tests/test_sites.py."""

import asyncio
import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest
from scrapy import Request
from scrapy.utils.test import get_crawler

import spiders
from govreports.crawling import DisclosureSpider

MODULES = [name for _finder, name, _is_package in pkgutil.walk_packages(spiders.__path__, "spiders.")]
CLASSES = [
    spider
    for module in map(importlib.import_module, MODULES)
    for spider in vars(module).values()
    if isinstance(spider, type) and issubclass(spider, DisclosureSpider) and spider.__module__ == module.__name__
]


@pytest.mark.parametrize("spider", CLASSES, ids=lambda spider: spider.name)
def test_start_asks_for_the_first_page_of_every_list(spider: type[DisclosureSpider]) -> None:
    made = spider.from_crawler(get_crawler(spider))

    async def collect() -> list[Request]:
        return [request async for request in made.start()]

    requests = asyncio.run(collect())
    assert [request.url for request in requests] == [source.list_url for source in spider.sources]
    assert set(made.allowed_domains or ()) == {source.host for source in spider.sources}


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
