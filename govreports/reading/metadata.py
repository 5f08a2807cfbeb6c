"""The metadata of a page: from its block of labels and values, its meta tags, its list, its address."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import resources
from itertools import zip_longest
from typing import Final, NamedTuple

from govreports.documents.model import Document, Grid, Paragraph
from govreports.forms.labels import squeeze
from govreports.reading.dates import date_in_url, find_date
from govreports.reading.index_numbers import parse_index_number
from govreports.records import DateFrom, Metadata

_MOST_BLOCKS: Final = 60
_LONGEST_VALUE: Final = 200
_LONG_LABEL: Final = 3
_LABEL_AND_VALUE: Final = 2
# What templates and clerks leave where there is no value.
_NO_VALUE: Final = re.compile(r"(?i:null|none|undefined|n/a)|[-—–/\\]+|无|暂无")
_KEYWORD_ENDS: Final = re.compile(r"[;；,，、\s]+")
# Index numbers that begin with an organisation code (GB 11714) or a credit code (GB 32100).
_INDEX_NUMBER: Final = re.compile(r"(?:[0-9A-Z]{8}-?[0-9X]|[0-9A-HJ-NPQRTUWXY]{18})[/-](?:19|20)\d\d-\d+")


@dataclass(frozen=True, slots=True)
class Listed:
    """What the list that led to a page says about it; *column* is what the list itself is called."""

    url: str | None = None
    title: str | None = None
    date: str | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    """Metadata that the list states, by the label it has on pages."""
    column: str | None = None


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """The record's metadata, and the titles the page offers, the most trusted first."""

    metadata: Metadata
    titles: tuple[str, ...] = field(default=())


class _Labels(NamedTuple):
    fields: dict[str, str]
    kept: frozenset[str]
    pattern: re.Pattern[str]
    bracketed: re.Pattern[str]
    """A label in brackets, which then needs no colon: [ 索引号 ]."""
    spaced: re.Pattern[str]
    """A line that is a label and a value without a colon."""
    spaced_inside: re.Pattern[str]
    """A further label in it: where the first one's value ends is then not known."""
    meta: dict[str, list[str]]


@cache
def _labels() -> _Labels:
    data = tomllib.loads((resources.files(__package__) / "metadata.toml").read_text("utf-8"))
    fields = {label: key for key, labels in data["fields"].items() for label in labels}
    kept = frozenset(fields) | frozenset(data["others"]["kept"])
    every = sorted({*kept, *data["others"]["dropped"]}, key=len, reverse=True)
    spelled = "|".join(r"\s*".join(map(re.escape, label)) for label in every)
    # A label may follow a value without a space, where it cannot be the end of a longer one.
    run_in = "|".join(map(re.escape, (label for label in every if len(label) >= _LONG_LABEL)))
    pattern = re.compile(
        rf"(?:^|(?<=[\s】\]|;；　]))[【\[]?({spelled})\s*[】\]]?\s*[:：]\s*|(?<=[\dA-Za-z局厅委会室府院办处所心:：])({run_in}|文号)\s*[:：]\s*"
    )
    bracketed = re.compile(rf"[【\[]\s*({spelled})\s*[】\]]\s*[:：]?\s*")
    spaced = re.compile(rf"({spelled})\s+(\S.*)")
    spaced_inside = re.compile(rf"(?:^|\s)(?:{run_in})(?:\s|$)")
    return _Labels(fields, kept, pattern, bracketed, spaced, spaced_inside, data["meta"])


def read_metadata(document: Document, *, url: str | None = None, listed: Listed | None = None) -> PageMetadata:
    """Read the metadata of a page found at *url* through a list that said *listed* about it."""
    stated = {squeeze(label): value.strip() for label, value in (listed.labels if listed else {}).items()}
    # What the page prints comes before what its list says about it.
    block = {label: value for label, value in stated.items() if value} | _block(document)
    labels = _labels()
    values: dict[str, str] = {}
    for label, value in block.items():
        key = labels.fields.get(label)
        if key is not None and not _NO_VALUE.fullmatch(value):
            values.setdefault(key, value)
    bare = _bare_header(document) if "index_number" not in values else {}
    values = {**bare, **values}
    published, published_from = _published(values.get("published_date"), document, listed, url)
    written = find_date(values.get("written_date", ""))
    tags = {
        key: next((document.meta[name] for name in names if name in document.meta), None)
        for key, names in labels.meta.items()
    }
    metadata = Metadata(
        index_number=values.get("index_number"),
        publisher=values.get("publisher") or tags["publisher"],
        document_number=values.get("document_number"),
        written_date=written.isoformat() if written else None,
        published_date=published.isoformat() if published else None,
        published_date_from=published_from,
        theme_category=values.get("theme_category"),
        genre=values.get("genre"),
        keywords=[word for word in _KEYWORD_ENDS.split(values.get("keywords", "")) if word],
        validity=values.get("validity"),
        labels={label: value for label, value in block.items() if label in labels.kept},
        index_parts=parse_index_number(values.get("index_number", "")),
    )
    offered = (values.get("title"), tags["title"], listed.title if listed else None, document.title)
    return PageMetadata(metadata, tuple(title for title in offered if title))


