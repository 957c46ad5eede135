"""Where the figures of a line stand after it was edited: in their bookmarks, else by the text around them."""

import difflib
import re
from collections.abc import Iterator

from zhiheng.core.values.papers import Line, Printed
from zhiheng.core.values.returning import FigureBack
from zhiheng.core.writing.layout import printable
from zhiheng.core.writing.returning.lines import FileLine

_ONE = r"[\d０-９]+(?:[.,．，][\d０-９]+)*"
_UNIT = r"(?:个百分点|[%％]|[\u4e00-\u9fff]次|(?![至到和及])[\u4e00-\u9fff])"
_NUMBER = re.compile(rf"{_ONE}(?:[至到~～—-]{_ONE})?[余多]?[万亿]?{_UNIT}?")
_DIGIT = re.compile("[0-9０-９.]")
_AROUND = 6  # characters before and behind a figure that tell its place


def figures_in(number: int, line: Line, before: str, back: FileLine) -> Iterator[FigureBack]:
    """Each figure of a line in the line that came back; `number` characters of a heading's number stand before it."""
    marks = {one.name: (one.start, one.end) for one in back.bookmarks}
    taken: list[tuple[int, int]] = []
    at = number
    for inline in line:
        text = printable(inline.text)
        start, at = at, at + len(text)
        if not isinstance(inline, Printed):
            continue
        found = _found(inline, text, (start, at), before, back.text, marks.get(inline.mark), taken)
        if found.state != "lost":
            taken.append((found.start, found.end))
        yield found


def _found(
    printed: Printed, text: str, own: tuple[int, int], before: str, after: str, mark: tuple[int, int] | None,
    taken: list[tuple[int, int]],
) -> FigureBack:  # fmt: skip
    if mark and after[mark[0] : mark[1]] == text and not _torn(after, *mark, text):
        return FigureBack(printed=printed, state="kept", text=text, start=mark[0], end=mark[1])
    if (start := _carried(before, after, own)) is not None and _free((start, start + len(text)), taken):
        return FigureBack(printed=printed, state="found", text=text, start=start, end=start + len(text))
    if span := _written_over(before, after, own, mark):
        said = after[span[0] : span[1]]
        if _free(span, taken):
            return FigureBack(
                printed=printed, state="found" if said == text else "changed", text=said, start=span[0], end=span[1]
            )
    alone = [found.start() for found in re.finditer(re.escape(text), after) if not _torn(after, *found.span(), text)]
    if len(alone) == 1 and before.count(text) == 1 and _free((alone[0], alone[0] + len(text)), taken):
        return FigureBack(printed=printed, state="found", text=text, start=alone[0], end=alone[0] + len(text))
    return FigureBack(printed=printed, state="lost")


def _torn(after: str, start: int, end: int, text: str) -> bool:
    """Whether digits were put before or behind, so that it is another number now: 1|12宗."""
    ahead, behind = after[start - 1 : start] if start else "", after[end : end + 1]
    return (text[:1].isdigit() and _DIGIT.fullmatch(ahead) is not None) or (
        text[-1:].isdigit() and _DIGIT.fullmatch(behind) is not None
    )


def _free(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    return all(span[1] <= start or end <= span[0] for start, end in taken)


def _carried(before: str, after: str, own: tuple[int, int]) -> int | None:
    """Where the figure's characters stand now, when all of them stayed together."""
    for block in difflib.SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks():
        if block.a <= own[0] and own[1] <= block.a + block.size:
            start = block.b + own[0] - block.a
            return None if _torn(after, start, start + own[1] - own[0], before[own[0] : own[1]]) else start
    return None


def _written_over(before: str, after: str, own: tuple[int, int], mark: tuple[int, int] | None) -> tuple[int, int] | None:
    """The number that stands in the figure's place: in its bookmark, or between the words that stood around it."""
    numbers = [found.span() for found in _NUMBER.finditer(after)]
    if mark is not None:
        held = [span for span in numbers if span[0] < mark[1] and mark[0] < span[1]]
        if len(held) == 1:
            return held[0]
    ahead, behind = before[max(0, own[0] - _AROUND) : own[0]], before[own[1] : own[1] + _AROUND]
    for reach in range(_AROUND, 1, -1):
        head, tail = ahead[-reach:], behind[:reach]
        fits = [
            span for span in numbers
            if (head and after[: span[0]].endswith(head)) or (len(tail) > 1 and after[span[1] :].startswith(tail))
        ]  # fmt: skip
        if len(fits) == 1:
            return fits[0]
    return None
