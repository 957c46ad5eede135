"""A score sheet goes out and comes back saying what was written in it, whatever was done to its columns."""

import io
from decimal import Decimal

from hypothesis import given
from hypothesis import settings as example_settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from zhiheng.core.values.score_sheets import ScoreAsked, ScoreSection, ScoreSheet
from zhiheng.core.values.tables import Column
from zhiheng.core.writing.scores_back import scores_back
from zhiheng.core.writing.scores_out import score_workbook

COLUMNS = (Column(key="name", name="考核对象", width=14), Column(key="self", name="自评", width=10))
ANSWERS = ("纳入总体规划", "纳入部门规划，未单列", "无")


def sheet(*rows: ScoreAsked, sampled: bool = False) -> ScoreSheet:
    return ScoreSheet(
        title="2024年部门评分表", who="评分单位：省发展改革委", token="ks-1-abc", how="只填浅黄色的格。", columns=COLUMNS,
        sections=(ScoreSection(head="1.1.1 规划（1.5分）：纳入得 1.5 分", rows=rows),), sampled=sampled, sent_on="2025-01-10",
    )  # fmt: skip


def row(code: str = "990100", item: str = "1.1.1", **said) -> ScoreAsked:
    return ScoreAsked(code=code, item=item, cells={"name": "示例县", "self": "1.5"}, **said)


def changed(content: bytes, change) -> bytes:
    book = load_workbook(io.BytesIO(content))
    change(book.worksheets[0], {cell.value: cell.column for cell in book.worksheets[0][4]})
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


WORDS = st.text(alphabet="扣分原因没有文件 ab0=+", max_size=12).map(str.strip)
LINES = st.builds(
    row, code=st.from_regex(r"[0-9]{6}", fullmatch=True), item=st.from_regex(r"[1-9]\.[1-9]\.[1-9]", fullmatch=True),
    value=st.decimals(0, 100, places=2).map(str), applies=st.booleans(), why=WORDS, most=st.just(Decimal(100)),
)  # fmt: skip


@example_settings(max_examples=15)
@given(lines=st.lists(LINES, min_size=1, max_size=6))
def test_what_was_written_is_read(lines) -> None:
    back = scores_back(score_workbook(sheet(*lines)), "x.xlsx")
    assert back is not None
    assert (back.token, back.lacks, back.loose) == ("ks-1-abc", (), ())
    assert [(one.code, one.item, Decimal(one.value), one.applies, one.why) for one in back.rows] == [
        (one.code, one.item, Decimal(one.value), one.applies, one.why) for one in lines
    ]


def test_answers_are_chosen_from_a_list_and_everything_but_the_cells_to_fill_is_locked() -> None:
    content = score_workbook(sheet(row(options=ANSWERS), row("990200", most=Decimal(3))))
    book = load_workbook(io.BytesIO(content))
    first = book.worksheets[0]
    kinds = {rule.type: rule for rule in first.data_validations.dataValidation}
    assert kinds["list"].formula1.startswith(("选项!", '"不适用"'))
    assert [cell.value for cell in book["选项"]["A"]] == list(ANSWERS)
    assert kinds["decimal"].formula2 == "3"
    assert first.protection.sheet
    assert {first.cell(4, place).value for place in range(1, 8) if not first.cell(6, place).protection.locked} == {
        "评分", "不适用", "扣分原因、说明",
    }  # fmt: skip
    assert first.column_dimensions["A"].hidden
    assert first.page_setup.paperSize == 8


def test_moved_columns_are_found_and_a_lost_head_is_told() -> None:
    content = score_workbook(sheet(row(value="1", why="少一份文件")))

    def swap(page, heads):
        left, right = heads["评分"], heads["扣分原因、说明"]
        for at in (4, 6):
            page.cell(at, left).value, page.cell(at, right).value = page.cell(at, right).value, page.cell(at, left).value

    back = scores_back(changed(content, swap), "x.xlsx")
    assert (back.rows[0].value, back.rows[0].why) == ("1", "少一份文件")
    lost = scores_back(changed(content, lambda page, heads: setattr(page.cell(4, heads["评分"]), "value", "备注")), "x.xlsx")
    assert lost.lacks == ("评分",)


def test_a_row_that_was_added_by_hand_is_told_and_two_sheets_in_one_have_no_token() -> None:
    content = score_workbook(sheet(row(), row("990200")))

    def add(page, heads):
        page.cell(9, heads["评分"]).value = 1
        page.cell(7, 1).value = "ks-2-xyz#990200/1.1.1"

    back = scores_back(changed(content, add), "x.xlsx")
    assert back.loose == (9,)
    assert back.token == ""


def test_not_applicable_may_be_written_where_the_score_goes() -> None:
    def write(page, heads):
        page.cell(6, heads["评分"]).value = "不适用"

    back = scores_back(changed(score_workbook(sheet(row())), write), "x.xlsx")
    assert (back.rows[0].applies, back.rows[0].is_empty) == (False, False)


def test_a_survey_asks_how_many_answered_and_another_spreadsheet_is_none_of_ours() -> None:
    back = scores_back(score_workbook(sheet(row(value="84.5", sample="230"), sampled=True)), "x.xlsx")
    assert (back.rows[0].value, back.rows[0].sample) == ("84.5", "230")
    book = load_workbook(io.BytesIO(score_workbook(sheet(row()))))
    book.worksheets[0].cell(4, 1).value = "序号"
    out = io.BytesIO()
    book.save(out)
    assert scores_back(out.getvalue(), "x.xlsx") is None
