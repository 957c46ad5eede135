"""The 督办台账 as files and on paper."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from zhiheng.core.values.chasing import CYCLES
from zhiheng.core.values.masking import masked_name
from zhiheng.core.values.tables import Table
from zhiheng.core.writing import workbook
from zhiheng.core.writing.chased_table import ChasedRow, chased_table
from zhiheng.core.writing.rectified_table import RectifiedRow, rectified_table
from zhiheng.history.actions import record_readings
from zhiheng.plans.chasing.known import known_chasing
from zhiheng.plans.chasing.queries import Line, contact_of
from zhiheng.plans.models import Matter, MatterEntry


def ledger_table(lines: Sequence[Line], title: str, on: date, by: Any, *, contacts: bool = False, note: str = "") -> Table:
    """The 台账 before it becomes a file. Persons are masked; `contacts` prints them whole, which is logged."""
    if contacts:
        read = [(line.matter, "责任人/电话") for line in lines if line.matter.person or line.matter.phone]
        record_readings(read, "导出督办台账", by)
    numbered = sorted(lines, key=lambda line: (line.matter.year, line.matter.number))
    return chased_table([_row(line, contacts) for line in numbered], title, note, on.isoformat())


def ledger_xlsx(lines: Sequence[Line], title: str, on: date, by: Any, *, contacts: bool = False, note: str = "") -> bytes:
    """The 台账 as .xlsx, A3 landscape."""
    return workbook(ledger_table(lines, title, on, by, contacts=contacts, note=note))


def rectification_table(lines: Sequence[Line], title: str, on: date) -> Table:
    """The 整改清单: what was found, what is done about it, by whom and when, whether it was struck off. Persons are masked."""
    numbered = sorted(lines, key=lambda line: (line.matter.year, line.matter.number))
    return rectified_table([_rectified(line) for line in numbered], title, on.isoformat())


def rectification_xlsx(table: Table) -> bytes:
    """The 整改清单 as .xlsx, A4 landscape."""
    return workbook(table, "A4")


def _rectified(line: Line) -> RectifiedRow:
    matter, chasing = line.matter, known_chasing()
    entries = list(matter.entries.all())
    ended = _last(entries, matter.state) if matter.state in (*chasing.done, *chasing.ends) else None
    return RectifiedRow(
        problem=matter.subject, measure=matter.goal, unit=str(matter.lead or ""), person=masked_name(matter.person),
        due=_due(matter, entries), progress="\n".join(f"{entry.on} {entry.progress}" for entry in entries if entry.progress),
        struck=f"{matter.state}\n{ended.on}" if ended else "",
    )  # fmt: skip


def _row(line: Line, contacts: bool) -> ChasedRow:
    matter, chasing = line.matter, known_chasing()
    entries = list(matter.entries.all())
    told = [entry for entry in entries if entry.progress]
    latest = told[-1] if told else MatterEntry()
    closed = _last(entries, chasing.done[0]) if chasing.done and matter.state in chasing.done else None
    struck = _last(entries, chasing.done[-1]) if len(chasing.done) > 1 and matter.state == chasing.done[-1] else None
    whole = "\n".join(part for part in (matter.person, matter.phone) if part)
    return ChasedRow(
        no=matter.no, subject=matter.subject, source=matter.get_source_display(),
        basis=" ".join(part for part in (matter.basis, f"（{matter.basis_on}）" if matter.basis_on else "") if part),
        goal=matter.goal, leader=matter.leader, lead=str(matter.lead or ""),
        helpers=tuple(helper.unit.name for helper in matter.helpers.all()),
        contact=whole if contacts else contact_of(matter), opened_on=matter.opened_on.isoformat(), due=_due(matter, entries),
        cycle=CYCLES[matter.cycle], progress=tuple((entry.on.isoformat(), entry.progress) for entry in told),
        problems=latest.problems, needs=next((entry.needs for entry in reversed(entries) if entry.needs), ""), plan=latest.plan,
        state=matter.state, slip=line.light.slip, closed_on=closed.on.isoformat() if closed else "",
        struck=f"{struck.approver}\n{struck.on}" if struck else "",
        evidence=tuple(dict.fromkeys(entry.evidence for entry in entries if entry.evidence)), remark=matter.remark,
    )  # fmt: skip


def _due(matter: Matter, entries: Sequence[MatterEntry]) -> str:
    """The deadline; those before it stand behind it, as they were asked for at first."""
    now = matter.due_on.isoformat() if matter.due_on else ""
    old = [day.isoformat() for entry in entries if (day := entry.due_was) and day != matter.due_on]
    was = "、".join(dict.fromkeys(old))
    return f"{now or matter.state}\n（原{was}）" if was else now


def _last(entries: Sequence[MatterEntry], state: str) -> MatterEntry | None:
    return next((entry for entry in reversed(entries) if entry.state == state), None)