def _published(
    labelled: str | None, document: Document, listed: Listed | None, url: str | None
) -> tuple[date | None, DateFrom | None]:
    tags = (document.meta[name] for name in _labels().meta["published_date"] if name in document.meta)
    offers: tuple[tuple[DateFrom, date | None], ...] = (
        ("block", find_date(labelled or "")),
        ("meta", next(filter(None, map(find_date, tags)), None)),
        ("list", find_date(listed.date or "") if listed else None),
        ("url", date_in_url(url or "")),
    )
    return next(((found, where) for where, found in offers if found is not None), (None, None))


def _block(document: Document) -> dict[str, str]:
    """Labels and values printed around the document proper, as they stand."""
    found: dict[str, str] = {}
    for line in _around(document):
        text = _labels().bracketed.sub(r" \1: ", line) if "[" in line or "【" in line else line
        has_colons = ":" in text or "：" in text
        for label, value in _pairs(text) if has_colons else _spaced(text):
            if value and len(value) <= _LONGEST_VALUE:
                found.setdefault(label, value)
    return found


def _around(document: Document) -> Iterator[str]:
    """The lines in which a block of metadata may stand, each cell's label joined to its value."""
    start, stop = document.body
    whole = (start, stop) == (0, len(document.blocks))
    blocks = document.blocks[:_MOST_BLOCKS] if whole else (*document.blocks[:start], *document.blocks[stop:])
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Grid):
            yield from _grid_lines(block)


def _grid_lines(grid: Grid) -> Iterator[str]:
    rows = [list({id(cell): cell.text for cell in row if cell is not None}.values()) for row in grid.rows]
    above: list[str] = []
    for texts in rows:
        if len(texts) == len(above):
            # Values under their labels.
            yield from map(": ".join, zip(above, texts, strict=True))
        labels = [_label_of(text) for text in texts]
        above = [label for label in labels if label] if len(texts) > 1 and all(labels) else []
        if above:
            continue
        rest = iter(texts)
        for text in rest:
            label = _label_of(text)
            yield f"{label}: {next(rest, '')}" if label else text


def _label_of(text: str) -> str | None:
    """The label that is all of *text*."""
    if not text or text.isdigit():
        return None
    label = squeeze(text).rstrip(":").strip("[]【】")
    return label if label in _labels().kept else None


def _pairs(text: str) -> Iterable[tuple[str, str]]:
    matches = list(_labels().pattern.finditer(text))
    for match, following in zip_longest(matches, matches[1:]):
        value = text[match.end() : following.start() if following else len(text)]
        yield squeeze(match[1] or match[2]), value.strip(" \u3000|;；【[")


def _spaced(text: str) -> Iterable[tuple[str, str]]:
    """The label that begins a line and its value, where a space is all that parts them."""
    if len(text.split(maxsplit=1)) < _LABEL_AND_VALUE:
        return
    match = _labels().spaced.match(text)
    if match is not None and _labels().spaced_inside.search(match[2]) is None:
        yield squeeze(match[1]), match[2]


def _bare_header(document: Document) -> dict[str, str]:
    """Index number, date and publisher printed one under the other without labels (channel/doc pages)."""
    lines = [block.text for block in document.blocks[: document.body[1]] if isinstance(block, Paragraph)][:_MOST_BLOCKS]
    for number, line in enumerate(lines):
        if _INDEX_NUMBER.fullmatch(line):
            found = {"index_number": line}
            after = lines[number + 1 : number + 3]
            if after and find_date(after[0]) and len(after[0]) <= 20:
                found["published_date"] = after[0]
                if len(after) > 1 and 4 <= len(after[1]) <= 30:
                    found["publisher"] = after[1]
            return found
    return {}
