"""Tables that lost labels: taken by the form's order only where every sum confirms it."""

import random
from dataclasses import replace

import pytest

from govreports.documents import read_document
from govreports.publication import Capture, Publication
from govreports.reading.tables import TablesRead, read_tables
from govreports.stages import process
from tests.replica.figures import Figures, load_figures
from tests.replica.render import tables, text_table

_REPORTS = load_figures()
_LIAOCHENG = _REPORTS["liaocheng_sthjj_2021"]


def _rows(figures: Figures, table: int) -> list[str]:
    return text_table(tables(figures)[table], "pipes").splitlines()


def _read(lines: list[str]) -> TablesRead:
    return read_tables(read_document("\n".join(lines).encode()))


def _torn(rows: list[str], lost: set[int]) -> list[str]:
    """The rows without some of the labels, which stand below, each by itself."""
    torn = [row.split("|", 1 + row.startswith("三、本"))[-1] if at in lost else row for at, row in enumerate(rows)]
    return [*torn, "", *(row.split("|")[0] for at, row in enumerate(rows) if at in lost)]


def _wrong(figures: Figures, found: TablesRead) -> list[str]:
    return [
        path
        for path, reading in found.cells.items()
        if reading.value is not None and str(reading.value) != figures.printed(path)
    ]


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("stem", sorted(_REPORTS))
def test_rows_without_labels_are_those_between_or_left_open(stem: str, seed: int) -> None:
    figures, draw = _REPORTS[stem], random.Random(seed)
    rows = _rows(figures, -2)
    lost = set(draw.sample(range(4, len(rows) - 1), draw.randint(1, 8)))
    torn = _torn(rows, lost)
    if seed % 4 == 3:
        # A row is gone altogether: what is left does not fill the gap.
        del torn[draw.choice(sorted(lost))]
    found = _read(torn)
    assert _wrong(figures, found) == []
    if found.by_order:
        assert found.by_order == {"requests"}
        assert not found.exact


def test_the_figures_are_there_and_said_to_be_worked_out() -> None:
    rows = _rows(_LIAOCHENG, -2)
    torn = [row.replace("商业企业 | 科研机构", "商业企 | 科研机") for row in _torn(rows, {6, 9, 10})]
    page = "\n".join(["某市某局2021年政府信息公开工作年度报告", *torn])
    report = process(Publication(Capture("http://www.example.gov.cn/a.txt", page.encode())))
    statuses = {cell.status for cell in report.cells if cell.path.startswith("requests.")}
    assert statuses == {"recovered"}
    assert [(found.rule, found.path) for found in report.findings if found.rule in {"Q901", "Q906"}] == [
        ("Q906", "requests.*")
    ]
    requests = report.to_dict()["tables"]["requests"]
    assert requests["new_requests"]["natural_person"] == 22
    assert requests["results"]["total"]["total"] == 27


def test_a_table_that_does_not_add_up_is_left_open() -> None:
    figures = replace(_LIAOCHENG, cells={**_LIAOCHENG.cells, "requests.results.granted.total": "99"})
    found = _read(_torn(_rows(figures, -2), {6, 9, 10}))
    assert found.by_order == frozenset()
    assert {found.cells[path].value for path in found.cells if "partially_granted" in path} == {None}


def test_the_row_of_disputes_under_a_header_in_pieces() -> None:
    figures = _REPORTS["pingtan_2021"]
    *header, row = _rows(figures, -1)
    cut = ["行政复议行政诉讼", *(line.replace("结果", "") for line in header), row]
    found = _read([*_rows(figures, 0), *cut])
    assert _wrong(figures, found) == []
    assert "disputes" in found.by_order
    assert found.cells["disputes.reconsideration.total"].value == int(figures.cells["disputes.reconsideration.total"])
    twice = _read([*_rows(figures, 0), *cut, row])
    assert "disputes" not in twice.by_order


def test_sums_with_empty_cells_confirm_nothing() -> None:
    blank = {f"disputes.{group}.pending": "" for group in ("reconsideration", "litigation.direct")}
    figures = replace(_LIAOCHENG, cells={**_LIAOCHENG.cells, **blank, "disputes.reconsideration.upheld": "5"})
    # The last columns first, under a header that is cut.
    header, *_, row = _rows(figures, -1)
    turned = " | ".join([*row.split(" | ")[5:10], *row.split(" | ")[:5], *row.split(" | ")[10:]])
    found = _read([*_rows(_LIAOCHENG, -2), header[:-2], turned])
    assert [path for path, reading in found.cells.items() if path in blank and reading.value is not None] == []
    assert found.cells["disputes.reconsideration.upheld"].value is None


def test_headers_in_another_order_are_not_overruled() -> None:
    rows = [
        row.replace("科研机构", "?").replace("商业企业", "科研机构") for row in _torn(_rows(_LIAOCHENG, -2), {6, 9})
    ]
    cut = [row.replace("?", "商业企业").replace("法律服务机构", "法律服") for row in rows]
    found = _read(cut)
    assert found.by_order == frozenset()
    assert _wrong(_LIAOCHENG, found) == []


def test_disputes_under_headers_in_another_order_are_left_open() -> None:
    five = dict.fromkeys(("disputes.reconsideration.upheld", "disputes.reconsideration.total"), "5")
    figures = replace(_LIAOCHENG, cells={**_LIAOCHENG.cells, **five})
    *headers, row = _rows(figures, -1)
    # What was upheld and what was corrected have changed places: the sums cannot tell.
    turned = " | ".join([*row.split(" | ")[1::-1], *row.split(" | ")[2:]])
    headers = [line.replace("结果维持 | 结果纠正", "结果纠正 | 结果维持", 1) for line in headers]
    cut = [headers[0].replace("行政诉讼", "行政诉"), *headers[1:]]
    found = _read([*_rows(_LIAOCHENG, -2), *cut, turned])
    assert "disputes" not in found.by_order
    assert [path for path in _wrong(figures, found) if path.startswith("disputes.")] == []
