"""The rules of tables on a scanned page, found in its image."""

import math
from typing import Any

from zhiheng.core.reading.formats.ruling import Stroke

Bounds = tuple[int, int, int, int]  # left, top, width and height in pixels

_LENGTH = 0.35  # inches; longer than any stroke of a character, shorter than a column
_SHORT = 0.13  # inches; an upright stroke of this length is a rule, too, where it ends at rules above and below
_LEANS = 0.008  # of its length, by which a rule may lean on a page set straight
_BRIDGE = 9  # pixels by which strokes are made longer, so that a rule that is not quite straight stays one
_THICK = 0.06  # inches; thicker, and it is a bar or a picture


def strokes_on(image: Any, slant: float, dpi: float) -> list[Stroke]:
    """Straight dark strokes of an image that slants by `slant` radians, on the image set straight, in points."""
    import cv2
    import numpy

    gray = numpy.asarray(image.convert("L"))
    if slant:
        height, width = gray.shape
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), math.degrees(slant), 1.0)
        gray = cv2.warpAffine(gray, turn, (width, height), borderValue=255)
    dark = cv2.adaptiveThreshold(
        gray, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 12
    )
    long, short, thick = max(int(dpi * _LENGTH), 20), max(int(dpi * _SHORT), 12), dpi * _THICK
    level = _straight(dark, (long, 1), (_BRIDGE, 3), thick)
    upright = [
        box
        for box in _straight(dark, (1, short), (3, _BRIDGE), thick)
        if (box[3] >= long or _hangs(level, box))
    ]
    return [_in_points(*box, 72 / dpi) for box in level + upright]


def _straight(dark: Any, shape: tuple[int, int], bridge: tuple[int, int], thick: float) -> list[Bounds]:
    """Dark stretches at least as long as `shape`, also of a rule that is not quite straight."""
    import cv2

    lines = cv2.morphologyEx(dark, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, shape))
    lines = cv2.dilate(lines, cv2.getStructuringElement(cv2.MORPH_RECT, bridge))
    contours, _ = cv2.findContours(lines, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    found = []
    for contour in contours:
        left, top, width, height = cv2.boundingRect(contour)
        length, breadth = max(width, height), min(width, height)
        if breadth <= thick + _LEANS * length and cv2.contourArea(contour) <= thick * length:
            found.append((left, top, width, height))
    return found


def _hangs(level: list[Bounds], box: Bounds) -> bool:
    """Whether an upright stroke reaches from a level rule to another one, as the side of a low cell does."""
    x, first, last = box[0] + box[2] // 2, box[1], box[1] + box[3]
    over = [
        (top, top + height) for left, top, width, height in level if left <= x <= left + width and height <= 2 * _BRIDGE
    ]
    above = any(top - _BRIDGE <= first <= bottom for top, bottom in over)
    return above and any(top <= last <= bottom + _BRIDGE for top, bottom in over)


def _in_points(left: int, top: int, width: int, height: int, scale: float) -> Stroke:
    """The middle line of a stroke, whatever its thickness."""
    if width > height:
        middle = top + height / 2
        return left * scale, middle * scale, (left + width) * scale, middle * scale
    middle = left + width / 2
    return middle * scale, top * scale, middle * scale, (top + height) * scale
