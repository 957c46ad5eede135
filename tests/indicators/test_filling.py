"""Somebody else's form comes in empty and goes out filled; what is doubtful is asked, what was given is remembered."""

import io
import json
from pathlib import Path

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Border, Side

import factories
from zhiheng.cli import main
from zhiheng.core.values.faults import Fault
from zhiheng.indicators.filling.actions import drop_form
from zhiheng.indicators.models import FilledForm
from zhiheng.registers.actions import import_file
from zhiheng.registers.models import Row
from zhiheng.web.access import rights_of

pytestmark = pytest.mark.django_db
HEAD = "检查编号,专项行动,地区,检查日期,出动人次,查处案件,立案,罚款（元）"
ROWS = ("1,农资,示例县,2025-01-05,10,2,1,5000", "1,农资,邻县,2025-06-05,20,3,2,6000.50")
TITLE = "2025年上半年专项整治情况统计表"
ADDRESS = "/indicators/fill/?area=990000&period=2025H1"
PERMIT = {"to": "省局质量处", "form": TITLE, "reason": "省局电话通知", "give": "1"}
LINE = Side(style="thin")


def form(*heads: str, title: str = TITLE, areas: tuple[str, ...] = ("示例县", "邻县", "合计"), mark: str = "") -> bytes:
    """An empty form: areas as rows under these heads."""
    book = Workbook()
    sheet = book.active
    for row in ([mark] if mark else [], [title], ["市县", *heads], *([area] for area in areas)):
        if row:
            sheet.append(row)
    for line in sheet.iter_rows(min_row=2 + bool(mark), max_col=1 + len(heads)):
        for cell in line:
            cell.border = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def cast() -> factories.Cast:
    made = factories.cast()
    bring(made, *ROWS)
    return made


def bring(cast: factories.Cast, *lines: str) -> None:
    content = "\n".join([HEAD, *lines]).encode()
    assert not import_file("special-campaign", "a.csv", content, cast.province_office, cast.province_clerk).blocked


def hers(cast: factories.Cast):
    """The browser of the province's clerk, one for a whole test."""
    if not hasattr(cast.province_clerk, "browser"):
        cast.province_clerk.browser = cast.client("province_clerk")
    return cast.province_clerk.browser


