"""The book of numbers: the next of a series is taken in the transaction that signs: none is missing, none comes twice."""

import re
from datetime import date
from typing import Any

from django.db.models import F
from django.utils import timezone

from zhiheng.core.values.faults import Fault
from zhiheng.directory.models import Organisation
from zhiheng.history.actions import record
from zhiheng.publications.models import BookedNumber, Manuscript, NumberSeries
from zhiheng.registers.models import Row

ISSUES = "official-bulletin"
CODE = re.compile(r"[^\s\d〔〕()（）\[\]]{1,20}")


def taken(one: Manuscript, kind: str, code: str, on: date, by: Any) -> BookedNumber:
    """The next number of that series, which now is this manuscript's. Raises: Fault B127 no code that could be one."""
    series = series_of(one.office, kind, code, on.year)
    NumberSeries.objects.filter(pk=series.pk).update(last=F("last") + 1)  # who comes second waits here for who was first
    series.refresh_from_db()
    made = BookedNumber.objects.create(
        area=one.office.area, series=series, number=series.last, manuscript=one, title=one.title, taken_by=by,
        taken_at=timezone.now(),
    )  # fmt: skip
    record(made, "编号", by, after={"编号": str(made), "标题": one.title}, about=one)
    return made


def series_of(office: Organisation, kind: str, code: str, year: int) -> NumberSeries:
    """The series; a new one of briefings goes on behind those that were entered by hand. Raises: Fault B127."""
    if kind == "number" and not CODE.fullmatch(code):
        raise Fault("B127", f"“{code}”不能作机关代字。请只写代字，例如“示质办发”，不写年份和序号。")
    before = _entered_by_hand(office, code, year) if kind == "issue" else 0
    start = {"before": before, "last": before}
    return NumberSeries.objects.get_or_create(office=office, kind=kind, code=code, year=year, defaults=start)[0]


def void_numbers(one: Manuscript, reason: str, by: Any) -> list[BookedNumber]:
    """The numbers of a manuscript, void; they stay in the book with the reason and are not given again."""
    found = list(one.numbers.unscoped("of a manuscript in hand").filter(voided_at=None).select_related("series"))
    for number in found:
        number.voided_by, number.voided_at, number.void_reason = by, timezone.now(), reason
        number.save(update_fields=["voided_by", "voided_at", "void_reason"])
        record(number, "作废编号", by, after={"编号": str(number)}, reason=reason, about=one)
    return found


def number_of(one: Manuscript, kind: str) -> BookedNumber | None:
    """The number that a manuscript has now."""
    found = one.numbers.unscoped("of a manuscript in hand").filter(voided_at=None, series__kind=kind)
    return found.select_related("series").order_by("-pk").first()


def last_code(office: Organisation, template: str) -> str:
    """The 机关代字 that the office used last for such a document, or for any; "" where it never did."""
    used = BookedNumber.objects.unscoped("the office's own").filter(series__office=office, series__kind="number")
    found = used.filter(manuscript__template=template).order_by("-pk").first() or used.order_by("-pk").first()
    return found.series.code if found else ""


def _entered_by_hand(office: Organisation, kind: str, year: int) -> int:
    rows = Row.objects.unscoped("numbers are the office's own").filter(register=ISSUES, area=office.area)
    numbers = rows.filter(data__kind=kind, data__year=year).values_list("data__issue_no", flat=True)
    return max(numbers, default=0)
