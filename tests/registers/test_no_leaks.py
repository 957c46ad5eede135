"""Every register with personal fields, on every page and in every file: no personal value is to be read in clear."""

import io
from datetime import date

import pytest
from django.test import Client
from openpyxl import load_workbook

import factories
from zhiheng.core.values.registers import Register
from zhiheng.definitions.registers import registers
from zhiheng.history.actions import record
from zhiheng.history.models import PersonalRead
from zhiheng.registers.models import Import, Row
from zhiheng.registers.showing import shown_row

pytestmark = pytest.mark.django_db
PERSONAL = {register.id: register for register in registers().values() if register.personal}
CLEAR = {
    "text": "欧阳明月", "int": 48151623, "money": 8675309900, "date": "1971-02-03", "decimal": "271.828", "percent": "31.415",
    "quantity": "161.803", "time": "04:44", "bool": True, "organisation": "某某养老院", "product": "假肢", "area": "990100",
}  # fmt: skip
SEEN = ("欧阳明月", "48151623", "86753099", "1971-02-03", "271.828", "31.415", "161.803", "04:44", "某某养老院", "假肢")


@pytest.fixture
def cast():
    return factories.cast()


def kept_row(cast: factories.Cast, register: Register) -> Row:
    data = {key: CLEAR.get(field.type) if field.personal else None for key, field in register.fields.items()}
    data = {key: [value] if register.fields[key].many and value else value for key, value in data.items()}
    data |= {key: "2026-7" for key in register.key if register.fields[key].type == "text"} | {"area": "990100"}
    row = Row.objects.create(
        register=register.id, area=cast.county, office=cast.office, event_on=date(2026, 3, 1), key=f"990100|{register.id}",
        tail="2026-7", data=data, state=register.lifecycle.start if register.lifecycle else "", entered_by=cast.clerk,
        entered_at=factories.A_MOMENT, changed_at=factories.A_MOMENT,
    )  # fmt: skip
    record(row, "登记", cast.clerk, after=shown_row(register, data, {}))
    return row


def text_of(answer) -> str:
    if "spreadsheet" in answer["Content-Type"]:
        book = load_workbook(io.BytesIO(answer.getvalue()))
        return str([[cell.value for cell in row] for row in book.active.iter_rows()])
    return answer.getvalue().decode()


@pytest.mark.parametrize("id", PERSONAL)
def test_no_page_and_no_file_shows_a_personal_value(cast, id):
    register, client = PERSONAL[id], cast.client("clerk")
    row = kept_row(cast, register)
    name = register.fields[register.personal[0]]
    pages = ["", f"{row.pk}/", f"{row.pk}/change/", "print/", "reveal/", f"{row.pk}/reveal/"]
    files = [f"export/?format={kind}" for kind in ("csv", "xlsx", "jsonl")]
    for page in (*pages, *files):
        answer = client.get(f"/registers/{id}/{page}")
        assert answer.status_code == 200, page
        text = text_of(answer)
        assert not [clear for clear in SEEN if clear in text], (page, name)
    assert "*" in text_of(client.get(f"/registers/{id}/{row.pk}/"))
    assert not PersonalRead.objects.exists()


@pytest.mark.parametrize("id", PERSONAL)
def test_a_search_for_a_personal_value_finds_nothing(cast, id):
    row = kept_row(cast, PERSONAL[id])
    personal, own_page = PERSONAL[id].personal[0], f'href="/registers/{id}/{row.pk}/'
    client = cast.client("clerk")
    assert own_page not in client.get(f"/registers/{id}/?q=欧阳明月").content.decode()
    assert own_page in client.get(f"/registers/{id}/?f.{personal}=谁").content.decode()  # no such filter


def test_a_purpose_and_a_reason_open_the_row_and_leave_lines(cast):
    id, register = next(iter(PERSONAL.items()))
    row = kept_row(cast, register)
    client, purpose = cast.client("clerk"), register.fields[register.personal[0]].personal
    assert client.post(f"/registers/{id}/{row.pk}/reveal/", {"purpose": purpose, "why": ""}).status_code == 422
    assert client.post(f"/registers/{id}/{row.pk}/reveal/", {"purpose": "好奇", "why": "看看"}).status_code == 422
    assert not PersonalRead.objects.exists()
    answer = client.post(f"/registers/{id}/{row.pk}/reveal/", {"purpose": purpose, "why": "回访"})
    assert any(clear in answer.content.decode() for clear in SEEN)
    assert "no-store" in answer["Cache-Control"]
    read = {(one.subject_id, one.by_name, one.purpose) for one in PersonalRead.objects.all()}
    assert read == {(row.pk, "张经办", f"{purpose}：回访〔{register.name}〕")}


def test_a_file_with_personal_values_leaves_a_line_for_each_row(cast):
    id, register = next(iter(PERSONAL.items()))
    first = kept_row(cast, register).pk
    second = another(first)
    purpose = register.fields[register.personal[0]].personal
    answer = cast.client("clerk").post(f"/registers/{id}/reveal/", {"purpose": purpose, "why": "移送"})
    assert any(clear in text_of(answer) for clear in SEEN)
    assert set(PersonalRead.objects.values_list("subject_id", flat=True)) == {first, second}


def another(pk: int) -> int:
    """A second row of the same values."""
    row = Row.objects.get(pk=pk)
    row.pk, row.key = None, f"{row.key}|2"
    row.save(force_insert=True)
    return row.pk


@pytest.mark.parametrize("who", ["drafter", "reviewer", "reader"])
def test_who_may_not_reveal_is_offered_nothing_and_refused(cast, who):
    id, register = next(iter(PERSONAL.items()))
    row = kept_row(cast, register)
    client = cast.client(who)
    assert "查看个人信息" not in client.get(f"/registers/{id}/{row.pk}/").content.decode()
    purpose = register.fields[register.personal[0]].personal
    for address in (f"/registers/{id}/{row.pk}/reveal/", f"/registers/{id}/reveal/"):
        assert client.post(address, {"purpose": purpose, "why": "看看"}).status_code == 403


def test_the_file_that_came_in_goes_out_to_those_who_may_reveal_and_the_log_says_so(cast):
    id = next(iter(PERSONAL))
    source = Import.objects.create(
        register=id, area=cast.county, office=cast.office, name="举报.csv", digest="0" * 64, size=1, added=1, changed=0, same=0,
        by=cast.clerk, at=factories.A_MOMENT,
    )  # fmt: skip
    assert cast.client("reader").get(f"/registers/imports/{source.pk}/file/").status_code == 403
    cast.client("clerk").get(f"/registers/imports/{source.pk}/file/")
    assert PersonalRead.objects.get().field == "导入的原文件"


def test_a_register_that_is_not_hers_is_not_in_the_list_nor_at_its_address(cast):
    cast.reader.memberships.update(registers=["training"])
    client: Client = cast.client("reader")
    page = client.get("/registers/").content.decode()
    assert 'href="/registers/training/"' in page
    assert "enforcement-case" not in page
    assert client.get("/registers/enforcement-case/").status_code == 404
