"""One act on many rows: tried first, then done row by row."""

import pytest

import factories
from zhiheng.history.models import Revision
from zhiheng.registers import actions
from zhiheng.registers.known import known_register
from zhiheng.registers.models import Row

pytestmark = pytest.mark.django_db
ADDRESS = "/registers/special-campaign/bulk/"


@pytest.fixture
def cast() -> factories.Cast:
    made = factories.cast()
    register = known_register("special-campaign")
    for number in range(4):
        words = {"no": f"检-{number}", "campaign": "农资整治", "area": "示例县", "checked_on": "2025-03-04", "found": "3"}
        entered = actions.add_row(register, actions.Typed(words | {"filed": str(number)}), made.office, made.clerk)
        assert entered.row, entered.problems
    return made


def ticked(*numbers: int) -> dict[str, list[int]]:
    return {"row": [Row.objects.get(tail=f"检-{number}").pk for number in numbers]}


def test_a_trial_says_what_will_and_what_will_not_go_through_and_changes_nothing(cast) -> None:
    asked = ticked(0, 1, 2, 3) | {"kind": "set", "field": "found", "value": "1", "do": "try"}
    answer = cast.client("clerk").post(ADDRESS, asked)
    says = {outcome.name: outcome.says for outcome in answer.context["outcomes"]}
    assert [name for name, why in says.items() if not why] == ["检-0", "检-1"]
    assert "立案数多于查处数" in says["检-3"]
    assert {row.data["found"] for row in Row.objects.all()} == {3}
    assert not Revision.objects.filter(verb="更改").exists()


def test_what_goes_through_is_done_each_row_with_its_own_line(cast) -> None:
    asked = ticked(0, 1, 2) | {"kind": "set", "field": "found", "value": "1", "reason": "核减", "do": "do"}
    assert cast.client("clerk").post(ADDRESS, asked).status_code == 302
    assert sorted(row.data["found"] for row in Row.objects.all()) == [1, 1, 3, 3]
    assert Revision.objects.filter(verb="更改", reason="核减").count() == 2


def test_all_rows_of_a_filter_are_meant_where_that_is_ticked(cast) -> None:
    asked = {"whole": "1", "list": "q=检-1", "kind": "void", "reason": "重复", "do": "do"}
    cast.client("clerk").post(ADDRESS, asked)
    assert [row.tail for row in Row.objects.filter(status="void")] == ["检-1"]


def test_voiding_many_needs_a_reason_and_nothing_ticked_is_said(cast) -> None:
    client = cast.client("clerk")
    refused = client.post(ADDRESS, ticked(0) | {"kind": "void", "do": "try"}).context["outcomes"]
    assert "没有写理由" in refused[0].says
    assert "选中了 0 行" in client.post(ADDRESS, {"kind": "void", "do": "try"}).content.decode()


def test_rows_of_the_neighbour_are_not_meant(cast) -> None:
    asked = ticked(0) | {"kind": "void", "reason": "x", "do": "do"}
    cast.client("neighbour").post(ADDRESS, asked)
    assert not Row.objects.filter(status="void").exists()
