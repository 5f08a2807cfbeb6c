"""Picture files into greyscale arrays, their size looked at before anything is decoded."""

import io
import warnings
from collections.abc import Iterator
from itertools import islice
from typing import Final

import cv2
import numpy as np
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from govreports.documents.model import UnreadableError
from govreports.documents.ocr.ink import Grey

WIDTH: Final = 1600
"""How wide, in pixels, pages are made before they are read: some 190 dots an inch of an A4 page."""

_FORMATS: Final = ("PNG", "JPEG", "GIF", "TIFF", "BMP")
# An A3 page at 600 dots an inch. Pillow's own bound is not far above.
_MOST_PIXELS: Final = 80_000_000
# What is taller than so many times its width is a roll of pages: made as wide as one it would fill the memory.
_TALLEST: Final = 10
_SMALLEST: Final = 16


def decoded(data: bytes, media_type: str, most: int) -> Iterator[Grey]:
    """The first *most* pages of a picture file, one at a time, made as wide as WIDTH.

    Raises:
        UnreadableError: it is damaged, too large, or of a format that is not known here.
    """
    try:
        with warnings.catch_warnings():
            # Of large pictures and odd tags; the size is looked at here, and odd tags do no harm.
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=_FORMATS) as file:
                for frame in islice(ImageSequence.Iterator(file), most):
                    _check_size(frame, media_type)
                    yield _page(frame)
    except UnidentifiedImageError:
        raise _error("the picture is damaged, or of a kind that is not read", media_type) from None
    except Image.DecompressionBombError:
        raise _too_large(media_type) from None
    except (OSError, SyntaxError, ValueError, LookupError, TypeError, ArithmeticError) as error:
        # Whatever Pillow's decoders stumble over.
        raise _error(f"the picture is damaged: {error}", media_type) from None


def count(data: bytes) -> int:
    """How many pages a picture file says it has; only TIFF has several, a GIF's are a film."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data), formats=("TIFF",)) as file:
                return int(getattr(file, "n_frames", 1))
        except Exception:  # the reader proper says what is wrong
            return 1


def grey(page: Image.Image) -> Grey:
    """A picture in shades of grey as an array."""
    return np.asarray(page.convert("L"), np.uint8)


def fitted(picture: Grey) -> Grey:
    """*picture* made as wide as WIDTH, unless it nearly is."""
    scale = WIDTH / picture.shape[1]
    if 0.9 < scale < 1.1:
        return picture
    method = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
    return np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=method), np.uint8)


def _page(frame: Image.Image) -> Grey:
    frame = ImageOps.exif_transpose(frame)
    if frame.has_transparency_data:
        # Letters on nothing are letters on paper.
        layer = frame.convert("RGBA")
        frame = Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer)
    return fitted(grey(frame))


def _check_size(frame: Image.Image, media_type: str) -> None:
    width, height = frame.size
    if width * height > _MOST_PIXELS:
        raise _too_large(media_type)
    if min(width, height) < _SMALLEST:
        raise _error(f"the picture has {width} by {height} pixels: no page", media_type)
    if max(width, height) > _TALLEST * min(width, height):
        raise _error(f"the picture has {width} by {height} pixels: too long for a page", media_type)


def _too_large(media_type: str) -> UnreadableError:
    return _error(f"the picture has more than {_MOST_PIXELS} pixels", media_type)


def _error(message: str, media_type: str) -> UnreadableError:
    return UnreadableError(message, media_type=media_type, state="image")
