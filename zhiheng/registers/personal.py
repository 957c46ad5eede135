"""Which values are personal, for which purposes they may be read, and what is left of them otherwise.

`showing` masks them everywhere. `actions.reveal` opens those of one purpose, after a line in the log for each, and hands
back a register whose fields are no longer marked personal: the same functions then show them in clear.
"""

from collections.abc import Iterable
from typing import Any

from msgspec import structs

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.masking import masked_kept, masked_value
from zhiheng.core.values.registers import Field, Register

MASKED = "*"


def purposes(register: Register) -> list[str]:
    """The purposes for which personal fields of a register may be read, in the order of its fields."""
    return list(dict.fromkeys(register.fields[key].personal for key in register.personal))


def in_clear(register: Register, keys: Iterable[str]) -> Register:
    """The register as if some fields were not personal."""
    opened = {key: structs.replace(register.fields[key], personal="") for key in keys}
    return structs.replace(register, fields=register.fields | opened)


def comes_back_masked(field: Field, value: Any, kept: Any) -> bool:
    """Whether what comes in is the mask of what is kept, as in a list that went out: it changes nothing then.

    Raises: Fault G183: a mask of something else, which would replace a value that nobody can read any more.
    """
    if not field.personal or not isinstance(value, str) or MASKED not in value:
        return False
    if kept is not None and value in (masked_kept(kept, field.name), masked_value(str(kept), field.name)):
        return True
    raise Fault("G183", f"“{field.name}”是打码的（{value}），不能导入。请填写完整内容，或者空着。")
