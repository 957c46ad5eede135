"""When something is due: working days, clocks and what they say on a day, steps of a lifecycle, who was due.

In:  a calendar, a register's definition, the values of one row, a day. Out: dates, states, problems; nothing is kept here.
Open `days.py` first.
"""

from zhiheng.core.scheduling.clocks import (
    clocks_from,
    clocks_of,
    earliest_due,
    end_of_force,
    first_entries,
    in_force_on,
    kept_clocks,
)
from zhiheng.core.scheduling.days import (
    first_worked,
    working_day_after,
    working_days_between,
    years_not_loaded,
)
from zhiheng.core.scheduling.duties import DueObject, Turn, due_pairs, missing, turns
from zhiheng.core.scheduling.spans import moved
from zhiheng.core.scheduling.steps import lacking, possible_steps, step_to, taken_step
from zhiheng.core.values.clocks import status_on

__all__ = [
    "DueObject",
    "Turn",
    "clocks_from",
    "clocks_of",
    "due_pairs",
    "earliest_due",
    "end_of_force",
    "first_entries",
    "first_worked",
    "in_force_on",
    "kept_clocks",
    "lacking",
    "missing",
    "moved",
    "possible_steps",
    "status_on",
    "step_to",
    "taken_step",
    "turns",
    "working_day_after",
    "working_days_between",
    "years_not_loaded",
]
