"""Areas through time: as they were, and on today's map."""

from datetime import date
from decimal import Decimal

import pytest

import factories
from zhiheng.core.values.faults import Fault
from zhiheng.directory import actions, queries
from zhiheng.directory.models import Area, AreaChange
from zhiheng.directory.queries import scope_of

pytestmark = pytest.mark.django_db
THEN, CHANGE, NOW = date(2010, 6, 1), date(2015, 1, 1), date(2026, 1, 1)


@pytest.fixture
def cast(db):
    return factories.cast()


def tree(day: date) -> dict[str, tuple[str, str | None]]:
    """Name and upper area's name of every area there was, by code."""
    found = {area.pk: area for area in queries.areas_on(day)}
    return {area.code: (area.name, found[area.parent].name if area.parent else None) for area in found.values()}


def totals(*amounts: tuple[Area, date, int]) -> tuple[dict[str, int], dict[str, int]]:
    found = queries.on_map_of(NOW, [(area.code, day, Decimal(amount)) for area, day, amount in amounts])
    return dict(found.by_area), {left.code: amount for left, amount in found.undivided.items()}


def test_a_renamed_area_is_itself_and_has_the_name_of_its_day(cast):
    actions.rename_area(cast.county, "示例区", CHANGE, cast.clerk)
    assert tree(THEN)["990100"] == ("示例县", "示例省")
    assert tree(NOW)["990100"] == ("示例区", "示例省")
    assert totals((cast.county, THEN, 7)) == ({"990100": 7}, {})


def test_a_transferred_area_lay_where_it_lay(cast):
    town = factories.area("990100001", "甲镇", "township", cast.county)
    actions.transfer_area(town, cast.neighbour_county, CHANGE, cast.clerk)
    assert tree(THEN)["990100001"] == ("甲镇", "示例县")
    assert tree(NOW)["990100001"] == ("甲镇", "邻县")
    assert scope_of(cast.neighbour_county).covers(Area.objects.get(pk=town.pk))


def test_what_lay_right_below_an_area_on_a_day_is_found_where_it_lies_now(cast):
    town = factories.area("990100001", "甲镇", "township", cast.county)
    actions.transfer_area(town, cast.neighbour_county, CHANGE, cast.clerk)
    assert [one.name for one in queries.below_on(cast.county, THEN)] == ["甲镇"]
    assert queries.below_on(cast.neighbour_county, THEN) == []
    assert [one.name for one in queries.below_on(cast.neighbour_county, NOW)] == ["甲镇"]


def test_what_a_merged_area_counted_is_its_successors_and_its_office_sees_it(cast):
    actions.succeed_area(cast.county, [(cast.neighbour_county, None)], "merge", CHANGE, cast.clerk)
    assert "990100" in tree(THEN)
    assert "990100" not in tree(NOW)
    assert totals((cast.county, THEN, 7), (cast.neighbour_county, THEN, 5)) == ({"990200": 12}, {})
    assert scope_of(cast.neighbour_county).covers(Area.objects.get(pk=cast.county.pk))
    assert tree(THEN)["990100"] == ("示例县", "示例省")


def test_a_division_without_known_shares_divides_nothing(cast):
    half = actions.add_area(cast.province, "990300", "新县", cast.clerk, level="county", since=CHANGE)
    actions.succeed_area(cast.county, [(cast.county, None), (half, None)], "split", CHANGE, cast.clerk)
    assert totals((cast.county, THEN, 7), (cast.county, NOW, 2)) == ({"990100": 2}, {"990100": 7})
    assert set(tree(NOW)) - set(tree(THEN)) == {"990300"}


def test_a_division_with_known_shares_keeps_the_total(cast):
    half = actions.add_area(cast.province, "990300", "新县", cast.clerk, level="county", since=CHANGE)
    parts = [(cast.neighbour_county, 333_333), (half, 666_667)]
    actions.succeed_area(cast.county, parts, "split", CHANGE, cast.clerk)
    assert totals((cast.county, THEN, 10)) == ({"990200": 3, "990300": 7}, {})


@pytest.mark.parametrize(
    ("parts", "fault"),
    [([], "U217"), (["990100"], "U217"), (["990200", "990200"], "U217"), (["990100:300000", "990200:600000"], "U218")],
)
def test_a_succession_that_says_nothing_or_makes_no_whole_is_refused(cast, parts, fault):
    said = [(part.partition(":")[0], part.partition(":")[2]) for part in parts]
    news = [(Area.objects.get(code=code), int(share) if share else None) for code, share in said]
    with pytest.raises(Fault, match=fault):
        actions.succeed_area(cast.county, news, "split", CHANGE, cast.clerk)


def test_changes_of_an_area_follow_each_other(cast):
    actions.rename_area(cast.county, "示例区", CHANGE, cast.clerk)
    with pytest.raises(Fault, match="U216"):
        actions.rename_area(cast.county, "示例市", date(2014, 1, 1), cast.clerk)
    actions.succeed_area(cast.county, [(cast.neighbour_county, None)], "merge", date(2020, 1, 1), cast.clerk)
    with pytest.raises(Fault, match="U215"):
        actions.rename_area(cast.county, "示例市", date(2021, 1, 1), cast.clerk)


def test_a_zone_without_a_code_gets_one_of_its_own(cast):
    made = [actions.add_area(cast.county, "", f"{n}号开发区", cast.clerk, level="county", kind="zone") for n in (1, 2)]
    assert [zone.code for zone in made] == ["990100Z01", "990100Z02"]
    assert scope_of(cast.county).covers(made[0])


@pytest.mark.parametrize(
    ("code", "name", "fault"),
    [
        ("99010", "甲", "U212"), ("98O100", "甲", "U212"), ("460100", "甲", "U212"), ("990200", "甲", "U213"),
        ("990300", " ", "U211"), ("", "甲", "U212"),
    ],
)
def test_a_bad_area_is_refused(cast, code, name, fault):
    with pytest.raises(Fault, match=fault):
        actions.add_area(cast.county, code, name, cast.clerk, level="county")


def test_the_list_below_an_area_is_added_by_one_act_and_once():
    hainan = factories.area("460000", "海南省", "province")
    assert actions.add_listed_areas(hainan, None) == queries.areas_below(hainan).count() - 1 > 20
    assert actions.add_listed_areas(hainan, None) == 0
    assert Area.objects.get(code="460105").parent.code == "460100"
    assert Area.objects.get(code="469023").parent.code == "460000"


def test_former_areas_of_the_list_come_with_what_became_of_them():
    hainan = factories.area("460000", "海南省", "province")
    actions.add_listed_areas(hainan, None, former=True)
    danzhou = Area.objects.get(code="469003")
    assert danzhou.until == date(2015, 1, 1)
    assert danzhou.parent.code == "460400"
    assert not AreaChange.objects.get(old=danzhou).day_known
    assert tree(THEN)["469003"] == ("儋州市", "海南省")
    assert "469003" not in tree(NOW)
    assert queries.on_map_of(NOW, [("469003", THEN, Decimal(5))]).by_area == {"460400": 5}
