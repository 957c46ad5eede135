"""An issued document is one row of the register of bulletins, so that issues are counted as all other work is."""

from typing import Any

from django.utils import timezone

from zhiheng.core.values.registers import CheckedRow
from zhiheng.core.writing.templates import Template
from zhiheng.history.actions import record
from zhiheng.publications.models import Publication
from zhiheng.registers.filling import fill, new_row, units_of
from zhiheng.registers.known import known_register
from zhiheng.registers.models import Row
from zhiheng.registers.showing import shown_row

ISSUES = "official-bulletin"


def count_issue(issued: Publication, template: Template, by: Any) -> Row | None:
    """The row of an issued document, with the next number of its kind and year; None where its kind is not counted."""
    if not template.kind:
        return None
    register, area, on = known_register(ISSUES), issued.office.area, timezone.localdate(issued.issued_at)
    values = dict.fromkeys(register.fields) | {
        "area": area.code, "kind": template.kind, "year": on.year, "title": issued.title, "issuer": issued.office.name,
        "issue_no": _last_number(issued, template.kind, on.year) + 1, "issued_on": on.isoformat(),
        "cutoff_on": min(issued.end, on).isoformat(), "publication": str(issued.pk),
    }  # fmt: skip
    row = new_row(register, issued.office, by, issued.issued_at)
    fill(row, register, CheckedRow(values=values), area, units_of(area), issued.issued_at)
    row.save()
    record(row, "登记", by, after=shown_row(register, row.data, {area.code: area.name}))
    return row


def _last_number(issued: Publication, kind: str, year: int) -> int:
    """The highest number there is; 0 where there is none."""
    rows = Row.objects.unscoped("numbers are the office's own").filter(register=ISSUES, area=issued.office.area)
    numbers = rows.filter(data__kind=kind, data__year=year).values_list("data__issue_no", flat=True)
    return max(numbers, default=0)
