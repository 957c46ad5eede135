"""Changing the directory: one file for what is changed, one function for each act."""

from zhiheng.directory.actions.enterprises import (
    add_alias,
    add_enterprise,
    change_enterprise,
    confirm_enterprise,
    drop_alias,
    give_code,
    new_enterprises,
    rename_enterprise,
)
from zhiheng.directory.actions.merging import (
    compare_enterprises,
    judge_pair,
    merge_enterprises,
    unmerge_enterprise,
)
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
    "add_alias",
    "add_enterprise",
    "add_organisation",
    "answer_counterpart",
    "ask_counterpart",
    "change_enterprise",
    "change_names",
    "compare_enterprises",
    "confirm_enterprise",
    "describe",
    "drop_alias",
    "end_organisation",
    "give_code",
    "import_organisations",
    "judge_pair",
    "mark_vertical",
    "merge_enterprises",
    "move_organisation",
    "new_enterprises",
    "put_in_order",
    "put_in_usual_order",
    "rename_enterprise",
    "revive_organisation",
    "unmerge_enterprise",
]
