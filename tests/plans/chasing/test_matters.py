"""督办: matters are numbered, handed down, reported on and struck off; nobody's act is lost or overwritten."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook

import factories
from plans.chasing.building import DAY, do, matter
from zhiheng.core.values.faults import Fault
from zhiheng.history.queries import timeline
from zhiheng.plans import actions as plan_actions
from zhiheng.plans.chasing import actions, queries
from zhiheng.plans.models import Matter, MatterEntry
from zhiheng.web.rights import NotAllowed

EVE = date(2026, 11, 19)


def test_numbers_of_a_year_have_no_gaps_and_start_again(cast) -> None:
    made = [matter(cast, f"事项{n}", issue=False).no for n in range(3)]
    assert made == ["督〔2026〕1号", "督〔2026〕2号", "督〔2026〕3号"]
    with pytest.raises(Fault, match="P170"):
        matter(cast, " ", issue=False)
    assert matter(cast, "再立一件", issue=False).number == 4
    assert matter(cast, "新年第一件", on=date(2027, 1, 4), due=None, issue=False).no == "督〔2027〕1号"


def test_a_matter_goes_from_the_office_to_the_unit_and_back_to_be_struck_off(cast) -> None:
    one = matter(cast)
    do(one, cast, "receive", date(2026, 11, 3))
    do(one, cast, "report", date(2026, 11, 10), progress="已抽检30批次", plan="本月底前抽完")
    do(one, cast, "finish", date(2026, 11, 17), progress="已抽检60批次", evidence="检验报告60份")
    do(one, cast, "send-back", date(2026, 11, 18), cast.reviewer, reason="缺不合格后处理")
    do(one, cast, "finish", EVE, progress="已补后处理", evidence="处置单2份")
    do(one, cast, "close", date(2026, 11, 23), cast.reviewer, approver="王审核")
    do(one, cast, "strike", date(2026, 11, 24), cast.reviewer, approver="李副县长")
    one.refresh_from_db()
    assert (one.state, one.ended_on, one.finished_on) == ("已销号", date(2026, 11, 24), EVE)
    assert [entry.name for entry in one.entries.all()] == ["下发", "签收", "反馈", "报结", "退回", "报结", "办结", "销号"]
    sealed = timeline(one)
    assert {line.verb for line in sealed} >= {"督办立项", "办结", "销号"}
    assert sealed.get(verb="销号").approved_by_name == "李副县长"
    assert all(line.content for line in sealed)


def test_of_two_reviewers_the_second_is_told_who_was_first_and_nothing_of_hers_is_entered(cast) -> None:
    one = matter(cast)
    do(one, cast, "finish", EVE, progress="办好", evidence="报告")
    seen = Matter.objects.get(pk=one.pk).version
    do(one, cast, "close", EVE, cast.reviewer, approver="王审核", seen=seen)
    with pytest.raises(Fault, match="P173") as refused:
        do(one, cast, "send-back", EVE, reason="缺报告", seen=seen)
    assert "王审核" in refused.value.says
    assert "办结" in refused.value.says
    assert Matter.objects.get(pk=one.pk).state == "已办结"


def test_what_the_second_reviewer_typed_stays_on_her_page(cast, clerk) -> None:
    one = matter(cast)
    do(one, cast, "finish", DAY, progress="办好", evidence="报告")
    seen = Matter.objects.get(pk=one.pk).version
    do(one, cast, "close", DAY, cast.reviewer, approver="王审核")
    page = clerk.post(f"/plans/chasing/{one.pk}/review/", {"act": "send-back", "version": seen, "send-back-reason": "缺处置单"})
    assert page.status_code == 422
    assert "王审核" in page.content.decode()
    assert "缺处置单" in page.content.decode()


def test_an_extension_is_granted_by_name_and_the_old_deadline_is_kept(cast) -> None:
    one = matter(cast)
    do(one, cast, "ask", EVE, due=date(2026, 12, 20), reason="检验机构排期")
    assert Matter.objects.get(pk=one.pk).due_on == date(2026, 11, 20)
    with pytest.raises(Fault, match="P177"):
        do(one, cast, "grant", EVE, cast.reviewer)
    do(one, cast, "grant", EVE, cast.reviewer, approver="李副县长")
    one.refresh_from_db()
    assert (one.due_on, one.asked_on) == (date(2026, 12, 20), None)
    assert one.entries.last().due_was == date(2026, 11, 20)
    assert one.begun_due_on == date(2026, 11, 20)


def test_a_unit_does_only_what_is_the_units(cast) -> None:
    school = factories.office(cast.county, "县教育局", 30)
    teacher = factories.person("school", "周教育", school, "drafter")
    one = matter(cast)
    do(one, cast, "report", EVE, teacher, school, progress="已完成一半")
    assert one.entries.last().unit == "县教育局"
    with pytest.raises(Fault, match="P176"):
        do(one, cast, "cancel", EVE, teacher, school, document="县政办〔2026〕8号", reason="并入", approver="周教育")
    with pytest.raises(Fault, match="P176"):
        do(one, cast, "report", EVE, cast.neighbour, cast.neighbour_office, progress="不是我们的")
    with pytest.raises(NotAllowed):
        do(one, cast, "report", EVE, cast.reader, cast.office, progress="只读的人")


def test_what_has_no_lead_is_not_handed_down(cast) -> None:
    one = matter(cast, unit="", issue=False)
    with pytest.raises(Fault, match="P178"):
        do(one, cast, "issue", EVE)
    matter(cast, "有主办的", issue=False)
    assert actions.issue_ready(cast.office, cast.clerk, today=EVE) == (1, 1)


def test_an_act_of_a_month_that_is_over_says_why_it_comes_late(cast) -> None:
    one = matter(cast, due=date(2026, 12, 20))
    late = {"today": date(2026, 12, 2), "on": date(2026, 11, 25)}
    with pytest.raises(Fault, match="P179"):
        actions.act(one.pk, "report", cast.clerk, cast.office, actions.Words(progress="已办"), **late)
    actions.act(one.pk, "report", cast.clerk, cast.office, actions.Words(progress="已办", reason="纸质件今天转到"), **late)
    assert one.entries.last().on == date(2026, 11, 25)


def test_duties_of_an_issued_plan_become_matters_once(cast, answered) -> None:
    duties = list(answered.duties.values_list("pk", flat=True))
    with pytest.raises(Fault, match="P174"):
        actions.open_from_duties(answered, duties, cast.office, cast.clerk, on=DAY)
    plan_actions.approve_plan(answered, cast.clerk)
    answered.refresh_from_db()
    made = actions.open_from_duties(answered, duties, cast.office, cast.clerk, on=DAY)
    assert {str(one.lead) for one in made} == {"县农业农村局", "None"}
    assert actions.open_from_duties(answered, duties, cast.office, cast.clerk, on=DAY) == []


def test_counts_say_how_many_are_done_in_shares_that_add_up(cast) -> None:
    for n in range(22):
        one = matter(cast, f"事项{n}")
        if n < 6:
            do(one, cast, "finish", EVE, progress="办好", evidence="报告")
            do(one, cast, "close", EVE, cast.reviewer, approver="王审核")
    found = queries.page_of_ledger(Matter.objects.all(), queries.Wanted(), EVE)
    assert found.counts.says == "22件，办结6件占27%，在办16件占73%"
    assert sum(count for _, count in found.counts.lights) == 22
    late = queries.page_of_ledger(Matter.objects.all(), queries.Wanted(light="red"), date(2026, 11, 21))
    assert late.found == 16


def test_the_ledger_is_one_county_s_and_of_the_unit_that_is_asked(cast) -> None:
    one = matter(cast)
    province = factories.office(cast.province, "省教育厅")
    above = actions.open_matter(
        actions.Asked("省里交办的事", cast.office, due_on=date(2026, 12, 1)), cast.province_office, cast.province_clerk, on=DAY
    )
    assert province
    page = cast.client("clerk").get("/plans/chasing/").content.decode()
    assert one.subject in page
    assert above.subject in page
    assert cast.client("neighbour").get(f"/plans/chasing/{one.pk}/").status_code == 404
    assert cast.client("reader").get(f"/plans/chasing/{one.pk}/").status_code == 200


def test_the_sheet_has_the_columns_of_the_office_and_masks_persons(cast, clerk) -> None:
    one = matter(cast, person="陈立", phone="13812345678", leader="李副县长")
    do(one, cast, "report", date(2026, 11, 10), progress="已抽检30批次", needs="请省局开放数据")
    do(one, cast, "report", date(2026, 11, 16), progress="已抽检60批次")
    body = clerk.get("/plans/chasing/ledger.xlsx").content
    sheet = load_workbook(io.BytesIO(body)).active
    heads = [cell.value for cell in sheet[2]]
    assert heads[:4] == ["立项号", "督办事项", "来源", "立项依据/批示"]
    assert heads[-5:] == ["预警单", "办结日期", "销号审核", "佐证", "备注"]
    assert len(heads) == 22
    row = dict(zip(heads, (cell.value for cell in sheet[3]), strict=True))
    assert row["进展"] == "2026-11-10 已抽检30批次\n2026-11-16 已抽检60批次"
    assert row["需协调事项"] == "请省局开放数据"
    assert "13812345678" not in str(row["责任人/电话"])
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 8)
    whole = load_workbook(io.BytesIO(clerk.get("/plans/chasing/ledger.xlsx?contacts=1").content)).active
    assert "13812345678" in str(whole["I3"].value)


def test_every_page_of_a_matter_opens(cast, clerk) -> None:
    one = matter(cast, issue=False)
    assert clerk.get("/plans/chasing/new/").status_code == 200
    assert "分派" in clerk.get(f"/plans/chasing/{one.pk}/").content.decode()
    clerk.post("/plans/chasing/issue/")
    assert "签收" in clerk.get(f"/plans/chasing/{one.pk}/").content.decode()
    assert one.subject in clerk.get("/plans/chasing/print/").content.decode()
    assert "没有符合" in clerk.get("/plans/chasing/?light=none").content.decode()


def test_a_change_after_handing_down_says_why(cast) -> None:
    one = matter(cast)
    with pytest.raises(Fault, match="P175"):
        actions.change_matter(one, "goal", "抽检80批次", cast.clerk, seen=one.version)
    changed = actions.change_matter(one, "goal", "抽检80批次", cast.clerk, seen=one.version, reason="省里加码")
    assert changed.version == one.version + 1
    with pytest.raises(Fault, match="P180"):
        actions.assign_matter(changed, cast.office, [], None, cast.clerk, seen=changed.version)


def test_what_a_matter_stands_at_is_what_its_entries_come_to(cast) -> None:
    from zhiheng.core.chasing import standing_on
    from zhiheng.plans.chasing.known import known_chasing
    from zhiheng.plans.chasing.months import begun_of, said_of

    one = matter(cast)
    do(one, cast, "report", date(2026, 11, 10), progress="一半")
    do(one, cast, "ask", EVE, due=date(2026, 12, 20), reason="排期")
    do(one, cast, "grant", EVE, cast.reviewer, approver="李副县长")
    one.refresh_from_db()
    entries = [said_of(entry) for entry in MatterEntry.objects.filter(matter=one)]
    assert standing_on(known_chasing(), begun_of(one), entries, EVE) == one.standing


def test_a_unit_of_another_level_stays_chosen_when_the_matter_is_assigned(cast, clerk) -> None:
    one = matter(cast, unit="", issue=False)
    Matter.objects.filter(pk=one.pk).update(lead=cast.neighbour_office)
    page = f"/plans/chasing/{one.pk}/"
    assert f'value="{cast.neighbour_office.pk}" selected' in clerk.get(page).content.decode()
    clerk.post(f"{page}assign/", {"version": one.version, "lead": cast.neighbour_office.pk, "due_on": "2026-12-20"})
    assert Matter.objects.get(pk=one.pk).lead == cast.neighbour_office
