"""``scrapy checkall``: every spider against its fixture and its golden record, offline."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.spiderloader import get_spider_loader
from scrapy.utils.conf import closest_scrapy_cfg

from govreports.agencies import DirectoryError
from govreports.crawling.checking import Checked, check_all
from govreports.crawling.fixtures import FOLDER
from govreports.crawling.loading import LoadingError, process_for
from govreports.crawling.site import SiteSpider
from govreports.crawling.spider import DisclosureSpider


class Command(ScrapyCommand):
    """Replays spiders in one process; exits with 1 if any does not give its golden record."""

    requires_project = True
    requires_crawler_process = False  # it is made here, where a file that cannot be loaded gets a sentence
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """What stands behind the command's name."""
        return "[options] [SPIDER…]"

    def short_desc(self) -> str:
        """One line for ``scrapy -h``."""
        return "Replay spiders on their fixtures, offline, and compare with their golden records"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Scrapy's options and ours."""
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="print one spider a line as JSON")
        parser.add_argument("--update", action="store_true", help="make what comes out the golden record, for review")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Replay, and say of each spider what is wrong with it."""
        if self.settings is None:
            raise RuntimeError("no settings")  # cannot be: Scrapy sets them for commands of a project
        try:
            process = process_for(self.settings)
        except LoadingError as error:
            self._fail(str(error))
            return
        loader = get_spider_loader(self.settings)
        if unknown := sorted(set(args) - set(loader.list())):
            raise UsageError(f"no such spiders: {', '.join(unknown)}", print_help=False)
        if SiteSpider.name in args:
            raise UsageError(f"{SiteSpider.name} has no site of its own, and no fixture", print_help=False)
        spiders = [loader.load(name) for name in sorted(args or loader.list())]
        chosen = [it for it in spiders if issubclass(it, DisclosureSpider) and it is not SiteSpider]
        results: list[Checked] = []

        def done(checked: Checked) -> None:
            results.append(checked)
            sys.stdout.write(_line(checked, as_json=opts.json))
            sys.stdout.flush()

        folder = Path(closest_scrapy_cfg()).parent / FOLDER
        try:
            check_all(process, chosen, done, folder=folder, update=opts.update)
        except DirectoryError as error:
            self._fail(str(error))
            return
        process.start()
        failed = sum(bool(checked.problems) for checked in results)
        if not opts.json:
            sys.stdout.write(f"{len(results)} spiders, {failed} failed\n")
        if failed or len(results) < len(chosen):
            self.exitcode = 1
        if len(results) < len(chosen):
            sys.stderr.write(f"stopped: {len(chosen) - len(results)} of {len(chosen)} spiders were not checked\n")

    def _fail(self, why: str) -> None:
        sys.stderr.write(f"scrapy checkall: nothing was checked: {why}\n")
        self.exitcode = 1


def _line(checked: Checked, *, as_json: bool) -> str:
    if as_json:
        return json.dumps(asdict(checked), ensure_ascii=False) + "\n"
    verdict = "FAILED" if checked.problems else "ok"
    return "".join(
        [f"{verdict:6} {checked.name}: {checked.records} records\n", *(f"       {line}\n" for line in checked.problems)]
    )
