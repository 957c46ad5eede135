"""The 督办台账 as an office prints it: its 22 columns, progress entry by entry with its day."""

from collections.abc import Sequence

from msgspec import Struct

from zhiheng.core.values.tables import Column, Table


class ChasedRow(Struct, frozen=True, kw_only=True):
    """One matter as it is printed; days are ISO text, "" unknown. `progress` are (day, what was said), the oldest first."""

    no: str
    subject: str
    source: str = ""
    basis: str = ""
    goal: str = ""
    leader: str = ""
    lead: str = ""
    helpers: tuple[str, ...] = ()
    contact: str = ""
    opened_on: str = ""
    due: str = ""
    cycle: str = ""
    progress: tuple[tuple[str, str], ...] = ()
    problems: str = ""
    needs: str = ""
    plan: str = ""
    state: str = ""
    slip: str = ""
    closed_on: str = ""
    struck: str = ""
    evidence: tuple[str, ...] = ()
    remark: str = ""


COLUMNS = (
    Column(key="no", name="立项号", width=10, align="center"),
    Column(key="subject", name="督办事项", width=14),
    Column(key="source", name="来源", width=6, align="center"),
    Column(key="basis", name="立项依据/批示", width=12),
    Column(key="goal", name="目标要求", width=14),
    Column(key="leader", name="分管领导", width=6, align="center"),
    Column(key="lead", name="主办单位", width=8, align="center"),
    Column(key="helpers", name="协办单位", width=8, align="center"),
    Column(key="contact", name="责任人/电话", width=8, align="center"),
    Column(key="opened_on", name="立项时间", width=10, align="center"),
    Column(key="due", name="办结时限", width=10, align="center"),
    Column(key="cycle", name="反馈周期", width=5, align="center"),
    Column(key="progress", name="进展", width=24),
    Column(key="problems", name="存在问题", width=8),
    Column(key="needs", name="需协调事项", width=8),
    Column(key="plan", name="下一步", width=8),
    Column(key="state", name="状态", width=6, align="center"),
    Column(key="slip", name="预警单", width=5, align="center"),
    Column(key="closed_on", name="办结日期", width=10, align="center"),
    Column(key="struck", name="销号审核", width=8, align="center"),
    Column(key="evidence", name="佐证", width=8),
    Column(key="remark", name="备注", width=4),
)


def chased_table(rows: Sequence[ChasedRow], title: str, note: str = "", printed_on: str = "") -> Table:
    """The rows as a table in the columns of the 督办台账."""
    return Table(title=title, columns=COLUMNS, rows=tuple(_cells(row) for row in rows), note=note, printed_on=printed_on)


def _cells(row: ChasedRow) -> dict[str, str]:
    told = "\n".join(f"{day} {words}" for day, words in row.progress)
    return {
        "no": row.no, "subject": row.subject, "source": row.source, "basis": row.basis, "goal": row.goal, "leader": row.leader,
        "lead": row.lead, "helpers": "、".join(row.helpers), "contact": row.contact, "opened_on": row.opened_on, "due": row.due,
        "cycle": row.cycle, "progress": told, "problems": row.problems, "needs": row.needs, "plan": row.plan, "state": row.state,
        "slip": row.slip, "closed_on": row.closed_on, "struck": row.struck, "evidence": "；\n".join(row.evidence),
        "remark": row.remark,
    }  # fmt: skip
