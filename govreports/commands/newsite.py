"""``scrapy newsite URL``: a site's spider, fixture and golden record, from its address alone.

``scrapy newsite --again NAME`` fetches the fixture and the golden record of a spider that there is.
"""

import argparse
import signal
import sys
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.exceptions import NotConfigured, UsageError
from scrapy.settings import SETTINGS_PRIORITIES
from scrapy.utils.conf import closest_scrapy_cfg

from govreports.agencies import DirectoryError
from govreports.crawling.again import Again
from govreports.crawling.loading import LoadingError, process_for
from govreports.crawling.newsite import NewSite, Order
from govreports.crawling.recording import CannotKeepError, Recording
from govreports.crawling.site import address_of, hosts_of

_SAMPLE = 3


class Command(ScrapyCommand):
    """Crawls a site, and keeps what works; exits with 1, saying why, where it does not."""

    requires_project = True
    requires_crawler_process = False  # it is made here, where a file that cannot be loaded gets a sentence

    def syntax(self) -> str:
        """What stands behind the command's name."""
        return "[options] URL | [options] --again SPIDER"

    def short_desc(self) -> str:
        """One line for ``scrapy -h``."""
        return "Write a spider, its fixture and its golden record for the site at URL, if it can be made to work"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Scrapy's options and ours."""
        super().add_options(parser)
        parser.add_argument("--again", metavar="SPIDER", help="fetch the pages of that spider anew, as it is written")
        parser.add_argument("--name", help="what to call the spider; by default the place and office of its host")
        parser.add_argument("--agency", metavar="NAME", help="whose site it is; by default whose it calls itself")
        parser.add_argument(
            "--hosts", default="", metavar="HOST,…", help="hosts that may be asked besides those of the site's place"
        )
        parser.add_argument(
            "--sample", type=int, default=_SAMPLE, metavar="N", help=f"how many reports to keep (default {_SAMPLE})"
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Scrapy's log only for those who ask for it: where the crawl is, a line a page says."""
        super().process_options(args, opts)
        if self.settings is not None and not any(self._is_asked_for(name) for name in ("LOG_LEVEL", "LOG_FILE")):
            self.settings.set("LOG_ENABLED", False, priority="cmdline")

    def _is_asked_for(self, setting: str) -> bool:
        return self.settings is not None and self.settings.getpriority(setting) == SETTINGS_PRIORITIES["cmdline"]

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl, write, replay."""
        if self.settings is None:
            raise RuntimeError("no settings")  # cannot be: Scrapy sets them for commands of a project
        root = Path(closest_scrapy_cfg()).parent
        try:
            process = process_for(self.settings)
        except LoadingError as error:
            _tell(f"scrapy newsite: nothing was written:\n  {error}")
            self.exitcode = 1
            return
        site = self._recording(args, opts, process, root)
        if not self.settings.get("CONTACT"):
            _tell("CONTACT is not set (-s CONTACT=mailto:you@example.org): the site cannot tell whom to ask")
        _stop_at_hangup()
        try:
            site.start()
            process.start()
            site.finish()
        except (CannotKeepError, DirectoryError) as error:
            site.failure = str(error)
        if site.failure is not None:
            reasons = site.failure.replace("\n", "\n  ")
            _tell(f"scrapy newsite: nothing was written:\n  {reasons}\nWhat helps: CONTRIBUTING.md, When it refuses")
            self.exitcode = 1
            return
        for path in site.written:
            sys.stdout.write(f"wrote {path.relative_to(root)}\n")
        for note in site.notes:
            sys.stdout.write(f"look: {note}\n")
        spider = next(path.stem for path in site.written if path.suffix == ".py" and path.stem != "__init__")
        sys.stdout.write(f"{len(site.records)} reports. Read what was written, then: scrapy checkall {spider}\n")

    def _recording(
        self, args: list[str], opts: argparse.Namespace, process: AsyncCrawlerProcess, root: Path
    ) -> Recording:
        """What is asked for: a spider's pages anew, or a new site."""
        if opts.sample < 1:
            raise UsageError(f"--sample must be a positive number, not {opts.sample}", print_help=False)
        if opts.again is not None:
            if args or opts.name or opts.agency or opts.hosts:
                raise UsageError("--again goes with --sample alone: the spider says the rest", print_help=False)
            return Again(opts.again, process, root, opts.sample, _tell)
        order = Order(_address(args, opts), root, opts.sample, opts.name, opts.agency, opts.hosts)
        return NewSite(order, process, _tell)


def _stop_at_hangup() -> None:
    """Have a closed terminal stop the crawl as Ctrl-C does, so that nothing is left half written; nohup stays what it is."""
    hangup = getattr(signal, "SIGHUP", None)
    if hangup is not None and signal.getsignal(hangup) is not signal.SIG_IGN:
        signal.signal(hangup, lambda _number, _frame: signal.raise_signal(signal.SIGTERM))


def _address(args: list[str], opts: argparse.Namespace) -> str:
    """The address that is given; a UsageError with a sentence where the command's words make no sense."""
    if len(args) != 1:
        words = f"one address is wanted, or --again SPIDER, not {' '.join(args) or 'none'}"
        raise UsageError(words, print_help=False)
    address = address_of(args[0])
    if address is None:
        raise UsageError(f"{args[0]!r} is no address of a site: http://… is wanted", print_help=False)
    try:
        hosts_of(opts.hosts)
    except NotConfigured as error:
        raise UsageError(str(error), print_help=False) from None
    return address


def _tell(line: str) -> None:
    """A line for whoever waits."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
