"""Departments score in spreadsheets that come back by one drag, or on a page; a changed word waits for a person."""

import io
import itertools
import zipfile

import pytest
from openpyxl import load_workbook

import factories
from assessments.judged import assessment
from zhiheng.assessments.actions import entering, scoring
from zhiheng.assessments.cards import standing_of
from zhiheng.assessments.models import Judgement, SheetBack
from zhiheng.assessments.scoring import asking, matrix, planning, sheets
from zhiheng.core.values.faults import Fault
from zhiheng.web.rights import NotAllowed

pytestmark = pytest.mark.django_db
DAY = "2025-01-10"


@pytest.fixture(autouse=True)
def own_home(settings, tmp_path) -> None:
    settings.HOME, settings.ORIGINALS = tmp_path, tmp_path / "originals"


@pytest.fixture
def cast():
    return factories.cast()


@pytest.fixture
def opened(cast):
    return assessment(cast)


def handed_out(opened, cast) -> dict[str, bytes]:
    return {str(one.unit): sheets.sheet_of(one, DAY) for one in scoring.hand_out(opened, cast.province_clerk)}


def filled(content: bytes, **said) -> bytes:
    """The sheet with cells filled in: `said` by item and county, each a value or (value, 不适用, reason)."""
    book = load_workbook(io.BytesIO(content))
    page = book.worksheets[0]
    heads = {cell.value: cell.column for cell in page[4]}
    for row in range(5, page.max_row + 1):
        mark = str(page.cell(row, 1).value or "")
        for cell, words in said.items():
            if mark.endswith("/".join(cell.removeprefix("c").split("_")).replace("x", ".")):
                value, outside, why = words if isinstance(words, tuple) else (words, "", "")
                page.cell(row, heads["评分"]).value = value
                page.cell(row, heads["不适用"]).value = outside
                page.cell(row, heads["扣分原因、说明"]).value = why
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def brought(opened, cast, *files: bytes, agree=lambda row: False):
    """The files brought back after a look: what would change is agreed to where `agree` says so."""
    named = [(f"表{n}.xlsx", content) for n, content in enumerate(files)]
    seen = scoring.keep_files(opened, named, cast.province_clerk)
    keys = [row.key for file in seen for row in file.changed if agree(row)]
    kept = [(file.name, file.digest) for file in seen if file.state == "ready"]
    return seen, scoring.take_back(opened, kept, keys, cast.province_clerk)


def words(opened) -> dict[tuple[str, str], str]:
    found = asking.words_of(list(opened.assessed.all()), "department")
    return {pair: asking.word_in_short(word) for pair, word in found.items()}


def test_one_sheet_a_department_asks_all_assessed_about_the_items_it_leads(cast, opened) -> None:
    given = handed_out(opened, cast)
    assert list(given) == ["省发展改革委", "省财政厅"]
    page = load_workbook(io.BytesIO(given["省发展改革委"])).worksheets[0]
    text = [str(cell.value) for row in page.iter_rows(min_row=5) for cell in row if cell.value is not None]
    assert "1.1.1 纳入规划（2 分，填选答案）：纳入总体规划得 2 分；纳入部门规划得 1 分；未纳入得 0 分" in text
    assert text.count("示例县") == text.count("邻县") == 2
    assert not any("专项资金" in one for one in text)
    again = scoring.hand_out(opened, cast.province_clerk)
    assert len(again) == opened.sheets.count() == 2


def test_answers_come_back_at_once_and_who_is_missing_stands_in_one_line(cast, opened) -> None:
    given = handed_out(opened, cast)
    assert asking.units_asked(opened).says == "还有 2 个部门没有评完：省发展改革委（缺 4 格）、省财政厅（缺 2 格）"
    seen, taken = brought(
        opened, cast, filled(given["省发展改革委"], c990100_1x1x1="纳入总体规划", c990200_1x1x1="未纳入", c990100_1x1x2=1.5),
        filled(given["省财政厅"], c990100_1x1x3=2, c990200_1x1x3=(None, "不适用", "当年没有安排")),
    )  # fmt: skip
    assert [len(file.new) for file in seen] == [3, 2]
    assert [one.state for one in taken] == ["taken", "taken"]
    assert asking.units_asked(opened).says == "还有 1 个部门没有评完：省发展改革委（缺 1 格）"
    assert words(opened) == {
        ("990100", "1.1.1"): "纳入总体规划", ("990200", "1.1.1"): "未纳入", ("990100", "1.1.2"): "1.5", ("990100", "1.1.3"): "2",
        ("990200", "1.1.3"): "不适用",
    }  # fmt: skip
    card = standing_of(opened, "department").card("990100")
    assert {item.id: item.score for item in card.items if item.id in ("1.1.1", "1.1.2", "1.1.3")} == {
        "1.1.1": 2, "1.1.2": 1.5, "1.1.3": 2,
    }  # fmt: skip


