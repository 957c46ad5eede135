"""What a result asks to be put right becomes 督办, and the year is closed when all of it is done."""

from datetime import date

import pytest

import factories
from assessments.played import FINE, TODAY, assessment
from assessments.test_assess import incident
from zhiheng.assessments.actions.approving import approve
from zhiheng.assessments.actions.rectifying import announce, ask_rectification, chase_rectification, close
from zhiheng.assessments.models import Assessment, Result
from zhiheng.assessments.rectifications import progress_of, proposed, within
from zhiheng.core.values.faults import Fault
from zhiheng.plans.models import Matter

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_home(settings, tmp_path) -> None:
    settings.HOME = tmp_path


@pytest.fixture
def cast() -> factories.Cast:
    return factories.cast()


def approved(cast: factories.Cast) -> Result:
    """示例县 has a D by a veto."""
    incident(cast, "2024-06-30", "区域性质量安全事件", "重大")
    found = assessment(cast)
    return approve(found, cast.province_clerk, approver="周局长", reasons=FINE, today=TODAY, seen=1)


def of_scheme(result: Result) -> list[str]:
    return [one.key for one in proposed(result, TODAY) if not one.item]


@pytest.mark.parametrize(
    ("today", "span", "until"),
    [
        (date(2026, 1, 31), "1 month", date(2026, 2, 28)),
        (date(2026, 12, 5), "1 month", date(2027, 1, 5)),
        (date(2026, 11, 30), "3 months", date(2027, 2, 28)),
        (date(2026, 11, 30), "", None),
    ],
)
def test_a_span_of_months_ends_on_the_same_day_or_the_last_of_its_month(today: date, span: str, until: date | None) -> None:
    assert within(span, today) == until


def test_who_has_the_last_grade_is_asked_what_the_scheme_says_and_praise_is_nothing_to_put_right(cast) -> None:
    found = proposed(approved(cast), TODAY)
    assert ("示例县", "一个月内报送书面整改报告", date(2026, 12, 20)) in [(one.name, one.says, one.due_on) for one in found]
    assert not any("通报表扬" in one.says for one in found)
    low = [one for one in found if one.item and one.name == "示例县"]
    assert 0 < len(low) <= 5
    assert all("满分" in one.says for one in low)
    assert not any("（没有数据）" in one.says and one.item == "5.1.1" for one in low), "converted away: nothing was lost"


def test_what_was_asked_once_is_not_proposed_again(cast) -> None:
    result = approved(cast)
    asked = of_scheme(result)
    ask_rectification(result, asked, cast.province_clerk, today=TODAY)
    assert of_scheme(result) == []
    with pytest.raises(Fault) as caught:
        ask_rectification(result, asked, cast.province_clerk, today=TODAY)
    assert caught.value.id == "S274"


def test_each_becomes_one_matter_led_by_the_office_of_the_county(cast) -> None:
    result = approved(cast)
    ask_rectification(result, of_scheme(result), cast.province_clerk, today=TODAY)
    found = Assessment.objects.get()
    made = chase_rectification(found, cast.province_clerk, today=TODAY)
    assert {one.get_source_display() for one in made} == {"考核整改"}
    leads = {one.lead.area.name for one in made}
    assert leads == {"示例县", "邻县"} or leads == {"示例县"}
    assert made[0].due_on == date(2026, 12, 20)
    assert "2024年度市县质量工作考核" in made[0].basis
    with pytest.raises(Fault) as caught:
        chase_rectification(found, cast.province_clerk, today=TODAY)
    assert caught.value.id == "S274"
    assert Matter.objects.count() == len(made)


def test_the_year_is_closed_only_when_it_is_announced_and_every_matter_is_done(cast) -> None:
    result = approved(cast)
    ask_rectification(result, of_scheme(result), cast.province_clerk, today=TODAY)
    found = announce(Assessment.objects.get(), cast.province_clerk, document="质量办通报〔2025〕1号", seen=2)
    with pytest.raises(Fault, match="还有") as caught:
        close(found, cast.province_clerk, seen=3)
    assert caught.value.id == "S275"
    chase_rectification(found, cast.province_clerk, today=TODAY)
    Matter.objects.update(state="已办结")
    assert progress_of(found).all_done
    assert close(found, cast.province_clerk, seen=3).stage == "closed"


def test_nothing_is_announced_before_approval_nor_closed_before_it_is_announced(cast) -> None:
    found = assessment(cast)
    with pytest.raises(Fault):
        announce(found, cast.province_clerk, document="通报", seen=1)
    with pytest.raises(Fault):
        close(found, cast.province_clerk, seen=1)


def test_the_pages_choose_chase_and_show_how_far_it_is(cast) -> None:
    result = approved(cast)
    client, base = cast.client("province_clerk"), f"/assessments/{result.assessment_id}/rectification/"
    assert "一个月内报送书面整改报告" in client.get(base).content.decode()
    assert client.post(f"{base}ask/", {"keys": of_scheme(result)}).status_code == 302
    assert "未列入督办" in client.get(base).content.decode()
    assert client.post(f"{base}chase/").status_code == 302
    assert "督办" in client.get(base).content.decode()
    Matter.objects.update(state="已办结")
    client.post(f"/assessments/{result.assessment_id}/announce/", {"document": "质量办通报〔2025〕1号", "version": "2"})
    assert "考核办结" in client.get(base).content.decode()
    assert client.post(f"{base}close/", {"version": "3"}).status_code == 302
    assert Assessment.objects.get().stage == "closed"
