"""Lines of text recognised in an image, with their places and how sure each is.

The models lie inside the rapidocr wheel; nothing is fetched. One engine a process, loaded when first needed.
"""

import logging
import re
import threading
from collections.abc import Sequence
from functools import cache
from typing import Any

from zhiheng.core.reading.formats.page import Line
from zhiheng.core.reading.formats.upright import Corners, Upright

DPI = 170
LONG_SIDE = 3200  # pixels of the longer side at most: A3 at 190 dpi
_YEAR = re.compile(r"[〔\[［【{(（「](\d{4})[〕\]］】})）」](?=第?\d{1,5}号)")
_FAINT = 0.5  # below this the engine itself calls it no text
_ONE_AT_A_TIME = threading.Lock()


def lines_on(image: Any) -> list[Line]:
    """The lines of text on an RGB image, in no particular order, also of one that lies on its side or head.

    Unit: boxes as shares of the image; confidence 0–1 (see `confidence`).
    """
    import numpy

    with _ONE_AT_A_TIME:
        engine = _engine()
        found = engine(numpy.asarray(image)[:, :, ::-1])  # the engine takes blue first
        turned = engine.turned
    if found.txts is None:
        return []
    corners: list[Corners] = [tuple((float(x), float(y)) for x, y in box) for box in found.boxes]
    upright = Upright.of(image.size, corners, found.txts, turned)
    spelled = found.word_results if len(found.word_results) == len(found.txts) else ((),) * len(found.txts)
    return [
        Line(
            text=with_year_brackets(text),
            box=upright.box(box),
            shown=upright.shown(box),
            confidence=confidence(text, float(score), [float(char[1]) for char in chars]),
        )
        for text, score, box, chars in zip(found.txts, found.scores, corners, spelled, strict=True)
        if text.strip()
    ]


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
