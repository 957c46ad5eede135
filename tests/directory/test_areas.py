"""Areas: where they lie, and what lies below them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

import factories
from zhiheng.core.values.faults import Fault
from zhiheng.directory.models import Area
from zhiheng.directory.queries import areas_below, areas_within, everywhere, scope_of
from zhiheng.registers.queries import areas_of

pytestmark = pytest.mark.django_db


def names(areas) -> set[str]:
    return {area.name for area in areas}


def test_what_lies_below_an_area_is_found_at_any_depth():
    cast = factories.cast()
    town = factories.area("990100001", "甲镇", "township", cast.county)
    assert names(areas_below(cast.province)) == {"示例省", "示例县", "邻县", "甲镇"}
    assert names(areas_below(cast.county)) == {"示例县", "甲镇"}
    assert names(areas_below(town)) == {"甲镇"}


def test_an_area_that_moves_takes_along_what_lies_below_it():
    cast = factories.cast()
    town = factories.area("990100001", "甲镇", "township", cast.county)
    factories.area("990100001001", "甲村", "township", town)
    town.parent = cast.neighbour_county
    town.save()
    assert names(areas_below(cast.county)) == {"示例县"}
    assert names(areas_below(cast.neighbour_county)) == {"邻县", "甲镇", "甲村"}


def test_no_area_comes_to_lie_below_itself():
    cast = factories.cast()
    town = factories.area("990100001", "甲镇", "township", cast.county)
    cast.county.parent = town
    with pytest.raises(Fault, match="它自己或它的下级"):
        cast.county.save()


def test_a_scope_covers_its_area_and_those_below_and_no_other():
    cast = factories.cast()
    town = factories.area("990100001", "甲镇", "township", cast.county)
    county = scope_of(cast.county)
    assert county.covers(cast.county)
    assert county.covers(town)
    assert not county.covers(cast.neighbour_county)
    assert not county.covers(cast.province)


def test_a_scope_over_the_only_tree_needs_no_condition():
    cast = factories.cast()
    assert scope_of(cast.province).whole
    assert "WHERE" not in str(areas_of(scope_of(cast.province)).query)
    factories.area("980000", "别省", "province")
    assert not scope_of(cast.province).whole
    assert names(areas_within(scope_of(cast.province))) == {"示例省", "示例县", "邻县"}
    assert names(areas_within(everywhere())) == {"示例省", "示例县", "邻县", "别省"}


class Trees(TestCase):
    """Whatever is moved where, paths say what the parents say."""

    @given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=12))
    def test_paths_follow_parents(self, moves):
        made = [Area.objects.create(code=f"98{n:04d}", name=f"地{n}", level="county") for n in range(8)]
        for one, under in moves:
            area = Area.objects.get(pk=made[one].pk)
            area.parent_id = made[under].pk if under else None
            try:
                area.save()
            except Fault:
                continue
        parents = dict(Area.objects.values_list("pk", "parent_id"))
        for area in Area.objects.filter(pk__in=parents):
            assert {found.pk for found in areas_below(area)} == {pk for pk in parents if area.pk in above(pk, parents)}


def above(pk: int | None, parents: dict[int, int | None]) -> list[int]:
    return [] if pk is None else [pk, *above(parents[pk], parents)]
