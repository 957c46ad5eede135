"""Which lines of a text broken at a page's width go on with the paragraph of the line before."""

import re

from zhiheng.core.reading.lines import Line
from zhiheng.core.reading.wraps import ENDED, SPREAD, page_width

STOP = re.compile("[。！？；]")

SHORTER = 4
"""Characters that a full line may fall short of the width."""


def continuing_lines(lines: list[Line]) -> set[int]:
    """Places of the lines that go on with a paragraph, which holds the end of a sentence; none where nothing is wrapped.

    A short line between full ones (打印本页, a page number) is of no paragraph.
    """
    width = page_width(lines)
    if width is None:
        return set()
    found: set[int] = set()
    first = 0
    for at, line in enumerate(lines):
        after = lines[at + 1] if at + 1 < len(lines) else None
        if not after or not _is_open(line, width) or after.number != line.number + 1:
            found.update(_continuing(lines, range(first, at + 1), width))
            first = at + 1
    return found


def _continuing(lines: list[Line], run: range, width: int) -> range:
    """The lines of a run behind its first, without a short one at its end that ends no sentence."""
    last = lines[run[-1]].text
    if len(last) < width - SHORTER and not STOP.search(last):
        run = run[:-1]
    return run[1:] if any(STOP.search(lines[at].text) for at in run) else range(0)


def _is_open(line: Line, width: int) -> bool:
    """A full line that does not end its sentence."""
    return line.text[-1] not in ENDED and width - SHORTER <= len(line.text) <= width + SPREAD
