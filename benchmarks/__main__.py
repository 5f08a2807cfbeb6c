"""``python -m benchmarks [PART] [--quick]``: measure, and print what came out."""

import argparse
import sys

from benchmarks import archive, crawl, formats, kills, memory, read, reparse, second
from benchmarks.peers import MissingPeerError, versions

_ALL = ("read", "formats", "crawl", "archive", "second", "reparse")
# They take an extra, or as long as all others.
_BY_NAME = ("ocr", "memory", "kills")


def main() -> int:
    """The exit code: 0 where all could be measured, whatever came out; 1 as well where a killed run lost something."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="How fast reports are read and crawled.")
    parser.add_argument("part", nargs="?", choices=[*_ALL, *_BY_NAME], help="measure this alone")
    parser.add_argument("--quick", action="store_true", help="fewer and shorter rounds: to see that it runs")
    parser.add_argument("--count", type=int, help="how many reports (second, memory) or kills")
    options = parser.parse_args()
    if options.part == "ocr":
        from benchmarks import ocr  # noqa: PLC0415  needs the extra for pictures, which the others do without

        ocr.run(quick=options.quick)
        return 0
    print(versions())
    count: int | None = options.count
    match options.part:
        case "kills":
            return 0 if kills.run(quick=options.quick, kills=count) else 1
        case "memory":
            memory.run(quick=options.quick, most=count)
            return 0
    try:
        _measure(_ALL if options.part is None else (options.part,), quick=options.quick, count=count)
    except MissingPeerError as error:
        print(f"benchmarks: {error}", file=sys.stderr)
        return 1
    return 0


def _measure(parts: tuple[str, ...], *, quick: bool, count: int | None) -> None:
    by_stage = read.run(quick=quick) if "read" in parts else None
    if "formats" in parts:
        formats.run(quick=quick)
    if "crawl" in parts:
        crawl.run(by_stage, quick=quick)
    if "archive" in parts:
        archive.run(quick=quick)
    if "second" in parts:
        second.run(quick=quick, reports=count)
    if "reparse" in parts:
        reparse.run(quick=quick)


if __name__ == "__main__":
    sys.exit(main())
