"""What was kept before there were seals is sealed as it stands, and the day is kept."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

import factories
from history.conftest import kept_row, sql
from zhiheng.core.sealing import flaws
from zhiheng.core.values.seals import START
from zhiheng.history.models import Head, Revision
from zhiheng.history.taking_over import seal_what_stands
from zhiheng.history.verifying import end_of, entries_of, verified
from zhiheng.registers.actions import set_status

BEFORE = [("history", "0001_revisions")]


@pytest.mark.django_db(transaction=True)
def test_old_lines_become_a_chain_in_the_order_they_were_written():
    executor = MigrationExecutor(connection)
    old = executor.migrate(BEFORE).apps
    given = {"subject_type": "plans.duty", "by_id": 7, "by_name": "张经办", "at": datetime(2026, 1, 2, tzinfo=UTC)}
    for number in range(1200):
        old.get_model("history", "Revision").objects.create(
            subject_id=number, verb="修改", after={"值": number / 4, "空": None}, **given
        )
    old.get_model("history", "PersonalRead").objects.create(subject_id=1, field="电话", purpose="催办", **given)
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes("history"))
    kept = list(entries_of("changes"))
    assert [one.entry["subject_id"] for one in kept] == list(range(1200))
    assert list(flaws(kept, START, end_of("changes"))) == []
    assert verified().says == []
    assert {head.chain: head.taken_over for head in Head.objects.all()} == {"changes": 1200, "reads": 1}


@pytest.mark.django_db
def test_what_stood_before_is_sealed_once_as_it_stands_and_a_change_of_it_shows():
    cast = factories.cast()
    rows = [kept_row(cast, f"检-{number}") for number in range(1, 4)]
    sql("UPDATE history_revision SET content = ''")  # as old lines are
    last = Revision.objects.latest("seq").seq
    Head.objects.filter(chain="changes").update(taken_over=last, taken_over_at=factories.A_MOMENT)
    set_status(rows[0], "void", "重复", cast.clerk)
    assert seal_what_stands(timezone.now()) == 2
    assert seal_what_stands(timezone.now()) == 0
    assert verified().unsealed == 0
    sql("UPDATE registers_row SET status = 'void' WHERE id = %s", rows[1].pk)
    assert any("检-2”与改动记录不符" in said for said in verified().says)


@pytest.mark.django_db
def test_where_everything_was_sealed_from_the_beginning_nothing_is_sealed_again():
    kept_row(factories.cast(), "检-1")
    assert seal_what_stands(timezone.now()) == 0
