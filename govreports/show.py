"""Records as a short table, for people."""

import json
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

_HEADINGS: Final = ("agency", "year", "form", "state", "cells", "checks passed", "findings")


def read_records(files: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """The records of JSON Lines files.

    Raises:
        ValueError: a line is no record; the message says which.
    """
    for file in files:
        with file.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                try:
                    record = json.loads(line)
                except ValueError:
                    raise ValueError(f"{file}:{number}: not JSON") from None
                if not isinstance(record, dict) or "report_id" not in record:
                    raise ValueError(f"{file}:{number}: not a record")
                yield record


def table(records: Iterable[dict[str, Any]]) -> str:
    """One line a record: agency, year, form, state, cells with a figure, checks passed, findings."""
    rows = sorted((_row(record) for record in records), key=lambda row: (row[0], row[1]))
    return aligned([_HEADINGS, *rows])


def _row(record: dict[str, Any]) -> tuple[str, ...]:
    checks = record["checks"]
    made = sum(checks.values())
    rules = [finding["rule"] for finding in record["findings"]]
    return (
        (record["agency"] or {}).get("name") or record["report_id"],
        str(record["year"] or "?"),
        record["form"] or "-",
        record["tables_state"],
        str(sum(value is not None for value in _leaves(record["tables"]))),
        f"{checks['pass']} of {made}" if made else "-",
        ", ".join(dict.fromkeys(rules)) or "none",
    )


def _leaves(tree: Any) -> Iterator[Any]:
    if isinstance(tree, dict):
        for branch in tree.values():
            yield from _leaves(branch)
    elif not isinstance(tree, list):
        # Rows that the form does not know are no cells.
        yield tree


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Rows of cells as lines whose columns stand under each other."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def _width(text: str) -> int:
    """Columns that a terminal gives *text*: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
