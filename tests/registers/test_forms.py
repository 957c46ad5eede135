"""The form of a row: checked as a file's rows are, nothing typed is lost, and two people do not undo each other."""

import json

import pytest

import factories
from zhiheng.history.models import Revision
from zhiheng.registers.models import Draft, Row

pytestmark = pytest.mark.django_db
ADDRESS = "/registers/special-campaign/"
GOOD = {
    "f.no": "检-1", "f.campaign": "农资整治", "f.kind": "产品", "f.area": "示例县", "f.checked_on": "2025年3月4日",
    "f.staff": "40多", "f.found": "3", "f.filed": "1", "f.fine": "3500.5",
}  # fmt: skip


def added(cast: factories.Cast, **fields: str) -> Row:
    answer = cast.client("clerk").post(f"{ADDRESS}add/", GOOD | {f"f.{key}": words for key, words in fields.items()})
    assert answer.status_code == 302, answer.content.decode()
    return Row.objects.get()


def opened(client, row: Row) -> dict[str, str]:
    """The form of a row as the browser would send it back untouched."""
    context = client.get(f"{ADDRESS}{row.pk}/change/").context
    sent = {f"f.{field.key}": field.words for field in context["fields"]}
    return sent | {"version": str(context["entered"].version), "was": context["was"]}


def test_what_is_typed_is_kept_with_what_stands_beside_it() -> None:
    row = added(factories.cast())
    assert (row.data["fine"], row.data["checked_on"], row.data["staff"]) == (350_050, "2025-03-04", 40)
    assert row.marks["staff"] == {"qualifier": "多"}
    assert (row.key, row.tail, row.version, row.area.code) == ("990100|检-1", "检-1", 1, "990100")
    assert Revision.objects.get(verb="登记").after["出动人次"] == "40"


def test_what_is_wrong_is_said_beside_the_field_and_what_was_typed_stays() -> None:
    cast = factories.cast()
    answer = cast.client("clerk").post(f"{ADDRESS}add/", GOOD | {"f.staff": "二十", "f.checked_on": "2025-02-30"})
    fields = {field.key: field for field in answer.context["fields"]}
    assert answer.status_code == 422
    assert "阿拉伯数字" in fields["staff"].problems[0]
    assert (fields["staff"].words, fields["campaign"].words) == ("二十", "农资整治")
    assert "日历上没有" in fields["checked_on"].problems[0]
    assert not Row.objects.exists()


def test_a_check_between_fields_is_said_at_its_field() -> None:
    answer = factories.cast().client("clerk").post(f"{ADDRESS}add/", GOOD | {"f.filed": "4"})
    assert {field.key for field in answer.context["fields"] if field.problems} == {"filed"}


def test_the_number_of_another_row_is_refused() -> None:
    cast = factories.cast()
    added(cast)
    answer = cast.client("clerk").post(f"{ADDRESS}add/", GOOD)
    assert (answer.status_code, Row.objects.count()) == (422, 1)
    assert "已经有了" in answer.content.decode()


def test_a_county_types_no_row_of_its_neighbour() -> None:
    answer = factories.cast().client("clerk").post(f"{ADDRESS}add/", GOOD | {"f.area": "邻县"})
    assert (answer.status_code, Row.objects.count()) == (422, 0)


def test_a_form_sent_back_untouched_changes_nothing_but_the_version() -> None:
    cast = factories.cast()
    row = added(cast)
    client = cast.client("clerk")
    assert client.post(f"{ADDRESS}{row.pk}/change/", opened(client, row)).status_code == 302
    again = Row.objects.get()
    assert (again.data, again.marks) == (row.data, row.marks)


def test_a_change_keeps_the_old_value_and_the_reason() -> None:
    cast = factories.cast()
    row = added(cast)
    client = cast.client("clerk")
    client.post(f"{ADDRESS}{row.pk}/change/", opened(client, row) | {"f.found": "5", "reason": "漏计两宗"})
    change = Revision.objects.get(verb="更改")
    assert (change.changes(), change.reason) == ([("查处案件", "3", "5")], "漏计两宗")


