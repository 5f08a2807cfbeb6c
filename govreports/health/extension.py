"""Scrapy's side: counts while a crawl runs, and when all is closed judges it, writes its report and page, and tells people.

It speaks when the engine has stopped: by then the feeds, the archive and the ledger have said what became of them.
"""

import asyncio
import logging
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self
from urllib.parse import urlsplit

import scrapy
from scrapy import signals

from govreports import __version__
from govreports.bookkeeping import ERROR as LEDGER_ERROR
from govreports.crawling.archiving import ARCHIVE_ERROR
from govreports.deadlines import today_there
from govreports.exits import EXIT, FAILED, LATER, OK
from govreports.health.changes import changes_of
from govreports.health.gathering import Tally
from govreports.health.model import Home, RunReport
from govreports.health.monitors import judge, monitors_of
from govreports.health.notifying import Notifier
from govreports.health.pages import run_page
from govreports.health.reports import write_report
from govreports.health.underway import Underway
from govreports.history import history_of
from govreports.keeping import keeps_as, room_for, run_of
from govreports.moments import iso
from govreports.progress import FAILED_SITES, Progress

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.crawler import Crawler
    from scrapy.http import Request, Response

logger = logging.getLogger(__name__)

FAILURES: Final = "monitors/failed"
"""The stat that counts monitors that failed; ``scrapy crawl`` exits with 1 where it is not 0."""

_MOST_TROUBLES: Final = 20
_MOST_PAST: Final = 20
_KEEPING: Final = (ARCHIVE_ERROR, LEDGER_ERROR)
_FEED_FAILED: Final = "feedexport/failed_count/"
_ARCHIVE: Final = ("new", "same", "not_modified", "fresh")
# What a reader of the report may ask how it was set; nothing that is secret.
_SHOWN: Final = (
    "USER_AGENT",
    "CONTACT",
    "ROBOTSTXT_OBEY",
    "DOWNLOAD_DELAY",
    "AUTOTHROTTLE_ENABLED",
    "CONCURRENT_REQUESTS_PER_DOMAIN",
    "RETRY_TIMES",
    "DOWNLOAD_TIMEOUT",
    "RENDER_LISTS",
    "DATA_FOLDER",
    "MONITORS",
    "NOTIFY_ON",
)


