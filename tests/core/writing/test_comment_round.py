"""征求意见 by spreadsheet: out, filled in by all kinds of hands, and back."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from zhiheng.core.values.breakdown import BreakdownRow
from zhiheng.core.values.comments import Answer, Decision, Opinion, Remark
from zhiheng.core.values.faults import Fault
from zhiheng.core.writing import adoption_table, comment_sheets, merge_answers, read_answer, rows_by_unit
from zhiheng.core.writing.comments import FIELD, OPINION, SLIP, SUGGESTION

ROUND = "方案3-第1轮"
UNITS = ("县甲局", "县乙局", "县丙局")
ROWS = tuple(
    BreakdownRow(
        row_id=f"r{number}",
        category="一、提升质量",
        task=f"（{number}）抓好第{number}件事",
        clause=f"一（{number}）",
        lead_units=("县甲局",),
        units=("县乙局", "县丙局"),
        due="2026年底前",
    )
    for number in (1, 2, 3)
)
SENT = comment_sheets(rows_by_unit(ROWS), ROUND, "示例县任务分解", "2026年12月5日", "2026-11-22")


def filled(unit, *answers, change=None):
    """The unit's file with (row id, opinion, field, suggestion) written in, as an office program saves it."""
    book = load_workbook(io.BytesIO(SENT[unit]))
    sheet = book.worksheets[0]
    head = {cell.value: cell.column for cell in sheet[4]}
    places = {str(sheet.cell(at, 1).value).partition("#")[2]: at for at in range(5, sheet.max_row + 1)}
    for row_id, *texts in answers:
        for name, text in zip((OPINION, FIELD, SUGGESTION), texts, strict=False):
            sheet.cell(places[row_id], head[name]).value = text or None
    if change:
        change(book, sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def answer(unit, *answers, file=None, change=None):
    return read_answer(filled(unit, *answers, change=change), file or f"{unit}.xlsx", ROUND)


# ── Out ──


def test_every_unit_gets_its_own_rows_and_no_others():
    rows = (*ROWS, BreakdownRow(row_id="r4", lead_units=("县丁局",)))
    by_unit = rows_by_unit(rows)
    assert [row.row_id for row in by_unit["县丁局"]] == ["r4"]
    assert [row.row_id for row in by_unit["县乙局"]] == ["r1", "r2", "r3"]


def test_the_head_is_locked_and_only_answer_cells_are_open():
    sheet = load_workbook(io.BytesIO(SENT["县甲局"])).worksheets[0]
    assert sheet.protection.sheet
    cells = [cell for row in sheet.iter_rows() for cell in row]
    open_cells = {sheet.cell(4, cell.column).value for cell in cells if not cell.protection.locked}
    assert open_cells == {OPINION, FIELD, SUGGESTION}


def test_row_marks_and_the_slip_are_out_of_sight():
    book = load_workbook(io.BytesIO(SENT["县甲局"]))
    assert book.worksheets[0].column_dimensions["A"].hidden
    assert book[SLIP].sheet_state == "hidden"


def test_the_same_round_gives_the_same_files():
    assert comment_sheets(rows_by_unit(ROWS), ROUND, "示例县任务分解", "2026年12月5日", "2026-11-22") == SENT


# ── In ──


def test_an_answer_comes_back_with_its_unit_round_and_rows():
    read = answer("县乙局", ("r1", "建议修改", "牵头单位", "改为县丙局牵头"), ("r2", "同意"))
    assert (read.unit, read.round_id, read.rows) == ("县乙局", ROUND, ("r1", "r2", "r3", "*"))
    changed, agreed = read.opinions
    assert (changed.row_id, changed.field, changed.suggestion) == ("r1", "牵头单位", "改为县丙局牵头")
    assert not changed.agrees
    assert agreed.agrees


@pytest.mark.parametrize(
    "text",
    ["同意", "同意。", "无意见", "无", "没有意见", "我局无修改意见", "原则同意", "经研究，我局无不同意见。", "无需修改", "OK"],
)
def test_words_of_agreement_are_no_remark(text):
    assert answer("县甲局", ("r1", text)).opinions[0].agrees


@pytest.mark.parametrize(
    "text", ["不同意", "原则同意，但时限太紧", "意见", "异议", "建议删除", "同意牵头，责任单位请加县丁局", "无法按期完成"]
)
def test_anything_else_is_a_remark(text):
    assert not answer("县甲局", ("r1", text)).opinions[0].agrees


def test_agreement_with_a_suggestion_is_a_remark():
    assert not answer("县甲局", ("r1", "同意", "", "时限改为2027年")).opinions[0].agrees


def test_the_field_is_taken_from_the_words_where_none_was_chosen():
    said = answer("县甲局", ("r1", "", "", "时限改为2027年底"), ("r2", "", "", "牵头单位和时限都要改")).opinions
    assert [one.field for one in said] == ["完成时限", ""]


def test_a_renamed_file_with_moved_columns_and_other_sheets_first_is_read_all_the_same():
    def rearranged(book, sheet):
        made = book.create_sheet("整理后", 0)
        for at, row in enumerate(sheet.iter_rows(values_only=True), 3):
            for place, value in enumerate(reversed(row), 2):
                made.cell(at, place).value = value
        book.remove(sheet)
        book.create_sheet("封面", 0)["A1"] = "某局报送"

    answers = ("r1", "建议修改", "牵头单位", "改为县丙局牵头"), ("r3", "同意")
    moved = answer("县乙局", *answers, file="新建 XLSX 工作表(2).xlsx", change=rearranged)
    assert moved.opinions == answer("县乙局", *answers).opinions
    assert moved.unit == "县乙局"


def test_rows_out_of_order_and_a_lost_slip_are_no_matter():
    def copied(book, sheet):
        del book[SLIP]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
        for at, row in enumerate(reversed(rows), 5):
            for place, value in enumerate(row, 1):
                sheet.cell(at, place).value = value

    read = answer("县丙局", ("r1", "", "", "删去"), change=copied)
    assert (read.unit, read.round_id) == ("县丙局", ROUND)
    assert [(one.row_id, one.suggestion) for one in read.opinions] == [("r1", "删去")]


def test_a_row_that_the_unit_added_is_kept_and_pointed_out():
    def added(book, sheet):
        at = sheet.max_row + 1
        sheet.cell(at, 4).value = "新增：抓好检测平台"
        sheet.cell(at, 12).value = "建议增加这一条"

    read = answer("县乙局", change=added)
    assert [(one.row_id, one.about) for one in read.opinions] == [("", "新增：抓好检测平台")]
    assert "另加了1行" in read.notes[0]


def test_an_untouched_file_is_an_answer_without_opinion_and_says_so():
    read = answer("县甲局")
    assert read.opinions == ()
    assert "没有填写意见" in read.notes[0]


def test_last_months_file_is_refused_by_name_with_both_rounds():
    with pytest.raises(Fault, match=r"W112 县甲局（上月）.xlsx：.*方案3-第1轮.*方案3-第2轮.*没有并入") as caught:
        read_answer(filled("县甲局", ("r1", "同意")), "县甲局（上月）.xlsx", "方案3-第2轮")
    assert caught.value.id == "W112"


def without_marks(book, sheet):
    sheet.delete_cols(1)


def without_answers(book, sheet):
    sheet.delete_cols(10, 3)


def of_another_template(book, sheet):
    book[SLIP]["B1"] = "comments/9"


def without_unit(book, sheet):
    del book[SLIP]
    sheet["B2"] = ""


def of_two_rounds(book, sheet):
    sheet["A5"] = "方案2#r1"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (without_marks, "W111 回复.xlsx：.*请把意见抄到本轮下发的原表"),
        (without_answers, "W115 回复.xlsx：.*请在本轮下发的原表里填写"),
        (of_another_template, "W114 回复.xlsx：.*comments/9"),
        (without_unit, "W113 回复.xlsx：.*填报单位"),
        (of_two_rounds, "W112 回复.xlsx：.*方案2"),
    ],
)
def test_what_cannot_be_understood_is_said_with_the_remedy(change, fault):
    with pytest.raises(Fault, match=fault):
        answer("县甲局", ("r1", "同意"), file="回复.xlsx", change=change)


