"""Whatever a figure rests on beside rows tells by its state that it changed."""

from datetime import date

import pytest

import factories
from zhiheng.directory.actions import areas, enterprises, organisations
from zhiheng.indicators.states import STATES

pytestmark = pytest.mark.django_db


def states() -> dict[str, str]:
    return {kind: state() for kind, state in STATES.items()}


def test_a_firm_that_closes_or_moves_is_another_state_of_the_firms() -> None:
    cast = factories.cast()
    firm = enterprises.add_enterprise(cast.county, "", "示例县电梯厂", cast.clerk)
    before = states()["enterprises"]
    enterprises.change_enterprise(firm, {"status": "suspended"}, cast.clerk)
    closed = states()["enterprises"]
    enterprises.move_enterprise(firm, cast.neighbour_county, cast.clerk)
    assert len({before, closed, states()["enterprises"]}) == 3


def test_a_body_under_another_name_is_another_state_of_the_bodies() -> None:
    cast = factories.cast()
    before = states()["organisations"]
    organisations.rename_organisation(cast.office, "县质量发展局", date(2025, 3, 1), cast.clerk)
    assert states()["organisations"] != before


def test_an_area_of_another_level_is_another_state_of_the_areas() -> None:
    cast = factories.cast()
    before = states()["areas"]
    areas.rename_area(cast.county, "示例市", date(2025, 3, 1), cast.province_clerk, level="city")
    assert states()["areas"] != before


def test_what_stays_as_it_is_keeps_its_state() -> None:
    factories.cast()
    assert states() == states()
