"""The areas below one are scored from the figures as they stand; `zhiheng assess` prints them."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

import factories
from zhiheng.assessments.queries import standing
from zhiheng.cli import main
from zhiheng.core.values.faults import Fault
from zhiheng.registers.models import Row

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_home(settings, tmp_path: Path) -> None:
    settings.HOME = tmp_path


def incident(cast: factories.Cast, on: str, kind: str, level: str) -> None:
    given = {"area": cast.county, "office": cast.office, "entered_by": cast.clerk, "entered_at": factories.A_MOMENT}
    Row.objects.create(
        **given, key=on, register="quality-incident", changed_at=factories.A_MOMENT, event_on=on,
        data={"kind": kind, "level": level},
    )  # fmt: skip


def card_of(cast: factories.Cast, scheme: str = "provincial-2022", period: str = "2024"):
    return next(card for card in standing(scheme, period).cards if card.subject == cast.county.code)


def test_every_area_below_is_scored_and_no_score_is_left_open() -> None:
    cast = factories.cast()
    found = standing("provincial-2022", "2024")
    assert [card.subject for card in found.cards] == sorted(one.code for one in cast.province.children.all())
    for card in found.cards:
        assert len(card.items) == 75
        assert card.raw == sum(one.score for one in card.items)
        assert all(one.trace for one in card.items)


def test_an_incident_of_the_year_strikes_its_area_and_none_of_another_year() -> None:
    cast = factories.cast()
    incident(cast, "2023-12-31", "区域性质量安全事件", "重大")
    assert not any(one.applies for one in card_of(cast).vetoes if one.id == "regional")
    incident(cast, "2024-06-30", "区域性质量安全事件", "重大")
    card = card_of(cast)
    assert [one.id for one in card.vetoes if one.applies and one.grade] == ["regional"]
    assert card.grade == "D"


def test_a_figure_of_the_records_is_scored_and_says_where_it_is_measured_again() -> None:
    """One accident is one point less of two; without a record the content does not count."""
    cast = factories.cast()
    before = next(one for one in card_of(cast).items if one.id == "2.4.5")
    assert (before.state, before.counts) == ("missing", False)
    incident(cast, "2024-06-30", "质量责任事故", "一般")
    score = next(one for one in card_of(cast).items if one.id == "2.4.5")
    assert (score.state, score.score, score.value) == ("scored", Decimal("1.00"), Decimal(1))
    assert score.rests_on == (f"incidents {cast.county.code} 2024",)


@pytest.mark.parametrize(
    ("scheme", "period", "id"),
    [
        ("member-units", "2024", "S120"),
        ("quality-county", "2025", "S120"),
        ("national-2013", "A2025", "D457"),
        ("provincial-2022", "2024H1", "D462"),
        ("provincial-2020", "2024", "D450"),
    ],
)
def test_what_cannot_be_assessed_is_refused(scheme: str, period: str, id: str) -> None:
    factories.cast()
    with pytest.raises(Fault) as caught:
        standing(scheme, period)
    assert caught.value.id == id


def test_the_command_prints_the_contract_and_says_what_is_not_there(capsys) -> None:
    cast = factories.cast()
    assert main(["assess", "provincial-2022", "--period", "2024", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    card = next(one for one in told["scorecards"] if one["area"] == cast.county.code)
    assert {"area", "raw", "adjusted", "grade", "rank", "items", "vetoes"} <= set(card)
    assert all({"id", "points", "score", "trace"} <= set(one) and one["score"] is not None for one in card["items"])
    assert main(["assess", "provincial-2022", "--period", "2024"]) == 0
    text = capsys.readouterr().out
    assert "由人评分的 11 项还没有评分" in text
    assert "待核实" in text
    assert main(["assess", "provincial-2022", "--period", "2024", "--explain", cast.county.code]) == 0
    assert "1.2.1 质量工作领导小组健全" in capsys.readouterr().out
    assert main(["assess", "nothing", "--period", "2024"]) == 2
