"""Hard line wraps and page numbers of a printed page."""

import re
from collections import Counter
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from zhiheng.core.reading.aligned import Aligned, Edit
from zhiheng.core.reading.characters import HAN
from zhiheng.core.reading.lines import Line, is_date, is_numbered, lines_of
from zhiheng.core.values.lexicons import Lexicons

PAGE_LINE = re.compile(r"[—\-–－·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/，,共]\s*(?:共\s*)?\d{1,4}\s*页?)?[—\-–－·\s]*")
GLUED = re.compile(rf"(\d{{1,3}})(?=[{HAN}“《])")
TAKES_A_NUMBER = tuple("第约近达到共至为超过满逾增计有前后别—-（(")
ENDED = "。！？；：!?;:"
LEAST = 5
"""Lines that must break inside a sentence before a text counts as wrapped."""

SHORTEST = 15
SPREAD = 8
LONGEST = 60
"""Characters of a printed line; longer lines are paragraphs."""


class _Piece(NamedTuple):
    """What a line brings to its paragraph: the line, and where its own text starts behind a page number."""

    line: Line
    start: int
    text: str
    after_page: bool


def unwrapped(body: Aligned, lexicons: Lexicons) -> Aligned:
    """Paragraphs in one line each, where lines break at the width of a page; page numbers taken out.

    A number glued to a line's beginning goes as a repair, so that a reader sees it went.
    """
    lines = lines_of(body.text)
    width = page_width(lines)
    if width is None:
        return body
    glued = _glued_numbers(lines, width, lexicons)
    body = body.edited(
        [Edit(line.start, line.start + size, "", "page_number", "a page's number before its first line", 0.99)
         for line, size in glued]
    )  # fmt: skip
    shifted = {line.number for line, _ in glued}
    pieces = _pieces(lines_of(body.text), shifted)
    cuts = []
    for before, piece in pairwise(pieces):
        joined = _continues(before, piece, width)
        end = piece.start
        start = before.line.end if joined else body.text.index("\n", before.line.end) + 1
        cuts.append((start, end))
    return body.without(cuts)


def page_width(lines: list[Line]) -> int | None:
    """The length at which most lines break inside a sentence; None where lines are paragraphs."""
    inner = [line for line in lines[:-1] if len(line.text) >= 12 and line.text[-1] not in ENDED and "\t" not in line.text]
    if len(inner) < LEAST or len(inner) < 0.4 * len(lines):
        return None
    sizes = Counter(len(line.text) for line in inner)
    middle = max(sizes, key=lambda size: (_near(sizes, size), size))
    if not SHORTEST <= middle <= LONGEST or _near(sizes, middle) < 0.5 * len(inner):
        return None
    if sum(len(line.text) > middle + SPREAD for line in lines) > 0.1 * len(lines):
        return None
    return middle


def _near(sizes: Counter[int], size: int) -> int:
    return sum(sizes[size + k] for k in range(-3, 4))


def _pieces(lines: list[Line], shifted: set[int]) -> list[_Piece]:
    pieces: list[_Piece] = []
    after_page = False
    for line in lines:
        if PAGE_LINE.fullmatch(line.text):
            after_page = True
            continue
        pieces.append(_Piece(line, line.start, line.text, after_page or line.number in shifted))
        after_page = False
    return pieces


def _continues(before: _Piece, piece: _Piece, width: int) -> bool:
    """Whether a line goes on with the sentence of the one before it."""
    last = before.text[-1]
    gap = piece.line.number - before.line.number - 1
    if is_date(piece.text) or is_date(before.text) or gap > 3:
        return False
    if "\t" in before.text or "\t" in piece.text:  # rows of a table
        return False
    if gap and not piece.after_page:
        return False
    if is_numbered(piece.text) and (last in ENDED or gap):
        return False
    return last not in ENDED and len(before.text) >= width - 4


def _glued_numbers(lines: list[Line], width: int, lexicons: Lexicons) -> list[tuple[Line, int]]:
    """Lines whose sentence goes on from a full line before, but for a number that counts nothing there."""
    found = []
    for before, line in pairwise(lines):
        number = GLUED.match(line.text)
        full = len(before.text) >= width - 4 and before.text[-1] not in ENDED
        if not number or not full or is_numbered(line.text):
            continue
        counts = _units(lexicons).match(line.text, number.end()) or before.text.endswith(TAKES_A_NUMBER)
        if not counts and not re.search(r"\d$", before.text):
            found.append((line, number.end()))
    return found


@cache
def _units(lexicons: Lexicons) -> re.Pattern[str]:
    words = {row.word for row in lexicons.units} | set("年月日号时分点岁级类条款项章节届次期批度余多万亿千百十")
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))
