"""The pages of a register: exact counts, all rows out, one row with what happened to it."""

import io
import json
from datetime import date

import duckdb
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

import factories
from zhiheng.registers.actions import check_file, import_file
from zhiheng.registers.models import Row

pytestmark = pytest.mark.django_db
HEAD = "检查编号,专项行动,地区,检查日期,出动人次,查处案件,立案,罚款（元）"
ADDRESS = "/registers/special-campaign/"


def with_rows(*lines: str) -> factories.Cast:
    cast = factories.cast()
    content = "\n".join([HEAD, *lines]).encode()
    assert not import_file("special-campaign", "a.csv", content, cast.province_office, cast.province_clerk).blocked
    return cast


def line(number: int, area: str = "示例县", name: str = "农资整治", day: str = "2025-03-04") -> str:
    return f"检-{number:03},{name},{area},{day},10,2,1,3500.50"


def test_the_list_counts_exactly_and_filters_by_area_and_day() -> None:
    cast = with_rows(*(line(n) for n in range(60)), line(1, "邻县"), line(99, day="2024-01-01"))
    client = cast.client("province_clerk")
    counts = [
        client.get(ADDRESS + query).context["listing"].count
        for query in ("", "?area=990200", "?period=2025", "?from=2024-01-01&to=2024-12-31", "?q=检-01")
    ]
    assert counts == [62, 1, 61, 1, 10]


def test_a_county_sees_its_own_rows_alone() -> None:
    cast = with_rows(line(1), line(2, "邻县"))
    theirs = Row.objects.get(area=cast.neighbour_county)
    client = cast.client("clerk")
    assert client.get(ADDRESS).context["listing"].count == 1
    assert client.get(f"{ADDRESS}{theirs.pk}/").status_code == 404
    assert client.post(f"{ADDRESS}{theirs.pk}/status/", {"status": "void", "reason": "x"}).status_code == 404
    assert "邻县" not in client.get(f"{ADDRESS}export/?format=csv").getvalue().decode()


def test_export_gives_all_rows_and_importing_it_changes_nothing() -> None:
    cast = with_rows(*(line(n, name='=1+1"，@x') for n in range(60)))
    client = cast.client("province_clerk")
    for kind in ("csv", "xlsx"):
        content = client.get(f"{ADDRESS}export/?format={kind}").getvalue()
        report = check_file("special-campaign", f"a.{kind}", content, cast.province_office)
        assert (len(report.same), report.problems) == (60, [])


def test_no_exported_cell_is_a_formula() -> None:
    cast = with_rows(line(1, name="=HYPERLINK(1)"), line(2, name="@SUM(A1)"), line(3, name="+1"), line(4, name="-1"))
    client = cast.client("clerk")
    csv = client.get(f"{ADDRESS}export/?format=csv").getvalue().decode("utf-8-sig")
    assert all(cell[0] == "'" for row in csv.splitlines()[1:] for cell in [row.split(",")[1]])
    book = load_workbook(io.BytesIO(client.get(f"{ADDRESS}export/").getvalue()))
    assert {cell.data_type for cell in book.active["B"][1:]} == {"s"}


def test_export_as_json_lines_keeps_values_as_kept() -> None:
    cast = with_rows(line(1))
    row = json.loads(cast.client("clerk").get(f"{ADDRESS}export/?format=jsonl").getvalue())
    assert (row["fine"], row["area"], row["checked_on"]) == (350050, "990100", "2025-03-04")


def test_a_row_shows_where_it_came_from_and_what_changed() -> None:
    cast = with_rows(line(1))
    client = cast.client("clerk")
    row = Row.objects.get()
    client.post(f"{ADDRESS}{row.pk}/status/", {"status": "void", "reason": "与第 2 行重复"})
    page = client.get(f"{ADDRESS}{row.pk}/").content.decode()
    assert all(words in page for words in ("a.csv", "导入新增", "3500.50", "作废", "与第 2 行重复", "张经办"))


