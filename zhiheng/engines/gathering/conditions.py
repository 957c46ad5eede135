"""Conditions as expressions: the whole language, or a Fault; nothing is left out of one.

What an expression does not know (an empty field) counts as no: there is no "not" around any of them.
"""

from collections.abc import Mapping
from typing import Any

import ibis
from ibis.expr.types import Table

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.registers import Condition
from zhiheng.engines.gathering import comparing
from zhiheng.engines.gathering.naming import Named, Names
from zhiheng.engines.gathering.relations import Dialect
from zhiheng.engines.gathering.tables import all_of, any_of, entries_of, rows_of

ORDERED = ("not", "in", "min", "max", "over", "under")


class Conditions:
    """Conditions over one set of names.

    Shape: first every condition is `read`, then `with_hits` joins what they need, then `holds` gives expressions.
    """

    def __init__(self, names: Names, dialect: Dialect) -> None:
        self.names, self.dialect = names, dialect
        self._hits: dict[tuple[str, str], tuple[Named, str, Any]] = {}

    def read(self, condition: Condition) -> None:
        """Takes note of what a condition looks at. Raises: Fault E401–E407."""
        for table in condition if isinstance(condition, list) else [condition]:
            for name, line in table.items():
                named = self.names.add(name)
                for operator, right in _operations(line):
                    if isinstance(right, Mapping):
                        self._read_right(name, operator, right)
                    if named.many and operator != "filled":
                        self._hits[name, repr((operator, right))] = (named, operator, right)
                        self.names.entries(named)
                if named.computed == "check":
                    check = named.register.checks[named.id]
                    self.read(prefixed(check.when, named.prefix))
                    self.read(prefixed(check.expect, named.prefix))

    def _read_right(self, name: str, operator: str, right: Mapping[str, Any]) -> None:
        if set(right) != {"field"} or operator in ("in", "filled"):
            raise Fault("E407", f"条件“{name}”的“{operator}”右边不能写 {dict(right)}。请写一个值，或 {{field = 列名}}。")
        if self.names.add(right["field"]).many:
            raise Fault("E407", f"条件“{name}”的右边“{right['field']}”有多个值，不能比较。请换成只有一个值的列。")

    def with_hits(self, rows: Table) -> Table:
        """The rows, and for each line about a field with many values whether one of them satisfies it."""
        for place, (named, operator, right) in enumerate(self._hits.values()):
            hit = self._hit(named, operator, right).select(**{f"@hit{place}": "@id"}).distinct()
            rows = rows.left_join(hit, [rows[f"{named.prefix}@id"] == hit[f"@hit{place}"]])
        return rows

    def _hit(self, named: Named, operator: str, right: Any) -> Table:
        """The entries that satisfy a line; of "not", those that the others must not be."""
        operator = "is" if operator == "not" else operator
        entries = entries_of(named, self.dialect)
        if not isinstance(right, Mapping):
            return entries.filter(self._against_constant(operator, entries["value"], named, right))
        other = self.names.known[right["field"]]
        if other.computed or other.through != named.through:
            raise Fault("E407", f"条件里“{named.column}”有多个值，不能和“{other.column}”比较。请改正条件。")
        column = other.column.removeprefix(other.prefix)
        source = f"to.{named.through}" if named.through else "rows"
        rows = rows_of(named.register, source, list(self.names.columns[named.through]), self.dialect)
        beside = rows.select(**{"@of": rows["@id"], "@right": rows[column]})
        both = entries.inner_join(beside, [entries["@id"] == beside["@of"]])
        return both.filter(comparing.against(operator, both["value"], named, both["@right"], other, self.dialect))

    def holds(self, condition: Condition, rows: Table) -> Any:
        """Whether the condition holds; where it is unknown, it does not."""
        if isinstance(condition, list):
            return any_of([self.holds(table, rows) for table in condition]) if condition else ibis.literal(True)
        parts = [
            self._part(name, operator, right, rows) for name, line in condition.items() for operator, right in _operations(line)
        ]
        return all_of(parts)

    def _part(self, name: str, operator: str, right: Any, rows: Table) -> Any:
        named = self.names.known[name]
        value = rows[named.column]
        if operator == "filled":
            if not isinstance(right, bool):
                raise comparing.unlike(named, right)
            return value.notnull() if right else value.isnull()
        if named.many:
            place = list(self._hits).index((name, repr((operator, right))))
            hit = rows[f"@hit{place}"]
            if operator != "not":
                return hit.notnull()
            other = [rows[self.names.known[right["field"]].column].notnull()] if isinstance(right, Mapping) else []
            return all_of([value.notnull(), hit.isnull(), *other])
        if isinstance(right, Mapping):
            other = self.names.known[right["field"]]
            return comparing.against(operator, value, named, rows[other.column], other, self.dialect)
        return self._against_constant(operator, value, named, right)

    def _against_constant(self, operator: str, value: Any, named: Named, right: Any) -> Any:
        if operator == "in":
            if not isinstance(right, list):
                raise comparing.unlike(named, right)
            return comparing.among(value, named, right, self.dialect)
        return comparing.compared(operator, value, named, right, self.dialect)


def _operations(line: Any) -> list[tuple[str, Any]]:
    """What a line asks: "is", "in" and the operators of the language. Raises: Fault E407."""
    if isinstance(line, list):
        return [("in", line)]
    if not isinstance(line, dict):
        return [("is", line)]
    for operator in line:
        if operator not in (*ORDERED, "filled"):
            raise Fault("E407", f"条件里没有“{operator}”这种比较。可用的：{'、'.join((*ORDERED, 'filled'))}。")
    return list(line.items())


def prefixed(condition: Condition, prefix: str) -> Condition:
    """The condition of a row that is referred to, with the names by which the referring row knows its columns."""
    if not prefix:
        return condition
    if isinstance(condition, list):
        return [_prefixed_table(table, prefix) for table in condition]
    return _prefixed_table(condition, prefix)


def _prefixed_table(table: dict[str, Any], prefix: str) -> dict[str, Any]:
    def of_line(line: Any) -> Any:
        if not isinstance(line, dict):
            return line
        return {key: {"field": prefix + right["field"]} if isinstance(right, dict) else right for key, right in line.items()}

    return {prefix + name: of_line(line) for name, line in table.items()}
