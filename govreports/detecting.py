"""``govreports detect``: whose system a page is, what stands in the way of it, and the line of a spider for it."""

import argparse
import json
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from govreports.obstacles import Obstacle
    from govreports.platforms.detection import Detection
    from govreports.seen import Seen

_SCHEMES: Final = frozenset({"http", "https"})
_LARGEST_FILE: Final = 64 * 1024 * 1024
_HOME: Final = re.compile(r"/?(?:(?:index|default|main)\.\w+)?$")


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the program's."""
    detect = commands.add_parser(
        "detect", help="tell which system a page was made by, and what stands in the way of it"
    )
    detect.add_argument("target", metavar="URL|FILE", help="an address, which is asked once, or a saved page")
    detect.add_argument("--url", help="the address that a saved page is from")
    detect.add_argument("--json", action="store_true", help="print the verdict as JSON")
    detect.set_defaults(run=run, fail=detect.error)


def run(options: argparse.Namespace) -> int:
    """Look at the page, and say what it is: 0 where a family is named, 1 where none is or something is in the way."""
    # Scrapy takes half a second to load, which no other command needs.
    from govreports.crawling.probe import look_at  # noqa: PLC0415
    from govreports.seen import Seen  # noqa: PLC0415

    if urlsplit(options.target).scheme in _SCHEMES:
        if options.url is not None:
            options.fail("--url belongs to a saved page")
        if not urlsplit(options.target).hostname:
            options.fail(f"{options.target!r} is no address")
        seen = look_at(options.target)
        return _say(seen.page, seen.obstacle, as_json=options.json)
    file = Path(options.target)
    try:
        if file.stat().st_size > _LARGEST_FILE:
            options.fail(f"{file}: larger than {_LARGEST_FILE} bytes")
        body = file.read_bytes()
    except FileNotFoundError:
        options.fail(f"{file}: no such file; an address begins with http:// or https://")
    except OSError as error:
        options.fail(f"{file}: {error.strerror or error}")
    return _say(Seen(options.url or file.absolute().as_uri(), body=body), None, as_json=options.json)


def _say(page: "Seen", obstacle: "Obstacle | None", *, as_json: bool) -> int:
    from govreports.platforms.detection import detect  # noqa: PLC0415  # as above

    found = detect(page)
    obstacle = obstacle or found.obstacle
    verdict = _verdict(page, found, obstacle)
    text = json.dumps(verdict, ensure_ascii=False, indent=2) if as_json else _text(verdict)
    sys.stdout.write(text + "\n")
    return 0 if found.is_named and obstacle is None else 1


def _verdict(page: "Seen", found: "Detection", obstacle: "Obstacle | None") -> dict[str, Any]:
    return {
        "url": page.url,
        "asked": page.asked,
        "status": page.status or None,
        "family": found.family,
        "evidence": list(found.evidence),
        "obstacle": obstacle._asdict() if obstacle is not None else None,
        "scores": {family: found.scores[family] for family in found.candidates},
        "spider": _spider_line(page, found),
        "next": _next(page),
    }


def _spider_line(page: "Seen", found: "Detection") -> str | None:
    """The line of a spider's file for a list at this address."""
    from govreports.platforms import FAMILIES  # noqa: PLC0415  # as above
    from govreports.reading.titles import read_title  # noqa: PLC0415  # as above

    source = FAMILIES.get(found.family)
    if source is None or page.status != 200 or not _is_address(page.url) or _is_home(page.url):
        return None
    listing = source(page.url).listing(page.response, 1)
    seen = any(read_title(row.title).is_report for row in listing.rows)
    # Reports that are seen on the page are what a crawl would find there; else nothing is known of it.
    basis = f"fetched {datetime.now(UTC):%b %Y}" if seen else "unverified"
    return f'{source.__name__}("{page.url}", evidence="list: {basis}")'


def _next(page: "Seen") -> str | None:
    """What to do with a site whose list is not known."""
    return f"scrapy newsite {page.url}" if page.status == 200 and _is_address(page.url) else None


def _is_address(url: str) -> bool:
    return urlsplit(url).scheme in _SCHEMES


def _is_home(url: str) -> bool:
    """Whether *url* is a site's first page, which is nobody's list."""
    return _HOME.match(urlsplit(url).path) is not None


def _text(verdict: dict[str, Any]) -> str:
    obstacle = verdict["obstacle"]
    others = [f"{family} {score}" for family, score in verdict["scores"].items() if family != verdict["family"]]
    lines = [
        ("address", [verdict["url"]]),
        ("asked", [f"{verdict['asked']}, which led here"] if verdict["asked"] else []),
        ("status", [f"HTTP {verdict['status']}"] if verdict["status"] not in {None, 200} else []),
        ("family", [verdict["family"]]),
        ("evidence", verdict["evidence"] or ["none"]),
        ("others", [", ".join(others)] if others else []),
        ("obstacle", [f"{obstacle['kind']}: {obstacle['evidence']}" if obstacle else "none"]),
        ("spider", [verdict["spider"]] if verdict["spider"] else []),
        ("next", [verdict["next"]] if verdict["next"] else []),
    ]
    return "\n".join(
        f"{name + ':' if number == 0 else '':10}{line}" for name, said in lines for number, line in enumerate(said)
    )
