"""Pages recognised from an image: lines of text and ruled tables, with their places and how sure each is.

The models lie inside the rapidocr wheel; nothing is fetched. One engine a process, loaded when first needed.
"""

import logging
import re
import threading
from collections.abc import Sequence
from functools import cache
from typing import Any

from msgspec import Struct, structs

from zhiheng.core.reading.formats.drafting import Box
from zhiheng.core.reading.formats.glyphs import Glyph
from zhiheng.core.reading.formats.gridding import tabled
from zhiheng.core.reading.formats.inking import Found, Ink
from zhiheng.core.reading.formats.page import Grid, Line, Page
from zhiheng.core.reading.formats.scanned_rules import strokes_on
from zhiheng.core.reading.formats.seals import Redness
from zhiheng.core.reading.formats.upright import Corners, Upright

DPI = 170
LONG_SIDE = 3200  # pixels of the longer side at most: A3 at 190 dpi
_YEAR = re.compile(r"[〔\[［【{(（「](\d{4})[〕\]］】})）」](?=第?\d{1,5}号)")
_FAINT = 0.5  # below this the engine itself calls it no text
_ONE_AT_A_TIME = threading.Lock()


class Seen(Struct, frozen=True):
    """A line as the engine gives it; `places` are those of its characters but spaces."""

    line: Line
    places: tuple[Corners, ...]


def page_on(image: Any, number: int, dpi: float = DPI) -> Page:
    """The page on an RGB image, also of one that lies on its side or head.

    Unit: boxes as shares of the image as it is seen; confidence 0–1 (see `confidence`).
    """
    seen, upright = _seen(image)
    if upright.quarter:  # a second look at the page set upright finds what is hard to see from the side
        image = image.rotate(90 * upright.quarter, expand=True)
        seen, upright = _seen(image, before=upright.quarter)
    seen = _without_seals(image, seen, upright)
    if len(seen) <= 3:
        return Page(number=number, lines=tuple(held.line for held in seen))
    scale = 72 / dpi
    width, height = (side * scale for side in upright.size)

    def share(box: Box) -> Box:
        return box[0] / width, box[1] / height, box[2] / width, box[3] / height

    runs = [_run(held, upright, scale) for held in seen]
    grids, rest, _ = tabled(strokes_on(image, upright.slant, dpi), runs, share)
    outside = {id(glyph) for part in rest for glyph in part}
    lines = [held.line for held, run in zip(seen, runs, strict=True) if all(id(glyph) in outside for glyph in run)]
    return Page(number=number, lines=tuple(lines), grids=tuple(_with_lines(grid, seen) for grid in grids))


def _without_seals(image: Any, seen: list[Seen], upright: Upright) -> list[Seen]:
    """Where a red seal lies on the page, its lines as the page without red shows them, and the red letterhead."""
    redness = Redness(image)
    if not redness.is_sealed or upright.before:
        return seen
    below = [structs.replace(held, line=redness.doubted(held.line)) for held in _seen(redness.removed())[0]]
    return [held for held in seen if redness.is_letterhead(held.line)] + below


def _seen(image: Any, before: int = 0) -> tuple[list[Seen], Upright]:
    import numpy

    with _ONE_AT_A_TIME:
        engine = _engine()
        found = engine(numpy.asarray(image)[:, :, ::-1])  # the engine takes blue first
        turned = engine.turned
    if found.txts is None:
        return [], Upright(image.size, 0, 0.0)
    corners = [_corners(box) for box in found.boxes]
    upright = Upright.of(image.size, corners, found.txts, turned, before)
    spelled = found.word_results if len(found.word_results) == len(found.txts) else ((),) * len(found.txts)
    ink = Ink(image)
    return [
        Seen(
            Line(
                text=with_year_brackets(part.text),
                box=upright.box(part.corners),
                shown=upright.shown(part.corners),
                confidence=confidence(part.text, part.score, [score for score, _ in part.chars]),
            ),
            tuple(place for _, place in part.chars),
        )
        for text, score, box, chars in zip(found.txts, found.scores, corners, spelled, strict=True)
        if text.strip()
        for part in ink.parted(
            Found(text, float(score), box, tuple((float(char[1]), _corners(char[2])) for char in chars))
        )
    ], upright


