"""Rows of a register for a document: only the columns that everybody may see, personal values masked."""

from zhiheng.core.measuring import Period
from zhiheng.core.values.conditions import satisfied
from zhiheng.core.values.registers import Register, usable
from zhiheng.core.writing.templates import Rows, RowsAsk
from zhiheng.indicators.known import known_indicator
from zhiheng.indicators.sources import rows_counted
from zhiheng.publications.about import About
from zhiheng.registers.known import known_register
from zhiheng.registers.models import Row
from zhiheng.registers.names import names_in
from zhiheng.registers.queries.rows import cell_of, rows_of

STATE = "state"


def public_rows(ask: RowsAsk, about: About, period: Period) -> Rows:
    """The rows that a table of a document shows, in the order of their days and keys, as everybody may see them.

    Shape: a template that names other columns is refused when it is read; which rows may be seen says the register (`where`). The
           day of announcing is no condition here: a document may be the announcement. With `of`, the rows are those that the
           figure counts, to the last one.
    """
    register = known_register(ask.register)
    found = rows_of(ask.register, about.scope, area=about.area, period=period, status="kept").order_by("event_on", "key")
    counted = rows_counted(known_indicator(ask.of), about.area, period) if ask.of else None
    rows = [row for row in found if (counted is None or row.pk in counted) and _meets(ask, row) and _is_public(register, row)]
    shown = rows[: ask.first]
    names = names_in(register, [row.data for row in shown])
    heads = ["状态" if column == STATE else register.fields[column].head for column in ask.columns]
    cells = [
        tuple(row.state if column == STATE else cell_of(register, column, row, names).text for column in ask.columns)
        for row in shown
    ]
    return Rows(heads=tuple(heads), rows=tuple(cells), more=len(rows) - len(shown))


def _is_public(register: Register, row: Row) -> bool:
    return not register.public or satisfied(register.public.where, usable(register, row.data))


def _meets(ask: RowsAsk, row: Row) -> bool:
    return all((row.state if column == STATE else row.data.get(column)) in values for column, values in ask.where)