def test_looking_at_what_would_change_writes_nothing(cast, opened) -> None:
    given = handed_out(opened, cast)
    scoring.keep_files(opened, [("表.xlsx", filled(given["省财政厅"], c990100_1x1x3=2))], cast.province_clerk)
    assert not Judgement.objects.exists()
    assert not SheetBack.objects.exists()


def test_a_changed_word_asks_and_the_old_one_stays_until_somebody_agrees(cast, opened) -> None:
    given = handed_out(opened, cast)
    brought(opened, cast, filled(given["省财政厅"], c990100_1x1x3=2))
    later = filled(given["省财政厅"], c990100_1x1x3=1)
    seen, taken = brought(opened, cast, later)
    assert [(row.was, row.now) for row in seen[0].changed] == [("2", "1")]
    assert taken[0].state == "apart"
    assert words(opened)["990100", "1.1.3"] == "2"
    _, taken = brought(opened, cast, later, agree=lambda row: True)
    assert taken[0].state == "taken"
    assert words(opened)["990100", "1.1.3"] == "1"
    assert Judgement.objects.filter(item="1.1.3", replaced=True).count() == 1


def test_the_same_file_again_adds_nothing(cast, opened) -> None:
    content = filled(handed_out(opened, cast)["省财政厅"], c990100_1x1x3=2)
    brought(opened, cast, content)
    seen, _ = brought(opened, cast, content)
    assert seen[0].state == "again"
    assert Judgement.objects.count() == 1


def test_two_files_that_differ_are_both_kept_apart_whatever_their_order(cast, opened) -> None:
    given = handed_out(opened, cast)
    two = [filled(given["省财政厅"], c990100_1x1x3=2), filled(given["省财政厅"], c990100_1x1x3=1)]
    for files in itertools.permutations(two):
        seen, taken = brought(opened, cast, *files)
        assert [len(file.of("clash")) for file in seen] == [1, 1]
        assert {one.state for one in taken} == {"apart"}
    assert not Judgement.objects.exists()
    brought(opened, cast, *two, agree=lambda row: True)
    assert not Judgement.objects.exists()
    brought(opened, cast, *two, agree=lambda row: row.now == "1")
    assert words(opened)["990100", "1.1.3"] == "1"


def test_the_order_of_returned_sheets_changes_nothing(cast, opened) -> None:
    given = handed_out(opened, cast)
    files = [
        filled(given["省发展改革委"], c990100_1x1x1="未纳入", c990200_1x1x2=1), filled(given["省财政厅"], c990100_1x1x3=2),
        filled(given["省发展改革委"], c990100_1x1x1="未纳入", c990200_1x1x1="纳入部门规划"),
    ]  # fmt: skip
    found = []
    for order in itertools.permutations(files):
        brought(opened, cast, *order)
        found.append(words(opened))
        Judgement.objects.all().delete()
        SheetBack.objects.all().delete()
    assert all(one == found[0] for one in found)
    assert len(found[0]) == 4


def test_what_cannot_be_a_score_is_refused_row_by_row_and_the_others_are_taken(cast, opened) -> None:
    given = handed_out(opened, cast)
    content = filled(
        given["省发展改革委"], c990100_1x1x1="部分纳入", c990200_1x1x1="未纳入", c990100_1x1x2=2.5,
        c990200_1x1x2=(None, "不适用", ""),
    )  # fmt: skip
    seen, taken = brought(opened, cast, content)
    assert len(seen[0].wrong) == 3
    assert taken[0].state == "apart"
    assert "部分纳入" in taken[0].says
    assert words(opened) == {("990200", "1.1.1"): "未纳入"}


def test_a_sheet_of_another_assessment_and_a_row_of_another_department_are_refused(cast, opened) -> None:
    other = assessment(cast, year=2023)
    seen, _ = brought(opened, cast, handed_out(other, cast)["省财政厅"])
    assert seen[0].state == "refused"
    assert "S241" in seen[0].says
    given = handed_out(opened, cast)
    book = load_workbook(io.BytesIO(given["省财政厅"]))
    page = book.worksheets[0]
    page.cell(6, 1).value = page.cell(6, 1).value.replace("1.1.3", "1.1.2")
    page.cell(6, 7).value = 1
    out = io.BytesIO()
    book.save(out)
    seen, _ = brought(opened, cast, out.getvalue())
    assert "不是省财政厅该评的" in seen[0].wrong[0].why
    assert not Judgement.objects.exists()


def test_strange_files_harm_no_other(cast, opened) -> None:
    good = filled(handed_out(opened, cast)["省财政厅"], c990100_1x1x3=2)
    seen, taken = brought(opened, cast, b"", b"PK\x03\x04broken", good)
    assert [file.state for file in seen] == ["refused", "refused", "ready"]
    assert [one.state for one in taken] == ["taken"]


