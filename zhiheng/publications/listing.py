"""Rows of a register for a document: only the columns that everybody may see, personal values masked."""

from zhiheng.core.measuring import Period
from zhiheng.core.values.conditions import satisfied
from zhiheng.core.values.registers import usable
from zhiheng.core.writing.templates import Rows, RowsAsk
from zhiheng.directory.models import Area
from zhiheng.registers.known import known_register
from zhiheng.registers.models import Row
from zhiheng.registers.names import names_in
from zhiheng.registers.queries.rows import cell_of, rows_of
from zhiheng.web.scoping import Scope

STATE = "state"


def public_rows(ask: RowsAsk, scope: Scope, area: Area, period: Period) -> Rows:
    """The rows that a table of a document shows, in the order of their days and keys, as everybody may see them.

    Shape: a template that names other columns is refused when it is read; which rows may be seen says the register (`where`). The
           day of announcing is no condition here: a document may be the announcement.
    """
    register = known_register(ask.register)
    public = register.public
    found = rows_of(ask.register, scope, area=area, period=period, status="kept").order_by("event_on", "key")
    rows = [row for row in found if _meets(ask, row) and (not public or satisfied(public.where, usable(register, row.data)))]
    shown = rows[: ask.first]
    names = names_in(register, [row.data for row in shown])
    heads = ["状态" if column == STATE else register.fields[column].head for column in ask.columns]
    cells = [
        tuple(row.state if column == STATE else cell_of(register, column, row, names).text for column in ask.columns)
        for row in shown
    ]
    return Rows(heads=tuple(heads), rows=tuple(cells), more=len(rows) - len(shown))


def _meets(ask: RowsAsk, row: Row) -> bool:
    return all((row.state if column == STATE else row.data.get(column)) in values for column, values in ask.where)
