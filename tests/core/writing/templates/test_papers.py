"""A template becomes a document: its blocks, its head and foot, its tables; the values it is given change none of that."""

from datetime import date

import msgspec
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from core.writing.templates.building import (
    HEAD,
    cells,
    given,
    met,
    paper,
    parts,
    said,
    template,
    text,
)
from zhiheng.core.values.papers import (
    Blank,
    Grid,
    Heading,
    NewPage,
    Paper,
    Paragraph,
    Picture,
    Words,
    text_of,
)
from zhiheng.core.writing.templates import ChartAsk, Rows, asked, written


def test_marks_of_markdown_become_blocks():
    found = paper("## 一级\n\n甲\n\n### 二级 {-}\n\n　　乙**丙**\n丁 A\nB\n\n---\n\n1. 子\n2. 丑\n\n##### 四级\n")
    assert found.title == "示例省工作通报"
    kinds = [(type(block).__name__, getattr(block, "level", 0)) for block in found.blocks]
    assert kinds == [
        ("Heading", 1), ("Paragraph", 0), ("Heading", 2), ("Paragraph", 0), ("NewPage", 0), ("Paragraph", 0), ("Paragraph", 0),
        ("Heading", 4),
    ]  # fmt: skip
    assert said(found) == "一级\n甲\n二级\n乙丙丁 A B\n1. 子\n2. 丑\n四级"
    assert [block.numbered for block in found.blocks if isinstance(block, Heading)] == [True, False, True]
    assert Words(text="丙", strong=True) in found.blocks[3].inlines
    assert isinstance(found.blocks[4], NewPage)


def test_a_figure_in_bold_stays_a_figure():
    found = paper('共**检查{{ figure("checks") }}**。', {"checks": "3"})
    assert [(one.text, one.strong) for one in found.blocks[0].inlines] == [
        ("共", False), ("检查", True), ("3次", True), ("。", False),
    ]  # fmt: skip


def test_bold_may_end_with_a_full_stop():
    line = paper("**执法检查。**{{ area }}；**重点**").blocks[0].inlines
    assert [(one.text, one.strong) for one in line] == [("执法检查。", True), ("示例省；", False), ("重点", True)]


def test_what_looks_like_markup_and_is_none_of_ours_stays_text():
    for typed in ("<b>甲</b>", "[甲](http://a)", "`甲`", "&nbsp;", "    四格缩进", "> 引", "http://a.cn"):
        assert text(typed) == typed.strip()
    for typed, printed in ((r"2\*3", "2*3"), ("2*3*4", "2*3*4"), (r"\**甲", "**甲"), ("_甲_", "_甲_")):
        assert text(typed) == printed


def test_lines_of_tags_leave_no_empty_line_and_tags_in_text_swallow_no_line_end():
    body = '甲{% if known("checks") %}乙{% endif %}\n\n丙\n{% if known("cases") %}\n丁\n{% endif %}\n戊'
    assert text(body, {"checks": "1"}) == "甲乙\n丙戊"
    assert text("{# 给改模板的人看 #}\n甲") == "甲"


def test_a_table_typed_in_markdown_keeps_its_figures_and_may_have_a_title():
    body = '表：检查情况\n\n| 项目 | 数量 |\n|:--|--:|\n| 检查 | {{ figure("checks") }} |\n| **立案** | {{ figure("cases") }} |\n'
    grid = paper(body, {"checks": "12", "cases": None}).blocks[0]
    assert isinstance(grid, Grid)
    assert (grid.title, [column.align for column in grid.columns]) == ("检查情况", ["left", "right"])
    assert cells(grid) == [["检查", "12次"], ["立案", "暂无数据"]]


def test_a_row_of_a_table_may_be_repeated():
    body = (
        '| 地区 | 次数 |\n|---|---|\n{% for one in lowest("checks", 9) %}\n'
        '| {{ one }} | {{ number("checks", area=one) }} |\n{% endfor %}\n'
    )
    grid = paper(body, {"checks areas": parts("checks", {"1": "5", "2": "3"})}).blocks[0]
    assert cells(grid) == [["文昌市", "3"], ["海口市", "5"]]


