"""Accuracy as a number: a collection of reports in every format that the tests can write, scored as a user would."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Final, NamedTuple, TypeAlias, get_args

import pytest

from benchmarks.figures import drawn_figures
from govreports.publication import Capture, Publication
from govreports.records import Number, Report
from govreports.scoring import Score, score_collection, summary
from govreports.stages import process
from tests.reading.test_annexes import FORMS as ANNEXES
from tests.reading.test_annexes import drawn, lines_of, numbered
from tests.replica.figures import Figures, form_of, load_figures
from tests.replica.render import (
    docx,
    html_table,
    mhtml,
    ofd,
    pdf,
    report_blocks,
    report_title,
    tables,
    text_table,
    xls,
    xlsx,
    zipped,
)
from tests.replica.render.binary import doc
from tests.replica.render.layout import Table
from tests.replica.render.markup import HtmlStyle, html_paragraphs
from tests.replica.render.rtf import rtf
from tests.replica.render.text import TextLayout
from tests.test_properties import filled, printed_paths

Block: TypeAlias = str | Table

_AMOUNT: Final = re.compile(r"(增|减|[+-])?(\d+(?:\.\d+)?)元?")
LEAST_EXACT: Final = 0.999


@dataclass(frozen=True)
class Made:
    """A report before it is written: its texts and tables, and the figure of every cell that it prints.

    *flat* is the same without cells that span rows.
    """

    title: str
    blocks: Sequence[Block]
    flat: Sequence[Block]
    truth: Mapping[str, Number | None]
    sound: bool = True
    """Whether its sums hold."""

    @property
    def has_blanks(self) -> bool:
        """Whether a cell is empty: what marks one as having no figure is a cell's text."""
        return any(
            not cell.text for block in self.blocks if not isinstance(block, str) for row in block for cell in row
        )


class Writer(NamedTuple):
    """A format: the ending of its files, and what writes them."""

    suffix: str
    write: Callable[[Made], bytes]


# Reports


def number(text: str) -> Number | None:
    """What a careful reader takes from the texts of the replica's reports; None from an empty cell."""
    if not text:
        return None
    found = _AMOUNT.fullmatch(text)
    assert found is not None, text
    value = float(found[2]) if "." in found[2] else int(found[2])
    return -value if found[1] in {"减", "-"} else value


def of_figures(figures: Figures, values: Mapping[str, Number | None] | None = None) -> Made:
    """A whole report; *values* are the meanings of its cells' texts where they are not plain."""
    marked = {path: f"@{path}" for path in {*form_of(figures).paths(), *figures.cells}}
    printed = printed_paths(tables(replace(figures, cells=marked)))
    truth = values or {path: number(figures.printed(path)) for path in printed}
    blocks, flat = report_blocks(figures), report_blocks(figures, fillers=True)
    return Made(report_title(figures), blocks, flat, {path: truth[path] for path in sorted(printed)})


def of_annex(name: str) -> Made:
    cells = numbered(ANNEXES[name])
    blocks: list[Block] = [
        "一、概述",
        "各项工作按计划完成。",
        "七、附表",
        drawn(lines_of(ANNEXES[name], cells)),
        "某局办公室",
    ]
    return Made(
        "某市某局2016年政府信息公开工作年度报告", blocks, blocks, {path: int(text) for path, text in cells.items()}
    )


def of_any(seed: int, *, blanks: bool) -> Made:
    """Figures that need not add up, some with signs, units and notes, some of none."""
    made = filled(Random(seed), blanks=blanks)
    texts = {path: printed.text for path, printed in made.cells.items()}
    figures = Figures("某市某局", 2022 if made.form.id == "2021" else 2020, made.form.id, texts)
    return replace(of_figures(figures, {path: printed.value for path, printed in made.cells.items()}), sound=False)


REPORTS: Final[Mapping[str, Made]] = {
    **{name: of_figures(figures) for name, figures in load_figures().items() if figures.origin == "published"},
    "valid_2019": of_figures(drawn_figures("某市某局", 2020, 5, "2019")),
    "valid_2021": of_figures(drawn_figures("某市某局", 2022, 6, "2021")),
    **{f"any_{seed}": of_any(seed, blanks=False) for seed in (1, 5)},
    **{f"blank_{seed}": of_any(seed, blanks=True) for seed in (3, 7)},
    **{name: of_annex(name) for name in sorted(ANNEXES)},
}


# Formats


