"""指标表 and 分工表: each cell into its field, with tabs between cells or flattened to a cell a line."""

import pytest

from core.extracting.building import as_cleaned
from zhiheng.core.extracting import extract
from zhiheng.core.values.reading import Items
from zhiheng.definitions import lexicons

DUTIES = [
    ["序号", "重点任务", "牵头单位", "责任单位", "完成时限"],
    ["1", "建设县级计量中心", "县市场监管局", "县财政局、县科技局", "2027年6月底前"],
    ["2", "开展质量培训", "县总工会", "——", "长期坚持"],
    ["", "", "", "各镇人民政府等", "2026年底前"],
]
INDICATORS = [
    ["序号", "指标", "单位", "2024年现状", "2027年目标", "属性"],
    ["1", "农产品抽检合格率", "%", "97.5", "98.5以上", "预期性"],
    ["2", "有效发明专利", "件", "——", "500", "预期性"],
    ["3", "质量满意度（分）", "", "80", "≥82", "约束性"],
    ["4", "新增绿色工厂", "家", "", "3-5", "预期性"],
]


def read(rows: list[list[str]], before: str = "县质量工作任务表", joint: str = "\t") -> Items:
    return extract(as_cleaned("\n".join([before, *(joint.join(row) for row in rows)])), lexicons())


def test_a_row_of_a_duty_table_is_one_task_with_its_units_and_its_time() -> None:
    first, second, third = read(DUTIES).tasks
    assert (first.text, first.lead_units, first.responsible_units) == (
        "建设县级计量中心", ["县市场监管局"], ["县财政局", "县科技局"],
    )
    assert first.deadline
    assert first.deadline.due_on == "2027-06-30"
    assert (second.lead_units, second.responsible_units) == (["县总工会"], [])
    assert second.deadline
    assert (second.deadline.year, second.deadline.text) == (None, "长期坚持")
    assert (third.text, third.responsible_units, third.open_ended) == ("开展质量培训", ["各镇人民政府"], True)


def test_goal_columns_are_targets_and_columns_of_today_are_statistics() -> None:
    items = read(INDICATORS)
    assert [(t.indicator, t.comparator, t.value, t.unit, t.baseline) for t in items.targets] == [
        ("农产品抽检合格率", ">=", 98.5, "%", 97.5),
        ("有效发明专利", "=", 500, "件", None),
        ("质量满意度", ">=", 82, "分", 80),
        ("新增绿色工厂", "range", [3, 5], "家", None),
    ]
    assert {t.deadline and t.deadline.year for t in items.targets} == {2027}
    assert [(s.measure, s.value, s.period and s.period.text) for s in items.statistics] == [
        ("农产品抽检合格率", 97.5, "2024年"), ("质量满意度", 80, "2024年"),
    ]


def test_a_table_flattened_to_lines_is_put_together_again_and_flagged() -> None:
    lines = ["2024年现状", "2027年目标", "指标", "属性", "1", "污水处理率（%）", "90", "95", "约束性", "2",
             "绿色建筑占比（%）", "——", "城区≥60", "乡镇≥40", "预期性"]  # fmt: skip
    items = read([[line] for line in lines])
    assert [(t.indicator, t.scope, t.value, t.baseline) for t in items.targets] == [
        ("污水处理率", None, 95, 90), ("绿色建筑占比", "城区", 60, None), ("绿色建筑占比", "乡镇", 40, None),
    ]
    assert all(any("表格" in flag for flag in t.flags) for t in items.targets)


@pytest.mark.parametrize("rows", [[["一", "二"], ["三", "四"]], [["姓名", "单位"], ["张三", "县财政局"]], [["合计", "12"]]])
def test_a_table_that_promises_nothing_gives_nothing(rows: list[list[str]]) -> None:
    items = read(rows)
    assert not items.targets
    assert not items.tasks
