"""Targets of plans stand beside what was measured, by a link that a named person confirmed."""

from datetime import date
from decimal import Decimal

import pytest

import factories
from zhiheng.core.measuring import period_from
from zhiheng.core.values.faults import Fault
from zhiheng.directory.queries import scope_of
from zhiheng.history.queries import timeline
from zhiheng.indicators.linking import confirm_link, refuse_links
from zhiheng.indicators.models import TargetLink
from zhiheng.indicators.queries import seen_indicators
from zhiheng.indicators.targets import goals_of, plain, proposed_for, targets_page
from zhiheng.plans.actions import set_stance
from zhiheng.plans.models import Goal, Plan
from zhiheng.registers.actions import import_file
from zhiheng.web.access import rights_of

pytestmark = pytest.mark.django_db
YEAR, JULY = period_from("2025"), date(2025, 7, 1)
HEAD = "检查编号,专项行动,地区,检查日期,出动人次,查处案件,立案,罚款（元）"


@pytest.fixture
def cast() -> factories.Cast:
    return factories.cast()


def goal(cast, name: str = "检查次数", *, low: str = "10", unit: str = "次", due: int = 2025, **more) -> Goal:
    plan = Plan.objects.unscoped("test").filter(title="分解表").first() or Plan.objects.create(
        area=cast.county, office=cast.office, title="分解表", made_by=cast.clerk, made_at=factories.A_MOMENT
    )
    return Goal.objects.create(
        plan=plan, indicator=name, comparator=">=", low=low, unit=unit, due=f"到{due}年", due_year=due, **more
    )


def rows(cast, *days: str, fine: int = 0) -> None:
    lines = [f"{n},农资,示例县,{day},10,2,1,{fine}" for n, day in enumerate(days)]
    content = "\n".join([HEAD, *lines]).encode()
    assert not import_file("special-campaign", "a.csv", content, cast.office, cast.clerk).blocked


def page(cast, on: date = JULY, period=YEAR):
    return targets_page(scope_of(cast.county), cast.county, period, seen_indicators(rights_of(cast.clerk)), on)


def test_a_count_of_the_year_is_on_the_way_when_it_keeps_pace(cast) -> None:
    confirm_link(goal(cast, low="4"), "inspections", cast.clerk)
    rows(cast, "2025-02-01", "2025-05-01")
    [line] = page(cast).lines
    assert (line.status, line.measured.printed, line.gap) == ("按进度", "2", "2次")
    rows(cast, "2025-02-01", "2025-05-01", "2025-06-01", "2025-06-02")
    assert page(cast).lines[0].status == "已达到"


def test_no_rows_are_undecidable_and_not_behind(cast) -> None:
    confirm_link(goal(cast), "inspections", cast.clerk)
    [line] = page(cast).lines
    assert (line.status, line.standing.why) == ("不可判", "没有数据")


def test_a_target_in_other_money_is_held_against_the_same_amount(cast) -> None:
    confirm_link(goal(cast, "罚没金额", low="30000", unit="元"), "fines", cast.clerk)
    rows(cast, "2025-02-01", fine=20000)
    assert page(cast).lines[0].standing.gap == Decimal(1)  # 万元


def test_what_counts_from_a_baseline_needs_one(cast) -> None:
    one = goal(cast, low="4", due=2027)
    confirm_link(one, "inspections", cast.clerk)
    rows(cast, "2025-02-01")
    assert page(cast).lines[0].status == "不可判"
    confirm_link(one, "inspections", cast.clerk, baseline="0", baseline_on=date(2024, 12, 31), reason="补基数")
    assert page(cast).lines[0].status == "按进度"


def test_nobody_has_confirmed_means_nothing_is_held_against_it(cast) -> None:
    one = goal(cast, "专项检查次数")
    found = page(cast)
    assert (found.lines, [each.goal for each in found.waiting]) == ([], [one])
    best, like = found.waiting[0].proposals[0]
    assert (best.id, like.reasons[-1]) == ("inspections", "单位相同：次")


def test_a_target_without_a_comparable_figure_is_asked_no_more(cast) -> None:
    refuse_links(goal(cast, "森林覆盖率", unit="%"), cast.clerk, reason="由林业部门公布")
    found = page(cast)
    assert (found.waiting, [link.reason for link in found.without]) == ([], ["由林业部门公布"])


