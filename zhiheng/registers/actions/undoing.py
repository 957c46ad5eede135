"""An import is taken back as one act, while nothing was built on it."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.registers import Register
from zhiheng.history.actions import line, record, record_all
from zhiheng.registers.actions.voiding import reason_in
from zhiheng.registers.keeping import BATCH, batches
from zhiheng.registers.known import known_register, known_registers
from zhiheng.registers.models import Import, Row
from zhiheng.web.access import demand

AT_ONCE = 400  # keys in one query: below the limit of every database


@transaction.atomic
def undo_import(one: Import, reason: str, by: Any) -> int:
    """How many rows are void now: all that the file brought. They stay in the register, and their keys stay taken.

    Raises: NotAllowed U401 · Fault G131: it was undone · G132: rows were changed by it or since · G133: other rows refer to
            its rows · G107, G111: no reason, or too long a one.
    """
    demand(by, "registers.void", register=one.register, area=one.area)
    reason = reason_in(reason)
    one = Import.objects.unscoped("by its own number").select_for_update().select_related("area").get(pk=one.pk)
    rows = list(Row.objects.unscoped("rows of one import").filter(source=one).order_by("pk"))
    _refuse_built_on(one, rows)
    now = timezone.now()
    before, after = (dict(Row.STATUSES)[status] for status in ("kept", "void"))
    said = f"撤销导入“{one.name[:120]}”：{reason}"
    for some in batches(rows, BATCH):
        for row in some:
            row.status, row.changed_at = "void", now
        Row.objects.bulk_update(some, ["status", "changed_at"], batch_size=500)
        record_all(line(row, after, by, before={"状态": before}, after={"状态": after}, reason=said) for row in some)
    one.undone_at = now
    one.save(update_fields=["undone_at"])
    record(one, "撤销导入", by, before={"有效行": len(rows)}, after={"有效行": 0}, reason=reason)
    return len(rows)


def _refuse_built_on(one: Import, rows: list[Row]) -> None:
    if one.undone_at:
        raise Fault("G131", f"“{one.name}”已经撤销过了，不用再撤销。请刷新页面查看。")
    touched = sum(row.version != 1 or row.status != "kept" for row in rows)
    if one.changed or touched or len(rows) != one.added:
        count = one.changed + touched + max(one.added - len(rows), 0)
        raise Fault("G132", f"“{one.name}”有 {count} 行更改了已有的行，或者导入后又有人改过、办过，不能整批撤销。请逐行处理。")
    if name := _referring(known_register(one.register), rows):
        raise Fault("G133", f"“{one.name}”的行已被台账“{name}”引用，不能撤销。请先处理引用它们的行。")


def _referring(register: Register, rows: list[Row]) -> str:
    """The name of a register whose rows refer to some of these; "" where none do."""
    keys = [row.key for row in rows]
    for other in known_registers().values():
        for field in (key for key, field in other.fields.items() if field.to == register.id):
            for some in batches(keys, AT_ONCE):
                found = Row.objects.unscoped("whoever's row refers").filter(register=other.id, status="kept")
                if found.filter(**{f"data__{field}__in": some}).exists():
                    return other.name
    return ""
