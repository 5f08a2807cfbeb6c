"""What reads one document's text and tables: ours, and for each format what one would use instead.

``python -m benchmarks.readers NAME FILE`` reads a file a few times and prints the most memory that the
process ever had, in MB: each in a process of its own, as nothing that was loaded is ever given back.
"""

import io
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, TypeAlias

from benchmarks.resident import peak

Reader: TypeAlias = Callable[[bytes], object]

OURS: Final = "govreports"

_TIMES: Final = 5


# Each is imported when it is asked for: the peers are not needed elsewhere, and memory is measured one by one.


def _ours() -> Reader:
    from govreports.documents import read_document  # noqa: PLC0415

    return read_document


def _python_docx() -> Reader:
    from docx import Document  # noqa: PLC0415

    def read(data: bytes) -> tuple[list[str], list[list[list[str]]]]:
        document = Document(io.BytesIO(data))
        texts = [paragraph.text for paragraph in document.paragraphs]
        return texts, [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]

    return read


def _pdfplumber() -> Reader:
    import pdfplumber  # type: ignore[import-not-found, unused-ignore]  # noqa: PLC0415

    def read(data: bytes) -> tuple[list[str], list[Any]]:
        with pdfplumber.open(io.BytesIO(data)) as document:
            texts = [page.extract_text() for page in document.pages]
            return texts, [table for page in document.pages for table in page.extract_tables()]

    return read


def _openpyxl() -> Reader:
    import openpyxl  # noqa: PLC0415

    def read(data: bytes) -> tuple[list[Any], list[Any]]:
        sheets = openpyxl.load_workbook(io.BytesIO(data), data_only=True).worksheets
        return [list(sheet.values) for sheet in sheets], [list(sheet.merged_cells.ranges) for sheet in sheets]

    return read


READERS: Final[Mapping[str, Callable[[], Reader]]] = {
    OURS: _ours,
    "python-docx": _python_docx,
    "pdfplumber": _pdfplumber,
    "openpyxl": _openpyxl,
}


def main(name: str, file: Path) -> None:
    """Read *file* and print the process's peak."""
    read, data = READERS[name](), file.read_bytes()
    for _ in range(_TIMES):
        read(data)
    print(peak())


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
