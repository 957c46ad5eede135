"""What checks ask of the rows that a row refers to: check.result."""

from collections.abc import Callable, Mapping
from typing import Any

from zhiheng.core.values.conditions import names_in
from zhiheng.core.values.registers import Kept, Register


def referred(
    register: Register, values: Mapping[str, Kept], row_of: Callable[[str, str], Mapping[str, Any]]
) -> dict[str, Any]:
    """The fields that checks ask of other rows, by the name they ask with.

    None:  the row is not there, or has the field empty: unknown.
    """
    rows = {key: values.get(key) for key, field in register.fields.items() if field.to and not field.many}
    if not any(rows.values()):
        return {}
    asked = {name for check in register.checks.values() for side in (check.when, check.expect) for name in names_in(side)}
    found = {}
    for name in asked:
        first, _, second = name.partition(".")
        if second and rows.get(first):
            found[name] = row_of(register.fields[first].to, str(rows[first])).get(second)
    return found
