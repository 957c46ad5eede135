"""The rules of tables on a scanned page, found in its image."""

import math
from typing import Any

from zhiheng.core.reading.formats.ruling import Stroke

_LENGTH = 0.35  # inches; longer than any stroke of a character, shorter than a column
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
    long, thick, found = max(int(dpi * _LENGTH), 20), dpi * _THICK, []
    for shape, bridge in (((long, 1), (9, 3)), ((1, long), (3, 9))):
        lines = cv2.morphologyEx(dark, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, shape))
        lines = cv2.dilate(lines, cv2.getStructuringElement(cv2.MORPH_RECT, bridge))  # a rule that is not quite straight
        contours, _ = cv2.findContours(lines, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
        for contour in contours:
            left, top, width, height = cv2.boundingRect(contour)
            if min(width, height) <= thick:
                found.append(_in_points(left, top, width, height, 72 / dpi))
    return found


def _in_points(left: int, top: int, width: int, height: int, scale: float) -> Stroke:
    """The middle line of a stroke, whatever its thickness."""
    if width > height:
        middle = top + height / 2
        return left * scale, middle * scale, (left + width) * scale, middle * scale
    middle = left + width / 2
    return middle * scale, top * scale, middle * scale, (top + height) * scale
