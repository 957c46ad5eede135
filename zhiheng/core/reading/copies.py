"""What stands in a file once more: the whole body, or the preamble that a site gives as a summary."""

from collections.abc import Sequence
from typing import NamedTuple

from zhiheng.core.reading.lines import Line, is_numbered, is_prose
from zhiheng.core.reading.wraps import ENDED

REPEATED = 15
"""Characters from which an equal line is taken for the preamble once more."""

TWICE = 200
"""Characters from which a block standing twice is a second copy of the body."""

PARAGRAPH = 40
"""Characters of at least one paragraph in it: rows of a table may repeat."""


class Copy(NamedTuple):
    """Lines that stood before, and the first of those that are kept for them."""

    lines: list[Line]
    kept: Line


def repeated_preamble(lines: list[Line], places: Sequence[int], drop: set[int]) -> dict[int, int]:
    """Lines of `places` that a site gave above its labels as a summary: each with its first place.

    Only all that stands above the labels, once more directly below them, is a summary; a sentence that its author
    repeats, or a line that happens to come twice in wrapped text, is none.
    """
    above: list[int] = []
    for k in places:
        if is_numbered(lines[k].text):
            return {}
        if k in drop:
            continue
        if above and k - 1 in drop:
            return _once_more(lines, above, k)
        above.append(k)
    return {}


def _once_more(lines: list[Line], above: list[int], k: int) -> dict[int, int]:
    texts = [lines[at].text for at in above]
    same = texts == [line.text for line in lines[k : k + len(above)]]
    is_summary = same and len("".join(texts)) >= REPEATED and texts[-1][-1] in ENDED
    return {k + n: at for n, at in enumerate(above)} if is_summary else {}


def second_copies(lines: list[Line], continuing: set[int]) -> list[Copy]:
    """Runs of whole paragraphs that stood before in the same order, long enough to be the body once more."""
    if len({line.text for line in lines}) == len(lines):
        return []
    first: dict[str, int] = {}
    paragraph = _next_paragraphs(lines)
    failed: dict[int, int] = {}  # by how far back the lines stood before: where a run ended that was too short
    found: list[Copy] = []
    at = 0
    while at < len(lines):
        origin = first.setdefault(lines[at].text, at)
        back = at - origin
        size = 0
        if back and paragraph[at] - paragraph[origin] == back and failed.get(back, 0) <= at:
            size = _repeated(lines, origin, at)
            failed[back] = at + size if size < back else 0
        start, end = _whole_paragraphs(at, at + size, continuing)
        if end - start >= 3 and paragraph[start] < end and sum(len(line.text) for line in lines[start:end]) >= TWICE:
            found.append(Copy(lines[start:end], lines[start - back]))
            at = end
        else:
            if end - start < size:
                failed[back] = at + size
            at += 1
    return found


def _whole_paragraphs(start: int, end: int, continuing: set[int]) -> tuple[int, int]:
    """The run without the lines at its edges whose paragraph is not wholly in it."""
    while start < end and start in continuing:
        start += 1
    while end > start and end in continuing:
        end -= 1
    return start, end


def _next_paragraphs(lines: list[Line]) -> list[int]:
    """For each line the first from it on that is a paragraph; a run without one is no copy of a body."""
    found, after = [0] * len(lines), len(lines)
    for at in range(len(lines) - 1, -1, -1):
        if len(lines[at].text) >= PARAGRAPH and is_prose(lines[at].text):
            after = at
        found[at] = after
    return found


def _repeated(lines: list[Line], origin: int, at: int) -> int:
    """How many lines from `at` on equal those from `origin` on, before `at`."""
    size = 0
    while at + size < len(lines) and origin + size < at and lines[at + size].text == lines[origin + size].text:
        size += 1
    return size
