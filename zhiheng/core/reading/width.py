"""Half-width punctuation between Chinese to full width; numbers, times, ratios and codes as they are."""

import re
from typing import NamedTuple

from zhiheng.core.reading.aligned import Aligned
from zhiheng.core.reading.characters import HAN

WIDE = dict(zip(",;:?!()", "，；：？！（）", strict=True))
CHINESE = HAN + "、。《》〈〉【】〔〕「」“”‘’（），；：？！…—"
MARK = re.compile(rf"[,;:?!](?:(?<=[{CHINESE}%℃°)\]].)|(?=[{CHINESE}])|(?<=\d,)(?=\d{{4}})(?!\d{{4}}-))")
HALF = re.compile("[()]")
BRACKETS = re.compile(r"[(（)）\n]")
CHINESE_INSIDE = re.compile(f"[{HAN}“”]")
EVIDENCE = "half-width between Chinese"
RULE = "width"


def widened(body: Aligned) -> Aligned:
    """The text with full-width marks and brackets where Chinese stands beside or within them."""
    text = body.text
    places = [match.start() for match in MARK.finditer(text)]
    if HALF.search(text):
        places = sorted(places + _brackets(text))
    if not places:
        return body
    characters = list(text)
    for at in places:
        characters[at] = WIDE[text[at]]
    return body.overwritten("".join(characters), [(at, at + 1) for at in places], RULE, EVIDENCE)


class _Opened(NamedTuple):
    at: int
    line: int
    chinese: int  # where the next Chinese character stands


def _brackets(text: str) -> list[int]:
    """Half-width brackets to widen: with Chinese inside or just outside; both of a pair or neither."""
    places: list[int] = []
    opened: list[_Opened] = []
    line, chinese = 0, -1
    for match in BRACKETS.finditer(text):
        at, mark = match.start(), match[0]
        if mark == "\n":
            line += 1
        elif mark in "(（":
            if opened and opened[-1].line != line:
                opened.clear()
            if chinese <= at:
                found = CHINESE_INSIDE.search(text, at + 1)
                chinese = found.start() if found else len(text)
            opened.append(_Opened(at, line, chinese))
        elif opened:
            start = opened.pop()
            if start.line == line and (start.chinese < at or _beside(text, start.at, at)):
                places += [place for place in (start.at, at) if text[place] in "()"]
        elif mark == ")" and at and CHINESE_INSIDE.match(text[at - 1]):
            places.append(at)
    return places


def _beside(text: str, start: int, end: int) -> bool:
    """Whether Chinese stands just before `start` or just behind `end`."""
    return bool(CHINESE_INSIDE.search(text[start - 1 : start] + text[end + 1 : end + 2]))
