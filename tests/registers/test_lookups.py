"""What cells may name: areas in reach, rows of other registers by their key or its last part."""

from datetime import date

import pytest

import factories
from zhiheng.core.values.lookups import Unreadable
from zhiheng.directory.queries import scope_of
from zhiheng.registers.lookups import lookups
from zhiheng.registers.models import Row

pytestmark = pytest.mark.django_db


def check(cast: factories.Cast, key: str) -> Row:
    return Row.objects.create(
        register="special-campaign", area=cast.county, office=cast.office, key=key, tail=key.rsplit("|", 1)[-1],
        event_on=date(2025, 1, 2), entered_by=cast.clerk, entered_at=factories.A_MOMENT, changed_at=factories.A_MOMENT,
    )  # fmt: skip


def test_an_area_is_known_by_code_and_by_name_and_no_further_than_the_scope() -> None:
    cast = factories.cast()
    known = lookups(scope_of(cast.county)).areas
    assert (known["示例县"], known["990100"]) == ("990100", "990100")
    assert "邻县" not in known
    assert "990200" not in known


def test_a_name_that_two_areas_share_is_nobody() -> None:
    cast = factories.cast()
    factories.area("990101", "城关镇", "township", cast.county)
    factories.area("990201", "城关镇", "township", cast.neighbour_county)
    assert "城关镇" in lookups(scope_of(cast.county)).areas
    assert "城关镇" not in lookups(scope_of(cast.province)).areas


def test_a_row_is_named_by_its_key_or_by_its_number_alone() -> None:
    cast = factories.cast()
    check(cast, "990100|检-1")
    reference = lookups(scope_of(cast.county)).reference
    assert reference("special-campaign", "检-1") == reference("special-campaign", "990100|检-1") == "990100|检-1"


def test_a_number_that_no_row_or_two_rows_have_is_refused_with_the_remedy() -> None:
    cast = factories.cast()
    check(cast, "990100|检-1")
    check(cast, "990200|检-1")
    reference = lookups(scope_of(cast.province)).reference
    with pytest.raises(Unreadable, match="请先登记"):
        reference("special-campaign", "检-2")
    with pytest.raises(Unreadable, match="请写全：990100"):
        reference("special-campaign", "检-1")
