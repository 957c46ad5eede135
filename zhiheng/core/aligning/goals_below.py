"""What a lower target is to the upper one it takes up: as strict, stricter, weaker, or not to be compared."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from rapidfuzz import fuzz

from zhiheng.core.aligning.amounts import Amounts
from zhiheng.core.aligning.goals import AT_MOST, adds_up, as_strict, asked_as
from zhiheng.core.values.carrying import CarryingWords, Relation, Statement
from zhiheng.core.values.scales import factor
from zhiheng.core.values.vocabulary import Vocabulary

Said = tuple[Relation, str]
_HELD = {"same": "数值相同", "stronger": "本级更严", "weaker": "本级低于上级要求", "part": "够不够看下级合计"}
_OPEN = (">", "<")
_SAME_KIND = 15  # of 100, added: one indicator of the field, but another scope


class Goals:
    """The indicators by which targets are compared, ready for asking. Built once for many targets."""

    def __init__(self, words: CarryingWords) -> None:
        self._vocabulary = Vocabulary(words.indicators)
        self._amounts = Amounts(words)
        self._known = cache(self._vocabulary.of)
        self.likeness = cache(self._likeness)

    def _likeness(self, upper: str, lower: str) -> tuple[int, str]:
        """How surely the names of two targets speak of one indicator, of 100, and why."""
        if upper == lower:
            return 100, f"指标名称相同：{upper}"
        if self._vocabulary.same(upper, lower):
            return 95, "词表里是同一个指标"
        score = round(fuzz.ratio(upper, lower))
        known = self._known(upper)
        if known is not None and known is self._known(lower):
            return min(90, score + _SAME_KIND), f"词表里都是“{known.name}”，限定不同"
        return min(90, score), "指标名称相近"

    def relations(self, upper: Statement, lower: Statement) -> Iterator[Said]:
        """What the lower target is to the upper one by its number, and the sentence that says so."""
        said = f"上级{printed_goal(upper)}，本级{printed_goal(lower)}"
        if upper.low is None or lower.low is None:
            yield ("same", f"{said}：都是文字要求") if upper.low is lower.low else ("differs", f"{said}：一方没有数值")
            return
        times = factor(lower.unit, upper.unit)
        if times is None or upper.change is not lower.change:
            yield "differs", f"{said}：单位或口径不同，不能直接比"
            return
        known = self._vocabulary.of(upper.text)
        asked, own = asked_as(upper.comparator, known), asked_as(lower.comparator, known)
        if (asked in AT_MOST) is not (own in AT_MOST):
            yield "differs", f"{said}：一方是下限，一方是上限"
            return
        held = _held(asked, own, upper.low, lower.low * times.numerator / times.denominator)
        made_up = self._amounts.shared_out(upper.unit) and adds_up(upper.unit, known) and not upper.change
        relation: Relation = "part" if held == "weaker" and made_up else held
        yield relation, f"{said}：{_HELD[relation]}"

    def remarks(self, upper: Statement, lower: Statement) -> Iterator[str]:
        """Nothing: a target's units are those of its duty."""
        return iter(())


def _held(asked: str, own: str, value: Decimal, below: Decimal) -> Relation:
    if below == value:
        return "weaker" if asked in _OPEN and own not in _OPEN else "same"
    return "stronger" if as_strict(asked, value, below) else "weaker"


def printed_goal(goal: Statement) -> str:
    """A target's number as it binds: ≥98%. In words: its due words alone."""
    if goal.low is None:
        return "为文字要求"
    sign = {">=": "≥", "<=": "≤", "=": "", "≈": "约", "range": ""}.get(goal.comparator, goal.comparator)
    value = f"{goal.low:f}" if goal.high is None else f"{goal.low:f}–{goal.high:f}"
    return f"{sign}{value}{goal.unit}"
