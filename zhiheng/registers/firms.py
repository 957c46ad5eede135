"""Enterprises in the cells of a file: known ones by number, new ones waiting until the file is kept."""

from collections.abc import Iterable, Mapping
from typing import Any

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.lookups import Unreadable
from zhiheng.core.values.registers import AREA, Kept, Register
from zhiheng.directory.actions import new_enterprises
from zhiheng.directory.enterprises import Ambiguous, resolver
from zhiheng.directory.models import Area
from zhiheng.web.scoping import Scope

Rows = Iterable[tuple[int, dict[str, Any]]]


class FirmsInCells:
    """Words to the number of a firm. One that is not known as yet gets a number below 0 until `keep` makes its record."""

    def __init__(self, scope: Scope) -> None:
        self._resolver = resolver(scope)
        self.fresh: dict[str, int] = {}

    def __call__(self, words: str) -> int:
        """Raises: Unreadable: a wrong code, or a name that several firms have."""
        try:
            found = self._resolver.find(words)
        except Fault as problem:
            raise Unreadable(problem.says) from None
        if isinstance(found, Ambiguous):
            raise Unreadable(found.says)
        return self.fresh.setdefault(words, -1 - len(self.fresh)) if found is None else found

    def prepared(self, register: Register, rows: Rows) -> Rows:
        """The rows; all firms that they name are looked up together."""
        keys = register.of_type("enterprise")
        if not keys:
            return rows
        rows = list(rows)
        self._resolver.prepare({str(cells[key]) for _, cells in rows for key in keys if cells.get(key) is not None})
        return rows

    def keep(
        self, register: Register, rows: Iterable[dict[str, Kept]], areas: Mapping[str, Area], by: Any, reason: str
    ) -> None:
        """Every new firm that rows name has one record, in the area of the first row that names it, pending where its code
        is not known: the same name in the same file is the same firm, as it is when the file comes again."""
        keys = register.of_type("enterprise")
        naming = [row for row in rows if any(_fresh(row[key]) for key in keys)] if self.fresh else []
        first: dict[int, str] = {}
        for row in naming:
            for number in (number for key in keys for number in _fresh(row[key])):
                first.setdefault(number, str(row[AREA]))
        by_area: dict[str, dict[str, int]] = {}
        for said, number in self.fresh.items():
            if number in first:
                by_area.setdefault(first[number], {})[said] = number
        numbers: dict[int, int] = {}
        for area, words in by_area.items():
            made = new_enterprises(areas[area], words, by, reason=reason)
            numbers |= {number: made[said] for said, number in words.items()}
        for row in naming:
            row |= {key: _renumbered(row[key], numbers) for key in keys}


def _fresh(value: Kept) -> list[int]:
    each = value if isinstance(value, list) else [value]
    return [one for one in each if isinstance(one, int) and one < 0]


def _renumbered(value: Kept, numbers: dict[int, int]) -> Kept:
    if isinstance(value, list):
        return [numbers.get(one, one) if isinstance(one, int) else one for one in value]  # type: ignore[return-value]
    return numbers.get(value, value) if isinstance(value, int) else value