def test_a_changed_link_says_why_and_the_old_one_stays_in_the_history_of_the_plan(cast) -> None:
    one = goal(cast)
    confirm_link(one, "inspections", cast.clerk)
    with pytest.raises(Fault, match="M403"):
        confirm_link(one, "cases-found", cast.clerk)
    with pytest.raises(Fault, match="M401"):
        confirm_link(one, "fines", cast.clerk, reason="换指标")
    with pytest.raises(Fault, match="M402"):
        confirm_link(one, "inspections", cast.clerk, baseline="3", reason="补基数")
    refuse_links(one, cast.clerk, reason="口径不同")
    last = timeline(one.plan).first()
    assert (last.by_name, last.reason, last.before["指标"]) == (cast.clerk.get_full_name(), "口径不同", "专项检查次数")


def test_a_tightened_target_is_judged_by_its_own_value_and_shows_both(cast) -> None:
    one = goal(cast, low="1")
    confirm_link(one, "inspections", cast.clerk)
    rows(cast, "2025-02-01", "2025-05-01")
    set_stance(one, "tighten", cast.clerk, own="3", reason="全省靠前")
    [line] = page(cast, date(2026, 1, 5)).lines
    assert (line.status, line.gap, "1次" in line.asked) == ("落后", "1次", True)


def test_a_target_left_out_is_not_followed(cast) -> None:
    one = goal(cast)
    confirm_link(one, "inspections", cast.clerk)
    set_stance(one, "leave", cast.clerk, reason="上级直管")
    assert page(cast).lines == []


def test_four_months_of_a_year_make_a_forecast_with_an_interval(cast) -> None:
    confirm_link(goal(cast, low="11"), "inspections", cast.clerk)
    rows(cast, *[f"2025-{month:02}-10" for month in range(1, 10)])
    [line] = page(cast, date(2025, 9, 30)).lines
    assert line.says.startswith("预计能达到：2025-12-31 约 12次")
    assert page(cast, date(2025, 2, 28)).lines[0].says == ""


def test_the_page_shows_every_target_and_a_reader_confirms_nothing(cast) -> None:
    one = goal(cast)
    address = f"/indicators/targets/{one.pk}/"
    assert "核对并确认" in cast.client("clerk").get("/indicators/targets/?period=2025").content.decode()
    reader = cast.client("reader")
    assert "核对并确认" not in reader.get("/indicators/targets/?period=2025").content.decode()
    assert reader.post(address, {"indicator": "inspections"}).status_code == 403
    assert cast.client("neighbour").get(address).status_code == 404
    assert cast.client("clerk").post(address, {"indicator": "inspections"}).status_code == 302
    shown = cast.client("clerk").get("/indicators/targets/?period=2025").content.decode()
    assert "没有数据" in shown
    assert "张经办" in shown
    assert TargetLink.objects.unscoped("test").get().indicator == "inspections"


def test_a_wrong_baseline_is_said_and_nothing_typed_is_lost(cast) -> None:
    answer = cast.client("clerk").post(f"/indicators/targets/{goal(cast).pk}/", {"indicator": "inspections", "baseline": "多"})
    assert answer.status_code == 422
    assert "M402" in answer.content.decode()
    assert 'value="多"' in answer.content.decode()


def test_the_plan_shows_how_its_targets_stand(cast) -> None:
    one = goal(cast, low="1")
    confirm_link(one, "inspections", cast.clerk)
    rows(cast, "2025-02-01")
    shown = cast.client("clerk").get(f"/plans/{one.plan_id}/goals/").content.decode()
    assert "目标进展" in shown
    assert "已达到" in shown


def test_proposals_offer_only_what_can_be_compared(cast) -> None:
    found = proposed_for(goal(cast), seen_indicators(rights_of(cast.clerk)))
    assert "fines" not in {one.id for one in found.others} | {one.id for one, _ in found.proposals}


def test_what_is_left_is_rounded_half_up_and_never_hidden() -> None:
    assert [plain(Decimal(text), 1) for text in ("0.25", "0.35", "0.04", "0")] == ["0.3", "0.4", "0.040", "0.0"]


def test_a_goal_shared_out_has_a_line_for_each_area(cast) -> None:
    one = goal(cast, low="3", share_by="each", stance="share")
    one.shares.create(name="示例县", area=cast.county, value="3")
    confirm_link(one, "inspections", cast.clerk)
    [line] = page(cast).lines
    assert (line.area, line.words) == (cast.county, "示例县 3次")
    assert goals_of(scope_of(cast.county), cast.neighbour_county).count() == 0