def other_workbook():
    out = io.BytesIO()
    Workbook().save(out)
    return out.getvalue()


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b" " * 250_000_000)
    return out.getvalue()


def entities():
    """A workbook whose sheet declares an entity that grows without end."""
    source, out = zipfile.ZipFile(io.BytesIO(SENT["县甲局"])), io.BytesIO()
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 20}">' for n in range(1, 12))
    head = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "质量">{levels}]>'.encode()
    with zipfile.ZipFile(out, "w") as archive:
        for name in source.namelist():
            data = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                grown = b'<row r="99"><c r="A99" t="str"><v>&a11;</v></c></row></sheetData>'
                data = head + data.replace(b"</sheetData>", grown)
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04",
        SENT["县甲局"][:2000],
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 64,
        "不是表格".encode(),
        other_workbook(),
        bomb(),
        entities(),
    ],
    ids=["empty", "stub", "truncated", "locked", "text", "another", "bomb", "entities"],
)
def test_a_file_that_is_no_answer_is_one_sentence_naming_it(data):
    with pytest.raises(Fault, match=r"^W11[01] 坏文件\.xlsx：.+请.+。$"):
        read_answer(data, "坏文件.xlsx", ROUND)


def test_a_cell_far_away_does_not_fill_the_memory():
    def far(book, sheet):
        sheet["XFD1048576"] = "x"

    assert answer("县甲局", ("r1", "同意"), change=far).opinions[0].agrees


# ── Together ──


def test_thirty_answers_with_one_of_last_month_lose_nothing():
    units = [f"县{number}局" for number in range(30)]
    rows = [BreakdownRow(row_id="r1", task="甲", lead_units=tuple(units))]
    files = comment_sheets(rows_by_unit(rows), ROUND, "表")
    old = comment_sheets(rows_by_unit(rows), "上月", "表")["县7局"]
    answers, faults = [], []
    for unit in units:
        try:
            answers.append(read_answer(old if unit == "县7局" else files[unit], f"{unit}.xlsx", ROUND))
        except Fault as fault:
            faults.append(fault.id)
    merged = merge_answers(answers, units)
    assert faults == ["W112"]
    assert len(merged.answered) == 29
    assert merged.missing == ("县7局",)


