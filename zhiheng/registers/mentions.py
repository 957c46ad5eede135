"""Which firms rows name, kept beside the rows: an archive need not look into the values of every row."""

from collections.abc import Iterable, Sequence
from typing import Any

from zhiheng.core.values.registers import Register
from zhiheng.registers.models import Mention, Row
from zhiheng.web.inserting import insert_all

AT_ONCE = 400  # rows in one query: below the limit of every database


def mention(register: Register, rows: Sequence[Row], *, new: bool = False) -> None:
    """What these saved rows name is what is kept of them; `new` ones have nothing to be replaced."""
    fields = register.of_type("enterprise")
    if not fields:
        return
    if not new:
        for start in range(0, len(rows), AT_ONCE):
            some = [row.pk for row in rows[start : start + AT_ONCE]]
            Mention.objects.unscoped("of rows that are being saved").filter(row__in=some).delete()
    named = ((row, field, pk) for row in rows for field in fields for pk in _each(row.data.get(field)))
    insert_all([Mention(row=row, field=field, enterprise_id=pk) for row, field, pk in dict.fromkeys(named)])


def _each(value: Any) -> Iterable[int]:
    return value if isinstance(value, list) else () if value is None else (value,)
