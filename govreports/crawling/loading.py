"""The process that crawls for a command, made so that a spider's file that is no Python is a sentence."""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.crawler import AsyncCrawlerProcess

if TYPE_CHECKING:
    from scrapy.settings import Settings


class LoadingError(Exception):
    """A spider's file cannot be loaded; the message says which, and where in it."""


def process_for(settings: "Settings") -> AsyncCrawlerProcess:
    """A process that knows all spiders.

    Raises:
        LoadingError: one of them cannot be loaded.
    """
    with naming_the_file():
        return AsyncCrawlerProcess(settings)


@contextmanager
def naming_the_file() -> Iterator[None]:
    """Say of what cannot be loaded within which file and line are to blame.

    Raises:
        LoadingError: a spider cannot be loaded.
    """
    try:
        yield
    except Exception as error:
        # A file is run as it is loaded: anything may come of that.
        if (place := _place(error)) is None:
            raise
        raise LoadingError(f"{place}: {type(error).__name__}: {getattr(error, 'msg', None) or error}") from error


def _place(error: Exception) -> str | None:
    """The file and line among the spiders that *error* is about, if it is."""
    if isinstance(error, SyntaxError):
        lines = [(error.filename or "", error.lineno)]
    else:
        lines = [(frame.filename, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    for file, line in reversed(lines):
        parts = Path(file).parts
        if "spiders" in parts:
            return f"{Path(*parts[len(parts) - 1 - parts[::-1].index('spiders') :])}, line {line}"
    return None
