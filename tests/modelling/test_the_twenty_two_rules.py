"""The modelling rules that the documents force, one test each, under the number that the mission gives it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import factories
from core.extracting.building import as_cleaned
from zhiheng.core import find_items
from zhiheng.core.checking import checked_row
from zhiheng.core.measuring.tallying import Rate, change, chosen, not_done, printed, tallied, whole
from zhiheng.core.scheduling import in_force_on, taken_step
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.lifecycles import AskedStep, Passage, Step
from zhiheng.core.values.lookups import Lookups
from zhiheng.core.values.registers import CheckedRow, Register, usable
from zhiheng.definitions import lexicons
from zhiheng.definitions.indicators import indicator_from
from zhiheng.definitions.registers import registers
from zhiheng.directory import actions as directory
from zhiheng.registers.actions import import_file

AREAS = {name: name for name in ("甲市", "乙市", "丙市", "丁市")}


def kept(slug: str, **cells: object) -> CheckedRow:
    """A row of a register, as it would be kept."""
    known = Lookups(areas=AREAS, enterprise=lambda name: sum(map(ord, name)))
    units = dict.fromkeys(registers()[slug].of_type("money"), "元")
    return checked_row(registers()[slug], {"area": "甲市"} | cells, known=known, units=units)


def seen(slug: str, **cells: object) -> dict[str, Any]:
    """A row as figures see it; one that is refused is no row."""
    row = kept(slug, **cells)
    assert not row.blocked, row.problems
    return usable(registers()[slug], row.values)


def training(**cells: object) -> dict[str, Any]:
    return {"title": "培训", "kind": "业务", "organiser": "甲局", "held_from": "2025-03-01"} | cells


def statistics(text: str) -> list[Any]:
    return find_items(as_cleaned(text), lexicons()).statistics


def test_1_persons_and_person_times_are_two_measures_and_never_add(tmp_path: Any) -> None:
    says = [problem.says for problem in kept("training", **training(persons="5048人次")).problems]
    assert any("单位不是“人”" in one for one in says)
    file = tmp_path / "indicators" / "mixed.toml"
    file.parent.mkdir()
    head = 'name = "人"\nsource = {document = "甲"}\nfrom = "training"\n'
    file.write_text(head + 'measure = "sum person_times"\nprint = {unit = "人"}\n', "utf-8")
    with pytest.raises(Fault, match="人次"):
        indicator_from(file, registers())


def test_2_what_is_of_the_year_and_what_is_cumulative_differ() -> None:
    rows = [seen("training", **training(held_from=f"{year}-05-01")) for year in (2006, 2007, 2008)]
    assert tallied("count", chosen(rows, {"held_from": {"min": "2006-01-01", "max": "2008-12-31"}})) == 3
    assert tallied("count", chosen(rows, {"held_from": {"min": "2008-01-01", "max": "2008-12-31"}})) == 1


def test_3_what_is_in_force_on_a_day_is_not_what_is_new() -> None:
    policies = registers()["quality-insurance"]
    cells = {"enterprise": "甲", "product": "灯", "insurer": "保"}
    first = seen("quality-insurance", **cells, policy_no="1", **{"from": "2024-01-01", "to": "2024-12-31"})
    second = seen("quality-insurance", **cells, policy_no="2", **{"from": "2025-01-01", "to": "2025-12-31"})
    on_a_day = [row for row in (first, second) if in_force_on(policies, row, date(2024, 12, 1))]
    assert on_a_day == [first]
    assert not in_force_on(policies, first, date(2024, 12, 31))
    assert chosen((first, second), {"from": {"min": "2025-01-01"}}) == [second]


def test_4_the_difference_of_rates_is_in_points_and_nothing_grows_in_percent_from_zero() -> None:
    assert change(Decimal("87.9"), Decimal("87.4"), within="points") == Decimal("0.5")
    assert change(Decimal(115), Decimal(100), within="percent") == 15
    assert change(Decimal(5), Decimal(0), within="percent") is None
    assert change(Decimal(5), None, within="points") is None


def test_5_a_qualifier_stays_with_its_number_and_more_is_written_by_rounding_down() -> None:
    row = kept("training", **training(persons="580多人", person_times="不少于5000人次"))
    assert (row.values["persons"], row.marks["persons"]) == (580, {"qualifier": "多"})
    assert row.marks["person_times"] == {"qualifier": "以上"}
    assert printed(Decimal(10_250_000_00), scale=1_000_000_00, qualifier="多") == "10多"
    assert printed(Decimal(10_000_000_00), scale=1_000_000_00, qualifier="多") == "10"


def test_6_money_is_whole_fen_and_areas_and_masses_have_one_unit() -> None:
    assert kept("donation", event="灾", donor="甲", amount="332.67万元", given_on="2008-05-20").values["amount"] == 332_670_000
    title = kept("project-title", project="甲", title="绿色建筑", area_m2="2.5万平方米")
    assert title.values["area_m2"] == "25000"
    assert kept("carbon-quota", enterprise="甲", year=2024, coal="1.2万吨").values["coal"] == "12000"


def test_7_a_rate_names_its_base() -> None:
    rate = Rate(numerator=Decimal(784), denominator=Decimal(892), base="批次")
    assert (printed(rate.percent, decimals=1), rate.in_words) == ("87.9", "784／892 批次")
    with pytest.raises(ValueError, match="base"):
        Rate(numerator=Decimal(1), denominator=Decimal(2), base="")


def test_8_all_but_one_is_a_set_and_nothing_is_whole_where_nobody_knows_who_was_due() -> None:
    due = ["甲市", "乙市", "丙市"]
    done = [seen("training", **training(area=area)) for area in ("甲市", "丙市")]
    assert not_done(due, done, "area") == ["乙市"]
    assert (whole(due, done, "area"), whole(["甲市"], done, "area"), whole([], done, "area")) == (False, True, None)


def test_9_who_is_counted_counts_once_however_many_rows() -> None:
    event = {"title": "进企业", "kind": "六进", "place_kind": "企业", "year": 2025, "host": "办", "held_from": "2025-03-01"}
    rows = [seen("theme-event", **event, enterprises=names) for names in ("甲厂、乙厂", "乙厂、丙厂、乙厂")]
    assert tallied("distinct enterprises", rows) == 3
    assert tallied("distinct area", rows) == 1


def test_10_a_joint_action_counts_once_credited_to_its_lead() -> None:
    case = registers()["enforcement-case"]
    row = seen("enforcement-case", no="1", domain="食品", lead="甲局", partners="乙局、丙局", found_on="2025-03-01")
    assert case.credit == "lead"
    assert tallied("count", [row]) == 1
    assert [tallied("count", chosen([row], {case.credit: body})) for body in ("甲局", "乙局")] == [1, 0]
    assert tallied("distinct partners", [row]) == 2


def test_11_filed_is_part_of_found_and_no_part_exceeds_its_whole() -> None:
    campaign = {"no": "1", "campaign": "甲", "checked_on": "2025-03-01"}
    assert kept("special-campaign", **campaign, found=5, filed=6).blocked
    assert not kept("special-campaign", **campaign, found=1455, filed=412).blocked
    case = {"no": "1", "domain": "食品", "filed_on": "2025-03-01"}
    assert kept("enforcement-case", **case, found_on="2025-03-05").blocked
    assert kept("training", **training(persons=10, passed=11)).blocked


def test_12_a_missing_lead_stays_missing_and_a_list_with_more_to_come_stays_open() -> None:
    row = kept("enforcement-case", no="1", domain="食品", found_on="2025-03-01", partners="乙局、丙局等")
    assert (row.blocked, row.values["lead"]) == (False, None)
    assert (row.values["partners"], row.marks["partners"]) == (["乙局", "丙局"], {"open_ended": True})


@pytest.mark.django_db
def test_13_a_body_that_is_renamed_is_the_same_body_and_known_by_both_names() -> None:
    cast = factories.cast()
    body = directory.add_organisation(cast.county, "县质量技术监督局", cast.clerk)
    directory.change_names(body, "县市场监督管理局", [], cast.clerk)
    body.refresh_from_db()
    assert (body.name, "县质量技术监督局" in body.aliases) == ("县市场监督管理局", True)
    assert directory.add_organisation(cast.county, "县市场监督管理局", cast.clerk).pk == body.pk


def test_14_unknown_is_not_zero() -> None:
    assert kept("training", **training(persons="")).values["persons"] is None
    assert tallied("sum persons", [seen("training", **training())]) is None
    assert (tallied("mean persons", []), printed(None)) == (None, "")
    assert Rate(numerator=Decimal(0), denominator=Decimal(0), base="批次").percent is None


@pytest.mark.django_db
def test_15_one_document_has_one_cut_off_and_every_figure_in_it_opens() -> None:
    cast = factories.cast()
    sheet = "检查编号,专项行动,地区,检查日期,出动人次,查处案件,立案,罚款（元）\n1,农资,示例县,2025-01-05,10,2,1,5000"
    import_file("special-campaign", "a.csv", sheet.encode(), cast.office, cast.clerk)
    clerk, about = cast.client("clerk"), {"area": "990100", "period": "2025-01-01..2025-07-25"}
    draft = clerk.get("/publications/write/inspection-bulletin/", about).context["draft"]
    assert (draft.period.end, len(draft.counted)) == (date(2025, 7, 25), 5)
    for name, figure in draft.counted.items():
        opened = clerk.get(f"/indicators/{name}/", about).context["open"]
        assert (opened.run, opened.measured.rows) == (figure.run, 1)


NAMES = ["实施百镇千村工程。", "推进三年行动。", "开展六大专项整治。", "举办3·15活动。", "百城万店无假货活动。"]


@pytest.mark.parametrize("name", NAMES)
def test_16_numbers_in_names_are_no_figures(name: str) -> None:
    assert statistics(name) == []


@pytest.mark.parametrize("words", ["信息报送数量比去年有较大提高。", "部分市县召开了会议。", "定期开展检查。", "及时处理投诉。"])
def test_17_words_without_a_number_stay_words(words: str) -> None:
    assert statistics(words) == []


@pytest.mark.parametrize("typed", ["2-3个", "2至3"])
def test_18_damaged_numbers_and_placeholders_wait_for_a_person(typed: str) -> None:
    row = kept("training", **training(persons=typed))
    assert (row.values["persons"], row.blocked) == (None, False)
    assert row.marks["persons"]["open"] == ["2", "3"]
    assert kept("training", **training(held_from="20XX年3月")).values["held_from"] is None


def test_19_near_names_are_separate_measures() -> None:
    talk = {"title": "廉政教育", "organiser": "甲局", "held_from": "2008-06-01", "occasions": 1}
    rows = [seen("training", **talk, kind=kind) for kind in ("党课", "事迹报告会", "警示教育")]
    assert [tallied("sum occasions", chosen(rows, {"kind": kind})) for kind in ("事迹报告会", "警示教育")] == [1, 1]


def test_20_a_regime_that_ended_stays_true_for_past_days_and_is_refused_afterwards() -> None:
    ended = [
        (register.id, key, code)
        for register in registers().values()
        for key, codes in register.codes.items()
        for code in codes
        if code.until
    ]
    assert ended
    for _, _, code in ended:
        assert code.valid_on(code.until)
        assert not code.valid_on(date(2100, 1, 1))


SEVERE = ("吊销", "撤销", "责令停", "停产", "列入", "摘牌", "收回", "解聘")


def severe_steps() -> list[tuple[Register, Step]]:
    return [
        (register, step)
        for register in registers().values()
        if register.lifecycle
        for step in register.lifecycle.steps
        if step.end.startswith(SEVERE) and step.start != "申诉"  # there a measure is withdrawn
    ]


def test_21_a_severe_measure_is_never_automatic() -> None:
    assert len(severe_steps()) > 5
    for register, step in severe_steps():
        assert step.approval, f"{register.id}: {step.start} → {step.end}"
        asked = AskedStep(to=step.end, on=date(2025, 3, 1), reason="因故", evidence=1)
        values = dict.fromkeys(register.fields, "有")
        taken = taken_step(register, step.start, values, (Passage(step.start, date(2025, 1, 1)),), asked, date(2025, 3, 1))
        assert any("须由人批准" in one for one in taken.problems)
    for register in registers().values():
        opened = [step.opens.register for step in register.lifecycle.steps if step.opens] if register.lifecycle else []
        for slug in opened:  # what a step opens begins at the beginning: no measure is taken by it
            lifecycle = registers()[slug].lifecycle
            assert lifecycle is None or not lifecycle.start.startswith(SEVERE)


def test_22_reporters_persons_numbers_and_risk_classes_are_never_public() -> None:
    restricted = ("举报人", "身份证", "证件号", "联系电话", "手机", "风险等级", "风险类别", "线索人")
    for register in registers().values():
        shown = set(register.public.fields) if register.public else set()
        for key, field in register.fields.items():
            if field.personal or field.name.startswith(restricted):
                assert key not in shown, f"{register.id}.{key}"
            if field.name.startswith(("举报人", "身份证", "证件号", "联系电话", "手机")):
                assert field.personal, f"{register.id}.{key} is masked by nobody"
