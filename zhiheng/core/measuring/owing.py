"""Who was due, who did, who did not: counted with their names.

Source: docs/methods/measuring.md
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from msgspec import Struct

from zhiheng.core.measuring.periods import Period
from zhiheng.core.measuring.questioning import turns_of
from zhiheng.core.measuring.valuing import quotient, shown, without
from zhiheng.core.values.conditions import satisfied
from zhiheng.core.values.gathering import GatheredKey
from zhiheng.core.values.indicators import Due, Indicator, Measured
from zhiheng.core.values.registers import Register

Pair = tuple[str, str]  # who, and when or what; "" where it is asked once


class DueOne(Struct, frozen=True, kw_only=True):
    """One who may be due: an area, a body or a firm, with what conditions ask of it, and the days on which it exists."""

    key: str
    area: str  # code; of an area, its own
    values: Mapping[str, Any] = {}
    since: date | None = None
    until: date | None = None  # the first day on which it is no more

    def active_on(self, day: date) -> bool:
        """Whether it exists on that day."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


class Owed(Struct, frozen=True, kw_only=True):
    """What is known of one area and period.

    Shape: `objects` are those of the area, where the due are objects; else `due` answers who has rows that make it due. `filed`
           says of an area and a period whether the return of the register in which doing is recorded is in.
    """

    area: str
    period: Period
    objects: Sequence[DueOne] = ()
    due: Sequence[GatheredKey] = ()
    done: Sequence[GatheredKey] = ()
    filed: Callable[[str, Period], bool]


def owed(indicator: Indicator, due: Due, known: Owed, registers: Mapping[str, Register]) -> Measured:
    """How many did (or did not) what they were due to do, and who.

    Shape: of pairs (`times`) each counts; `whole` counts those with no pair missing, `share` is their part of all.
    None:  nobody was due: undecidable. No row and no return where the register is returned: unknown (未报).
    """
    turns = turns_of(due, known.period)
    if not turns:
        return without(indicator, "undecidable", "期间里没有一个整的应做周期")
    pairs = _pairs(due, known, turns, registers)
    did = {(one.key, one.step or one.part): one.rows for one in known.done}
    rows = sum(did.get(pair, 0) for pair in pairs)
    missing = [pair for pair in pairs if pair not in did]
    if not pairs and not (due.key and known.due):
        if due.key:
            return without(indicator, "unknown", "没有记录说明谁应做")
        return without(indicator, "undecidable", "没有应做的对象")
    unreported = _unreported(indicator, known, missing, turns, registers)
    sides: dict[str, Any] = {
        "done": tuple(_name(pair) for pair in pairs if pair in did),
        "missing": tuple(map(_name, missing)),
        "unreported": tuple(map(_name, unreported)),
        "rows": rows,
    }
    if pairs and not did and len(unreported) == len(missing):
        return without(indicator, "unknown", "没有记录，也没有收到零报告", denominator=Decimal(len(pairs)), **sides)
    return _counted(indicator, pairs, missing, sides)


def _counted(indicator: Indicator, pairs: Sequence[Pair], missing: Sequence[Pair], sides: dict[str, Any]) -> Measured:
    keys = list(dict.fromkeys(key for key, _ in pairs))
    failed = {key for key, _ in missing}
    whole = tuple(key for key in keys if key not in failed)
    match indicator.value:
        case "missing":
            part, base, names = len(missing), len(pairs), sides["missing"]
        case "whole" | "share":
            part, base, names = len(whole), len(keys), whole
        case _:
            part, base, names = len(pairs) - len(missing), len(pairs), sides["done"]
    halves: dict[str, Any] = {"numerator": Decimal(part), "denominator": Decimal(base)}
    exact = Decimal(part)
    if indicator.value in ("rate", "share"):
        if not base:
            return without(indicator, "undecidable", "没有应做的对象", **halves, **sides)
        exact = quotient(exact, Decimal(base), indicator.per)
    notes = (f"其中 {len(sides['unreported'])} 个未报，不是未做",) if sides["unreported"] else ()
    return shown(indicator, exact, names=names, notes=notes, **halves, **sides)


def _pairs(due: Due, known: Owed, turns: Sequence[Period], registers: Mapping[str, Register]) -> list[Pair]:
    """Everybody who was due, once for each time or thing."""
    named = {turn.text: list(_due_in(due, known, turn)) for turn in turns}
    if due.times.startswith("codes "):
        register, _, field = due.times.removeprefix("codes ").partition(".")
        parts = registers[register].code_values(field, known.period.end)
        return [(key, part) for key in named[known.period.text] for part in parts]
    pairs = [(key, _step(turn) if due.times else "") for turn in turns for key in named[turn.text]]
    return list(dict.fromkeys(pairs))


def _due_in(due: Due, known: Owed, turn: Period) -> Iterable[str]:
    if due.key:
        return sorted(one.key for one in known.due if one.period == turn.text and one.rows >= due.repeated)
    return [one.key for one in known.objects if one.active_on(turn.end) and satisfied(due.where, one.values)]


def _unreported(
    indicator: Indicator, known: Owed, missing: Sequence[Pair], turns: Sequence[Period], registers: Mapping[str, Register]
) -> list[Pair]:
    """Those of the missing whose area sent no return: nobody knows whether they did."""
    done = indicator.done
    if done is None or registers[done.register].returns is None:
        return []
    areas = {one.key: one.area for one in known.objects}
    days = {_step(turn): turn for turn in turns}
    return [
        (key, part)
        for key, part in missing
        if not known.filed(areas.get(key, known.area), days.get(part, known.period))
    ]


def _step(turn: Period) -> str:
    """The turn as answers name it: a day by its date."""
    return turn.start.isoformat() if turn.start == turn.end else turn.text


def _name(pair: Pair) -> str:
    return "／".join(part for part in pair if part)
