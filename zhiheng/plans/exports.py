"""Plans as files: the 任务分解表 an office hands to its leaders."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.crypto import salted_hmac

from zhiheng.core.values.breakdown import BreakdownRow
from zhiheng.core.values.tables import Table
from zhiheng.core.writing import breakdown_table, document
from zhiheng.core.writing.edited.out import edited_out
from zhiheng.core.writing.layout import merged_runs
from zhiheng.history.actions import record_reading
from zhiheng.plans.models import Plan
from zhiheng.plans.queries import Row, rows_of


def breakdown_xlsx(plan: Plan, on: date, by: Any, *, contacts: bool = False) -> bytes:
    """The 任务分解表 as .xlsx, A3 landscape, to be edited and taken back. `contacts` prints persons' numbers; that is logged."""
    rows = rows_of(plan)
    ids = [str(row.duty.pk) for row in rows]
    table = _printed(plan, rows, on, by, contacts=contacts)
    made_at = timezone.localtime().isoformat(timespec="minutes")
    return edited_out(table, ids, token_of(plan), made_at, fingerprint_of(plan), contacts=contacts)


def token_of(plan: Plan) -> str:
    """What the files of a plan bear, by which they are told from those of another plan or installation."""
    return salted_hmac("zhiheng.plans.plan", f"{plan.pk} {plan.made_at.isoformat()}", algorithm="sha256").hexdigest()[:16]


def fingerprint_of(plan: Plan) -> Callable[[str, str, str], str]:
    """Fingerprints of cells (row, column, text), which nobody can make or read back without this installation's key."""
    salt = f"zhiheng.plans.cell {token_of(plan)}"
    return lambda row, key, text: salted_hmac(salt, "\0".join((row, key, text)), algorithm="sha256").hexdigest()[:16]


def breakdown_docx(plan: Plan, on: date, by: Any, *, contacts: bool = False) -> bytes:
    """The 任务分解表 as .docx, A3 landscape. `contacts` prints persons and their numbers; that is logged."""
    return document(breakdown(plan, on, by, contacts=contacts))


def breakdown(plan: Plan, on: date, by: Any, *, contacts: bool = False) -> Table:
    """The 任务分解表 before it becomes a file."""
    return _printed(plan, rows_of(plan), on, by, contacts=contacts)


def _printed(plan: Plan, rows: Sequence[Row], on: date, by: Any, *, contacts: bool) -> Table:
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
