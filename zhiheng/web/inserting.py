"""Many new rows of one table at once: as many a second as the database takes, not as a query builder makes.

PostgreSQL takes them by COPY, SQLite by one prepared statement; any other database by `bulk_create`.
"""

from collections.abc import Callable, Sequence
from datetime import date
from json import JSONEncoder
from operator import attrgetter
from typing import Any

from django.db import IntegrityError, connections, models, router, transaction

Column = Callable[[Any], Any]
PLAIN = (
    models.CharField, models.TextField, models.BigIntegerField, models.IntegerField, models.BooleanField, models.ForeignKey,
    models.BigAutoField,
)  # fmt: skip


def insert_all(rows: Sequence[models.Model]) -> None:
    """The rows, all new and of one table, are kept; each has its number."""
    if not rows:
        return
    model = type(rows[0])
    connection = connections[router.db_for_write(model)]
    insert = {"postgresql": _copied, "sqlite": _prepared}.get(connection.vendor)
    if insert is None:
        model._base_manager.bulk_create(rows, batch_size=500)
        return
    numbers = _postgres_numbers if connection.vendor == "postgresql" else _sqlite_numbers
    with transaction.atomic(using=connection.alias, savepoint=False), connection.cursor() as cursor:
        for row, number in zip(rows, numbers(cursor, connection, model, len(rows)), strict=True):
            row.pk = number
        insert(cursor, connection, model, rows)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def insert_missing(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """The rows are kept but those that another process has kept by now: they have no number.

    Shape: a unique constraint tells that it is the same row.
    """
    try:
        with transaction.atomic():
            model._base_manager.bulk_create(rows, batch_size=500)
    except IntegrityError:
        for row in rows:
            row.pk = None
            _insert_or_leave(model, row)


def _insert_or_leave(model: type[models.Model], row: models.Model) -> None:
    try:
        with transaction.atomic():
            model._base_manager.bulk_create([row])
    except IntegrityError:
        row.pk = None


def _columns(connection: Any, model: type[models.Model], rows: Sequence[models.Model]) -> tuple[str, list[list[Any]]]:
    """The quoted names of the columns, and the values of each as the database takes them."""
    fields = model._meta.concrete_fields
    names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    values = []
    for field in fields:
        said = list(map(attrgetter(field.attname), rows))
        values.append(said if isinstance(field, PLAIN) else list(map(_taker(field, connection), said)))
    return names, values


def _taker(field: models.Field, connection: Any) -> Column:
    """What turns a value of the field into the database's."""
    if isinstance(field, models.JSONField):
        encode = (field.encoder or JSONEncoder)().encode
        return lambda value: None if value is None else encode(value)
    seen: dict[Any, Any] = {}

    def taken(value: Any) -> Any:
        if not isinstance(value, date):  # datetimes are dates
            return field.get_db_prep_save(value, connection)
        if value not in seen:
            seen[value] = field.get_db_prep_save(value, connection)
        return seen[value]

    return taken


def _copied(cursor: Any, connection: Any, model: type[models.Model], rows: Sequence[models.Model]) -> None:
    names, values = _columns(connection, model, rows)
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for line in zip(*values, strict=True):
            copy.write_row(line)


def _prepared(cursor: Any, connection: Any, model: type[models.Model], rows: Sequence[models.Model]) -> None:
    names, values = _columns(connection, model, rows)
    table = connection.ops.quote_name(model._meta.db_table)
    signs = ", ".join(["%s"] * len(values))
    cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({signs})", zip(*values, strict=True))  # noqa: S608


def _postgres_numbers(cursor: Any, connection: Any, model: type[models.Model], count: int) -> list[int]:
    sequence = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
    cursor.execute(sequence, [connection.ops.quote_name(model._meta.db_table), model._meta.pk.column, count])
    return [number for (number,) in cursor.fetchall()]


def _sqlite_numbers(cursor: Any, connection: Any, model: type[models.Model], count: int) -> range:
    """The numbers after the highest ever given; nobody else writes while this transaction does."""
    cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])
    found = cursor.fetchone()
    first = (found[0] if found else 0) + 1
    return range(first, first + count)
