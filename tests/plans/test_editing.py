"""The 任务分解表 goes out as .xlsx, is edited in an office program and comes back."""

import io

import pytest

from plans.editing import Sheet, insert_row, swap_rows
from zhiheng.core.values.faults import Fault
from zhiheng.history.queries import timeline
from zhiheng.plans import actions, edited
from zhiheng.plans.models import Plan


@pytest.fixture
def sheet(answered, cast):
    return Sheet(answered, cast.clerk)


def handed_in(plan, sheet, cast):
    return actions.hand_in(plan, "分解表.xlsx", sheet.saved(), cast.clerk)


def said(file) -> list[tuple[str, str, str, str]]:
    return [(one.difference.kind, one.name, one.old, one.new) for one in edited.dry_run(file).shown]


def ticks(file, *kinds) -> list[str]:
    shown = edited.dry_run(file).shown
    return [one.value for one in shown if (one.difference.kind in kinds if kinds else one.ticked)]


def test_a_table_that_nobody_touched_says_nothing_otherwise(answered, sheet, cast):
    assert said(handed_in(answered, sheet, cast)) == []


def test_edited_cells_are_shown_old_and_new_and_change_nothing_before_they_are_taken(answered, sheet, cast):
    sheet.put(1, "完成时限", "2027年6月底前")
    sheet.put(1, "季度形象进度", "一季度：摸底\n二季度：整改")
    file = handed_in(answered, sheet, cast)
    assert said(file) == [
        ("change", "一季度进度", "", "摸底"),
        ("change", "二季度进度", "", "整改"),
        ("change", "完成时限", "到2027年", "2027年6月底前"),
    ]  # fmt: skip
    assert answered.duties.first().due == "到2027年"


def test_what_is_ticked_is_taken_with_one_reason_in_history(answered, sheet, cast):
    sheet.put(1, "完成时限", "2027年6月底前")
    sheet.put(2, "责任领导", "李副县长")
    file = handed_in(answered, sheet, cast)
    chosen = [value for value in ticks(file) if ":due" in value]
    actions.take_edited(file, chosen, {}, cast.clerk, reason="县长办公会改定")
    first, second = answered.duties.all()[:2]
    assert (first.due, second.leader) == ("2027年6月底前", "")
    assert {line.reason for line in timeline(answered)[:2]} == {"县长办公会改定"}


def test_a_cell_changed_here_meanwhile_is_a_clash_and_not_ticked(answered, sheet, cast):
    sheet.put(1, "备注", "局里写的")
    file = handed_in(answered, sheet, cast)
    actions.change_duty(answered.duties.first(), "remark", "这里写的", cast.clerk)
    assert said(file) == [("clash", "备注", "这里写的", "局里写的")]
    assert ticks(file) == []


def test_a_cell_changed_here_alone_stays_as_it_is(answered, sheet, cast):
    actions.change_duty(answered.duties.first(), "remark", "这里写的", cast.clerk)
    sheet.put(2, "备注", "局里写的")
    assert said(handed_in(answered, sheet, cast)) == [("change", "备注", "", "局里写的")]


def test_where_somebody_changes_a_cell_after_she_looked_nothing_at_all_is_taken(answered, sheet, cast):
    sheet.put(1, "备注", "局里写的")
    sheet.put(2, "备注", "局里写的")
    file = handed_in(answered, sheet, cast)
    looked_at = ticks(file)
    actions.change_duty(answered.duties.first(), "remark", "这里写的", cast.clerk)
    with pytest.raises(Fault, match="有 1 处刚刚又被别人改了"):
        actions.take_edited(file, looked_at, {}, cast.clerk)
    assert [duty.remark for duty in answered.duties.all()[:2]] == ["这里写的", ""]


def test_a_row_that_cannot_be_taken_keeps_out_all_others(answered, sheet, cast):
    sheet.put(1, "备注", "好的")
    sheet.put(2, "责任领导", "长" * 61)
    file = handed_in(answered, sheet, cast)
    with pytest.raises(Fault, match="表里第 4 行：“责任领导”有 61 个字"):
        actions.take_edited(file, ticks(file), {}, cast.clerk)
    assert answered.duties.first().remark == ""


