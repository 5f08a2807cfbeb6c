"""Scans of the replica's reports, drawn in many conditions: how many figures come out exact, flagged, or silently wrong."""

import resource
import time
from collections.abc import Mapping, Sequence
from typing import Final

from benchmarks.figures import drawn_figures
from benchmarks.timing import print_table
from govreports.documents import ocr
from govreports.documents.ocr.pictures import decoded
from govreports.reading.tables import read_tables
from tests.replica.figures import Figures, form_of, load_figures
from tests.replica.render.picture import Scan, encoded, font_path, report_pages, serif_path

_QUICK: Final[Mapping[str, Scan]] = {
    "150 dpi": Scan(),
    "skew 1.5, q40, noise": Scan(skew=1.5, quality=40, noise=8),
}
_SCANS: Final[Mapping[str, Scan]] = {
    "100 dpi": Scan(dpi=100),
    "150 dpi": Scan(dpi=150),
    "200 dpi": Scan(dpi=200),
    "300 dpi": Scan(dpi=300),
    "q60, noise": Scan(quality=60, noise=6),
    "100 dpi, q60, noise": Scan(dpi=100, quality=60, noise=6, skew=0.3),
    "skew 0.7, q50, noise": Scan(skew=0.7, quality=50, noise=6),
    "skew -0.7, q50, noise": Scan(skew=-0.7, quality=50, noise=6),
    "skew 1.5, q40, noise": Scan(skew=1.5, quality=40, noise=8),
    "skew -1.5, q40, noise": Scan(skew=-1.5, quality=40, noise=8),
    "skew 2, q60": Scan(skew=2, quality=60, noise=4),
    "skew -2, q60": Scan(skew=-2, quality=60, noise=4),
    "faint lines (170)": Scan(line=170, quality=50, noise=6, skew=0.4),
    "faint lines (205)": Scan(line=205, quality=60, noise=4, skew=-0.4),
    "10 % of lines broken out": Scan(gaps=0.1, line=80, quality=60, noise=4, skew=0.5),
    "20 % of lines broken out": Scan(gaps=0.2, line=80, quality=60, noise=4, skew=0.5),
    "blurred, noise 10, q40": Scan(blur=1.5, noise=10, quality=40, skew=-1),
}


def run(*, quick: bool = False) -> None:
    """Measure and print.

    *confirmed* are figures that count, all of them exact unless *silent* says otherwise; *flagged*
    have no value and a note (of table two, whose figures nothing confirms: "recognised" says how many
    of all were read as printed, flagged or not); *lost* were not found at all.
    """
    fonts = {"sans": font_path(), "serif": serif_path()}
    reports = {"replica": load_figures()["pingtan_2021"], "six digits": drawn_figures("示例市审计局", 2022, 7)}
    rows: list[list[str]] = []
    for name, scan in (_QUICK if quick else _SCANS).items():
        for style, font in fonts.items():
            if font is None or (quick and style == "serif"):
                continue
            for title, figures in reports.items():
                if title != "replica" and (quick or style == "serif"):
                    continue
                pages = [
                    page
                    for drawn in report_pages(figures, scan, font=font)
                    for page in decoded(encoded(drawn, scan), "image/png", 1)
                ]
                started = time.perf_counter()
                counts = _counts(figures, pages)
                seconds = (time.perf_counter() - started) / len(pages)
                rows.append([name, style, title, *map(str, counts), f"{seconds:.1f}"])
                print(*rows[-1], sep=" | ", flush=True)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    header = ("scan", "type", "figures", "of", "confirmed", "flagged", "lost", "silent", "recognised", "s/page")
    print_table(f"ocr: scans to figures (largest process: {memory:.0f} MB)", header, rows)


def _counts(figures: Figures, pages: Sequence[ocr.Grey]) -> tuple[int, int, int, int, int, int]:
    tables = read_tables(ocr.read_pages(pages, media_type="image/png"))
    confirmed = flagged = lost = silent = recognised = 0
    paths = list(form_of(figures).paths())
    for path in paths:
        reading, printed = tables.cells.get(path), figures.printed(path)
        recognised += reading is not None and reading.raw == printed
        if reading is None:
            lost += 1
        elif reading.value is None:
            silent += reading.status == "blank"
            flagged += reading.status != "blank"
        elif reading.value == float(printed):
            confirmed += 1
        else:
            silent += 1
    return len(paths), confirmed, flagged, lost, silent, recognised
