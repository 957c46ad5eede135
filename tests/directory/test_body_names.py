"""Bodies keep one identity through renames; a name is read with the names of its day."""

from datetime import date

import pytest

import factories
from zhiheng.core.values.faults import Fault
from zhiheng.directory import actions, queries
from zhiheng.directory.bodies import AmbiguousBody
from zhiheng.directory.queries import scope_of

THEN, CHANGE, NOW = date(2015, 1, 1), date(2018, 3, 1), date(2026, 1, 1)


@pytest.fixture
def cast(db):
    return factories.cast()


def find(cast, words, *, on=None, area="", of=None):
    return queries.body_book(scope_of(of or cast.county)).find(words, on=on, area=area)


def test_a_renamed_body_is_one_body_and_has_the_name_of_its_day(cast):
    actions.rename_organisation(cast.office, "县市监局", CHANGE, cast.clerk, reason="机构改革")
    book = queries.body_book(scope_of(cast.county))
    assert {book.find(name, on=day) for name in ("县市场监管局", "县市监局") for day in (THEN, NOW)} == {cast.office.pk}
    assert [book.name_of(cast.office.pk, day) for day in (THEN, CHANGE, None)] == ["县市场监管局", "县市监局", "县市监局"]


def test_a_name_that_two_bodies_bore_is_read_by_the_day(cast):
    old = cast.office
    actions.rename_organisation(old, "县计量所", CHANGE, cast.clerk)
    new = factories.office(cast.county, "县市场监管局")
    new.since = CHANGE
    new.save()
    assert find(cast, "县市场监管局", on=THEN) == old.pk
    assert find(cast, "县市场监管局", on=NOW) == new.pk
    assert find(cast, "县市场监管局") == new.pk


@pytest.mark.parametrize("words", ["县市场监管局", " 县市场监管局 ", "示例县市场监管局", "示例县县市场监管局", "市监局"])
def test_a_body_is_found_by_name_alias_and_with_its_area(cast, words):
    actions.change_names(cast.office, cast.office.name, ["市监局"], cast.clerk)
    assert find(cast, words) == cast.office.pk


def test_the_area_a_name_is_said_in_decides_among_namesakes(cast):
    assert find(cast, "县市场监管局", area="990200", of=cast.province) == cast.neighbour_office.pk
    assert isinstance(find(cast, "县市场监管局", of=cast.province), AmbiguousBody)
    assert find(cast, "县农业局", of=cast.province) is None


def test_many_names_cost_no_query_each(cast, django_assert_num_queries):
    scope = scope_of(cast.province)
    with django_assert_num_queries(2):
        book = queries.body_book(scope)
        for n in range(500):
            book.find(f"县{n}局")


@pytest.mark.parametrize(
    ("name", "on", "fault"),
    [
        (" ", CHANGE, "U110"), ("局" * 81, CHANGE, "U113"), ("县教育局", CHANGE, "U114"), ("县市监局", CHANGE, "U221"),
        ("县监管局", CHANGE, "U222"),
    ],
)  # fmt: skip
def test_a_rename_that_cannot_be_is_refused(cast, name, on, fault):
    factories.office(cast.county, "县教育局")
    actions.rename_organisation(cast.office, "县市监局", CHANGE, cast.clerk)
    with pytest.raises(Fault, match=fault):
        actions.rename_organisation(cast.office, name, on, cast.clerk)


def test_a_body_that_is_no_more_says_who_took_over(cast):
    other = factories.office(cast.county, "县综合执法局")
    clerk = cast.client("clerk")
    clerk.post(f"/directory/{cast.office.pk}/end/", {"on": "2026-01-01", "successor": other.pk})
    assert "职责划入" in clerk.get(f"/directory/{cast.office.pk}/").text
    with pytest.raises(Fault, match="U223"):
        actions.end_organisation(other, NOW, cast.clerk, successor=other)


def test_a_rename_by_a_form_shows_the_names_through_time(cast):
    clerk = cast.client("clerk")
    clerk.post(f"/directory/{cast.office.pk}/rename/", {"name": "县市监局", "on": "2018-03-01"})
    assert "名称沿革" in clerk.get(f"/directory/{cast.office.pk}/").text
    again = clerk.post(f"/directory/{cast.office.pk}/rename/", {"name": "县监管局", "on": "2010-03-01"})
    assert again.status_code == 422
    assert "不在其中" in again.text


def test_the_province_keeps_the_bodies_of_its_counties_too(cast):
    clerk = cast.client("province_clerk")
    clerk.post("/directory/add/", {"name": "县教育局", "area": "990100"})
    assert "县教育局" in clerk.get("/directory/", {"area": "990100"}).text
    assert cast.client("neighbour").get("/directory/", {"area": "990100"}).status_code == 404
