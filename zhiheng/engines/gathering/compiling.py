"""From a question to SQL. The SQL is the same for all areas and periods; each question is compiled once (remembering.py).

What adds up is counted in the lowest area first and then over `areas`; what is told apart (distinct) is told apart in the
lowest area first, and counted over `areas`.
"""

import ibis
from ibis.expr.types import Table
from sqlglot import parse_one
from sqlglot.optimizer.eliminate_subqueries import eliminate_subqueries

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.gathering import KeyQuestion, Question
from zhiheng.core.values.indicators import Part
from zhiheng.engines.gathering import tables
from zhiheng.engines.gathering.basing import Base
from zhiheng.engines.gathering.measures import Taken, over_areas, taken, within_area
from zhiheng.engines.gathering.naming import Named
from zhiheng.engines.gathering.relations import SQLITE, Compiled, Dialect

FIGURES = ("@rows", "@numerator", "@denominator", "@empty", "@outside")


def compiled(question: Question | KeyQuestion, dialect: Dialect, step: str, what: str = "") -> Compiled:
    """The SQL of a question, for periods of one step.

    Shape: `what` "" gathers: "@wanted", "@period", the values of `by`, FIGURES, one line for each group. `what` "base",
           "numerator", "denominator": the "@id" of the rows. Of a KeyQuestion:
           "@wanted", "@period", "@key", "@year", "@month", "@on", "@part", "@rows".
    Raises: Fault E401–E409.
    """
    if isinstance(question, KeyQuestion):
        return _keys(question, dialect, step)
    return _row_ids(question, dialect, step, what) if what else _gathering(question, dialect, step)


class _Parts:
    """The base of a question, and which of its rows numerator and denominator count, by which measure."""

    def __init__(self, question: Question, dialect: Dialect) -> None:
        self.question, self.dialect = question, dialect
        self.base = Base(question.register, question.references, question.time, dialect)
        over, under = question.numerator or Part(), question.denominator or Part()
        self.over, self.under = over, under
        self.rated = question.numerator is not None or question.denominator is not None
        self.base.read(question.where, over.where, under.where)
        self.numerator = taken(over.measure or question.measure, self.base)
        self.denominator = taken(under.measure or question.measure, self.base) if self.rated else None
        self.by = [self.base.add_value(name) for name in question.by]
        if self.rated and "mean" in (self.numerator.measure.operation, self.denominator.measure.operation):
            raise Fault("E409", "mean 自己就有分子和分母，不能再写 numerator 或 denominator。请去掉其中一种。")
        if "last" in self.operations:
            self.base.names.column("@event_on")

    @property
    def operations(self) -> list[str]:
        return [one.measure.operation for one in (self.numerator, self.denominator) if one]

    def rows(self, step: str) -> Table:
        """The rows of the base: "@over" and "@under" say which count, "@by0", "@by1" … hold the values that keep them apart."""
        rows = self.base.rows(self.question.where, step)
        holds = self.base.conditions.holds
        flags = {
            name: holds(part.where, rows).coalesce(ibis.literal(False)) if part.where else ibis.literal(True)
            for name, part in (("@over", self.over), ("@under", self.under))
        }
        rows = rows.mutate(**flags)
        for named in {named.column: named for named in self.by if named.many}.values():
            rows = self.base.with_each(rows, named)
        return rows.mutate(**{f"@by{place}": rows[_value_of(named)] for place, named in enumerate(self.by)})


def _value_of(named: Named) -> str:
    return named.each if named.many else named.column


def _gathering(question: Question, dialect: Dialect, step: str) -> Compiled:
    parts = _Parts(question, dialect)
    rows = parts.rows(step)
    dims = [f"@by{place}" for place in range(len(parts.by))]
    pieces = [_added(parts, rows, dims)]
    for column, flag, one in (("@numerator", "@over", parts.numerator), ("@denominator", "@under", parts.denominator)):
        if one and one.distinct:
            pieces.append(_told_apart(parts, rows, dims, column, flag, one, pieces[0]))
    answer = pieces[0]
    if len(pieces) > 1:
        both = ibis.union(*pieces)
        answer = both.group_by("@wanted", "@period", *dims).agg(**{column: both[column].sum() for column in FIGURES})
    places = (parts.numerator.places, parts.denominator.places if parts.denominator else 0)
    kinds = tuple(named.kind for named in parts.by)
    return Compiled(_sql(answer, dialect), parts.base.sources(), places, kinds)


def _added(parts: _Parts, rows: Table, dims: list[str]) -> Table:
    """What adds up: within the lowest area, then over the wanted ones."""
    if "last" in parts.operations:
        rows = _with_last(parts, rows, dims)
    over, under = rows["@over"], rows["@under"]
    numerator, weight = within_area(parts.numerator, rows, over, parts.dialect)
    denominator = within_area(parts.denominator, rows, under, parts.dialect)[0] if parts.denominator else weight
    nothing, unknown = ibis.literal(0, type="int64"), ibis.null("int64")
    figures = {
        "@rows": rows.count(),
        "@numerator": numerator,
        "@denominator": unknown if denominator is None else denominator,
        "@empty": ibis.ifelse(over & ~parts.numerator.filled(rows), 1, 0).sum() if parts.numerator.fields else nothing,
        "@outside": ibis.ifelse(over & ~under, 1, 0).sum() if parts.under.where else nothing,
    }
    lowest = rows.group_by("@area", "@period", *dims).agg(**figures)
    areas = tables.areas()
    joined = lowest.inner_join(areas, [lowest["@area"] == areas["@of"]])
    ways = dict(zip(("@numerator", "@denominator"), parts.operations, strict=False))
    together = {column: over_areas(ways.get(column, "sum"), joined[column]) for column in FIGURES}
    return joined.group_by("@wanted", "@period", *dims).agg(**together)


