"""Figures that are kept in memory are never older than the rows they rest on."""

from decimal import Decimal

import pytest

import factories
from assessments import building
from assessments.judged import assessment
from zhiheng.assessments.cards import standing_of
from zhiheng.assessments.recording import say
from zhiheng.registers.models import Row

pytestmark = pytest.mark.django_db


def test_a_word_said_after_the_figures_were_measured_counts_at_once() -> None:
    cast = factories.cast()
    county = assessment(cast).assessed.get(code="990100")
    before = standing_of(county.assessment).card("990100").raw
    say(county, "1.1.6", "review", cast.province_clerk, value=Decimal(90), why="台账少录一批")
    assert standing_of(county.assessment).card("990100").raw == before + 1
    assert standing_of(county.assessment, "department").card("990100").raw == before


def test_a_row_that_came_after_the_figures_were_measured_counts_at_once() -> None:
    cast = factories.cast()
    opened = building.assessment(cast, period="2024", days={})
    before = next(one for one in standing_of(opened).card("990100").items if one.id == "2.4.5")
    Row.objects.create(
        area=cast.county, office=cast.office, entered_by=cast.clerk, entered_at=factories.A_MOMENT, key="一",
        event_on="2024-06-30", register="quality-incident", changed_at=factories.A_MOMENT,
        data={"kind": "质量责任事故", "level": "一般"},
    )  # fmt: skip
    after = next(one for one in standing_of(opened).card("990100").items if one.id == "2.4.5")
    assert (before.state, after.state, after.score) == ("missing", "scored", 1)
