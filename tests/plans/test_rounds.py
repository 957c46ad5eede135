"""Files go out, thirty come back in any state, the clerk decides, the table follows."""

import io
import zipfile
from datetime import UTC, date, datetime

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from zhiheng.core.values.faults import Fault
from zhiheng.plans import actions, rounds

ON = date(2026, 11, 22)


@pytest.fixture
def opened(answered, cast):
    return actions.open_round(answered, cast.clerk, due_on=date(2026, 12, 5))


def filled(data, *said, moved=False):
    """A unit's file with its opinions (opinion, column, suggestion) on the first rows; `moved` turns the columns round."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    head = next(row for row in range(1, 10) if any(cell.value == "意见" for cell in sheet[row]))
    columns = {cell.value: cell.column for cell in sheet[head]}
    marked = [row for row in range(head + 1, sheet.max_row + 1) if sheet.cell(row, 1).value]
    for row, (opinion, field, suggestion) in zip(marked, said, strict=False):
        sheet.cell(row, columns["意见"]).value = opinion
        sheet.cell(row, columns["涉及栏目"]).value = field
        sheet.cell(row, columns["修改建议及理由"]).value = suggestion
    if moved:
        for merged in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merged))
        rows = [[cell.value for cell in row][::-1] for row in sheet.iter_rows()]
        for at, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                sheet.cell(at, column).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def take(opened, cast, *files):
    return actions.take_answers(opened, files, cast.clerk)


def test_each_unit_gets_one_file_and_phrases_get_none(opened):
    with zipfile.ZipFile(io.BytesIO(rounds.comment_zip(opened))) as archive:
        names = archive.namelist()
    assert names == [
        "01 县发展改革局 征求意见表.xlsx", "02 县教育局 征求意见表.xlsx", "03 县农业农村局 征求意见表.xlsx",
        "04 县市场监管局 征求意见表.xlsx", "05 海口海关 征求意见表.xlsx",
    ]  # fmt: skip


def test_nobodys_number_goes_out(answered, cast):
    actions.change_duty(answered.duties.first(), "phone", "13812345678", cast.clerk)
    opened = actions.open_round(answered, cast.clerk)
    assert "13812345678" not in str(opened.sent)


def test_the_plan_is_out_for_comment(opened, answered):
    answered.refresh_from_db()
    assert answered.get_state_display() == "征求意见"


def test_an_answer_is_taken_and_the_missing_are_named(opened, cast):
    files = rounds.comment_files(opened)
    [taken] = take(opened, cast, ("答复.xlsx", filled(files["县教育局"], ("同意", "", ""))))
    assert (taken.state, taken.unit, taken.says) == ("taken", "县教育局", "无修改意见")
    assert rounds.view_of(opened).merged.missing == ("县发展改革局", "县农业农村局", "县市场监管局", "海口海关")


def test_a_file_whose_columns_were_moved_is_read_all_the_same(opened, cast):
    data = filled(rounds.comment_files(opened)["县教育局"], ("建议修改", "完成时限", "2027年底前"), moved=True)
    [taken] = take(opened, cast, ("移过列.xlsx", data))
    assert (taken.state, taken.says) == ("taken", "1 条意见")
    [said] = rounds.view_of(opened).said
    assert (said.opinion.field, said.opinion.suggestion) == ("完成时限", "2027年底前")


def test_last_rounds_file_is_refused_and_harms_no_other(opened, answered, cast):
    old = filled(rounds.comment_files(opened)["县教育局"], ("建议修改", "完成时限", "去年"))
    fresh = actions.open_round(answered, cast.clerk)
    new = filled(rounds.comment_files(fresh)["县农业农村局"], ("同意", "", ""))
    refused, taken = take(fresh, cast, ("上月.xlsx", old), ("本月.xlsx", new))
    assert refused.state == "refused"
    assert "上月.xlsx" in refused.says
    assert "另一轮" in refused.says
    assert taken.state == "taken"
    assert not rounds.view_of(fresh).said


def test_a_damaged_file_is_refused_in_one_sentence(opened, cast):
    [refused] = take(opened, cast, ("../../坏.xlsx", b"\x00not a workbook"))
    assert refused.name == "坏.xlsx"
    assert "打不开" in refused.says


def test_a_unit_nobody_asked_is_kept_and_named(opened, answered, cast):
    data = rounds.comment_files(opened)["县教育局"]
    book = openpyxl.load_workbook(io.BytesIO(data))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    cell.value = cell.value.replace("县教育局", "县体育局")
    out = io.BytesIO()
    book.save(out)
    [taken] = take(opened, cast, ("体育局.xlsx", filled(out.getvalue(), ("建议修改", "", "增加体育用品"))))
    assert "本轮名单里没有这个单位" in taken.says
    assert [answer.unit for answer in rounds.view_of(opened).strangers] == ["县体育局"]


def test_the_same_file_twice_counts_once(opened, cast):
    data = filled(rounds.comment_files(opened)["县教育局"], ("建议修改", "完成时限", "2027年底前"))
    states = [taken.state for taken in take(opened, cast, ("a.xlsx", data), ("a (1).xlsx", data))]
    assert states == ["taken", "again"]
    assert len(rounds.view_of(opened).said) == 1


def test_two_units_that_want_one_cell_otherwise_are_shown_to_conflict(opened, cast):
    files = rounds.comment_files(opened)
    take(opened, cast, ("1.xlsx", filled(files["县农业农村局"], ("建议修改", "完成时限", "2027年底前"))),
         ("2.xlsx", filled(files["县发展改革局"], ("建议修改", "完成时限", "2026年底前"))))  # fmt: skip
    said = rounds.view_of(opened).said
    assert {one.opinion.answer.unit: one.conflicts for one in said} == {
        "县农业农村局": ["县发展改革局：建议修改；2026年底前"], "县发展改革局": ["县农业农村局：建议修改；2027年底前"],
    }  # fmt: skip


def test_words_from_a_chat_are_a_units_answer(opened, cast):
    actions.take_text(opened, "县教育局", "建议第二项由市场监管局牵头。", cast.clerk)
    actions.take_text(opened, "海口海关", "无意见", cast.clerk)
    view = rounds.view_of(opened)
    assert view.merged.missing == ("县发展改革局", "县农业农村局", "县市场监管局")
    assert [one.opinion.opinion for one in view.said] == ["建议第二项由市场监管局牵头。"]


def test_an_adopted_wording_goes_into_the_table_and_the_old_one_is_kept(opened, answered, cast):
    from zhiheng.history.queries import timeline

    file = rounds.comment_files(opened)["县农业农村局"]
    take(opened, cast, ("1.xlsx", filled(file, ("建议修改", "完成时限", "2027年6月底前"))))
    [said] = rounds.view_of(opened).said
    opinion = rounds.opinions_of(opened).get(pk=said.opinion.pk)
    actions.decide_opinion(opinion, "adopted", cast.clerk, field=said.field, wording="2027年6月底前")
    duty = answered.duties.first()
    assert duty.due == "2027年6月底前"
    line = timeline(duty).first()
    assert line.changes() == [("完成时限", "到2027年", "2027年6月底前")]
    assert "采纳县农业农村局意见" in line.reason


def test_what_is_not_adopted_needs_a_reason(opened, cast):
    actions.take_text(opened, "县教育局", "建议删去第二项", cast.clerk)
    opinion = rounds.opinions_of(opened).get()
    with pytest.raises(Fault, match="请写明理由"):
        actions.decide_opinion(opinion, "rejected", cast.clerk)


def test_silence_is_agreement_only_when_a_person_says_so(opened, cast):
    missing = rounds.view_of(opened).merged.missing
    assert len(missing) == 5
    assert actions.take_silence_as_agreement(opened, missing, cast.clerk) == 5
    assert rounds.view_of(opened).merged.missing == ()


def test_the_adoption_table_has_opinion_decision_and_reason(opened, cast):
    actions.take_text(opened, "县教育局", "建议删去第二项", cast.clerk)
    actions.decide_opinion(rounds.opinions_of(opened).get(), "rejected", cast.clerk, reason="来文有明确要求")
    [line] = rounds.adoption(opened, ON).rows
    assert (line["unit"], line["opinion"], line["adopted"], line["reason"]) == (
        "县教育局", "建议删去第二项", "不采纳", "来文有明确要求",
    )  # fmt: skip


def test_an_issued_plan_asks_nobody(answered, cast):
    with pytest.raises(Fault, match="已经印发"):
        actions.open_round(actions.approve_plan(answered, cast.clerk), cast.clerk)


def test_a_round_costs_the_same_however_many_answer(opened, cast, django_assert_max_num_queries):
    for unit in ("县教育局", "海口海关", "县农业农村局", "县发展改革局"):
        actions.take_text(opened, unit, "建议修改", cast.clerk)
    with django_assert_max_num_queries(6):
        rounds.view_of(opened)


def test_a_file_bears_the_day_of_our_own_clock(opened):
    opened.opened_at = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
    book = openpyxl.load_workbook(io.BytesIO(next(iter(rounds.comment_files(opened).values()))))
    assert ("sent_on", "2026-11-22") in book["_回执"].iter_rows(values_only=True)


def test_an_answer_past_the_limit_is_named_and_harms_no_other(opened, cast, settings):
    settings.UPLOAD_LIMIT = 100_000
    unit, data = next(iter(rounds.comment_files(opened).items()))
    files = [SimpleUploadedFile("扫描件.pdf", b"%PDF" + b"x" * 300_000), SimpleUploadedFile("答.xlsx", data)]
    address = f"/plans/{opened.plan_id}/comments/{opened.number}/answers/"
    page = cast.client("clerk").post(address, {"files": files}).content.decode()
    assert "扫描件.pdf：文件超过" in page
    assert list(opened.answers.values_list("unit", flat=True)) == [unit]
