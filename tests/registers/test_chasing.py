"""What a visit found and a meeting resolved becomes 督办, each line once, and each matter tells where it came from."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook

import factories
from zhiheng.core.values.faults import Fault
from zhiheng.definitions.registers import registers as defined
from zhiheng.plans.models import Matter
from zhiheng.registers import actions
from zhiheng.registers.known import known_register
from zhiheng.registers.models import Row

VISIT = {
    "round": "2026年10月现场督查", "area": "示例县", "item": "召开工作会议", "visited_on": "2026-10-20", "verdict": "不符合",
    "finding": "1. 没有印发会议纪要\n2. 台账不全（县教育局，2026-12-15前）", "unit": "县财政局", "rectify_due": "2026-11-30",
}  # fmt: skip


@pytest.fixture
def cast(transactional_db):
    made = factories.cast()
    for n, unit in enumerate(("县教育局", "县财政局")):
        factories.office(made.county, unit, 20 + n)
    return made


def kept(cast, register: str, said: dict[str, str]) -> Row:
    return actions.add_row(known_register(register), actions.Typed(said), cast.office, cast.clerk).row


def test_each_finding_of_a_visit_becomes_a_matter_with_its_deadline_and_unit(cast) -> None:
    row, clerk = kept(cast, "field-supervision", VISIT), cast.client("clerk")
    page = f"/registers/field-supervision/{row.pk}/"
    assert "列入督办" in clerk.get(page).content.decode()
    shown = clerk.get(f"{page}chase/").content.decode()
    assert "没有印发会议纪要" in shown
    assert 'value="2026-11-30"' in shown
    lead = Matter._meta.get_field("lead").related_model.objects.get(name="县财政局")
    said = {"lines": VISIT["finding"], "lead": lead.pk, "due_on": "2026-11-30"}
    for _ in range(2):
        assert clerk.post(f"{page}chase/", said).status_code == 302
    first, second = Matter.objects.order_by("number")
    assert (first.subject, first.lead.name, first.due_on) == ("没有印发会议纪要", "县财政局", date(2026, 11, 30))
    assert (second.lead.name, second.due_on) == ("县教育局", date(2026, 12, 15))
    assert (first.source, first.basis_on) == ("visit", date(2026, 10, 20))
    assert "2026年10月现场督查" in first.basis
    assert page in clerk.get(f"/plans/chasing/{first.pk}/").content.decode()
    assert "已列入督办 2 件" in clerk.get(page).content.decode()


def test_a_meeting_says_its_resolutions_and_one_without_a_line_makes_none(cast) -> None:
    row, clerk = kept(cast, "work-meeting", {"area": "示例县", "kind": "例会", "held_on": "2026-10-08"}), cast.client("clerk")
    page = f"/registers/work-meeting/{row.pk}/chase/"
    assert clerk.post(page, {"lines": " "}).status_code == 422
    clerk.post(page, {"lines": "一、开展校服抽检（县教育局，2026-12-31前）"})
    made = Matter.objects.get()
    assert (made.subject[:6], made.source, made.lead.name) == ("开展校服抽检", "meeting", "县教育局")


def test_a_row_that_no_longer_counts_is_not_chased(cast) -> None:
    row = kept(cast, "field-supervision", VISIT)
    actions.set_status(row, "void", "录重了", cast.clerk)
    row.refresh_from_db()
    with pytest.raises(Fault, match="P191"):
        actions.chase_row(row, "没有台账", None, None, cast.office, cast.clerk, on=date(2026, 11, 2))
    answer = cast.client("clerk").post(f"/registers/field-supervision/{row.pk}/chase/", {"lines": "没有台账"})
    assert "已经作废" in answer.content.decode()


def test_who_may_not_chase_and_registers_that_are_not_chased_have_no_such_page(cast) -> None:
    row = kept(cast, "field-supervision", VISIT)
    page = f"/registers/field-supervision/{row.pk}/"
    assert "列入督办" not in cast.client("reader").get(page).content.decode()
    assert cast.client("reader").get(f"{page}chase/").status_code == 403
    assert cast.client("neighbour").get(f"{page}chase/").status_code == 404
    brand = Row.objects.create(
        register="brand", area=cast.county, office=cast.office, key="牌-1", entered_by=cast.clerk, entered_at=factories.A_MOMENT,
        changed_at=factories.A_MOMENT,
    )  # fmt: skip
    assert cast.client("clerk").get(f"/registers/brand/{brand.pk}/chase/").status_code == 404


def test_the_rectification_list_has_its_columns_on_paper_and_as_a_file(cast) -> None:
    row, clerk = kept(cast, "field-supervision", VISIT), cast.client("clerk")
    clerk.post(f"/registers/field-supervision/{row.pk}/chase/", {"lines": VISIT["finding"], "due_on": "2026-11-30"})
    ledger = clerk.get("/plans/chasing/?source=visit").content.decode()
    assert "整改清单" in ledger
    sheet = load_workbook(io.BytesIO(clerk.get("/plans/chasing/rectification.xlsx?source=visit").content)).active
    assert [cell.value for cell in sheet[2]] == ["序号", "问题", "整改措施", "责任单位", "责任人", "时限", "进展", "销号"]
    second = [cell.value for cell in sheet[4]][:6]
    assert second == ["2", "台账不全（县教育局，2026-12-15前）", None, "县教育局", None, "2026-12-15"]
    assert "没有印发会议纪要" in clerk.get("/plans/chasing/rectification/?source=visit").content.decode()


def test_a_register_that_chases_by_an_unknown_field_is_refused(tmp_path) -> None:
    folder = tmp_path / "registers"
    folder.mkdir()
    text = (defined()["field-supervision"].text).replace('what = "finding"', 'what = "findings"')
    (folder / "field-supervision.toml").write_text(text, encoding="utf-8")
    with pytest.raises(Fault, match="findings"):
        defined(tmp_path)
