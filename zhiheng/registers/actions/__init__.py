"""Everything that changes the registers, one verb a file."""

from zhiheng.registers.actions.importing import check_file, import_file
from zhiheng.registers.actions.notifying import see_notices
from zhiheng.registers.actions.returning import file_return
from zhiheng.registers.actions.stepping import Wanted, take_step
from zhiheng.registers.actions.timing import retime
from zhiheng.registers.actions.voiding import set_status

__all__ = ["Wanted", "check_file", "file_return", "import_file", "retime", "see_notices", "set_status", "take_step"]
