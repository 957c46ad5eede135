"""Targets that are told in the words of a duty: 确保抽检合格率稳定在98%以上."""

import re
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from zhiheng.core.aligning.amounts import Amount, Amounts
from zhiheng.core.values.carrying import CarryingWords, Statement

_CLAUSE = re.compile(r"[^，。；;！\n]+")
_LEADING = re.compile(
    r"^(?:(?:到|至)?(?:\d{4}年(?:底|末)?前?)?|确保|力争|努力|争取|保证|保持|实现|推动|使|做到|全省|全市|全县|全区|全镇|我省|我市|我县|年内|其中)+"
)
_CHANGED = ("提高", "增长", "降低", "下降", "提升", "减少", "增加", "新增", "上升", "压减")
_SHORTEST = 3  # characters of a name
_PART = "\0"  # between the id of a duty and the number of the target in it


class ToldGoals:
    """The words by which amounts are told, ready for reading. Built once for many duties."""

    def __init__(self, words: CarryingWords) -> None:
        self._amounts = Amounts(words)

    def of(self, duties: Iterable[Statement]) -> Iterator[Statement]:
        """The targets in the duties' words, each a goal with its duty's units and deadline. `duty_of` gives the duty's id."""
        for duty in duties:
            told = (one for clause in _CLAUSE.findall(duty.text) for one in self._in_clause(clause))
            for place, (name, amount) in enumerate(told):
                yield replace(
                    duty, id=f"{duty.id}{_PART}{place}", kind="goal", text=name, comparator=_binding(amount), low=amount.value,
                    unit=amount.unit,
                )  # fmt: skip

    def _in_clause(self, clause: str) -> Iterator[tuple[str, Amount]]:
        for amount in self._amounts.of(clause):
            name = _LEADING.sub("", clause[: clause.index(amount.printed)].strip("“”（() "))
            if len(name) >= _SHORTEST and not name.endswith(_CHANGED):
                yield name, amount


def duty_of(id: str) -> str:
    """The id of the statement in whose words a target stands; a statement's own id is given back."""
    return id.split(_PART)[0]


def _binding(amount: Amount) -> str:
    """A bare value (死亡率0.1) says neither at least nor at most."""
    bare = amount.printed[0].isdigit() and amount.printed.endswith(amount.unit)
    return "=" if bare else amount.comparator
