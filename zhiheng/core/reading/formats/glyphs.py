"""The characters of a PDF page and where each stands."""

import ctypes
import math
import re
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any

import pypdfium2.raw as pdfium
from msgspec import Struct

from zhiheng.core.reading.formats.drafting import clean
from zhiheng.core.reading.formats.page import WIDE_GAP, Line

_WIDE_FROM = "\u2e80"
_TYPESET = {True: 1.2, False: 0.15}  # characters; a narrower gap, guessed a space or not, is only a wide setting
_MARKS = frozenset("0123456789[]［］〔〕①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳*＊")  # of which calls of notes are made
_RAISED, _SMALL = 0.12, 0.8  # of the height of the line: how far a mark is raised, and how tall at most
_TURNED_NUMBER = re.compile(r"\s*[-–—―]\s*\d{1,4}\s*[-–—―]\s*")  # a page number along the edge of a turned page
_BESIDE_LATIN = 0.6  # likewise where a figure or a Latin word meets a full-width character


class Glyph(Struct, frozen=True):
    """One character, in points from the top left of the page as it is shown."""

    char: str
    left: float
    top: float
    right: float
    bottom: float
    guessed: bool = False  # a space that the library put into a gap

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


class Sheet:
    """How a page's own coordinates become points from the top left of what is shown."""

    def __init__(self, page: Any) -> None:
        self._left, bottom, right, self._top = page.get_bbox()
        self._across, self._down = right - self._left, self._top - bottom
        self._turn = page.get_rotation() % 360
        self.width, self.height = page.get_size()
        self.turn = math.radians(self._turn)

    def shown(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page's own as points from the top left of what is shown."""
        u, v = x - self._left, self._top - y
        match self._turn:
            case 90:
                return self._down - v, u
            case 180:
                return self._across - u, self._down - v
            case 270:
                return v, self._across - u
            case _:
                return u, v

    def rectangle(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """The rectangle of two opposite corners as (left, top, right, bottom) of what is shown."""
        (a, b), (c, d) = self.shown(x0, y0), self.shown(x1, y1)
        return min(a, c), min(b, d), max(a, c), max(b, d)

    def share(self, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        """A box in points as shares of the page, kept inside it."""
        left, top, right, bottom = box
        return (
            _within(left / self.width), _within(top / self.height),
            _within(right / self.width), _within(bottom / self.height),
        )  # fmt: skip


def _within(share: float) -> float:
    return round(min(max(share, 0.0), 1.0), 5)


def glyph_runs(textpage: Any, sheet: Sheet) -> tuple[list[list[Glyph]], str]:
    """Runs of characters as they were drawn, a run a printed line; and slanted text (watermarks), apart."""
    runs: list[list[Glyph]] = [[]]
    slanted: list[str] = []
    turned: list[Glyph] = []
    box = pdfium.FS_RECTF()
    for index in range(textpage.count_chars()):
        char = chr(pdfium.FPDFText_GetUnicode(textpage, index))
        if char in "\r\n":
            runs.append([])
            continue
        if not pdfium.FPDFText_GetLooseCharBox(textpage, index, ctypes.byref(box)):
            continue
        angle = pdfium.FPDFText_GetCharAngle(textpage, index)
        if _is_slanted(angle):
            slanted.append(char)
            continue
        guessed = pdfium.FPDFText_IsGenerated(textpage, index) == 1
        glyph = Glyph(char, *sheet.rectangle(box.left, box.bottom, box.right, box.top), guessed)
        if runs[-1] and not char.isspace() and _leaves_line(runs[-1], glyph):
            runs.append([])
        runs[-1].append(glyph)
        if _is_turned(angle):
            turned.append(glyph)
    if _TURNED_NUMBER.fullmatch("".join(glyph.char for glyph in turned)):  # of a wide table's page, which lies among upright ones
        runs = [[glyph for glyph in run if not any(glyph is one for one in turned)] for run in runs]
    return [run for run in runs if any(not glyph.char.isspace() for glyph in run)], "".join(slanted)


def _is_slanted(angle: float) -> bool:
    quarter = math.pi / 2
    off = angle % quarter
    return angle >= 0 and min(off, quarter - off) > 0.05


def _is_turned(angle: float) -> bool:
    return angle >= 0 and abs(angle % math.pi - math.pi / 2) < 0.05


def _leaves_line(run: Sequence[Glyph], glyph: Glyph) -> bool:
    last = next((held for held in reversed(run) if not held.char.isspace()), None)
    if last is None:
        return False
    return abs(glyph.middle[1] - last.middle[1]) > 0.7 * max(last.bottom - last.top, glyph.bottom - glyph.top)


def lines_of(runs: Sequence[Sequence[Glyph]], sheet: Sheet) -> Iterator[Line]:
    """Lines with their boxes as shares of the page; what stands well apart is a line of its own."""
    for run in (part for whole in runs for part in apart(_without_marks(whole))):
        solid = [glyph for glyph in run if not glyph.char.isspace()]
        text = clean(text_of(run)).strip()
        if text and solid:
            yield Line(text=text, box=sheet.share(bounds(solid)))


def _without_marks(run: Sequence[Glyph]) -> list[Glyph]:
    """A run without the raised small marks that call notes; a raised figure behind a letter or figure is a power."""
    solid = [glyph for glyph in run if not glyph.char.isspace()]
    if len(solid) < 3:
        return list(run)
    height = median(glyph.bottom - glyph.top for glyph in solid)
    foot = median(glyph.bottom for glyph in solid)
    kept: list[Glyph] = []
    before = ""
    dropped = False
    for glyph in run:
        raised = glyph.bottom < foot - _RAISED * height and glyph.bottom - glyph.top < _SMALL * height
        mark = glyph.char in _MARKS and raised and (dropped or before >= _WIDE_FROM or before in ("%", "”"))
        if not mark:
            kept.append(glyph)
        if not glyph.char.isspace():
            before, dropped = glyph.char, mark
    return kept


def apart(run: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """A run parted where it leaves more room than a character and a bit: columns and cells may stand there."""
    part: list[Glyph] = []
    last: Glyph | None = None
    for glyph in run:
        if not glyph.char.isspace():
            if last is not None and glyph.left - last.right > WIDE_GAP * (glyph.bottom - glyph.top):
                yield part
                part = []
            last = glyph
        part.append(glyph)
    yield part


def text_of(run: Sequence[Glyph]) -> str:
    """The characters of a run, without the spaces that a wide setting puts between full-width ones."""
    written: list[str] = []
    for place, glyph in enumerate(run):
        if glyph.char.isspace() and _is_typesetting(run, place):
            continue
        written.append(" " if glyph.char.isspace() else glyph.char)
    # Characters beyond the first plane arrive as two halves.
    return "".join(written).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _is_typesetting(run: Sequence[Glyph], place: int) -> bool:
    before = next((glyph for glyph in reversed(run[:place]) if not glyph.char.isspace()), None)
    after = next((glyph for glyph in run[place + 1 :] if not glyph.char.isspace()), None)
    if before is None or after is None or max(before.char, after.char) < _WIDE_FROM:
        return False
    wide = max(glyph.right - glyph.left for glyph in (before, after) if glyph.char >= _WIDE_FROM)
    both = min(before.char, after.char) >= _WIDE_FROM
    return after.left - before.right < wide * (_TYPESET[run[place].guessed] if both else _BESIDE_LATIN)


def bounds(glyphs: Sequence[Glyph]) -> tuple[float, float, float, float]:
    """The rectangle around these characters, in points."""
    return (
        min(glyph.left for glyph in glyphs), min(glyph.top for glyph in glyphs),
        max(glyph.right for glyph in glyphs), max(glyph.bottom for glyph in glyphs),
    )  # fmt: skip
