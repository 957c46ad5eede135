"""One way for every word: it is proved against the scheme, stands in place of the former one, and is sealed."""

from decimal import Decimal

import pytest

import factories
from assessments.judged import assessment
from zhiheng.assessments.models import Judgement
from zhiheng.assessments.recording import say
from zhiheng.core.values.faults import Fault
from zhiheng.history.models import Revision
from zhiheng.web.rights import NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return factories.cast()


@pytest.fixture
def county(cast):
    return assessment(cast).assessed.get(code="990100")


def refused(*args, **said) -> str:
    with pytest.raises(Fault) as caught:
        say(*args, **said)
    return caught.value.id


def test_a_later_word_replaces_the_former_and_both_stay(cast, county) -> None:
    first = say(county, "1.1.3", "department", cast.province_clerk, value=Decimal("1.5"))
    second = say(county, "1.1.3", "department", cast.province_clerk, value=Decimal(2), why="补交了凭证")
    first.refresh_from_db()
    assert (first.replaced, second.replaced) == (True, False)
    told = Revision.objects.filter(subject_type="assessments.judgement").last()
    assert list(told.before.values()) == ["1.5"]
    assert "2" in told.after.values()
    county.refresh_from_db()
    assert county.version == 3


def test_the_same_word_again_is_the_one_that_was_there(cast, county) -> None:
    first = say(county, "1.1.3", "department", cast.province_clerk, value=Decimal(2))
    assert say(county, "1.1.3", "department", cast.province_clerk, value=Decimal("2.0")) == first
    assert Judgement.objects.count() == 1


def test_experts_speak_beside_one_another_and_their_consensus_is_one(cast, county) -> None:
    for scorer in ("甲", "乙"):
        say(county, "1.1.7", "expert", cast.province_clerk, stage="blind", value=Decimal(60), scorer=scorer)
    for scorer in ("甲", "乙"):
        say(county, "1.1.7", "expert", cast.province_clerk, stage="consensus", value=Decimal(65), scorer=scorer)
    assert Judgement.objects.filter(stage="blind", replaced=False).count() == 2
    assert Judgement.objects.filter(stage="consensus", replaced=False).count() == 1


@pytest.mark.parametrize(
    ("item", "side", "said", "fault"),
    [
        ("1.1.1", "department", {"answer": "差不多"}, "S240"),
        ("1.1.1", "department", {"value": Decimal(1)}, "S240"),
        ("1.1.3", "department", {"value": Decimal(3)}, "S240"),
        ("1.1.3", "department", {"answer": "两分"}, "S240"),
        ("9.9.9", "department", {"value": Decimal(1)}, "S248"),
        ("1.1.7", "department", {"value": Decimal(5)}, "S248"),
        ("1.1.6", "survey", {"value": Decimal(5)}, "S248"),
        ("1.1.3", "department", {"applies": False}, "S249"),
        ("1.1.3", "review", {"value": Decimal(1)}, "S249"),
        ("1.1.3", "department", {}, "S249"),
        ("1.1.3", "department", {"value": Decimal(1), "why": "长" * 501}, "S249"),
    ],
)
def test_what_cannot_be_said_is_refused_and_nothing_is_kept(cast, county, item, side, said, fault) -> None:
    assert refused(county, item, side, cast.province_clerk, **said) == fault
    assert not Judgement.objects.exists()


def test_a_figure_of_ones_own_may_be_said_of_a_computed_item(cast, county) -> None:
    say(county, "1.1.6", "self", cast.province_clerk, value=Decimal("92.5"))
    say(county, "1.1.6", "review", cast.province_clerk, value=Decimal("91.5"), why="扣除重复批次")
    assert Judgement.objects.filter(replaced=False).count() == 2


def test_a_county_says_its_own_score_and_nobody_elses(cast, county) -> None:
    say(county, "1.1.3", "self", cast.clerk, value=Decimal(2))
    with pytest.raises(NotAllowed):
        say(county, "1.1.3", "department", cast.clerk, value=Decimal(2))
    with pytest.raises(NotAllowed):
        say(county, "1.1.3", "self", cast.neighbour, value=Decimal(2))


@pytest.mark.parametrize("side", ["self", "department", "review", "appeal"])
def test_after_approval_nothing_is_said(cast, county, side) -> None:
    county.assessment.stage = "approving"
    county.assessment.save()
    assert refused(county, "1.1.3", side, cast.province_clerk, value=Decimal(1), why="理由") == "S246"
