"""Systems of yearly plans, gaps and documents in force, as the five documents ask for them: one sentence a system, by its id."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

import factories
from plans.chasing.building import matter as chased
from publications.test_genres import bring as bring_lots
from publications.test_genres import lot
from zhiheng.accounts.rights import rights_of
from zhiheng.core.measuring import period_from
from zhiheng.core.values.faults import Fault
from zhiheng.desk.queries import office_work
from zhiheng.directory.queries import scope_of
from zhiheng.indicators.judging import judge_targets
from zhiheng.indicators.known import known_indicator
from zhiheng.indicators.linking import confirm_link
from zhiheng.indicators.models import TargetJudgement
from zhiheng.indicators.queries import figures, seen_indicators
from zhiheng.indicators.targets import Line, targets_page
from zhiheng.plans import actions as plans
from zhiheng.plans.models import Goal, Matter, Plan
from zhiheng.publications import actions as publications
from zhiheng.registers.actions import Wanted, import_file, take_step
from zhiheng.registers.models import Row

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> factories.Cast:
    made = factories.cast()
    for n, name in enumerate(("县教育局", "县财政局", "县政府")):
        factories.office(made.county, name, 20 + n)
    return made


def kept(cast: factories.Cast, register: str, *lines: str) -> list[Row]:
    """The rows that a file of these lines makes or changes."""
    report = import_file(register, "a.csv", "\n".join(lines).encode(), cast.office, cast.clerk)
    assert not report.blocked, report
    return list(Row.objects.filter(register=register).order_by("pk"))


def refused(cast: factories.Cast, register: str, *lines: str) -> str:
    report = import_file(register, "a.csv", "\n".join(lines).encode(), cast.office, cast.clerk)
    assert report.blocked
    return str(report)


def go(cast: factories.Cast, row: Row, *way: tuple[str, date], **said: str) -> Row:
    """The row after some steps, each with a proof."""
    for to, on in way:
        proof = SimpleUploadedFile("佐证.pdf", f"%PDF-1.4 {to}".encode())
        row = take_step(row, Wanted(to=to, on=on, **said), cast.clerk, [proof])
    return row


def printed(cast: factories.Cast, indicator: str, period: str, **where: object) -> str:
    """What the figure of the county prints."""
    area = where.get("area", cast.county)
    found = figures(scope_of(area), area, period_from(period), [known_indicator(indicator)])
    return found[indicator].measured.printed


def page(cast: factories.Cast, address: str) -> str:
    answer = cast.client("clerk").get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def plan_of(cast: factories.Cast) -> Plan:
    made = {"made_by": cast.clerk, "made_at": factories.A_MOMENT}
    return Plan.objects.create(area=cast.county, office=cast.office, title="分解表", **made)


def test_p003_stage_years_are_typed_by_a_person_and_no_later_stage_falls_back(cast) -> None:
    plan = plan_of(cast)
    asked = {"plan": plan, "indicator": "采标率", "comparator": ">=", "unit": "%"}
    first, second = (Goal.objects.create(**asked, low=low, due=due) for low, due in (("60", "到20XX-1年"), ("80", "到20XX-2年")))
    goals, client = f"/plans/{plan.pk}/goals/", cast.client("clerk")
    assert page(cast, goals).count("填年份") == 2
    with pytest.raises(Fault, match="P341"):
        plans.set_stage_year(first, "20XX", cast.clerk)
    client.post(f"{goals}{first.pk}/year/", {"year": "2027"})
    for year, fault in (("2027", "P343"), ("2025", "P342")):
        with pytest.raises(Fault, match=fault):
            plans.set_stage_year(second, year, cast.clerk)
    second.refresh_from_db()
    assert second.due_year is None
    client.post(f"{goals}{second.pk}/year/", {"year": "2030年"})
    shown = page(cast, goals)
    assert ("到2027年" in shown, "第 1 阶段" in shown, "第 2 阶段" in shown) == (True, True, True)
    first.refresh_from_db()
    with pytest.raises(Fault, match="P342"):
        plans.set_stance(first, "tighten", cast.clerk, own="85")  # would pass by the second stage


def lots_of(cast: factories.Cast, passed: int, failed: int) -> None:
    verdicts = ["合格"] * passed + ["不合格"] * failed
    lines = [lot(str(n), "示例县", "生产", "小型", f"厂{n}", "电线", "2025-03-01", how) for n, how in enumerate(verdicts)]
    bring_lots(cast.office, cast.clerk, [line.replace(",县,", ",省,") for line in lines])


def published(cast: factories.Cast, value: str, period: str = "2025", unit: str = "%") -> None:
    line = f"sampling-pass-rate,全省,示例省,{period},2025-12-31,{value},{unit},省市场监管局"
    content = f"数列,范围,地区,期间,期末日期,值,单位,发布单位\n{line}".encode()
    assert not import_file("statistical-series", "a.csv", content, cast.province_office, cast.province_clerk).blocked


def target_lines(cast: factories.Cast) -> list[Line]:
    seen = seen_indicators(rights_of(cast.clerk))
    return targets_page(scope_of(cast.county), cast.county, period_from("2025"), seen, date(2026, 1, 5)).lines


def test_p004_what_others_reach_is_the_target_of_the_same_period_and_is_kept_with_the_judgement(cast) -> None:
    words = "产品质量抽查合格率达到全省平均水平"
    goal = Goal.objects.create(plan=plan_of(cast), indicator=words, due="到2025年", due_year=2025)
    with pytest.raises(Fault, match="P344"):
        confirm_link(goal, "sampling-pass-rate", cast.clerk)
    with pytest.raises(Fault, match="P345"):
        confirm_link(goal, "sampling-pass-rate", cast.clerk, benchmark="全球")
    confirm_link(goal, "sampling-pass-rate", cast.clerk, benchmark="全省")
    lots_of(cast, 9, 1)
    published(cast, "91", period="2024")
    published(cast, "900", unit="‰")
    [line] = target_lines(cast)
    assert (line.status, line.why) == ("不可判", "没有同期同单位的全省基准")
    published(cast, "91.5")
    [line] = target_lines(cast)
    assert (line.status, line.gap, line.measured.printed) == ("落后", "1.5个百分点", "90.0")
    client, targets = cast.client("clerk"), "/indicators/targets/{}?area=990100&period=2025"
    assert client.post(targets.format("judge/")).status_code == 302
    published(cast, "89")  # corrected by the province
    assert target_lines(cast)[0].status == "已达到"
    kept_one = TargetJudgement.objects.get()
    assert (kept_one.status, kept_one.benchmark, kept_one.gap) == ("落后", "91.5", "1.5个百分点")
    shown = page(cast, targets.format(""))
    assert all(said in shown for said in ("全省2025年91.5%（省市场监管局）", "全省2025年89%（省市场监管局）", "已定的判定"))
    with pytest.raises(Fault, match="P347"):
        judge_targets(target_lines(cast), cast.county, period_from("2025"), cast.clerk)
    client.post(targets.format("judge/"), {"reason": "省局更正了全省数"})
    assert [one.status for one in TargetJudgement.objects.all()] == ["落后", "已达到"]
    with pytest.raises(Fault, match="P346"):
        judge_targets(target_lines(cast), cast.county, period_from("2025"), cast.clerk, reason="再定")


def test_p005_targets_are_grouped_by_trade_taken_on_by_a_department_and_lead_down_to_firms(cast) -> None:
    plan = plan_of(cast)
    asked = {"plan": plan, "comparator": ">=", "low": "95", "unit": "%", "due": "到2025年", "due_year": 2025}
    industry, farm = (Goal.objects.create(**asked, indicator=name) for name in ("工业产品抽查合格率", "农产品抽检合格率"))
    owner = factories.office(cast.county, "县工业信息化局", 50)
    cast.client("clerk").post(f"/indicators/targets/{industry.pk}/?area=990100&period=2025", {
        "indicator": "sampling-pass-rate", "sector": "工业", "owner": owner.pk,
    })  # fmt: skip
    confirm_link(farm, "farm-produce-pass-rate", cast.clerk, sector="农业")
    lots_of(cast, 9, 1)
    shown = page(cast, "/indicators/targets/?area=990100&period=2025")
    assert shown.index("<h2>工业") < shown.index("工业产品抽查合格率") < shown.index("<h2>农业") < shown.index("农产品抽检合格率")
    assert "认领：县工业信息化局" in shown
    rows = page(cast, "/indicators/sampling-pass-rate/rows/denominator/?area=990100&period=2025")
    assert all(firm in rows for firm in ("厂0", "厂9", "电线"))


PLAN = "地区,年度,单位,序号,类别,事项,责任目标,责任人,下达日期,完成期限,要求调整日期,调整期限,调整日期,调整内容,完成度,完成日期"


def test_r009_a_units_items_have_owner_and_degree_and_the_units_that_did_not_adjust_are_named(cast) -> None:
    kept(
        cast, "annual-work-plan", PLAN,
        "示例县,2025,县教育局,1,年度计划,校服抽检,抽检20批,张某,2025-01-20,2025-09-30,2025-05-10,2025-06-10,2025-06-01,改为30批,100,2025-09-20",
        "示例县,2025,县教育局,2,责任目标,质量教育基地,建成1个,张某,2025-01-20,2025-11-30,,,,,40,",
        "示例县,2025,县财政局,1,年度计划,质量经费,列入预算,李某,2025-01-20,2025-10-31,2025-05-10,2025-06-10,,,20,",
    )  # fmt: skip
    assert printed(cast, "plan-items-done-rate", "2025") == "33.3"
    assert printed(cast, "plan-units-unadjusted", "2025") == "1"
    shown = page(cast, "/indicators/plan-items-unadjusted-by-unit/?area=990100&period=2025")
    assert "县财政局" in shown
    assert "县教育局" not in shown
    listed = page(cast, "/registers/annual-work-plan/")
    assert "校服抽检" in listed
    whole = "示例县,2025,县财政局,2,年度计划,绩效评价,完成,李某,2025-01-20,2025-12-01,,,,,80,2025-11-30"
    assert "完成度不是100%" in refused(cast, "annual-work-plan", PLAN, whole)


def test_r030_each_point_to_strengthen_becomes_a_task_with_a_deadline_and_the_rate_says_how_many_did(cast) -> None:
    head = "地区,年度,序号,总结日期,待加强事项,责任单位,下半年任务,转任务日期,任务期限"
    without_day = "示例县,2025,半-1,2025-07-10,宣传不够,县教育局,九月集中宣传,2025-07-20,"
    assert "没有写责任单位或期限" in refused(cast, "half-year-point", head, without_day)
    first, second = kept(
        cast, "half-year-point", head, f"{without_day}2025-09-30", "示例县,2025,半-2,2025-07-10,督查不够,,,,"
    )  # fmt: skip
    with pytest.raises(Fault, match="T201"):
        go(cast, second, ("转任务", date(2025, 7, 20)))
    go(cast, first, ("转任务", date(2025, 7, 20)))
    assert printed(cast, "summary-points-turned-rate", "2025") == "50.0"
    task = Row.objects.get(register="annual-work-plan")
    assert (task.data["item"], task.data["due_on"], task.data["carried_from"]) == ("九月集中宣传", "2025-09-30", first.key)
    done = "示例县,2025,县教育局,半-1,下半年任务,九月集中宣传,两场,张某,2025-07-20,2025-09-30,,,,,100,2025-09-28"
    kept(cast, "annual-work-plan", PLAN, done)
    assert printed(cast, "plan-items-done-rate", "2025") == "100.0"
    chase = f"/registers/half-year-point/{second.pk}/chase/"
    cast.client("clerk").post(chase, {"lines": "督查不够（县财政局，2025-12-15前）"})
    assert (matter := Matter.objects.get()).due_on == date(2025, 12, 15)
    assert matter.lead.name == "县财政局"


GAP = (
    "地区,比对类别,对象,口岸,目标或清单,年度,比对项,建表日期,自己的标准,对方的标准,比对日期,自己的值,自己的单位,要求的值,要求的单位,结论,"
    "不可比的原因,赶超措施,责任单位,责任人,完成期限,达标日期"
)


def test_p113_each_firm_is_held_against_the_national_brand_and_what_lacks_goes_on_the_ledger(cast) -> None:
    below = "示例县,名牌赶超,示例电器公司,,国家级名牌某电器,2025,一次交验合格率,2025-03-01,,,2025-03-10,94.5,%,99,%,低于,,{},,"
    unknown = "示例县,名牌赶超,示例电器公司,,国家级名牌某电器,2025,市场占有率,2025-03-01,,,2025-03-10,,,20,%,,,,,,,"
    guessed = "示例县,名牌赶超,示例电器公司,,国家级名牌某电器,2025,市场占有率,2025-03-01,,,2025-03-10,,%,20,%,低于,,,,,,"
    assert "没有数不是零" in refused(cast, "gap-analysis", GAP, guessed)
    row, open_one = kept(cast, "gap-analysis", GAP, below.format(",,"), unknown)
    assert (row.data["gap"], open_one.data["gap"]) == ("4.5", None)
    assert printed(cast, "gap-reached-rate", "2025") == "0.0"
    assert printed(cast, "gap-items-undecidable", "2025") == "1"
    row = go(cast, row, ("取数", date(2025, 3, 1)), ("判差", date(2025, 3, 10)))
    with pytest.raises(Fault, match="赶超措施"):
        go(cast, row, ("定措施", date(2025, 3, 20)))
    kept(cast, "gap-analysis", GAP, below.replace(",{},,", ",导入在线检测,县市场监管局,李某,2025-11-30,"))
    row = go(cast, row, ("定措施", date(2025, 3, 20)))
    shown = page(cast, f"/registers/gap-analysis/{row.pk}/chase/")
    assert "导入在线检测" in shown
    cast.client("clerk").post(f"/registers/gap-analysis/{row.pk}/chase/", {
        "lines": "导入在线检测", "lead": cast.office.pk, "due_on": "2025-11-30",
    })  # fmt: skip
    matter = Matter.objects.get()
    assert (matter.subject, matter.lead, matter.due_on) == ("导入在线检测", cast.office, date(2025, 11, 30))


def test_p120_only_what_has_the_same_unit_is_compared_and_what_cannot_be_is_listed_apart(cast) -> None:
    line = "示例县,标准比对,示例自行车公司,,ISO 4210,2025,{},2025-05-01,GB 3565,ISO 4210,2025-05-10,{},,,,,,"
    other_unit = line.format("前叉疲劳", "100000,次,600,牛,高于")
    assert "单位不一致" in refused(cast, "gap-analysis", GAP, other_unit)
    equal, beyond, apart = kept(
        cast, "gap-analysis", GAP, line.format("制动距离", "5.5,米,5.5,米,相当"), line.format("车架疲劳", "12,万次,10,万次,高于"),
        line.format("反射器", ",,,,不可比").replace("不可比,", "不可比,试验方法不同", 1),
    )  # fmt: skip
    found = {id: printed(cast, id, "2025") for id in ("gap-items-compared", "gap-items-incomparable", "gap-reached-rate")}
    assert found == {"gap-items-compared": "3", "gap-items-incomparable": "1", "gap-reached-rate": "100.0"}
    row = go(cast, equal, ("取数", date(2025, 5, 1)), ("判差", date(2025, 5, 10)))
    reached = line.format("制动距离", "5.5,米,5.5,米,相当")[:-1] + ",2025-05-20"
    kept(cast, "gap-analysis", GAP, reached)
    assert go(cast, row, ("达标", date(2025, 5, 20))).state == "达标"
    assert (beyond.data["gap"], apart.data["gap"]) == ("-2", None)


def test_p179_a_port_reaches_the_list_of_abilities_only_with_every_item_of_it(cast) -> None:
    line = "示例县,口岸能力,{0},{0},口岸核心能力清单,2025,{1},2025-06-01,,,2025-06-01,,,,,{2},,,,,,"
    told = [
        ("甲口岸", "负压隔离", "具备"), ("甲口岸", "检疫处理场", "具备"), ("乙口岸", "负压隔离", "不具备"),
        ("丙口岸", "负压隔离", ""),
    ]  # fmt: skip
    kept(cast, "gap-analysis", GAP, *(line.format(*one) for one in told))
    assert printed(cast, "gap-reached-rate", "2025") == "66.7"
    assert printed(cast, "ports-complete", "2025") == "1"
    nameless = line.format("丁口岸", "负压隔离", "具备").replace("丁口岸,丁口岸", "丁口岸,")
    assert "没有填口岸" in refused(cast, "gap-analysis", GAP, nameless)


LAW = (
    "地区,标题,立项或发布日期,版本,种类,类别,文号,制定机关,发布日期,施行日期,失效日期,原件印作没有失效,由哪一份代替,代替、废止日期,"
    "设立的奖项,清理日期,清理结论,纳入的规划,纳入日期"
)


def test_r031_the_file_of_regulations_says_what_was_in_force_on_the_day_of_the_act(cast) -> None:
    old = (
        "示例县,计量监督管理办法,2003-05-01,1,规章,计量,示府令10号,县政府,2003-05-01,"
        "2003-07-01,,是,{}计量监督管理办法|2,2009-10-01,,,,,"
    )
    new = "示例县,计量监督管理办法,2009-08-15,2,规章,计量,示府令30号,县政府,2009-08-15,2009-10-01,,是,,,,,,,"
    first, second = kept(cast, "policy-document", LAW, old.replace("{}计量监督管理办法|2", ""), new)
    kept(cast, "policy-document", LAW, old.replace("{}计量监督管理办法|2", second.key))
    first.refresh_from_db()
    assert (first.data["replaced_by"], second.data["in_force_to"]) == (second.key, None)  # 失效“--”：没有失效
    found = {day: page(cast, f"/indicators/documents-in-force/rows/base/?area=990100&period={day}") for day in ("2009Q1", "2010")}
    assert (f"/registers/policy-document/{first.pk}/" in found["2009Q1"]) is True
    assert (f"/registers/policy-document/{second.pk}/" in found["2009Q1"]) is False
    assert (f"/registers/policy-document/{first.pk}/" in found["2010"]) is False
    assert (f"/registers/policy-document/{second.pk}/" in found["2010"]) is True
    wrong = new.replace("2009-10-01,,是", "2009-10-01,2012-01-01,是")
    assert "原件没有失效日期" in refused(cast, "policy-document", LAW, wrong)


def test_r055_a_normative_document_ends_with_its_term_unless_it_was_reviewed_and_names_the_award_it_sets(cast) -> None:
    line = (
        "示例县,政府质量奖管理办法,2020-06-01,1,奖项办法,奖项,示府5号,县政府,2020-06-01,2020-07-01,"
        "2025-07-01,,,,县政府质量奖,{},,"
    )
    [row] = kept(cast, "policy-document", LAW, line.format(","))
    assert row.data["sets_award"] == ["县政府质量奖"]
    assert row.clocks["expire"]["due"] == "2025-07-01"
    assert row.clocks["expire"]["warn"] == "2025-01-02"  # 180 days before
    in_force = [printed(cast, "documents-in-force", year) for year in ("2024", "2025")]
    assert in_force == ["1", ""]  # its term is over: there is nothing to count
    assert "没有写清理结论" in refused(cast, "policy-document", LAW, line.format("2025-03-01,"))
    kept(cast, "policy-document", LAW, line.format("2025-03-01,继续有效").replace("2025-07-01,,,,县", "2030-07-01,,,,县"))
    assert printed(cast, "documents-in-force", "2025") == "1"


def test_r010_plans_that_took_quality_in_are_kept_with_their_day_and_the_first_area_is_marked(cast) -> None:
    line = "{0},{0}发展规划,2006-02-01,1,规划,,,{1},,,,,,,,,,{2},{3}"
    assert "没有填纳入日期" in refused(cast, "policy-document", LAW, line.format("示例县", "县政府", "十一五规划", ""))
    asked = [("示例县", "县政府", "十一五规划", "2006-02-01"), ("邻县", "邻县政府", "十一五规划", "2008-01-15")]
    content = "\n".join([LAW, *(line.format(*one) for one in asked)]).encode()
    assert not import_file("policy-document", "a.csv", content, cast.province_office, cast.province_clerk).blocked
    found = figures(scope_of(cast.province), cast.province, period_from("2008"), [known_indicator("first-included-areas")])
    first = found["first-included-areas"].measured
    assert (first.printed, first.names) == ("20060201", ("990100",))
    answer = cast.client("province_clerk").get("/indicators/first-included-areas/?area=990000&period=2008").content.decode()
    assert "示例县" in answer
    listed = cast.client("province_clerk").get("/indicators/first-included-areas/rows/base/?area=990000&period=2008")
    assert all(plan in listed.content.decode() for plan in ("示例县发展规划", "邻县发展规划"))


def test_p010_the_office_sees_what_is_open_and_past_its_day_by_kind_of_work_and_keeps_nothing_of_it(cast) -> None:
    today = timezone.localdate()
    plan_of(cast)
    chased(cast, "旧事项", "县财政局", due=today - timedelta(days=3), on=today - timedelta(days=20))
    chased(cast, "新事项", "县财政局", due=today + timedelta(days=90), on=today)
    line = "地区,问题编号,问题,来源,登记日期,责任单位,性质,分派日期,整改期限"
    kept(cast, "problem-list", line, f"示例县,1,台账不全,督查,{today - timedelta(days=40)},县教育局,一般,"
         f"{today - timedelta(days=40)},{today - timedelta(days=10)}")  # fmt: skip
    head = "地区,年度,序号,总结日期,待加强事项"
    kept(cast, "half-year-point", head, f"示例县,2026,半-1,{today - timedelta(days=60)},宣传不够")
    publications.begin("briefing", area="990100", period="2025H1", office=cast.office, by=cast.clerk)
    kinds = {kind.name: kind for kind in office_work(scope_of(cast.county), rights_of(cast.clerk), today)}
    assert {name: (kind.count, kind.overdue) for name, kind in kinds.items()} == {
        "规划部署": (2, 1), "组织协调": (0, 0), "指导监督": (1, 1), "考核检查": (0, 0), "督办": (2, 1), "专报": (1, 0),
    }  # fmt: skip
    first = kinds["督办"].works[0]
    assert ("旧事项" in first.subject, first.assignee, first.state) == (True, "县财政局", "在办")
    shown = page(cast, "/office/")
    assert all(said in shown for said in ("指导监督", "台账不全", "督办台账", "逾期"))


def test_p191_what_a_county_exports_is_returned_yearly_and_shares_rise_in_points(cast) -> None:
    head = "地区,年度,期末日期,产品类别,档次,自主品牌,出口额（万元）,附加值率,发布单位"
    lines = [
        "示例县,2024,2024-12-31,茶叶,高,是,200,45,海关", "示例县,2024,2024-12-31,服装,低,否,800,12,海关",
        "示例县,2025,2025-12-31,茶叶,高,是,300,46,海关", "示例县,2025,2025-12-31,服装,低,否,900,12,海关",
        "示例县,2025,2025-12-31,家具,未分档,否,300,,海关",
    ]  # fmt: skip
    kept(cast, "export-structure", head, *lines)
    names = ("export-own-brand-rate", "export-own-brand-change", "export-high-added-rate", "export-high-added-change")
    assert [printed(cast, name, "2025") for name in names] == ["20.0", "0.0", "25.0", "5.0"]
    assert printed(cast, "export-high-added-change", "2024") == ""  # nothing is known of the year before
    assert "个百分点" in page(cast, "/indicators/export-high-added-change/?area=990100&period=2025")


def test_r089_a_rule_is_drafted_compared_put_to_comment_and_not_in_force_before_it_is_issued(cast) -> None:
    head = (
        "地区,标题,立项或发布日期,种类,类别,制定机关,起草单位,第几稿,"
        "征求意见开始,征求意见截止,收到意见,采纳意见,文号,发布日期,施行日期"
    )
    line = "示例县,用能计量监督管理办法,2025-01-15,规章,计量,县政府,县市场监管局,{},2025-03-01,2025-04-05,{},{},{}"
    [row] = kept(cast, "policy-document", head, line.format(1, "", "", ",,"))
    row = go(cast, row, ("起草", date(2025, 2, 1)), ("征求意见", date(2025, 3, 1)))
    texts = ("办法\n第一条 单位应当检定计量器具。\n第二条 罚款。\n", "办法\n第一条 单位应当每年检定计量器具。\n第二条 罚款。\n")
    drafts = [factories.document(cast.office, cast.clerk, text, name=f"第{n}稿.txt") for n, text in enumerate(texts, 1)]
    shown = page(cast, f"/documents/{drafts[1].pk}/compare/?old={drafts[0].pk}")
    assert all(said in shown for said in ("改动 1 条", "<ins>每年</ins>", "没有变的 2 条", "第一条"))
    kept(cast, "policy-document", head, line.format(2, 20, 13, ",,"))
    row = go(cast, row, ("修改", date(2025, 4, 20)), ("合法性审核", date(2025, 5, 10)), ("审议", date(2025, 6, 10)))
    assert printed(cast, "draft-comments-adopted-rate", "2025") == "65.0"
    assert (printed(cast, "documents-being-drafted", "2025"), printed(cast, "documents-in-force", "2025")) == ("1", "")
    with pytest.raises(Fault, match="文号"):
        go(cast, row, ("印发", date(2025, 8, 15)), approver="李县长", document="常务会议纪要")
    kept(cast, "policy-document", head, line.format(2, 20, 13, "示府令3号,2025-08-15,2025-10-01"))
    row = go(cast, row, ("印发", date(2025, 8, 15)), approver="李县长", document="常务会议纪要")
    assert go(cast, row, ("施行", date(2025, 10, 1))).state == "施行"
    assert (printed(cast, "documents-being-drafted", "2025"), printed(cast, "documents-in-force", "2025")) == ("", "1")
