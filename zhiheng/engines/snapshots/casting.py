"""Lines of the database as typed rows. A value that fits its column exactly goes in; any other is empty, and its row says so.

A line is one row: texts in the order of `raw_columns`, \\x01 between them; \\x02 encloses a text that holds a line break or
one of the two marks, and is doubled in it. Nothing between two marks is a value that is unknown.
"""

# ruff: noqa: S608 — queries are made of our own names, paths and numbers

from pathlib import Path

from zhiheng.core.values.registers import Field, Register
from zhiheng.engines.snapshots.columns import DECIMAL, columns_of, fields_of, type_of

BETWEEN, ROUND = "\x01", "\x02"
RAW_HEADER = (
    "id", "area", "unit", "office", "event_on", "state", "key", "tail", "late", "changed_at", "entered_at", "expires_on",
    "source", "version", "status",
)  # fmt: skip
_LONGEST = 16 * 1024 * 1024  # bytes of a line
_WHOLE_NUMBER = "[+-]?[0-9]{1,18}"
_DECIMAL_NUMBER = r"[+-]?[0-9]{1,12}(\.[0-9]{1,6}0*)?"


def raw_columns(register: Register) -> tuple[str, ...]:
    """What a line holds, in this order: the header, the fields, the days of states, the days of clocks."""
    return (*(f"@{name}" for name in RAW_HEADER), *fields_of(register), *_days(register))


def lines_in(path: Path, register: Register) -> str:
    """A query for the lines of a file, each text as it stands."""
    columns = ", ".join(f"{text(name)}: 'VARCHAR'" for name in raw_columns(register))
    return (
        f"FROM read_csv({text(str(path))}, columns = {{{columns}}}, header = false, auto_detect = false, delim = '{BETWEEN}', "
        f"quote = '{ROUND}', escape = '{ROUND}', nullstr = '', new_line = '\\n', max_line_size = {_LONGEST})"
    )


def typed(lines: str, register: Register) -> str:
    """A query for the typed rows that count among `lines`; the tables `areas`, `units` and `firms` (#id, #is) stand by."""
    fields = fields_of(register)
    casts = "".join(f", {_cast(key, field)} AS {name(_TYPED + key)}" for key, field in fields.items() if _typed(field))
    plain = "".join(f", {_final(key, field)} AS {name(key)}" for key, field in fields.items())
    days = "".join(f", TRY_CAST({name(day)} AS DATE) AS {name(day)}" for day in _days(register))
    firms = "".join(
        f' LEFT JOIN firms AS {name("firm " + key)} ON {name("firm " + key)}."#id" = {name(_TYPED + key)}'
        for key, field in fields.items()
        if field.type == "enterprise" and not field.many
    )
    credited = 'coalesce(units."#is", areas."#is")' if register.credit else 'areas."#is"'
    return f"""
        WITH raw AS ({lines}), cells AS (SELECT *{casts} FROM raw WHERE "@status" = 'kept')
        SELECT
            cells."@id"::BIGINT AS "@id", {credited} AS "@area", areas."#is" AS "@own_area", "@unit"::BIGINT AS "@unit",
            "@office"::BIGINT AS "@office", "@event_on"::DATE AS "@event_on", coalesce("@state", '') AS "@state",
            coalesce("@key", '') AS "@key", coalesce("@tail", '') AS "@tail", "@late"::BOOLEAN AS "@late",
            "@changed_at"::TIMESTAMP AS "@changed_at", ("@entered_at"::TIMESTAMP + INTERVAL 8 HOUR)::DATE AS "@entered_on",
            "@expires_on"::DATE AS "@expires_on", "@source"::BIGINT AS "@source", "@version"::BIGINT AS "@version",
            {_misfits(fields)} AS "@misfits"{plain}{days}
        FROM cells
            LEFT JOIN areas ON areas."#id" = "@area"::BIGINT LEFT JOIN units ON units."#id" = "@unit"::BIGINT{firms}
    """


_TYPED = "typed "


def _days(register: Register) -> tuple[str, ...]:
    return tuple(column for column in columns_of(register) if "." in column)


def _typed(field: Field) -> bool:
    """Whether the column is more than the text that is kept."""
    return type_of(field) != "VARCHAR"


def _cast(key: str, field: Field) -> str:
    """The typed value of a kept text, NULL where it does not fit exactly."""
    if not field.many:
        return _one(name(key), type_of(field))
    one = type_of(field).removesuffix("[]")
    cell = name(key)
    listed = f"CASE WHEN {cell}[1] = '[' THEN TRY({cell}::JSON::VARCHAR[]) WHEN {cell} IS NOT NULL THEN [{cell}] END"
    if one == "VARCHAR":
        return listed
    cast = f"list_transform({listed}, lambda one: {_one('one', one)})"
    return f"CASE WHEN NOT list_contains(list_transform({cast}, lambda one: one IS NULL), true) THEN {cast} END"


def _one(value: str, kind: str) -> str:
    if kind == "BIGINT":
        return f"CASE WHEN regexp_full_match({value}, '{_WHOLE_NUMBER}') THEN {value}::BIGINT END"
    if kind == DECIMAL:
        return f"CASE WHEN regexp_full_match({value}, '{_DECIMAL_NUMBER}') THEN {value}::{DECIMAL} END"
    return f"TRY_CAST({value} AS {kind})"


def _final(key: str, field: Field) -> str:
    """What stands in the column: merged records of a firm as one, in a list each once."""
    if not _typed(field):
        return name(key)
    if field.type != "enterprise":
        return name(_TYPED + key)
    if not field.many:
        return f'coalesce({name("firm " + key)}."#is"::BIGINT, {name(_TYPED + key)})'
    cell = name(_TYPED + key)
    firms = f"""(
        SELECT list(firm ORDER BY place) FROM (
            SELECT coalesce(firms."#is"::BIGINT, named.firm) AS firm, min(named.place) AS place
            FROM (SELECT unnest({cell}) AS firm, generate_subscripts({cell}, 1) AS place) AS named
                LEFT JOIN firms ON firms."#id" = named.firm
            GROUP BY 1
        )
    )"""
    return f"CASE WHEN {cell} IS NOT NULL THEN coalesce({firms}, []) END"


def _misfits(fields: dict[str, Field]) -> str:
    failed = {
        key: f"({name(key)} IS NOT NULL AND {name(_TYPED + key)} IS NULL)" for key, field in fields.items() if _typed(field)
    }
    if not failed:
        return "NULL::VARCHAR[]"
    named = ", ".join(f"CASE WHEN {fails} THEN {text(key)} END" for key, fails in failed.items())
    return f"CASE WHEN {' OR '.join(failed.values())} THEN list_filter([{named}], lambda key: key IS NOT NULL) END"


def name(column: str) -> str:
    """A column's name in a query."""
    return '"' + column.replace('"', '""') + '"'


def text(constant: str) -> str:
    """A text in a query."""
    return "'" + constant.replace("'", "''") + "'"
