"""The strokes drawn on a PDF page: the rules of its tables among them."""

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from zhiheng.core.reading.formats.glyphs import Sheet
from zhiheng.core.reading.formats.ruling import MOST_STROKES, Stroke

_SEGMENTS = 40_000


def strokes_of(page: Any, sheet: Sheet) -> list[Stroke]:
    """Straight strokes and the outlines of filled boxes, in points from the top left; none on a page of drawings."""
    found: list[Stroke] = []
    budget = _SEGMENTS
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=4):
        budget -= max(pdfium.FPDFPath_CountSegments(item), 0) + 1
        if budget < 0 or len(found) > MOST_STROKES:
            return []
        found.extend(_of_path(item, sheet))
    return found


def _of_path(item: Any, sheet: Sheet) -> Iterator[Stroke]:
    corners = [sheet.shown(*_placed(item, x, y)) for x, y in _points(item)]
    if len(corners) >= 4:
        left, right = min(x for x, _ in corners), max(x for x, _ in corners)
        top, bottom = min(y for _, y in corners), max(y for _, y in corners)
        if min(right - left, bottom - top) < 2.5:  # a rule drawn as a thin filled box
            yield left, top, right, bottom
            return
    for (a, b), (c, d) in pairwise(corners):
        if abs(a - c) < 0.5 or abs(b - d) < 0.5:
            yield min(a, c), min(b, d), max(a, c), max(b, d)


def _points(item: Any) -> list[tuple[float, float]]:
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    start: tuple[float, float] | None = None
    for index in range(max(pdfium.FPDFPath_CountSegments(item), 0)):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        if not pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y)):
            continue
        point = (x.value, y.value)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
            start = point
        points.append(point)
        if pdfium.FPDFPathSegment_GetClose(segment) and start is not None:
            points.append(start)
    return points


def _placed(item: Any, x: float, y: float) -> tuple[float, float]:
    """A point of an object on its page, through the forms it is nested in."""
    while item is not None:
        x, y = item.get_matrix().on_point(x, y)
        item = item.container
    return x, y
