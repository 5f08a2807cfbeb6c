"""One site's share of a run: what it gave, whether that is in order, and why not. Nothing else decides that."""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Protocol

from pydantic import BaseModel, ConfigDict

from govreports.obstacles import BUSY, DRAWN, FAILED, SERVER_ERROR, STOPPING, TLS_CERTIFICATE
from govreports.platforms.base import Source

if TYPE_CHECKING:
    from scrapy.statscollectors import StatsCollector

_OBSTACLE: Final = re.compile(r"site/([^/]+)/obstacle")
_HINTED: Final = STOPPING | {None, BUSY, DRAWN, FAILED, SERVER_ERROR, TLS_CERTIFICATE}
"""The obstacles that are one thing here and another there: their line says which."""


class Past(Protocol):
    """What is known of earlier runs."""

    def shortfall(self, site: str, reports: int) -> str | None:
        """What *site* gave when it last was in order, where *reports* are too few against that."""


class SiteLine(BaseModel):
    """One site's share of a run. *obstacle* names what stood in the way, if anything did.

    *again* of the *reports* had been met before in the run, here or on another site: copies, which the feed unites, or
    other versions.
    """

    model_config = ConfigDict(frozen=True)

    site: str
    pages: int
    reports: int
    findings: int
    errors: int
    obstacle: str | None
    retired: bool
    again: int = 0
    hint: str | None = None
    """What would help against an obstacle that something can be done about, or what is known where it has no name."""
    before: str | None = None
    """What the site gave when it was last in order, where that was more."""
    elsewhere: int = 0
    """How many links of its lists lead to hosts that are not the spider's, and were not followed."""
    strays: tuple[str, ...] = ()
    """The hosts of those of them that name a report which the run has not met elsewhere."""
    others: tuple[str, ...] = ()
    """What else stood in the way of its lists and pages."""
    put_off: str | None = None
    """Why the rest of the site is left for another run; what came so far then says nothing about what it has."""
    looks_like: str | None = None
    """The family of systems that its list surely shows, where the spider declares another one."""
    list_pages: int = 0
    """How many of its *pages* were pages of lists."""

    @property
    def failed(self) -> bool:
        """Whether somebody should look: nothing came, less than before, or something broke."""
        if self.retired and not self.errors and self.obstacle is None:
            return False
        if self.put_off is not None:
            return self.errors > 0 or self.obstacle is not None
        return (
            self.reports == 0
            or self.errors > 0
            or self.obstacle is not None
            or self.before is not None
            or bool(self.strays)
        )

    @property
    def reason(self) -> str:
        """Why it failed, and what else is to be known of it, in words; empty where there is nothing to say."""
        parts = [self.obstacle or ("no report" if self.failed and not self.reports else "")]
        if parts[0] and self.obstacle in _HINTED and self.hint:
            parts[0] += f" ({self.hint})"
        parts.append(", ".join(self.others))
        parts.append(f"put off, {self.put_off}" if self.put_off else "")
        parts.append(f"less than before: {self.before}" if self.before and not self.put_off else "")
        stray = f" ({', '.join(self.strays)})" if self.strays else ""
        links = f"{self.elsewhere} links to other hosts not followed" if self.elsewhere else ""
        parts.append(f"{links}{stray}".lstrip())
        return ", ".join(filter(None, parts))

    def __str__(self) -> str:
        verdict = "FAILED" if self.failed else ("ok" if self.put_off is None else "later")
        reason = f", {self.reason}" if self.reason else ""
        return (
            f"{verdict:6} {self.site}: {self.pages} pages, {self.reports} reports, {met_before(self.again)}"
            f"{self.findings} findings, {self.errors} errors{reason}"
        )


def site_lines(
    stats: "StatsCollector",
    sources: Iterable[Source],
    history: Past | None = None,
    strays: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> list[SiteLine]:
    """One line for every host that *sources* name, and for every other one that had an obstacle.

    *strays* are the hosts, by the list's, where reports lie that the run has not met.
    """
    today = datetime.now(UTC).date()
    by_host: dict[str, list[Source]] = {}
    for source in sources:
        by_host.setdefault(source.host, []).append(source)
    for key in stats.get_stats():
        if (stopped := _OBSTACLE.fullmatch(key)) is not None:
            by_host.setdefault(stopped[1], [])

    def count(host: str, what: str) -> int:
        value = stats.get_value(f"site/{host}/{what}", 0)
        return value if isinstance(value, int) else 0

    return [
        SiteLine(
            site=host,
            pages=count(host, "pages"),
            reports=count(host, "reports"),
            findings=count(host, "findings"),
            errors=count(host, "errors"),
            obstacle=stats.get_value(f"site/{host}/obstacle"),
            retired=bool(of_host) and all(source.is_retired(today) for source in of_host),
            again=count(host, "again"),
            hint=stats.get_value(f"site/{host}/hint"),
            before=history.shortfall(host, count(host, "reports")) if history else None,
            elsewhere=count(host, "other_hosts"),
            strays=tuple(sorted(strays.get(host, ()))),
            others=_others(stats, host),
            put_off=stats.get_value(f"site/{host}/put_off"),
            looks_like=stats.get_value(f"site/{host}/looks_like"),
            list_pages=count(host, "list_pages"),
        )
        for host, of_host in by_host.items()
    ]


def met_before(count: int) -> str:
    """How the log says that some reports had been met before; nothing where none had."""
    return f"{count} of them met before, " if count else ""


def _others(stats: "StatsCollector", host: str) -> tuple[str, ...]:
    """The kinds of obstacles met at *host* beside the one that its line names first."""
    before = f"site/{host}/met/"
    kinds = {key.removeprefix(before) for key in stats.get_stats() if key.startswith(before)}
    return tuple(sorted(kinds - {stats.get_value(f"site/{host}/obstacle"), FAILED}))
