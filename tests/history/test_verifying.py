"""Whatever is done to the database behind the system's back, the right record is named."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.utils import timezone

from history.conftest import kept_row, sql
from zhiheng.core.sealing import canonical, digest_of
from zhiheng.core.values.faults import Fault
from zhiheng.history import sealing
from zhiheng.history.actions import line, reason_given, record, record_all, record_reading
from zhiheng.history.exporting import compared, exported, root_typed
from zhiheng.history.models import DailyRoot, Head, PersonalRead, Revision
from zhiheng.history.roots import close_days
from zhiheng.history.sealing import append, declared
from zhiheng.history.verifying import verified
from zhiheng.registers.actions import set_status
from zhiheng.registers.models import Row

pytestmark = pytest.mark.django_db
BEFORE = datetime(2025, 12, 30, 4, tzinfo=UTC)


def first() -> str:
    """The first thing that a verification finds."""
    found = verified()
    assert found.flaws
    return found.says[0]


def entry_of(row: Row) -> int:
    return Revision.objects.get(subject_id=row.pk, subject_type="registers.row").seq


def test_what_was_done_through_the_system_is_sound(cast, rows):
    set_status(rows[0], "void", "重复", cast.clerk)
    set_status(rows[0], "kept", "不是重复", cast.clerk)
    record_reading(rows[1], "联系人", "回访", cast.clerk)
    found = verified()
    assert (found.says, found.contents, found.entries["reads"]) == ([], 4, 1)


def test_entries_have_numbers_without_a_gap_each_on_the_one_before(rows):
    kept = list(Revision.objects.order_by("seq"))
    assert [one.seq for one in kept] == list(range(1, len(kept) + 1))
    assert [one.prev for one in kept[1:]] == [one.digest for one in kept[:-1]]


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ("reason = '另有原因'", "理由"),
        ("by_name = '李起草'", "经办人"),
        ("verb = '核对'", "动作"),
        ("""after = '{"罚款（万元）": "9.99"}'""", "新值"),
        ("approved_by_name = '王审核'", "批准人"),
        ("at = '2026-01-01 00:00:00+00:00'", "时间"),
    ],
)
def test_an_altered_entry_is_named_with_the_part_that_differs(rows, change, part):
    seq = entry_of(rows[2])
    sql(f"UPDATE history_revision SET {change} WHERE seq = %s", seq)
    said = first()
    assert f"改动记录第 {seq} 条" in said
    assert "的“检-3”" in said
    assert f"{part}被改过" in said


def test_a_deleted_entry_is_missed_between_its_neighbours(rows):
    seq = entry_of(rows[1])
    sql("DELETE FROM history_revision WHERE seq = %s", seq)
    said = first()
    assert f"第 {seq} 条不见了" in said
    assert "“检-1”" in said
    assert "“检-3”" in said


def test_deleted_last_entries_are_missed(rows):
    seq = entry_of(rows[2])
    sql("DELETE FROM history_revision WHERE seq >= %s", seq)
    assert f"第 {seq}–{seq + 1} 条不见了" in first()


def test_an_entry_put_behind_the_last_is_seen(cast, rows):
    false = Revision.objects.order_by("-seq").first()
    false.pk, false.seq = None, false.seq + 1
    false.save(force_insert=True)
    found = verified()
    assert any("第 5 条" in said for said in found.says)


def test_swapped_entries_are_told_where_they_were(rows):
    one, other = entry_of(rows[0]), entry_of(rows[3])
    for old, new in ((one, -1), (other, one), (-1, other)):
        sql("UPDATE history_revision SET seq = %s WHERE seq = %s", new, old)
    assert f"改动记录第 {one} 条" in first()
    assert f"原是第 {other} 条" in first()


def test_an_entry_rewritten_with_its_own_digest_is_told_by_the_next(rows):
    kept = Revision.objects.get(seq=entry_of(rows[1]))
    kept.reason = "另有原因"
    digest = digest_of(canonical(sealing.entry_of(kept)), kept.digest_name)
    sql("UPDATE history_revision SET reason = '另有原因', digest = %s WHERE seq = %s", digest, kept.seq)
    assert f"改动记录第 {kept.seq} 条" in first()
    assert "“检-2”" in first()
    assert "换了校验码" in first()


def test_a_row_altered_behind_the_back_is_named_with_old_and_new_value(rows):
    data = json.dumps({**rows[2].data, "fine": 99_900})
    sql("UPDATE registers_row SET data = %s WHERE id = %s", data, rows[2].pk)
    said = first()
    assert "的“检-3”与改动记录不符" in said
    assert f"第 {entry_of(rows[2])} 条" in said
    assert "张经办" in said
    assert "记录为“3500.00”" in said
    assert "现为“999.00”" in said


def test_a_row_voided_behind_the_back_is_named(rows):
    sql("UPDATE registers_row SET status = 'void' WHERE id = %s", rows[0].pk)
    assert "“检-1”与改动记录不符" in first()
    assert "状态记录为“有效”，现为“作废”" in first()


@pytest.mark.parametrize("change", ["event_on = '2024-03-04'", "area_id = {other}", "locked = {true}"])
def test_a_row_moved_to_another_day_or_area_behind_the_back_is_named(cast, rows, change):
    true = "1" if connection.vendor == "sqlite" else "true"
    change = change.format(other=cast.neighbour_county.pk, true=true)
    sql(f"UPDATE registers_row SET {change} WHERE id = %s", rows[1].pk)
    assert "“检-2”与改动记录不符" in first()


def test_a_row_deleted_behind_the_back_is_named_by_what_it_said(rows):
    sql("DELETE FROM registers_row WHERE id = %s", rows[1].pk)
    assert "不见了" in first()
    assert "检-2" in first()


def test_a_row_put_in_behind_the_back_is_named(cast, rows):
    row = kept_row(cast, "检-9")
    Row.objects.filter(pk=row.pk).update(key="检-8")  # so that a copy fits beside it
    Row.objects.create(**{f.attname: getattr(row, f.attname) for f in Row._meta.concrete_fields if not f.primary_key})
    Row.objects.filter(pk=row.pk).update(key="检-9", register="x")
    said = " ".join(verified().says)
    assert "改动记录里没有它，是在系统之外插入的" in said


def test_a_thing_that_is_gone_by_an_entry_that_says_so_is_no_flaw(cast, rows):
    record(rows[0], "删去", cast.clerk, gone=True)
    rows[0].delete()
    assert verified().says == []


def test_a_reading_of_personal_data_taken_out_is_missed(cast, rows):
    for purpose in ("回访", "核对"):
        record_reading(rows[0], "联系人", purpose, cast.clerk)
    sql("DELETE FROM history_personalread WHERE purpose = '回访'")
    assert "查阅记录第 1 条不见了" in first()


def test_a_digest_of_another_name_goes_on_in_the_same_chain(cast, rows, settings):
    settings.SEAL_DIGEST = "sm3"
    set_status(rows[0], "void", "重复", cast.clerk)
    assert Revision.objects.order_by("-seq").first().digest_name == "sm3"
    assert verified().says == []


def test_values_that_databases_keep_differently_are_sealed_as_they_come_back(cast, rows):
    odd = {"整": 3.0, "小": 1e-7, "大": 1e16, "日": datetime(2026, 1, 2, tzinfo=UTC), "乙": [1.5, None, True], "甲": "é\u0301"}
    record(rows[0], "试", cast.clerk, before={"z": 1, "aa": {"b": 1, "a": 2}}, after=odd)
    assert verified().says == []


def test_many_entries_of_one_act_stand_at_one_moment_in_their_order(cast, rows):
    record_all(line(row, "核对", cast.clerk, approved_by=cast.reviewer) for row in rows)
    kept = Revision.objects.filter(verb="核对").order_by("seq")
    assert [one.subject_id for one in kept] == [row.pk for row in rows]
    assert len({one.at for one in kept}) == 1
    assert kept[0].approved_by_name == "王审核"
    assert verified().says == []


def test_a_clock_that_was_set_back_does_not_turn_the_chain_back(cast, rows):
    last = Revision.objects.order_by("-seq").first()
    append([line(rows[0], "核对", cast.clerk)], BEFORE)
    assert Revision.objects.get(seq=last.seq + 1).at == last.at


def test_a_lost_head_is_found_again_from_the_last_entry(cast, rows):
    Head.objects.all().delete()
    set_status(rows[0], "void", "重复", cast.clerk)
    assert verified().says == []


def test_a_field_that_a_later_version_adds_leaves_old_digests_as_they_are(rows, monkeypatch):
    of_now = declared()["registers.row"]
    monkeypatch.setitem(sealing._declared, "registers.row", replace(of_now, fields=(*of_now.fields, "due_on", "expires_on")))
    assert verified().says == []


# ── Days ──


@pytest.fixture
def days(cast) -> list[DailyRoot]:
    """Two days closed: one with two readings, one with nothing."""
    reader = PersonalRead(subject_type="a.b", subject_id=1, field="电话", purpose="催办", by_id=1, by_name="张经办")
    again = PersonalRead(subject_type="a.b", subject_id=2, field="电话", purpose="催办", by_id=1, by_name="张经办")
    append([reader, again], datetime(2025, 12, 28, 15, 59, tzinfo=UTC))  # 23:59 in China
    return close_days(datetime(2025, 12, 29, 16, 1, tzinfo=UTC))


def test_a_day_is_closed_after_midnight_in_china(days):
    assert [(str(one.day), one.reads_first, one.reads_last, one.reads_count) for one in days] == [
        ("2025-12-28", 1, 2, 2), ("2025-12-29", 3, 2, 0),
    ]  # fmt: skip
    assert days[1].prev == days[0].root
    assert close_days(datetime(2025, 12, 30, 15, 59, tzinfo=UTC)) == []
    assert verified().roots == 2


def test_an_altered_root_is_named_by_its_day(days):
    sql("UPDATE history_dailyroot SET reads_last = 1 WHERE day = '2025-12-28'")
    assert "2025-12-28的日根" in first()


def test_a_deleted_root_is_missed(days):
    sql("DELETE FROM history_dailyroot WHERE day = '2025-12-28'")
    assert "2025-12-29的日根接不上前一天" in first()


def test_a_root_kept_on_paper_is_recognised_and_another_is_not(days):
    typed = f" {days[0].root[:8].upper()} {days[0].root[8:24]} "
    assert root_typed(typed) == days[0]
    assert root_typed("0" * 64) is None


# ── Kept elsewhere ──


def test_an_export_kept_elsewhere_tells_what_differs(cast, rows):
    kept = list(exported(timezone.now()))
    assert compared(kept).says == []
    sql("UPDATE history_revision SET reason = '另有原因' WHERE seq = %s", entry_of(rows[2]))
    [said] = compared(kept).says
    assert "“检-3”" in said
    assert 'reason 留存为 "录入"，现为 "另有原因"' in said


def test_a_chain_forged_from_an_entry_on_is_told_by_an_export_kept_elsewhere(cast, rows):
    kept = list(exported(timezone.now()))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM history_revision WHERE seq >= %s", [entry_of(rows[3])])
    last = Revision.objects.order_by("-seq").first()
    Head.objects.filter(chain="changes").update(seq=last.seq, digest=last.digest)
    record(rows[3], "新增", cast.drafter, reason="录入")
    assert verified().says == []
    assert "“检-4”" in compared(kept).says[0]




# ── Values that nothing sealed could hold ──


@pytest.mark.parametrize("change", ["digest_name = 'md5'", "subject_type = 'x'", "seq = -7", "digest = ''"])
def test_an_entry_made_nonsense_is_a_finding_and_no_crash(rows, change):
    sql(f"UPDATE history_revision SET {change} WHERE seq = %s", entry_of(rows[3]))
    assert "改动记录第" in first()


def test_a_day_that_no_calendar_has_is_a_finding_and_no_crash(rows):
    if connection.vendor == "sqlite":  # other databases refuse it themselves
        sql("UPDATE history_revision SET at = '2026-99-99 00:00:00' WHERE seq = %s", entry_of(rows[2]))
        assert "读不出来的值" in first()


def test_a_root_of_an_unknown_digest_is_a_finding_and_no_crash(days):
    sql("UPDATE history_dailyroot SET digest_name = 'md5' WHERE day = '2025-12-28'")
    assert "2025-12-28的日根所写的算法“md5”没有" in first()


# ── What is said of a change ──


def test_what_is_locked_is_not_changed_without_a_reason():
    with pytest.raises(Fault, match="请写明修改理由"):
        reason_given("这一行", "  ", locked=True)
    assert reason_given("这一行", " 笔误 ", locked=True) == "笔误"
    assert reason_given("这一行", "", locked=False) == ""
    with pytest.raises(Fault, match="最多 500 个"):
        reason_given("这一行", "字" * 501, locked=False)


def test_who_approved_on_paper_is_kept_by_name(cast, rows):
    record(rows[0], "核对", cast.clerk, approved_by="刘局长")
    kept = Revision.objects.latest("seq")
    assert (kept.approved_by_id, kept.approved_by_name) == (0, "刘局长")
