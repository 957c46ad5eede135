"""The snapshot of a register holds what its rows keep, follows what moves, and is the one that all rows give."""

import contextlib
import tempfile
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from django.conf import settings
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

import factories
from zhiheng.core.values.registers import Register
from zhiheng.directory.actions import merge_enterprises, new_enterprises, unmerge_enterprise
from zhiheng.directory.models import Enterprise
from zhiheng.engines.snapshots import Snapshot
from zhiheng.registers.actions import Typed, Wanted, add_row, set_status, take_step
from zhiheng.registers.known import known_register
from zhiheng.registers.mentions import mention
from zhiheng.registers.models import Row
from zhiheng.registers.snapshots import feeding, refresh, refreshed, refreshing

pytestmark = pytest.mark.django_db
DEFINITION = """
name = "各型台账"
row = "一行"
pattern = "inspection"
key = ["no"]
event = "on"
credit = "lead"
source = {document = "own"}
[fields]
no = {name = "编号", type = "text", required = true}
on = {name = "日期", type = "date"}
kinds = {name = "多类", type = "code", many = true}
staff = {name = "人次", type = "int"}
rate = {name = "合格率", type = "percent"}
fine = {name = "罚款", type = "money"}
again = {name = "复查", type = "bool"}
due = {name = "期限", type = "date"}
at = {name = "时间", type = "time"}
lead = {name = "牵头", type = "organisation"}
firm = {name = "企业", type = "enterprise"}
firms = {name = "各企业", type = "enterprise", many = true}
value = {name = "说明", type = "text"}
phone = {name = "电话", type = "text", personal = "回访"}
age = {name = "年龄", type = "int", personal = "回访"}
[codes]
kinds = ["产品", "工程"]
[lifecycle]
start = "登记"
end = ["办结"]
steps = [{from = "登记", to = "办结"}]
[clocks]
mend = {name = "整改", start = "reached.登记", stop = "reached.办结", limit = "30 d", basis = "set"}
"""


@pytest.fixture
def every_type() -> Iterator[Register]:
    """A register of the office's own with a field of each type."""
    folder = settings.DEFINITIONS / "registers"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "of-every-type.toml"
    path.write_text(DEFINITION, "utf-8")
    yield known_register("of-every-type")
    path.unlink()


@pytest.fixture(autouse=True)
def own_home(settings, tmp_path: Path) -> None:
    settings.HOME = tmp_path


def new_row(cast: factories.Cast, at: datetime, data: dict[str, Any], **head: Any) -> Row:
    no = f"{Row.objects.count()}"
    given = {"area": cast.county, "office": cast.office, "entered_by": cast.clerk, "entered_at": factories.A_MOMENT}
    given |= {"key": no, "tail": no, "state": "登记", "register": "of-every-type", "changed_at": at}
    made = Row.objects.create(**(given | head), data={"no": no, "area": cast.county.code} | data)
    mention(known_register("of-every-type"), [made])
    return made


def rows_in(snapshot: Snapshot | None) -> dict[int, dict[str, Any]]:
    """The rows of a snapshot by number."""
    assert snapshot
    paths = [str(path) for path in snapshot.files()]
    with contextlib.closing(duckdb.connect()) as database:
        found = database.execute("FROM read_parquet(?, hive_partitioning = false)", [paths])
        names = [column[0] for column in found.description]
        return {row[0]: dict(zip(names, row, strict=True)) for row in found.fetchall()}


FULL = {
    "on": "2025-03-01", "kinds": ["产品", "工程"], "staff": 12, "rate": "98.5", "fine": 350000, "again": True,
    "due": "2025-04-01", "at": "09:05", "lead": "县市场监管局", "phone": "138", "age": 40,
    "value": "一\n二\r\n\x02三\x01“四”\"五\"，\\六",
}  # fmt: skip


def test_what_is_read_back_is_what_is_kept_each_value_in_its_type(every_type) -> None:
    cast = factories.cast()
    one, two = new_enterprises(cast.county, ["甲公司", "乙公司"], cast.clerk).values()
    row = new_row(
        cast, factories.A_MOMENT, FULL | {"firm": one, "firms": [two, one]}, event_on=date(2025, 3, 1), unit=cast.province_office,
        late=True, reached={"登记": "2025-03-01"}, clocks={"mend": {"start": "2025-03-01", "due": "2025-03-31"}}, version=3,
    )  # fmt: skip
    empty = new_row(cast, factories.A_MOMENT, dict.fromkeys(FULL) | {"firm": None, "firms": None})
    found = rows_in(refreshed(every_type))
    assert {key: found[row.pk][key] for key in (*FULL, "firm", "firms") if key != "phone"} == {
        "on": date(2025, 3, 1), "kinds": ["产品", "工程"], "staff": 12, "rate": Decimal("98.5"), "fine": 350000, "again": True,
        "due": date(2025, 4, 1), "at": "09:05", "lead": "县市场监管局", "value": FULL["value"], "age": 40, "firm": one,
        "firms": [two, one],
    }  # fmt: skip
    head = {key: value for key, value in found[row.pk].items() if "@" in key or "." in key}
    assert head == {
        "@id": row.pk, "@area": "990000", "@own_area": "990100", "@unit": cast.province_office.pk, "@office": cast.office.pk,
        "@event_on": date(2025, 3, 1), "@state": "登记", "@key": "0", "@tail": "0", "@late": True,
        "@changed_at": datetime(2026, 11, 20, 1, 30), "@entered_on": date(2026, 11, 20), "@expires_on": None, "@source": None,
        "@version": 3, "@misfits": None, "reached.登记": date(2025, 3, 1), "reached.办结": None, "start.mend": date(2025, 3, 1),
        "due.mend": date(2025, 3, 31), "stop.mend": None, "paused.mend": None,
    }  # fmt: skip
    assert all(found[empty.pk][key] is None for key in (*FULL, "firm", "firms") if key != "phone")
    assert found[empty.pk]["@area"] == "990100"


