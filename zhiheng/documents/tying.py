"""How raw and repaired text are tied: offsets of one found in the other, and a stretch reworded without losing the rest.

A tie is [text start, text end, raw start, raw end]: a stretch that is the same length in both runs character by
character, any other stands for the other as a whole. Ties are in order; raw text between ties is not body.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

Tie = list[int]


def ties_of(starts: Sequence[int], ends: Sequence[int]) -> list[Tie]:
    """The ties of a repaired text whose i-th character stands for `raw[starts[i]:ends[i]]`."""
    ties: list[Tie] = []
    run = False  # whether the last tie runs character by character
    for i, (start, end) in enumerate(zip(starts, ends, strict=True)):
        last = ties[-1] if ties else None
        single = end - start == 1
        if last and single and run and start == last[3] and i == last[1]:
            last[1], last[3] = i + 1, end
        elif last and (start, end) == (last[2], last[3]):
            last[1], run = i + 1, False
        else:
            ties.append([i, i + 1, start, end])
            run = single
    return ties


class Tied:
    """Both texts' offsets, each found from the other."""

    def __init__(self, ties: Sequence[Tie]) -> None:
        self.ties = ties
        self._text = [tie[0] for tie in ties]
        self._raw = [tie[2] for tie in ties]

    def text_span(self, start: int, end: int) -> tuple[int, int]:
        """The repaired text that stands for `raw[start:end]`; empty where nothing does.

        For an empty raw span, what was put in there.
        """
        if start == end:
            put_in = [tie for tie in self.ties[bisect_left(self._raw, start) :][:2] if tie[2:] == [start, start]]
            return (put_in[0][0], put_in[0][1]) if put_in else (self._start(start),) * 2
        first, last = self._start(start), self._end(end)
        return first, max(first, last)

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The raw text under `text[start:end]`, which must not be empty."""
        a, b = self._tie_of_text(start), self._tie_of_text(end - 1)
        raw_start = a[2] + (start - a[0]) if _even(a) else a[2]
        raw_end = b[2] + (end - b[0]) if _even(b) else b[3]
        return raw_start, raw_end

    def _tie_of_text(self, at: int) -> Tie:
        return self.ties[max(bisect_right(self._text, at) - 1, 0)]

    def _start(self, raw: int) -> int:
        """Where the text begins that stands for `raw` and what follows."""
        k = bisect_right(self._raw, raw) - 1
        if k >= 0 and raw < self.ties[k][3]:
            tie = self.ties[k]
            return tie[0] + raw - tie[2] if _even(tie) else tie[0]
        following = next((tie for tie in self.ties[k + 1 :] if tie[2] < tie[3]), None)
        return following[0] if following else self.ties[-1][1] if self.ties else 0

    def _end(self, raw: int) -> int:
        """Where the text ends that stands for what precedes `raw`."""
        k = bisect_left(self._raw, raw) - 1
        if k < 0:
            return 0
        tie = self.ties[k]
        return tie[0] + raw - tie[2] if raw < tie[3] and _even(tie) else tie[1]


def reworded(text: str, ties: Sequence[Tie], start: int, end: int, new: str) -> tuple[str, list[Tie]]:
    """Text and ties with `new` standing for `raw[start:end]`.

    A tie that stands as a whole and is touched is replaced as a whole.
    """
    before, after = [], []
    for a, b, c, d in ties:
        even = b - a == d - c
        if d <= start and not (c == d == start == end):
            before.append([a, b, c, d])
        elif c >= end and not (c == d == start == end):
            after.append([a, b, c, d])
        elif even:
            if c < start:
                before.append([a, a + start - c, c, start])
            if d > end:
                after.append([b - (d - end), b, end, d])
        else:
            start, end = min(start, c), max(end, d)
    at = before[-1][1] if before else 0
    upto = after[0][0] if after else len(text)
    if not after:
        upto = max((tie[1] for tie in ties), default=at)
    shift = at + len(new) - upto
    middle = [[at, at + len(new), start, end]] if new else []
    moved = [[a + shift, b + shift, c, d] for a, b, c, d in after]
    return text[:at] + new + text[upto:], [*before, *middle, *moved]


def _even(tie: Tie) -> bool:
    return tie[1] - tie[0] == tie[3] - tie[2]
