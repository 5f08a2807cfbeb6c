"""``scrapy crawl``, with an exit code that a scheduler can act on."""

import argparse
import sys
from difflib import get_close_matches

from scrapy.commands.crawl import Command as CrawlCommand
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings
from scrapy.spiderloader import get_spider_loader

from govreports.commands.alone import alone
from govreports.crawling.arguments import ArgumentError, check_arguments
from govreports.crawling.spider import DisclosureSpider
from govreports.exits import EXIT, FAILED, LATER, OK
from govreports.health.extension import FAILURES, RunReports
from govreports.health.monitors import MonitorsError, monitors_of
from govreports.health.notifying import Notifier, NotifyError
from govreports.keeping import keeps_as, room_for
from govreports.manners.terms import Terms
from govreports.manners.window import SettingError
from govreports.progress import FAILED_SITES
from govreports.scheduling import plan


class Command(CrawlCommand):
    """Scrapy's own command; exits with 1 when a site gave nothing or broke, with 2 where it cannot be understood."""

    def short_desc(self) -> str:
        """One line for ``scrapy -h``."""
        return "Run a spider of the current project, by name; exit code 1 if a site gave nothing or broke"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Scrapy's options and ours."""
        super().add_options(parser)
        parser.add_argument("--due", action="store_true", help="do nothing if the spider is not due (govreports due)")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuse what no crawl can come of, while nothing is started; and let -o and -O redirect the feed.

        Scrapy would write the one of the settings as well.
        """
        if (opts.output or opts.overwrite_output) and self.settings is not None:
            self.settings.pop("FEEDS", None)
        super().process_options(args, opts)
        if self.settings is not None:
            _check(self.settings, args, opts)
            # Nothing is even started for a spider whose time has not come.
            self.requires_crawler_process = not opts.due or _is_due(self.settings, args[0], opts)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl, then look at what the run counted."""
        if not self.requires_crawler_process:
            return
        if self.crawler_process is None:  # cannot be: Scrapy sets it for commands of a project
            raise RuntimeError("no crawler process")
        crawler = self._create_crawler(args[0])
        kept = keeps_as(crawler.spidercls(**opts.spargs))
        room = room_for(crawler.settings, "locks")
        if room is not None:
            # Held until the process ends, however it ends.
            lock = alone(room / f"{kept}.lock", "scrapy crawl", f"{kept} is not crawled: another run of it is on")
            if isinstance(lock, int):
                self.exitcode = lock
                return
        self.crawler_process.crawl(crawler, **opts.spargs)
        self.crawler_process.start()
        self.exitcode = FAILED if self.crawler_process.bootstrap_failed else _code(crawler)


def _code(crawler: Crawler) -> int:
    """What a crawl that was started comes to; one that was told to stop says nothing of its sites."""
    told: int = crawler.stats.get_value(EXIT, OK)
    if crawler.stats.get_value("finish_reason") == "shutdown":
        return told or LATER
    return FAILED if _has_failed(crawler) else told


def _has_failed(crawler: Crawler) -> bool:
    """Whether a site or a monitor failed; a crawl that did not even start has counted nothing, nor one that broke when judged."""
    if crawler.stats.get_value(FAILED_SITES) != 0:
        return True
    return crawler.get_extension(RunReports) is not None and crawler.stats.get_value(FAILURES) != 0


def _check(settings: BaseSettings, args: list[str], opts: argparse.Namespace) -> None:
    """Raise a UsageError with a sentence where the command's words are none of a crawl."""
    if len(args) != 1:
        raise UsageError(f"one spider's name is wanted, not {' '.join(args) or 'none'}", print_help=False)
    loader = get_spider_loader(settings)
    if args[0] not in loader.list():
        near = get_close_matches(args[0], loader.list())
        hint = f"do you mean {' or '.join(near)}?" if near else "scrapy list names all there are"
        raise UsageError(f"no spider is called {args[0]!r}: {hint}", print_help=False)
    try:
        Terms.of(settings)
    except SettingError as error:
        raise UsageError(str(error), print_help=False) from None
    try:
        check_arguments(loader.load(args[0]), opts.spargs)
        monitors_of(settings)
        Notifier.of(settings)
    except (ArgumentError, MonitorsError, NotifyError) as error:
        raise UsageError(str(error), print_help=False) from None


def _is_due(settings: BaseSettings, name: str, opts: argparse.Namespace) -> bool:
    """Whether the spider's time has come; if not, say when it will."""
    spider = get_spider_loader(settings).load(name)
    if not issubclass(spider, DisclosureSpider):
        return True
    try:
        due = plan.due_of(spider, opts.spargs, settings)
    except plan.PlanError as error:
        raise UsageError(str(error), print_help=False) from None
    if due.by(plan.today()):
        return True
    sys.stdout.write(f"{name} is not due before {due.on}: {due.why}\n")
    return False
