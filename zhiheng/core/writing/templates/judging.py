"""Whether a condition of a template holds. What is not known makes it neither hold nor not: the paragraph is left out."""

import operator
from collections.abc import Callable, Mapping
from decimal import Decimal

from zhiheng.core.values.indicators import Measured
from zhiheng.core.writing.templates.calling import Call
from zhiheng.core.writing.templates.calls import AtLevel, Compared, CountOf, Falls, Known, Rises, Value
from zhiheng.core.writing.templates.calls_of_rows import CountRows, DaysSince, Has
from zhiheng.core.writing.templates.finding import Finder
from zhiheng.core.writing.templates.naming import listed
from zhiheng.core.writing.templates.tree import AllOf, AnyOf, Comparison, Limit, Not, Place, Test

_HOLDS: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "eq": operator.eq, "ne": operator.ne, "gt": operator.gt, "gteq": operator.ge, "lt": operator.lt, "lteq": operator.le,
}  # fmt: skip


def holds(test: Test, finder: Finder) -> bool | None:
    """True, false, or None where something it needs is not known (Kleene: unknown or true is true)."""
    match test:
        case AllOf():
            return _all([holds(one, finder) for one in test.tests])
        case AnyOf():
            said = _all([_not(holds(one, finder)) for one in test.tests])
            return _not(said)
        case Not():
            return _not(holds(test.test, finder))
        case Place():
            return finder.first if test.end == "first" else finder.last
        case Comparison():
            left, right = _number(test.left, finder), _number(test.right, finder)
            return None if left is None or right is None else _HOLDS[test.op](left, right)
        case Known(split=split, part="") if split:
            return any(exact(part.measured) is not None for part in finder.answer(test.ask).parts if part.dims != ("",))
        case Known():
            return exact(finder.measured(test)) is not None
        case AtLevel():
            return test.level in finder.given.levels
        case Compared():
            return _moved(test, finder)
        case Has():
            cell = finder.cell(test)
            return test.value in (cell.text, *cell.parts) if test.value else bool(cell.text)
    raise ValueError(f"no condition: {test}")


def days_since(call: DaysSince, finder: Finder) -> int | None:
    """How many days have passed since the date of a cell; None where there is none."""
    day = finder.cell(call).day
    return (finder.given.on - day).days if day and finder.given.on else None


def exact(seen: Measured | None) -> Decimal | None:
    """The value before rounding; None where there is none."""
    return None if seen is None else seen.exact if seen.exact is not None else seen.value


def _moved(test: Compared, finder: Finder) -> bool | None:
    now, before = exact(finder.measured(test)), exact(finder.before(test))
    if now is None or before is None:
        return None
    if isinstance(test, Falls):
        return now < before
    return now > before if type(test) is Rises else now == before


def _number(said: Call | Limit, finder: Finder) -> Decimal | None:
    match said:
        case Limit():
            return said.number
        case CountOf():
            answer = finder.answer(said.ask)
            names = listed(answer.measured, said.of, {}) if answer.measured else None
            return None if names is None else Decimal(len(names))
        case Value():
            return exact(finder.measured(said))
        case CountRows():
            return Decimal(len(finder.records(said.list, said.of)))
        case DaysSince():
            days = days_since(said, finder)
            return None if days is None else Decimal(days)
    raise ValueError(f"no number: {said}")


def _all(said: list[bool | None]) -> bool | None:
    return False if False in said else None if None in said else True


def _not(said: bool | None) -> bool | None:
    return None if said is None else not said
