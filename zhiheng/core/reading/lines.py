"""Lines of a working text, and what each looks like."""

import re
from typing import NamedTuple

from zhiheng.core.reading.characters import HAN, NUMERALS

EDGE = " \t\r\f\v\u3000\xa0\ufeff\u200b|"
"""White space, and table pipes, that may stand around a line's text."""

SENTENCE = re.compile(r"[。！？；：]|[,;:?](?=[" + HAN + "])")
NUMBERED = re.compile(
    rf"(?:[{NUMERALS}]{{1,3}}[、.．]|[（(][{NUMERALS}]{{1,3}}[）)]|第[{NUMERALS}\d]{{1,4}}[章节条部篇编]|\d{{1,2}}[、.．]\D)"
)
DATE_LINE = re.compile(
    r"(?:\d{4}|[〇○零一二三四五六七八九０Oo]{4})\s*年\s*(?:\d{1,2}|[〇零一二三四五六七八九十]{1,3})\s*月"
    r"\s*(?:\d{1,2}|[〇零一二三四五六七八九十]{1,3})\s*日"
)


class Line(NamedTuple):
    """One line: where its text stands without edges, the text, and its number among all lines."""

    number: int
    start: int
    end: int
    text: str


def lines_of(text: str) -> list[Line]:
    """All lines that hold more than edges."""
    found, at = [], 0
    for number, line in enumerate(text.split("\n")):
        inner = line.strip(EDGE)
        if inner:
            start = at + len(line) - len(line.lstrip(EDGE))
            found.append(Line(number, start, start + len(inner), inner))
        at += len(line) + 1
    return found


def is_prose(text: str) -> bool:
    """A sentence of running text, not a label or a link."""
    return len(text) >= 20 and bool(re.search(r"[。！？]|[，,；;].*[，,；;。]", text))


def is_numbered(text: str) -> bool:
    """Begins as a numbered heading or item does."""
    return bool(NUMBERED.match(text))


def is_date(text: str) -> bool:
    """Nothing but a date, as under a signature."""
    return bool(DATE_LINE.fullmatch(text.strip("（）()")))
