"""Everything that changes the registers, one verb a file."""

from zhiheng.registers.actions.importing import check_file, import_file
from zhiheng.registers.actions.voiding import set_status

__all__ = ["check_file", "import_file", "set_status"]
