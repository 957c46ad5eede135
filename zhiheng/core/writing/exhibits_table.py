"""The 卷内目录 of a whole box as a table."""

from zhiheng.core.values.exhibits import BoxSheets
from zhiheng.core.values.tables import Column, Table

COLUMNS = (
    Column(key="number", name="编号", width=9, align="center"),
    Column(key="doc_number", name="文号", width=16, align="center"),
    Column(key="issuer", name="责任者", width=16),
    Column(key="title", name="题名", width=40),
    Column(key="day", name="日期", width=10, align="center"),
    Column(key="pages", name="页数", width=5, align="center"),
    Column(key="remark", name="备注", width=14),
)


def directory_table(box: BoxSheets) -> Table:
    """Every line of every bundle, in their order."""
    rows = tuple(
        {
            "number": line.number, "doc_number": line.doc_number, "issuer": line.issuer, "title": line.title, "day": line.day,
            "pages": line.pages, "remark": line.remark,
        }
        for bundle in box.bundles
        for line in bundle.lines
    )  # fmt: skip
    return Table(title=f"{box.owner}{box.title}佐证材料目录", columns=COLUMNS, rows=rows, printed_on=box.made_on)
