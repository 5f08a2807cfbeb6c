"""The catalogue written out: for a terminal, for machines, and as docs/sites.md."""

import json
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

from govreports.catalogue.evidence import STANDINGS
from govreports.catalogue.map import sites_svg
from govreports.catalogue.sites import Counts, Entry, counts, spiders_by_province
from govreports.platforms import Home
from govreports.show import aligned

_MEANINGS: Final = {
    "fetched": "a crawl has found reports there, and its pages are the spider's fixture",
    "stored page": (
        "somebody's stored copy of a page is that list, or is a report whose address leads to the list"
        " (the folder it is in, one above, the list of that folder by the name that such lists have, or the number of the"
        " column in it)"
    ),
    "stored code": "a public program names the address as this agency's list of reports",
    "unverified": (
        "less than that: the host is the agency's, or its city's; the list follows from a rule of the family alone,"
        " is what such lists are usually called, or is still to be searched for"
    ),
}
_PREFACE: Final = """\
# The sites

Written by `govreports sites --markdown` from the spiders; a test holds the two equal. {numbers}

![Map of the provinces: {map}](sites.svg)

**Where the status is not `fetched`, nobody of the project has run the spider against its live site.** It was written from
stored pages and public programs: every host was seen there, and every address that is not `unverified` was, or follows from
one that was. Sites move: that a list is in this table does not say that it still answers, nor that nothing stands in the way
([docs/obstacles.md](obstacles.md)). What each spider does, offline, is tested: `scrapy checkall`. Unless its fixture was
fetched, the pages in it are written by the project, in its family's manner.

| status | what the list's address rests on | lists |
| --- | --- | ---: |
{statuses}

Where the family is `home`, a search for the list begins at the address, at every crawl; the list's own is not known.
The month is that of the page, not of its storing. The status comes from the `evidence` of each source, whose fixed words
are explained in `govreports/catalogue/evidence.py`. A struck-out address is one that the site has left.

## To add a site, or to correct one

A site is a file of some ten lines in `spiders/<province>/`, nothing but attributes: one file, one diff, one owner a site.
Scrapy's own loader finds it, and this table is read from the classes, so that there is no second list to keep in step.

- With the web at hand: `scrapy newsite URL` crawls a sample, politely, and writes the spider, its fixture and its golden
  record. Its status is then `fetched`.
- Without: write the file after its neighbours, say in `evidence` what the address rests on, and run
  `python -m tests.sites.build NAME`, which plays the list and writes fixture and golden record.
- To correct an address, change it there, and the evidence with it. A list that the site has left stays, with the day
  (`until=`), beside the new one: older reports may only be there. `scrapy newsite --again NAME` fetches fixture and golden
  record anew, and makes the status of what it has found reports in `fetched`.
- Then `make sites` and `scrapy checkall NAME`.
"""


def written(listed: Sequence[Entry], form: str) -> str:
    """*listed* as a table, or in the form called json, markdown or svg."""
    if form == "svg":
        return sites_svg(spiders_by_province(listed))
    write = {"json": sites_json, "markdown": sites_markdown}.get(form, sites_table)
    return write(listed)


def sites_table(listed: Sequence[Entry]) -> str:
    """One line a list, and how much there is."""
    rows = [
        (it.place, it.spider, it.agency.name, it.source.family, it.source.list_url, str(it.status)) for it in listed
    ]
    table = aligned([("province", "spider", "agency", "family", "list", "status"), *rows])
    return f"{table}\n\n{_numbers(counts(listed))}\n{_tally(counts(listed))}"


def sites_json(listed: Sequence[Entry]) -> str:
    """All that is known, as a JSON array."""
    return json.dumps([entry.to_dict() for entry in listed], ensure_ascii=False, indent=1)


def sites_markdown(listed: Sequence[Entry]) -> str:
    """The page docs/sites.md."""
    found = counts(listed)
    statuses = "\n".join(f"| {it} | {_MEANINGS[it]} | {found.standings[it]} |" for it in STANDINGS)
    preface = _PREFACE.format(
        numbers=_numbers(found), map=f"{found.spiders} spiders in {found.provinces} of them", statuses=statuses
    )
    families = "\n".join(f"| {family} | {number} |" for family, number in found.families.most_common())
    parts = [preface, f"## Families\n\n| family | lists |\n| --- | ---: |\n{families}\n"]
    for place, group in groupby(listed, key=lambda entry: entry.place):
        of_place = list(group)
        parts.append(f"## {place} ({len({it.spider for it in of_place})})\n\n" + "\n".join(_rows(of_place)) + "\n")
    return "\n".join(parts)


def _rows(listed: Iterable[Entry]) -> Iterable[str]:
    yield "| agency | spider | family | list | status |"
    yield "| --- | --- | --- | --- | --- |"
    for entry in listed:
        url = entry.source.list_url
        shown = f"<{url}>" if entry.source.until is None else f"~~<{url}>~~"
        if isinstance(entry.source, Home):
            shown = f"search from {shown}"
        cells = (entry.agency.name, f"`{entry.spider}`", entry.source.family, shown, str(entry.status))
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _numbers(found: Counts) -> str:
    return (
        f"{found.spiders} spiders, {found.lists} lists, {found.provinces} provinces;"
        f" ecology bureaus of {found.ecology_cities} cities of the prefecture level,"
        f" {found.ecology_unverified} of them unverified."
    )


def _tally(found: Counts) -> str:
    return "\n".join(
        ", ".join(f"{name} {number}" for name, number in tally.most_common())
        for tally in (found.standings, found.families)
    )
