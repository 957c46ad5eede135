"""Many rows come in at once as one by one: the same values, numbers of their own, nothing else disturbed."""

import pytest
from django.db import DatabaseError, transaction

import factories
from zhiheng.directory.models import Area
from zhiheng.registers.models import Draft
from zhiheng.web.inserting import insert_all, insert_missing

pytestmark = pytest.mark.django_db
AWKWARD = {"列": "“引号”\t\\N，\n换行 'x' % %s 😀", "空": None, "数": 3}


def drafts(first: int, count: int) -> list[Draft]:
    office = factories.office(factories.area("990100", "示例县", "county"), "县市场监管局")
    by = factories.person(f"clerk{first}", "张经办", office, "clerk")
    rows = range(first, first + count)
    return [Draft(by=by, register="a\\.\t", row=n, cells=AWKWARD, at=factories.A_MOMENT) for n in rows]


def test_what_went_in_comes_out() -> None:
    made = drafts(0, 1200)
    insert_all(made)
    found = Draft.objects.get(pk=made[-1].pk)
    assert (found.row, found.at, found.register, found.cells) == (1199, factories.A_MOMENT, "a\\.\t", AWKWARD)
    assert Draft.objects.count() == len({one.pk for one in made}) == 1200


def test_rows_made_one_by_one_go_on_after_them() -> None:
    insert_all(drafts(0, 3))
    drafts(10, 1)[0].save()
    insert_all(drafts(20, 2))
    assert Draft.objects.count() == 6


def test_a_row_that_the_database_refuses_keeps_all_out() -> None:
    made = drafts(0, 3)
    made[2].register = None
    with pytest.raises(DatabaseError), transaction.atomic():
        insert_all(made)
    assert not Draft.objects.exists()


def test_a_row_that_another_process_kept_meanwhile_is_left_as_it_is_and_the_others_come_in() -> None:
    first = factories.area("990100", "示例县", "county")
    made = [Area(code=code, name=name, level="county") for code, name in (("990100", "另一个县"), ("990200", "邻县"))]
    insert_missing(Area, made)
    assert made[0].pk is None
    assert {area.code: area.name for area in Area.objects.all()} == {first.code: "示例县", "990200": "邻县"}
