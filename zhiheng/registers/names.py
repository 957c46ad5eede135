"""The names of what rows keep by code or number: areas and enterprises, asked for together."""

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from zhiheng.core.values.registers import FieldType, Register
from zhiheng.directory.models import Area, Enterprise

AT_ONCE = 400  # values in one query: below the limit of every database
Names = Mapping[str | int, str]  # areas by code, enterprises by number


def names_in(register: Register, rows: Iterable[Mapping[str, Any]], *, codes: bool = False) -> dict[str | int, str]:
    """The names of the areas and enterprises in these rows' values, with `codes` of firms; a query a kind for a page."""
    rows = list(rows)
    found: dict[str | int, str] = {}
    for some in _chunks(_values(register, rows, "area")):
        found |= dict(Area.objects.filter(code__in=some).values_list("code", "name"))
    return found | names_of_firms(_values(register, rows, "enterprise"), codes=codes)


def names_of_firms(numbers: Iterable[int], *, codes: bool = False) -> dict[str | int, str]:
    """The names of these firms by number, with `codes` if wanted."""
    found: dict[str | int, str] = {}
    named = Enterprise.objects.unscoped("a row that may be seen says whom it names")
    for some in _chunks(sorted(numbers)):
        for pk, name, code in named.filter(pk__in=some).values_list("pk", "name", "code"):
            found[pk] = f"{name}（{code}）" if codes and code else name
    return found


def _values(register: Register, rows: list[Mapping[str, Any]], kind: FieldType) -> list[Any]:
    found: set[Any] = set()
    for key in register.of_type(kind):
        for row in rows:
            value = row.get(key)
            found.update(value if isinstance(value, list) else () if value is None else (value,))
    return sorted(found)


def _chunks(values: list[Any]) -> Iterable[list[Any]]:
    rest = iter(values)
    while some := list(islice(rest, AT_ONCE)):
        yield some
