"""Half-width punctuation between Chinese to full width; numbers, times, ratios and codes as they are."""

import re

from zhiheng.core.reading.aligned import Aligned, Edit
from zhiheng.core.reading.characters import HAN

WIDE = str.maketrans(",;:?!()", "，；：？！（）")
CHINESE = HAN + "、。《》〈〉【】〔〕「」“”‘’（），；：？！…—"
MARK = re.compile(
    rf"(?<=[{CHINESE}%℃°)\]])[,;:?!]|[,;:?!](?=[{CHINESE}])|(?<=\d),(?=\d{{4}})(?!\d{{4}}-)"
)
BRACKETS = re.compile(r"[(（)）]")
EVIDENCE = "half-width between Chinese"
RULE = "width"


def widened(body: Aligned) -> Aligned:
    """The text with full-width marks and brackets where Chinese stands beside or within them."""
    text = body.text
    places = [match.start() for match in MARK.finditer(text)]
    places += _brackets(text)
    places.sort()
    return body.edited([Edit(at, at + 1, text[at].translate(WIDE), RULE, EVIDENCE) for at in places])


def _brackets(text: str) -> list[int]:
    """Half-width brackets to widen: with Chinese inside or just outside; both of a pair or neither."""
    places: list[int] = []
    opened: list[int] = []
    for match in BRACKETS.finditer(text):
        at = match.start()
        if match[0] in "(（":
            if opened and "\n" in text[opened[-1] : at]:
                opened.clear()
            opened.append(at)
        elif opened:
            start = opened.pop()
            if "\n" not in text[start:at] and _is_chinese(text, start, at):
                places += [place for place in (start, at) if text[place] in "()"]
        elif match[0] == ")" and at and _HAN.match(text[at - 1]):
            places.append(at)
    return places


def _is_chinese(text: str, start: int, end: int) -> bool:
    around = text[start - 1 : start] + text[end + 1 : end + 2]
    return bool(_HAN.search(text, start + 1, end) or _HAN.search(around))


_HAN = re.compile(f"[{HAN}“”]")
