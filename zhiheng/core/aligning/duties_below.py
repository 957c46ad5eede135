"""What a lower duty is to the upper one it takes up, aspect by aspect, each with its sentence."""

from collections.abc import Iterator

from zhiheng.core.aligning.amounts import Amount, Amounts
from zhiheng.core.aligning.bodies import Bodies
from zhiheng.core.aligning.goals import as_strict
from zhiheng.core.values.carrying import CarryingWords, Relation, Statement
from zhiheng.core.values.scales import factor

Said = tuple[Relation, str]
_AS_LONG = 3  # times: in a much longer text 鼓励 may bind another matter

class Duties:
    """The words by which duties bind, ready for asking. Built once for many duties."""

    def __init__(self, words: CarryingWords) -> None:
        self._words = words
        self._amounts = Amounts(words)
        self.bodies = Bodies(words.units)

    def relations(self, upper: Statement, lower: Statement) -> Iterator[Said]:
        """Each aspect in which the lower duty asks more, or less, than the upper one."""
        if max(len(upper.text), len(lower.text)) <= _AS_LONG * min(len(upper.text), len(lower.text)):
            yield from self._by_binding(upper.text, lower.text)
        yield from self._by_frequency(upper.text, lower.text)
        yield from self._by_amounts(upper.text, lower.text)

    def remarks(self, upper: Statement, lower: Statement) -> Iterator[str]:
        """What a person should see of the units: the same kind leads, or another."""
        if not upper.lead or not lower.lead:
            return
        both = self.bodies.shared(upper.lead, lower.lead)
        if both:
            yield f"牵头单位对应：{both[0][0]} → {both[0][1]}"
        else:
            yield f"上级牵头：{'、'.join(upper.lead)}；本级牵头：{'、'.join(lower.lead)}，请核对"

    def _by_binding(self, upper: str, lower: str) -> Iterator[Said]:
        ways: tuple[tuple[str, Relation, Relation], ...] = (("loosely", "weaker", "stronger"), ("wholly", "stronger", "weaker"))
        for binds, more, less in ways:
            above, below = self._bound(upper, binds), self._bound(lower, binds)
            if below and not above:
                yield more, f"本级写“{below[0]}”，上级没有"
            if above and not below:
                yield less, f"上级写“{above[0]}”，本级没有"

    def _bound(self, text: str, binds: str) -> list[str]:
        return [row.word for row in self._words.binding if row.binds == binds and row.word in text]

    def _by_frequency(self, upper: str, lower: str) -> Iterator[Said]:
        above, below = self._every(upper), self._every(lower)
        if above and below and above[0] != below[0]:
            relation: Relation = "weaker" if below[0] > above[0] else "stronger"
            yield relation, f"上级“{above[1]}”，本级“{below[1]}”"

    def _every(self, text: str) -> tuple[int, str] | None:
        """The only rhythm that a text names, in months; None: none, or several."""
        found = {row.every_months: row.word for row in self._words.frequencies if row.every_months and row.word in text}
        return next(iter(found.items())) if len(found) == 1 else None

    def _by_amounts(self, upper: str, lower: str) -> Iterator[Said]:
        above, below = list(self._amounts.of(upper)), list(self._amounts.of(lower))
        if above and not below:
            yield "weaker", f"上级写“{'”“'.join(one.printed for one in above)}”，本级没有数量要求"
        for asked in above:
            alike = [one for one in below if factor(one.unit, asked.unit) is not None]
            rivals = [one for one in above if factor(one.unit, asked.unit) is not None]
            if len(alike) == len(rivals) == 1:
                yield from self._held(asked, alike[0])

    def _held(self, asked: Amount, own: Amount) -> Iterator[Said]:
        value = own.measured_in(asked.unit)
        said = f"上级“{asked.printed}”，本级“{own.printed}”"
        if value == asked.value:
            return
        if as_strict(asked.comparator, asked.value, value):
            yield "stronger", said
        elif self._amounts.shared_out(asked.unit):
            yield "part", f"{said}：够不够看下级合计"
        else:
            yield "weaker", said


def by_deadline(upper: Statement, lower: Statement) -> Iterator[Said]:
    """Whether the lower statement is due later, earlier or on no day; nothing where the upper one has no day."""
    if upper.due_on is None:
        return
    if lower.due_on is None:
        yield "weaker", f"上级时限“{upper.due}”，本级没有写明日期"
    elif lower.due_on > upper.due_on:
        yield "weaker", f"上级时限“{upper.due}”，本级“{lower.due}”，晚于上级"
    elif lower.due_on < upper.due_on:
        yield "stronger", f"上级时限“{upper.due}”，本级“{lower.due}”，早于上级"

