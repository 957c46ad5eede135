"""Everything that changes what is chased, one verb a function."""

from zhiheng.plans.chasing.actions.acting import Words, act, issue_ready
from zhiheng.plans.chasing.actions.gathering import Taken, drop_answer, open_round, take_back, use_answer
from zhiheng.plans.chasing.actions.opening import (
    CELLS,
    Asked,
    assign_matter,
    change_matter,
    open_from_duties,
    open_matter,
    open_matters,
)
from zhiheng.plans.chasing.actions.recurring import end_recurring, make_occurrences, set_recurring

__all__ = [
    "CELLS",
    "Asked",
    "Taken",
    "Words",
    "act",
    "assign_matter",
    "change_matter",
    "drop_answer",
    "end_recurring",
    "issue_ready",
    "make_occurrences",
    "open_from_duties",
    "open_matter",
    "open_matters",
    "open_round",
    "set_recurring",
    "take_back",
    "use_answer",
]