def _corners(box: Any) -> Corners:
    return tuple((float(x), float(y)) for x, y in box)


def _run(held: Seen, upright: Upright, scale: float) -> list[Glyph]:
    """A line's characters in points on the straightened page; in one piece where their places are not known."""
    width, height = (side * scale for side in upright.size)

    def glyph(text: str, box: Box) -> Glyph:
        return Glyph(text, box[0] * width, box[1] * height, box[2] * width, box[3] * height)

    text = held.line.text
    if len(held.places) != len("".join(text.split())):
        return [glyph(text, held.line.box)]
    places = iter(sorted(upright.box(corners) for corners in held.places))
    run: list[Glyph] = []
    end = held.line.box
    for char in text:
        end = (end[2], end[1], end[2], end[3]) if char.isspace() else next(places)
        run.append(glyph(char, end))
    return run


def _with_lines(grid: Grid, seen: Sequence[Seen]) -> Grid:
    """Cells with the place and the confidence of the lines in them."""
    cells = []
    for cell in grid.cells:
        lines = [held.line for held in seen if cell.text and _overlap(held.line.box, cell.box)]
        boxes = [line.shown for line in lines if line.shown is not None]
        sure = min((line.confidence for line in lines if line.confidence is not None), default=None)
        box = cell.box if not boxes else _around(boxes)
        cells.append(structs.replace(cell, box=box, confidence=sure))
    return structs.replace(grid, cells=tuple(cells))


def _overlap(line: Box, cell: Box) -> bool:
    across = min(line[2], cell[2]) - max(line[0], cell[0])
    middle = (line[1] + line[3]) / 2
    return across > 0.3 * min(line[2] - line[0], cell[2] - cell[0]) and cell[1] <= middle <= cell[3]


def _around(boxes: Sequence[Box]) -> Box:
    return (
        min(box[0] for box in boxes), min(box[1] for box in boxes),
        max(box[2] for box in boxes), max(box[3] for box in boxes),
    )  # fmt: skip


def with_year_brackets(text: str) -> str:
    """A line with the brackets of a document number as they are always printed, 〔2025〕27号.

    The engine takes either of them for its kin; no other sign stands there. The length stays.
    """
    return _YEAR.sub(r"〔\1〕", text)


def confidence(text: str, mean: float, known: Sequence[float]) -> float:
    """How sure the words of a line are, or its least sure figure, if that is less.

    A line's mean hides one doubtful digit among thirty sure characters, so figures count by themselves; and
    whether a comma is a wide or a narrow one, which the engine is never sure of, counts for nothing.
    `known` are the scores of the first characters; the engine loses as many at the end as the line has spaces.
    """
    lost = len(text) - len(known)
    rest = (mean * len(text) - sum(known)) / lost if lost > 0 else 0.0
    scores = [*known, *[min(max(rest, 0.0), 1.0)] * lost][: len(text)]
    words = [score for char, score in zip(text, scores, strict=True) if char.isalnum()]
    figures = [score for place, score in enumerate(scores) if _is_figure(text, place)]
    return round(min([sum(words) / len(words) if words else mean, *figures]), 4)


def _is_figure(text: str, place: int) -> bool:
    if text[place].isdigit() or text[place] in "%％‰":
        return True
    return text[place] in ".．" and text[place - 1 : place].isdigit() and text[place + 1 : place + 2].isdigit()


@cache
def _engine() -> Any:
    logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
    from rapidocr import RapidOCR

    class Engine(RapidOCR):
        """Also tells what share of the lines its classifier had to turn round."""

        turned = 0.0

        def cls_and_rotate(self, img: Any) -> Any:
            images, classes = super().cls_and_rotate(img)
            labels = [label == "180" and score > 0.9 for label, score in classes.cls_res or ()]
            self.turned = sum(labels) / len(labels) if labels else 0.0
            return images, classes

    return Engine(
        params={
            "Global.log_level": "critical",
            "Global.max_side_len": LONG_SIDE,
            "Global.text_score": _FAINT,
            "Global.return_word_box": True,
            "Global.return_single_char_box": True,
        }
    )
