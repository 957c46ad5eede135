"""The dates of a row's clocks, to be kept with the row, and what they say on a day.

Statuses are comparisons of dates: who filters or counts rows by them needs no calendar.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec
from msgspec import structs

from zhiheng.core.scheduling.days import (
    day_after,
    first_worked,
    working_day_after,
    working_days_between,
    years_not_loaded,
)
from zhiheng.core.scheduling.spans import moved
from zhiheng.core.values.calendars import Calendar
from zhiheng.core.values.conditions import satisfied
from zhiheng.core.values.lifecycles import Clock, ClockDays, Limit, Passage
from zhiheng.core.values.registers import Register, usable
from zhiheng.core.values.spans import Span

Pauses = list[tuple[date, date | None]]  # from the day of entry to the day of leaving; None: it still lasts


def clocks_of(
    register: Register,
    values: Mapping[str, Any],
    passages: Sequence[Passage],
    calendar: Calendar,
    signed: frozenset[str] = frozenset(),
) -> dict[str, ClockDays]:
    """The dates of every clock of a row that runs.

    Shape: `values` are kept values, dates as ISO text; `passages` every entry into a state, the oldest first; `signed`
           the clocks ("register.clock") and lines of tables of limits ("register.clock.line") that somebody has signed
           for: one found in law and confirmed by nobody stands.
    """
    reached = first_entries(passages)
    running = {
        id: clock
        for id, clock in register.clocks.items()
        if not clock.every and (clock.confirmed or f"{register.id}.{id}" in signed)
    }
    days = {}
    for id, clock in running.items():
        standing = [one for one in clock.limits if one.confirmed or f"{register.id}.{id}.{one.line}" in signed]
        days[id] = _days(structs.replace(clock, limits=tuple(standing)), register, values, reached, passages, calendar)
    return days


def first_entries(passages: Sequence[Passage]) -> dict[str, date]:
    """The day of first entry into each state: a state entered again keeps it."""
    entered: dict[str, date] = {}
    for passage in passages:
        entered.setdefault(passage.state, passage.on)
    return entered


def kept_clocks(clocks: Mapping[str, ClockDays]) -> dict[str, dict[str, Any]]:
    """The dates as a row keeps them: ISO text, what is unknown left out."""
    kept = {id: msgspec.to_builtins(days) for id, days in clocks.items()}
    return {id: {name: value for name, value in days.items() if value} for id, days in kept.items()}


def clocks_from(kept: Mapping[str, Mapping[str, Any]]) -> dict[str, ClockDays]:
    """The dates that a row keeps."""
    return {id: msgspec.convert(days, ClockDays) for id, days in kept.items()}


def earliest_due(clocks: Mapping[str, ClockDays]) -> date | None:
    """The first day on which something of the row is due and not done; None where nothing is."""
    open_ones = [days.due for days in clocks.values() if days.due and not days.stop and not days.paused]
    return min(open_ones, default=None)


def end_of_force(register: Register, values: Mapping[str, Any]) -> date | None:
    """The day on which a row ends being in force: the earliest of the dates that end it; None where none is known."""
    ends = [values[key] for key in register.active[1:] if values.get(key)]
    return date.fromisoformat(min(ends)) if ends else None


def in_force_on(register: Register, values: Mapping[str, Any], day: date) -> bool:
    """Whether a row is in force on a day: from the first date of `active` until, not including, the earliest that ends it."""
    begun = values.get(register.active[0]) if register.active else None
    end = end_of_force(register, values)
    return bool(begun and begun <= day.isoformat() and (end is None or day < end))


def _days(
    clock: Clock,
    register: Register,
    values: Mapping[str, Any],
    reached: Mapping[str, date],
    passages: Sequence[Passage],
    calendar: Calendar,
) -> ClockDays:
    start = _moment(clock.start, values, reached)
    ended = _ended(register, passages)
    stop = _moment(clock.stop, values, reached) if clock.stop else ended
    seen = _seen(register, values, reached, passages)
    if (clock.start and start is None) or not satisfied(clock.where, seen):
        return ClockDays()
    limit = _in_force(clock.limits, start, seen)
    due = _due(limit, start, values, calendar) if limit else None
    found = ClockDays(start=start, due=due, stop=stop)
    if due and start:
        found = _with_pauses(found, clock, limit, _pauses(clock.pause, passages, start), calendar)
    if not stop and ended and found.due:
        found = structs.replace(found, paused=found.paused or ended)
    return _finished(found, clock, calendar)


def _seen(
    register: Register, values: Mapping[str, Any], reached: Mapping[str, date], passages: Sequence[Passage]
) -> dict[str, Any]:
    """The row as the conditions of clocks look at it."""
    state = {"state": passages[-1].state} if passages else {}
    return {**usable(register, values), **state, **{f"reached.{name}": day.isoformat() for name, day in reached.items()}}


def _moment(name: str, values: Mapping[str, Any], reached: Mapping[str, date]) -> date | None:
    """The day of a field, or of first entry into reached.STATE."""
    if name.startswith("reached."):
        return reached.get(name.removeprefix("reached."))
    value = values.get(name)
    return date.fromisoformat(value) if value else None


def _ended(register: Register, passages: Sequence[Passage]) -> date | None:
    """The day since which the row is in an end state."""
    ends = register.lifecycle.end if register.lifecycle else ()
    return passages[-1].on if passages and passages[-1].state in ends else None


def _in_force(limits: Sequence[Limit], start: date | None, seen: Mapping[str, Any]) -> Limit | None:
    """The first limit for such a row in force when the clock begins; one without dates of force always is."""
    for limit in limits:
        day = start or _moment(limit.due_field, seen, {})
        after = limit.since is None or (day is not None and limit.since <= day)
        until = limit.until is None or (day is not None and day <= limit.until)
        if after and until and satisfied(limit.where, seen):
            return limit
    return None


def _due(limit: Limit, start: date | None, values: Mapping[str, Any], calendar: Calendar) -> date | None:
    if limit.due_field:
        day = _moment(limit.due_field, values, {})
        return moved(calendar, day, limit.offset, back=limit.before) if day and limit.offset else day
    span = _span(limit, values)
    return moved(calendar, start, span) if start and span else None


def _span(limit: Limit, values: Mapping[str, Any]) -> Span | None:
    if not limit.amount_field:
        return limit.span
    amount = values.get(limit.amount_field)
    return Span(int(amount), limit.unit) if amount is not None else None  # type: ignore[arg-type]


def _pauses(states: Sequence[str], passages: Sequence[Passage], start: date) -> Pauses:
    found: Pauses = []
    for place, passage in enumerate(passages):
        if passage.state in states:
            leaving = passages[place + 1].on if place + 1 < len(passages) else None
            if leaving is None or leaving > start:
                found.append((max(passage.on, start), leaving))
    return found


def _with_pauses(days: ClockDays, clock: Clock, limit: Limit | None, pauses: Pauses, calendar: Calendar) -> ClockDays:
    """Each pause that begins in time moves the due date on by the time it took; one that lasts leaves it open."""
    due = days.due
    working = bool(limit and limit.span and limit.span.unit == "wd") or bool(limit and limit.unit == "wd")
    for entered, left in pauses:
        if due is None or entered > due:
            break
        until = left or days.stop
        if until is None:
            return structs.replace(days, due=None, paused=entered)
        if working:
            due = working_day_after(calendar, due, max(0, working_days_between(calendar, entered, until)))
        else:
            due = day_after(due, max(0, (until - entered).days))
    return structs.replace(days, due=due)


def _finished(days: ClockDays, clock: Clock, calendar: Calendar) -> ClockDays:
    """With the shifted last day, the day of warning, and a mark where a year's holidays are not loaded."""
    if days.due is None:
        return days
    due = first_worked(calendar, days.due) if clock.shift else days.due
    warn = moved(calendar, due, clock.warn, back=True) if clock.warn else None
    counted = clock.shift or "wd" in {span.unit for span in _spans(clock)}
    missing = counted and years_not_loaded(calendar, days.start or due, due)
    if clock.window and not days.stop:
        days = structs.replace(days, stop=due, paused=None)
    return structs.replace(days, due=due, warn=warn, provisional=bool(missing))


def _spans(clock: Clock) -> list[Span]:
    spans = [clock.warn, *(limit.span for limit in clock.limits), *(limit.offset for limit in clock.limits)]
    return [span for span in spans if span] + [Span(0, "wd") for limit in clock.limits if limit.unit == "wd"]
