"""What looks odd in the figures of an area and those right below it, in one period."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from zhiheng.core.measuring import Period, Spot
from zhiheng.core.measuring.plausible import Odd, Value, above_whole, contradiction, jump, outlier, stopped
from zhiheng.core.measuring.stepping import MONTHS, last_year, step_of, up_to
from zhiheng.core.values.days import day_in_words
from zhiheng.core.values.indicators import Indicator, Measured
from zhiheng.directory.models import Area
from zhiheng.indicators.engines import engine
from zhiheng.indicators.giving import GIVEN, OUT, number_given
from zhiheng.indicators.listing import in_use, rests_on
from zhiheng.indicators.values import Values, current_values
from zhiheng.registers.models import Row

BEFORE = 8  # periods of its own past that a value is held against


class Found(NamedTuple):
    """One odd thing, and the value that it is about."""

    area: Area
    indicator: Indicator
    odd: Odd
    seen: str


def looked_at(indicators: Iterable[Indicator]) -> list[Indicator]:
    """The figures that are asked about: values and rates of registers in use; what is computed from others is odd there."""
    used = in_use()
    counted = (one for one in indicators if one.shape in ("value", "rate") and not one.by and one.each is None)
    return [one for one in counted if rests_on(one, used)]


def odd_things(indicators: Iterable[Indicator], area: Area, period: Period) -> list[Found]:
    """Every odd thing in the figures of an area and those right below it; see docs/methods/plausibility.md."""
    asked = looked_at(indicators)
    below = area.children.order_by("code")
    areas = [area, *(one for one in below if one.was_there(period.start, period.end))]
    past = up_to(period, BEFORE + 1) if step_of(period) in MONTHS else [period]
    year_before = last_year(period)
    periods = list({one.text: one for one in (*past, year_before)}.values())
    values = current_values(asked, areas, periods, engine()) if asked else {}
    seen = _Seen(values, period, past, year_before)
    given = _given(areas, period)
    names = {one.id: one for one in asked}
    return [
        Found(where, one, odd, value.printed if (value := seen.now(one, where)) else "")
        for one in asked
        for where in areas
        for odd in _odd(one, where, areas[1:], seen, given, names)
    ]


class _Seen:
    """The values of all areas and periods."""

    def __init__(self, values: Values, period: Period, past: Sequence[Period], year_before: Period) -> None:
        self._values, self.period, self.past, self.year_before = values, period, past, year_before

    def at(self, one: Indicator, area: Area, period: Period) -> Measured | None:
        return self._values.get(Spot(one.id, area.code, period.text))

    def now(self, one: Indicator, area: Area) -> Measured | None:
        return self.at(one, area, self.period)


_Given = Mapping[tuple[int, str], Row]


def _odd(
    one: Indicator, where: Area, peers: Sequence[Area], seen: _Seen, given: _Given, names: Mapping[str, Indicator]
) -> Iterator[Odd]:
    history = [value.value if (value := seen.at(one, where, period)) else None for period in seen.past]
    if len(seen.past) > 1 and (odd := stopped(history, [period.name for period in seen.past])):
        yield odd
    now = _value(seen.now(one, where))
    if now is None:
        return
    before = _value(seen.at(one, where, seen.year_before))
    moved = jump(now, before, "上年同期") if before else None
    yield from filter(None, [moved, None if moved else _apart(one, where, peers, now, history, seen)])
    whole = names.get(one.not_more)
    most = _value(seen.now(whole, where)) if whole else None
    if whole and most and (odd := above_whole(now, most, whole.name)):
        yield odd
    row = given.get((where.pk, one.id))
    said = number_given(row, now.unit) if row else None
    if row and said is not None and (odd := contradiction(now, said, row.data["given_to"], _given_on(row))):
        yield odd


def _apart(
    one: Indicator, where: Area, peers: Sequence[Area], now: Value, history: Sequence[Decimal | None], seen: _Seen
) -> Odd | None:
    """Far from its peers, where sizes do not matter; far from its own past, where they do."""
    if one.shape == "rate" and where in peers:
        others = [value.value for other in peers if other != where and (value := _value(seen.now(one, other)))]
        return outlier(now, others, f"同级其他 {len(others)} 个地区")
    past = [value for value in history[:-1] if value is not None]
    return outlier(now, past, f"以前 {len(past)} 期")


def _given_on(row: Row) -> str:
    return day_in_words(row.event_on) if row.event_on else "以前"


def _value(seen: Measured | None) -> Value | None:
    if seen is None or seen.value is None:
        return None
    return Value(value=seen.value, unit=seen.unit, numerator=seen.numerator, denominator=seen.denominator)


def _given(areas: Sequence[Area], period: Period) -> dict[tuple[int, str], Row]:
    """The last figure given out of each area and indicator for this period."""
    rows = Row.objects.unscoped("of areas that the caller may see").filter(
        register=GIVEN, status="kept", state=OUT, area__in=areas, data__period=period.text
    )
    return {(row.area_id, row.data["indicator"]): row for row in rows.order_by("event_on", "pk") if row.data.get("indicator")}
