"""What the records show by themselves is proposed once, with its evidence, and a person decides."""

from datetime import date

import pytest

import factories
from plans.building import policy
from zhiheng.core.values.faults import Fault
from zhiheng.definitions.indicators import indicators
from zhiheng.history.queries import timeline
from zhiheng.indicators.known import known_indicators
from zhiheng.indicators.linking import confirm_link
from zhiheng.indicators.models import Dismissal
from zhiheng.indicators.problems import deciding
from zhiheng.indicators.problems.finding import problems
from zhiheng.plans import actions as plans
from zhiheng.plans.chasing.known import known_chasing
from zhiheng.plans.models import Goal, Matter
from zhiheng.registers import actions as registers
from zhiheng.registers.known import known_register

TODAY = date(2026, 8, 10)


@pytest.fixture
def cast(transactional_db):
    return factories.cast()


def found(cast, office=None, today=TODAY):
    return problems(office or cast.province_office, known_indicators().values(), today)


def kept(cast, register: str, **said: str):
    return registers.add_row(known_register(register), registers.Typed(said), cast.office, cast.clerk).row


def meeting(cast, kind="市县会议", on="2025-03-04", area="示例县"):
    return kept(cast, "work-meeting", area=area, kind=kind, held_on=on)


def test_an_area_that_held_no_meeting_in_the_last_whole_period_is_proposed_with_its_list(cast) -> None:
    assert found(cast) == []  # nobody keeps meetings here: unknown is not a finding
    meeting(cast)
    said = {one.subject: one for one in found(cast)}
    assert "邻县2025年没有召开质量工作会议" in said
    assert "示例县2025年没有召开质量工作会议" not in said
    one = said["邻县2025年没有召开质量工作会议"]
    assert "period=2025" in one.url
    assert (one.lead.name, one.lead.area.name) == ("县市场监管局", "邻县")
    halves = {one.subject for one in found(cast) if "联席会议" in one.subject}
    assert halves == {f"{area}2026年上半年没有召开联席会议" for area in ("示例县", "邻县")}


def test_a_summary_past_its_day_is_proposed_until_it_is_filed(cast) -> None:
    unit = factories.office(cast.county, "县教育局", 30)
    said = {
        "area": "示例县", "kind": "年度总结", "unit": "县教育局", "title": "2025年总结", "year": "2025", "due_on": "2026-01-20",
    }  # fmt: skip
    row = kept(cast, "periodic-filing", **said)
    (one,) = [one for one in found(cast) if one.kind == "没有报送的"]
    assert (one.lead, one.subject) == (unit, "县教育局没有按时报送“2025年总结”")
    assert str(row.pk) in one.url
    assert [one for one in found(cast, today=date(2026, 1, 20)) if one.kind == "没有报送的"] == []
    late = said | {"filed_on": "2026-02-01"}
    registers.change_row(known_register("periodic-filing"), row.pk, registers.Typed(late, {}, row.version), cast.clerk)
    assert [one for one in found(cast) if one.kind == "没有报送的"] == []


def test_a_duty_past_its_day_is_proposed_until_it_is_chased(cast) -> None:
    plan = plans.make_plan([policy(cast)], cast.office, cast.clerk)
    plan.state = "issued"
    plan.save()
    duty = plan.duties.first()
    duty.due_on = date(2026, 7, 31)
    duty.save()
    (one,) = [one for one in found(cast, cast.office) if one.kind == "过期没有反馈的"]
    assert one.url == f"/plans/{plan.pk}/duties/{duty.pk}/"
    matter = deciding.chase(one, cast.office, cast.clerk, on=TODAY)
    assert (matter.source, matter.origin_url) == ("found", one.url)
    assert [one for one in found(cast, cast.office) if one.kind == "过期没有反馈的"] == []
    with pytest.raises(Fault, match="P320"):
        deciding.chase(one, cast.office, cast.clerk, on=TODAY)


def test_a_target_that_is_behind_this_year_is_proposed_with_its_figure(cast) -> None:
    plan = plans.make_plan([policy(cast)], cast.office, cast.clerk)
    plan.state = "issued"
    plan.save()
    goal = Goal.objects.create(
        plan=plan, indicator="检查次数", comparator=">=", low="100", unit="次", due="到2026年", due_year=2026
    )
    confirm_link(goal, "inspections", cast.clerk)
    content = "检查编号,专项行动,地区,检查日期,出动人次,查处案件\n1,农资,示例县,2026-03-02,10,2".encode()
    assert not registers.import_file("special-campaign", "a.csv", content, cast.office, cast.clerk).blocked
    (one,) = [one for one in found(cast, cast.office) if one.kind == "落后的目标"]
    assert "落后于目标" in one.subject
    assert one.url == f"/indicators/targets/{goal.pk}/"


def test_what_is_dismissed_says_why_and_is_not_proposed_again(cast) -> None:
    meeting(cast)
    one = next(one for one in found(cast, cast.office) if "联席会议" in one.subject)
    with pytest.raises(Fault, match="P321"):
        deciding.dismiss(one, cast.office, " ", cast.clerk)
    made = deciding.dismiss(one, cast.office, "与常务会合并召开", cast.clerk)
    assert timeline(made).get().reason == "与常务会合并召开"
    assert one.origin not in [each.origin for each in found(cast, cast.office)]
    assert one.origin in [each.origin for each in found(cast)]  # the province decides for itself


def test_the_page_proposes_accepts_and_dismisses(cast) -> None:
    meeting(cast)
    clerk = cast.client("clerk")
    page = clerk.get("/indicators/problems/")
    tab = clerk.get("/indicators/problems/count/").content.decode()
    assert tab == str(len(page.context["found"]))
    assert "没有召开联席会议" in page.content.decode()
    assert "发现的问题" in clerk.get("/plans/chasing/").content.decode()
    origin = page.context["found"][0].origin
    assert cast.client("reader").post("/indicators/problems/chase/", {"origin": origin}).status_code == 403
    assert clerk.post("/indicators/problems/chase/", {"origin": origin}).status_code == 302
    assert Matter.objects.get().get_source_display() == "自动发现"
    again = clerk.post("/indicators/problems/dismiss/", {"origin": origin, "reason": "重复"})
    assert "P322" in again.content.decode()
    assert not Dismissal.objects.unscoped("test").exists()


def test_every_find_of_ours_names_an_indicator_that_lists_who_is_missing() -> None:
    for find in known_chasing().finds:
        assert indicators()[find.indicator].value == "missing"
