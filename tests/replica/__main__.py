"""Run a command against the replica, and list the made-up hosts that it can play.

``python -m tests.replica run [--made NAME] [--log FILE] [--bench N] -- COMMAND...``, ``python -m tests.replica hosts``.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from tests.replica.families.hosts import MadeHost
from tests.replica.families.hosts_a import HOSTS_A
from tests.replica.families.hosts_b import HOSTS_B
from tests.replica.families.hosts_c import HOSTS_C
from tests.replica.families.hosts_d import HOSTS_D
from tests.replica.protocol import Site
from tests.replica.server import run
from tests.replica.sites import all_sites, many_reports_site

_MADE: Final[Mapping[str, Callable[[], MadeHost]]] = {**HOSTS_A, **HOSTS_B, **HOSTS_C, **HOSTS_D}


def main(arguments: Sequence[str]) -> int:
    """The command's exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.replica", description="Stands in for sites, on loopback.")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    running = actions.add_parser(
        "run",
        usage="%(prog)s [options] -- COMMAND...",
        help="run a command with its requests sent to the replica",
    )
    running.add_argument("--log", type=Path, metavar="FILE", help="append every request to FILE as JSON lines")
    running.add_argument("--bench", type=int, default=0, metavar="N", help="add the made-up site of N reports")
    running.add_argument(
        "--made", action="append", default=[], choices=_MADE, metavar="NAME", help="add a made-up host; may be repeated"
    )
    running.set_defaults(command=[])
    actions.add_parser("hosts", help="list the made-up hosts: name, first page, what stands in the way")
    # What stands after the bars is the command's alone, its options and further bars included.
    cut = list(arguments).index("--") if "--" in arguments else len(arguments)
    chosen, command = parser.parse_args(arguments[:cut]), arguments[cut + 1 :]
    if not hasattr(chosen, "command"):
        for line in _hosts():
            print(line)
        return 0
    if not command:
        running.error("no command after --")
    bench = [many_reports_site(chosen.bench)] if chosen.bench else []
    return run(command, [*all_sites(), *bench, *_made(chosen.made)], chosen.log)


def _hosts() -> Iterator[str]:
    """The made-up hosts, a line each."""
    for name, make in _MADE.items():
        host = make()
        yield f"{name:28} {host.home:56} {host.trouble or ''}".rstrip()


def _made(names: Sequence[str]) -> Iterator[Site]:
    for name in names:
        host = _MADE[name]()
        yield from (host.site, *host.also_sites)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
