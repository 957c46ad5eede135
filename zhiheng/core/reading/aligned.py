"""Text whose every character knows where it stands in the raw text, and the changes made to it."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

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


class _Entry(NamedTuple):
    start: int  # raw offsets
    end: int
    rule: str
    evidence: str
    confidence: float


class Aligned:
    """A working text; `starts[i]:ends[i]` is the raw span of its i-th character. Edits give a new one."""

    __slots__ = ("cuts", "ends", "log", "proposals", "raw", "starts", "text")

    def __init__(
        self,
        raw: str,
        text: str,
        starts: "array[int]",
        ends: "array[int]",
        log: "list[_Entry] | None" = None,
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
        return cls(raw, raw, array("I", range(n)), array("I", range(1, n + 1)))

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
        pieces: list[str] = []
        log = self.log
        same_length = True
        at = 0
        for edit in edits:
            pieces += (self.text[at : edit.start], edit.text)
            at = edit.end
            same_length = same_length and len(edit.text) == edit.end - edit.start
            log.append(_Entry(*self.raw_span(edit.start, edit.end), edit.rule, edit.evidence, edit.confidence))
        pieces.append(self.text[at:])
        starts, ends = (self.starts, self.ends) if same_length else self._realigned(edits)
        return self._with("".join(pieces), starts, ends)

    def without(self, cuts: Iterable[tuple[int, int]]) -> "Aligned":
        """This text less what is not body: `cuts` are in order; what was repaired in them is forgotten."""
        edits = [Edit(start, end, "", "") for start, end in cuts if start < end]
        if not edits:
            return self
        pieces, at = [], 0
        for edit in edits:
            pieces.append(self.text[at : edit.start])
            at = edit.end
            self.cuts.append(self.raw_span(edit.start, edit.end))
        pieces.append(self.text[at:])
        return self._with("".join(pieces), *self._realigned(edits))

    def _with(self, text: str, starts: "array[int]", ends: "array[int]") -> "Aligned":
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

    def _realigned(self, edits: Sequence[Edit]) -> "tuple[array[int], array[int]]":
        starts, ends = array("I"), array("I")
        at = 0
        for edit in edits:
            starts += self.starts[at : edit.start]
            ends += self.ends[at : edit.start]
            size = len(edit.text)
            if size == edit.end - edit.start:
                starts += self.starts[edit.start : edit.end]
                ends += self.ends[edit.start : edit.end]
            elif size:
                a, b = self.raw_span(edit.start, edit.end)
                starts.extend([a] * size)
                ends.extend([b] * size)
            at = edit.end
        starts += self.starts[at:]
        ends += self.ends[at:]
        return starts, ends

    def repairs(self) -> tuple[Repair, ...]:
        """What was changed in the body, raw to final, joined where changes touch the same raw text.

        Changes outside the body, and changes undone by a later one, are left out.
        """
        inside = _Spans(self.cuts)
        done = [
            repair
            for start, end, group in _overlapping(self.log)
            if not inside.cover(start, end) and (repair := self._repair(start, end, group)) is not None
        ]
        left = [repair for repair in self.proposals if not inside.cover(repair.start, repair.end)]
        return tuple(sorted(done + left, key=lambda repair: (repair.start, repair.end)))

    def _repair(self, start: int, end: int, group: list[_Entry]) -> Repair | None:
        first = bisect_left(self.starts, start)
        while start < end and first < len(self.text) and self.ends[first] == start:
            first += 1  # a line break put in just before
        last = first
        while last < len(self.text) and self.ends[last] <= end and self.starts[last] < max(end, start + 1):
            last += 1
        raw, text = self.raw[start:end], self.text[first:last]
        if raw == text:
            return None
        lead = max(group, key=lambda entry: _WEIGHT.get(entry.rule, 1))
        return Repair(
            start=start, end=end, raw=raw, text=text, rule=lead.rule, evidence=lead.evidence,
            confidence=min(entry.confidence for entry in group),
        )  # fmt: skip


_WEIGHT = {"lattice": 5, "pinyin": 4, "doubled": 3, "swallowed": 3, "chunk": 3, "t2s": 2, "width": 0}


def _overlapping(log: list[_Entry]) -> Iterable[tuple[int, int, list[_Entry]]]:
    group: list[_Entry] = []
    start = end = -1
    for entry in sorted(log):
        if group and (entry.start < end or (entry.start, entry.end) == (start, end)):
            group.append(entry)
            end = max(end, entry.end)
        else:
            if group:
                yield start, end, group
            group, (start, end) = [entry], entry[:2]
    if group:
        yield start, end, group


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
