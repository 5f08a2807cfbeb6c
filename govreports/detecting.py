"""``govreports detect``: whose system a page is, what stands in the way of it, and the line of a spider for it."""

import argparse
import json
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from govreports.advice import ADVICE

if TYPE_CHECKING:
    from govreports.obstacles import Obstacle
    from govreports.platforms.detection import Detection
    from govreports.seen import Seen

_HTTP_ONLY: Final = "http_only"
_SCHEMES: Final = frozenset({"http", "https"})
_LARGEST_FILE: Final = 64 * 1024 * 1024
_EXIT_CODE: Final = (
    "exit code: 0 where nothing stands in the way, 1 where something does, whatever the family; 2 for a command that"
    " cannot be understood. docs/obstacles.md explains every word."
)
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_HOME: Final = re.compile(r"/?(?:(?:index|default|main)\.\w+)?$")


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the program's."""
    detect = commands.add_parser(
        "detect", help="tell which system a page was made by, and what stands in the way of it", epilog=_EXIT_CODE
    )
    detect.add_argument("target", metavar="URL|FILE", help="an address, which is asked once, or a saved page")
    detect.add_argument("--url", help="the address that a saved page is from")
    detect.add_argument("--json", action="store_true", help="print the verdict as JSON")
    detect.set_defaults(run=run, fail=detect.error)


def run(options: argparse.Namespace) -> int:
    """Look at the page, and say what it is: 0 where nothing stands in the way of it, 1 where something does."""
    # Scrapy takes half a second to load, which no other command needs.
    from govreports.crawling.probe import look_at  # noqa: PLC0415
    from govreports.crawling.site import address_of  # noqa: PLC0415
    from govreports.seen import Seen  # noqa: PLC0415

    def address(url: str) -> str:
        found = address_of(url)
        if found is None or not _is_address(found):
            options.fail(f"{url!r} is no address of a site: http://… is wanted")
        return str(found)

    if _is_address(options.target):
        if options.url is not None:
            options.fail("--url belongs to a saved page")
        seen = look_at(address(options.target))
        return _say(seen.page, seen.obstacle, as_json=options.json)
    body = _read(options)
    url = address(options.url) if options.url is not None else Path(options.target).absolute().as_uri()
    return _say(Seen(url, body=body), None, as_json=options.json)


def _read(options: argparse.Namespace) -> bytes:
    """A saved page; a usage error where there is none."""
    target, file = options.target, Path(options.target)
    body = b""
    try:
        if not target.strip():
            options.fail(f"{target!r} is neither an address nor a file")
        elif file.is_dir():
            options.fail(f"{target!r} is a folder; a saved page is wanted")
        elif _SCHEME.match(target):
            options.fail(f"{target!r} cannot be asked: an address begins with http:// or https://")
        elif file.stat().st_size > _LARGEST_FILE:
            options.fail(f"{file}: larger than {_LARGEST_FILE} bytes")
        body = file.read_bytes()
    except FileNotFoundError:
        options.fail(f"{file}: no such file; an address begins with http:// or https://")
    except (OSError, ValueError) as error:  # ValueError: a name with a null in it
        options.fail(f"{file}: {getattr(error, 'strerror', None) or error}")
    return body


def _say(page: "Seen", obstacle: "Obstacle | None", *, as_json: bool) -> int:
    from govreports.platforms.detection import detect  # noqa: PLC0415  # as above

    found = detect(page)
    obstacle = obstacle or found.obstacle or _nameless(page, found)
    verdict = _verdict(page, found, obstacle)
    text = json.dumps(verdict, ensure_ascii=False, indent=2) if as_json else _text(verdict)
    sys.stdout.write(text + "\n")
    return 0 if obstacle is None else 1


def _nameless(page: "Seen", found: "Detection") -> "Obstacle | None":
    """What is wrong with an answer that has no sign of a known obstacle, and yet is no page."""
    from govreports.documents import sniff  # noqa: PLC0415  # as above
    from govreports.obstacles import FAILED, Obstacle  # noqa: PLC0415  # as above
    from govreports.platforms.detection import UNKNOWN  # noqa: PLC0415  # as above

    if page.status != 200:
        return Obstacle(FAILED, f"HTTP {page.status}")
    return Obstacle(FAILED, f"no page, but {sniff(page.body)}") if found.family == UNKNOWN else None


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
        "advice": ADVICE.get(obstacle.kind) if obstacle is not None else None,
        "next": _next(page, obstacle),
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


def _next(page: "Seen", obstacle: "Obstacle | None") -> str | None:
    """The command for a site whose list is not known, where nothing keeps a crawl from it."""
    is_open = obstacle is None or obstacle.kind == _HTTP_ONLY
    return f"scrapy newsite {page.url}" if is_open and page.status == 200 and _is_address(page.url) else None


def _is_address(url: str) -> bool:
    return urlsplit(url).scheme in _SCHEMES


def _is_home(url: str) -> bool:
    """Whether *url* is a site's first page, which is nobody's list."""
    return _HOME.match(urlsplit(url).path) is not None


def _text(verdict: dict[str, Any]) -> str:
    obstacle = verdict["obstacle"]
    others = [f"{family} {score}" for family, score in verdict["scores"].items() if family != verdict["family"]]
    following = [f"{verdict['advice']} (docs/obstacles.md)"] if verdict["advice"] else []
    following += [verdict["next"]] if verdict["next"] else []
    lines = [
        ("address", [verdict["url"]]),
        ("asked", [f"{verdict['asked']}, which led here"] if verdict["asked"] else []),
        ("status", [f"HTTP {verdict['status']}"] if verdict["status"] not in {None, 200} else []),
        ("family", [verdict["family"]]),
        ("evidence", verdict["evidence"] or ["none"]),
        ("others", [", ".join(others)] if others else []),
        ("obstacle", [f"{obstacle['kind']}: {obstacle['evidence']}" if obstacle else "none"]),
        ("spider", [verdict["spider"]] if verdict["spider"] else []),
        ("next", following),
    ]
    return "\n".join(
        f"{name + ':' if number == 0 else '':10}{line}" for name, said in lines for number, line in enumerate(said)
    )
