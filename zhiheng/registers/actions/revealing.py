"""Personal values are read in clear: for a purpose of the definition, by who may, one line in the log for each value."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.registers import Register
from zhiheng.history.actions import record_readings
from zhiheng.registers.exporting import exported_lines, file_of
from zhiheng.registers.models import Import, Row
from zhiheng.registers.personal import in_clear, purposes
from zhiheng.registers.queries.lists import Wanted
from zhiheng.web.access import demand

LONGEST_WHY = 100  # characters, as the form says
LONGEST_PURPOSE = 200  # as a line of the log keeps it
AT_ONCE = 5000  # rows whose personal values go out in one file
EMPTY = (None, "", [])


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
    record_readings(read, f"{purpose}：{why.strip()}〔{register.name}〕"[:LONGEST_PURPOSE], by)
    return in_clear(register, keys)


def revealed_file(kind: str, register: Register, wanted: Wanted, *, purpose: str, why: str, by: Any) -> bytes:
    """All wanted rows as a file, the fields of that purpose in clear. Raises: NotAllowed U401; Fault G181, G182, G184."""
    rows = list(wanted.order.sorted(wanted.rows).select_related("area")[: AT_ONCE + 1])
    if len(rows) > AT_ONCE:
        raise Fault("G184", f"一次最多带出 {AT_ONCE} 行的个人信息，所选的更多。请先缩小范围，只取办事需要的。")
    opened = reveal(register, rows, purpose=purpose, why=why, by=by)
    with file_of(kind, opened, exported_lines(opened, rows)) as file:
        return file.read()


def note_original(one: Import, register: Register, by: Any) -> None:
    """The file that somebody brought in holds personal data in clear: taking it out is a reading too.

    Raises: NotAllowed U401.
    """
    if register.personal:
        demand(by, "registers.reveal", register=register.id, area=one.area)
        record_readings([(one, "导入的原文件")], f"下载原文件〔{register.name}〕"[:LONGEST_PURPOSE], by)
