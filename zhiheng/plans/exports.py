"""Plans as files: the 任务分解表 an office hands to its leaders."""

from datetime import date
from typing import Any

from zhiheng.core.values.breakdown import BreakdownRow
from zhiheng.core.values.tables import Table
from zhiheng.core.writing import breakdown_table, document, workbook
from zhiheng.core.writing.layout import merged_runs
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
    spans = {(column, first): last - first + 1 for column, first, last in merged_runs(table.rows, table.columns)}
    covered = {(column, row) for (column, first), span in spans.items() for row in range(first + 1, first + span)}
    return [
        [
            (column.key, row.get(column.key, ""), spans.get((at, n), 1))
            for at, column in enumerate(table.columns)
            if (at, n) not in covered
        ]
        for n, row in enumerate(table.rows)
    ]


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
