"""A cast with four rows in a register, each recorded."""

from datetime import date

import pytest
from django.db import connection

import factories
from zhiheng.history.actions import record
from zhiheng.history.sealing import declared
from zhiheng.registers.models import Row

DATA = {"campaign": "农资整治", "kind": "产品", "area": "990100", "date": "2025-03-04", "found": 3, "fine": 350_000}


@pytest.fixture
def cast(db):
    return factories.cast()


@pytest.fixture
def rows(cast) -> list[Row]:
    """Four rows, 检-1 to 检-4: entries 1 to 4 of a chain that begins with them."""
    return [kept_row(cast, f"检-{number}") for number in range(1, 5)]


def kept_row(cast: factories.Cast, key: str) -> Row:
    row = Row.objects.create(
        register="special-campaign", area=cast.county, office=cast.office, event_on=date(2025, 3, 4), key=key,
        data={"no": key, **DATA}, entered_by=cast.clerk, entered_at=factories.A_MOMENT, changed_at=factories.A_MOMENT,
    )  # fmt: skip
    contents = declared()["registers.row"]
    record(row, "新增", cast.clerk, after=dict(contents.shown(contents.of(row))), reason="录入")
    return row


def sql(words: str, *values: object) -> None:
    """What somebody does who has the database and not the system."""
    with connection.cursor() as cursor:
        cursor.execute(words, values)
        assert cursor.rowcount