def test_what_tells_of_a_person_is_in_no_file(every_type) -> None:
    new_row(factories.cast(), factories.A_MOMENT, FULL | {"phone": "13800138000"}, event_on=date(2025, 3, 1))
    snapshot = refreshed(every_type)
    assert "phone" not in snapshot.columns
    assert "age" in snapshot.columns
    assert not [path for path in snapshot.folder.rglob("*") if path.is_file() and b"13800138000" in path.read_bytes()]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("rate", "1.1234567"), ("rate", "1234567890123"), ("staff", 10**19), ("fine", "1.5"), ("due", "2025-02-30"),
        ("again", "对"), ("firms", ["甲"]),
    ],
)  # fmt: skip
def test_a_value_that_fits_no_column_is_told_and_never_rounded(every_type, key: str, value: Any) -> None:
    row = new_row(factories.cast(), factories.A_MOMENT, {})
    Row.objects.filter(pk=row.pk).update(data=row.data | {key: value})
    snapshot = refreshed(every_type)
    [found] = rows_in(snapshot).values()
    assert (found["@id"], found["@misfits"], found[key]) == (row.pk, [key], None)
    assert snapshot.misfits == 1


EDITS = st.lists(
    st.tuples(
        st.sampled_from(["add", "change", "move", "void", "restore", "merge", "unmerge", "touch", "refresh", "refresh"]),
        st.integers(0, 5),
        st.sampled_from([date(2023, 1, 1), date(2024, 12, 31), date(2025, 1, 1), None]),
        st.integers(0, 23 * 3600),  # seconds that the change was on its way
    ),
    max_size=14,
)


@given(edits=EDITS)
@hypothesis_settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_was_changed_the_snapshot_is_the_one_that_all_rows_give(every_type, cast_of_firms, edits) -> None:
    cast, firms = cast_of_firms
    Row.objects.filter(register="of-every-type").delete()
    Enterprise.objects.update(merged_into=None)
    settings.HOME = Path(tempfile.mkdtemp(dir=settings.HOME))
    at = factories.A_MOMENT
    for what, which, day, late in edits:
        at += timedelta(minutes=7)
        _edit(cast, firms, what, which, day, at - timedelta(seconds=late))
        if what == "refresh":
            refresh(every_type, now=at)
    by_changes = refresh(every_type, now=at)
    left = rows_in(by_changes.snapshot)
    whole = refresh(every_type, whole=True, now=at)
    assert not whole.differing
    assert rows_in(whole.snapshot) == left
    assert left.keys() == set(Row.objects.filter(register="of-every-type", status="kept").values_list("pk", flat=True))
    assert refresh(every_type, now=at).how == "same"


@pytest.fixture
def cast_of_firms(db) -> tuple[factories.Cast, list[int]]:
    cast = factories.cast()
    return cast, list(new_enterprises(cast.county, [f"企业{n}有限公司" for n in range(6)], cast.clerk).values())


def _edit(cast: factories.Cast, firms: list[int], what: str, which: int, day: date | None, at: datetime) -> None:
    rows = list(Row.objects.filter(register="of-every-type").order_by("pk"))
    row = rows[which % len(rows)] if rows else None
    firm = Enterprise.objects.get(pk=firms[which])
    if what == "add":
        on = {"on": day.isoformat() if day else None, "firm": firms[which], "firms": [firms[0], firms[which]]}
        new_row(cast, at, on, event_on=day)
    elif what == "merge" and which and not firm.merged_into_id and not Enterprise.objects.filter(merged_into=firm).exists():
        merge_enterprises(Enterprise.objects.get(pk=firms[0]), firm, cast.clerk, reason="同一家")
    elif what == "unmerge" and firm.merged_into_id:
        unmerge_enterprise(firm, cast.clerk, reason="不是同一家")
    elif row and what in ("change", "move", "void", "restore", "touch"):
        row.changed_at = at
        row.version += what in ("change", "move")
        row.status = {"void": "void", "restore": "kept"}.get(what, row.status)
        if what == "change":
            row.data |= {"staff": which}
        if what == "move":
            row.event_on = day
        row.save()


