"""What one indicator asks of registers: the question for its rows, for the whole of a share, for who was due and who did."""

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta

from msgspec import Struct

from zhiheng.core.measuring.periods import Period
from zhiheng.core.measuring.stepping import MONTHS, between, cumulative, steps_within
from zhiheng.core.values.conditions import names_in
from zhiheng.core.values.gathering import KeyQuestion, Question
from zhiheng.core.values.indicators import Due, Indicator, Part
from zhiheng.core.values.registers import Condition, Register

COUNTED = ("state", "reached", "clock", "check")  # columns with a dot that are no reference


class Asked(Struct, frozen=True):
    """One question, and the periods it is asked for when the figure is counted over one."""

    question: Question | KeyQuestion
    periods: Callable[[Period], Iterable[Period]]


def questions(indicator: Indicator, registers: Mapping[str, Register]) -> dict[str, Asked]:
    """The questions of an indicator by the part they play; {} for one that is computed from others, or imported."""
    match indicator.shape:
        case "value" | "rate":
            return _of_rows(indicator, registers)
        case "due":
            return _of_due(indicator, registers)
        case "rule" if indicator.register:
            return _of_rule(indicator, registers)
    return {}


def _of_rows(indicator: Indicator, registers: Mapping[str, Register]) -> dict[str, Asked]:
    if indicator.measure is None:
        raise ValueError("a value or a rate has a measure")
    register = registers[indicator.register]
    by = (*indicator.by, *((indicator.each.by,) if indicator.each else ()))
    sides = [part.where for part in (indicator.numerator, indicator.denominator) if part]
    fields = [*indicator.measure.fields, *(name for part in _parts(indicator) if part.measure for name in part.measure.fields)]
    question = Question(
        register=register,
        references=_references(register, registers, [indicator.where, *sides], [*by, *fields, indicator.time.field]),
        where=indicator.where,
        measure=indicator.measure,
        numerator=indicator.numerator,
        denominator=indicator.denominator,
        by=by,
        time=indicator.time,
    )
    asked = {"rows": Asked(question, _itself)}
    if indicator.value == "share":
        whole = Question(
            register=register,
            references=question.references,
            where=indicator.where,
            measure=indicator.measure,
            time=indicator.time,
        )
        asked["whole"] = Asked(whole, _itself)
    return asked


def _of_due(indicator: Indicator, registers: Mapping[str, Register]) -> dict[str, Asked]:
    due, done = indicator.due, indicator.done
    if due is None or done is None:
        raise ValueError("a due set says who was due and who did")
    register = registers[done.register]
    asked = KeyQuestion(
        register=register,
        references=_references(register, registers, [done.where], [done.key, done.part, done.time.field]),
        where=done.where,
        key=done.key,
        time=done.time,
        step=due.times if due.times in ("day", *MONTHS) else "",
        part=done.part if due.times.startswith("codes ") else "",
    )
    found = {"done": Asked(asked, _itself)}
    if due.key:
        register = registers[due.who]
        owing = KeyQuestion(
            register=register,
            references=_references(register, registers, [due.where], [due.key, due.time.field]),
            where=due.where,
            key=due.key,
            time=due.time,
        )
        found["due"] = Asked(owing, lambda period: turns_of(due, period))
    return found


def _of_rule(indicator: Indicator, registers: Mapping[str, Register]) -> dict[str, Asked]:
    """What stands in the field that a rule looks at; numbers by area, from the first day of their year."""
    if indicator.rule is None:
        raise ValueError("a rule has a name")
    register, options = registers[indicator.register], indicator.rule.options
    number = str(options.get("number", ""))
    asked = KeyQuestion(
        register=register,
        references=_references(register, registers, [indicator.where], [indicator.time.field]),
        where=indicator.where,
        key="area" if number else str(options["day"]),
        part=number,
        time=indicator.time,
    )
    return {"rows": Asked(asked, rule_periods(indicator))}


def rule_periods(indicator: Indicator) -> Callable[[Period], list[Period]]:
    """The periods in which a rule over rows looks: numbers begin anew each year."""
    numbered = indicator.rule is not None and "number" in indicator.rule.options
    return (lambda period: [cumulative(period)]) if numbered else _itself


def turns_of(due: Due, period: Period) -> list[Period]:
    """The periods in each of which somebody is due once: the whole ones inside, or the period itself."""
    match due.times:
        case "day":
            days = (period.end - period.start).days + 1
            return [between(day, day) for day in (period.start + timedelta(days=past) for past in range(days))]
        case "month" | "quarter" | "half-year" | "year" as step:
            return steps_within(step, period)
    return [period]


def _itself(period: Period) -> list[Period]:
    return [period]


def _parts(indicator: Indicator) -> list[Part]:
    return [part for part in (indicator.numerator, indicator.denominator) if part]


def _references(
    register: Register, registers: Mapping[str, Register], conditions: Iterable[Condition], names: Iterable[str]
) -> dict[str, Register]:
    """The registers that names with a dot lead to, by the field that refers to them."""
    named = {name for condition in conditions for name in names_in(condition)} | set(names)
    fields = {name.partition(".")[0] for name in named if "." in name} - set(COUNTED)
    return {name: registers[register.fields[name].to] for name in sorted(fields) if name in register.fields}
