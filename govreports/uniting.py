"""Records of one report made one: the same report lies on two hosts, or as a page and as a file of its own.

Two records are copies if they have one id, no figure of the one contradicts the other, and enough of
them agrees. The best of them stays and names the others' addresses. Records of one id whose figures
differ all stay, and each says so (Q909): which of them holds is for people to say.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from w3lib.url import canonicalize_url, url_query_cleaner

from govreports.forms.labels import squeeze
from govreports.records import Finding, Number, OtherSource, Report, TablesState
from govreports.rules import finding
from govreports.rules.facts import facts_of
from govreports.rules.likeness import Pieces, likeness, pieces

__all__ = ["are_copies", "plain_url", "unite", "united", "united_lines"]

_RULE: Final = "Q909"
_ALIKE: Final = 0.9
_ENOUGH_FIGURES: Final = 5
"""Noughts are in every report, and two or three figures may be the same by chance."""
_MOST_NAMED: Final = 3
_NARRATIVE: Final = "narrative."
_STATES: Final[Sequence[TablesState]] = ("parsed", "partial", "image", "unreadable", "absent")
# What pages hang on addresses without leading to anything else by it.
_JUNK: Final = re.compile(r"utm_\w+|ddtab|spm|isappinstalled|share_\w+|eqid|rand(?:om)?|_t?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    """One record as it is compared; *place* is where it stood."""

    place: int
    report: Report
    figures: Mapping[str, Number] = field(repr=False)
    """Every figure that it has, of tables by path and of sentences by kind."""
    text: str = field(repr=False)
    pieces: Pieces = field(repr=False)


def unite(records: Iterable[Report]) -> list[Report]:
    """*records* with one for all copies of a report, at the place of the first of them.

    Which records stay does not depend on their order, and uniting what was united changes nothing.
    """
    return list(united(records).values())


def united(records: Iterable[Report]) -> dict[int, Report]:
    """What `unite` gives, by the places in *records* where they come to stand."""
    of_id: dict[str, list[tuple[int, Report]]] = defaultdict(list)
    for place, report in enumerate(records):
        of_id[report.report_id].append((place, report))
    placed: dict[int, Report] = {}
    for each in of_id.values():
        placed.update(_united(each) if len(each) > 1 else each)
    return dict(sorted(placed.items()))


def united_lines(lines: Iterable[bytes | str]) -> dict[int, Report]:
    """What `united` gives for the records that *lines* of JSON hold.

    Raises:
        ValueError: a line holds no record.
    """
    return united(Report.model_validate(json.loads(line)) for line in lines)


def are_copies(one: Report, other: Report) -> bool:
    """Whether the two records are copies of one report."""
    return one.report_id == other.report_id and _are_copies(_known(0, one), _known(1, other))


def plain_url(url: str) -> str:
    """*url* without what leads nowhere else: the scheme, a fragment, the order of its query, parameters that only count.

    >>> plain_url("https://x.gov.cn/a.html?ddtab=true#top"), plain_url("http://x.gov.cn/v?b=2&a=1&utm_source=x")
    ('//x.gov.cn/a.html', '//x.gov.cn/v?a=1&b=2')
    """
    try:
        names = [part.partition("=")[0] for part in urlsplit(url).query.split("&")]
        junk = [name for name in names if _JUNK.fullmatch(name)]
        plain = canonicalize_url(url_query_cleaner(url, junk, remove=True) if junk else url)
    except ValueError:
        return url
    return plain.partition(":")[2] or plain


def _united(placed: Iterable[tuple[int, Report]]) -> list[tuple[int, Report]]:
    """The records of one id: those that stay, and where."""
    known = sorted((_known(place, report) for place, report in placed), key=_rank)
    groups: list[list[_Known]] = []
    for each in known:
        # Held against the best of a group only: so what stays is never a copy of what stays.
        group = next((group for group in groups if _are_copies(group[0], each)), None)
        if group is None:
            groups.append([each])
        else:
            group.append(each)
    heads = [group[0] for group in groups]
    return [(min(each.place for each in group), _head(group, heads)) for group in groups]


def _rank(known: _Known) -> tuple[int, int, bool, str, str]:
    """Smallest is best: tables, more of their figures, a block of metadata, published earlier; the rest makes it certain."""
    report = known.report
    metadata = report.metadata
    own = {"source": report.source.model_copy(update={"also": []}), "findings": []}
    return (
        _STATES.index(report.tables_state),
        -sum(not path.startswith(_NARRATIVE) for path in known.figures),
        metadata.index_number is None,
        metadata.published_date or "9999",
        report.model_copy(update=own).to_line(),
    )


def _head(group: Sequence[_Known], heads: Sequence[_Known]) -> Report:
    """The record that stays of *group*, with its copies' sources and what contradicts it."""
    own, report = group[0], group[0].report
    also: dict[str, OtherSource] = {}
    offered = [*report.source.also]
    for each in group[1:]:
        offered += [_other_source(each.report), *each.report.source.also]
    for found in offered:
        also.setdefault(plain_url(found.url), found)
    also.pop(plain_url(report.source.url), None)
    kept = [each for each in report.findings if each.rule != _RULE]
    kept += [_contradicted(own, head) for head in heads if head is not own]
    source = report.source.model_copy(update={"also": [also[url] for url in sorted(also)]})
    return report.model_copy(update={"source": source, "findings": kept})


