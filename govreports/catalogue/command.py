"""``govreports sites``: the catalogue of sites, on paper and on a map."""

import argparse
import sys

from govreports.catalogue.evidence import STANDINGS


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the program's."""
    sites = commands.add_parser(
        "sites", help="print the catalogue of sites: whose lists the spiders read, and why there"
    )
    sites.add_argument("--province", metavar="SLUG", help="only those in spiders/SLUG")
    sites.add_argument("--family", help="only lists of that family of systems")
    sites.add_argument("--status", choices=STANDINGS, help="only lists whose address rests on that")
    form = sites.add_mutually_exclusive_group()
    for name, what in (("json", "as a JSON array"), ("markdown", "as docs/sites.md"), ("svg", "as docs/sites.svg")):
        form.add_argument(f"--{name}", action="store_const", const=name, dest="form", help=what)
    sites.set_defaults(run=run, form="table")


def run(options: argparse.Namespace) -> int:
    """Print what was asked for: 1 where there is no such site."""
    # Loads Scrapy and every spider, which no other command needs.
    from govreports.catalogue.listing import written  # noqa: PLC0415
    from govreports.catalogue.sites import chosen, entries  # noqa: PLC0415

    listed = chosen(entries(), province=options.province, family=options.family, standing=options.status)
    sys.stdout.write(written(listed, options.form).rstrip("\n") + "\n")
    return 0 if listed else 1
