"""Thirty answers come back by one drag; what is of another month, moved, or said twice is kept apart and explained."""

import io
import zipfile
from datetime import date

import pytest
from docx import Document as Word
from openpyxl import load_workbook

from plans.chasing.building import do, matter
from zhiheng.core.values.faults import Fault
from zhiheng.plans.chasing import actions, months, notices, rounds
from zhiheng.plans.models import ChaseAnswer, Matter

DUE, TODAY = date(2026, 11, 26), date(2026, 11, 24)


@pytest.fixture
def opened(cast):
    for n in range(3):
        matter(cast, f"教育事项{n}", "县教育局", due=date(2026, 12, 31))
    matter(cast, "财政事项", "县财政局", due=date(2026, 12, 31))
    return actions.open_round(cast.office, "2026-11", DUE, cast.clerk)


def filled(content: bytes, change=None, **said) -> bytes:
    """A unit's sheet with every row's cells filled in by their heads; `change` does something else to it."""
    book = load_workbook(io.BytesIO(content))
    sheet = book.active
    heads = {cell.value: cell.column for cell in sheet[4]}
    for row in range(5, sheet.max_row + 1):
        if sheet.cell(row, 1).value:
            for name, words in said.items():
                sheet.cell(row, heads[name]).value = words
    if change:
        change(sheet, heads)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def take(opened, cast, *files, on=TODAY):
    named = [(f"表{n}.xlsx", content) for n, content in enumerate(files)]
    return actions.take_back(opened, named, cast.clerk, today=on)


def test_answers_come_back_at_once_and_who_is_missing_stands_in_one_line(cast, opened) -> None:
    sheets = rounds.sheets_of(opened, TODAY)
    assert list(sheets) == ["县教育局", "县财政局"] or set(sheets) == {"县教育局", "县财政局"}
    assert "县财政局（1 件）" in rounds.round_view(opened).says
    taken = take(opened, cast, filled(sheets["县教育局"], 本期进展="已完成一半", 下一步="12月办完"))
    assert [(one.state, one.unit) for one in taken] == [("taken", "县教育局")]
    assert rounds.round_view(opened).says == "还有 1 个单位没有反馈：县财政局（1 件）"
    one = Matter.objects.get(subject="教育事项0")
    assert (one.state, one.fed_back_on, one.entries.last().progress) == ("办理中", TODAY, "已完成一半")
    assert one.entries.last().file_name == "表0.xlsx"
    taken = take(opened, cast, filled(sheets["县财政局"], 本期进展="已办好", 是否办结="是", 佐证="县财预〔2026〕9号"))
    assert Matter.objects.get(subject="财政事项").state == "待复核"
    assert rounds.round_view(opened).says == "2 个单位都已反馈。"


def test_the_same_file_again_adds_nothing_and_a_second_that_differs_waits(cast, opened) -> None:
    sheets = rounds.sheets_of(opened, TODAY)
    first = filled(sheets["县财政局"], 本期进展="已完成一半")
    take(opened, cast, first)
    again, second = take(opened, cast, first, filled(sheets["县财政局"], 本期进展="已完成八成"))
    assert (again.state, second.state) == ("again", "apart")
    waiting = ChaseAnswer.objects.get(state="waits")
    assert "已经反馈过" in waiting.why
    one = Matter.objects.get(subject="财政事项")
    assert one.entries.filter(act="report").count() == 1
    actions.use_answer(waiting, cast.clerk, today=TODAY)
    assert list(one.entries.filter(act="report").values_list("progress", flat=True)) == ["已完成一半", "已完成八成"]
    with pytest.raises(Fault, match="P186"):
        actions.drop_answer(waiting, cast.clerk)


def test_a_file_of_last_month_is_refused_and_named(cast, opened) -> None:
    old = rounds.sheets_of(opened, TODAY)["县财政局"]
    december = actions.open_round(cast.office, "2026-12", date(2026, 12, 25), cast.clerk)
    (refused,) = actions.take_back(december, [("十一月.xlsx", filled(old, 本期进展="已办"))], cast.clerk, today=date(2026, 12, 2))
    assert refused.state == "refused"
    assert "2026-11" in refused.says
    assert "P185" in refused.says
    assert not december.files.exists()


def test_moved_columns_are_known_by_their_heads_and_a_lost_head_is_refused(cast, opened) -> None:
    content = rounds.sheets_of(opened, TODAY)["县财政局"]

    def swap(sheet, heads):
        left, right = heads["本期进展"], heads["佐证"]
        for row in range(4, sheet.max_row + 1):
            a, b = sheet.cell(row, left), sheet.cell(row, right)
            a.value, b.value = b.value, a.value

    moved = filled(content, swap, 本期进展="已办八成", 佐证="照片")
    lost = filled(content, lambda sheet, heads: setattr(sheet.cell(4, heads["本期进展"]), "value", "备注栏"), 本期进展="已办")
    refused, taken = take(opened, cast, lost, moved)
    assert (refused.state, taken.state) == ("refused", "taken")
    assert "本期进展" in refused.says
    assert Matter.objects.get(subject="财政事项").entries.last().progress == "已办八成"


