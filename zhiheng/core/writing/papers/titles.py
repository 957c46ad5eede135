"""A title in lines as offices set them: even, a word never torn, no line begun with 的. Source: GB/T 9704-2012, 7.3.1."""

import re
from functools import cache

from zhiheng.core.writing.layout import printable, text_width
from zhiheng.core.writing.papers.measures import TITLE, WIDTH

FULL = int(WIDTH / TITLE) * 2  # half-width columns of a line: twenty Chinese characters
_TOKENS = re.compile(r"[0-9A-Za-z.,%@:/_+\-〔〕]+|《[^《》]{1,16}》|“[^“”]{1,16}”|.", re.DOTALL)
_NOT_FIRST = frozenset("的、，。；：！？）】》〉”’％%…—和与及或")
_NOT_LAST = frozenset("（【《〈“‘第")
_GOOD_ENDS = (
    "关于", "的", "、", "，", "和", "工作", "情况", "建设", "质量", "检查", "管理", "发展", "考核", "办公室", "政府", "》", "”",
    "年", "印发",
)  # fmt: skip


def title_lines(title: str) -> tuple[str, ...]:
    """The title in lines of about equal length; where it has line ends of its own, those."""
    return tuple(line for given in printable(title).split("\n") for line in _even(given.strip())) or ("",)


def _even(title: str) -> tuple[str, ...]:
    tokens = [piece for token in _TOKENS.findall(title) for piece in _fitting(token)]
    total = sum(map(text_width, tokens))
    if total <= FULL:
        return (title,)
    for count in range(-(-total // FULL), len(tokens) + 1):
        if lines := _best(tokens, count):
            return lines
    return tuple(tokens)


def _fitting(token: str) -> list[str]:
    """A token that no line holds, broken where it must be."""
    if text_width(token) <= FULL:
        return [token]
    half = len(token) // 2
    return [*_fitting(token[:half]), *_fitting(token[half:])]


def _best(tokens: list[str], count: int) -> tuple[str, ...] | None:
    """The tokens in so many lines, at the least cost; None where they do not fit."""
    wished = sum(map(text_width, tokens)) / count
    widths = [0]
    for token in tokens:
        widths.append(widths[-1] + text_width(token))

    @cache
    def from_here(start: int, left: int) -> tuple[float, tuple[int, ...]]:
        if left == 1:
            width = widths[-1] - widths[start]
            return ((width - wished) ** 2, (len(tokens),)) if 0 < width <= FULL else (float("inf"), ())
        best: tuple[float, tuple[int, ...]] = (float("inf"), ())
        for end in range(start + 1, len(tokens)):
            width = widths[end] - widths[start]
            if width > FULL:
                break
            cost, ends = from_here(end, left - 1)
            cost += (width - wished) ** 2 + _tearing("".join(tokens[start:end]), tokens[end])
            best = min(best, (cost, (end, *ends)))
        return best

    cost, ends = from_here(0, count)
    if cost == float("inf"):
        return None
    starts = (0, *ends)
    return tuple("".join(tokens[start:end]) for start, end in zip(starts, ends, strict=False))


def _tearing(before: str, after: str) -> float:
    """How much a break between the two disturbs."""
    if after[0] in _NOT_FIRST or before[-1] in _NOT_LAST:
        return 4000.0
    return 0.0 if before.endswith(_GOOD_ENDS) else 60.0