def test_two_units_that_want_the_same_field_otherwise_are_a_conflict():
    merged = merge_answers(
        [
            answer("县乙局", ("r1", "", "完成时限", "改为2027年")),
            answer("县甲局", ("r1", "", "完成时限", "改为2028年"), ("r2", "", "量化目标", "改为95%")),
            answer("县丙局", ("r1", "", "牵头单位", "改为县乙局")),
        ],
        UNITS,
    )
    assert [(one.kind, one.row_id, one.field) for one in merged.conflicts] == [("units", "r1", "完成时限")]
    assert [remark.unit for remark in merged.conflicts[0].remarks] == ["县甲局", "县乙局"]


def test_two_units_that_want_the_same_are_no_conflict():
    same = ("r1", "", "完成时限", "改为2027年")
    assert merge_answers([answer("县甲局", same), answer("县乙局", same)], UNITS).conflicts == ()


def test_the_same_answer_twice_counts_once_and_is_named():
    one = ("r1", "", "完成时限", "改为2027年")
    merged = merge_answers([answer("县甲局", one), answer("县甲局", one, file="重发.xlsx")], UNITS)
    assert len(merged.rows[0].remarks) == 1
    assert merged.repeated_files == ("重发.xlsx",)
    assert merged.conflicts == ()


def test_two_differing_answers_of_one_unit_are_shown_as_a_conflict():
    first = answer("县甲局", ("r1", "", "完成时限", "改为2027年"))
    second = answer("县甲局", ("r1", "同意"), file="重发.xlsx")
    merged = merge_answers([first, second], UNITS)
    assert [(one.kind, one.row_id) for one in merged.conflicts] == [("files", "r1")]
    assert {remark.file for remark in merged.conflicts[0].remarks} == {"县甲局.xlsx", "重发.xlsx"}


def test_who_is_missing_silent_or_unexpected_is_said():
    merged = merge_answers([answer("县甲局", ("r1", "同意")), answer("县丙局")], ("县甲局", "县乙局"))
    assert (merged.missing, merged.silent, merged.unexpected) == (("县乙局",), ("县甲局", "县丙局"), ("县丙局",))
    assert merged.rows[0].agreeing == ("县甲局",)


def test_the_adoption_table_has_a_line_a_remark_with_what_was_decided():
    merged = merge_answers(
        [
            answer("县乙局", ("r3", "", "量化目标", "改为95%"), ("r1", "", "完成时限", "改为2027年")),
            answer("县甲局", ("*", "请再斟酌标题")),
        ],
        UNITS,
    )
    key = next(remark.key for row in merged.rows for remark in row.remarks if row.row_id == "r1")
    decisions = {key: Decision(adopted="不采纳", reason="上级文件已定")}
    table = adoption_table(merged, {row.row_id: row for row in ROWS}, decisions, "采纳情况表")
    assert [column.name for column in table.columns] == ["序号", "单位", "条目", "意见", "采纳与否", "理由"]
    assert [tuple(row.values()) for row in table.rows] == [
        ("1", "县甲局", "对全表的总体意见", "请再斟酌标题", "", ""),
        ("2", "县乙局", "一（1） 抓好第1件事", "【完成时限】改为2027年", "不采纳", "上级文件已定"),
        ("3", "县乙局", "一（3） 抓好第3件事", "【量化目标】改为95%", "", ""),
    ]
    assert table.note == "注：未反馈：县丙局。"


opinions = st.builds(
    Opinion,
    row_id=st.sampled_from(["r1", "r2", "*", ""]),
    agrees=st.booleans(),
    opinion=st.sampled_from(["", "改"]),
    suggestion=st.sampled_from(["甲", "乙"]),
    field=st.sampled_from(["", "完成时限"]),
)
answers = st.builds(
    Answer,
    file=st.uuids().map(str),
    round_id=st.just(ROUND),
    unit=st.sampled_from(["县甲局", "县乙局", "县丁局"]),
    opinions=st.lists(opinions, max_size=4).map(tuple),
)


@given(st.lists(answers, max_size=6, unique_by=lambda one: one.file))
def test_no_remark_is_lost_in_merging(given_answers):
    merged = merge_answers(given_answers, UNITS)
    kept = {remark.key for row in merged.rows for remark in row.remarks}
    said = {
        Remark(unit=one.unit, file=one.file, opinion=opinion).key
        for one in given_answers
        for opinion in one.opinions
        if not opinion.agrees
    }
    assert kept == said
    assert {*merged.answered, *merged.unexpected} == {one.unit for one in given_answers}
    assert {*merged.answered, *merged.missing} == set(UNITS)


@given(st.lists(answers, max_size=5, unique_by=lambda one: one.file).flatmap(
    lambda made: st.tuples(st.just(made), st.permutations(made))
))
def test_the_order_of_the_files_is_irrelevant(pair):
    assert merge_answers(pair[0], UNITS) == merge_answers(pair[1], UNITS)
