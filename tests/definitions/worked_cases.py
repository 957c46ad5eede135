"""The worked cases of registers: what is given, what must come of it, read from `tests/cases/registers/*.toml`."""

import tomllib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from zhiheng.core.checking import checked_row
from zhiheng.core.values.lookups import Lookups
from zhiheng.core.values.registers import CheckedRow, Kept, Register, usable

FOLDER = Path(__file__).parents[1] / "cases" / "registers"
KNOWN = {"source", "other", "row", "figure"}
KNOWN_OF_ROWS = {"id", "cells", "units", "kept", "marks", "walk", "state", "clocks", "problems", "warns"}


class AnyName(dict):
    """Areas of a case: every name is its own code."""

    def __contains__(self, name: object) -> bool:
        return True

    def __missing__(self, name: str) -> str:
        return name


class Enterprises:
    """Enterprises of a case: numbered as they come."""

    def __init__(self) -> None:
        self.ids: dict[str, int] = {}

    def __call__(self, name: str) -> int:
        return self.ids.setdefault(name, len(self.ids) + 1)


class Case:
    """One worked case of one register."""

    def __init__(self, path: Path) -> None:
        self.slug = path.stem
        self.said: dict[str, Any] = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
        assert set(self.said) <= KNOWN, f"{path.name}: {set(self.said) - KNOWN}"
        for row in self.rows:
            assert set(row) <= KNOWN_OF_ROWS, f"{path.name}: {set(row) - KNOWN_OF_ROWS}"
        self.known = Lookups(areas=AnyName(), enterprise=Enterprises())

    @property
    def rows(self) -> list[dict[str, Any]]:
        return self.said.get("row", [])

    @property
    def figures(self) -> list[dict[str, Any]]:
        return self.said.get("figure", [])

    def checked(self, register: Register, row: dict[str, Any]) -> CheckedRow:
        """The row's cells as the register checks them."""
        unknown = set(row["cells"]) - set(register.fields)
        assert not unknown, f"{self.slug}: no such fields {unknown}"
        units = dict.fromkeys(register.of_type("money"), "元") | row.get("units", {})
        return checked_row(register, row["cells"], known=self.known, units=units, beside=self.beside(register, row["cells"]))

    def beside(self, register: Register, values: dict[str, Any]) -> dict[str, Any]:
        """What `a.b` asks: the fields of the other rows that this one refers to."""
        others = {(one["register"], str(one["key"])): one["cells"] for one in self.said.get("other", [])}
        return {
            f"{key}.{name}": _plain(value)
            for key, field in register.fields.items()
            if field.to and (cells := others.get((field.to, str(values.get(key)))))
            for name, value in cells.items()
        }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def cases() -> Iterator[Case]:
    """Every case, by the id of its register."""
    return (Case(path) for path in sorted(FOLDER.glob("*.toml")))


def seen(register: Register, values: dict[str, Kept], beside: dict[str, Any]) -> dict[str, Any]:
    """A row as conditions look at it."""
    return {**beside, **usable(register, values)}
