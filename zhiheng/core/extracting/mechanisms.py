"""What recurs: meetings, assessments, reports, with how often and by whom."""

import re
from collections.abc import Iterator, Sequence

from zhiheng.core.extracting.layout import Layout
from zhiheng.core.extracting.numbers import chinese_number
from zhiheng.core.extracting.weighing import Weights
from zhiheng.core.extracting.words import Words
from zhiheng.core.values.alternations import any_of
from zhiheng.core.values.reading import Mechanism, Task

_EVERY = re.compile(r"每(?P<number>[一两二三四五六七八九十]{1,2}|\d{1,2})?个?(?P<unit>月|季度|季|年|周)(?:至少|度|底|末)?")
_MONTHS = {"月": 1, "季": 3, "季度": 3, "年": 12}
_END = re.compile(r"[，；。：！？）\n]")


class Mechanisms:
    """Finds what recurs; compiled for one set of words."""

    def __init__(self, words: Words) -> None:
        self._months = {row.word: row.every_months for row in words.lexicons.frequencies}
        self._hint = re.compile(any_of([*self._months, "每", "机制", "制度"]))
        self._often = re.compile(any_of(self._months))
        self._standing = re.compile(
            rf"(?:建立|健全|完善|实行|落实)[^，；。]{{0,30}}?(?:{any_of(words.senses['standing'])})[^，；。]{{0,8}}?(?:机制|制度)"
        )
        self._weights = words.once(Weights)
        self._recurring = re.compile(any_of(words.senses["recurring"]))

    def mechanisms(self, layout: Layout, tasks: Sequence[tuple[int, int, Task]], promises: bool) -> list[Mechanism]:
        """Every clause with a frequency and something that recurs, in order; `tasks` with their folded spans."""
        found = []
        for start, end in self._clauses(layout):
            text = layout.text[start:end]
            often = self._often.search(text) or _EVERY.search(text)
            standing = None if often or not promises else self._standing.search(text)
            if not (often and self._recurring.search(text)) and not standing:
                continue
            if not 6 <= len(text) <= 120 or layout.in_heading(start):
                continue
            found.append(self._mechanism(layout, start, end, often[0] if often else None, tasks))
        return found

    def frequency(self, clause: str) -> tuple[str | None, int | None]:
        """How often a clause says that something recurs: in its words, and in months."""
        often = self._often.search(clause) or _EVERY.search(clause)
        return (often[0], self._every(often[0])) if often else (None, None)

    def _clauses(self, layout: Layout) -> Iterator[tuple[int, int]]:
        """The clauses with a word of frequency or of what stands; no other holds a mechanism."""
        reached = 0
        for hint in self._hint.finditer(layout.text):
            if hint.start() >= reached:
                start = layout.clause(hint.start())[0]
                end = _END.search(layout.text, hint.end())
                reached = end.start() if end else len(layout.text)
                yield max(start, layout.text.rfind("）", start, hint.start()) + 1), reached

    def _mechanism(
        self, layout: Layout, start: int, end: int, often: str | None, tasks: Sequence[tuple[int, int, Task]]
    ) -> Mechanism:
        first, last, quote = layout.folded.raw(start, end)
        months = self._every(often) if often else None
        return Mechanism(
            section=layout.section(start),
            quote=quote,
            start=first,
            end=last,
            confidence=self._weights.weigh("mechanism", [] if months else ["unclear_often" if often else "no_frequency"])[0],
            flags=[] if months else ["未写明频次，由本单位确定"],
            text=layout.text[start:end],
            frequency=often,
            every_months=months,
            who=_responsible(start, end, tasks),
        )

    def _every(self, often: str) -> int | None:
        if often in self._months:
            return self._months[often]
        match = _EVERY.fullmatch(often)
        if not match or match["unit"] not in _MONTHS:
            return None
        number = match["number"] or "1"
        return int(number if number.isdecimal() else chinese_number(number)) * _MONTHS[match["unit"]]


def _responsible(start: int, end: int, tasks: Sequence[tuple[int, int, Task]]) -> list[str]:
    """The units of the duty that covers a clause, the narrowest first."""
    over = [(b - a, task) for a, b, task in tasks if a <= start and end <= b]
    if not over:
        return []
    task = min(over, key=lambda pair: pair[0])[1]
    return task.lead_units + task.responsible_units