def _other_source(report: Report) -> OtherSource:
    names: Iterable[str] = OtherSource.model_fields
    return OtherSource(**{name: getattr(report.source, name) for name in names})


def _contradicted(own: _Known, other: _Known) -> Finding:
    url = other.report.source.url
    paths = _differing(own, other)
    if not paths:
        message = f"{url} claims to be this report too, and too little is in both to tell whether it is a copy"
        return finding(_RULE, message, severity="info")
    named = ", ".join(f"{path} {own.figures[path]} here, {other.figures[path]} there" for path in paths[:_MOST_NAMED])
    more = f", and {len(paths) - _MOST_NAMED} more" if len(paths) > _MOST_NAMED else ""
    message = f"{url} claims to be this report with other figures: {named}{more}"
    first = paths[0]
    if first.startswith(_NARRATIVE):
        return finding(_RULE, message, path=_NARRATIVE.rstrip("."))
    return finding(_RULE, message, path=first, expected=other.figures[first], actual=own.figures[first])


def _differing(one: _Known, other: _Known) -> list[str]:
    """The figures that both have and that are not the same; tables before sentences."""
    return [path for path, value in one.figures.items() if path in other.figures and other.figures[path] != value]


def _are_copies(one: _Known, other: _Known) -> bool:
    if one.report.version == other.report.version:
        return True
    if _differing(one, other):
        return False
    if _attaches(one.report, other.report) or _attaches(other.report, one.report):
        return True
    agreeing = sum(bool(value) and path in other.figures for path, value in one.figures.items())
    return agreeing >= _ENOUGH_FIGURES or _alike(one, other)


def _attaches(one: Report, other: Report) -> bool:
    """Whether *other* was made of the same bytes as *one*, or of a file that *one* attaches as its report."""
    own = [each.sha256 for each in one.attachments if each.role == "report"]
    return other.source.sha256 in (one.source.sha256, *own)


def _alike(one: _Known, other: _Known) -> bool:
    """Whether the texts are the same, or nearly: figures in them were compared as statements."""
    return bool(one.text) and (one.text == other.text or likeness(one.pieces, other.pieces) >= _ALIKE)


def _known(place: int, report: Report) -> _Known:
    figures = {path: value for path, value in facts_of(report).figures.items() if value is not None}
    told: dict[str, set[Number]] = defaultdict(set)
    for statement in report.narrative:
        if statement.value is not None:
            told[statement.kind].add(statement.value)
    # Of a kind that is stated twice nobody knows here which one to compare.
    figures |= {f"{_NARRATIVE}{kind}": values.pop() for kind, values in told.items() if len(values) == 1}
    text = squeeze(report.body.text)
    return _Known(place, report, figures, text, pieces(text))