def test_an_unknown_unit_is_asked_about_and_never_guessed(answered, sheet, cast):
    sheet.put(1, "牵头单位", "县工商局")
    file = handed_in(answered, sheet, cast)
    asked = edited.dry_run(file).asked
    assert [(one.name, [body.name for body in one.likely]) for one in asked] == [("县工商局", ["县市场监管局"])]
    assert ticks(file) == []
    with pytest.raises(Fault, match="第 3 行的“县工商局”"):
        actions.take_edited(file, ticks(file, "change"), {}, cast.clerk)
    actions.take_edited(file, ticks(file, "change"), {"县工商局": "县市场监管局"}, cast.clerk)
    assert [unit.name for unit in answered.duties.first().units.filter(role="lead")] == ["县市场监管局"]


def test_units_that_change_places_do_so(answered, sheet, cast):
    sheet.put(1, "牵头单位", "县市场监管局、县发展改革局")
    sheet.put(1, "责任（配合）单位", "县农业农村局、海口海关等")
    file = handed_in(answered, sheet, cast)
    actions.take_edited(file, ticks(file), {}, cast.clerk)
    units = [(unit.role, unit.name) for unit in answered.duties.first().units.order_by("role", "position")]
    leads, others = units[:2], units[2:]
    assert leads == [("lead", "县市场监管局"), ("lead", "县发展改革局")]
    assert others == [("responsible", "县农业农村局"), ("responsible", "海口海关")]


def test_a_row_added_in_a_joined_category_stands_where_it_was_put(answered, sheet, cast):
    before = [duty.pk for duty in answered.duties.all()]
    insert_row(sheet, 4, {"具体举措": "开展快检进乡镇。", "完成时限": "2026年底", "牵头单位": "县教育局"})
    file = handed_in(answered, sheet, cast)
    assert [(one.difference.kind, dict(one.lines)["类别"]) for one in edited.dry_run(file).shown] == [("new", "一、提升产品质量")]
    actions.take_edited(file, ticks(file), {}, cast.clerk)
    now = list(answered.duties.all())
    assert [duty.pk for duty in now if duty.measures != "开展快检进乡镇。"] == before
    assert (now[1].measures, now[1].due, str(now[1].units.get())) == ("开展快检进乡镇。", "2026年底", "县教育局")


def test_a_row_that_is_gone_is_taken_out_only_when_ticked(answered, sheet, cast):
    for joined in [str(one) for one in sheet.page.merged_cells.ranges]:
        if joined.startswith(("B", "C")):
            sheet.page.unmerge_cells(joined)
    sheet.page.delete_rows(4)
    file = handed_in(answered, sheet, cast)
    assert [kind for kind, *_ in said(file)] == ["gone"]
    assert ticks(file) == []
    actions.take_edited(file, ticks(file, "gone"), {}, cast.clerk)
    assert answered.duties.filter(removed_at=None).count() == 2
    assert answered.duties.exclude(removed_at=None).get().measures.startswith("加强药品监管")


def test_rows_put_in_another_order_are_put_so_here(answered, sheet, cast):
    swap_rows(sheet, 3, 5)
    file = handed_in(answered, sheet, cast)
    assert [kind for kind, *_ in said(file)] == ["order"]
    order = [duty.pk for duty in answered.duties.all()]
    actions.take_edited(file, ticks(file), {}, cast.clerk)
    assert [duty.pk for duty in answered.duties.all()] == [order[2], order[1], order[0]]


def test_columns_may_move_and_a_renamed_one_is_named_and_not_read(answered, sheet, cast):
    page, due = sheet.page, sheet.column("完成时限")
    sheet.put(1, "完成时限", "2027年6月底前")
    page.cell(2, due).value = "办结时间"
    run = edited.dry_run(handed_in(answered, sheet, cast))
    assert run.shown == []
    assert "“办结时间”这几列不是分解表的栏目，没有读。" in run.sheet.notes
    assert any("没有“完成时限”列" in note for note in run.sheet.notes)


