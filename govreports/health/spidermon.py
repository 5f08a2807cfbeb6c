"""Our monitors as Spidermon's, for who has its actions in use (extra ``monitor``): chats, mail, Sentry and what else it tells.

::

    EXTENSIONS = {..., "spidermon.contrib.scrapy.extensions.Spidermon": 500}
    SPIDERMON_ENABLED = True
    SPIDERMON_ENGINE_STOP_MONITORS = ("govreports.health.spidermon.RunSuite",)

When the engine has stopped, all is known; SPIDERMON_SPIDER_CLOSE_MONITORS works as well, and knows nothing yet of what the
archive and the ledger write when a crawl closes. The exit code is ours in any case: Spidermon changes none.
"""

from typing import Any

from spidermon import Monitor, MonitorSuite
from spidermon.exceptions import NotConfigured

from govreports.health.extension import RunReports
from govreports.health.monitors import MONITORS

__all__ = ["RunSuite", "StrictRunSuite"]


class _OurMonitor(Monitor):  # type: ignore[misc]  # it comes without types
    """One of ours: fails, passes or skips as it does, with the same sentence."""

    ours: str
    failing = frozenset({"failure"})

    def runTest(self) -> None:  # noqa: N802  # unittest's name
        """Ask our extension what the monitor says."""
        reports = self.data.crawler.get_extension(RunReports)
        if reports is None:
            raise NotConfigured("govreports.health.extension.RunReports is not in EXTENSIONS")
        verdict = next((it for it in reports.so_far(self.data.spider).verdicts if it.monitor == self.ours), None)
        if verdict is None:
            self.skipTest("taken out by the setting MONITORS")
        elif verdict.status == "skipped":
            self.skipTest(verdict.message)
        elif verdict.status in self.failing:
            self.fail(verdict.message)


def _monitors(failing: frozenset[str]) -> list[Any]:
    return [type(it.name, (_OurMonitor,), {"__doc__": it.says, "ours": it.name, "failing": failing}) for it in MONITORS]


class RunSuite(MonitorSuite):  # type: ignore[misc]  # as above
    """All our monitors; what only warns passes."""

    monitors = _monitors(frozenset({"failure"}))


class StrictRunSuite(MonitorSuite):  # type: ignore[misc]  # as above
    """All our monitors; what warns fails as well."""

    monitors = _monitors(frozenset({"failure", "warning"}))
