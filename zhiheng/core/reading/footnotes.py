"""Notes that a text carries at its foot (①…, [1]…) and the marks in its sentences that call them.

Circled figures and brackets also number items. So notes are taken for such only as a whole: they run from 1 on, a line each,
every one is called from a sentence above them and nothing else is called.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from zhiheng.core.reading.aligned import Aligned
from zhiheng.core.reading.lines import Line, is_date, lines_of

LEFT_OUT = "脚注和尾注不作正文读取，其中的数字请看原件。"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_MARK = re.compile(rf"[{_CIRCLED}]|[\[［﹝]\d{{1,2}}[\]］﹞]")
_BEFORE_ITEMS = frozenset("，。、；：！？,;:（(“《—…")  # behind these a circled figure numbers an item
_RULE = re.compile(r"[—─－＿=_-]{3,}|[【\[（(]?[脚尾附]?注释?[】\])）]?[:：]?")
_STOPS = "。.；;！!？?）)"
_PRINTED = 25  # characters from which a line may have been broken where the page ended
_ALIKE = 2  # characters that a note shares with what follows its call: then both are the name of an item


class Mark(Struct, frozen=True):
    """A mark of a note: its number, whether it is a circled one, and where it stands."""

    number: int
    circled: bool
    start: int
    end: int


class Footnotes(Struct, frozen=True):
    """Spans of the text, in order: the calls and, behind them, the notes with the rule above them."""

    calls: tuple[tuple[int, int], ...]
    notes: tuple[int, int]


def without_footnotes(body: Aligned) -> tuple[Aligned, bool]:
    """The text without its notes and their calls, and whether there were any."""
    found = footnotes(body.text)
    return (body.without((*found.calls, found.notes)), True) if found else (body, False)


def footnotes(text: str) -> Footnotes | None:
    """The last run of notes in the text, where it and its calls leave no doubt."""
    lines = lines_of(text)
    begins = [k for k, line in enumerate(lines) if (mark := _leading(line)) and mark.number == 1]
    if not begins or begins[-1] == 0:
        return None
    first = begins[-1]
    notes, last = _run(lines, first)
    ruled = bool(_RULE.fullmatch(lines[first - 1].text))
    above = lines[: first - ruled]
    calls = list(_calls(above, notes[0].circled))
    if not _belong(text, calls, notes):
        return None
    set_apart = ruled or is_date(lines[first - 1].text)
    if not set_apart and (last + 1 < len(lines) or (notes[0].circled and _share_a_line(text, calls))):
        return None
    return Footnotes(tuple((call.start, call.end) for call in calls), (above[-1].end, lines[last].end))


def _run(lines: Sequence[Line], first: int) -> tuple[list[Mark], int]:
    """The marks of the notes that follow one another from `first` on, and the last line of them."""
    notes: list[Mark] = []
    last = first
    for k in range(first, len(lines)):
        mark = _leading(lines[k])
        if mark and mark.number == len(notes) + 1 and (not notes or mark.circled == notes[0].circled):
            notes.append(mark)
        elif mark or not _goes_on(lines[k - 1], lines[k]):
            break
        last = k
    return notes, last


def _goes_on(before: Line, line: Line) -> bool:
    return (
        line.number == before.number + 1 and len(before.text) >= _PRINTED and not before.text.endswith(tuple(_STOPS))
    )


def _leading(line: Line) -> Mark | None:
    found = _MARK.match(line.text)
    return _mark(found, line.start) if found and found.end() < len(line.text) else None


def _calls(lines: Sequence[Line], circled: bool) -> Iterator[Mark]:
    """Marks of one kind behind the words of a sentence."""
    for line in lines:
        for found in _MARK.finditer(line.text):
            mark = _mark(found, line.start)
            if mark.circled == circled and found.start() and not _opens_an_item(line.text, found):
                yield mark


def _opens_an_item(line: str, found: re.Match[str]) -> bool:
    before = line[: found.start()].rstrip()[-1:]
    return found[0] in _CIRCLED and before in _BEFORE_ITEMS and found.end() < len(line)


def _mark(found: re.Match[str], start: int) -> Mark:
    circled = found[0] in _CIRCLED
    number = _CIRCLED.index(found[0]) + 1 if circled else int(found[0][1:-1])
    return Mark(number, circled, start + found.start(), start + found.end())


def _belong(text: str, calls: Sequence[Mark], notes: Sequence[Mark]) -> bool:
    """Whether each note is called, in order, a circled one once, and none says again what follows its call."""
    counted = Counter(call.number for call in calls)
    if list(counted) != [note.number for note in notes] or (notes[0].circled and len(calls) > len(notes)):
        return False
    said = {note.number: _next(text, note.end) for note in notes}
    return all(_next(text, call.end) != said[call.number] for call in calls)


def _next(text: str, at: int) -> str:
    """The first characters behind a mark; where its line ends there, a line break."""
    return text[at : at + 8].lstrip(" \t\u3000")[:_ALIKE]


def _share_a_line(text: str, calls: Sequence[Mark]) -> bool:
    return any("\n" not in text[one.end : other.start] for one, other in pairwise(calls))
