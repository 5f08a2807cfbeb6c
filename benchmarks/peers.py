"""What else one would read these pages with, and which versions of it are installed."""

import importlib
import io
import platform
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Final

import lxml.html
from bs4 import BeautifulSoup

_PACKAGES: Final = (
    "govreports",
    "lxml",
    "beautifulsoup4",
    "pandas",
    "python-docx",
    "openpyxl",
    "pypdfium2",
    "pdfplumber",
    "scrapy",
    "twisted",
    "pydantic",
)


class MissingPeerError(Exception):
    """What the benchmark compares with is not installed."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is not installed; the benchmark compares with it: pip install -e '.[dev,bench]'")


def versions() -> str:
    """What is measured, in one line."""
    installed = [f"{platform.python_implementation()} {platform.python_version()}"]
    for package in _PACKAGES:
        try:
            installed.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            installed.append(f"{package} (not installed)")
    return ", ".join(installed)


def lxml_tree(body: bytes) -> object:
    """The least that any reader built on lxml has to do: the tree, and nothing done with it."""
    return lxml.html.document_fromstring(body)


class SoupAndPandas:
    """What a short script would do: the text by BeautifulSoup, the tables by pandas.

    Less than a record: no metadata, no sections, no meaning of cells, nothing checked.
    """

    def __init__(self) -> None:
        """Import pandas, which nothing else here needs.

        Raises:
            MissingPeerError: it is not installed.
        """
        try:
            self._pandas: Any = importlib.import_module("pandas")
        except ModuleNotFoundError:
            raise MissingPeerError("pandas") from None

    def __call__(self, body: bytes) -> tuple[str, list[Any]]:
        """The page's text and its tables."""
        soup = BeautifulSoup(body, "lxml", from_encoding="utf-8")
        tables: list[Any] = self._pandas.read_html(io.BytesIO(body), flavor="lxml", encoding="utf-8")
        return soup.get_text(), tables
