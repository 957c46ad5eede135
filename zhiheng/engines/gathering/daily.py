"""What a row says on the last day of a period, by comparing the dates that it keeps: its state, what its clocks say.

Source: core.scheduling.clocks.status_on
"""

from typing import Any

import ibis
from ibis.expr.types import Table

from zhiheng.engines.gathering import tables
from zhiheng.engines.gathering.naming import Named

LENGTH = 1000  # more states than any lifecycle has


def with_state(rows: Table, named: Named, day: str) -> Table:
    """The rows with the state on a day: the present one where no later step was taken; else the one entered last, of a day
    the later one.

    None:  the row was in no state yet.
    """
    assert named.register.lifecycle  # noqa: S101 - a state was named
    states = list(named.register.lifecycle.states)
    reached = [rows[f"{named.prefix}reached.{state}"] for state in states]
    passed = [
        ibis.ifelse(on <= rows[day], _number(on) * LENGTH + place, None).fill_null(0) for place, on in enumerate(reached, start=1)
    ]
    last = f"@last.{named.column}"
    rows = rows.mutate(**{last: ibis.greatest(*passed) if len(passed) > 1 else passed[0]})
    entered = ibis.cases(*((rows[last] % LENGTH == place, state) for place, state in enumerate(states, start=1)))
    here = tables.all_of([on.isnull() | (on <= rows[day]) for on in (rows[one.get_name()] for one in reached)])
    return rows.mutate(**{named.column: ibis.ifelse(here, rows[f"{named.prefix}@state"], entered)})


def _number(day: Any) -> Any:
    return day.year().cast("int64") * 10_000 + day.month().cast("int64") * 100 + day.day().cast("int64")


def clock_on(rows: Table, named: Named, day: Any) -> Any:
    """What a clock says at the end of a day. None: there is no row whose clock it would be."""
    start, due, stop, paused = (
        rows[f"{named.prefix}{which}.{named.id}"] for which in ("start", "due", "stop", "paused")
    )
    says = ibis.cases(
        (start > day, "未起"),
        (stop <= day, ibis.ifelse(stop > due, "迟", "按时")),
        (paused <= day, ibis.ifelse(due < paused, "逾期", "中止")),
        (due.isnull(), ibis.ifelse(paused.notnull(), "在限", "未起")),
        (due < day, "逾期"),
        else_="在限",
    )
    return ibis.ifelse(rows[f"{named.prefix}@id"].notnull(), says, ibis.null("string")) if named.through else says