def sent(cast: factories.Cast, content: bytes, name: str = "月报.xlsx", address: str = ADDRESS) -> FilledForm:
    answer = hers(cast).post(address, {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302, answer.content.decode()
    return FilledForm.objects.order_by("-pk")[0]


def page(cast: factories.Cast, one: FilledForm) -> str:
    return hers(cast).get(f"/indicators/fill/{one.pk}/").content.decode()


def downloaded(cast: factories.Cast, one: FilledForm):
    answer = hers(cast).get(f"/indicators/fill/{one.pk}/file/")
    assert "-%E5%B7%B2%E5%A1%AB.xlsx" in answer["Content-Disposition"]
    return load_workbook(io.BytesIO(answer.content))


def given() -> set[tuple[str, str, str, str]]:
    rows = Row.objects.filter(register="reported-figure").select_related("area")
    return {(row.area.name, row.data["figure"], row.data["value"], row.data["label"]) for row in rows}


def answers(cast: factories.Cast, one: FilledForm, answer: str) -> dict[str, str]:
    """The same answer to every question that waits."""
    from zhiheng.directory.queries import everywhere
    from zhiheng.indicators.filling.queries import groups_of, proposal_of

    groups = groups_of(proposal_of(one, everywhere(), rights_of(None)), one.choices)
    return {f"group-{group.key}": answer for group in groups if group.state == "ask"}


def test_clear_cells_are_filled_and_their_sources_stand_on_a_second_sheet(cast) -> None:
    one = sent(cast, form("立案数（宗）", "罚款（元）"))
    book = downloaded(cast, one)
    assert [[cell.value for cell in row] for row in book["Sheet"]["B3:C5"]] == [[1, 5000], [2, 6000.5], [3, 11000.5]]
    lines = [[cell.value for cell in row] for row in book["数据来源"].iter_rows(min_row=3, max_row=8)]
    total = next(line for line in lines if line[0] == "Sheet!B5")
    assert total[2:5] == ["3宗", "已填", "立案数（cases-filed）"]
    assert (total[6], total[8]) == ("示例省 2025H1", "2025-06-30")
    assert total[7].endswith("／2 行")


def test_what_is_not_known_stays_empty_and_says_why(cast) -> None:
    one = sent(cast, form("立案数（宗）", title="专项整治情况统计表"), address="/indicators/fill/?area=990000&period=2024H1")
    assert downloaded(cast, one)["Sheet"]["B3"].value is None
    assert "暂无数据" in page(cast, one)


def test_a_form_with_questions_is_not_given_until_they_are_answered(cast) -> None:
    one, clerk = sent(cast, form("立案数（起）")), hers(cast)
    address = f"/indicators/fill/{one.pk}/"
    refused = clerk.post(address, PERMIT)
    assert refused.status_code == 422
    assert "还有 3 格没有核对" in refused.content.decode()
    assert not given()
    assert clerk.post(address, answers(cast, one, "cases-filed")).status_code == 302
    assert clerk.post(address, PERMIT).status_code == 302
    assert {row[:3] for row in given()} == {("示例县", "立案数", "1"), ("邻县", "立案数", "2"), ("示例省", "立案数", "3")}
    one.refresh_from_db()
    assert (one.state, one.given_to) == ("given", "省局质量处")
    assert downloaded(cast, one)["Sheet"]["B3"].comment is None


def test_the_same_form_of_the_next_month_asks_nothing_that_was_answered(cast) -> None:
    one, clerk = sent(cast, form("立案数（起）")), hers(cast)
    clerk.post(f"/indicators/fill/{one.pk}/", answers(cast, one, "cases-filed"))
    clerk.post(f"/indicators/fill/{one.pk}/", PERMIT)
    bring(cast, "2,农资,示例县,2025-07-05,10,5,4,5000")
    july = form("立案数（起）", title="2025年7月专项整治情况统计表", areas=("示例县",))
    next_month = sent(cast, july, address="/indicators/fill/?area=990000&period=2025-07")
    assert downloaded(cast, next_month)["Sheet"]["B3"].value == 4
    assert not answers(cast, next_month, "x")
    assert "上次同一张表的这一栏填的就是它" in page(cast, next_month)


def test_a_cell_may_be_left_empty(cast) -> None:
    one, clerk = sent(cast, form("立案数（起）", "罚款（元）")), hers(cast)
    clerk.post(f"/indicators/fill/{one.pk}/", answers(cast, one, "-"))
    clerk.post(f"/indicators/fill/{one.pk}/", PERMIT)
    assert {figure for _, figure, _, _ in given()} == {"罚款金额"}


def test_a_figure_that_was_given_otherwise_before_is_asked_about_and_needs_its_reason(cast) -> None:
    clerk, first = hers(cast), sent(cast, form("立案数（宗）"))
    clerk.post(f"/indicators/fill/{first.pk}/", PERMIT)
    assert "与以前报过的一致" in page(cast, sent(cast, form("立案数（宗）", title="质量工作情况表")))
    bring(cast, "2,农资,示例县,2025-02-05,10,3,2,5000")
    second = sent(cast, form("立案数（宗）"))
    assert "以前报过 1宗" in page(cast, second)
    clerk.post(f"/indicators/fill/{second.pk}/", answers(cast, second, "cases-filed"))
    assert clerk.post(f"/indicators/fill/{second.pk}/", PERMIT | {"reason": ""}).status_code == 422
    assert len(given()) == 3
    assert clerk.post(f"/indicators/fill/{second.pk}/", PERMIT).status_code == 302
    assert ("示例县", "立案数", "3", "立案数") in given()


def test_a_form_that_was_given_in_another_window_is_not_dropped(cast) -> None:
    one = sent(cast, form("立案数（宗）"))
    FilledForm.objects.filter(pk=one.pk).update(state="given")
    with pytest.raises(Fault, match="M305"):
        drop_form(one, cast.province_clerk)
    assert FilledForm.objects.filter(pk=one.pk).exists()


def test_a_form_that_was_given_is_closed(cast) -> None:
    one, clerk = sent(cast, form("立案数（宗）")), hers(cast)
    clerk.post(f"/indicators/fill/{one.pk}/", PERMIT)
    again = clerk.post(f"/indicators/fill/{one.pk}/", PERMIT)
    assert "已经报出" in again.content.decode()
    assert len(given()) == 3


def test_a_change_is_remembered_as_a_figure_of_its_own(cast) -> None:
    bring(cast, "9,农资,示例县,2024-01-05,10,2,1,5000", "9,农资,邻县,2024-01-05,10,2,1,5000")
    one, clerk = sent(cast, form("立案数（宗）", "同比（%）", areas=("合计",), title="情况表")), hers(cast)
    clerk.post(f"/indicators/fill/{one.pk}/", answers(cast, one, "cases-filed"))
    clerk.post(f"/indicators/fill/{one.pk}/", PERMIT)
    assert ("示例省", "立案数", "3", "立案数") in given()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("月报.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "Workbook".encode("utf-16-le") + b"\0\0" + b"\0" * 4000,
         "另存为 .xlsx"),
        ("月报.pdf", b"%PDF-1.4 form", "M304"),
        ("月报.xlsx", b"", "空"),
        ("月报.xlsx", b"PK\x03\x04 broken", "R105"),
        ("月报.xlsx", form("立案数", mark="机密★1年"), "D401"),
    ],
)  # fmt: skip
def test_what_cannot_be_filled_is_refused_with_its_remedy_and_nothing_is_kept(cast, name, content, says) -> None:
    answer = hers(cast).post(ADDRESS, {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not FilledForm.objects.exists()


def test_a_sheet_with_nothing_to_fill_is_said_to_be_one(cast) -> None:
    book, out = Workbook(), io.BytesIO()
    book.active["A1"] = "关于报送数据的通知"
    book.save(out)
    answer = hers(cast).post(ADDRESS, {"file": SimpleUploadedFile("通知.xlsx", out.getvalue())})
    assert "没有找到要填数的空格" in answer.content.decode()


def test_a_form_is_seen_by_its_own_office_alone(cast) -> None:
    one = sent(cast, form("立案数（宗）"))
    for who in ("clerk", "neighbour"):
        for address in ("", "file/"):
            assert cast.client(who).get(f"/indicators/fill/{one.pk}/{address}").status_code == 404
    assert cast.client("reader").get(f"/indicators/fill/{one.pk}/").status_code == 403


def test_a_form_that_is_not_wanted_is_dropped(cast) -> None:
    one = sent(cast, form("立案数（宗）"))
    assert hers(cast).post(f"/indicators/fill/{one.pk}/drop/").status_code == 302
    assert not FilledForm.objects.exists()


def test_the_command_fills_a_form_and_says_each_cell(cast, tmp_path: Path, capsys) -> None:
    (tmp_path / "空表.xlsx").write_bytes(form("立案数（起）", "罚款（元）", "植树（亩）"))
    out = tmp_path / "填好.xlsx"
    words = ["fill", str(tmp_path / "空表.xlsx"), "--area", "990000", "--period", "2025H1", "--output", str(out)]
    assert main([*words, "--format", "json"]) == 0
    cells = {cell["cell"]: cell for cell in json.loads(capsys.readouterr().out)["cells"]}
    assert [(cells[at]["state"], cells[at]["value"], cells[at]["indicator"]) for at in ("B3", "C5", "D3")] == [
        ("ask", 1, "cases-filed"), ("filled", 11000.5, "fines"), ("unknown", None, None),
    ]  # fmt: skip
    assert cells["C5"]["label"] == "合计 / 罚款（元）"
    assert load_workbook(out).sheetnames == ["Sheet", "数据来源"]
    assert not given()


def test_the_command_enters_only_what_is_clear(cast, tmp_path: Path, capsys) -> None:
    (tmp_path / "空表.xlsx").write_bytes(form("立案数（起）", "罚款（元）"))
    words = ["fill", str(tmp_path / "空表.xlsx"), "--area", "990000", "--period", "2025H1", "--output", str(tmp_path / "o.xlsx")]
    assert main([*words, "--to", "省局质量处", "--by", "province"]) == 2
    assert "M124" in capsys.readouterr().err
    assert not (tmp_path / "o.xlsx").exists()
    assert main([*words, "--to", "省局质量处", "--by", "province", "--reason", "电话通知"]) == 0
    assert {figure for _, figure, _, _ in given()} == {"罚款金额"}


def test_the_command_fills_a_document(cast, tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("上半年专项整治情况")
    made.add_paragraph("上半年，全省立案____宗，罚款____元。")
    made.save(str(tmp_path / "空表.docx"))
    words = ["--area", "990000", "--period", "2025H1", "--output", str(tmp_path / "o.docx")]
    assert main(["fill", str(tmp_path / "空表.docx"), *words]) == 0
    assert docx.Document(str(tmp_path / "o.docx")).paragraphs[1].text == "上半年，全省立案 3 宗，罚款 11000.50 元。"


@pytest.mark.parametrize(
    ("output", "id"), [("o.xlsx", "M310"), ("o.docx", "M308"), ("夹/o.xlsx", "M309")]
)
def test_a_wrong_call_is_one_line(tmp_path: Path, capsys, output: str, id: str) -> None:
    words = ["--area", "990000", "--period", "2025H1", "--output", str(tmp_path / output)]
    assert main(["fill", str(tmp_path / "无.xlsx"), *words]) == 2
    assert capsys.readouterr().err.startswith(id)
