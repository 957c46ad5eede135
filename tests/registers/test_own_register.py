"""A register is added by writing one file into the office's tree: everything works, and no program text is touched."""

import io
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

import factories
from zhiheng.registers.actions.rechecking import recheck
from zhiheng.registers.known import known_register
from zhiheng.registers.models import Row

pytestmark = pytest.mark.django_db
ADDRESS = "/registers/winter-heating-check/"
DEFINITION = """
name = "冬季供暖专项检查"
row = "一次检查"
pattern = "campaign"
topic = "A5"
key = ["area", "no"]
event = "checked_on"
source = {document = "own", clause = "一"}
[fields]
no = {name = "编号", type = "text", required = true}
checked_on = {name = "检查日期", type = "date", required = true}
firm = {name = "供暖企业", type = "enterprise", index = true}
result = {name = "结果", type = "code", index = true}
households = {name = "户数", type = "int", min = 0, unit = "户"}
[codes]
result = ["合格", "不合格"]
[lifecycle]
start = "登记"
end = ["办结"]
steps = [{from = "登记", to = "办结"}]
"""
HEAD = "编号,地区,检查日期,供暖企业,结果,户数"
TYPED = {"f.no": "暖-1", "f.area": "示例县", "f.checked_on": "2026-11-18", "f.firm": "示例县暖阳供热有限公司", "f.result": "合格"}


@pytest.fixture(autouse=True)
def own_file() -> Iterator[None]:
    path = settings.DEFINITIONS / "registers" / "winter-heating-check.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(DEFINITION, "utf-8")
    yield
    path.unlink()


def test_a_file_in_the_offices_tree_is_a_register_with_all_that_belongs_to_one() -> None:
    cast = factories.cast()
    client = cast.client("clerk")
    assert "冬季供暖专项检查" in client.get("/registers/?q=供暖").content.decode()
    assert client.post(f"{ADDRESS}add/", TYPED | {"f.households": "120户"}).status_code == 302
    sheet = f"{HEAD}\n暖-2,示例县,2026-11-19,示例县暖阳供热有限公司,不合格,80"
    sent = {"act": "import", "file": SimpleUploadedFile("供暖.csv", sheet.encode())}
    assert client.post(f"{ADDRESS}import/", sent).status_code in (200, 302)
    assert sorted(Row.objects.values_list("tail", "state")) == [("暖-1", "登记"), ("暖-2", "登记")]
    bad = client.get(f"{ADDRESS}?f.result=不合格").context["listing"]
    assert [line.row.tail for line in bad.lines] == ["暖-2"]
    assert client.get(f"{ADDRESS}export/?format=csv").getvalue().decode().count("暖-") == 2
    template = load_workbook(io.BytesIO(client.get(f"{ADDRESS}template/").content))
    assert [cell.value for cell in template.active[1]][:3] == ["地区", "编号", "检查日期"]
    assert "暖-1" in client.get(f"{ADDRESS}print/").content.decode()
    assert "本单位自己的定义文件" in client.get(f"{ADDRESS}definition/").content.decode()
    assert "办结" in client.get(f"{ADDRESS}{Row.objects.get(tail='暖-1').pk}/").content.decode()
    told = client.get(f"/api{ADDRESS}?f.result=不合格").json()
    assert [row["data"]["households"] for row in told["rows"]] == [80]
    assert client.get(f"/api{ADDRESS}definition/").json()["fields"]["firm"]["name"] == "供暖企业"


def test_a_register_that_is_pinned_comes_first_in_the_menu() -> None:
    cast = factories.cast()
    client = cast.client("clerk")
    client.post(f"{ADDRESS}pin/")
    menu = client.get("/registers/").context["menu"]
    assert menu.used[0].register.id == "winter-heating-check"
    assert len(menu.used) == 12
    assert sum(len(lines) for _, lines in menu.topics) > 12
    client.post(f"{ADDRESS}pin/")
    assert "winter-heating-check" not in {line.register.id for line in client.get("/registers/").context["menu"].used}


def test_a_list_and_a_row_ask_the_same_number_of_questions_for_one_row_and_for_thirty() -> None:
    cast = factories.cast()
    client = cast.client("clerk")
    counts = []
    for numbers in (range(1), range(1, 30)):
        for number in numbers:
            client.post(f"{ADDRESS}add/", TYPED | {"f.no": f"暖-{number}"})
        pk = Row.objects.get(tail="暖-0").pk
        for address in (ADDRESS, f"{ADDRESS}?f.result=合格", f"{ADDRESS}{pk}/"):
            with CaptureQueriesContext(connection) as asked:
                client.get(address)
            counts.append(len(asked))
    assert counts[:3] == counts[3:]
    assert max(counts[:2]) <= 20


def test_after_a_change_of_definition_the_rows_that_no_longer_fit_are_named_with_the_reason() -> None:
    cast = factories.cast()
    client = cast.client("clerk")
    client.post(f"{ADDRESS}add/", TYPED | {"f.households": "120"})
    client.post(f"{ADDRESS}add/", TYPED | {"f.no": "暖-2"})
    assert recheck(known_register("winter-heating-check")).rows == 0
    path = settings.DEFINITIONS / "registers" / "winter-heating-check.toml"
    path.write_text(DEFINITION.replace("min = 0, unit", "min = 0, required = true, unit"), "utf-8")
    assert client.get(f"{ADDRESS}definition/").context["stale"] == 2
    found = recheck(known_register("winter-heating-check"))
    assert (found.rows, [misfit.name for misfit in found.misfits]) == (2, ["暖-2"])
    assert "没有填“户数”" in found.misfits[0].says[0]
    assert client.get(f"{ADDRESS}definition/").context["stale"] == 1