def test_a_table_by_areas_has_the_figure_of_the_whole_as_it_is_counted():
    body = '{{ area_table(["fines", "rate"], title="各市县情况", note="数据截至六月底") }}'
    values = {
        "fines areas": parts("fines", {"1": "0.004", "2": "0.004", "3": None}), "fines": "0.008",
        "rate areas": parts("rate", {"1": "80", "2": "100"}), "rate": "95.2",
    }  # fmt: skip
    grid = paper(body, values).blocks[0]
    assert [column.name for column in grid.columns] == ["地区", "fines数（万元）", "rate数（%）"]
    assert cells(grid) == [
        ["海口市", "0.00", "80.0"],
        ["文昌市", "0.00", "100.0"],
        ["白沙黎族自治县", "暂无数据", "暂无数据"],
        ["合计", "0.01", "95.2"],
    ]
    assert [one.area for row in grid.rows for line in row for one in line if hasattr(one, "area")][:2] == ["1", "1"]
    assert (grid.title, grid.note) == ("各市县情况", "数据截至六月底")


def test_a_table_by_parts_and_one_by_figures():
    assert cells(paper('{{ part_table("kinds") }}', {"kinds parts": parts("kinds", {"食品": "2"})}).blocks[0]) == [["食品", "2"]]
    body = '{{ figure_table(["checks", "rate"]) }}\n\n{{ figure_table(["checks"], against="") }}'
    values = {"checks": "12", "checks last-year": "10", "rate": "90", "rate last-year": None}
    with_change, without = paper(body, values).blocks
    assert [column.name for column in with_change.columns] == ["指标", "单位", "本期", "上年同期", "增减"]
    assert cells(with_change) == [
        ["checks数", "次", "12", "10", "增长20.0%"], ["rate数", "%", "90.0", "暂无数据", "上年同期暂无可比数据"],
    ]  # fmt: skip
    assert cells(without) == [["checks数", "次", "12"]]


def test_rows_of_a_register_and_charts_are_put_in_as_they_are_given():
    made = template('甲：\n{{ row_table("r", ["a", "b"], where={"c": "不合格"}) }}\n乙\n\n{{ chart("checks") }}')
    wanted = asked(made)
    assert [(ask.columns, ask.where) for ask in wanted.rows] == [(("a", "b"), (("c", ("不合格",)),))]
    rows = Rows(heads=("企业", "产品"), rows=(("<b>甲</b>", "a|b"),), more=3)
    picture = Picture(title="检查次数", svg="<svg/>", png=b"", told="海口最多")
    found = written(made, given(made, rows={wanted.rows[0]: rows}, charts={ChartAsk("checks", "areas"): picture}))
    assert [type(block) for block in found.blocks] == [Paragraph, Grid, Paragraph, Picture]
    assert cells(found.blocks[1]) == [["1", "<b>甲</b>", "a|b"]]
    assert found.blocks[1].note == "另有 3 条，没有列出"
    empty = {wanted.rows[0]: Rows(heads=("企业", "产品"), rows=())}
    without = written(made, given(made, rows=empty, charts={wanted.charts[0]: None}))
    assert text_of(without.blocks[3].inlines) == "（暂无数据，没有画图）"
    assert without.blocks[1].note == "没有记录"


def test_a_blank_is_a_place_for_a_person():
    assert Blank(name="会议地点") in paper('在{{ blank("会议地点") }}召开').blocks[0].inlines


def test_the_head_says_how_the_document_is_set():
    head = (
        '+++\nid = "a"\ntitle = "简报"\nto = ["各市县人民政府"]\nattached = ["{{ year }}年名单"]\nsigned_by = ["{{ office }}"]\n'
        'remark = "（此件公开发布）"\n[head]\nstyle = "red"\nissuer = "{{ office }}文件"\nnumber = "示市监"\n'
        '[foot]\ncopies = ["省委办公厅"]\noffice = "{{ office }}办公室"\n+++\n# 甲\n'
    )
    made = template("正文", head)
    draft = written(made, given(made))
    assert (draft.head.issuer, draft.head.number) == ("省市场监管局文件", "示市监〔2025〕　号")
    assert (draft.to, draft.attached, draft.signed_by) == (("各市县人民政府",), ("2025年名单",), ("省市场监管局",))
    assert (draft.note, draft.foot.office, draft.signed_on) == ("（此件公开发布）", "省市场监管局办公室", None)
    final = written(made, given(made, number=7, signed_on=date(2026, 1, 5)))
    assert (final.head.number, final.foot.printed_on) == ("示市监〔2026〕7号", date(2026, 1, 5))


