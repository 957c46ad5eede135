"""Everything that changes plans, one verb a function."""

from zhiheng.directory.actions import ask_counterpart
from zhiheng.plans.actions.approving import approve_plan, rename_plan, return_plan, submit_plan
from zhiheng.plans.actions.arranging import add_duty, move_duty, remove_duty, restore_duty
from zhiheng.plans.actions.carrying import compare_with, confirm_all, decide, undo
from zhiheng.plans.actions.changing import (
    change_duty,
    fill_missing_deadlines,
    first_responsible_leads,
    first_responsible_leads_all,
)
from zhiheng.plans.actions.commenting import (
    decide_opinion,
    open_round,
    take_answers,
    take_silence_as_agreement,
    take_text,
)
from zhiheng.plans.actions.editing import drop_edited, hand_in, take_edited
from zhiheng.plans.actions.following import take_new_items
from zhiheng.plans.actions.making import make_plan
from zhiheng.plans.actions.renewing import take_new_version
from zhiheng.plans.actions.splitting import merge_duties, split_duty, undo_arrangement
from zhiheng.plans.actions.staging import set_stage_year
from zhiheng.plans.actions.stances import set_stance, take_all
from zhiheng.plans.actions.undoing import undo_stance
from zhiheng.plans.actions.units import (
    Answer,
    accept_first_proposals,
    answer_counterpart,
    answer_counterparts,
    settle_name,
)

__all__ = [
    "Answer",
    "accept_first_proposals",
    "add_duty",
    "answer_counterpart",
    "answer_counterparts",
    "approve_plan",
    "ask_counterpart",
    "change_duty",
    "compare_with",
    "confirm_all",
    "decide",
    "decide_opinion",
    "drop_edited",
    "fill_missing_deadlines",
    "first_responsible_leads",
    "first_responsible_leads_all",
    "hand_in",
    "make_plan",
    "merge_duties",
    "move_duty",
    "open_round",
    "remove_duty",
    "rename_plan",
    "restore_duty",
    "return_plan",
    "set_stage_year",
    "set_stance",
    "settle_name",
    "split_duty",
    "submit_plan",
    "take_all",
    "take_answers",
    "take_edited",
    "take_new_items",
    "take_new_version",
    "take_silence_as_agreement",
    "take_text",
    "undo",
    "undo_arrangement",
    "undo_stance",
]