def _with_last(parts: _Parts, rows: Table, dims: list[str]) -> Table:
    """The rows with "@last" 0 for the latest one that has the field filled, in each area; of a day the one kept last."""
    one = parts.numerator
    if one.measure.operation != "last" or parts.denominator:
        raise Fault("E409", "last 不能写进分子或分母。请单独做一个指标。")
    there = rows["@over"] & one.filled(rows)
    rows = rows.mutate(**{"@there": there})
    day = rows[parts.base.day if parts.question.time.how in ("event", "until", "since") else "@event_on"]
    latest = [day.desc(nulls_first=False), rows["@id"].desc()]
    place = ibis.row_number().over(group_by=["@area", "@period", *dims, "@there"], order_by=latest)
    return rows.mutate(**{"@last": place})


def _told_apart(
    parts: _Parts, rows: Table, dims: list[str], column: str, flag: str, one: Taken, like: Table
) -> Table:
    """How many different values the counted rows have, as lines that are `like` those they are put to."""
    rows = rows.filter(rows[flag])
    for named in {named.column: named for named in one.fields if named.many}.values():
        rows = parts.base.with_each(rows.drop(named.each) if named.each in rows.columns else rows, named)
    values = [_value_of(named) for named in one.fields]
    rows = rows.filter(tables.all_of([rows[value].notnull() for value in values]))
    apart = {f"@value{place}": rows[value] for place, value in enumerate(values)}
    rows = rows.select("@area", "@period", *dims, **apart).distinct()
    areas = tables.areas()
    joined = rows.inner_join(areas, [rows["@area"] == areas["@of"]])
    if len(apart) > 1:
        joined = joined.select("@wanted", "@period", *dims, *apart).distinct()
        count = joined.count()
    else:
        count = joined["@value0"].nunique()
    figures = {name: ibis.null(like[name].type()) for name in FIGURES} | {column: count.cast(like[column].type())}
    return joined.group_by("@wanted", "@period", *dims).agg(**figures)


def _row_ids(question: Question, dialect: Dialect, step: str, part: str) -> Compiled:
    parts = _Parts(question, dialect)
    rows = parts.base.rows(question.where, step)
    where = {"numerator": parts.over.where, "denominator": parts.under.where}.get(part, {})
    rows = rows.filter(parts.base.conditions.holds(where, rows))
    areas = tables.areas()
    found = rows.inner_join(areas, [rows["@area"] == areas["@of"]]).select("@id").distinct()
    return Compiled(_sql(found, dialect), parts.base.sources())


def _keys(question: KeyQuestion, dialect: Dialect, step: str) -> Compiled:
    base = Base(question.register, question.references, question.time, dialect)
    base.read(question.where)
    key = None if question.key == "area" else base.add_value(question.key)
    part = base.add_value(question.part) if question.part else None
    rows = base.rows(question.where, step)
    for named in {one.column: one for one in (key, part) if one and one.many}.values():
        rows = base.with_each(rows, named)
    day, how = rows[base.day], question.step
    year, month, on = day.year().cast("int64"), day.month().cast("int64"), day
    none, no_day = ibis.null("int64"), ibis.null("date")
    rows = rows.mutate(
        **{
            "@key": rows[_value_of(key)] if key else rows["@area"],
            "@year": year if how in ("month", "quarter", "year") else none,
            "@month": {"month": month, "quarter": (month + 2 - (month + 2) % 3) // 3}.get(how, none),
            "@on": on if how == "day" else no_day,
            "@part": rows[_value_of(part)] if part else ibis.null("string"),
        }
    )
    rows = rows.filter(rows["@key"].notnull())
    apart = ["@period", "@key", "@year", "@month", "@on", "@part"]
    lowest = rows.group_by("@area", *apart).agg(**{"@rows": rows.count()})
    areas = tables.areas()
    joined = lowest.inner_join(areas, [lowest["@area"] == areas["@of"]])
    answer = joined.group_by("@wanted", *apart).agg(**{"@rows": joined["@rows"].sum()})
    kinds = (key.kind if key else "text", part.kind if part else "text")
    return Compiled(_sql(answer, dialect), base.sources(), kinds=kinds)


def _sql(answer: Table, dialect: Dialect) -> str:
    """As the dialect writes it. SQLite reads some thirty queries inside one another, not more: there they stand side by side."""
    sql = str(ibis.to_sql(answer, dialect=dialect.name, pretty=False))
    return eliminate_subqueries(parse_one(sql, dialect="sqlite")).sql("sqlite") if dialect is SQLITE else sql