def test_a_hidden_column_is_read_and_said_to_be_hidden(answered, sheet, cast):
    sheet.put(1, "责任领导", "李副县长")
    sheet.page.column_dimensions[sheet.page.cell(2, sheet.column("责任领导")).column_letter].hidden = True
    run = edited.dry_run(handed_in(answered, sheet, cast))
    assert [one.name for one in run.shown] == ["责任领导"]
    assert any("“责任领导”列在文件里是隐藏的" in note for note in run.sheet.notes)


def test_another_plans_table_is_refused(answered, sheet, document, cast):
    other = actions.make_plan([document], cast.office, cast.clerk)
    with pytest.raises(Fault, match="是别的方案或别处导出的"):
        handed_in(other, sheet, cast)


def test_a_table_without_its_marks_is_refused(answered, sheet, cast):
    sheet.page.delete_cols(sheet.column("行标识（勿改）"))
    with pytest.raises(Fault, match="隐藏的行标识没有了"):
        handed_in(answered, sheet, cast)


def test_a_formula_in_a_cell_is_not_taken(answered, sheet, cast):
    sheet.put(1, "备注", '=HYPERLINK("http://example.test","点这里")')
    file = handed_in(answered, sheet, cast)
    shown = edited.dry_run(file).shown
    assert [(one.difference.kind, one.name, one.can_take) for one in shown] == [("held", "备注", False)]
    with pytest.raises(Fault, match="不能收"):
        actions.take_edited(file, [shown[0].value], {}, cast.clerk)


def test_a_changed_target_is_named_and_not_taken(answered, sheet, cast):
    sheet.put(1, "量化目标", "农产品抽检合格率≥90%")
    assert [(kind, name) for kind, name, *_ in said(handed_in(answered, sheet, cast))] == [("held", "量化目标")]


def test_words_that_look_like_a_formula_but_are_words_go_out_and_come_back(answered, cast):
    actions.change_duty(answered.duties.first(), "remark", "=1+1", cast.clerk)
    assert said(handed_in(answered, Sheet(answered, cast.clerk), cast)) == []


def test_a_plan_that_was_issued_asks_for_the_reason(answered, sheet, cast):
    Plan.objects.unscoped("test").filter(pk=answered.pk).update(state="issued")
    answered.refresh_from_db()
    sheet.put(1, "备注", "改")
    file = handed_in(answered, sheet, cast)
    with pytest.raises(Fault, match="请写明修改理由"):
        actions.take_edited(file, ticks(file), {}, cast.clerk)
    actions.take_edited(file, ticks(file), {}, cast.clerk, reason="领导批示")
    assert answered.duties.first().remark == "改"


def test_a_persons_number_is_masked_on_the_page_and_not_kept_once_decided(answered, cast, clerk):
    actions.change_duty(answered.duties.first(), "phone", "13800001111", cast.clerk)
    sheet = Sheet(answered, cast.clerk)
    sheet.put(1, "责任人及电话", "王小明\n13912345678")
    file = handed_in(answered, sheet, cast)
    page = clerk.get(f"/plans/{answered.pk}/edited/{file.pk}/").content.decode()
    assert "13912345678" not in page
    assert "13800001111" not in page
    actions.take_edited(file, ticks(file), {}, cast.clerk)
    file.refresh_from_db()
    assert (answered.duties.first().person, answered.duties.first().phone, file.said) == ("王小明", "13912345678", {})


def test_a_file_is_decided_once(answered, sheet, cast):
    sheet.put(1, "备注", "改")
    file = handed_in(answered, sheet, cast)
    chosen = ticks(file)
    actions.take_edited(file, chosen, {}, cast.clerk)
    with pytest.raises(Fault, match="已经处理过了"):
        actions.take_edited(file, chosen, {}, cast.clerk)


def test_the_page_takes_what_is_ticked(answered, sheet, cast, clerk):
    sheet.put(1, "备注", "改")
    upload = io.BytesIO(sheet.saved())
    upload.name = "改好.xlsx"
    shown = clerk.post(f"/plans/{answered.pk}/edited/in/", {"file": upload}, follow=True)
    file = answered.edited_files.get()
    assert "1 处改动" in shown.content.decode()
    clerk.post(f"/plans/{answered.pk}/edited/{file.pk}/take/", {"take": ticks(file), "reason": ""})
    assert answered.duties.first().remark == "改"