def test_a_briefing_has_its_issue_number():
    head = HEAD.replace("+++\n# ", '[head]\nstyle = "briefing"\n+++\n# ')
    made = template("正文", head)
    assert written(made, given(made)).head.issue == "第　期"
    assert written(made, given(made, issue=6)).head.issue == "第6期"


BODY = """## {{ area }}情况

{{ period }}，检查{{ figure("checks") }}，{{ change("checks") }}，{{ except_areas("met") }}开了会，{{ highest("fines", 2) }}。

{% for one in names("met", of="done") %}
**{{ one }}**：{{ figure("checks", area=one) }}

{% endfor %}
| 甲 | 乙 |
|---|---|
| {{ area }} | {{ some_areas("met") }} |

{{ area_table(["checks", "fines"]) }}
"""
NASTY = st.text(st.sampled_from("*_#|-=+>`~[](){}<>%&\\\n 1.甲表：$\"'!"), min_size=1, max_size=12)


def shape(found: Paper) -> list[tuple[object, ...]]:
    """What blocks a document has, without what they say."""
    return [
        (type(block).__name__, getattr(block, "level", 0), [[len(line) for line in row] for row in getattr(block, "rows", ())])
        for block in found.blocks
    ]


def world(names: dict[str, str], numbers: list[str]) -> Paper:
    made = template(BODY)
    values = {
        "met": met(), "checks": numbers[0], "checks last-year": numbers[1],
        "checks areas": parts("checks", dict(zip("12345", numbers, strict=True)), names),
        "fines": numbers[2], "fines areas": parts("fines", dict(zip("12345", numbers, strict=True)), names),
    }  # fmt: skip
    return written(made, given(made, values, names=names, words={"area": names["1"], "period": names["2"]}))


@settings(max_examples=150, deadline=None)
@drawn(st.lists(NASTY, min_size=5, max_size=5), st.permutations(["1", "20.5", "300", "4", "0.25"]))
def test_no_name_and_no_number_changes_what_blocks_a_document_has(names, numbers):
    plain = world(dict(zip("12345", "甲乙丙丁戊", strict=True)), ["1", "20.5", "300", "4", "0.25"])
    found = world(dict(zip("12345", names, strict=True)), numbers)
    assert shape(found) == shape(plain)
    assert all(one.value or not one.unit for one in found.printed)


@settings(max_examples=50, deadline=None)
@drawn(st.lists(NASTY, min_size=5, max_size=5))
def test_filling_twice_gives_the_same_document_and_it_comes_back_from_json(names):
    known = dict(zip("12345", names, strict=True))
    first, second = (world(known, ["1", "20.5", "300", "4", "0.25"]) for _ in range(2))
    assert first == second
    assert msgspec.json.decode(msgspec.json.encode(first), type=Paper) == first


def test_a_mark_stands_once_and_stays_when_the_text_around_it_is_edited():
    body = '甲{{ figure("checks") }}乙{{ figure("checks") }}丙{{ figure("cases") }}'
    edited = "## 新的一段\n\n先说{{ figure(\"rate\") }}。\n\n" + body.replace("乙", "改过的") + "另加"
    marks = {one.mark for one in paper(body).printed}
    assert len(marks) == 3
    assert marks < {one.mark for one in paper(edited).printed}
    assert all(mark.replace("_", "").isalnum() and mark[0].isalpha() and len(mark) <= 40 for mark in marks)


def test_marks_of_every_cell_are_apart():
    found = world(dict(zip("12345", "甲乙丙丁戊", strict=True)), ["1", "20.5", "300", "4", "0.25"])
    assert len({one.mark for one in found.printed}) == len(found.printed) > 20