def test_of_two_who_changed_other_fields_both_are_kept() -> None:
    cast = factories.cast()
    row = added(cast)
    client = cast.client("clerk")
    hers = opened(client, row)
    client.post(f"{ADDRESS}{row.pk}/change/", opened(client, row) | {"f.found": "5"})
    told = client.post(f"{ADDRESS}{row.pk}/change/", hers | {"f.campaign": "秋季农资整治"})
    assert told.status_code == 422
    assert told.context["entered"].conflicts["found"].taken
    words = {f"f.{field.key}": field.words for field in told.context["fields"]}
    sent = words | {"version": str(told.context["entered"].version), "was": told.context["was"]}
    assert client.post(f"{ADDRESS}{row.pk}/change/", sent).status_code == 302
    both = Row.objects.get().data
    assert (both["found"], both["campaign"]) == (5, "秋季农资整治")


@pytest.mark.parametrize(("pick", "kept"), [("mine", 7), ("theirs", 5)])
def test_of_two_who_changed_one_field_the_second_sees_both_and_picks(pick: str, kept: int) -> None:
    cast = factories.cast()
    row = added(cast)
    client = cast.client("clerk")
    hers = opened(client, row)
    client.post(f"{ADDRESS}{row.pk}/change/", opened(client, row) | {"f.found": "5"})
    told = client.post(f"{ADDRESS}{row.pk}/change/", hers | {"f.found": "7"})
    conflict = told.context["entered"].conflicts["found"]
    assert (conflict.old, conflict.theirs, conflict.hers, conflict.taken) == ("3", "5", "7", False)
    assert Row.objects.get().data["found"] == 5
    words = {f"f.{field.key}": field.words for field in told.context["fields"]}
    sent = words | {"version": str(told.context["entered"].version), "was": told.context["was"], "pick.found": pick}
    client.post(f"{ADDRESS}{row.pk}/change/", sent)
    assert Row.objects.get().data["found"] == kept


def test_a_locked_row_changes_only_with_a_reason() -> None:
    cast = factories.cast()
    row = added(cast)
    Row.objects.update(locked=True)
    client = cast.client("clerk")
    sent = opened(client, row) | {"f.found": "5"}
    assert client.post(f"{ADDRESS}{row.pk}/change/", sent).status_code == 422
    assert client.post(f"{ADDRESS}{row.pk}/change/", sent | {"reason": "经批准更正"}).status_code == 302
    assert Row.objects.get().data["found"] == 5


def test_what_was_typed_and_not_sent_is_there_the_next_time() -> None:
    cast = factories.cast()
    client = cast.client("clerk")
    client.post(f"{ADDRESS}draft/", GOOD | {"of": "0"})
    form = client.get(f"{ADDRESS}add/").context
    assert {field.key: field.words for field in form["fields"]}["campaign"] == "农资整治"
    assert Draft.objects.get().cells["no"] == "检-1"
    added(cast)
    assert not Draft.objects.exists()


def test_a_number_with_two_readings_stays_open_until_a_person_types_one() -> None:
    cast = factories.cast()
    row = added(cast, staff="2-3")
    assert (row.data["staff"], row.marks["staff"]) == (None, {"open": ["2", "3"]})
    client = cast.client("clerk")
    assert "2 或 3" in client.get(f"{ADDRESS}{row.pk}/change/").content.decode()
    client.post(f"{ADDRESS}{row.pk}/change/", opened(client, row) | {"f.found": "4"})
    assert Row.objects.get().marks["staff"] == {"open": ["2", "3"]}
    client.post(f"{ADDRESS}{row.pk}/change/", opened(client, row) | {"f.staff": "3"})
    settled = Row.objects.get()
    assert (settled.data["staff"], settled.marks) == (3, {})


def test_a_reader_neither_adds_nor_changes() -> None:
    cast = factories.cast()
    row = added(cast)
    reader = cast.client("reader")
    assert reader.get(f"{ADDRESS}add/").status_code == 403
    assert reader.post(f"{ADDRESS}{row.pk}/change/", {"was": json.dumps({})}).status_code == 403
