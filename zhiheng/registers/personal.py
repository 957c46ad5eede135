"""Personal data in clear: only for its purpose, by who may, one line in the log for each value that is read.

Everywhere else `showing` masks it. What is revealed is shown by the same functions, through a register whose fields
are no longer marked personal:

    register = reveal(register, [row], purpose="办理举报", why="回访举报人", by=request.user)
    cells(register, row, ...)                 # in clear, and logged
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from msgspec import structs

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.masking import masked_kept, masked_value
from zhiheng.core.values.registers import Field, Register
from zhiheng.history.actions import record_readings
from zhiheng.registers.models import Row
from zhiheng.web.access import demand

LONGEST_WHY = 100  # characters, as the form says
MASKED = "*"


def purposes(register: Register) -> list[str]:
    """The purposes for which personal fields of a register may be read, in the order of its fields."""
    return list(dict.fromkeys(register.fields[key].personal for key in register.personal))


@transaction.atomic
def reveal(register: Register, rows: Iterable[Row], *, purpose: str, why: str, by: Any) -> Register:
    """The register with the fields of that purpose in clear; each value read is in the log.

    Raises: NotAllowed U401 for a row where she may not; Fault G181 no such purpose, G182 not said why.
    """
    if purpose not in purposes(register):
        allowed = "、".join(purposes(register)) or "没有"
        raise Fault("G181", f"“{register.name}”的个人信息不能用于“{purpose}”。可选用途：{allowed}。")
    if not why.strip() or len(why) > LONGEST_WHY:
        raise Fault("G182", f"没有写明为什么查看，或超过 {LONGEST_WHY} 个字。请简要写明，例如“回访举报人”。")
    keys = [key for key in register.personal if register.fields[key].personal == purpose]
    read = []
    for row in rows:
        demand(by, "registers.reveal", register=register.id, area=row.area)
        read += [(row, register.fields[key].name) for key in keys if row.data.get(key) not in (None, "", [])]
    record_readings(read, f"{purpose}：{why.strip()}", by)
    return in_clear(register, keys)


def in_clear(register: Register, keys: Iterable[str]) -> Register:
    """The register as if some fields were not personal. For `reveal`, and for who types the values in herself."""
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
