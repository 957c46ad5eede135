"""Systems of assessment and evaluation, as the five documents ask for them: one sentence a system, by its id."""

from datetime import date
from decimal import Decimal

import msgspec
import pytest

import factories
from assessments import judged
from assessments.building import DAYS
from zhiheng.accounts.models import User
from zhiheng.assessments.actions.answering import hand_in
from zhiheng.assessments.actions.approving import approve
from zhiheng.assessments.actions.opening import open_assessment
from zhiheng.assessments.actions.reviewing import close_calm
from zhiheng.assessments.cards import standing_of
from zhiheng.assessments.choosing import Wanted
from zhiheng.assessments.explaining.asking import meant
from zhiheng.assessments.explaining.gains import gains_of
from zhiheng.assessments.models import Assessed, Assessment
from zhiheng.assessments.recording import say
from zhiheng.assessments.settling import open_points
from zhiheng.core.values.faults import Fault
from zhiheng.directory.queries import scope_of
from zhiheng.plans.chasing import actions as chasing
from zhiheng.publications.actions.writing_about import begin_about
from zhiheng.publications.files import content
from zhiheng.publications.versions import last_version, paper_of_version
from zhiheng.registers.actions import import_file

pytestmark = pytest.mark.django_db
DAY = date(2025, 6, 1)


@pytest.fixture(autouse=True)
def own_home(settings, tmp_path) -> None:
    settings.HOME = tmp_path


@pytest.fixture
def cast() -> factories.Cast:
    return factories.cast()


def units_assessed(cast: factories.Cast, scheme: str, *named: tuple[str, str]) -> list[Assessed]:
    """Units of the county, each in its group, assessed by a scheme for 2024 and at the stage of scoring."""
    wanted = [Wanted(factories.office(cast.county, name, 40 + n), group) for n, (name, group) in enumerate(named)]
    made = open_assessment(scheme, "2024", cast.county, cast.office, cast.clerk, subjects=wanted, days=DAYS)
    now_at(made, "scoring")
    return list(made.assessed.select_related("assessment").order_by("position"))


def now_at(made: Assessment, stage: str) -> None:
    Assessment.objects.unscoped("test").filter(pk=made.pk).update(stage=stage)
    made.refresh_from_db()


def tell(cast: factories.Cast, one: Assessed, by: User | None = None, **items: object) -> None:
    """What departments, experts, visitors or a survey say: numbers or answers by item, 1.2.3 written as i1_2_3."""
    leaves = one.assessment.as_opened.leaves
    for key, what in items.items():
        item = key[1:].replace("_", ".")
        side = leaves[item].by
        told = {"answer": what} if isinstance(what, str) else {"value": Decimal(str(what))}
        sample = {"sample": 300} if side == "survey" else {}
        say(one, item, "department" if side == "computed" else side, by or cast.clerk, **told, **sample)


def test_p022_a_year_goes_from_self_scores_over_review_to_a_grade_that_is_frozen(cast) -> None:
    made = judged.assessment(cast, stage="self")
    for one, clerk in zip(made.assessed.order_by("position"), (cast.clerk, cast.neighbour), strict=True):
        say(one, "1.1.1", "self", clerk, answer="纳入总体规划")
        one.refresh_from_db()
        hand_in(one, clerk, answers="张县长", seen=one.version, incomplete=True)
    now_at(made, "scoring")
    county, neighbour = made.assessed.order_by("position")
    tell(cast, county, by=cast.province_clerk, i1_1_1="纳入总体规划", i1_1_2=2, i1_1_3=2, i1_1_4=80, i1_1_5=1, i1_1_7=100)
    tell(cast, neighbour, by=cast.province_clerk, i1_1_1="未纳入", i1_1_2=0, i1_1_3=0, i1_1_4=62, i1_1_5=0, i1_1_7=10)
    now_at(made, "reviewing")
    assert close_calm(made, cast.province_clerk) > 0
    now_at(made, "approving")
    reasons = {one.kind: "会议集体研究" for one in open_points(made, DAY)}
    result = approve(made, cast.province_clerk, approver="王省长", reasons=reasons, today=DAY, seen=made.version)
    cards = {card["area"]: card for card in msgspec.json.decode(result.cards)["scorecards"]}
    assert cards["990100"]["rank"] == 1
    assert Decimal(cards["990100"]["adjusted"]) > Decimal(cards["990200"]["adjusted"])
    assert cards["990100"]["grade"]
    with pytest.raises(Fault, match="S246"):
        tell(cast, county, by=cast.province_clerk, i1_1_2=1)


