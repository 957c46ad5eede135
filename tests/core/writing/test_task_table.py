"""The 任务分解表: columns, words, and what stands beside which duty."""

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.core.values.breakdown import BreakdownRow
from zhiheng.core.values.reading import Deadline, Heading, Meta, Reading, Source, Target, Task
from zhiheng.core.values.tables import Column, Table
from zhiheng.core.writing import breakdown_table, rows_of_reading, target_text
from zhiheng.core.writing.layout import lines_needed, merged_runs, paged, text_width

ITEM = {"section": "一、提升质量/（一）抓农产品", "quote": "", "confidence": 1.0}


def target(**changes):
    given = {
        **ITEM, "start": 100, "end": 110, "indicator": "抽检合格率", "comparator": ">=", "value": 98, "unit": "%"
    }
    return Target(**{**given, **changes})


def task(**changes):
    given = {**ITEM, "start": 120, "end": 140, "quote": "（牵头单位：省甲厅）", "text": "抓好抽检。"}
    return Task(**{**given, **changes})


def reading(targets=(), tasks=()):
    outline = [
        Heading(level=1, number="一", heading="提升质量", start=0, end=6),
        Heading(level=2, number="(一)", heading="抓农产品", start=10, end=18),
        Heading(level=2, number="(二)", heading="抓工程", start=200, end=208),
    ]
    return Reading(
        source=Source(name="a.txt", sha256="", chars=300), meta=Meta(), text="", repairs=[], outline=outline,
        targets=list(targets), qualitative_targets=[], tasks=list(tasks), mechanisms=[], rules=[], statistics=[],
    )


def test_the_table_has_the_thirteen_columns_of_the_offices():
    table = breakdown_table([], "示例县任务分解表")
    assert [column.name for column in table.columns] == [
        "序号", "类别", "重点任务", "具体举措", "量化目标", "牵头单位", "责任（配合）单位",
        "责任领导", "责任人及电话", "季度形象进度", "完成时限", "依据条款", "备注",
    ]


def test_units_are_listed_with_the_first_leading_and_the_note_says_so():
    row = BreakdownRow(lead_units=("县甲局", "县乙局"), units=("县丙局",), open_ended=True)
    table = breakdown_table([row], "表")
    assert table.rows[0]["lead_units"] == "县甲局、县乙局"
    assert table.rows[0]["units"] == "县丙局等"
    assert table.note == "注：列首位的为牵头单位。"


def test_no_note_stands_where_no_row_has_two_leads():
    assert breakdown_table([BreakdownRow(lead_units=("县甲局",))], "表").note == ""
    assert breakdown_table([BreakdownRow(lead_units=("各市县", "各部门"))], "表").note == ""


def test_progress_names_its_quarters():
    row = BreakdownRow(progress=("制定方案", "", "完成六成"))
    assert breakdown_table([row], "表").rows[0]["progress"] == "一季度：制定方案\n三季度：完成六成"


@pytest.mark.parametrize(
    ("changes", "printed"),
    [
        ({"hold": True}, "抽检合格率≥98%（稳定）"),
        ({"comparator": "=", "value": 100}, "抽检合格率=100%"),
        ({"indicator": "地方标准", "comparator": "=", "value": 100, "unit": "项"}, "地方标准：100项"),
        ({"indicator": "示范区", "comparator": "range", "value": [2, 3], "unit": "个"}, "示范区：2—3个"),
        ({"indicator": "投诉量", "comparator": "<=", "value": 30, "unit": "件"}, "投诉量≤30件"),
        ({"comparator": "≈", "value": 97.5}, "抽检合格率约97.5%"),
        ({"kind": "change", "value": -2, "unit": "个百分点"}, "抽检合格率降低≥2个百分点"),
        ({"indicator": "产值增长", "kind": "change", "value": 8}, "产值增长≥8%"),
        ({"scope": "食品"}, "抽检合格率（食品）≥98%"),
        ({"indicator": "食品抽检合格率", "scope": "食品"}, "食品抽检合格率≥98%"),
    ],
)
def test_a_target_is_printed_as_people_write_it(changes, printed):
    assert target_text(target(**changes)) == printed


def test_a_row_stands_under_its_headings_with_its_clause():
    row = rows_of_reading(reading(tasks=[task()]))[0]
    assert (row.category, row.task, row.clause) == ("一、提升质量", "（一）抓农产品", "一（一）")
    assert row.measures == "抓好抽检。"


def test_a_target_goes_to_the_assignment_that_closes_its_paragraph():
    first, second = task(), task(start=170, end=190)
    rows = rows_of_reading(reading([target(), target(start=150, end=160, value=96)], [first, second]))
    assert [row.targets for row in rows] == [("抽检合格率≥98%",), ("抽检合格率≥96%",)]


def test_a_target_inside_a_duty_in_prose_belongs_to_that_duty():
    prose = task(quote="县甲局要使抽检合格率达到98%以上。", start=95, end=118)
    rows = rows_of_reading(reading([target()], [prose, task()]))
    assert [len(row.targets) for row in rows] == [1, 0]


def test_a_target_that_no_duty_claims_keeps_a_row_of_its_own():
    rows = rows_of_reading(reading([target(section="一、提升质量/（二）抓工程", start=210, end=220)], [task()]))
    assert [(row.task, row.targets) for row in rows] == [("（一）抓农产品", ()), ("（二）抓工程", ("抽检合格率≥98%",))]
    assert rows[1].remark == "未列责任单位"


