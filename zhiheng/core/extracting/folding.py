"""A view of the text that patterns can rely on: one width, no stray spaces, wrapped lines joined."""

import re
from bisect import bisect_right

from zhiheng.core.values.cleaned import Cleaned

_FORMS = dict(zip(
    "０１２３４５６７８９．％,;:()?!＞＜＝≧≦－–‐‑−﹣~∼〜﹪［］【】",
    "0123456789.%，；：（）？！><=≥≤------～～～%（）（）",
    strict=True,
))  # fmt: skip
_OTHER_FORM = re.compile(f"[{re.escape(''.join(_FORMS))}]")
THOUSANDS = "٬"  # stands for the comma of 1,234 so that it does not end a clause
_GROUPED = re.compile(r",(?<=\d,)(?=\d{3}(?!\d))")
_BLANK = re.compile(r"[\s\u200b\ufeff][\s\u200b\ufeff]*")  # a single character first: such a pattern is found faster
_NUMBERED = re.compile(
    r"[\s>|]*(?:[（(]?[一二三四五六七八九十]{1,3}[、）).．]|\d{1,2}[.、．）)](?!\d)|第[一二三四五六七八九十百\d]{1,4}[章节条款]|[①-⑳]|附件|附：|注：|\d+(?:\.\d+){1,3}\s)"
)
_ENDED = re.compile(r"[。；：！？）”’…|;:!?.)\s]")
_PROSE = re.compile(r"[，。；,;]")
_PAGE = re.compile(r"\d{1,3}(?=[\u4e00-\u9fff])")
_NOT_PAGE = re.compile(r"\d{1,3}[年月日个家项万亿千百%户件条种起次人所处台批位张座宗类吨元多余]")
_WRAPPED_AT_LEAST = 15  # characters; a shorter line was not broken by its margin
_WRAPPED_AT_MOST = 90  # a longer one has no margin


def one_width(text: str) -> str:
    """The same length with digits, marks and dashes in one form."""
    return _OTHER_FORM.sub(lambda match: _FORMS[match[0]], text)  # str.translate asks for every character


class Folded:
    """The folded text and the way back to the raw one."""

    def __init__(self, cleaned: Cleaned) -> None:
        self.cleaned = cleaned
        source = one_width(_GROUPED.sub(THOUSANDS, cleaned.text))
        edges = {edge for pair in cleaned.heading_at for edge in pair}
        parts: list[str] = []
        self._new, self._old = [0], [0]
        length = at = 0
        joined = False
        for blank in _BLANK.finditer(source):
            start, end = blank.span()
            parts.append(source[at:start])
            length += start - at
            wrapped = "\n" in blank[0] and _wrapped(source, start, end, at if joined else None, edges)
            separator = _separator(source, start, end, wrapped)
            if separator:
                parts.append(separator)
                length += 1
            page = _PAGE.match(source, end) if wrapped else None
            if page and not _NOT_PAGE.match(source, end):
                end = page.end()
            self._new.append(length)
            self._old.append(end)
            at, joined = end, wrapped
        parts.append(source[at:])
        self.text = "".join(parts)

    def old(self, at: int) -> int:
        """The place in the cleaned text of a place in the folded text."""
        k = bisect_right(self._new, at) - 1
        return min(self._old[k] + at - self._new[k], len(self.cleaned.text))

    def new(self, at: int) -> int:
        """The first place in the folded text that does not lie before a place of the cleaned text."""
        k = bisect_right(self._old, at) - 1
        end = self._new[k + 1] if k + 1 < len(self._new) else len(self.text)
        return min(self._new[k] + at - self._old[k], end)

    def old_span(self, start: int, end: int) -> tuple[int, int]:
        return self.old(start), self.old(end - 1) + 1

    def raw_of_cleaned(self, start: int, end: int) -> tuple[int, int, str]:
        """Raw start, raw end and the quote under a slice of the cleaned text."""
        first, last = self.cleaned.span(start, end)
        return first, last, self.cleaned.raw[first:last]

    def raw(self, start: int, end: int) -> tuple[int, int, str]:
        """Raw start, raw end and the quote under `text[start:end]`."""
        a, b = self.old_span(start, end)
        first, last = self.cleaned.span(a, b)
        return first, last, self.cleaned.raw[first:last]


def _wrapped(source: str, start: int, end: int, continues: int | None, edges: set[int]) -> bool:
    """Whether the line break at `start:end` was put there by a margin."""
    if source.count("\n", start, end) != 1 or start in edges or end in edges or end >= len(source):
        return False
    if not start or _ENDED.match(source, start - 1):
        return False
    near = max(0, start - 200)
    line = source[max(source.rfind("\n", near, start) + 1, near) : start]
    if not _WRAPPED_AT_LEAST <= len(line) <= _WRAPPED_AT_MOST:
        return False
    if _NUMBERED.match(source, end, end + 12) or (_NUMBERED.match(line) and not _PROSE.search(line)):
        return False
    return continues is not None or bool(_PROSE.search(line))


def _separator(source: str, start: int, end: int, wrapped: bool) -> str:
    before = source[start - 1 : start]
    after = source[end : end + 1]
    if ("\n" in source[start:end] and not wrapped) or "\t" in source[start:end]:
        return "\n"  # a tab parts the cells of a table
    return " " if before.isascii() and before.isalnum() and after.isascii() and after.isalnum() else ""
