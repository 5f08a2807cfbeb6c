"""``govreports sites``: the catalogue of sites, on paper and on a map."""

import argparse
import sys

from govreports.catalogue.evidence import STANDINGS


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the program's."""
    sites = commands.add_parser(
        "sites", help="print the catalogue of sites: whose lists the spiders read, and why there"
    )
    sites.add_argument(
        "--province", metavar="SLUG", help="only those in spiders/SLUG; the name in Chinese does as well"
    )
    sites.add_argument("--family", help="only lists of that family of systems")
    sites.add_argument("--status", choices=STANDINGS, help="only lists whose address rests on that")
    form = sites.add_mutually_exclusive_group()
    for name, what in (("json", "as a JSON array"), ("markdown", "as docs/sites.md"), ("svg", "as docs/sites.svg")):
        form.add_argument(f"--{name}", action="store_const", const=name, dest="form", help=what)
    sites.set_defaults(run=run, fail=sites.error, form="table")


def run(options: argparse.Namespace) -> int:
    """Print what was asked for: 1 where there is no such site, 2 where there can be none."""
    # Loads Scrapy and every spider, which no other command needs.
    from govreports.catalogue.listing import written  # noqa: PLC0415
    from govreports.catalogue.sites import chosen, entries  # noqa: PLC0415

    _check(options)
    listed = chosen(entries(), province=options.province, family=options.family, standing=options.status)
    sys.stdout.write(written(listed, options.form).rstrip("\n") + "\n")
    if not listed:
        sys.stderr.write("govreports: no list of the catalogue is all of that\n")
    return 0 if listed else 1


def _check(options: argparse.Namespace) -> None:
    """Refuse a name that is none, and say which there are: an empty table would pass for an answer."""
    from govreports.catalogue.provinces import provinces  # noqa: PLC0415  # as above
    from govreports.platforms import FAMILIES, Home  # noqa: PLC0415  # as above

    if options.province not in {None, *(name for it in provinces() for name in (it.slug, it.name))}:
        known = ", ".join(f"{it.slug} ({it.name})" for it in provinces())
        options.fail(f"no province is called {options.province!r}; there are {known}")
    families = sorted({*FAMILIES, Home.family})
    if options.family not in {None, *families}:
        options.fail(f"no family is called {options.family!r}; there are {', '.join(families)}")
