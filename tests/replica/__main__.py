"""Run a command against the replica: ``python -m tests.replica run [--log FILE] [--bench N] -- COMMAND...``."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.replica.server import run
from tests.replica.sites import all_sites, many_reports_site


def main(arguments: Sequence[str]) -> int:
    """The command's exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.replica", usage="%(prog)s run [options] -- COMMAND...")
    parser.add_argument("action", choices=["run"], help="run a command with its requests sent to the replica")
    parser.add_argument("--log", type=Path, metavar="FILE", help="append every request to FILE as JSON lines")
    parser.add_argument("--bench", type=int, default=0, metavar="N", help="add the made-up site of N reports")
    # What stands after the bars is the command's alone, its options and further bars included.
    cut = list(arguments).index("--") if "--" in arguments else len(arguments)
    chosen, command = parser.parse_args(arguments[:cut]), arguments[cut + 1 :]
    if not command:
        parser.error("no command after --")
    sites = [*all_sites(), *([many_reports_site(chosen.bench)] if chosen.bench else [])]
    return run(command, sites, chosen.log)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
