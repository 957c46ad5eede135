"""The rows of the base of a figure, each with the area and the period that it counts in: what measures are taken of."""

from collections.abc import Mapping

import ibis
from ibis.expr.types import Table

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.indicators import Time
from zhiheng.core.values.registers import Condition, Register
from zhiheng.engines.gathering import tables
from zhiheng.engines.gathering.conditions import Conditions, prefixed
from zhiheng.engines.gathering.daily import clock_on, with_state
from zhiheng.engines.gathering.naming import Named, Names
from zhiheng.engines.gathering.relations import Dialect, Source, kind_of_column, readable
from zhiheng.engines.gathering.stepping import ANY, MONTHS


class Base:
    """The rows that one question is about.

    Shape: conditions and fields are named first (`add`, `read`); then `rows` is asked for.
    """

    def __init__(self, register: Register, references: Mapping[str, Register], time: Time, dialect: Dialect) -> None:
        self.register, self.time, self.dialect = register, time, dialect
        self.names = Names(register, references)
        self.conditions = Conditions(self.names, dialect)
        self.spread: dict[str, str] = {}  # column by the many-valued field whose entries it holds
        self.entries: dict[str, Named] = {}  # many-valued fields of which the number of entries is asked
        self.day = _day_column(register, time)
        for column in (self.day, *_days_beside(register, time)):
            self.names.column(column)

    def read(self, *conditions: Condition) -> None:
        """Takes note of what conditions look at."""
        for condition in conditions:
            self.conditions.read(condition)

    def add_value(self, name: str) -> Named:
        """A column whose values keep figures apart, or are counted: of many values, each."""
        named = self.names.add(name)
        if named.many and named.through:
            raise Fault("E405", f"“{name}”在别的台账里有多个值，不能按它分。请换成别的列。")
        if named.many:
            self.names.entries(named)
        return named

    def add_entries(self, named: Named) -> None:
        """A field of which the entries of each row are counted."""
        self.entries[named.column] = named
        self.names.entries(named)

    def rows(self, where: Condition, step: str) -> Table:
        """The rows of the base, with "@period" and "@finish"."""
        rows = tables.rows_of(self.register, "rows", list(self.names.columns[""]), self.dialect)
        for through in self.names.columns:
            rows = self._with_reference(rows, through) if through else rows
        rows = self.conditions.with_hits(rows)
        for named in self.entries.values():
            rows = self._with_count(rows, named)
        rows = self._within_periods(rows, step)
        for named in self.names.computed:
            rows = self._with_computed(rows, named)
        return rows.filter(self.conditions.holds(where, rows))

    def with_each(self, rows: Table, named: Named) -> Table:
        """The rows with one entry of the field at a time as "each.FIELD", once without one where there is none."""
        entries = tables.entries_of(named, self.dialect)
        entries = entries.select(**{f"@of.{named.column}": "@id", named.each: "value"})
        return rows.left_join(entries, [rows["@id"] == entries[f"@of.{named.column}"]]).drop(f"@of.{named.column}")

    def sources(self) -> tuple[Source, ...]:
        """What is read for all of it."""
        columns = {through: tuple(names) for through, names in self.names.columns.items()}
        found = [Source(f"to.{at}" if at else "rows", self._register(at), names) for at, names in columns.items()]
        each = [Source(named.each, named.register, (named.column.removeprefix(named.prefix),), named.through or "rows")
                for named in self.names.each.values()]  # fmt: skip
        return (*found, *each)

    def _register(self, through: str) -> Register:
        return self.names.references[through] if through else self.register

    def _with_reference(self, rows: Table, through: str) -> Table:
        target = self._register(through)
        there = tables.rows_of(target, f"to.{through}", list(self.names.columns[through]), self.dialect)
        there = there.select(**{f"{through}.{column}": column for column in self.names.columns[through]})
        return rows.left_join(there, [rows[through] == there[f"{through}.@key"]])

    def _with_count(self, rows: Table, named: Named) -> Table:
        entries = tables.entries_of(named, self.dialect)
        count = entries.group_by(**{f"@of.{named.column}": entries["@id"]}).agg(**{f"entries.{named.column}": entries.count()})
        return rows.left_join(count, [rows["@id"] == count[f"@of.{named.column}"]]).drop(f"@of.{named.column}")

    def _with_computed(self, rows: Table, named: Named) -> Table:
        if named.computed == "state":
            return with_state(rows, named, "@finish")
        if named.computed == "clock":
            return rows.mutate(**{named.column: clock_on(rows, named, rows["@finish"])})
        check = named.register.checks[named.id]
        when, expect = (self.conditions.holds(prefixed(side, named.prefix), rows) for side in (check.when, check.expect))
        says = ~when.fill_null(False) | expect.fill_null(False)
        if named.through:
            says = ibis.ifelse(rows[f"{named.prefix}@id"].notnull(), says, ibis.null("boolean"))
        return rows.mutate(**{named.column: says})

    def _within_periods(self, rows: Table, step: str) -> Table:
        """Each row once for each period that it counts in."""
        periods = tables.periods()
        day, start, finish = rows[self.day], periods["@start"], periods["@finish"]
        match self.time.how:
            case "event" | "due" if step != ANY:
                rows = rows.mutate(**{"@month": day.year().cast("int64") * 12 + day.month().cast("int64") - 1})
                joined = [rows["@month"] - rows["@month"] % MONTHS[step] == periods["@step"]]
            case "event" | "due":
                joined = [day >= start, day <= finish]
            case "until":
                joined = [day <= finish]
            case "since":
                if self.time.since is None:
                    raise Fault("E405", "统计口径写了“自某日起”，没有写是哪一天。请补上日期。")
                joined = [day >= ibis.literal(self.time.since), day <= finish]
            case _:
                ends = [rows[column] for column in self.register.active[1:]]
                joined = [day <= finish, *(end.isnull() | (end > finish) for end in ends)]
        return rows.inner_join(periods, joined)


def _day_column(register: Register, time: Time) -> str:
    """The day that puts a row into a period. Raises: Fault E405."""
    if time.how == "active":
        if not register.active:
            raise Fault("E405", f"台账“{register.name}”没有写有效期（active），不能统计有效的行。请补写，或改用别的时间口径。")
        return register.active[0]
    if time.how == "due":
        clock = register.clocks.get(time.field)
        if clock is None or clock.every:
            raise Fault("E405", f"台账“{register.name}”的行没有“{time.field}”这个时限。请核对 time。")
        return f"due.{time.field}"
    if not time.field:
        return "@event_on"
    if time.field.startswith("reached.") and kind_of_column(register, time.field) == "day":
        return time.field
    if readable(register, time.field).type != "date":
        raise Fault("E405", f"台账“{register.name}”的“{time.field}”不是日期，不能归入期间。请换成日期列。")
    return time.field


def _days_beside(register: Register, time: Time) -> tuple[str, ...]:
    return register.active[1:] if time.how == "active" else ()
