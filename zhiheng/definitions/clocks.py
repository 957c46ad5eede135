"""The clocks of a register's file: `file = {start = "reached.线索", stop = "filed_on", limit = "15 wd"}`."""

import re
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.lifecycles import Basis, Clock, Lifecycle, Limit
from zhiheng.core.values.registers import Condition, Field
from zhiheng.core.values.spans import Span, span_from
from zhiheng.definitions.conditions import plain
from zhiheng.definitions.limits import LimitLine, limit_lines
from zhiheng.definitions.strict import converted, place, refuse_unknown

_MOVED = re.compile(r"(\w+)(?: ([+-]) ?(.+))?")


class ClockTable(Struct, kw_only=True, forbid_unknown_fields=True):
    """One clock as written."""

    name: str = ""
    start: str = ""
    stop: str = ""
    limit: str | dict[str, Any] | list[dict[str, Any]] = ""
    warn: str = ""
    pause: list[str] = []
    shift: bool = False
    window: bool = False
    every: str = ""
    who: dict[str, Any] = {}
    done: str = ""
    where: Condition = {}
    basis: Basis = "set"
    source: str = ""
    confirmed: bool = True


class DatedLimit(Struct, kw_only=True, forbid_unknown_fields=True, rename={"since": "from"}):
    """One limit of several, with its dates of force and the rows it is for."""

    limit: str = ""
    where: Condition = {}
    since: date | None = None
    until: date | None = None


class CountedLimit(Struct, kw_only=True, forbid_unknown_fields=True):
    """A limit whose length stands in the row, or in a table of limits by what the row says."""

    name: str = field(name="field", default="")
    unit: str = "d"
    table: str = ""
    by: str = ""


def clock_from(
    raw: Any, id: str, fields: dict[str, Field], lifecycle: Lifecycle | None, path: Path, office: Path | None = None
) -> Clock:
    """One clock of a register. Raises: Fault D101–D106, D202, D203, D233."""
    where = f"{place(path)} [clocks.{id}]"
    table = converted(raw, ClockTable, path, f"clocks.{id}")
    states = lifecycle.states if lifecycle else ()
    for moment in (table.start, table.stop):
        _refuse_no_moment(moment, fields, states, where)
    _refuse_no_moment(table.done, fields, (), where)
    refuse_unknown(table.pause, states, f"{where} pause")
    if table.every:
        _refuse_periodic_without_who(table, where)
    elif not table.limit:
        raise Fault("D233", f"{where}：没有写 limit，也没有写 every。请写期限，例如 limit = \"15 wd\"。")
    return Clock(
        id=id,
        name=table.name,
        start=table.start,
        stop=table.stop,
        limits=_limits(table.limit, fields, path, id, office) if table.limit else (),
        warn=span_of(table.warn, f"{where} warn") if table.warn else None,
        pause=tuple(table.pause),
        shift=table.shift,
        window=table.window,
        every=span_of(table.every, f"{where} every") if table.every else None,
        who=table.who,
        done=table.done,
        where=plain(table.where),
        basis=table.basis,
        source=table.source,
        confirmed=table.confirmed,
    )


def _refuse_periodic_without_who(table: ClockTable, where: str) -> None:
    if not table.who:
        raise Fault("D233", f"{where}：every 须写明谁应当做，例如 who = {{who = \"areas\"}}。请补上。")


def _refuse_no_moment(moment: str, fields: dict[str, Field], states: tuple[str, ...], where: str) -> None:
    """A moment is a date field or reached.STATE; "" is none."""
    if not moment:
        return
    if moment.startswith("reached."):
        refuse_unknown([moment.removeprefix("reached.")], states, where)
        return
    refuse_unknown([moment], fields, where)
    if fields[moment].type != "date":
        raise Fault("D233", f"{where}：“{moment}”不是日期字段，不能起算或止算。请换成日期字段或 reached.状态。")


def _limits(raw: Any, fields: dict[str, Field], path: Path, id: str, office: Path | None) -> tuple[Limit, ...]:
    section, place_of = f"clocks.{id}", f"{place(path)} [clocks.{id}]"
    if isinstance(raw, list):
        dated = [converted(one, DatedLimit, path, section) for one in raw]
        return tuple(
            _limit(one.limit, fields, place_of, since=one.since, until=one.until, where=plain(one.where)) for one in dated
        )
    if isinstance(raw, dict):
        counted = converted(raw, CountedLimit, path, section)
        if counted.table:
            refuse_unknown([counted.by], fields, f"{place_of} by")
            return tuple(_of_line(line, counted.by, place_of) for line in limit_lines(counted.table, place_of, office))
        refuse_unknown([counted.name], fields, place_of)
        refuse_unknown([counted.unit], ("d", "wd", "months", "years"), f"{place_of} unit")
        return (Limit(amount_field=counted.name, unit=counted.unit),)
    return (_limit(raw, fields, place_of),)


def _of_line(line: LimitLine, by: str, where: str) -> Limit:
    return Limit(
        span=span_of(line.limit, f"{where} {line.id}"),
        since=line.since,
        until=line.until,
        where={by: line.case},
        line=line.id,
        source=line.source,
        confirmed=line.confirmed,
    )


def _limit(text: str, fields: dict[str, Field], place_of: str, **bounds: Any) -> Limit:
    if span := span_from(text):
        return Limit(span=span, **bounds)
    match = _MOVED.fullmatch(text)
    if match and match[1] in fields and fields[match[1]].type == "date":
        offset = span_of(match[3], place_of) if match[3] else None
        return Limit(due_field=match[1], offset=offset, before=match[2] == "-", **bounds)
    raise Fault("D233", f"{place_of}：期限“{text}”看不懂。请写成 15 wd、90 d、3 months、due_on 或 due_on -30 d。")


def span_of(text: str, where: str) -> Span:
    """The span that a definition writes there. Raises: Fault D233."""
    if span := span_from(text):
        return span
    raise Fault("D233", f"{where}：“{text}”不是时长。请写成 15 wd、90 d、3 months 或 1 year。")
