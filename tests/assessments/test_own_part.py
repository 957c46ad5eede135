"""A county sees its own part of the assessment by the level above, all of it, and nothing of the others."""

from datetime import date

import pytest

import factories
from assessments.judged import assessment
from zhiheng.assessments.models import Assessment
from zhiheng.assessments.recording import say

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> factories.Cast:
    return factories.cast()


def at(cast: factories.Cast, stage: str) -> Assessment:
    made = assessment(cast, stage="scoring")
    county = made.assessed.get(area=cast.county)
    say(county, "1.1.1", "department", cast.province_clerk, answer="纳入部门规划")
    Assessment.objects.unscoped("test").filter(pk=made.pk).update(
        stage=stage, appeal_from=date(2020, 1, 1), appeal_until=date(2099, 1, 1)
    )
    return made


def test_a_county_finds_its_assessment_fills_its_part_and_opens_no_other(cast) -> None:
    made, client = at(cast, "self"), cast.client("clerk")
    own, other = f"/assessments/{made.pk}/self/990100/", f"/assessments/{made.pk}/self/990200/"
    assert own in client.get("/assessments/").content.decode()
    page = client.get(own).content.decode()
    assert "纳入规划" in page
    assert 'data-label="部门评分"' not in page
    assert client.post(f"{own}save/", {"v:990100:1.1.1:0": "纳入总体规划"}).status_code == 302
    assert made.assessed.get(code="990100").judgements.get(side="self").answer == "纳入总体规划"
    for address in (other, f"/assessments/{made.pk}/", f"/assessments/{made.pk}/ranking/", f"/assessments/{made.pk}/self/"):
        assert client.get(address).status_code == 404, address
    assert client.post(f"{other}save/", {"v:990200:1.1.1:0": "纳入总体规划"}).status_code == 404


def test_what_others_scored_is_seen_from_the_appeals_on(cast) -> None:
    made, client = at(cast, "reviewing"), cast.client("clerk")
    card = f"/assessments/{made.pk}/cards/990100/"
    refused = client.get(f"{card}?side=department").content.decode()
    assert "得分到申诉开始时才公布" in refused
    assert "纳入部门规划" not in refused
    Assessment.objects.unscoped("test").filter(pk=made.pk).update(stage="appealing")
    assert "纳入部门规划" in client.get(f"{card}?side=department").content.decode()
    assert client.get(f"/assessments/{made.pk}/cards/990200/").status_code == 404


def test_a_county_appeals_and_does_not_rule(cast) -> None:
    made, client = at(cast, "appealing"), cast.client("clerk")
    place = f"/assessments/{made.pk}/assessed/990100/appeal/"
    said = {"item": "1.1.1", "says": "已纳入总体规划", "asks": "纳入总体规划", "filed_by": "张县长"}
    assert client.post(place, said).status_code == 302
    appeal = made.assessed.get(code="990100").appeals.get()
    page = client.get(f"/assessments/{made.pk}/appeals/{appeal.pk}/")
    assert page.status_code == 200
    assert "核定后的变化" not in page.content.decode()
    ruling = {"version": appeal.version, "outcome": "upheld", "answer": "纳入总体规划", "why": "属实", "decided_by": "王某"}
    assert client.post(f"/assessments/{made.pk}/appeals/{appeal.pk}/rule/", ruling).status_code == 404
    assert cast.client("neighbour").get(f"/assessments/{made.pk}/appeals/{appeal.pk}/").status_code == 404
    assert "已纳入总体规划" in client.get(place).content.decode()


def test_what_was_typed_and_refused_stays_in_its_cell(cast) -> None:
    made, client = at(cast, "self"), cast.client("clerk")
    place = f"/assessments/{made.pk}/self/990100/save/"
    page = client.post(place, {"v:990100:1.1.2:0": "很多", "y:990100:1.1.2": "见附件"})
    assert page.status_code == 422
    assert 'value="很多"' in page.content.decode()
    assert 'value="见附件"' in page.content.decode()
