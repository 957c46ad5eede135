"""What a row is called where everybody may read it: in a notice, on the desk, in a mail."""

from zhiheng.core.values.registers import AREA, Register
from zhiheng.registers.models import Row


def called(register: Register, row: Row) -> str:
    """The row by its natural key, without what is personal in it; by its number where nothing else is left."""
    plain = [key for key in register.key if key != AREA and not register.fields[key].personal]
    words = [str(row.data[key]) for key in plain if row.data.get(key) not in (None, "")]
    return " ".join(words) or f"第 {row.pk} 号"
