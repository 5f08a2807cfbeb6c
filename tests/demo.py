"""The demo behind ``make demo``: crawls the spiders named on the command line, all at once, as an operator would.

Runs where http_proxy leads to the replica (``python -m tests.replica run -- python -m tests.demo …``). Spiders and
settings are those of production, the seconds between two requests included, so it takes about a minute.
"""

import shutil
import subprocess
import sys
import time
from itertools import takewhile
from pathlib import Path

from govreports.show import read_records, table

_OUTPUT = Path("output/demo")
_KEPT = _OUTPUT / "kept"
_MARKS = ("ok     ", "FAILED ")


def main(arguments: list[str]) -> int:
    """Crawl, then show what came out; 1 if any crawl failed."""
    spiders = list(takewhile(lambda argument: not argument.startswith("-"), arguments))
    options = arguments[len(spiders) :]
    _OUTPUT.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(_KEPT, ignore_errors=True)
    print(
        f"Crawling {', '.join(spiders)} on a replica of their sites, at the pace kept for real ones (about a minute)."
    )
    crawls = {spider: _crawl(spider, options) for spider in spiders}
    started = time.monotonic()
    while any(crawl.poll() is None for crawl in crawls.values()):
        time.sleep(1)
        if sys.stdout.isatty():
            print(f"\r{time.monotonic() - started:3.0f} s, {_written(spiders)} records", end="", flush=True)
    print(f"\rdone in {time.monotonic() - started:.0f} s\n")
    for spider in spiders:
        for line in _log(spider).read_text("utf-8").splitlines():
            if any(mark in line for mark in _MARKS):
                print(line.split(": ", 1)[1])
    files = [_records(spider) for spider in spiders if _records(spider).exists()]
    print(f"\n{table(read_records(files))}\n")
    print("Records, one a line:", *files, sep="\n  ")
    print("Logs:", *map(_log, spiders), sep="\n  ")
    return max(crawl.returncode for crawl in crawls.values())


def _crawl(spider: str, options: list[str]) -> subprocess.Popen[bytes]:
    _log(spider).unlink(missing_ok=True)
    command = [
        sys.executable,
        "-m",
        "scrapy",
        "crawl",
        spider,
        "-O",
        str(_records(spider)),
        "--logfile",
        str(_log(spider)),
        # Every demo is the first one.
        "-s",
        f"DATA_FOLDER={_KEPT}",
    ]
    return subprocess.Popen([*command, *options])


def _records(spider: str) -> Path:
    return _OUTPUT / f"{spider}.jsonl"


def _log(spider: str) -> Path:
    return _OUTPUT / f"{spider}.log"


def _written(spiders: list[str]) -> int:
    """Records written so far, to the files that become the feeds when they are whole."""
    return sum(part.read_bytes().count(b"\n") for spider in spiders for part in _OUTPUT.glob(f"{spider}.jsonl.*.part"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
