"""Snapshots follow their rows by themselves, and are made anew once a night."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django_tasks_db.models import DBTaskResult

import factories
from zhiheng.engines.snapshots import open_dimensions
from zhiheng.registers.known import known_register
from zhiheng.registers.models import Row
from zhiheng.registers.snapshots import background, keep_refreshing, present, snapshots_folder

pytestmark = pytest.mark.django_db
REGISTER = "quality-incident"
EVENING = datetime(2026, 11, 20, 22, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(autouse=True)
def own_home(settings, tmp_path: Path) -> None:
    settings.HOME = tmp_path


def row(at: datetime, **head) -> Row:
    cast = factories.cast() if not Row.objects.exists() else None
    like = {"area": cast.county, "office": cast.office, "entered_by": cast.clerk} if cast else {}
    if not like:
        one = Row.objects.select_related("area", "office", "entered_by").first()
        like = {"area": one.area, "office": one.office, "entered_by": one.entered_by}
    return Row.objects.create(**like, register=REGISTER, entered_at=at, changed_at=at, data={}, **head)


def test_a_round_brings_what_moved_and_leaves_registers_without_rows_alone() -> None:
    row(EVENING, key="1")
    background.refresh_all(EVENING)
    row(EVENING + timedelta(seconds=5), key="2")
    background.refresh_all(EVENING + timedelta(seconds=30))
    assert present(known_register(REGISTER)).rows == 2
    assert present(known_register("enforcement-check")) is None
    assert open_dimensions(snapshots_folder()).tables["areas"].rows == 3


def test_a_snapshot_is_made_anew_once_in_a_night_and_never_by_day() -> None:
    row(EVENING, key="1")
    made = []
    for now in (EVENING, EVENING + timedelta(hours=5), EVENING + timedelta(hours=5, minutes=1), EVENING + timedelta(hours=14)):
        background.refresh_all(now)
        made.append(present(known_register(REGISTER)).manifest.built_at)
    assert [at == now for at, now in zip(made, (EVENING, *[EVENING + timedelta(hours=5)] * 3), strict=True)] == [True] * 4


def test_an_area_that_came_in_the_middle_of_a_round_is_in_the_rows_that_name_it(monkeypatch) -> None:
    one = row(EVENING, key="1")
    background.refresh_all(EVENING)
    meanings = background.Meanings()
    meanings.of(known_register(REGISTER))
    one.area = factories.area("990300", "新县", "county", one.area.parent)
    one.changed_at += timedelta(minutes=1)
    one.save()
    done = background.refresh(known_register(REGISTER), meanings=meanings)
    assert done.snapshot.manifest.lookups != meanings.of(known_register(REGISTER)).name


def test_a_register_that_cannot_be_written_keeps_no_other_from_it(caplog) -> None:
    row(EVENING, key="1")
    (snapshots_folder() / "enforcement-check").parent.mkdir(parents=True)
    (snapshots_folder() / "enforcement-check").write_text("in the way")
    row(EVENING, key="2").__class__.objects.filter(key="2").update(register="enforcement-check")
    background.refresh_all(EVENING)
    assert "enforcement-check was not refreshed" in caplog.text
    assert present(known_register(REGISTER)).rows == 1


def test_there_is_always_one_round_to_come() -> None:
    keep_refreshing()
    keep_refreshing()
    background.refresh_in_background.call()
    waiting = DBTaskResult.objects.filter(task_path=background.refresh_in_background.module_path, status="READY")
    assert waiting.count() == 1
