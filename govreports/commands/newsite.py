"""``scrapy newsite URL``: a site's spider, fixture and golden record, from its address alone."""

import argparse
import sys
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.exceptions import UsageError
from scrapy.utils.conf import closest_scrapy_cfg

from govreports.crawling.newsite import NewSite, Order

_SAMPLE = 3


class Command(ScrapyCommand):
    """Crawls a site, and keeps what works; exits with 1, saying why, where it does not."""

    requires_project = True

    def syntax(self) -> str:
        """What stands behind the command's name."""
        return "[options] URL"

    def short_desc(self) -> str:
        """One line for ``scrapy -h``."""
        return "Write a spider, its fixture and its golden record for the site at URL, if it can be made to work"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Scrapy's options and ours."""
        super().add_options(parser)
        parser.add_argument("--name", help="what to call the spider; by default the place and office of its host")
        parser.add_argument("--agency", metavar="NAME", help="whose site it is; by default whose most reports are")
        parser.add_argument(
            "--sample", type=int, default=_SAMPLE, metavar="N", help=f"how many reports to keep (default {_SAMPLE})"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl, write, replay."""
        if len(args) != 1 or opts.sample < 1:
            raise UsageError
        if self.settings is None or not isinstance(self.crawler_process, AsyncCrawlerProcess):
            raise RuntimeError("no crawler process")  # cannot be: Scrapy sets it for commands of a project
        root = Path(closest_scrapy_cfg()).parent
        site = NewSite(Order(args[0], root, opts.sample, opts.name, opts.agency), self.crawler_process)
        site.start()
        self.crawler_process.start()
        if site.failure is not None or not site.written:
            sys.stderr.write(f"scrapy newsite: nothing was written: {site.failure or 'the crawl was stopped'}\n")
            self.exitcode = 1
            return
        for path in site.written:
            sys.stdout.write(f"wrote {path.relative_to(root)}\n")
        spider = next(path.stem for path in site.written if path.suffix == ".py" and path.stem != "__init__")
        sys.stdout.write(f"{len(site.records)} reports. Look at them, then: scrapy checkall {spider}\n")
