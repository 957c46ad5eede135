"""What an engine has to be asked for many figures at once, each question once.

    plan = planned(wanted, catalogue, areas, periods)          # which questions, for which areas and periods
    answers = [engine(ask.question, plan.areas, ask.periods) for ask in plan.asks]
    values = answered(plan, answers, given)                    # {Spot(indicator, area, period, dims): Measured}

The plan follows what an indicator is computed from (`uses`), the used ones first: a change asks for its indicator in the other
period too, a window for the last whole quarter, a rule over a series for the periods before. `plan.objects` says which lists of
objects (areas, organisations, enterprises) `given.objects` must hold, `plan.imported` which outside series `given.imported`.
The app does the asking, and knows what is due, returned and imported; see answering.py.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from zhiheng.core.measuring.periods import Period
from zhiheng.core.measuring.questioning import questions
from zhiheng.core.measuring.series import periods_of_rule
from zhiheng.core.measuring.stepping import in_year, last_year, previous, window
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.gathering import KeyQuestion, Question
from zhiheng.core.values.indicators import Indicator
from zhiheng.core.values.registers import Register

OBJECTS = ("areas", "organisations", "enterprises")


class Catalogue(Struct, frozen=True):
    """Every indicator and every register by id."""

    indicators: Mapping[str, Indicator]
    registers: Mapping[str, Register]


class Ask(Struct, frozen=True):
    """One question to an engine, for all areas of the plan and these periods."""

    question: Question | KeyQuestion
    periods: tuple[Period, ...]


class Needed(Struct, frozen=True):
    """One indicator that has to be measured: in which periods, and where the answers to its questions stand in the plan.

    Shape: `over` is, by the text of a period, the period that is really counted: another one where the figure has a window.
    """

    indicator: Indicator
    periods: tuple[Period, ...]
    over: Mapping[str, Period]
    asks: Mapping[str, int]  # by the part the question plays: "rows", "whole", "due", "done"


class Plan(Struct, frozen=True):
    """What to ask. `needed` stands in the order of computing: what others use comes first."""

    wanted: tuple[str, ...]
    areas: tuple[str, ...]
    periods: tuple[Period, ...]
    needed: tuple[Needed, ...]
    asks: tuple[Ask, ...]
    registers: Mapping[str, Register]

    @property
    def objects(self) -> tuple[str, ...]:
        """The lists of objects that somebody is due from."""
        named = {one.indicator.due.who for one in self.needed if one.indicator.due}
        return tuple(kind for kind in OBJECTS if kind in named)

    @property
    def imported(self) -> tuple[str, ...]:
        """The outside series that are used."""
        return tuple(one.indicator.id for one in self.needed if one.indicator.imported)


def planned(
    wanted: Iterable[Indicator], catalogue: Catalogue, areas: Sequence[str], periods: Iterable[Period]
) -> Plan:
    """What has to be asked for these figures of these areas and periods; the same question is asked once.

    Shape:  `areas` are codes; a rule that compares areas compares exactly these.
    Raises: Fault M132 a figure is computed from itself · M133 it is computed from one that nobody defined · M130, M131 a period.
    """
    firsts, asked = tuple(wanted), tuple({one.text: one for one in periods}.values())
    order = _in_order(firsts, catalogue)
    due: dict[str, dict[str, Period]] = {one.id: {} for one in order}
    for one in firsts:
        due[one.id].update({period.text: period for period in asked})
    for one in reversed(order):  # who uses comes before what is used
        for used in one.uses:
            due[used].update({period.text: period for period in _used_in(one, due[one.id].values())})
    asks: dict[str, tuple[Question | KeyQuestion, dict[str, Period]]] = {}
    needed = [_needed(one, due[one.id], asks, catalogue.registers) for one in order]
    return Plan(
        wanted=tuple(one.id for one in firsts),
        areas=tuple(areas),
        periods=asked,
        needed=tuple(needed),
        asks=tuple(Ask(question, tuple(days.values())) for question, days in asks.values()),
        registers=catalogue.registers,
    )


def _needed(
    one: Indicator,
    due: Mapping[str, Period],
    asks: dict[str, tuple[Question | KeyQuestion, dict[str, Period]]],
    registers: Mapping[str, Register],
) -> Needed:
    over = {text: window(period, one.window) if one.window else period for text, period in due.items()}
    places = {}
    for part, asked in questions(one, registers).items():
        key = _key(asked.question)
        _, days = asks.setdefault(key, (asked.question, {}))
        days.update({period.text: period for whole in over.values() for period in asked.periods(whole)})
        places[part] = list(asks).index(key)
    return Needed(one, tuple(due.values()), over, places)


def _used_in(one: Indicator, periods: Iterable[Period]) -> list[Period]:
    """The periods in which the indicators that this one uses are needed."""
    found: list[Period] = []
    for period in periods:
        if one.rule and one.rule.of:
            found += periods_of_rule(one.rule, period)
        else:
            found.append(period)
            found += [compared(period, one.change.against)] if one.change else []
    return found


def compared(period: Period, against: str) -> Period:
    """The period that a change is counted against: last-year, previous, or a year. Raises: Fault M101, M131."""
    match against:
        case "last-year":
            return last_year(period)
        case "previous":
            return previous(period)
    return in_year(period, int(against))


def _in_order(wanted: Iterable[Indicator], catalogue: Catalogue) -> list[Indicator]:
    """Everything needed, each once, what is used before who uses it."""
    done: dict[str, Indicator] = {}

    def visit(one: Indicator, path: tuple[str, ...]) -> None:
        if one.id in path:
            raise Fault("M132", f"指标“{one.name}”经 {' → '.join((*path, one.id))} 又算到自己。请改其中一个的公式。")
        if one.id in done:
            return
        for used in one.uses:
            if used not in catalogue.indicators:
                raise Fault("M133", f"指标“{one.name}”用到“{used}”，但没有这个指标。请核对定义里的名称。")
            visit(catalogue.indicators[used], (*path, one.id))
        done[one.id] = one

    for one in wanted:
        visit(one, ())
    return list(done.values())


def _key(question: Question | KeyQuestion) -> str:
    """What makes two questions the same."""
    parts: dict[str, Any] = {name: getattr(question, name) for name in question.__struct_fields__}
    parts |= {"register": question.register.id, "references": sorted(question.references)}
    return repr((type(question).__name__, parts))