def test_what_a_clerk_does_with_a_row_is_in_the_next_snapshot(every_type) -> None:
    cast = factories.cast()
    row = add_row(every_type, Typed({"no": "1", "area": "示例县", "on": "2025-03-01"}), cast.office, cast.clerk).row
    assert rows_in(refreshed(every_type))[row.pk]["@state"] == "登记"
    row = take_step(row, Wanted(to="办结", on=date(2025, 3, 5)), cast.clerk)
    stepped = rows_in(refreshed(every_type))[row.pk]
    assert (stepped["@state"], stepped["reached.办结"], stepped["stop.mend"]) == ("办结", date(2025, 3, 5), date(2025, 3, 5))
    set_status(row, "void", "重复", cast.clerk)
    assert not rows_in(refreshed(every_type))
    set_status(row, "kept", "不重复", cast.clerk)
    again = rows_in(refreshed(every_type))[row.pk]
    assert again == stepped | {"@changed_at": again["@changed_at"]}


def test_nothing_moved_costs_two_queries_and_writes_nothing(every_type, django_assert_max_num_queries) -> None:
    new_row(factories.cast(), factories.A_MOMENT, {})
    written = refreshed(every_type)
    with django_assert_max_num_queries(5):  # areas, bodies, firms: what the numbers mean, and has anything moved
        again = refresh(every_type)
    assert (again.how, again.files, again.snapshot.digest) == ("same", 0, written.digest)


@pytest.mark.parametrize(("late", "read"), [(False, "one"), (True, "all")])
def test_what_changes_after_an_import_is_read_alone_unless_something_came_late_with_it(
    every_type, monkeypatch, late: bool, read: str
) -> None:
    cast, at = factories.cast(), factories.A_MOMENT
    imported = [new_row(cast, at, {"staff": number}) for number in range(5)]
    refreshed(every_type)
    Row.objects.filter(pk=imported[2].pk).update(changed_at=at + timedelta(days=3), data=imported[2].data | {"staff": 9})
    if late:
        new_row(cast, at - timedelta(minutes=1), {"staff": 7})
    found, lines_since = [], refreshing.lines_since
    monkeypatch.setattr(
        refreshing, "lines_since", lambda register, *since: found.extend(lines_since(register, *since)) or found
    )
    staff = sorted(row["staff"] for row in rows_in(refresh(every_type).snapshot).values())
    assert staff == sorted([0, 1, 9, 3, 4] + [7] * late)
    assert b"".join(found).count(b"\n") == {"one": 1, "all": 6}[read]


def test_another_definition_writes_the_register_anew(every_type) -> None:
    new_row(factories.cast(), factories.A_MOMENT, {"value": "一"})
    refreshed(every_type)
    path = settings.DEFINITIONS / "registers" / "of-every-type.toml"
    path.write_text(DEFINITION.replace("value =", "other ="), "utf-8")
    again = refresh(known_register("of-every-type"))
    assert again.how == "whole"
    assert "other" in again.snapshot.columns


def test_an_area_that_took_another_code_is_so_in_every_row(every_type) -> None:
    cast = factories.cast()
    new_row(cast, factories.A_MOMENT, {})
    refreshed(every_type)
    cast.county.code = "990109"
    cast.county.save()
    again = refresh(every_type)
    assert again.how == "whole"
    assert [row["@area"] for row in rows_in(again.snapshot).values()] == ["990109"]


def test_the_night_finds_what_changes_had_left_wrong_and_says_so(every_type, caplog) -> None:
    row = new_row(factories.cast(), factories.A_MOMENT, {"staff": 1}, event_on=date(2025, 3, 1))
    refreshed(every_type)
    Row.objects.filter(pk=row.pk).update(data=row.data | {"staff": 2})  # behind the program's back
    assert refresh(every_type).how == "same"
    night = refresh(every_type, whole=True)
    assert night.differing == {2025: (1, 1)}
    assert [alarm.year for alarm in night.snapshot.manifest.alarms] == [2025]
    assert "of-every-type: 2025" in caplog.text
    assert [row["staff"] for row in rows_in(night.snapshot).values()] == [2]


def test_rows_are_the_same_lines_from_every_database(every_type, monkeypatch) -> None:
    cast = factories.cast()
    new_row(cast, factories.A_MOMENT, FULL, event_on=date(2025, 3, 1), reached={"登记": "2025-03-01"})
    new_row(cast, factories.A_MOMENT, {"staff": 0, "again": False})
    quick = refresh(every_type).snapshot.manifest.digest
    monkeypatch.setattr(feeding, "_read", lambda register, where, filters: feeding._built(register, filters))
    assert refresh(every_type, whole=True).snapshot.manifest.digest == quick
