"""Several write at once: the chain stays one chain, and who fails leaves no gap."""

import threading

import pytest
from django.db import connection, transaction

import factories
from history.conftest import kept_row
from zhiheng.history.actions import record, record_reading
from zhiheng.history.models import Head, Revision
from zhiheng.history.verifying import verified

pytestmark = pytest.mark.django_db(transaction=True)
EACH = 15


def at_once(*acts) -> list[Exception]:
    """What the acts raised, each in a thread with a connection of its own, all let go in the same moment."""
    problems, ready = [], threading.Barrier(len(acts))

    def run(act) -> None:
        try:
            ready.wait()
            act()
        except Exception as problem:
            problems.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return problems


def test_two_who_write_at_once_make_one_chain_without_a_gap():
    cast = factories.cast()
    row = kept_row(cast, "检-1")
    Head.objects.all().delete()  # as on a new installation: both may find no head

    def change() -> None:
        for _ in range(EACH):
            with transaction.atomic():
                record(row, "核对", cast.clerk)
                record_reading(row, "联系人", "回访", cast.clerk)

    assert at_once(change, change) == []
    assert sorted(Revision.objects.values_list("seq", flat=True)) == list(range(1, 2 * EACH + 2))
    assert verified().says == []


def test_a_change_that_is_taken_back_leaves_no_gap():
    cast = factories.cast()
    row = kept_row(cast, "检-1")

    @transaction.atomic
    def record_and_take_back() -> None:
        record(row, "未成", cast.clerk)
        transaction.set_rollback(True)

    def fail() -> None:
        for _ in range(EACH):
            record_and_take_back()

    def change() -> None:
        for _ in range(EACH):
            record(row, "核对", cast.clerk)

    assert at_once(fail, change) == []
    assert Revision.objects.order_by("-seq").first().seq == Revision.objects.count() == EACH + 1
    assert verified().says == []


def test_a_verification_beside_writers_finds_nothing():
    cast = factories.cast()
    row = kept_row(cast, "检-1")
    found = []

    def change() -> None:
        for number in range(EACH):
            with transaction.atomic():
                row.data = row.data | {"found": number}
                row.save(update_fields=["data"])
                record(row, "核对", cast.clerk)

    def look() -> None:
        found.extend(verified().says for _ in range(5))

    assert at_once(change, look) == []
    assert found == [[]] * 5
