"""Thirty files come back at once: whose each is, who is missing, and where two disagree, cell by cell."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

import factories
from zhiheng.core.values.faults import Fault
from zhiheng.registers.actions import (
    bring_together,
    choose,
    import_file,
    make_collection,
    name_unit,
    take_back,
)
from zhiheng.registers.collecting import template, templates, together
from zhiheng.registers.models import Collection, Returned, Row

pytestmark = pytest.mark.django_db
HEAD = "检查编号,专项行动,地区,检查日期,出动人次"
FIELDS = ["no", "campaign", "area", "checked_on", "staff"]
ROW = ["检-1", "农资整治", "示例县", "2025-03-04", 12]


def collection(cast: factories.Cast, **said: object) -> Collection:
    given = {"fields": FIELDS, "units": ["示例县", "邻县"], "by_area": True} | said
    return make_collection("special-campaign", "三月检查", office=cast.province_office, by=cast.province_clerk, **given)


def filled(one: Collection, unit: str, *rows: list) -> bytes:
    """The unit's template with rows typed below what stands in it."""
    book = load_workbook(io.BytesIO(template(one, unit)))
    for row in rows:
        book.worksheets[0].append([None, *row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed(content: bytes, cell: str, value: object) -> bytes:
    book = load_workbook(io.BytesIO(content))
    book.worksheets[0][cell] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_thirty_files_dragged_in_at_once_are_told_apart_whatever_they_are_called() -> None:
    cast = factories.cast()
    units = [f"第{n:02}监管所" for n in range(30)]
    one = collection(cast, units=units, by_area=False)
    files = [(f"新建 表格({n}).xlsx", filled(one, unit, [f"检-{n}", *ROW[1:]])) for n, unit in enumerate(units[:28])]
    said = take_back(one, files, cast.province_clerk)
    assert [says.split("，")[0] for _, says in said] == units[:28]
    page = cast.client("province_clerk").get(f"/registers/collections/{one.pk}/").content.decode()
    assert "还没有交（2）：第28监管所、第29监管所" in page
    report = bring_together(one, cast.province_clerk)
    assert (len(report.added), Row.objects.count()) == (28, 28)


def test_a_zip_with_chinese_names_is_taken_apart_and_a_file_without_its_mark_is_known_by_its_name() -> None:
    cast = factories.cast()
    one = collection(cast)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("回表/示例县三月.csv", f"{HEAD}\n{','.join(map(str, ROW))}\n")
        archive.writestr("回表/表格.csv", f"{HEAD}\n检-2,农资整治,邻县,2025-03-05,3\n")
    said = dict(take_back(one, [("回表.zip", out.getvalue())], cast.province_clerk))
    assert said["示例县三月.csv"].startswith("示例县")
    assert "看不出是哪个单位" in said["表格.csv"]
    name_unit(Returned.objects.get(unit="", current=True), "邻县", cast.province_clerk)
    assert {file.unit for file in one.returned.filter(current=True)} == {"示例县", "邻县"}


def test_two_files_that_disagree_wait_for_a_person_cell_by_cell() -> None:
    cast = factories.cast()
    one = collection(cast)
    take_back(one, [("a.xlsx", filled(one, "示例县", ROW))], cast.province_clerk)
    take_back(one, [("b.xlsx", filled(one, "邻县", [*ROW[:4], 15]))], cast.province_clerk)
    (conflict,) = together(one).conflicts
    assert (conflict.head, [(said.unit, said.words) for said in conflict.said]) == (
        "出动人次", [("示例县", "12"), ("邻县", "15")],
    )  # fmt: skip
    with pytest.raises(Fault) as caught:
        bring_together(one, cast.province_clerk)
    assert caught.value.id == "G168"
    choose(one, cast.province_clerk, unit="邻县", key=conflict.key, field=conflict.field)
    bring_together(one, cast.province_clerk)
    assert Row.objects.get().data["staff"] == 15


def test_a_file_against_the_register_is_settled_at_once_for_one_side() -> None:
    cast = factories.cast()
    kept = f"{HEAD}\n{','.join(map(str, ROW))}\n".encode()
    import_file("special-campaign", "旧.csv", kept, cast.province_office, cast.province_clerk)
    one = collection(cast)
    content = template(one, "示例县")
    assert load_workbook(io.BytesIO(content)).worksheets[0]["A2"].value == Row.objects.get().pk
    take_back(one, [("回.xlsx", changed(changed(content, "F2", 40), "E2", "2025-03-09"))], cast.province_clerk)
    assert {said.unit for conflict in together(one).conflicts for said in conflict.said} == {"", "示例县"}
    assert choose(one, cast.province_clerk, unit="示例县") == 2
    bring_together(one, cast.province_clerk)
    row = Row.objects.get()
    assert (row.data["staff"], str(row.event_on), row.data["campaign"]) == (40, "2025-03-09", "农资整治")


def test_a_second_return_replaces_the_first_and_says_what_changed() -> None:
    cast = factories.cast()
    one = collection(cast)
    for staff in (12, 13):
        take_back(one, [("回.xlsx", filled(one, "示例县", [*ROW[:4], staff]))], cast.province_clerk)
    (file,) = one.returned.filter(current=True)
    assert file.changed == ["“检-1”那一行的“出动人次”由“12”改为“13”"]
    assert not together(one).conflicts


def test_a_bad_row_keeps_all_out_and_is_told_with_its_unit() -> None:
    cast = factories.cast()
    one = collection(cast)
    take_back(one, [("回.xlsx", filled(one, "示例县", ROW, ["检-2", "农资整治", "示例县", "三月五日", 1]))], cast.province_clerk)
    (problem,) = together(one).report.problems
    assert problem.row == 3
    assert "示例县：“三月五日”不是日期" in problem.says
    with pytest.raises(Fault, match="一行也没有并入"):
        bring_together(one, cast.province_clerk)
    assert not Row.objects.exists()


def test_another_collection_s_table_is_refused_and_no_key_column_no_collection() -> None:
    cast = factories.cast()
    one, other = collection(cast), collection(cast)
    ((_, says),) = take_back(one, [("x.xlsx", filled(other, "示例县", ROW))], cast.province_clerk)
    assert "另一次收表" in says
    with pytest.raises(Fault) as caught:
        collection(cast, fields=["campaign", "checked_on"])
    assert caught.value.id == "G166"


def test_the_pages_make_hand_out_take_back_settle_and_bring_together() -> None:
    cast = factories.cast()
    client = cast.client("province_clerk")
    client.post("/registers/special-campaign/collections/", {"name": "四月检查", "fields": FIELDS, "who": "areas"})
    one = Collection.objects.get()
    assert one.units == ["示例县", "邻县"]
    place = f"/registers/collections/{one.pk}/"
    assert len(zipfile.ZipFile(io.BytesIO(client.get(f"{place}out/").content)).namelist()) == 2
    files = [SimpleUploadedFile(f"{unit}.xlsx", filled(one, unit, [*ROW[:2], unit, *ROW[3:]])) for unit in one.units]
    client.post(f"{place}back/", {"files": files})
    assert "都交齐了" in client.get(place).content.decode()
    client.post(f"{place}settle/", {"act": "bring"})
    assert Row.objects.count() == 2
    assert cast.client("neighbour").get(place).status_code == 404
    assert templates(one)
