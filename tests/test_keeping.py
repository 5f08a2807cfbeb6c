"""Where what outlives a crawl is kept, and by which names."""

import os
import subprocess
import sys
from pathlib import Path

from scrapy import Spider
from scrapy.settings import Settings

from govreports.crawling.site import SiteSpider
from govreports.keeping import keeps_as, room_for


def test_every_concern_has_a_room_and_every_site_a_name_in_it() -> None:
    settings = Settings({"DATA_FOLDER": "elsewhere"})
    assert room_for(settings, "archive") == Path("elsewhere/archive")
    assert room_for(Settings({"DATA_FOLDER": ""}), "archive") is None
    assert keeps_as(Spider("liaocheng_sthjj")) == "liaocheng_sthjj"
    assert keeps_as(SiteSpider(url="http://www.a.gov.cn/x/../y")) == "site/www.a.gov.cn"


def test_the_environment_may_name_the_folder() -> None:
    command = [sys.executable, "-m", "scrapy", "settings", "--get", "DATA_FOLDER"]
    for named, told in ((None, "output"), ("elsewhere", "elsewhere"), ("", "")):
        environment = {name: value for name, value in os.environ.items() if name != "GOVREPORTS_DATA_FOLDER"}
        if named is not None:
            environment["GOVREPORTS_DATA_FOLDER"] = named
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        assert done.stdout.strip() == told
