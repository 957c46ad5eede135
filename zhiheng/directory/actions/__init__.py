"""Changing the directory: one file for what is changed, one function for each act."""

from zhiheng.directory.actions.enterprises import new_enterprises
from zhiheng.directory.actions.organisations import (
    add_organisation,
    answer_counterpart,
    ask_counterpart,
    change_names,
    describe,
    end_organisation,
    import_organisations,
    mark_vertical,
    move_organisation,
    put_in_order,
    put_in_usual_order,
    revive_organisation,
)

__all__ = [
    "add_organisation",
    "answer_counterpart",
    "ask_counterpart",
    "change_names",
    "describe",
    "end_organisation",
    "import_organisations",
    "mark_vertical",
    "move_organisation",
    "new_enterprises",
    "put_in_order",
    "put_in_usual_order",
    "revive_organisation",
]
