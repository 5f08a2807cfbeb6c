"""``scrapy crawlall``: many spiders, each in a process of its own; with ``--due`` those whose time has come."""

import argparse
import asyncio
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings
from scrapy.spiderloader import get_spider_loader
from scrapy.utils.conf import arglist_to_dict

from govreports.commands.alone import alone
from govreports.crawling.arguments import ArgumentError, check_arguments
from govreports.crawling.loading import LoadingError
from govreports.exits import FAILED, LATER
from govreports.keeping import room_for
from govreports.manners.window import SettingError, window_of, zone_of
from govreports.moments import run_at
from govreports.scheduling import plan
from govreports.scheduling.due import Due
from govreports.scheduling.fleet import Fleet, Job, Limits
from govreports.scheduling.telling import Telling, exit_code

_JOBS: Final = 4
_TIMEOUT: Final = "8h"
_UNITS: Final = {"s": 1, "m": 60, "h": 3600}
_SPAN: Final = re.compile(r"(?:\d+(?:\.\d+)?[smh])+")


class Command(ScrapyCommand):
    """Runs ``scrapy crawl`` for many spiders; exits with 1 if one failed, else with 75 if one is to go on later."""

    requires_project = True
    requires_crawler_process = False  # the crawls' processes are others

    def syntax(self) -> str:
        """What stands behind the command's name."""
        return "[options] [SPIDER…]"

    def short_desc(self) -> str:
        """One line for ``scrapy -h``."""
        return "Crawl many spiders, or those that are due, some at once and never two on one host"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Scrapy's options and ours."""
        super().add_options(parser)
        parser.add_argument("--due", action="store_true", help="only those that are due (govreports due)")
        parser.add_argument("--jobs", type=int, default=_JOBS, metavar="N", help=f"how many at once (default {_JOBS})")
        parser.add_argument("--province", metavar="SLUG", help="only those in spiders/SLUG")
        parser.add_argument(
            "-a", dest="spargs", action="append", default=[], metavar="NAME=VALUE", help="argument for every spider"
        )
        parser.add_argument(
            "--timeout", default=_TIMEOUT, metavar="TIME", help=f"the most for one spider (default {_TIMEOUT})"
        )
        parser.add_argument(
            "--for", dest="whole", metavar="TIME", help="stop after that time, as 5h or 90m; the rest stays due"
        )
        parser.add_argument("--dry-run", action="store_true", help="only say what would be crawled, and why")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuse what cannot be meant."""
        super().process_options(args, opts)
        if opts.jobs < 1:
            raise UsageError(f"--jobs must be a positive number, not {opts.jobs}", print_help=False)
        try:
            opts.arguments = arglist_to_dict(opts.spargs)
        except ValueError:
            raise UsageError("Invalid -a value, use -a NAME=VALUE", print_help=False) from None
        opts.timeout, opts.whole = _seconds(opts.timeout), _seconds(opts.whole)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Choose, crawl, sum up."""
        if self.settings is None:
            raise RuntimeError("no settings")  # cannot be: Scrapy sets them for commands of a project
        logs = room_for(self.settings, "logs")
        if logs is None:
            raise UsageError("crawlall needs a DATA_FOLDER, for its logs and to know of past runs", print_help=False)
        try:
            planned = {it.name: it for it in plan.spiders(self.settings, args, opts.province)}
            found = plan.due(planned.values(), self.settings, plan.today())
        except plan.PlanError as error:
            raise UsageError(str(error), print_help=False) from None
        except LoadingError as error:
            sys.stderr.write(f"scrapy crawlall: nothing was crawled: {error}\n")
            self.exitcode = FAILED
            return
        chosen = [it for it in found if it.by(plan.today()) or not opts.due]
        if opts.dry_run:
            sys.stdout.write("".join(f"{it.spider}: {it.why}\n" for it in chosen) + f"{len(chosen)} spiders\n")
            return
        if not chosen:
            following = f"; the next is {found[0].spider} on {found[0].on}" if found else ""
            sys.stdout.write(f"none of {len(found)} spiders is due{following}\n")
            return
        _check(self.settings, chosen[0].spider, opts)
        if (closed := _outside_window(self.settings)) is not None:
            sys.stderr.write(f"scrapy crawlall: nothing is crawled: {closed}\n")
            self.exitcode = LATER
            return
        folder = logs.parent
        lock = alone(folder / "locks" / "crawlall.lock", "scrapy crawlall", f"another one is at work on {folder}")
        if isinstance(lock, int):
            self.exitcode = lock
            return
        try:
            jobs = [_job(it, planned[it.spider].hosts, logs, opts) for it in chosen]
            self.exitcode = _crawl(jobs, Limits(opts.jobs, opts.timeout, opts.whole))
        finally:
            lock.release()


def _check(settings: BaseSettings, name: str, opts: argparse.Namespace) -> None:
    """Refuse arguments that no crawl could be started with: one spider speaks for all."""
    try:
        check_arguments(get_spider_loader(settings).load(name), opts.arguments)
    except ArgumentError as error:
        raise UsageError(str(error), print_help=False) from None


def _outside_window(settings: BaseSettings) -> str | None:
    """Why no site may be asked at this hour; None where they may."""
    try:
        window, zone = window_of(settings), zone_of(settings)
    except SettingError as error:
        raise UsageError(str(error), print_help=False) from None
    now = datetime.now(zone)
    if window is None or window.is_open(now.time()):
        return None
    return f"outside CRAWL_WINDOW {window}, which opens {window.next_opening(now):%Y-%m-%d %H:%M %z}"


def _job(it: Due, hosts: frozenset[str], logs: Path, opts: argparse.Namespace) -> Job:
    """The crawl of a spider, with the settings and arguments that were given for all."""
    command = [sys.executable, "-m", "scrapy", "crawl", it.spider]
    for flag, given in (("-s", opts.set), ("-a", opts.spargs), ("-L", [opts.loglevel] if opts.loglevel else [])):
        command += [word for value in given for word in (flag, value)]
    return Job(it.spider, command, hosts, logs / it.spider / f"{run_at(datetime.now(UTC))}.log")


def _crawl(jobs: list[Job], limits: Limits) -> int:
    telling = Telling(sys.stdout, len(jobs))
    fleet = Fleet(jobs, limits, telling.begun, telling.ended)
    over = asyncio.run(fleet.run())
    telling.done(over, fleet.left, fleet.stopped)
    return exit_code(over, fleet.left)


def _seconds(span: str | None) -> float | None:
    """How long *span* is: ``90m``, ``1h30m``, ``45s``."""
    if span is None:
        return None
    if _SPAN.fullmatch(span) is None:
        raise UsageError(f"{span!r} is no time: 8h, 90m or 1h30m are", print_help=False)
    return sum(float(part[:-1]) * _UNITS[part[-1]] for part in re.findall(r"[\d.]+[smh]", span))