def _html(made: Made, style: HtmlStyle) -> str:
    blocks = made.flat if style == "fillers" else made.blocks
    parts = (html_paragraphs([part], style) if isinstance(part, str) else html_table(part, style) for part in blocks)
    return f"<html><body><h1>{made.title}</h1>{''.join(parts)}</body></html>"


def _text(made: Made, layout: TextLayout) -> bytes:
    parts = [part if isinstance(part, str) else text_table(part, layout) for part in (made.title, *made.blocks)]
    return (("\n\n" if layout == "lines" else "\n").join(parts) + "\n").encode()


def _page(style: HtmlStyle) -> Writer:
    return Writer("html", lambda made: _html(made, style).encode())


def _plain(layout: TextLayout) -> Writer:
    return Writer("txt", lambda made: _text(made, layout))


def _below_title(suffix: str, write: Callable[[Sequence[Block]], bytes]) -> Writer:
    return Writer(suffix, lambda made: write([made.title, *made.blocks]))


def _under_title(suffix: str, write: Callable[[str, Sequence[Block]], bytes]) -> Writer:
    return Writer(suffix, lambda made: write(made.title, made.blocks))


WRITERS: Final[Mapping[str, Writer]] = {
    **{f"html_{style}": _page(style) for style in get_args(HtmlStyle)},
    "docx": _under_title("docx", docx),
    "doc": _below_title("doc", doc),
    "rtf": _below_title("rtf", rtf),
    "xlsx": _below_title("xlsx", xlsx),
    "xls": _below_title("xls", xls),
    "mhtml": Writer("mht", lambda made: mhtml(_html(made, "word"))),
    "zip": Writer("zip", lambda made: zipped({"年报/年度报告.html": _html(made, "plain").encode()})),
    "pdf": _under_title("pdf", pdf),
    "ofd": _under_title("ofd", ofd),
    **{f"text_{layout}": _plain(layout) for layout in get_args(TextLayout)},
}


def hides_cells(writer: str, made: Made) -> bool:
    """Whether the format hides by its nature which figure is whose.

    One cell a line, or a space between cells, leaves nothing of an empty cell; and in lines a page's
    number can stand in for one, so that rows count only if they add up. Text without gaps has no
    boundaries between figures, and only sums, where there are any, can say where those were.
    """
    if writer == "text_lines":
        return made.has_blanks or not made.sound
    return writer == "text_glued" or (writer == "text_spaces" and made.has_blanks)


# Scores


def read(file: Path) -> Report:
    return process(Publication(Capture(file.as_uri(), file.read_bytes(), name=file.name)))


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Score]:
    """Every report in every format, by format and report."""
    folder = tmp_path_factory.mktemp("collection")
    for kind in ("raw", "truth"):
        (folder / kind).mkdir()
    for writer, name, made in _every():
        stem = f"{writer}-{name}"
        tree: dict[str, dict[str, Number | None]] = {}
        for path, value in made.truth.items():
            table, _, rest = path.partition(".")
            tree.setdefault(table, {})[rest] = value
        (folder / "raw" / f"{stem}.{WRITERS[writer].suffix}").write_bytes(WRITERS[writer].write(made))
        (folder / "truth" / f"{stem}.json").write_text(json.dumps({"tables": tree}), encoding="utf-8")
    found = list(score_collection(folder, read))
    print(summary([replace(item, format=item.name.partition("-")[0]) for item in found]))
    return {(writer, name): item for item in found for writer, _, name in [item.name.partition("-")]}


def _every() -> Iterator[tuple[str, str, Made]]:
    for writer in WRITERS:
        for name, made in REPORTS.items():
            yield writer, name, made


@pytest.mark.parametrize("writer", WRITERS)
def test_hardly_a_cell_is_lost_where_the_format_shows_cells(writer: str, scores: dict[tuple[str, str], Score]) -> None:
    shown = [scores[writer, name] for name, made in REPORTS.items() if not hides_cells(writer, made)]
    cells, exact = sum(item.cells for item in shown), sum(item.exact for item in shown)
    assert exact >= LEAST_EXACT * cells, [miss for item in shown for miss in item.misses][:5]


@pytest.mark.parametrize("writer", WRITERS)
def test_no_figure_is_wrong_without_a_word(writer: str, scores: dict[tuple[str, str], Score]) -> None:
    silent = {
        (name, miss.path): (miss.expected, miss.actual)
        for name in REPORTS
        for miss in scores[writer, name].misses
        if miss.outcome == "silent"
    }
    assert silent == {}