def test_a_column_moved_alone_is_kept_apart_row_by_row(cast, opened) -> None:
    content = rounds.sheets_of(opened, TODAY)["县教育局"]

    def shift(sheet, heads):
        first, second = sheet.cell(5, heads["立项号"]), sheet.cell(6, heads["立项号"])
        first.value, second.value = second.value, first.value

    (taken,) = take(opened, cast, filled(content, shift, 本期进展="已办"))
    assert taken.state == "apart"
    assert ChaseAnswer.objects.filter(state="waits", why__contains="行标识").count() == 2
    assert Matter.objects.filter(fed_back_on=TODAY).count() == 1


def test_what_went_on_meanwhile_is_not_overwritten(cast, opened) -> None:
    content = rounds.sheets_of(opened, TODAY)["县财政局"]
    one = Matter.objects.get(subject="财政事项")
    do(one, cast, "cancel", TODAY, cast.reviewer, document="县政办〔2026〕8号", reason="并入", approver="李副县长")
    (taken,) = take(opened, cast, filled(content, 本期进展="还在办"))
    assert taken.state == "apart"
    assert "已撤销" in ChaseAnswer.objects.get().why
    assert Matter.objects.get(pk=one.pk).state == "已撤销"


def test_done_without_proof_is_feedback_only(cast, opened) -> None:
    content = rounds.sheets_of(opened, TODAY)["县财政局"]
    (taken,) = take(opened, cast, filled(content, 本期进展="办好了", 是否办结="是"))
    assert "没有佐证" in taken.says
    assert Matter.objects.get(subject="财政事项").state == "办理中"


def test_a_round_asked_for_again_adds_only_what_came_since(cast, opened) -> None:
    matter(cast, "后来的事", "县财政局", due=date(2026, 12, 31))
    again = actions.open_round(cast.office, "2026-11", DUE, cast.clerk)
    assert again.pk == opened.pk
    assert again.asked.count() == 5


def test_strange_and_broken_files_harm_no_other(cast, opened) -> None:
    good = filled(rounds.sheets_of(opened, TODAY)["县财政局"], 本期进展="已办")
    empty = rounds.sheets_of(opened, TODAY)["县教育局"]
    states = [one.state for one in take(opened, cast, b"", b"PK\x03\x04broken", good, empty)]
    assert states == ["refused", "refused", "taken", "taken"]
    assert "县教育局（3 件）" in rounds.round_view(opened).says


def test_a_month_that_was_red_stays_red_in_its_notice(cast) -> None:
    one = matter(cast, "逾期事项", due=date(2026, 11, 10))
    matter(cast, "平常事项", "县财政局", due=date(2027, 3, 31))
    do(one, cast, "finish", date(2026, 11, 14), progress="补办", evidence="报告")
    do(one, cast, "close", date(2026, 11, 16), cast.reviewer, approver="王审核")
    november = months.month_of(Matter.objects.all(), "2026-11", date(2026, 12, 20))
    december = months.month_of(Matter.objects.all(), "2026-12", date(2026, 12, 20))
    assert {row.matter.subject: row.light.id for row in november.rows}["逾期事项"] == "red"
    assert {row.matter.subject: row.light.id for row in december.rows}["逾期事项"] == "made-good"
    said = "".join(notices.paragraphs(november))
    assert "在册督办事项2件，办结1件，占50%；在办1件，占50%" in said
    assert "县教育局1件" in said
    text = "\n".join(line.text for line in Word(io.BytesIO(notices.notice_docx(november, cast.office))).paragraphs)
    assert "示例县2026年11月督办情况通报" in text
    assert "下一步要求" in text
    with pytest.raises(Fault, match="P182"):
        months.month_of(Matter.objects.all(), "2027-01", date(2026, 12, 20))


def test_the_pages_of_a_round_open_and_take_files(cast, clerk, opened) -> None:
    page = f"/plans/chasing/rounds/{opened.pk}/"
    assert clerk.get("/plans/chasing/rounds/").status_code == 200
    archive = zipfile.ZipFile(io.BytesIO(clerk.get(f"{page}sheets.zip").content))
    assert len(archive.namelist()) == 2
    files = [io.BytesIO(filled(archive.read(name), 本期进展="已办一半")) for name in archive.namelist()]
    for n, file in enumerate(files):
        file.name = f"{n}.xlsx"
    answer = clerk.post(f"{page}answers/", {"files": files})
    assert "2 个单位都已反馈" in answer.content.decode()
    assert clerk.get("/plans/chasing/months/now/").status_code == 200
    assert clerk.get("/plans/chasing/months/2026-11/notice.docx").status_code == 200
    assert cast.client("neighbour").get(page).status_code == 404