def test_a_page_writes_what_changed_and_tells_what_another_said_meanwhile(cast, opened) -> None:
    cell = entering.Cell("990100", "1.1.3", "2")
    assert entering.save_cells(opened, "department", [cell], cast.province_clerk).written == 1
    assert entering.save_cells(opened, "department", [cell], cast.province_clerk) == (0, [])
    late = entering.Cell("990100", "1.1.3", "1")
    done = entering.save_cells(opened, "department", [late, entering.Cell("990200", "1.1.3", "1")], cast.province_clerk)
    assert done.written == 1
    assert "孙省局已评为“2”" in done.refused[0]
    assert words(opened)["990100", "1.1.3"] == "2"
    found = matrix.matrix_of(opened, "department", list(opened.as_opened.items[2:3]))
    assert [(line.cells[0].text, line.cells[0].score) for line in found.lines] == [("2", "2"), ("1", "1")]


def test_not_applicable_needs_a_reason_on_the_page_too(cast, opened) -> None:
    done = entering.save_cells(opened, "department", [entering.Cell("990100", "1.1.3", "", applies=False)], cast.province_clerk)
    assert "S245" in done.refused[0]
    cell = entering.Cell("990100", "1.1.3", "", applies=False, why="没有这项工作")
    assert entering.save_cells(opened, "department", [cell], cast.province_clerk).written == 1


def test_a_survey_keeps_its_sample_and_too_few_answers_are_no_data(cast, opened) -> None:
    cells = [
        entering.Cell("990100", "1.1.4", "85", sample="230"), entering.Cell("990200", "1.1.4", "85", sample="20"),
    ]  # fmt: skip
    entering.save_cells(opened, "survey", cells, cast.province_clerk)
    items = {code: standing_of(opened, "department").card(code).items[3] for code in ("990100", "990200")}
    assert items["990100"].score == 1
    assert items["990200"].state == "missing"
    assert "有效样本 20 份，不足 200 份，不采用" in "".join(items["990200"].trace)
    done = entering.save_cells(opened, "survey", [entering.Cell("990100", "1.1.4", "85", sample="许多")], cast.province_clerk)
    assert "S245" in done.refused[0]


@pytest.mark.parametrize("stage", ["approving", "approved", "noticed", "closed"])
def test_after_approval_nothing_is_written(cast, stage) -> None:
    opened = assessment(cast, stage)
    content = filled(handed_out(opened, cast)["省财政厅"], c990100_1x1x3=2)
    _, taken = brought(opened, cast, content)
    assert taken[0].state == "apart"
    done = entering.save_cells(opened, "department", [entering.Cell("990100", "1.1.3", "1")], cast.province_clerk)
    assert "S246" in done.refused[0]
    assert not Judgement.objects.exists()


def test_an_assessment_without_departments_hands_out_nothing(cast, opened) -> None:
    opened.lead_units.all().delete()
    with pytest.raises(Fault) as caught:
        scoring.hand_out(opened, cast.province_clerk)
    assert caught.value.id == "S242"
    assert [item.id for item in asking.units_asked(opened).unled] == ["1.1.1", "1.1.2", "1.1.3"]


def test_a_reader_hands_out_nothing(cast, opened) -> None:
    with pytest.raises(NotAllowed):
        scoring.hand_out(opened, cast.reader)


def test_the_pages_lead_from_the_list_of_departments_to_a_file_and_back(cast, opened) -> None:
    client = cast.client("province_clerk")
    at = f"/assessments/{opened.pk}/scores/"
    assert client.post(f"{at}hand-out/").status_code == 302
    archive = zipfile.ZipFile(io.BytesIO(client.get(f"{at}department.zip").content))
    assert len(archive.namelist()) == 2
    content = filled(archive.read("省财政厅 部门评分表 2024.xlsx"), c990100_1x1x3=2)
    upload = io.BytesIO(content)
    upload.name = "财政.xlsx"
    shown = client.post(f"{at}preview/", {"files": [upload]})
    (file,) = shown.context["ready"]
    done = client.post(f"{at}take-back/", {"name": [file.name], "digest": [file.digest]})
    assert "并入 1 格" in done.content.decode()
    page = client.get(f"{at}cells/department/").content.decode()
    assert "还有 5 格没有评" in page
    seen = Judgement.objects.get().pk
    late = client.post(f"{at}cells/department/save/?item=1.1.3", {"v:990100:1.1.3:0": "1", f"v:990200:1.1.3:{0}": "9"})
    assert "已评为“2”" in late.content.decode()
    assert "超过 2" in late.content.decode()
    changed = client.post(f"{at}cells/department/save/?item=1.1.3", {f"v:990100:1.1.3:{seen}": "1", "y:990100:1.1.3": "少一笔"})
    assert changed.status_code == 302
    assert "少一笔" in client.get(f"{at}cells/department/?item=1.1.3").content.decode()


def test_planning_a_plan_of_all_departments_is_not_slower_by_the_square(cast, opened, django_assert_max_num_queries) -> None:
    content = filled(handed_out(opened, cast)["省发展改革委"], c990100_1x1x1="未纳入", c990200_1x1x1="未纳入", c990100_1x1x2=1)
    with django_assert_max_num_queries(8):
        planning.planned(opened, [("表.xlsx", content)])
