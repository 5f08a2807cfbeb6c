"""How far a scan was fed in askew, and the picture turned straight.

Rows of text and ruling lines make the projection of the ink onto the page's height jagged; the
straighter the page, the more so. The angle that makes it most jagged is the page's.
"""

from typing import Final

import cv2
import numpy as np

from govreports.documents.ocr.ink import Grey, even, ink

MOST_DEGREES: Final = 3.0
"""Scans are askew by less; beyond it something else is wrong with the page."""

_WIDTH: Final = 1000
# Below it a turn moves no pixel by as much as a line is thick.
_NOT_WORTH_IT: Final = 0.03


def straightened(picture: Grey) -> Grey:
    """*picture* turned by its skew, white where nothing was."""
    angle = skew(picture)
    if abs(angle) < _NOT_WORTH_IT:
        return picture
    return _turned(picture, angle, cv2.INTER_CUBIC, 255)


def skew(picture: Grey) -> float:
    """The skew in degrees, positive where lines fall to the right; 0 where nothing says otherwise."""
    scale = min(1.0, _WIDTH / picture.shape[1])
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    marks = np.asarray(ink(even(np.asarray(small, np.uint8))), np.uint8) * np.uint8(255)
    if not marks.any():
        return 0.0
    best = 0.0
    for step, reach in ((0.25, MOST_DEGREES), (0.05, 0.2), (0.01, 0.04)):
        angles = np.arange(best - reach, best + reach + step / 2, step)
        scores = [_jaggedness(_turned(marks, float(angle), cv2.INTER_LINEAR, 0)) for angle in angles]
        best = float(angles[int(np.argmax(scores))])
    return best


def _jaggedness(marks: Grey) -> float:
    rows = marks.sum(axis=1, dtype=np.float64)
    return float(np.square(np.diff(rows)).sum())


def _turned(picture: Grey, angle: float, interpolation: int, background: int) -> Grey:
    height, width = picture.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    turned = cv2.warpAffine(
        picture, turn, (width, height), flags=interpolation, borderMode=cv2.BORDER_CONSTANT, borderValue=(background,)
    )
    return np.asarray(turned, np.uint8)
