"""Everything that changes the registers, one verb a file."""

from zhiheng.registers.actions.attaching import attach
from zhiheng.registers.actions.bulk import MOST, Act, Outcome, done, tried
from zhiheng.registers.actions.drafting import drop_draft, keep_draft
from zhiheng.registers.actions.entering import Entered, Typed, add_row, change_row
from zhiheng.registers.actions.importing import check_file, import_file
from zhiheng.registers.actions.incoming import confirm_layout, go_on, marked_file, pasted_file, receive
from zhiheng.registers.actions.notifying import see_notices
from zhiheng.registers.actions.returning import file_return
from zhiheng.registers.actions.revealing import note_original, reveal, revealed_file
from zhiheng.registers.actions.stepping import Wanted, take_step
from zhiheng.registers.actions.timing import retime
from zhiheng.registers.actions.undoing import undo_import
from zhiheng.registers.actions.voiding import set_status

__all__ = [
    "MOST",
    "Act",
    "Entered",
    "Outcome",
    "Typed",
    "Wanted",
    "add_row",
    "attach",
    "change_row",
    "check_file",
    "confirm_layout",
    "done",
    "drop_draft",
    "file_return",
    "go_on",
    "import_file",
    "keep_draft",
    "marked_file",
    "note_original",
    "pasted_file",
    "receive",
    "retime",
    "reveal",
    "revealed_file",
    "see_notices",
    "set_status",
    "take_step",
    "tried",
    "undo_import",
]
