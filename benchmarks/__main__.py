"""``python -m benchmarks [read|formats|crawl|ocr] [--quick]``: measure, and print what came out."""

import argparse
import sys

from benchmarks import crawl, formats, read
from benchmarks.peers import MissingPeerError, versions


def main() -> int:
    """The exit code: 0 where all could be measured, whatever came out."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="How fast reports are read and crawled.")
    parser.add_argument("part", nargs="?", choices=["read", "formats", "crawl", "ocr"], help="measure this alone")
    parser.add_argument("--quick", action="store_true", help="fewer and shorter rounds: to see that it runs")
    options = parser.parse_args()
    if options.part == "ocr":
        from benchmarks import ocr  # noqa: PLC0415  needs the extra for pictures, which the others do without

        ocr.run(quick=options.quick)
        return 0
    print(versions())
    try:
        by_stage = read.run(quick=options.quick) if options.part in {None, "read"} else None
        if options.part in {None, "formats"}:
            formats.run(quick=options.quick)
        if options.part in {None, "crawl"}:
            crawl.run(by_stage, quick=options.quick)
    except MissingPeerError as error:
        print(f"benchmarks: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
