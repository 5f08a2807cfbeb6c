"""Picture files and pages that are pictures into documents."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from typing import Final

from govreports.documents.layout import lay_out
from govreports.documents.model import Document, UnreadableError
from govreports.documents.ocr.ink import Grey
from govreports.documents.ocr.page import read_page
from govreports.documents.ocr.pictures import count, decoded, fitted
from govreports.documents.ocr.recognise import ModelsMissingError, recogniser

MOST_PAGES: Final = 60
"""No report has as many; at some seconds a page, more would hold the reader for long."""


def read_picture(data: bytes, media_type: str) -> Document:
    """Read a PNG, JPEG, TIFF, BMP or GIF file; a TIFF may have several pages.

    Raises:
        UnreadableError: it is damaged or too large, or the installation lacks a model.
    """
    pages = 1 if media_type == "image/gif" else MOST_PAGES
    document = read_pages(decoded(data, media_type, pages), media_type=media_type)
    if pages < count(data):
        note = f"the file has more than {pages} pages: the others were not read"
        return replace(document, notes=(*document.notes, note))
    return document


def read_pages(pictures: Iterable[Grey], *, media_type: str) -> Document:
    """Read pages given as greyscale arrays (height × width of uint8), of the file of type *media_type*.

    Pictures are taken one at a time; from page 61 on they are left out, and noted.

    Raises:
        UnreadableError: the installation lacks a model.
    """
    try:
        engine = recogniser()
    except ModelsMissingError as error:
        raise UnreadableError(f"pictures cannot be read: {error}", media_type=media_type, state="image") from None
    remaining = iter(pictures)
    flow = lay_out(
        [read_page(fitted(picture), number, engine) for number, picture in enumerate(islice(remaining, MOST_PAGES), 1)]
    )
    document = Document(
        blocks=flow.blocks,
        body=(0, len(flow.blocks)),
        media_type=media_type,
        reader="ocr",
        notes=flow.notes,
        recognised=True,
    )
    if next(remaining, None) is not None:
        note = f"more than {MOST_PAGES} pages are pictures: the others were not read"
        return replace(document, notes=(*document.notes, note))
    return document
