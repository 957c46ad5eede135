"""The characters of a PDF page by another library, for pages on which the first one loses some.

Where a font is neither embedded nor on this machine, the first library takes a text object of one
character to have no width, and leaves it out; some producers place every character by itself.
"""

import io
import logging
from typing import Any

import pdfplumber
import pypdfium2.raw as pdfium

from zhiheng.core.reading.formats.glyphs import Glyph

_log = logging.getLogger(__name__)


def is_wanted(page: Any, runs: list[list[Glyph]]) -> bool:
    """Whether the page holds more text objects than characters were found."""
    found = sum(len(run) for run in runs)
    objects = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=4)
    return any(place > found + 1 for place, _ in enumerate(objects))


def glyph_runs(data: bytes, number: int) -> list[list[Glyph]]:
    """Runs of upright characters of the page `number`, from 1; none where this library fails on the file."""
    try:
        with pdfplumber.open(io.BytesIO(data), pages=[number]) as document:
            chars = document.pages[0].chars
    except Exception:  # its failures on odd files are of many kinds, and the page can still be recognised
        _log.warning("second opinion on page %d failed", number, exc_info=True)
        return []
    runs: list[list[Glyph]] = []
    for char in chars:
        if not char.get("upright", True) or not str(char["text"]).strip("\x00"):
            continue
        for text in str(char["text"]):
            glyph = Glyph(text, char["x0"], char["top"], char["x1"], char["bottom"])
            if runs and _goes_on(runs[-1][-1], glyph):
                runs[-1].append(glyph)
            else:
                runs.append([glyph])
    return runs


def _goes_on(before: Glyph, glyph: Glyph) -> bool:
    height = max(before.bottom - before.top, 1.0)
    level = abs(before.middle[1] - glyph.middle[1]) < 0.4 * height
    return level and -0.5 * height < glyph.left - before.right < 1.2 * height
