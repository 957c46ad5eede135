"""Plans as files: the 任务分解表 an office hands to its leaders."""

from datetime import date
from typing import Any

from zhiheng.core.values.breakdown import BreakdownRow
from zhiheng.core.values.tables import Table
from zhiheng.core.writing import breakdown_table, document, workbook
from zhiheng.history.actions import record_reading
from zhiheng.plans.models import Plan
from zhiheng.plans.queries import Row, rows_of


def breakdown_xlsx(plan: Plan, on: date, by: Any, *, contacts: bool = False) -> bytes:
    """The 任务分解表 as .xlsx, A3 landscape. `contacts` prints persons and their numbers; that is logged."""
    return workbook(breakdown(plan, on, by, contacts=contacts))


def breakdown_docx(plan: Plan, on: date, by: Any, *, contacts: bool = False) -> bytes:
    """The 任务分解表 as .docx, A3 landscape. `contacts` prints persons and their numbers; that is logged."""
    return document(breakdown(plan, on, by, contacts=contacts))


def breakdown(plan: Plan, on: date, by: Any, *, contacts: bool = False) -> Table:
    """The 任务分解表 before it becomes a file."""
    rows = rows_of(plan)
    if contacts and any(row.duty.person or row.duty.phone for row in rows):
        record_reading(plan, "责任人及电话", "导出任务分解表", by)
    return breakdown_table([breakdown_row(row, contacts) for row in rows], plan.title, printed_on=on.isoformat())


def printed_rows(table: Table) -> list[list[tuple[str, str, int]]]:
    """The table's cells for a printed page: (column key, text, rows it spans); a cell covered from above is left out."""
    merging = [column.key for column in table.columns if column.merge]
    lines = []
    for n, row in enumerate(table.rows):
        cells = []
        for column in table.columns:
            span = _span(table, n, column.key) if column.key in merging else 1
            if span:
                cells.append((column.key, row.get(column.key, ""), span))
        lines.append(cells)
    return lines


def _span(table: Table, n: int, key: str) -> int:
    text = table.rows[n].get(key, "")
    if n and text and table.rows[n - 1].get(key, "") == text:
        return 0
    end = n + 1
    while text and end < len(table.rows) and table.rows[end].get(key, "") == text:
        end += 1
    return end - n


def breakdown_row(row: Row, contacts: bool) -> BreakdownRow:
    """One duty as it is printed; without `contacts` persons are left blank. Goals left out are not printed."""
    duty = row.duty
    return BreakdownRow(
        row_id=str(duty.pk), category=duty.category, task=duty.task, measures=duty.measures,
        targets=tuple(goal.words for goal in row.goals if goal.stance != "leave"),
        lead_units=tuple(unit.name for unit in row.leads), units=tuple(unit.name for unit in row.units),
        open_ended=duty.open_ended, leader=duty.leader,
        contact="\n".join(part for part in (duty.person, duty.phone) if part) if contacts else "",
        progress=(duty.progress_1, duty.progress_2, duty.progress_3, duty.progress_4),
        due=duty.due, clause=duty.clause, remark=duty.remark,
    )  # fmt: skip
