"""Where a heading ends: at its line's end, at the first full stop, or where a sentence begins unmarked."""

import re
from functools import cache
from typing import NamedTuple

from zhiheng.core.reading.numbering import Mark
from zhiheng.core.values.lexicons import Lexicons

LONGEST = {"digit": 40, "digit_bracket": 40, "circled": 30, "dotted": 40}
"""Characters that a heading of a style may have; 60 where the style is not named."""

SHORTEST = 2
GLUED_LONGEST = 45
AFTER = 40
"""Characters behind a heading that tell whether a sentence begins there."""

NEEDED = 4
"""Score from which a heading that no mark ends is split from the sentence after it."""

SUBJECT = re.compile(r"[^，。；：、]{2,12}?(?:(?<![主重需必只])要|(?<![相适供响效对反])应|是|必须|把|负责)")


class Extent(NamedTuple):
    """Where a heading's words end, and whether a line must be broken there."""

    end: int
    broken: bool


def extent(mark: Mark, following: int, text: str, lexicons: Lexicons, glued: bool) -> Extent | None:
    """Where the words after a heading number end; None if it numbers a sentence or list item.

    `following` is where the next number in order stands; `glued` if headings of this text end unmarked.
    """
    limit = LONGEST.get(mark.style, 60)
    line_end = text.find("\n", mark.end, following)
    if line_end < 0:
        line_end = following if following == len(text) else following + 1
    stop = min(line_end, following)
    words = text[mark.end : stop]
    if "\t" in words:
        return None  # a row of a table
    if stop == following < line_end and len(words) <= limit and not re.search("[。；：]", words):
        return Extent(stop, True)
    if mark.style == "article":
        return _article(mark, words, line_end)
    if glued and (split := _glued_end(words, lexicons)):
        return Extent(mark.end + split, True)
    return _marked_end(mark, words, limit, line_end, lexicons)


def is_unended(mark: Mark, following: int, text: str) -> bool:
    """Whether neither a mark nor the line's end closes the heading within its length."""
    words = _opening(mark, following, text)
    return len(words) > 60 and not re.search("[。：]", words[:61])


def splits_unmarked(mark: Mark, following: int, text: str, lexicons: Lexicons) -> bool:
    """Whether the words after the number clearly end as a heading before a sentence begins."""
    words = _opening(mark, following, text)
    return len(words) <= 20 or _glued_end(words, lexicons) is not None


def _opening(mark: Mark, following: int, text: str) -> str:
    return text[mark.end : min(following, mark.end + 70)].split("\n")[0]


def _marked_end(mark: Mark, words: str, limit: int, line_end: int, lexicons: Lexicons) -> Extent | None:
    label = re.match(r"[^，。；：？！]{2,20}：", words)
    stop = re.search(r"[。？！；]", words)
    if label and mark.style not in {"han"}:
        return Extent(mark.end + label.end() - 1, False)
    if stop and stop[0] != "；" and SHORTEST <= stop.start() <= limit:
        return Extent(mark.end + stop.start(), False)
    whole = words.rstrip("。：；，")
    if mark.end + len(words) == line_end and stop is None and SHORTEST <= len(whole) <= limit:
        return Extent(mark.end + len(whole), False)
    if stop is None or stop.start() > limit:
        split = _glued_end(words, lexicons)
        return Extent(mark.end + split, True) if split else None
    return None


def _article(mark: Mark, words: str, line_end: int) -> Extent:
    """An article's caption in brackets, or nothing: its words are its text."""
    caption = re.match(r"[（(【][^（）()【】]{2,30}[）)】]", words)
    return Extent(mark.end + (caption.end() if caption else 0), False)


def _glued_end(words: str, lexicons: Lexicons) -> int | None:
    """Where the heading most likely ends and its paragraph begins; None if no place is likely enough."""
    cues = _cues(lexicons)
    head = words[: GLUED_LONGEST + AFTER]
    for whole in cues.whole:
        if head.startswith(whole) and head[len(whole) : len(whole) + 1] not in "的和、，。：":
            return len(whole)
    best, score = None, 0
    stop = re.search("[。；]", head[4:GLUED_LONGEST])
    for at in range(4, 4 + stop.start() if stop else min(len(head), GLUED_LONGEST)):
        if head[at - 1] not in cues.end or head[at] in "，：、）”》" or head[at - 1] in "，。；：、（“《":
            continue
        ends = _end_score(head[:at], cues)
        if not ends or head.count("（", 0, at) != head.count("）", 0, at) or head.count("“", 0, at) != head.count("”", 0, at):
            continue
        points = ends + _start_score(head[at:], cues)
        if points >= NEEDED and (worth := 12 * points - max(0, at - 12)) >= score:
            best, score = at, worth
    return best


def _end_score(left: str, cues: "_Cues") -> int:
    return max((weight for word, weight in cues.end.get(left[-1], ()) if left.endswith(word)), default=0)


def _start_score(right: str, cues: "_Cues") -> int:
    found = [weight for word, weight in cues.start.get(right[0], ()) if right.startswith(word)]
    if found and min(found) < 0:
        return min(found)
    score = max(found, default=0)
    if re.match(r"(?:19|20)\d\d年", right):
        score = max(score, 3)
    if SUBJECT.match(right):
        score = max(score, 2)
    return score


class _Cues(NamedTuple):
    """Weighted words: whole headings, longest first; ends by their last character, starts by their first."""

    whole: list[str]
    end: dict[str, list[tuple[str, int]]]
    start: dict[str, list[tuple[str, int]]]


@cache
def _cues(lexicons: Lexicons) -> _Cues:
    whole = sorted((row.word for row in lexicons.heading_cues if row.whole), key=len, reverse=True)
    end: dict[str, list[tuple[str, int]]] = {}
    start: dict[str, list[tuple[str, int]]] = {}
    for row in lexicons.heading_cues:
        if row.end:
            end.setdefault(row.word[-1], []).append((row.word, row.end))
        if row.start:
            start.setdefault(row.word[0], []).append((row.word, row.start))
    return _Cues(whole, end, start)
