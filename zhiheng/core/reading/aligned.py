"""Text whose every character knows where it stands in the raw text, and the changes made to it."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeAlias

from zhiheng.core.values.reading import Repair


class Edit(NamedTuple):
    """`text` in place of [start:end) of the current text."""

    start: int
    end: int
    text: str
    rule: str
    evidence: str = ""
    confidence: float = 1.0


class Proposal(NamedTuple):
    """A change that a person must decide; offsets of the current text."""

    start: int
    end: int
    text: str
    rule: str
    evidence: str
    confidence: float
    candidates: tuple[str, ...]


_Entry: TypeAlias = tuple[int, int, str, str, float]
"""What was done to a stretch of raw text: start, end, rule, evidence, confidence."""


class Aligned:
    """A working text; `starts[i]:ends[i]` is the raw span of its i-th character. Edits give a new one."""

    __slots__ = ("cuts", "ends", "log", "proposals", "raw", "starts", "text")

    def __init__(
        self,
        raw: str,
        text: str,
        starts: Sequence[int],
        ends: Sequence[int],
        log: list[_Entry] | None = None,
        proposals: list[Repair] | None = None,
        cuts: list[tuple[int, int]] | None = None,
    ) -> None:
        self.raw, self.text, self.starts, self.ends = raw, text, starts, ends
        self.log: list[_Entry] = [] if log is None else log
        self.proposals: list[Repair] = [] if proposals is None else proposals
        self.cuts: list[tuple[int, int]] = [] if cuts is None else cuts  # raw spans that are not body

    @classmethod
    def of(cls, raw: str) -> "Aligned":
        """The raw text, as yet unchanged."""
        n = len(raw)
        return cls(raw, raw, range(n), range(1, n + 1))

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The raw span under `text[start:end]`; for an empty slice the place between two characters."""
        if start < end:
            return self.starts[start], self.ends[end - 1]
        at = self.starts[start] if start < len(self.text) else (self.ends[-1] if self.text else 0)
        return at, at

    def edited(self, edits: Sequence[Edit]) -> "Aligned":
        """This text after `edits`, which are in order and do not overlap."""
        if not edits:
            return self
        self.log += [
            (*self.raw_span(start, end), rule, evidence, confidence)
            for start, end, _, rule, evidence, confidence in edits
        ]
        return self._rewritten([(start, end, text) for start, end, text, *_ in edits])

    def overwritten(self, text: str, changed: Iterable[tuple[int, int]], rule: str, evidence: str) -> "Aligned":
        """This text as `text` of the same length, which differs in the spans `changed`; they are not empty."""
        starts, ends = self.starts, self.ends
        self.log += [(starts[start], ends[end - 1], rule, evidence, 1.0) for start, end in changed]
        return self._with(text, starts, ends)

    def without(self, cuts: Iterable[tuple[int, int]]) -> "Aligned":
        """This text less what is not body: `cuts` are in order; what was repaired in them is forgotten."""
        cuts = [(start, end) for start, end in cuts if start < end]
        if not cuts:
            return self
        self.cuts += [self.raw_span(start, end) for start, end in cuts]
        return self._rewritten([(start, end, "") for start, end in cuts])

    def _rewritten(self, changes: Sequence[tuple[int, int, str]]) -> "Aligned":
        pieces: list[str] = []
        at = 0
        for start, end, text in changes:
            pieces += (self.text[at:start], text)
            at = end
        pieces.append(self.text[at:])
        return self._with("".join(pieces), *self._realigned(changes))

    def _with(self, text: str, starts: Sequence[int], ends: Sequence[int]) -> "Aligned":
        return Aligned(self.raw, text, starts, ends, self.log, self.proposals, self.cuts)

    def propose(self, proposals: Iterable[Proposal]) -> None:
        """Remember changes left to a person."""
        for p in proposals:
            start, end = self.raw_span(p.start, p.end)
            self.proposals.append(
                Repair(
                    start=start, end=end, raw=self.raw[start:end], text=p.text, rule=p.rule,
                    evidence=p.evidence, confidence=p.confidence, applied=False, candidates=list(p.candidates),
                )
            )  # fmt: skip

    def _realigned(self, changes: Sequence[tuple[int, int, str]]) -> tuple[Sequence[int], Sequence[int]]:
        moved = [(start, end, len(text)) for start, end, text in changes if len(text) != end - start]
        if not moved:
            return self.starts, self.ends
        if all(size == 0 and (start == 0 or end == len(self.text)) for start, end, size in moved):
            inner = slice(moved[0][1] if moved[0][0] == 0 else 0, moved[-1][0] if moved[-1][1] == len(self.text) else None)
            return self.starts[inner], self.ends[inner]
        old_starts, old_ends = _array(self.starts), _array(self.ends)
        starts, ends = array("I"), array("I")
        at = 0
        for start, end, size in moved:
            starts += old_starts[at:start]
            ends += old_ends[at:start]
            if size:
                a, b = self.raw_span(start, end)
                starts.extend([a] * size)
                ends.extend([b] * size)
            at = end
        starts += old_starts[at:]
        ends += old_ends[at:]
        return starts, ends

    def repairs(self) -> tuple[Repair, ...]:
        """What was changed in the body, raw to final, joined where changes touch the same raw text.

        Changes outside the body, and changes undone by a later one, are left out.
        """
        cut, ties = _Spans(self.cuts), _Ties(self.starts, self.ends)
        done = [
            repair
            for start, end, group in _overlapping(self.log)
            if not cut.cover(start, end) and (repair := self._repair(start, end, group, ties)) is not None
        ]
        left = [repair for repair in self.proposals if not cut.cover(repair.start, repair.end)]
        return tuple(sorted(done + left, key=lambda repair: (repair.start, repair.end)))

    def left_out(self) -> tuple[tuple[int, int], ...]:
        """The raw spans that were cut as no body, in order, those that touch as one."""
        spans = _Spans(span for span in self.cuts if span[0] < span[1])
        return tuple(zip(spans.starts, spans.ends, strict=True))

    def _repair(self, start: int, end: int, group: list[_Entry], ties: "_Ties") -> Repair | None:
        first, last = ties.under(start, end)
        raw, text = self.raw[start:end], self.text[first:last]
        if raw == text:
            return None
        _, _, rule, evidence, confidence = group[0]
        if len(group) > 1:
            _, _, rule, evidence, _ = max(group, key=lambda entry: _WEIGHT.get(entry[2], 1))
            confidence = min(entry[4] for entry in group)
        return Repair(start=start, end=end, raw=raw, text=text, rule=rule, evidence=evidence, confidence=confidence)