class RunReports:
    """Makes the report of a run; *report* is it, once the engine has stopped."""

    def __init__(self, crawler: "Crawler") -> None:
        # What cannot be meant ends the crawl before it begins: without monitors it would be in order for ever.
        self._monitors = monitors_of(crawler.settings)
        self._crawler = crawler
        self._settings = crawler.settings
        self._notifier = Notifier.of(crawler.settings)
        self._tally = Tally()
        self._broken = 0
        self._underway: Underway | None = None
        self.report: RunReport | None = None

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        """Scrapy's constructor."""
        reports = cls(crawler)
        crawler.signals.connect(reports.spider_opened, signals.spider_opened)
        crawler.signals.connect(reports.item_scraped, signals.item_scraped)
        crawler.signals.connect(reports.item_error, signals.item_error)
        crawler.signals.connect(reports.request_reached_downloader, signals.request_reached_downloader)
        crawler.signals.connect(reports.response_downloaded, signals.response_downloaded)
        crawler.signals.connect(reports.spider_closed, signals.spider_closed)
        crawler.signals.connect(reports.engine_stopped, signals.engine_stopped)
        return reports

    def spider_opened(self, spider: "Spider") -> None:
        """Leave a mark that the report will take away: a run that is killed tells nothing else."""
        room = room_for(self._settings, "runs")
        if room is None or getattr(spider, "sample", None) is not None:
            return
        self._underway = Underway(room / keeps_as(spider))
        try:
            self._underway.begin(run_of(self._crawler.stats))
        except OSError as error:
            logger.error("that the run is on could not be noted: %s", error)  # noqa: TRY400  # the disk's, not ours

    def item_scraped(self, item: dict[str, Any]) -> None:
        """Count a record."""
        self._tally.add(item)

    def item_error(self) -> None:
        """Count a publication that a stage failed on."""
        self._broken += 1

    def request_reached_downloader(self, request: "Request") -> None:
        """Count a request."""
        self._tally.asked(urlsplit(request.url).hostname or "unknown")

    def response_downloaded(self, response: "Response", request: "Request") -> None:
        """Count an answer, before anything has been made of it."""
        host = urlsplit(request.url).hostname or "unknown"
        self._tally.answered(host, len(response.body), request.meta.get("download_latency"))

    async def spider_closed(self, spider: "Spider") -> None:
        """End a run that was over before it had begun: its engine has not started, and so will not stop."""
        if self._crawler.engine is None or self._crawler.engine.start_time is None:
            await self._end(spider)

    async def engine_stopped(self) -> None:
        """End the run."""
        if self._crawler.spider is not None:
            await self._end(self._crawler.spider)

    async def _end(self, spider: "Spider") -> None:
        """Judge the run, let the exit code and the log say so, write the report, and tell people."""
        self.report = report = self.so_far(spider)
        self._count(report)
        for verdict in report.verdicts:
            if verdict.status in {"failure", "warning"}:
                level = logging.ERROR if verdict.status == "failure" else logging.WARNING
                logger.log(level, "monitor %s: %s: %s", verdict.monitor, verdict.status, verdict.message)
        page = await self._kept(report, spider)
        await self._notifier.tell(report, page)

    def so_far(self, spider: "Spider") -> RunReport:
        """The report, and before the engine has stopped what it would be if it had."""
        if self.report is not None:
            return self.report
        gathered = self._gathered(spider)
        verdicts = judge(gathered, self._monitors)
        stats = self._crawler.stats
        failed = stats.get_value(FAILED_SITES) or any(it.status == "failure" for it in verdicts)
        code = FAILED if failed else stats.get_value(EXIT, OK)
        return gathered.model_copy(update={"verdicts": verdicts, "exit_code": code})

    def _count(self, report: RunReport) -> None:
        """Let the stats say what the monitors do, and the exit code."""
        counts = Counter(it.status for it in report.verdicts)
        self._crawler.stats.set_value(FAILURES, counts["failure"])
        self._crawler.stats.set_value("monitors/warned", counts["warning"])
        if counts["failure"]:
            self._crawler.stats.set_value(EXIT, FAILED)

    def _gathered(self, spider: "Spider") -> RunReport:
        """What the run was, without a verdict."""
        stats, tally, now = self._crawler.stats, self._tally, datetime.now(UTC)
        progress = self._crawler.get_extension(Progress)
        sites = progress.lines if progress is not None else ()
        agency = getattr(spider, "agency", None)
        history = history_of(self._settings, spider)
        ledger = room_for(self._settings, "ledger")
        day = today_there(now)
        return RunReport(
            run=run_of(stats),
            spider=spider.name,
            keeps_as=keeps_as(spider),
            software=f"govreports {__version__}, Scrapy {scrapy.__version__}, Python {sys.version.split()[0]}",
            home=Home.model_validate(agency, from_attributes=True) if agency is not None else None,
            started=iso(stats.get_value("start_time") or now),
            finished=iso(stats.get_value("finish_time") or now),
            day=day,
            reason=str(stats.get_value("finish_reason", "unknown")),
            later=stats.get_value(EXIT) == LATER,
            sample=getattr(spider, "sample", None),
            seconds=float(stats.get_value("elapsed_time_seconds", 0.0)),
            # Not Scrapy's counts: those have what the archive answers in them.
            requests=sum(it.requests for it in tally.hosts),
            received=sum(it.received for it in tally.hosts),
            archive={name: stats.get_value(f"archive/{name}", 0) for name in _ARCHIVE},
            list_pages=sum(it.list_pages for it in sites),
            reports=tally.records,
            different=tally.records - sum(it.again for it in sites),
            errors=sum(it.errors for it in sites),
            broken_items=self._broken,
            sites=sites,
            troubles=tuple(getattr(spider, "troubles", ()))[:_MOST_TROUBLES],
            coverage=tally.coverage,
            incomplete=tally.incomplete,
            invalid=tally.invalid,
            examples=tuple(tally.examples),
            agencies=tally.agencies(agency, day),
            agencies_left_out=tally.agencies_left_out,
            findings=tally.findings,
            hosts=tally.hosts,
            changes=changes_of(stats, run_of(stats), ledger / f"{keeps_as(spider)}.sqlite" if ledger else None),
            keeping_errors=self._keeping_errors(),
            settings={name: str(self._settings.get(name)) for name in _SHOWN if self._settings.get(name) is not None},
            cut_off=self._underway.cut_off if self._underway is not None else (),
            past=history.runs[-_MOST_PAST:] if history is not None else (),
        )

    def _keeping_errors(self) -> dict[str, str]:
        """What of the run could not be kept, and why."""
        stats = self._crawler.stats
        errors = {name: str(told) for name in _KEEPING if (told := stats.get_value(name))}
        failed = sum(count for name, count in stats.get_stats().items() if name.startswith(_FEED_FAILED))
        return {**errors, "feed": f"{failed} could not be written"} if failed else errors

    async def _kept(self, report: RunReport, spider: "Spider") -> Path | None:
        """Write down the report and its line of the history; that this fails is an error, and changes nothing else."""
        room = room_for(self._settings, "runs")
        if room is None:
            return None
        try:
            if report.later and not report.requests:
                # A timer that fires while nothing may be asked says nothing about the site.
                if self._underway is not None:
                    self._underway.withdraw()
                return None
            # Making the page of many reports takes its time.
            path = await asyncio.to_thread(
                lambda: write_report(room, report, run_page(report), self._settings.getint("RUN_REPORTS_KEPT"))
            )
            if (history := history_of(self._settings, spider)) is not None:
                history.keep(report.as_past())
            if self._underway is not None:
                self._underway.end()
        except OSError as error:
            logger.error("the report of the run could not be kept: %s", error)  # noqa: TRY400  # the disk's, not ours
            return None
        logger.info("the report of the run: %s", path)
        return path