def test_voiding_without_a_reason_is_refused() -> None:
    cast = with_rows(line(1))
    row = Row.objects.get()
    answer = cast.client("clerk").post(f"{ADDRESS}{row.pk}/status/", {"status": "void", "reason": " "})
    assert answer.status_code == 422
    assert Row.objects.get().status == "kept"


def test_a_reason_longer_than_history_holds_is_refused() -> None:
    cast = with_rows(line(1))
    row = Row.objects.get()
    answer = cast.client("clerk").post(f"{ADDRESS}{row.pk}/status/", {"status": "void", "reason": "重复" * 300})
    assert (answer.status_code, Row.objects.get().status) == (422, "kept")
    assert "请缩短" in answer.content.decode()


def test_a_sign_that_no_database_keeps_does_not_break_a_search() -> None:
    cast = with_rows(line(1), line(2))
    assert cast.client("clerk").get(f"{ADDRESS}?q=001%00").context["listing"].count == 1
    assert "检-001" in cast.client("clerk").get(f"{ADDRESS}export/?format=csv&q=001%00").getvalue().decode()


def test_a_reader_voids_nothing() -> None:
    cast = with_rows(line(1))
    answer = cast.client("reader").post(f"{ADDRESS}{Row.objects.get().pk}/status/", {"status": "void", "reason": "x"})
    assert answer.status_code == 403


def test_checking_first_and_then_importing_through_the_page() -> None:
    cast = factories.cast()
    client = cast.client("clerk")

    def send(act: str, text: str = f"{HEAD}\n{line(1)}"):
        return client.post(f"{ADDRESS}import/", {"act": act, "file": SimpleUploadedFile("三月.csv", text.encode())})

    assert "将新增 1 行" in send("check").content.decode()
    assert not Row.objects.exists()
    assert "新增 1 行" in send("import").content.decode()
    assert Row.objects.count() == 1
    bad = send("import", f"{HEAD}\n检-2,x,示例县,昨天,1,1,1,1")
    assert (bad.status_code, Row.objects.count()) == (422, 1)
    assert "D2" in bad.content.decode()
    assert send("import", "甲,乙\n1,2").status_code == 422
    assert client.post(f"{ADDRESS}import/", {"act": "import"}).status_code == 422


def test_a_file_past_the_limit_is_refused_for_its_size(settings) -> None:
    settings.UPLOAD_LIMIT = 1000
    sheet = SimpleUploadedFile("全年.csv", b"x" * 300_000)
    answer = factories.cast().client("clerk").post(f"{ADDRESS}import/", {"act": "import", "file": sheet})
    assert answer.status_code == 422
    assert "全年.csv：文件超过" in answer.content.decode()


def test_a_file_name_and_cells_are_never_run_as_page() -> None:
    cast = factories.cast()
    text = f"{HEAD}\n检-2,<script>alert(1)</script>,示例县,<b>昨天</b>,1,1,1,1".encode()
    page = cast.client("clerk").post(f"{ADDRESS}import/", {"act": "check", "file": SimpleUploadedFile("a<b>.csv", text)})
    assert "<b>" not in page.content.decode().split('id="report"')[1]


def test_the_empty_sheet_has_the_heads_that_importing_knows() -> None:
    cast = factories.cast()
    book = load_workbook(io.BytesIO(cast.client("clerk").get(f"{ADDRESS}template/").content))
    assert "罚款（元）" in [cell.value for cell in book.active[1]]


def test_a_list_asks_the_database_the_same_number_of_questions_for_one_row_and_for_fifty() -> None:
    cast = with_rows(line(1))
    client = cast.client("province_clerk")
    counts = []
    for lines in ([], [line(n) for n in range(2, 51)]):
        if lines:
            import_file("special-campaign", "b.csv", "\n".join([HEAD, *lines]).encode(), cast.office, cast.clerk)
        with CaptureQueriesContext(connection) as asked:
            client.get(ADDRESS)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 15