def _array(offsets: Sequence[int]) -> "array[int]":
    return offsets if isinstance(offsets, array) else array("I", offsets)


_WEIGHT = {"lattice": 5, "pinyin": 4, "doubled": 3, "swallowed": 3, "chunk": 3, "t2s": 2, "width": 0}


def _overlapping(log: list[_Entry]) -> Iterable[tuple[int, int, list[_Entry]]]:
    """The changes in order of their places, those that overlap or stand at one place together."""
    if not log:
        return
    first, *others = sorted(log)
    group, start, end = [first], first[0], first[1]
    for entry in others:
        if entry[0] < end or (entry[0] == start and entry[1] == end):
            group.append(entry)
            end = max(end, entry[1])
        else:
            yield start, end, group
            group, start, end = [entry], entry[0], entry[1]
    yield start, end, group


class _Ties:
    """Where in the text raw spans stand, for spans that are asked for in order."""

    def __init__(self, starts: Sequence[int], ends: Sequence[int]) -> None:
        self.starts, self.ends = starts, ends
        self._raw = self._at = 0  # behind the last span, in raw and in the text

    def under(self, start: int, end: int) -> tuple[int, int]:
        """The slice of the text that came from a raw span; a line break put in just before is none of it."""
        starts, ends = self.starts, self.ends
        first = self._at + start - self._raw  # if nothing was cut since: between changes the text is the raw one
        if not (start < end and 0 < first < len(starts) and starts[first] == start > starts[first - 1] and ends[first] > start):
            first = bisect_left(starts, start)
            if start < end:
                first = bisect_right(ends, start, first)
        last = first + 1
        if not (start < end and last < len(starts) and ends[first] == end <= starts[last]):
            last = max(first, min(bisect_left(starts, max(end, start + 1), first), bisect_right(ends, end, first)))
        self._raw, self._at = end, last
        return first, last


class _Spans:
    """Spans that can be asked whether one of them covers another."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        for start, end in sorted(spans):
            if self.ends and start <= self.ends[-1]:
                self.ends[-1] = max(end, self.ends[-1])
            else:
                self.starts.append(start)
                self.ends.append(end)

    def cover(self, start: int, end: int) -> bool:
        """Whether [start:end) lies in one of the spans; a place between two characters must lie inside, not at its edge."""
        at = bisect_right(self.starts, start) - 1
        if at < 0 or end > self.ends[at]:
            return False
        return start < end or self.starts[at] < start < self.ends[at]
