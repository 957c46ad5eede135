"""Blanks inside sentences, and characters that print nothing."""

import re

from zhiheng.core.reading.aligned import Aligned
from zhiheng.core.reading.characters import WIDE

BLANK = re.compile(
    rf"[ \u3000\xa0](?:(?<=[{WIDE}].)[ \u3000\xa0]*(?=[{WIDE}\w.%（(）)])|(?<=[\w.%）)].)[ \u3000\xa0]*(?=[{WIDE}])"
    r"|(?<=\d[ \xa0])[ \xa0]*(?=%))"
)
ARTICLE = re.compile(r"[ 　]*第[一二三四五六七八九十百零〇\d]{1,5}[章节条部分篇编]{1,2}")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\u200b-\u200f\u2028\u2029\ue000-\uf8ff\ufffe\uffff]+")


SHORT = 60
"""Characters of a line on which a blank may part two names."""


def closed_up(body: Aligned) -> Aligned:
    """The text without control characters and blanks inside a sentence.

    Blanks between words of Latin stay, and tabs, which part the cells of a table.
    """
    text = body.text
    cuts = [
        match.span()
        for match in BLANK.finditer(text)
        if "\t" not in match[0] and not _parts_names(text, *match.span())  # a tab parts the cells of a table
    ]
    cuts += [match.span() for match in CONTROL.finditer(text)]
    return body.without(_merged(sorted(cuts)))


def _parts_names(text: str, start: int, end: int) -> bool:
    """Whether a blank stands between two names or headings on a short line, as in a title's two issuers."""
    near = max(0, start - SHORT - 1)
    first = text.rfind("\n", near, start) + 1 or near
    last = text.find("\n", end, end + SHORT + 1)
    line = text[first : last if last >= 0 else end + SHORT + 1]
    if ARTICLE.fullmatch(text, first, start):
        return True
    if len(line) > SHORT or re.search(r"[。；，,;]", line):
        return False
    return not re.search(r"\d", text[start - 1] + text[end : end + 1])


def _merged(cuts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in cuts:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
