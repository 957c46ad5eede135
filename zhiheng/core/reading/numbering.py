"""Numbers that begin headings: their styles, their values, and which of them stand in order."""

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from zhiheng.core.reading.characters import HAN, NUMERALS

STYLES: dict[str, str] = {
    "part": rf"第[{NUMERALS}\d]{{1,4}}(?:部分|编|篇)",
    "chapter": rf"第[{NUMERALS}\d]{{1,4}}章",
    "section": rf"第[{NUMERALS}\d]{{1,4}}节",
    "article": rf"第[{NUMERALS}\d]{{1,4}}条",
    "han": rf"[{NUMERALS}]{{1,3}}(?:[、．.](?![{NUMERALS}]{{1,3}}[、，,])|(?=“))",
    "han_bracket": rf"[（(][{NUMERALS}]{{1,3}}[）)][、．.]?",
    "dotted": r"\d{1,2}(?:\.\d{1,2}){1,3}(?=[ 　]|[一-鿿])(?!\s*(?:万|亿|个百分点|个|%|％|倍|元|吨|米))",
    "digit": r"\d{1,2}(?:[、．](?!\d)|\.(?![\d ]*\d)|[、．.](?=(?:19|20)\d\d年))",
    "digit_bracket": r"[（(]\d{1,2}[）)]|\d{1,2}[）)](?![，。；、])",
    "circled": "[①-⑳]",
}
"""Styles from the highest to the lowest."""

NUMBER = re.compile(
    r"(?:(?P<line>^)[ 　]*|(?<=[。；：！？”）…:;]))(?:"
    + "|".join(f"(?P<{name}>{form})" for name, form in STYLES.items())
    + r")[ 　]*",
    re.MULTILINE,
)

BEFORE = re.compile(rf"[\n。；：！？”）…:;](?=[ 　]*[{NUMERALS}\d第（(①-⑳])")
"""What stands before a number, where one can follow."""

INLINE = {"han", "han_bracket", "digit", "chapter", "article"}
"""Styles that may begin a heading in running text."""

_DIGIT = {c: k for k, c in enumerate("〇一二三四五六七八九")} | {"零": 0}
_STEP = {"十": 10, "百": 100, "千": 1000}
_VALUE = re.compile(rf"[{NUMERALS}]+|\d+")


class Mark(NamedTuple):
    """One heading number: its style, its value, where it stands, and whether it begins a line."""

    style: str
    value: int
    start: int
    end: int  # where the heading's words begin
    printed: str
    at_line_start: bool


def marks_in_order(text: str) -> list[Mark]:
    """The heading numbers of a text that begin a line, or go on with the count in running text."""
    found: list[Mark] = []
    last: dict[str, int] = {}
    ranks = list(STYLES)
    for match in _numbers(text):
        style = match.lastgroup if match.lastgroup != "line" else None
        style = style or next(name for name in STYLES if match[name])
        mark = _mark(match, style)
        if not _stands_in_order(mark, last, text):
            continue
        found.append(mark)
        last[style] = mark.value
        for lower in ranks[ranks.index(style) + 1 :]:
            last.pop(lower, None)
    return found


def _numbers(text: str) -> Iterator[re.Match[str]]:
    reached = 0
    for at in chain((0,), (before.end() for before in BEFORE.finditer(text))):
        if at >= reached and (match := NUMBER.match(text, at)):
            reached = match.end()
            yield match


def numeral(text: str) -> int:
    """The value of a number below 1000 in Chinese or Arabic numerals."""
    if text.isdecimal():
        return int(text)
    total = 0
    current = 0
    for character in text:
        if character in _DIGIT:
            current = current * 10 + _DIGIT[character]
        else:
            total += (current or 1) * _STEP[character]
            current = 0
    return total + current


def _mark(match: re.Match[str], style: str) -> Mark:
    printed = match[style]
    digits = _VALUE.search(printed)
    value = ord(printed) - ord("①") + 1 if style == "circled" else numeral(digits[0] if digits else "0")
    stopped = printed.rstrip("、．.") if style in {"han", "digit", "han_bracket"} else printed
    return Mark(style, value, match.start(style), match.end(), stopped, match["line"] is not None)


def _stands_in_order(mark: Mark, last: dict[str, int], text: str) -> bool:
    if not text[mark.end : mark.end + 1].strip():
        return False
    if mark.style == "han" and text[mark.end : mark.end + 1] == "“" and text[mark.end - 1] not in "、．.":
        return mark.at_line_start and last.get("han") == mark.value - 1
    if mark.at_line_start:
        return mark.style != "digit" or bool(re.match(f"[{HAN}“《（A-Z]", text[mark.end]))
    if mark.style not in INLINE:
        return False
    if mark.value == 1 or last.get(mark.style) == mark.value - 1:
        return True
    return mark.style in {"han", "han_bracket"} and mark.style not in last and text[mark.start - 1] in "。）"
