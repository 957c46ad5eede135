"""A spreadsheet comes into a register whole or not at all, and twice the same adds nothing."""

import io
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

import factories
from zhiheng.core.values.faults import Fault
from zhiheng.history.models import Revision
from zhiheng.registers.actions import check_file, import_file
from zhiheng.registers.models import Import, Row

pytestmark = pytest.mark.django_db
HEAD = ["检查编号", "专项行动", "类别", "地区", "检查日期", "出动人次", "查处案件", "立案", "罚款（万元）"]
GOOD = ["检-1", "农资整治", "产品", "示例县", "2025-03-04", 12, 3, 1, 0.35]


def csv_of(*rows: list) -> bytes:
    return "\r\n".join(",".join("" if cell is None else str(cell) for cell in row) for row in rows).encode("gb18030")


def xlsx_of(*rows: list) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def bring(cast: factories.Cast, content: bytes, name: str = "检查.csv"):
    return import_file("special-campaign", name, content, cast.office, cast.clerk)


def test_a_row_comes_in_with_its_money_in_fen() -> None:
    cast = factories.cast()
    report = bring(cast, xlsx_of(HEAD, GOOD), "检查.xlsx")
    row = Row.objects.get()
    assert (len(report.added), report.blocked) == (1, False)
    assert row.data["fine"] == 350_000
    assert row.data["area"] == "990100"
    assert row.data["found"] == 3
    assert (row.area, str(row.event_on), row.office) == (cast.county, "2025-03-04", cast.office)


def test_the_same_file_twice_adds_nothing() -> None:
    cast = factories.cast()
    bring(cast, csv_of(HEAD, GOOD))
    again = bring(cast, csv_of(HEAD, GOOD))
    assert (len(again.added), len(again.changed), len(again.same)) == (0, 0, 1)
    assert Row.objects.count() == 1


def test_a_changed_cell_updates_its_row_and_keeps_the_old_value() -> None:
    cast = factories.cast()
    bring(cast, csv_of(HEAD, GOOD))
    bring(cast, csv_of(HEAD, [*GOOD[:5], 20, *GOOD[6:]]), "更正.csv")
    change = Revision.objects.get(verb="导入更改")
    assert Row.objects.get().data["staff"] == 20
    assert change.changes() == [("出动人次", "12", "20")]
    assert "更正.csv" in change.reason


def test_one_bad_row_keeps_every_row_out() -> None:
    cast = factories.cast()
    bad = ["检-2", "农资整治", "家电", "示例县", "2025-02-30", "二十", 1, 3, None]
    report = bring(cast, csv_of(HEAD, GOOD, bad))
    places = {problem.cell: problem.says for problem in report.problems}
    assert not Row.objects.exists()
    assert not Import.objects.exists()
    assert set(places) == {"C3", "E3", "F3"}
    assert {p.row for p in report.problems} == {3}
    assert "日历上没有" in places["E3"]
    assert "阿拉伯数字" in places["F3"]
    assert "产品、工程" in places["C3"]


def test_more_filed_than_found_is_blocked() -> None:
    report = check_file("special-campaign", "a.csv", csv_of(HEAD, [*GOOD[:7], 4, 0]), factories.cast().office)
    assert [(p.cell, p.blocks) for p in report.problems] == [("H2", True)]


def test_a_dry_run_keeps_nothing_and_says_what_would_come() -> None:
    cast = factories.cast()
    report = check_file("special-campaign", "a.csv", csv_of(HEAD, GOOD), cast.office)
    assert len(report.added) == 1
    assert report.kept is None
    assert not Row.objects.exists()
    assert not Revision.objects.exists()


def test_the_file_is_kept_with_its_digest() -> None:
    cast = factories.cast()
    content = csv_of(HEAD, GOOD)
    kept = bring(cast, content).kept
    assert cast.client("clerk").get(f"/registers/imports/{kept.pk}/file/").getvalue() == content


def test_two_rows_of_one_key_in_a_file_are_named() -> None:
    report = bring(factories.cast(), csv_of(HEAD, GOOD, GOOD))
    assert "第2行" in report.problems[0].says
    assert report.problems[0].row == 3


def test_a_county_brings_in_no_rows_of_its_neighbour() -> None:
    cast = factories.cast()
    report = bring(cast, csv_of(HEAD, [*GOOD[:3], "邻县", *GOOD[4:]]))
    assert report.blocked
    assert "不是本辖区" in report.problems[0].says


