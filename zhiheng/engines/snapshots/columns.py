"""Which columns the snapshot of a register has: what every row has, its fields, its states and its clocks."""

from zhiheng.core.values.registers import DECIMALS, NUMBERS, Field, Register

DECIMAL = "DECIMAL(18,6)"
HEADER = {
    "@id": "BIGINT", "@area": "VARCHAR", "@own_area": "VARCHAR", "@unit": "BIGINT", "@office": "BIGINT", "@event_on": "DATE",
    "@state": "VARCHAR", "@key": "VARCHAR", "@tail": "VARCHAR", "@late": "BOOLEAN", "@changed_at": "TIMESTAMP",
    "@entered_on": "DATE", "@expires_on": "DATE", "@source": "BIGINT", "@version": "BIGINT", "@misfits": "VARCHAR[]",
}  # fmt: skip
CLOCK_DAYS = ("start", "due", "stop", "paused")
_WHOLE = ("int", "money", "enterprise")
_TELLS_NOBODY = (*NUMBERS, "code", "bool")  # what may be counted of a personal field


def columns_of(register: Register) -> dict[str, str]:
    """The DuckDB type of each column, in their order."""
    columns = dict(HEADER)
    columns |= {key: type_of(field) for key, field in fields_of(register).items()}
    columns |= {f"reached.{state}": "DATE" for state in states_of(register)}
    return columns | {f"{day}.{id}": "DATE" for id in clocks_of(register) for day in CLOCK_DAYS}


def fields_of(register: Register) -> dict[str, Field]:
    """The fields that are in the snapshot: all but those that tell of a person."""
    return {key: field for key, field in register.fields.items() if not field.personal or field.type in _TELLS_NOBODY}


def states_of(register: Register) -> tuple[str, ...]:
    """The states whose day of first entry is a column."""
    return register.lifecycle.states if register.lifecycle else ()


def clocks_of(register: Register) -> tuple[str, ...]:
    """The clocks whose days are columns: those of a row, not the periodic duties."""
    return tuple(id for id, clock in register.clocks.items() if not clock.every)


def type_of(field: Field) -> str:
    """The type of a field's column."""
    one = "VARCHAR"
    if field.type in _WHOLE:
        one = "BIGINT"
    elif field.type in DECIMALS:
        one = DECIMAL
    elif field.type == "date":
        one = "DATE"
    elif field.type == "bool":
        one = "BOOLEAN"
    return f"{one}[]" if field.many else one