def test_r023_members_are_ranked_by_what_they_did_of_what_was_due(cast) -> None:
    first, second = units_assessed(cast, "member-units", ("县教育局", "主责"), ("县财政局", "主责"))
    tell(cast, first, i1_1_1=100, i1_1_2=0, i2_1_1=0, i2_1_2="负责人参加")
    tell(cast, second, i1_1_1=50, i1_1_2=6, i2_1_1=3, i2_1_2="缺席")
    cards = {card.name: card for card in standing_of(first.assessment).cards}
    assert (cards["县教育局"].rank, cards["县财政局"].rank) == (1, 2)
    assert cards["县财政局"].grade == "较差"
    assert any(veto.applies for veto in cards["县财政局"].vetoes)


def test_p193_service_is_evaluated_by_sector_with_the_sample_and_what_lacks_data_lowers_no_score(cast) -> None:
    one, other = units_assessed(cast, "service-quality", ("示例物业公司", "物业"), ("示例家政公司", "家政"))
    tell(cast, one, i1_1_1=0, i1_1_2="公开并兑现", i2_1_1=100, i2_1_2=0, i3_1_1=100, i3_1_2=0, i4_1_1="两项都有", i5_1_1=90)
    tell(cast, other, i1_1_1=0, i5_1_1=75)
    cards = {card.name: card for card in standing_of(one.assessment).cards}
    assert cards["示例物业公司"].adjusted == Decimal("100.00")
    assert (cards["示例家政公司"].raw, cards["示例家政公司"].adjusted) == (Decimal("22.00"), Decimal("68.75"))
    assert {card.rank for card in cards.values()} == {1}  # each in its own sector


def test_p197_only_tourism_is_evaluated_by_its_six_elements(cast) -> None:
    hotel, _ = units_assessed(cast, "service-quality", ("示例景区", "旅游"), ("示例快递公司", "快递"))
    tell(cast, hotel, i4_2_1=80, i4_2_2=80, i4_2_3=80, i4_2_4=80, i4_2_5=80, i4_2_6=50, i5_1_1=90)
    cards = {card.name: card for card in standing_of(hotel.assessment).cards}
    elements = next(point for point in cards["示例景区"].points if point.id == "4.2")
    assert (elements.points, elements.score) == (Decimal(12), Decimal("9.00"))
    assert not any(item.counts for item in cards["示例快递公司"].items if item.id.startswith("4.2."))


def test_p029_a_county_is_held_against_the_conditions_and_each_gap_says_what_is_lacking(cast) -> None:
    made = open_assessment(
        "quality-county", "2025", cast.county, cast.office, cast.clerk, subjects=[Wanted(cast.county, "县")], days=DAYS
    )
    one = made.assessed.get()
    gaps = gains_of(meant(made), one, scope_of(cast.county))
    assert gaps is not None
    scheme = made.as_opened
    asked = {item.id for item in scheme.items if item.asked_of("县") and item.kind == "regular"}
    assert {line.item.id for line in gaps.lines} <= asked
    assert gaps.points > 0
    assert all(line.lead for line in gaps.leads)


