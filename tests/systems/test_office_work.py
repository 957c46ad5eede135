"""Systems of plans, the office's desk and its documents, as the five documents ask for them: one sentence a system, by its id."""

from datetime import date, timedelta

import pytest

import factories
from indicators.returned import CHECK_HEAD, checks, of, permit
from indicators.test_returns import handed_in
from plans.building import answer_names, policy
from plans.chasing.building import do
from publications.test_genres import bring as bring_lots
from publications.test_genres import drafted_of, lot
from zhiheng.accounts.rights import rights_of
from zhiheng.core.measuring import period_from
from zhiheng.directory.queries import scope_of
from zhiheng.indicators.linking import confirm_link
from zhiheng.indicators.queries import seen_indicators
from zhiheng.indicators.returns.actions import open_round, urge
from zhiheng.indicators.targets import targets_page
from zhiheng.plans import actions as plans
from zhiheng.plans.chasing import actions as chasing
from zhiheng.plans.chasing.queries import Wanted, asked_of, page_of_ledger
from zhiheng.plans.models import Goal, Matter, Plan
from zhiheng.plans.queries import rows_of
from zhiheng.publications import actions as publications
from zhiheng.publications.queries_of_manuscripts import paper_now
from zhiheng.registers.actions import import_file
from zhiheng.registers.models import Row

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


@pytest.fixture
def cast() -> factories.Cast:
    return factories.cast()


def brought(cast: factories.Cast, register: str, *lines: str) -> None:
    report = import_file(register, "a.csv", "\n".join(lines).encode(), cast.office, cast.clerk)
    assert not report.blocked, report


def goal(plan: Plan, comparator: str, low: str, high: str = "", **more: object) -> Goal:
    return Goal.objects.create(
        plan=plan, indicator="监督抽查合格率", comparator=comparator, low=low, high=high, unit="%", due="到2025年",
        due_year=2025, **more,
    )  # fmt: skip


def test_p002_targets_of_every_kind_say_reached_or_behind_and_how_far(cast) -> None:
    plan = Plan.objects.create(
        area=cast.county, office=cast.office, title="分解表", made_by=cast.clerk, made_at=factories.A_MOMENT
    )
    verdicts = ["合格"] * 9 + ["不合格"]
    lots = [lot(str(n), "示例县", "生产", "小型", f"厂{n}", "电线", "2025-03-01", how) for n, how in enumerate(verdicts)]
    bring_lots(cast.office, cast.clerk, [line.replace(",县,", ",省,") for line in lots])
    asked = [goal(plan, ">=", "98"), goal(plan, "range", "85", "92"), goal(plan, "about", "90")]
    asked.append(goal(plan, ">=", "90", hold=True))
    for one in asked:
        confirm_link(one, "sampling-pass-rate", cast.clerk)
    seen = seen_indicators(rights_of(cast.clerk))
    found = targets_page(scope_of(cast.county), cast.county, period_from("2025"), seen, date(2026, 1, 5))
    assert [(line.measured.printed, line.status, line.gap) for line in found.lines] == [
        ("90.0", "落后", "8.0个百分点"), ("90.0", "已达到", ""), ("90.0", "已达到", ""), ("90.0", "已达到", ""),
    ]  # fmt: skip


def test_p013_a_task_has_its_units_and_goes_from_handed_out_to_audited(cast) -> None:
    plan = plans.make_plan([policy(cast)], cast.office, cast.clerk)
    answer_names(cast)
    plans.approve_plan(plan, cast.clerk)
    plan.refresh_from_db()
    task = plan.duties.order_by("position").first()
    assert {(unit.name, unit.role) for unit in task.units.all()} >= {("县农业农村局", "lead"), ("县市场监管局", "responsible")}
    assert task.open_ended  # 等: the list of units stays open
    one = chasing.open_from_duties(plan, [task.pk], cast.office, cast.clerk, on=DAY)[0]
    do(one, cast, "issue", DAY)
    assert [matter.pk for matter in asked_of(one.lead)] == [one.pk]
    do(one, cast, "receive", DAY)
    do(one, cast, "report", DAY, progress="建成基地3个")
    do(one, cast, "finish", DAY, progress="建成基地5个", evidence="验收单")
    do(one, cast, "close", DAY, cast.reviewer, approver="王审核")
    assert [(entry.name, entry.state) for entry in one.entries.all()] == [
        ("下发", "待签收"), ("签收", "办理中"), ("反馈", "办理中"), ("报结", "待复核"), ("办结", "已办结"),
    ]  # fmt: skip


