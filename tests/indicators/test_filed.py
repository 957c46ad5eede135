"""Whether an area has returned a register: its own returns say it, else those of all that lie right below it."""

from datetime import date

import pytest

import factories
from zhiheng.core.measuring import period_from
from zhiheng.core.scheduling import Turn
from zhiheng.directory.models import Area
from zhiheng.indicators.filed import Filed
from zhiheng.registers.actions import file_return

pytestmark = pytest.mark.django_db
YEAR = period_from("2025")


def has_filed(cast: factories.Cast, area: Area) -> bool:
    return Filed({one.code: [one.code] for one in Area.objects.all()})("special-campaign", area.code, YEAR)


def file(office, by, text: str = "2025") -> None:
    period = period_from(text)
    file_return("special-campaign", office, Turn(period.start, period.end), by)


def test_an_area_has_filed_when_all_below_it_have() -> None:
    cast = factories.cast()
    file(cast.office, cast.clerk)
    assert (has_filed(cast, cast.county), has_filed(cast, cast.province)) == (True, False)
    file(cast.neighbour_office, cast.neighbour)
    assert has_filed(cast, cast.province)


def test_an_area_that_was_no_more_is_not_waited_for() -> None:
    cast = factories.cast()
    Area.objects.filter(pk=cast.neighbour_county.pk).update(until=date(2024, 12, 31))
    file(cast.office, cast.clerk)
    assert has_filed(cast, cast.province)


def test_an_area_that_was_there_for_a_part_of_the_period_is_waited_for_as_long() -> None:
    cast = factories.cast()
    Area.objects.filter(pk=cast.neighbour_county.pk).update(until=date(2025, 7, 1))
    file(cast.office, cast.clerk)
    assert not has_filed(cast, cast.province)
    file(cast.neighbour_office, cast.neighbour, "2025H1")
    assert has_filed(cast, cast.province)