def test_the_province_brings_in_rows_of_its_counties() -> None:
    cast = factories.cast()
    rows = [GOOD, ["检-1", *GOOD[1:3], "990200", *GOOD[4:]]]
    report = import_file("special-campaign", "a.csv", csv_of(HEAD, *rows), cast.province_office, cast.province_clerk)
    assert len(report.added) == 2
    assert {row.area for row in Row.objects.all()} == {cast.county, cast.neighbour_county}


def test_empty_cells_stay_unknown() -> None:
    cast = factories.cast()
    bring(cast, csv_of(HEAD, [*GOOD[:5], None, None, None, None]))
    assert Row.objects.get().data["staff"] is None
    assert Row.objects.get().data["fine"] is None


def test_columns_come_in_any_order_and_strangers_are_named() -> None:
    cast = factories.cast()
    report = bring(cast, csv_of(["备注", *reversed(HEAD)], ["无", *reversed(GOOD)]))
    assert len(report.added) == 1
    assert report.ignored == ("备注",)


def test_a_title_above_the_head_is_passed_over() -> None:
    report = bring(factories.cast(), xlsx_of(["专项检查情况表"], [], HEAD, GOOD), "a.xlsx")
    assert len(report.added) == 1


@pytest.mark.parametrize(
    ("content", "id"),
    [
        (b"", "R101"),
        (b"PK\x03\x04 torn", "R105"),
        (b"%PDF-1.4 a report", "G104"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le") + bytes(600), "R104"),
        ("检查编号\0".encode(), "R109"),
        (csv_of(["甲", "乙"], ["1", "2"]), "G101"),
        (csv_of(HEAD[:3], GOOD[:3]), "G102"),
        (csv_of([*HEAD, "地区"], [*GOOD, "示例县"]), "G103"),
        (csv_of(["机密"], HEAD, GOOD), "G105"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(content: bytes, id: str) -> None:
    with pytest.raises(Fault) as caught:
        bring(factories.cast(), content)
    assert caught.value.id == id
    assert not Row.objects.exists()


def test_a_cell_far_away_does_not_fill_the_memory() -> None:
    book = Workbook()
    book.active["A1"], book.active["XFD1048576"] = "检查编号", "x"
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(Fault) as caught:
        bring(factories.cast(), out.getvalue(), "远.xlsx")
    assert caught.value.id == "R118"


def test_importing_costs_the_same_queries_for_five_rows_and_for_fifty(django_assert_max_num_queries) -> None:
    cast = factories.cast()
    many = [[f"检-{n}", *GOOD[1:]] for n in range(50)]
    with django_assert_max_num_queries(28):
        bring(cast, csv_of(HEAD, *many))
    assert Row.objects.count() == 50
    assert sum(Decimal(row.data["fine"]) for row in Row.objects.all()) == 50 * 350_000


def test_an_old_workbook_comes_in_too(soffice: str, tmp_path: Path) -> None:
    (tmp_path / "检查.xlsx").write_bytes(xlsx_of(HEAD, GOOD))
    profile = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    command = [soffice, "--headless", profile, "--convert-to", "xls", "--outdir", str(tmp_path), str(tmp_path / "检查.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    bring(factories.cast(), (tmp_path / "检查.xls").read_bytes(), "检查.xls")
    assert Row.objects.get().data["fine"] == 350_000


def test_the_history_of_a_row_that_came_in_a_file_names_the_firm_before_and_after() -> None:
    cast, head = factories.cast(), "案号,地区,领域,查处日期,当事人"
    for firm in ("示例县光明农资有限公司", "示例县朝阳农资有限公司"):
        content = f"{head}\n案-1,示例县,食品,2025-03-04,{firm}".encode()
        assert not import_file("enforcement-case", "案.csv", content, cast.office, cast.clerk).blocked
    added, changed = Revision.objects.filter(subject_type="registers.row").order_by("seq")
    assert added.after["当事人"] == changed.before["当事人"] == "示例县光明农资有限公司"
    assert changed.after["当事人"] == "示例县朝阳农资有限公司"


def test_a_firm_named_in_two_areas_of_one_file_is_one_firm_and_the_file_may_come_again() -> None:
    cast = factories.cast()
    head = "登记编号,地区,来源,类别,登记日期,被反映企业,反映内容"
    lines = [f"HX-{n},{area},12315,投诉,2025-03-01,甲厂,不合格" for n, area in enumerate(("示例县", "邻县"))]
    content = "\n".join([head, *lines]).encode()
    for _ in range(2):
        report = import_file("complaint-report", "a.csv", content, cast.province_office, cast.province_clerk)
        assert not report.blocked, report.problems
    named = {row.data["accused"] for row in Row.objects.filter(register="complaint-report")}
    assert len(named) == 1
