"""The site that the benchmarks read: the replica's made-up one, with figures of its own on every page, or as it is.

``python -m benchmarks.site COUNT [KIND]`` serves it from a process of its own, until standard input ends.
"""

import json
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin

from benchmarks.figures import drawn_figures
from tests.replica import Replica, ReplicaRequest, ReplicaResponse, many_reports_site
from tests.replica.families.troubles import Conditional
from tests.replica.protocol import Scheme, Site
from tests.replica.render import report_html
from tests.replica.sites.bench import COLUMN, HOST

LIST_URL: Final = f"http://{HOST}{COLUMN}index.html"

_ROW: Final = re.compile(r'<li><a href="([^"]+)" title="(([^"]+?)(\d{4})年[^"]*)"')
# Where the page marks the report, so that the page around it can be kept.
_REPORT: Final = re.compile(rb'(?<=<div class="TRS_Editor">\n).*(?=\n</div>\n</body>)', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Entry:
    """A report of the site: its address, and what its list says of it."""

    path: str
    title: str
    agency: str
    year: int


class BenchSite:
    """The replica's site of *count* reports; with *varied* each page has figures that no other has.

    *first* numbers the drawings: sites with different numbers have no figures in common.
    """

    scheme: Final[Scheme] = "http"

    def __init__(self, count: int, *, varied: bool = True, first: int = 0) -> None:
        self._site = many_reports_site(count)
        self.host = self._site.host
        self.entries = self._entries(count)
        self.pages = {entry.path: self._answer(entry.path).body for entry in self.entries}
        if varied:
            for number, entry in enumerate(self.entries, first):
                self.pages[entry.path] = _with_figures(self.pages[entry.path], entry, seed=number)

    def respond(self, request: ReplicaRequest) -> ReplicaResponse:
        """A report as it was made before; the rest, such as lists, from the replica's site."""
        body = self.pages.get(request.bare_path)
        return self._site.respond(request) if body is None else ReplicaResponse(body)

    @property
    def urls(self) -> list[str]:
        """Addresses of the reports."""
        return [f"http://{self.host}{path}" for path in self.pages]

    def _entries(self, count: int) -> list[Entry]:
        """The reports that the site's lists name, page after page."""
        found: list[Entry] = []
        page = 0
        while len(found) < count:
            path = f"{COLUMN}index_{page}.html" if page else f"{COLUMN}index.html"
            rows = _ROW.findall(self._answer(path).body.decode())
            if not rows:
                raise RuntimeError(f"{path} lists no reports: the replica's lists have changed")
            found += [Entry(urljoin(path, href), title, agency, int(year)) for href, title, agency, year in rows]
            page += 1
        return found

    def _answer(self, path: str) -> ReplicaResponse:
        return self._site.respond(ReplicaRequest(method="GET", scheme=self.scheme, host=self.host, path=path))


def _with_figures(page: bytes, entry: Entry, seed: int) -> bytes:
    figures = drawn_figures(entry.agency, entry.year, seed)
    report = report_html(figures, style="word", title=entry.title).encode()
    made, count = _REPORT.subn(lambda _match: report, page)
    if count != 1:
        raise RuntimeError("no report on the page: the replica's pages have changed")
    return made


DRAWN: Final = "drawn"
ALIKE: Final = "alike"
VALIDATED: Final = "validated"
LIGHT: Final = "light"
KINDS: Final[Mapping[str, Callable[[int], Site]]] = {
    DRAWN: BenchSite,
    # Its pages are made when they are asked for: none is kept, however many there are.
    ALIKE: many_reports_site,
    VALIDATED: lambda count: Conditional(many_reports_site(count)),
    LIGHT: lambda count: many_reports_site(count, style="plain"),
}
"""Sites of so many reports: with drawn figures, with the replica's own, the same with ETags, and with small pages."""


def main(count: int, kind: str = DRAWN) -> None:
    """Serve the site; says where, and, of the drawn one, what its addresses are, in one line of JSON."""
    site = KINDS[kind](count)
    urls = site.urls if isinstance(site, BenchSite) else []
    with Replica([site]) as replica:
        print(json.dumps({"environment": replica.environment(), "count": count, "urls": urls}), flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
