"""What the page of one row shows."""

from datetime import date
from typing import Any, NamedTuple

from django.db.models.lookups import Exact

from zhiheng.core.scheduling import clocks_from, status_on
from zhiheng.core.values.lifecycles import Clock, ClockDays
from zhiheng.core.values.registers import Register
from zhiheng.history.queries import timeline
from zhiheng.registers.deadlines import Due, due_words, in_words
from zhiheng.registers.kept import Kept
from zhiheng.registers.known import known_registers
from zhiheng.registers.models import Row
from zhiheng.registers.names import names_in
from zhiheng.registers.queries.rows import Cell, cells
from zhiheng.web.scoping import Scope

FEW = 20  # rows that refer to one, of each register


class ClockLine(NamedTuple):
    """One clock of a row, with what it says today."""

    name: str
    start: date | None
    due: date | None
    stop: date | None
    paused: date | None
    status: Due


class Referring(NamedTuple):
    """The rows of one register that refer to a row."""

    register: Register
    rows: list[Row]
    more: bool


def row_page(register: Register, row: Row, scope: Scope, today: date) -> dict[str, Any]:
    """Everything the page of a row shows."""
    names = names_in(register, [row.data])
    shown = cells(register, row, names)
    return {
        "cells": shown,
        "empty": [cell.head for cell in shown if not cell.text],
        "title": title(register, shown),
        "revisions": timeline(row),
        "due": due_words(row, today),
        "clocks": clock_lines(register, row, today),
        "reached": [(state, row.reached[state]) for state in states_of(register) if state in row.reached],
        "states": states_of(register),
        "attachments": row.attachments.select_related("by"),
        "referring": referring(row, scope),
    }


def title(register: Register, shown: list[Cell]) -> str:
    """What people call the row: its own number, else the first field with words."""
    of_key = [cell.text for cell in shown if cell.key in register.key and cell.key != "area"]
    return " ".join(of_key) or next((cell.text for cell in shown if cell.text), register.row)


def states_of(register: Register) -> tuple[str, ...]:
    """The states of a register, in the order of its file."""
    return register.lifecycle.states if register.lifecycle else ()


def clock_lines(register: Register, row: Row, today: date) -> list[ClockLine]:
    """The clocks of a row that have begun."""
    kept = clocks_from(row.clocks)
    return [
        _clock_line(clock.name or id, clock, kept[id], today) for id, clock in register.clocks.items() if id in kept
    ]


def _clock_line(name: str, clock: Clock, days: ClockDays, today: date) -> ClockLine:
    over = days.stop is not None and days.stop <= today
    ended = days.stop if over and not clock.window else None
    return ClockLine(name, days.start, days.due, ended, days.paused, _status_in_words(clock, days, today))


def _status_in_words(clock: Clock, days: ClockDays, today: date) -> Due:
    """As the list says it, and how late a clock was that has stopped."""
    status = status_on(days, today)
    if status == "按时":
        return Due("期满" if clock.window else "按时", "plain" if clock.window else "good", today)
    if status == "迟" and days.stop and days.due:
        return Due(f"迟 {(days.stop - days.due).days} 天", "bad", days.due)
    if status == "中止":
        return Due("停计", "plain", today)
    return in_words(days.due, days.paused or today) if days.due else Due("未起", "plain", today)


def referring(row: Row, scope: Scope) -> list[Referring]:
    """Who refers to this row: one query for each register that may, which its index answers."""
    found = []
    for register in known_registers().values():
        for key in (key for key, field in register.fields.items() if field.to == row.register and not field.many):
            rows = Row.objects.within(scope, reach="below").filter(register=register.id, status="kept")
            rows = rows.filter(Exact(Kept(key, register.fields[key]), row.key))  # as its filter is indexed
            some = list(rows.order_by("-pk")[: FEW + 1])
            if some:
                found.append(Referring(register, some[:FEW], len(some) > FEW))
    return found
