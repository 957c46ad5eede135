"""Rows on their way into a file, with the names of what they name."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple

from zhiheng.core.values.registers import Register
from zhiheng.registers.models import Row
from zhiheng.registers.names import Names, names_in

AT_ONCE = 2000  # rows whose names are asked for together


class Exported(NamedTuple):
    """One row of a file."""

    pk: int
    version: int
    data: Mapping[str, Any]
    marks: Mapping[str, Any]
    names: Names
    state: str = ""


def exported_lines(register: Register, rows: Iterable[Row]) -> Iterator[Exported]:
    """The rows with the names of the areas and firms in them; firms with their codes, so that they are found again."""
    rest = iter(rows)
    while some := list(islice(rest, AT_ONCE)):
        names = names_in(register, [row.data for row in some], codes=True)
        for row in some:
            yield Exported(row.pk, row.version, row.data, row.marks, names, row.state)
