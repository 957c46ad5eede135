"""What a measure takes of each row, and how what was taken is put together: first within an area, then over areas."""

from typing import Any

import ibis
from ibis.expr.types import Table
from msgspec import Struct

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.indicators import Measure
from zhiheng.engines.gathering.basing import Base
from zhiheng.engines.gathering.comparing import NUMERIC, WIDE
from zhiheng.engines.gathering.naming import Named
from zhiheng.engines.gathering.relations import PLACES, Dialect

EXTREMES = ("min", "max")


class Taken(Struct, frozen=True):
    """A measure over named fields. `places`: what it gives is a whole number of so many places."""

    measure: Measure
    fields: tuple[Named, ...]
    places: int

    @property
    def distinct(self) -> bool:
        """Whether values are told apart, so that parts do not add up."""
        return self.measure.operation == "distinct"

    def filled(self, rows: Table) -> Any:
        """Whether the row has anything to count."""
        if self.measure.operation == "count":
            return ibis.literal(True)
        there = [rows[named.column].notnull() for named in self.fields]
        found = there[0]
        for one in there[1:]:
            found = found & one if self.distinct else found | one
        return found

    def value(self, rows: Table, dialect: Dialect) -> Any:
        """The number of the row: of several fields their sum, an empty one counting nothing; of many values how many."""
        values = [_number(rows, named, self.places, dialect) for named in self.fields]
        if len(values) == 1:
            return values[0]
        total = ibis.literal(0)
        for value in values:
            total = value.fill_null(0) + total
        return ibis.ifelse(self.filled(rows), total, None)


def taken(measure: Measure, base: Base) -> Taken:
    """The measure with its fields read. Raises: Fault E401–E408."""
    if measure.operation == "count":
        return Taken(measure, (), 0)
    if not measure.fields:
        raise Fault("E408", f"统计方法 {measure.operation} 没有写字段。请在后面写上字段名。")
    if measure.operation == "distinct":
        return Taken(measure, tuple(base.add_value(name) for name in measure.fields), 0)
    fields = tuple(base.names.add(name) for name in measure.fields)
    for named in fields:
        if named.many and measure.operation == "sum" and not named.through:
            base.add_entries(named)
        elif named.kind not in NUMERIC or named.many:
            raise Fault("E408", f"“{named.column}”不是数，不能用 {measure.operation} 统计。请换成数字列，或用 count、distinct。")
    decimal = any(named.kind == "decimal" for named in fields)
    return Taken(measure, fields, base.dialect.places if decimal else 0)


def _number(rows: Table, named: Named, places: int, dialect: Dialect) -> Any:
    if named.many:
        filled = rows[named.column].notnull()
        return ibis.ifelse(filled, rows[f"entries.{named.column}"].fill_null(0), None)
    value = rows[named.column]
    if places and named.kind == "whole":
        return value * 10**PLACES
    return value if places or dialect.places or named.kind == "whole" else value.cast(WIDE)


def within_area(taken: Taken, rows: Table, counted: Any, dialect: Dialect) -> tuple[Any, Any]:
    """What the counted rows of one area come to; of a mean, sum and count. For what is told apart, 0: it is counted elsewhere."""
    operation = taken.measure.operation
    if operation == "distinct":
        return ibis.literal(0, type="int64"), None
    if operation == "count":
        return ibis.ifelse(counted, 1, 0).sum(), None
    value = ibis.ifelse(counted, taken.value(rows, dialect), None)
    if operation in EXTREMES:
        return (value.min() if operation == "min" else value.max()), None
    if operation == "last":
        return ibis.ifelse(rows["@last"] == 0, value, None).sum(), None
    weight = ibis.ifelse(counted & taken.filled(rows), 1, 0).sum() if operation == "mean" else None
    return value.sum(), weight


def over_areas(operation: str, column: Any) -> Any:
    """What several areas come to together."""
    match operation:
        case "min":
            return column.min()
        case "max":
            return column.max()
    return column.sum()
