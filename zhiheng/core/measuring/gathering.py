"""The engine in plain Python: what every other engine must answer, and what one clerk's rows need.

A row is a mapping of what is kept (`usable` values) with its header: "id", "key", "area" (code), "event_on", "state" (now),
"late", "entered_on", "reached.STATE", and of each clock "start.ID", "due.ID", "stop.ID", "paused.ID". Days are ISO text or dates.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import product
from typing import Any, NamedTuple, Protocol, TypeVar

from zhiheng.core.measuring.dating import Days, day_of, text_of
from zhiheng.core.measuring.periods import Period
from zhiheng.core.measuring.seeing import Seen
from zhiheng.core.measuring.tallying import tallied
from zhiheng.core.values.conditions import satisfied
from zhiheng.core.values.gathering import Closure, Gathered, GatheredKey, KeyQuestion, Question
from zhiheng.core.values.indicators import Measure, Part
from zhiheng.core.values.registers import AREA

Row = Mapping[str, Any]
Others = Mapping[str, Iterable[Row]]  # the rows of the registers that references lead to, by register
Dims = tuple[str | None, ...]
AnyRow = TypeVar("AnyRow", bound=Mapping[str, Any])


def gathered(
    question: Question, rows: Iterable[Row], areas: Closure, periods: Iterable[Period], others: Others | None = None
) -> list[Gathered]:
    """What each wanted area and each period have, by the values of `by`; order is by area, period, dims.

    Shape: `areas` are, by the code of a row's own area, the wanted areas that it counts for. A row with several values of a
           dim counts for each of them.
    """
    groups: dict[tuple[str, str, Dims], list[Seen]] = {}
    for period, row in _placed(question, rows, areas, periods, others):
        for dims in product(*(_values(row.get(name)) for name in question.by)):
            for area in areas[row[AREA]]:
                groups.setdefault((area, period.text, dims), []).append(row)
    days = Days(question.register, question.time)
    return [
        _gathered(place, counted(question, groups[place], lambda row: text_of(days.of_last(row.row))))
        for place in sorted(groups, key=_order)
    ]


def gathered_keys(
    question: KeyQuestion, rows: Iterable[Row], areas: Closure, periods: Iterable[Period], others: Others | None = None
) -> list[GatheredKey]:
    """Who has rows in each wanted area and period, with how many."""
    days = Days(question.register, question.time)
    found: dict[tuple[str, str, str, str, str], int] = {}
    for period, row in _placed(question, rows, areas, periods, others):
        step = _step(question.step, days.of(row.row))
        parts = _values(row.get(question.part)) if question.part else [""]
        for key, part in product(_values(row.get(question.key)), parts):
            for area in areas[row[AREA]]:
                if key is not None:
                    place = (area, period.text, key, step, part or "")
                    found[place] = found.get(place, 0) + 1
    return [
        GatheredKey(area=area, period=period, key=key, step=step, part=part, rows=count)
        for (area, period, key, step, part), count in sorted(found.items())
    ]


def row_ids(
    question: Question, rows: Iterable[Row], areas: Closure, period: Period, which: str = "", others: Others | None = None
) -> list[Any]:
    """The ids of the rows that count: of the base, or of the "numerator" or "denominator", in their order."""
    part = {"numerator": question.numerator, "denominator": question.denominator}.get(which) or Part()
    placed = _placed(question, rows, areas, [period], others)
    return sorted({row["id"] for _, row in placed if satisfied(part.where, row)})


class Counted(NamedTuple):
    """What rows come to; see `Gathered`."""

    numerator: Decimal | None
    denominator: Decimal | None
    rows: int
    empty: int
    outside: int


class Counting(Protocol):
    """What is counted: a question, or an indicator."""

    @property
    def measure(self) -> Measure | None: ...
    @property
    def numerator(self) -> Part | None: ...
    @property
    def denominator(self) -> Part | None: ...


def counted(what: Counting, rows: Sequence[AnyRow], day: Callable[[AnyRow], str] = lambda row: "") -> Counted:
    """What rows of one group come to: numerator, denominator, how many, how many empty, how many outside.

    Shape: `day` tells the latest row of an area, for a measure that takes the last.
    """
    if what.measure is None:
        raise ValueError("rows are counted by a measure")
    over, under = what.numerator or Part(), what.denominator or Part()
    above = [row for row in rows if satisfied(over.where, row)]
    measure, denominator = over.measure or what.measure, None
    if what.numerator or what.denominator:
        below = [row for row in rows if satisfied(under.where, row)]
        denominator = _tallied(under.measure or what.measure, below, day)
    elif measure.operation == "mean":
        denominator = Decimal(sum(row.get(measure.field) is not None for row in above))
    return Counted(
        numerator=_tallied(measure, above, day),
        denominator=denominator,
        rows=len(rows),
        empty=0 if measure.operation == "count" else sum(not _filled(measure, row) for row in above),
        outside=sum(not satisfied(under.where, row) for row in above),
    )


def _tallied(measure: Measure, rows: Sequence[AnyRow], day: Callable[[AnyRow], str]) -> Decimal | None:
    match measure.operation:
        case "mean":  # the sum; what it is divided by stands beside it
            return tallied(f"sum {measure.field}", rows)
        case "last":
            return _last(measure.field, rows, day)
    return tallied(" ".join([measure.operation, *measure.fields]), rows)


def _last(field: str, rows: Sequence[AnyRow], day: Callable[[AnyRow], str]) -> Decimal | None:
    """The value of the latest row of each area that has one, added over areas; of a day the row kept last."""
    latest: dict[Any, Any] = {}
    for row in sorted(rows, key=lambda row: (day(row), row.get("id", 0))):
        if row.get(field) is not None:
            latest[row.get(AREA)] = row[field]
    return sum((Decimal(value) for value in latest.values()), Decimal(0)) if latest else None


def _placed(
    question: Question | KeyQuestion, rows: Iterable[Row], areas: Closure, periods: Iterable[Period], others: Others | None
) -> Iterable[tuple[Period, Seen]]:
    """The rows of the base with the periods they are in, as they were on the last day."""
    days = Days(question.register, question.time)
    known = {name: {row["key"]: row for row in (others or {}).get(there.id, ())} for name, there in question.references.items()}
    asked = list(periods)
    for row in rows:
        if not areas.get(row[AREA]):
            continue
        for period in asked:
            if days.puts(row, period):
                seen = Seen(row, question.register, question.references, known, period.end)
                if satisfied(question.where, seen):
                    yield period, seen


def _gathered(place: tuple[str, str, Dims], counts: "Counted") -> Gathered:
    area, period, dims = place
    return Gathered(area=area, period=period, dims=dims, **counts._asdict())


def _filled(measure: Measure, row: Row) -> bool:
    there = [row.get(name) is not None for name in measure.fields]
    return all(there) if measure.operation == "distinct" else any(there)


def _values(value: Any) -> list[str | None]:
    """The values that keep figures apart, as text; a field with many has each once."""
    if isinstance(value, list):
        return list(dict.fromkeys(_text(one) for one in value)) or [None]
    return [_text(value)]


def _text(value: Any) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None else text_of(value)


def _step(step: str, value: Any) -> str:
    day = day_of(value)
    if not step or day is None:
        return ""
    match step:
        case "day":
            return day.isoformat()
        case "month":
            return f"{day.year:04}-{day.month:02}"
        case "quarter":
            return f"{day.year:04}Q{(day.month + 2) // 3}"
    return f"{day.year:04}"


def _order(place: tuple[str, str, Dims]) -> tuple[str, str, list[tuple[bool, str]]]:
    area, period, dims = place
    return area, period, [(one is not None, one or "") for one in dims]
