"""Everything that changes the registers, one verb a file."""

from zhiheng.registers.actions.attaching import attach
from zhiheng.registers.actions.bulk import MOST, Act, Outcome, done, tried
from zhiheng.registers.actions.chasing import chase_row
from zhiheng.registers.actions.collecting import bring_together, choose, make_collection, name_unit, take_back
from zhiheng.registers.actions.drafting import drop_draft, keep_draft
from zhiheng.registers.actions.entering import Entered, Typed, add_row, change_row
from zhiheng.registers.actions.importing import check_file, import_file
from zhiheng.registers.actions.incoming import confirm_layout, go_on, marked_file, pasted_file, receive
from zhiheng.registers.actions.notifying import see_notices
from zhiheng.registers.actions.pinning import turn_pin
from zhiheng.registers.actions.returning import file_return
from zhiheng.registers.actions.revealing import note_original, reveal, revealed_file
from zhiheng.registers.actions.stepping import Wanted, take_step
from zhiheng.registers.actions.timing import retime
from zhiheng.registers.actions.undoing import undo_import
from zhiheng.registers.actions.voiding import set_status
from zhiheng.registers.collecting import template, templates
from zhiheng.registers.models import Collection

__all__ = [
    "MOST",
    "Act",
    "Collection",
    "Entered",
    "Outcome",
    "Typed",
    "Wanted",
    "add_row",
    "attach",
    "bring_together",
    "change_row",
    "chase_row",
    "check_file",
    "choose",
    "confirm_layout",
    "done",
    "drop_draft",
    "file_return",
    "go_on",
    "import_file",
    "keep_draft",
    "make_collection",
    "marked_file",
    "name_unit",
    "note_original",
    "pasted_file",
    "receive",
    "retime",
    "reveal",
    "revealed_file",
    "see_notices",
    "set_status",
    "take_back",
    "take_step",
    "template",
    "templates",
    "tried",
    "turn_pin",
    "undo_import",
]
