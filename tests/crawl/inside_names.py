"""A site whose names all lead to this machine, as far as the crawl's process can see.

``scrapy crawl inside_names -a port=8000 -s SPIDER_MODULES=tests.crawl.inside_names``
"""

import socket
from typing import Any

from govreports.crawling import DisclosureSpider
from govreports.platforms import Generic

OWN = "own.inside.gov.cn"
OTHER = f"other.{OWN}"


class InsideSpider(DisclosureSpider):
    """Its own source names the one host; the list leads to the other."""

    name = "inside_names"
    agency_name = "聊城市生态环境局"

    def __init__(self, port: str = "80", **kwargs: Any) -> None:
        # The system's own look at names, below Scrapy's and ours; the process is the crawl's.
        socket.gethostbyname = lambda _name: "127.0.0.1"
        self.sources = (Generic(f"http://{OWN}:{port}/", evidence="made up"),)
        super().__init__(**kwargs)
