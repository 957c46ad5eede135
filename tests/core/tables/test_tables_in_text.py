"""Tables in plain text, and what stands in a cell beside what the table itself says."""

import pytest

from core.extracting.building import as_cleaned
from zhiheng.core.extracting import extract
from zhiheng.core.values.reading import Items
from zhiheng.definitions import lexicons

ROWS = [
    ["序号", "重点任务", "牵头单位", "责任单位", "完成时限"],
    ["1", "修订质量奖评审细则", "县市场监管局", "县司法局、县财政局", "2026年底前"],
    ["2", "检查电动自行车销售门店", "县市场监管局", "县公安局", "2026年9月底前"],
]


def items(text: str) -> Items:
    return extract(as_cleaned(text, "scheme"), lexicons())


def parted(joint: str) -> str:
    return "任务表\n" + "\n".join(joint.join(row) for row in ROWS)


@pytest.mark.parametrize(
    "text",
    [
        parted("\t"),
        parted(" | "),
        "任务表\n" + "\n".join("| " + " | ".join(row) + " |" for row in [ROWS[0], ["---"] * 5, *ROWS[1:]]),
        parted("  "),
        parted(" "),
        parted("\n"),
    ],
    ids=["tabs", "pipes", "markdown", "two blanks", "one blank", "a line each"],
)
def test_a_table_in_plain_text_is_read_by_its_columns(text: str) -> None:
    found = items(text).tasks
    assert [(t.text, t.lead_units, t.responsible_units, t.deadline and t.deadline.due_on) for t in found] == [
        ("修订质量奖评审细则", ["县市场监管局"], ["县司法局", "县财政局"], "2026-12-31"),
        ("检查电动自行车销售门店", ["县市场监管局"], ["县公安局"], "2026-09-30"),
    ]


def test_lines_of_which_one_is_missing_are_not_guessed_into_columns() -> None:
    lines = [cell for row in ROWS for cell in row]
    lines.remove("县公安局")
    assert [task.text for task in items("任务表\n" + "\n".join(lines)).tasks] == ["修订质量奖评审细则"]


def test_a_sentence_that_names_columns_is_no_table() -> None:
    assert not items("各表分 序号 重点任务 牵头单位 责任单位 四栏填写。\n请于下周报送。").tasks


def test_a_number_in_a_duty_is_a_target_once_and_takes_the_time_of_its_row() -> None:
    found = items(
        "任务表\n序号\t重点任务\t牵头单位\t完成时限\n1\t培训企业质量骨干，电梯定检率达到98%以上\t县市场监管局\t2027年底前\n"
        "2\t改造检测实验室，检测效率提高20%\t县科技局\t2026年底前"
    )
    assert [(t.value, t.unit, t.deadline and t.deadline.year) for t in found.targets] == [(98, "%", 2027), (20, "%", 2026)]
    assert len(found.tasks) == 2
    assert not found.statistics


def test_a_column_whose_name_is_only_near_a_known_one_is_flagged() -> None:
    found = items("序号\t街道重点任务清单\t牵头落实单位\n1\t整治占道经营\t城管中队").tasks
    assert [(task.lead_units, "列名把握不足，请核对各列" in task.flags) for task in found] == [(["城管中队"], True)]


def test_a_number_that_cannot_be_read_is_kept_in_words_and_flagged() -> None:
    found = items("序号\t指标名称\t2027年目标值\n1\t质量满意度\t较A类城市高0.5档\n2\t抽检合格率（%）\t98")
    assert [(goal.text, goal.flags) for goal in found.qualitative_targets] == [
        ("质量满意度较A类城市高0.5档", ["数值未能识别，请核对"]),
    ]
    assert [(target.value, target.unit) for target in found.targets] == [(98, "%")]


def test_bare_years_are_goals_from_the_year_of_issue_on_and_facts_before() -> None:
    found = items("指标\t单位\t2025年\t2026年\t2027年\n培训覆盖率\t%\t70\t80\t90")
    assert [(t.value, t.deadline and t.deadline.year) for t in found.targets] == [(80, 2026), (90, 2027)]
    assert [(s.value, s.period and s.period.text) for s in found.statistics] == [(70, "2025年")]


@pytest.mark.parametrize(
    ("said", "year", "due"),
    [
        ("2026年12月31日", 2026, "2026-12-31"), ("2026.6", 2026, "2026-06-30"), ("2026/2/28前", 2026, "2026-02-28"),
        ("2026年2月", 2026, "2026-02-28"), ("2027年3季度", 2027, "2027-09-30"), ("2027年上半年", 2027, "2027-06-30"),
        ("2025—2027年", 2027, None), ("2027", 2027, None), ("每年6月底前", None, None), ("持续推进", None, None),
    ],
)  # fmt: skip
def test_a_time_in_a_cell_is_the_last_day_that_its_words_allow(said: str, year: int | None, due: str | None) -> None:
    (task,) = items(f"重点任务\t牵头单位\t完成时限\n清理标识标牌\t县市场监管局\t{said}").tasks
    assert task.deadline
    assert (task.deadline.year, task.deadline.due_on, task.deadline.text) == (year, due, said)


@pytest.mark.parametrize(
    ("said", "comparator", "value", "unit", "kind", "basis"),
    [
        ("≥ 98", ">=", 98, "%", "level", None), ("98以上", ">=", 98, "%", "level", None),
        ("[12]", "=", 12, "%", "level", "cumulative"),
        ("80–85", "range", [80, 85], "%", "level", None), ("0.5‰以下", "<=", 0.5, "‰", "level", None),
        ("不高于3", "<=", 3, "%", "level", None), ("年均增长5%", "=", 5, "%", "change", "annual"),
        ("1,200", "=", 1200, "%", "level", None),
    ],
)  # fmt: skip
def test_a_cell_of_figures_says_how_its_number_binds(
    said: str, comparator: str, value: object, unit: str, kind: str, basis: str | None
) -> None:
    (target,) = items(f"指标名称\t单位\t2027年目标值\n检定覆盖率\t%\t{said}").targets
    assert (target.comparator, target.value, target.unit, target.kind, target.basis) == (comparator, value, unit, kind, basis)


@pytest.mark.parametrize("said", ["前10名", "达到全国平均水平", "持续提升", "全覆盖"])
def test_a_goal_in_words_is_no_number(said: str) -> None:
    found = items(f"指标名称\t2027年目标值\n服务质量位次\t{said}")
    assert not found.targets
    assert [goal.text for goal in found.qualitative_targets] == ["服务质量位次" + said]