def test_r106_units_are_scored_by_the_registers_and_by_the_survey_and_ranked(cast) -> None:
    first, second = units_assessed(cast, "unit-responsibility", ("县教育局", ""), ("县财政局", ""))
    head = "地区,年度,单位,序号,事项,责任目标,责任人,下达日期,完成期限,完成度,完成日期"
    plan = [
        "示例县,2024,县教育局,1,校服抽检,20批,张某,2024-01-20,2024-09-30,100,2024-09-20",
        "示例县,2024,县财政局,1,质量经费,列入预算,李某,2024-01-20,2024-10-31,100,2024-10-20",
        "示例县,2024,县财政局,2,绩效评价,完成,李某,2024-01-20,2024-12-01,70,",
    ]  # fmt: skip
    lines = "\n".join([head, *plan]).encode()
    assert not import_file("annual-work-plan", "a.csv", lines, cast.office, cast.clerk).blocked
    tell(cast, first, i2_1_1=84)
    tell(cast, second, i2_1_1=90)
    cards = {card.name: card for card in standing_of(first.assessment).cards}
    scores = {name: {item.id: item.score for item in card.items if item.id in ("1.1.1", "2.1.1")} for name, card in cards.items()}
    assert scores == {
        "县教育局": {"1.1.1": Decimal("45.00"), "2.1.1": Decimal("24.00")},
        "县财政局": {"1.1.1": Decimal("7.50"), "2.1.1": Decimal("30.00")},  # one of two: (50 − 40) ÷ 60 × 45
    }
    assert [cards[name].rank for name in ("县教育局", "县财政局")] == [1, 2]
    client, of = cast.client("clerk"), first.assessment_id
    for place in ("ranking/", f"cards/{first.code}/"):
        shown = client.get(f"/assessments/{of}/{place}")
        assert (place, shown.status_code) == (place, 200)
        assert "县教育局" in shown.content.decode()
    with pytest.raises(Fault, match="S248"):  # what registers hold is not typed by a department
        say(first, "1.1.1", "department", cast.clerk, value=Decimal(100))


def test_p025_a_county_assesses_departments_and_townships_every_year_ranks_them_and_notifies(cast) -> None:
    again = chasing.set_recurring(
        cast.office, "开展年度督查考核", cast.office, "year", cast.clerk, since=date(2025, 1, 1), due_month=12, due_day=20
    )
    first, second = (chasing.make_occurrences(day) for day in (date(2025, 2, 1), date(2026, 2, 1)))
    assert [one.subject for one in (*first, *second)] == ["开展年度督查考核（2025年）", "开展年度督查考核（2026年）"]
    assert (first[0].due_on, chasing.make_occurrences(date(2026, 3, 1)), again.occurrences.count()) == (date(2025, 12, 20), [], 2)
    departments = units_assessed(cast, "member-units", ("县教育局", "主责"), ("县财政局", "主责"))
    for one, rate in zip(departments, (100, 60), strict=True):
        tell(cast, one, i1_1_1=rate, i1_1_2=0, i2_1_1=0, i2_1_2="负责人参加")
    towns = [factories.area(f"99010010{n}", name, "township", cast.county) for n, name in enumerate(("东山镇", "西湖镇"))]
    asked = [Wanted(town, "乡镇") for town in towns]
    made = open_assessment("county-township", "2024", cast.county, cast.office, cast.clerk, subjects=asked, days=DAYS)
    now_at(made, "scoring")
    for one, meetings in zip(made.assessed.order_by("position"), (2, 1), strict=True):
        tell(cast, one, i1_1_2="纳入年度工作计划", i1_1_3=meetings, i3_1_4=85)
    ranks = {}
    for assessment in (departments[0].assessment, made):
        now_at(assessment, "reviewing")
        close_calm(assessment, cast.clerk)
        now_at(assessment, "approving")
        reasons = {one.kind: "会议集体研究" for one in open_points(assessment, DAY)}
        result = approve(assessment, cast.clerk, approver="李县长", reasons=reasons, today=DAY, seen=assessment.version)
        cards = msgspec.json.decode(result.cards)["scorecards"]
        ranks |= {card["name"]: card["rank"] for card in cards}
        notice = begin_about("assessment-result-notice", assessment.pk, office=cast.office, by=cast.clerk)
        text = content(paper_of_version(last_version(notice)), "txt").decode()
        assert all(card["name"] in text for card in cards)
    assert ranks == {"县教育局": 1, "县财政局": 2, "东山镇": 1, "西湖镇": 2}
