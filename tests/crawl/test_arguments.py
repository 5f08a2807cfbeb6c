"""What an operator types that cannot be crawled: refused with a sentence, before anything is asked or written."""

import subprocess
import sys

import pytest
from scrapy.utils.test import get_crawler

from govreports.crawling import DisclosureSpider
from govreports.crawling.arguments import ArgumentError, check_arguments
from govreports.crawling.site import SiteSpider, address_of
from govreports.platforms import Trs
from tests.crawl.conftest import ROOT

URL = "http://sthjj.liaocheng.gov.cn/"


class KnownSpider(DisclosureSpider):
    name = "known"
    agency_name = "聊城市生态环境局"
    sources = (Trs(URL),)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({}, "site needs -a url=http://…"),
        ({"url": ""}, "site needs -a url=http://…"),
        ({"url": "http://"}, "'http://' is no address of a site: http://… is wanted"),
        ({"url": "ftp://www.a.gov.cn/"}, "'ftp://www.a.gov.cn/' is no address of a site"),
        ({"url": "file:///etc/hosts"}, "'file:///etc/hosts' is no address of a site"),
        ({"url": "http://host:99999/"}, "'http://host:99999/' is no address of a site"),
        ({"url": "http://www.a.gov.cn:99999/"}, "'http://www.a.gov.cn:99999/' is no address of a site"),
        ({"url": "http://www.a.gov.cn:x/"}, "is no address of a site"),
        ({"url": f"http://{'a' * 64}.gov.cn/"}, "is no address of a site"),
        ({"url": URL, "sample": "x"}, "sample must be a positive number, not 'x'"),
        ({"url": URL, "bogus": "1"}, "site knows no argument 'bogus'; it knows hosts, sample, url"),
        ({"url": URL, "hosts": "http://x.gov.cn/,,"}, "hosts are host names parted by commas, not 'http://x.gov.cn/'"),
        ({"url": URL, "hosts": "x.gov.cn,,y.gov.cn"}, "hosts are host names parted by commas, not ''"),
    ],
)
def test_nonsense_is_refused_with_a_sentence(arguments: dict[str, str], said: str) -> None:
    with pytest.raises(ArgumentError) as refused:
        check_arguments(SiteSpider, arguments)
    assert said in str(refused.value)


def test_a_spider_of_the_catalogue_knows_no_address() -> None:
    with pytest.raises(ArgumentError, match="known knows no argument 'url'; it knows sample"):
        check_arguments(KnownSpider, {"url": URL})


@pytest.mark.parametrize(
    ("spider", "arguments"),
    [
        (KnownSpider, {}),
        (KnownSpider, {"sample": "3"}),
        (SiteSpider, {"url": URL, "hosts": "x.gov.cn, y.gov.cn", "sample": "1"}),
        (SiteSpider, {"url": "http://localhost:8080/", "hosts": ""}),
    ],
)
def test_sense_is_not(spider: type[DisclosureSpider], arguments: dict[str, str]) -> None:
    check_arguments(spider, arguments)


def test_hosts_in_other_letters_are_asked_by_the_names_that_the_network_knows() -> None:
    spider = SiteSpider.from_crawler(get_crawler(SiteSpider), url="http://有.gov.cn:8080/a", hosts="无.gov.cn")
    assert spider.sources[0].list_url == "http://xn--8ov.gov.cn:8080/a"
    assert spider.allowed_domains == ["xn--8ov.gov.cn", "xn--rgv.gov.cn"]
    assert address_of("有.gov.cn") == "http://xn--8ov.gov.cn"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["crawl", "site", "-a", "url="], "site needs -a url"),
        (["crawl", "site", "-a", f"url={URL}", "-a", "hosts=http://x.gov.cn/"], "hosts are host names"),
        (["crawl", "liaocheng_sthj"], "no spider is called 'liaocheng_sthj': do you mean liaocheng_sthjj"),
        (["crawl", "site", "pingtan"], "one spider's name is wanted"),
        (["newsite", URL, "--hosts", "http://x.gov.cn/"], "hosts are host names"),
        (
            ["crawl", "pingtan", "-s", "CRAWL_WINDOW=22-7"],
            "CRAWL_WINDOW is two times of a day like 22:00-07:00, not '22-7'",
        ),
    ],
)
def test_a_command_that_cannot_be_understood_exits_with_2(arguments: list[str], said: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", *arguments], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert "[scrapy" not in done.stderr, "nothing is started"
