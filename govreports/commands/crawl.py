"""``scrapy crawl``, with an exit code that a scheduler can act on."""

import argparse

from scrapy.commands.crawl import Command as CrawlCommand
from scrapy.exceptions import UsageError

from govreports.progress import FAILED_SITES


class Command(CrawlCommand):
    """Scrapy's own command; exits with 1 when a site gave nothing or broke."""

    def short_desc(self) -> str:
        """One line for ``scrapy -h``."""
        return "Run a spider of the current project, by name; exit code 1 if a site gave nothing or broke"

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Let -o and -O redirect the feed: Scrapy would write the one of the settings as well."""
        if (opts.output or opts.overwrite_output) and self.settings is not None:
            self.settings.pop("FEEDS", None)
        super().process_options(args, opts)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl, then look at what the run counted."""
        if len(args) != 1:
            raise UsageError
        if self.crawler_process is None:  # cannot be: Scrapy sets it for commands of a project
            raise RuntimeError("no crawler process")
        crawler = self._create_crawler(args[0])
        self.crawler_process.crawl(crawler, **opts.spargs)
        self.crawler_process.start()
        failed = crawler.stats.get_value(FAILED_SITES) if crawler.stats is not None else None
        if self.crawler_process.bootstrap_failed or failed != 0:
            self.exitcode = 1