def test_the_deadline_of_a_row_is_its_own_else_that_of_its_targets():
    by_2020 = Deadline(year=2020, text="到2020年")
    own = task(deadline=Deadline(due_on="2026-12-31"))
    assert rows_of_reading(reading([target(deadline=by_2020)], [own]))[0].due == "2026年12月31日前"
    assert rows_of_reading(reading([target(deadline=by_2020)], [task()]))[0].due == "到2020年"


def test_targets_of_different_years_carry_their_year():
    targets = [
        target(deadline=Deadline(year=2025)),
        target(start=111, end=115, value=99, deadline=Deadline(year=2027)),
    ]
    row = rows_of_reading(reading(targets, [task()]))[0]
    assert row.targets == ("抽检合格率≥98%（2025年）", "抽检合格率≥99%（2027年）")


def test_a_task_without_a_lead_says_so():
    row = rows_of_reading(reading(tasks=[task(responsible_units=["省甲厅"])]))[0]
    assert row.remark == "未列牵头单位"


@given(st.lists(st.integers(0, 290), max_size=8), st.lists(st.integers(0, 290), max_size=8))
def test_every_task_and_every_target_stands_in_exactly_one_row(targets, tasks):
    read = reading(
        [target(start=at, end=at + 3, value=number) for number, at in enumerate(targets)],
        [task(start=at, end=at + 5, text=f"举措{number}") for number, at in enumerate(tasks)],
    )
    rows = rows_of_reading(read)
    assert sorted(text for row in rows for text in row.targets) == sorted(map(target_text, read.targets))
    assert sorted(row.measures for row in rows if row.measures) == sorted(one.text for one in read.tasks)


@pytest.mark.shared
def test_the_opinions_of_2018_become_rows_with_all_their_targets(shared):
    gold = json.loads((shared / "gold" / "001.json").read_text("utf-8"))
    targets = [
        target(
            section=one["section"], start=one["start"], end=one["end"], indicator=one["indicator"],
            comparator=one["comparator"].removeprefix("stable"), value=one["value"], unit=one["unit"],
        )
        for one in gold["targets"]
    ]
    tasks = [
        task(section=one["section"], start=one["start"], end=one["end"], quote=one["quote_of_assignment"])
        for one in gold["tasks"]
    ]
    rows = rows_of_reading(reading(targets, tasks))
    assert len(rows) == len(tasks) == 34
    assert sum(len(row.targets) for row in rows) == 34


# ── Layout ──


def test_chinese_counts_two_and_wraps_before_the_edge():
    assert text_width("合格率98%") == 9
    assert lines_needed("省市场监管局", 12) == 1
    assert lines_needed("省市场监管局等", 12) == 2
    assert lines_needed("一\n二", 12) == 2


def test_a_full_stop_never_begins_a_line():
    assert lines_needed("省市场监管局。省", 12) == 2


@given(st.text(alphabet="质量abc12,。 \n", max_size=60), st.integers(4, 30))
def test_text_never_needs_more_lines_than_characters_nor_fewer_than_its_width(text, width):
    needed = lines_needed(text, width)
    assert needed >= sum(max(1, -(-text_width(line) // width)) for line in text.split("\n")) - text.count(" ")
    assert needed <= len(text) + 1


def test_cells_are_joined_within_their_category_and_page_only():
    columns = (Column(key="a", name="甲", merge=True), Column(key="b", name="乙", merge=True))
    rows = [{"a": "一", "b": "x"}, {"a": "一", "b": "x"}, {"a": "二", "b": "x"}, {"a": "二", "b": ""}, {"a": "二"}]
    assert merged_runs(rows, columns) == [(0, 0, 1), (0, 2, 4), (1, 0, 1), (1, 2, 2), (1, 3, 3), (1, 4, 4)]


def test_a_joined_cell_ends_with_its_page():
    columns = (Column(key="a", name="甲", merge=True), Column(key="b", name="乙"))
    table = Table(title="表", columns=columns, rows=({"a": "一", "b": "行"},) * 5)
    laid = paged(table, lambda text, width: 100, first_page=200, next_pages=300)
    assert laid.starts == [2]
    assert laid.runs == [(0, 0, 1), (0, 2, 4)]


@given(st.lists(st.sampled_from(["", "短", "一、很长很长的类别名称" * 3]), max_size=12), st.integers(1, 12))
def test_joined_cells_have_room_for_their_text_and_no_page_overflows(categories, lines):
    columns = (Column(key="a", name="甲", width=8, merge=True), Column(key="b", name="乙"))
    table = Table(title="表", columns=columns, rows=tuple({"a": text, "b": "行\n" * lines} for text in categories))

    def height(text, width):
        return 10.0 * lines_needed(text, width)

    heights, starts, runs = paged(table, height, 200, 300)
    for index, first, last in runs:
        assert sum(heights[first : last + 1]) >= height(table.rows[first]["a"], columns[index].width)
    for number, (first, after) in enumerate(pairwise([0, *starts, len(heights)])):
        assert sum(heights[first:after]) <= (200 if number == 0 else 300) or after - first == 1