def test_r068_the_52_points_of_a_year_are_struck_off_one_by_one_and_counted(cast) -> None:
    office = factories.office(cast.county, "县农业农村局", 30)
    points = [chasing.Asked(f"工作要点第{n}项", office, due_on=date(2026, 12, 31), goal="年内完成") for n in range(1, 53)]
    made = chasing.open_matters(points, cast.office, cast.clerk, on=DAY)
    for one in made:
        do(one, cast, "issue", DAY)
    for one in made[:13]:
        do(one, cast, "finish", DAY, progress="办好", evidence="总结")
        do(one, cast, "close", DAY, cast.reviewer, approver="王审核")
    page = page_of_ledger(Matter.objects.all(), Wanted(), DAY)
    assert page.counts.says == "52件，办结13件占25%，在办39件占75%"
    assert dict(page.counts.states) == {"待签收": 39, "已办结": 13}


def test_p018_the_year_is_asked_for_urged_and_summed_up_and_its_summary_comes_from_the_registers(cast) -> None:
    permit(cast, "年度质量工作情况表", every="年")
    checks(cast, "1,农资,示例县,2025-07-02,12,3,2,5000")
    asked = open_round("annual-quality-work", "2025", cast.province_office, cast.province_clerk, today=date(2026, 1, 5))
    late = asked.due_on + timedelta(days=7)
    urged = urge(asked, [one.pk for one in asked.returns.all()], "phone", "请今日报送", cast.province_clerk, today=late)
    assert [one.whom for one in urged] == ["示例县", "邻县"]
    nothing = dict.fromkeys(("funds", "funds_budget", "funds_other", "staff", "trained"), 0)
    handed_in(of(asked), cast.clerk, group_adjusted="已调整", summary="完成", **nothing)
    page = cast.client("province_clerk").get(f"/indicators/returns/rounds/{asked.pk}/sum/").content.decode()
    assert "合计不含未报的 1 家：邻县。" in page
    assert "组织专项检查1次，查处案件3宗，立案2宗，罚款0.50万元" in drafted_of(cast, "annual-review", "2025").text


def test_p020_the_office_writes_letters_of_supervision_problem_briefings_and_briefings(cast) -> None:
    plan = plans.make_plan([policy(cast)], cast.office, cast.clerk)
    answer_names(cast)
    task = next(row for row in rows_of(plan) if row.leads).duty
    letter = publications.begin_about("supervision-letter", task.pk, office=cast.office, by=cast.clerk)
    brought(cast, "problem-list", "问题编号,地区,问题,来源,登记日期", "1,示例县,抽样不及时,督查,2025-02-01")
    brought(cast, "special-campaign", CHECK_HEAD, "1,农资,示例县,2025-02-05,10,2,1,5000")
    begun = [
        publications.begin(template, area="990100", period="2025H1", office=cast.office, by=cast.clerk)
        for template in ("problem-briefing", "briefing")
    ]
    said = {one.template: paper_now(one).title for one in (letter, *begun)}
    assert said.keys() == {"supervision-letter", "problem-briefing", "briefing"}
    assert all(said.values())


def test_r019_briefings_are_counted_without_gaps_and_lead_back_to_the_information_they_used(cast) -> None:
    brought(cast, "official-bulletin", "地区,文种,年度,期号,签发日期", "示例县,简报,2026,6,2026-02-01")
    brought(cast, "special-campaign", CHECK_HEAD, "1,农资,示例县,2025-02-05,10,2,1,5000")
    one = publications.begin("briefing", area="990100", period="2025H1", office=cast.office, by=cast.drafter)
    signed = publications.sign(publications.submit(one.pk, cast.drafter).pk, cast.reviewer)
    publications.issue(signed.pk, cast.reviewer)
    issues = Row.objects.filter(register="official-bulletin", data__kind="简报").order_by("data__issue_no")
    assert [row.data["issue_no"] for row in issues] == [6, 7]
    head = "地区,类别,报送单位,题目,报送日期,采用的简报,采用日期,状态"
    brought(cast, "periodic-filing", head, f"示例县,工作信息,示例县教育局,校服抽检,2026-02-03,{issues[1].key},2026-02-10,采用")
    page = cast.client("clerk").get(f"/registers/official-bulletin/{issues[1].pk}/").content.decode()
    assert "校服抽检" in page
