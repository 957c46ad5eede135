"""Which lines of a text broken at a page's width go on with the paragraph of the line before."""

from zhiheng.core.reading.lines import Line
from zhiheng.core.reading.wraps import ENDED, SPREAD, page_width

SHORTER = 4
"""Characters that a full line may fall short of the width."""


def continuing_lines(lines: list[Line]) -> set[int]:
    """Places of the lines that go on with a paragraph, which ends in a full stop; none where nothing is wrapped.

    A short line between full ones (打印本页, a page number) is of no paragraph: none ends with it.
    """
    width = page_width(lines)
    if width is None:
        return set()
    found: set[int] = set()
    run: list[int] = []
    for at in range(1, len(lines)):
        if _is_open(lines[at - 1], width) and lines[at].number == lines[at - 1].number + 1:
            run.append(at)
        else:
            run = []
        if run and not _is_open(lines[at], width):
            found.update(run if "。" in lines[at].text else ())
            run = []
    found.update(run)
    return found


def _is_open(line: Line, width: int) -> bool:
    """A full line that does not end its sentence."""
    return line.text[-1] not in ENDED and width - SHORTER <= len(line.text) <= width + SPREAD
