"""What was kept before there were seals is sealed as it stands, and the day is kept."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from zhiheng.core.sealing import flaws
from zhiheng.core.values.seals import START
from zhiheng.history.models import Head
from zhiheng.history.verifying import end_of, entries_of, verified

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
