"""An issued document is one row of the register of bulletins, so that issues are counted as all other work is."""

from typing import Any

from django.utils import timezone

from zhiheng.core.values.registers import CheckedRow
from zhiheng.history.actions import record
from zhiheng.publications.models import BookedNumber, Publication
from zhiheng.publications.numbering import ISSUES
from zhiheng.registers.filling import fill, new_row, units_of
from zhiheng.registers.known import known_register
from zhiheng.registers.models import Row
from zhiheng.registers.showing import shown_row


def count_issue(issued: Publication, kind: str, booked: BookedNumber | None, by: Any) -> Row | None:
    """The row of an issued document, with its number of its kind and year from the book; None where its kind is not counted."""
    if booked is None:
        return None
    register, area, on = known_register(ISSUES), issued.office.area, timezone.localdate(issued.issued_at)
    values = dict.fromkeys(register.fields) | {
        "area": area.code, "kind": kind, "year": booked.series.year, "title": issued.title, "issuer": issued.office.name,
        "issue_no": booked.number, "doc_no": issued.number or None, "issued_on": on.isoformat(),
        "cutoff_on": min(issued.end, on).isoformat(), "publication": str(issued.pk),
    }  # fmt: skip
    row = new_row(register, issued.office, by, issued.issued_at)
    fill(row, register, CheckedRow(values=values), area, units_of(area), issued.issued_at)
    row.save()
    record(row, "登记", by, after=shown_row(register, row.data, {area.code: area.name}))
    return row
