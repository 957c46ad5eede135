"""What is done with returns: asked for, filled in, collected, reviewed, urged; one file a verb."""

from zhiheng.indicators.returns.actions.collecting import (
    differences,
    drop_file,
    name_file,
    take_back,
    use_file,
)
from zhiheng.indicators.returns.actions.opening import due_day, open_round, refill, who_is_due
from zhiheng.indicators.returns.actions.reviewing import (
    accept,
    accept_all,
    level_of,
    may_review,
    reopen,
    returned_reasons,
    send_back,
)
from zhiheng.indicators.returns.actions.saving import Meanwhile, Saved, Typed, save, submit
from zhiheng.indicators.returns.actions.urging import urge, urging_words

__all__ = [
    "Meanwhile",
    "Saved",
    "Typed",
    "accept",
    "accept_all",
    "differences",
    "drop_file",
    "due_day",
    "level_of",
    "may_review",
    "name_file",
    "open_round",
    "refill",
    "reopen",
    "returned_reasons",
    "save",
    "send_back",
    "submit",
    "take_back",
    "urge",
    "urging_words",
    "use_file",
    "who_is_due",
]
