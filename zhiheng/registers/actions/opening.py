"""The row of another register that a step opens, with what is known."""

from typing import Any

from django.utils import timezone

from zhiheng.core.values.registers import CheckedRow, Register
from zhiheng.history.actions import record
from zhiheng.registers.filling import fill, new_row, units_of
from zhiheng.registers.known import known_register
from zhiheng.registers.mentions import mention
from zhiheng.registers.models import Row
from zhiheng.registers.names import names_in
from zhiheng.registers.naming import called
from zhiheng.registers.showing import shown_row


def open_row(opens: tuple[str, dict[str, Any]], of: Row, by: Any) -> str:
    """What was opened, in words. A row that is there already under the same key is left as it is."""
    register, given = known_register(opens[0]), opens[1]
    values = dict.fromkeys(register.fields) | given | _back(register, of)
    row = new_row(register, of.office, by, timezone.now())
    fill(row, register, CheckedRow(values=values), of.area, units_of(of.office.area), row.entered_at)
    row.key, row.document = _key(register, row, of), of.document
    kept = Row.objects.unscoped("a key is taken whoever's row it is").filter(register=register.id, key=row.key).first()
    if kept:
        return f"{register.name} {called(register, kept)}（已有）"
    row.save()
    mention(register, [row], new=True)
    reason = f"由“{of.tail or of.key}”开立"
    record(row, "开立", by, after=shown_row(register, values, names_in(register, [values])), reason=reason[:200])
    return f"{register.name} {called(register, row)}"


def _back(register: Register, of: Row) -> dict[str, str]:
    """The reference to the row that opened it, where the register has exactly one to such rows."""
    found = [key for key, field in register.fields.items() if field.to == of.register and not field.many]
    return {found[0]: of.key} if len(found) == 1 else {}


def _key(register: Register, row: Row, of: Row) -> str:
    """The natural key; while a part of it is still to be given, where the row came from."""
    if all(row.data[name] is not None for name in register.key):
        return row.key
    return f"待编号|{of.register}|{of.key}"[:400]
