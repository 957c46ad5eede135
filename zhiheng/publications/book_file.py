"""The book of numbers as an .xlsx that prints on A4."""

from collections.abc import Iterable

from django.utils import timezone

from zhiheng.core.values.tables import Column, Table
from zhiheng.core.writing import workbook
from zhiheng.publications.models import BookedNumber

COLUMNS = (
    Column(key="number", name="编号", width=24),
    Column(key="title", name="标题", width=44),
    Column(key="office", name="单位", width=20),
    Column(key="by", name="取号人", width=10),
    Column(key="on", name="日期", width=12),
    Column(key="state", name="状态", width=24),
)


def book_xlsx(lines: Iterable[BookedNumber]) -> bytes:
    """The lines of the book, the void ones with their reason."""
    rows = tuple(
        {
            "number": str(one), "title": one.title, "office": one.series.office.name, "by": one.taken_by.get_full_name(),
            "on": timezone.localdate(one.taken_at).isoformat(),
            "state": f"作废：{one.void_reason}" if one.voided_at else one.manuscript.get_state_display(),
        }
        for one in lines
    )  # fmt: skip
    return workbook(Table(title="发文登记簿", columns=COLUMNS, rows=rows, printed_on=timezone.localdate().isoformat()), "A4")