def test_a_row_s_page_asks_the_same_number_of_questions_however_much_happened_to_it() -> None:
    cast = with_rows(line(1))
    client, row = cast.client("clerk"), Row.objects.get()
    client.post(f"{ADDRESS}{row.pk}/attach/", {"file": SimpleUploadedFile("甲.txt", "甲".encode())})
    counts = []
    for times in (0, 6):
        for time in range(times):
            for status in ("void", "kept"):
                client.post(f"{ADDRESS}{row.pk}/status/", {"status": status, "reason": f"第{time}次核对"})
            client.post(f"{ADDRESS}{row.pk}/attach/", {"file": SimpleUploadedFile(f"{time}.txt", f"{time}".encode())})
        with CaptureQueriesContext(connection) as asked:
            page = client.get(f"{ADDRESS}{row.pk}/")
        counts.append(len(asked))
    assert "第5次核对" in page.content.decode()
    assert page.context["attachments"].count() == 7
    assert counts[0] == counts[1] <= 35


def test_the_sheet_to_fill_in_locks_its_head_and_offers_the_codes() -> None:
    cast = factories.cast()
    book = load_workbook(io.BytesIO(cast.client("clerk").get(f"{ADDRESS}template/").content))
    sheet = book["专项整治、专项行动与联合执法"]
    heads = {cell.value: cell for cell in sheet[1]}
    assert sheet.protection.sheet
    assert heads["类别"].protection.locked
    assert not sheet.column_dimensions[heads["类别"].column_letter].protection.locked
    offered = next(one for one in sheet.data_validations.dataValidation if heads["类别"].column_letter in str(one.sqref))
    assert [cell.value for cell in book["可选值"]["A"]] == ["产品", "工程", "行业", "区域", "市场", "网络"]
    assert offered.formula1.endswith("!$A$1:$A$6")
    assert "例：2025-07-25" in heads["检查日期"].comment.text
    assert sheet.column_dimensions[heads["检查编号"].column_letter].number_format == "@"


def test_a_number_that_is_text_stays_text_and_what_stands_beside_a_number_goes_out_with_it() -> None:
    cast = factories.cast()
    content = f"{HEAD}\n0012,农资整治,示例县,2025-03-04,40多,2,1,3500.5".encode()
    assert not import_file("special-campaign", "a.csv", content, cast.office, cast.clerk).blocked
    out = cast.client("clerk").get(f"{ADDRESS}export/").getvalue()
    row = {head.value: cell for head, cell in zip(*load_workbook(io.BytesIO(out)).active[1:2], strict=True)}
    assert (row["检查编号"].value, row["检查编号"].number_format) == ("0012", "@")
    assert (row["出动人次"].value, row["罚款（元）"].value) == ("40多", 3500.5)
    assert row["质衡行号"].value == Row.objects.get().pk
    report = check_file("special-campaign", "b.xlsx", out, cast.office)
    assert (len(report.same), report.ignored) == (1, ())


def test_the_rows_of_a_filter_go_out_and_no_others() -> None:
    cast = with_rows(*(line(n) for n in range(5)), line(99, name="成品油"))
    text = cast.client("clerk").get(f"{ADDRESS}export/?format=csv&q=成品油").getvalue().decode()
    assert text.count("检-") == 1


def test_rows_as_parquet_have_the_types_of_their_columns(tmp_path) -> None:
    cast = with_rows(line(1))
    (tmp_path / "a.parquet").write_bytes(cast.client("clerk").get(f"{ADDRESS}export/?format=parquet").getvalue())
    found = duckdb.read_parquet(str(tmp_path / "a.parquet"))
    assert found.fetchall()[0][found.columns.index("checked_on")] == date(2025, 3, 4)
    assert found.fetchall()[0][found.columns.index("fine")] == 350_050


def test_a_print_names_the_filter_and_the_day() -> None:
    cast = with_rows(line(1), line(2))
    page = cast.client("clerk").get(f"{ADDRESS}print/?q=检-001").content.decode()
    assert "编号“检-001”" in page
    assert "打印日期" in page
    assert "检-002" not in page
