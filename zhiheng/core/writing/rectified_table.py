"""The 整改清单 as an office prints it: what was found, what is done about it, until it is struck off."""

from collections.abc import Sequence

from msgspec import Struct

from zhiheng.core.values.tables import Column, Table


class RectifiedRow(Struct, frozen=True, kw_only=True):
    """One problem as it is printed; "" unknown."""

    problem: str
    measure: str = ""
    unit: str = ""
    person: str = ""
    due: str = ""
    progress: str = ""
    struck: str = ""


COLUMNS = (
    Column(key="at", name="序号", width=6, align="center"),
    Column(key="problem", name="问题", width=30),
    Column(key="measure", name="整改措施", width=26),
    Column(key="unit", name="责任单位", width=14, align="center"),
    Column(key="person", name="责任人", width=9, align="center"),
    Column(key="due", name="时限", width=12, align="center"),
    Column(key="progress", name="进展", width=30),
    Column(key="struck", name="销号", width=12, align="center"),
)


def rectified_table(rows: Sequence[RectifiedRow], title: str, printed_on: str = "") -> Table:
    """The rows as a table, numbered in their order."""
    cells = (
        {
            "at": str(at), "problem": row.problem, "measure": row.measure, "unit": row.unit, "person": row.person, "due": row.due,
            "progress": row.progress, "struck": row.struck,
        }
        for at, row in enumerate(rows, 1)
    )  # fmt: skip
    return Table(title=title, columns=COLUMNS, rows=tuple(cells), printed_on=printed_on)
