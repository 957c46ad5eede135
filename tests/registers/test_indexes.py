"""A register that has grown is found by what its definition declares; pages go on from row to row and lose none."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.db import connection

import factories
from zhiheng.directory.queries import scope_of
from zhiheng.registers import indexing, queries
from zhiheng.registers.known import known_register
from zhiheng.registers.models import Row

pytestmark = pytest.mark.django_db
TODAY = date(2025, 6, 1)
OF_ALL_TYPES = """
name = "各型台账"
row = "一行"
pattern = "register"
key = ["no"]
event = "on"
source = {document = "own"}
[fields]
no = {name = "编号", type = "text", required = true}
on = {name = "日期", type = "date"}
kind = {name = "类别", type = "code", index = true}
kinds = {name = "多类", type = "code", many = true, index = true}
staff = {name = "人次", type = "int", index = true}
rate = {name = "合格率", type = "percent", index = true}
fine = {name = "罚款", type = "money", index = true}
again = {name = "复查", type = "bool", index = true}
due = {name = "期限", type = "date", index = true}
unit = {name = "单位", type = "organisation", index = true}
[codes]
kind = ["甲", "乙"]
kinds = ["产品", "工程"]
"""


@pytest.fixture
def every_type():
    """A register of the office's own with a filter of each type, and its address."""
    folder = settings.DEFINITIONS / "registers"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "of-all-types.toml"
    path.write_text(OF_ALL_TYPES, "utf-8")
    yield known_register("of-all-types")
    path.unlink()


def rows(cast: factories.Cast, count: int) -> None:
    head = {"area": cast.county, "office": cast.office, "entered_by": cast.clerk}
    head |= {"entered_at": factories.A_MOMENT, "changed_at": factories.A_MOMENT, "register": "of-all-types"}
    for n in range(count):
        day = None if n % 5 == 4 else date(2025, 1, 1) + timedelta(days=n % 3)
        data = {
            "no": f"{n:02}", "kind": "甲" if n % 2 else "乙", "kinds": ["产品", "工程"] if n % 3 else ["工程"],
            "staff": n if n % 4 else None, "rate": f"{90 + n / 10:g}", "fine": n * 100, "again": n % 3 == 0,
            "due": f"2025-02-{n % 28 + 1:02}", "unit": f"单位{n % 2}", "area": cast.county.code,
        }  # fmt: skip
        Row.objects.create(**head, key=f"{n:02}", tail=f"{n:02}", event_on=day, data=data)


def found(cast: factories.Cast, register, asked: dict[str, str]) -> list[str]:
    """The keys of all pages, from the first to the last."""
    keys: list[str] = []
    scope, place = scope_of(cast.county), ""
    while True:
        page = queries.listing(register, scope, asked | ({"after": place} if place else {}), today=TODAY)
        assert not page.says
        keys += [line.row.key for line in page.lines]
        if not (place := page.after):
            return keys


@pytest.mark.parametrize(
    ("asked", "matches"),
    [
        ({"f.kind": "甲"}, lambda n: n % 2 == 1),
        ({"f.kinds": "产品"}, lambda n: n % 3 != 0),
        ({"f.staff.min": "20"}, lambda n: n % 4 != 0 and n >= 20),
        ({"f.staff.max": "6"}, lambda n: n % 4 != 0 and n <= 6),
        ({"f.staff": "未填"}, lambda n: n % 4 == 0),
        ({"f.rate.min": "95%"}, lambda n: n >= 50),
        ({"f.fine.min": "10", "f.fine.max": "20元"}, lambda n: 10 <= n <= 20),
        ({"f.again": "是"}, lambda n: n % 3 == 0),
        ({"f.due.min": "2025-02-27"}, lambda n: n % 28 >= 26),
        ({"f.unit": "单位1"}, lambda n: n % 2 == 1),
        ({"q": "07"}, lambda n: n == 7),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else "",
)
def test_each_filter_finds_its_rows_and_no_others(every_type, asked, matches) -> None:
    cast = factories.cast()
    rows(cast, 60)
    assert sorted(found(cast, every_type, asked)) == [f"{n:02}" for n in range(60) if matches(n)]


@pytest.mark.parametrize("sort", ["", "staff", "-staff", "rate", "-fine", "again", "-due", "-unit", "@key", "-@key", "@day"])
def test_the_pages_of_every_order_hold_each_row_once_also_where_the_ordered_value_is_empty(every_type, sort, monkeypatch) -> None:
    monkeypatch.setattr("zhiheng.registers.queries.lists.PAGE", 7)
    monkeypatch.setattr("zhiheng.registers.queries.lists.COUNTED", 10)
    cast = factories.cast()
    rows(cast, 40)
    keys = found(cast, every_type, {"sort": sort} if sort else {})
    assert sorted(keys) == [f"{n:02}" for n in range(40)]
    if sort == "-fine":
        assert keys == sorted(keys, reverse=True)


def test_going_back_leads_to_the_page_that_was_left(every_type, monkeypatch) -> None:
    monkeypatch.setattr("zhiheng.registers.queries.lists.PAGE", 7)
    cast = factories.cast()
    rows(cast, 20)
    scope = scope_of(cast.county)
    first = queries.listing(every_type, scope, {}, today=TODAY)
    second = queries.listing(every_type, scope, {"after": first.after}, today=TODAY)
    back = queries.listing(every_type, scope, {"before": second.before}, today=TODAY)
    assert [line.row.pk for line in back.lines] == [line.row.pk for line in first.lines]
    assert (first.before, back.before) == ("", "")


def test_what_cannot_be_understood_is_said_and_narrows_nothing(every_type) -> None:
    cast = factories.cast()
    page = queries.listing(every_type, scope_of(cast.county), {"f.staff.min": "许多", "f.kind": "丙"}, today=TODAY)
    assert "可选值" in page.says[0]
    assert "不是数" in page.says[1]
    assert not page.chips


def test_a_grown_register_has_an_index_for_each_filter_and_loses_it_with_the_declaration(every_type, monkeypatch) -> None:
    monkeypatch.setattr(indexing, "GROWN", 3)
    cast = factories.cast()
    rows(cast, 5)
    if not connection.features.supports_expression_indexes:
        assert indexing.keep_indexes() == []
        return
    connection.check_constraints()  # PostgreSQL makes no index while rows wait to be proved
    made = indexing.keep_indexes()
    assert {name.split("_")[2] for name in made} == {"@day", "@area", "kind", "staff", "rate", "fine", "again", "due", "unit"}
    assert indexing.keep_indexes() == []
    path = settings.DEFINITIONS / "registers" / "of-all-types.toml"
    path.write_text(OF_ALL_TYPES.replace('type = "int", index = true', 'type = "int"'), "utf-8")
    assert [name.split("_")[2] for name in indexing.keep_indexes()] == ["staff"]


def test_a_filter_is_answered_from_its_index(every_type, monkeypatch) -> None:
    monkeypatch.setattr(indexing, "GROWN", 3)
    if connection.vendor != "sqlite" or not connection.features.supports_expression_indexes:
        return
    cast = factories.cast()
    rows(cast, 30)
    indexing.keep_indexes()
    scope = scope_of(cast.province)
    for asked, name in (({"f.kind": "甲"}, "kind"), ({"f.staff.min": "3"}, "staff"), ({}, "@day"), ({"sort": "-rate"}, "rate")):
        wanted = queries.wanted_rows(every_type, scope, asked, TODAY, None, None)
        plan = wanted.order.sorted(wanted.rows)[:50].explain()
        assert f"_{name}_" in plan, plan
        assert "TEMP B-TREE" not in plan, plan
