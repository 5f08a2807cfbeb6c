"""Reading the letters: rapidocr with the models of its own wheel, and nothing from anywhere else.

rapidocr fetches a model that it does not find. It is therefore told the file of every model it may
use, each of which is there or reading stops; the recogniser's alphabet is inside its model.
"""

import os
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Final, NamedTuple

import cv2
import numpy as np
from rapidocr import RapidOCR

from govreports.documents.ocr.ink import Grey

_DETECTOR: Final = "PP-OCRv6_det_small.onnx"
_RECOGNISER: Final = "PP-OCRv6_rec_small.onnx"
_MOST_THREADS: Final = 2
_BATCH: Final = 16
# The model sees lines 48 pixels high; an empty one is padded to this width at least.
_LINE: Final = (3, 48, 64)


class ModelsMissingError(Exception):
    """The installation of rapidocr lacks a model; none is fetched."""


class Recognised(NamedTuple):
    """What a line says, and how sure the model is of it, from 0 to 1."""

    text: str
    confidence: float


class Recogniser:
    """Finds lines of text, and reads them."""

    def __init__(self) -> None:
        threads = max(1, min(_MOST_THREADS, os.cpu_count() or 1))
        self._engine = RapidOCR(
            params={
                "Global.log_level": "error",
                "Det.model_path": str(_model(_DETECTOR)),
                "Rec.model_path": str(_model(_RECOGNISER)),
                "Rec.rec_batch_num": _BATCH,
                "Rec.rec_img_shape": list(_LINE),
                "EngineConfig.onnxruntime.intra_op_num_threads": threads,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            }
        )

    def read(self, lines: Sequence[Grey]) -> list[Recognised]:
        """What each of the pictures of single *lines* says."""
        if not lines:
            return []
        read = self._engine.recognize_txt([cv2.cvtColor(line, cv2.COLOR_GRAY2BGR) for line in lines])
        return [
            Recognised(text, float(confidence)) for text, confidence in zip(read.txts or (), read.scores, strict=True)
        ]

    def find(self, picture: Grey) -> Iterator[tuple[int, int, int, int]]:
        """Where lines of text stand: left, top, right and bottom in pixels."""
        found = self._engine(cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR), use_det=True, use_cls=False, use_rec=False)
        boxes = getattr(found, "boxes", None)
        for box in () if boxes is None else boxes:
            (left, top), (right, bottom) = np.floor(box.min(axis=0)), np.ceil(box.max(axis=0))
            yield max(0, int(left)), max(0, int(top)), int(right), int(bottom)


@cache
def recogniser() -> Recogniser:
    """The process's one: its models take a second to load.

    Raises:
        ModelsMissingError: rapidocr is installed without one of them.
    """
    return Recogniser()


def _model(name: str) -> Path:
    path = Path(str(resources.files("rapidocr"))) / "models" / name
    if not path.is_file():
        raise ModelsMissingError(f"rapidocr is installed without its model {name}")
    return path
