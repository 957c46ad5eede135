"""The 任务分解表 as an office prints it: columns, words and units of offices' habit."""

from collections.abc import Sequence

from zhiheng.core.values.breakdown import BreakdownRow
from zhiheng.core.values.tables import Column, Table

FIRST_LEADS = "注：列首位的为牵头单位。"

COLUMNS = (
    Column(key="no", name="序号", width=4, align="center"),
    Column(key="category", name="类别", width=8, merge=True, align="center"),
    Column(key="task", name="重点任务", width=14, merge=True),
    Column(key="measures", name="具体举措", width=44),
    Column(key="targets", name="量化目标", width=22),
    Column(key="lead_units", name="牵头单位", width=12),
    Column(key="units", name="责任（配合）单位", width=16),
    Column(key="leader", name="责任领导", width=8, align="center"),
    Column(key="contact", name="责任人及电话", width=12, align="center"),
    Column(key="progress", name="季度形象进度", width=10),
    Column(key="due", name="完成时限", width=8, align="center"),
    Column(key="clause", name="依据条款", width=8, align="center"),
    Column(key="remark", name="备注", width=8),
)


def breakdown_table(
    rows: Sequence[BreakdownRow], title: str, note: str | None = None, printed_on: str = ""
) -> Table:
    """The rows as a table in the columns of the 任务分解表, numbered from 1.

    None: `note` None writes "注：列首位的为牵头单位。" where a row has several leading units, else nothing; phrases
          (各市县、各部门) are not units of which one leads.
    """
    if note is None:
        several = any(len(row.lead_units) > 1 and not row.lead_units[0].startswith("各") for row in rows)
        note = FIRST_LEADS if several else ""
    cells = tuple(_cells(number, row) for number, row in enumerate(rows, 1))
    return Table(title=title, note=note, columns=COLUMNS, rows=cells, printed_on=printed_on)


def _cells(number: int, row: BreakdownRow) -> dict[str, str]:
    return {
        "no": str(number),
        "category": row.category,
        "task": row.task,
        "measures": row.measures,
        "targets": "；\n".join(row.targets),
        "lead_units": units_text(row.lead_units, row.open_ended and not row.units),
        "units": units_text(row.units, row.open_ended),
        "leader": row.leader,
        "contact": row.contact,
        "progress": _progress(row.progress),
        "due": row.due,
        "clause": row.clause,
        "remark": row.remark,
    }


def units_text(units: Sequence[str], open_ended: bool = False) -> str:
    """Units as they are listed in print.

    >>> units_text(["县市场监管局", "县农业农村局"], True)
    '县市场监管局、县农业农村局等'
    """
    return "、".join(units) + ("等" if units and open_ended else "")


def _progress(quarters: Sequence[str]) -> str:
    names = ("一季度", "二季度", "三季度", "四季度")
    return "\n".join(f"{name}：{text}" for name, text in zip(names, quarters, strict=False) if text)
