"""Rows that count no longer, and rows that count again."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from zhiheng.core.values.faults import Fault
from zhiheng.history.actions import record
from zhiheng.registers.models import Row
from zhiheng.web.access import demand

LONGEST_REASON = 200  # characters, as the form says


@transaction.atomic
def set_status(row: Row, status: str, reason: str, by: Any) -> None:
    """The row counts in figures (`kept`) or no longer (`void`); it is never deleted. Raises: NotAllowed U401; Fault G1xx."""
    demand(by, "registers.void", register=row.register, area=row.area)
    if status not in dict(Row.STATUSES):
        raise Fault("G106", "没有这种状态。可选：有效、作废。")
    reason = reason_in(reason)
    before = row.get_status_display()
    row.status, row.changed_at = status, timezone.now()
    row.save(update_fields=["status", "changed_at"])
    after = row.get_status_display()
    record(row, after if status == "void" else "恢复", by, before={"状态": before}, after={"状态": after}, reason=reason)


def reason_in(reason: str) -> str:
    """The reason without blanks around it. Raises: Fault G107: there is none. G111: it is too long."""
    if not reason.strip():
        raise Fault("G107", "没有写理由。请写明为什么作废或恢复，例如“与第 12 行重复”。")
    refuse_long(reason)
    return reason.strip()


def refuse_long(reason: str) -> None:
    """Nothing, where a reason fits. Raises: Fault G111."""
    if len(reason) > LONGEST_REASON:
        raise Fault("G111", f"理由有 {len(reason)} 个字，最多 {LONGEST_REASON} 个。请缩短。")
