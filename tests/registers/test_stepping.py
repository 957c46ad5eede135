"""A row goes its way on a person's word, and its days, notices and history go with it."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

import factories
from core.scheduling.making import CASE, OPENED
from zhiheng.core.values.faults import Fault
from zhiheng.history.models import Revision
from zhiheng.history.verifying import verified
from zhiheng.registers.actions import Wanted, import_file, retime, take_step
from zhiheng.registers.actions.attaching import keep_proof
from zhiheng.registers.models import Attachment, Notice, Row, RowStep
from zhiheng.web.rights import NotAllowed

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
HEAD = "案号,地区,查处日期,立案日期,当事人,主办单位"


@pytest.fixture(autouse=True)
def office_tree(tmp_path: Path, settings) -> Path:
    """An office with the registers of cases of its own."""
    (tmp_path / "registers").mkdir()
    (tmp_path / "registers" / "case.toml").write_text(CASE, "utf-8")
    (tmp_path / "registers" / "later.toml").write_text(OPENED, "utf-8")
    settings.DEFINITIONS = tmp_path
    return tmp_path


def case(cast: factories.Cast, found: date | None = None, filed: date | None = None, lead: str = "县市场监管局") -> Row:
    """One case, brought in from a file."""
    found = found or TODAY - timedelta(days=2)
    line = f"甲-1,示例县,{found},{filed or ''},某公司,{lead}"
    import_file("case", "案.csv", f"{HEAD}\r\n{line}".encode("gb18030"), cast.office, cast.clerk)
    return Row.objects.get(register="case")


def step(row: Row, to: str, cast: factories.Cast, on: date = TODAY, **said) -> Row:
    files = said.pop("files", ())
    return take_step(row, Wanted(to=to, on=on, **said), said.pop("by", cast.clerk), files)


def test_a_row_that_comes_in_has_its_days() -> None:
    row = case(factories.cast(), found=date(2008, 9, 16))
    assert (row.state, row.reached) == ("线索", {"线索": "2008-09-16"})
    assert row.clocks["file"] == {"start": "2008-09-16", "due": "2008-10-10", "warn": "2008-10-07"}
    assert row.due_on == date(2008, 9, 17), "the 24 hours of another clock come first"
    assert "law" not in row.clocks


def test_a_row_that_comes_again_has_other_days_and_its_steps_still_count() -> None:
    cast = factories.cast()
    row = step(case(cast, found=date(2025, 3, 3)), "查处", cast, on=date(2025, 3, 5))
    row = case(cast, found=date(2025, 3, 3), filed=date(2025, 3, 6))
    assert row.reached == {"线索": "2025-03-03", "查处": "2025-03-05"}
    assert row.clocks["file"]["stop"] == "2025-03-06"
    assert row.state == "查处"


def test_a_step_leaves_its_line_with_reason_and_its_entry_in_the_log() -> None:
    cast = factories.cast()
    row = step(step(case(cast), "查处", cast), "不予立案", cast, reason="情节轻微")
    said = Revision.objects.filter(subject_type="registers.row", subject_id=row.pk).latest("pk")
    assert (said.before, said.after["状态"], said.reason) == ({"状态": "查处"}, "不予立案", "情节轻微")
    assert [(one.start, one.end) for one in RowStep.objects.all()] == [("线索", "查处"), ("查处", "不予立案")]
    assert (row.state, row.due_on) == ("不予立案", None)


def test_what_is_lacking_is_said_and_nothing_happens() -> None:
    cast = factories.cast()
    row = step(case(cast), "查处", cast)
    with pytest.raises(Fault, match="T201 “甲-1”还不能走到“立案”：还缺“立案日期”"):
        step(row, "立案", cast)
    assert Row.objects.get(pk=row.pk).state == "查处"
    assert RowStep.objects.count() == 1


def test_another_role_does_not_take_the_step() -> None:
    cast = factories.cast()
    row = step(case(cast, filed=TODAY), "查处", cast)
    with pytest.raises(NotAllowed, match="U402"):
        take_step(row, Wanted(to="立案", on=TODAY), cast.drafter)
    with pytest.raises(NotAllowed, match="U402"):
        take_step(row, Wanted(to="立案", on=TODAY), cast.neighbour)
    assert take_step(row, Wanted(to="立案", on=TODAY), cast.reviewer).state == "立案"


def test_who_is_named_is_told_and_a_body_we_do_not_know_goes_on_the_printed_list() -> None:
    cast = factories.cast()
    row = step(case(cast, filed=TODAY, lead="县市场监管局、县某某局"), "查处", cast)
    step(row, "立案", cast)
    known, unknown = Notice.objects.order_by("unit_id", "pk").exclude(unit=None), Notice.objects.filter(unit=None)
    assert [(notice.unit, notice.text) for notice in known] == [(cast.office, "示例案 甲-1：查处 → 立案")]
    assert [(notice.to, notice.area) for notice in unknown] == [("县某某局", cast.county)]


def test_closing_needs_a_file_locks_the_row_and_opens_the_next_register() -> None:
    cast = factories.cast()
    row = step(step(case(cast, filed=TODAY), "查处", cast), "立案", cast)
    with pytest.raises(Fault, match="证据材料"):
        step(row, "结案", cast)
    row = step(row, "结案", cast, files=[SimpleUploadedFile("决定书.pdf", b"%PDF-1.4 decision")])
    assert row.locked
    assert Attachment.objects.get().name == "决定书.pdf"
    opened = Row.objects.get(register="later")
    assert (opened.data["no"], opened.data["who"], opened.area, opened.office) == ("甲-1", "某公司", cast.county, cast.office)
    assert opened.data["from_case"] == row.key
    assert Revision.objects.filter(subject_id=opened.pk, verb="开立").get().reason == "由“甲-1”开立"


def test_what_proved_an_earlier_step_does_not_prove_the_next() -> None:
    cast = factories.cast()
    report = SimpleUploadedFile("检验报告.pdf", b"%PDF-1.4 report")
    row = step(step(case(cast, filed=TODAY), "查处", cast), "立案", cast, files=[report])
    with pytest.raises(Fault, match="证据材料"):
        step(row, "结案", cast)
    keep_proof(row, "决定书.pdf", b"%PDF-1.4 decision", cast.clerk)
    assert step(row, "结案", cast).state == "结案"


def test_a_severe_step_keeps_who_approved_it_and_on_which_document() -> None:
    cast = factories.cast()
    row = step(step(case(cast, filed=TODAY), "查处", cast), "立案", cast)
    with pytest.raises(Fault, match="批准人"):
        step(row, "吊销", cast, reason="两次复查不合格")
    step(row, "吊销", cast, approver="王局长", document="示市监罚〔2026〕1号")
    assert (RowStep.objects.last().approver, RowStep.objects.last().document) == ("王局长", "示市监罚〔2026〕1号")
    assert Revision.objects.latest("pk").after["批准文书"] == "示市监罚〔2026〕1号"


def test_a_locked_row_goes_on_by_its_steps() -> None:
    cast = factories.cast()
    row = step(case(cast, filed=TODAY), "查处", cast)
    Row.objects.update(locked=True)
    assert step(row, "立案", cast).state == "立案"


def test_two_who_see_the_same_row_do_not_both_move_it() -> None:
    cast = factories.cast()
    row = case(cast)
    step(row, "查处", cast, version=row.version)
    with pytest.raises(Fault, match=r"T203 .*现在在“查处”"):
        step(row, "查处", cast, version=row.version)


def test_a_void_row_goes_nowhere() -> None:
    cast = factories.cast()
    row = case(cast)
    Row.objects.update(status="void")
    with pytest.raises(Fault, match="T202"):
        step(row, "查处", cast)


def test_dates_are_found_again_when_a_year_is_arranged_or_a_limit_signed(office_tree: Path) -> None:
    cast = factories.cast()
    row = case(cast, found=date(2006, 12, 20))
    assert row.clocks["file"]["provisional"], "nobody has arranged 2006 here"
    retime()
    assert retime() == 0, "nothing changed"
    (office_tree / "calendar").mkdir()
    (office_tree / "calendar" / "notices.csv").write_text("number,year,title\n甲,2006,示例安排\n", "utf-8")
    (office_tree / "calendar" / "holidays.csv").write_text("day,kind,name,notice\n2006-10-02,休,国庆节,甲\n", "utf-8")
    (office_tree / "signatures").mkdir()
    signed = "clock,signed_by,signed_on,document\ncase.law,王某,2026-01-05,示例条例第七条\n"
    (office_tree / "signatures" / "clocks.csv").write_text(signed, "utf-8")
    assert retime() == 1
    row.refresh_from_db()
    assert "provisional" not in row.clocks["file"]
    assert row.clocks["law"]["due"] == "2007-01-04"
    assert Revision.objects.latest("pk").verb == "重算时限"


def test_what_steps_and_new_dates_change_is_sealed(office_tree: Path) -> None:
    cast = factories.cast()
    row = step(step(case(cast, filed=TODAY), "查处", cast), "立案", cast)
    step(row, "结案", cast, files=[SimpleUploadedFile("决定书.pdf", b"%PDF-1.4 decision")])
    (office_tree / "signatures").mkdir()
    signed = "clock,signed_by,signed_on,document\ncase.law,王某,2026-01-05,示例条例第七条\n"
    (office_tree / "signatures" / "clocks.csv").write_text(signed, "utf-8")
    assert retime() >= 1
    assert verified().flaws == 0
    Row.objects.filter(pk=row.pk).update(state="线索")
    assert verified().flaws == 1
