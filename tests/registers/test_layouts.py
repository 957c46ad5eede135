"""A file of any layout is mapped once by a person and comes in unattended from then on; a changed head is asked about.

The files are synthetic samples 合成样例 of our own making, shaped like exports of platforms.
"""

import csv
import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

import factories
from zhiheng.directory.models import Enterprise
from zhiheng.registers.actions import check_file, import_file
from zhiheng.registers.layouts import Unmapped
from zhiheng.registers.models import ImportProfile, Incoming, Row

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).parent / "samples"
ADDRESS = "/registers/special-campaign/import/"


HEADS = ("编号", "专项行动名称", "日期", "人次", "罚没款（万元）")


def township_table(heads: tuple = HEADS, title: str = "示例县整治情况表") -> bytes:
    """A table as a unit fills it in: a title, a head over two rows, totals and a signature below."""
    book = Workbook()
    sheet = book.active
    sheet.append([title])
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(heads))
    sheet.append(["基本情况", None, None, *["成效"] * (len(heads) - 3)])
    sheet.merge_cells("A2:C2")
    sheet.append(heads)
    sheet.append(["检-1", "农资整治", "2025.3.4", 12, 0.35])
    sheet.append(["检-2", "农资整治", "2025年3月5日", 8, None])
    sheet.append(["合计", None, None, 20, 0.35])
    sheet.append(["填表人：张经办"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def chosen(client: object, one: Incoming, **said: str) -> None:
    """A person confirms the page as it stands, but for what she says otherwise."""
    page = client.get(f"/registers/incoming/{one.pk}/columns/").context["page"]
    answers: dict = {"name": "县整治情况表", "skip": "合计、填表人"}
    for line in page.lines:
        answers[f"from-{line.key}"], answers[f"is-{line.key}"] = line.chosen, line.constant
        answers[f"unit-{line.key}"] = line.unit
    answer = client.post(f"/registers/incoming/{one.pk}/columns/", answers | said)
    assert answer.status_code == 302, answer.context["says"]


def sent(client: object, content: bytes, name: str = "表.xlsx", act: str = "check") -> Incoming:
    client.post(ADDRESS, {"file": SimpleUploadedFile(name, content), "act": act})
    return Incoming.objects.order_by("-pk")[0]


def test_a_table_of_another_layout_is_mapped_once_and_then_comes_in_unattended() -> None:
    cast = factories.cast()
    client = cast.client("clerk")
    one = sent(client, township_table())
    assert one.state == "asks"
    chosen(client, one, **{"from-area": "title", "from-checked_on": "c2", "from-campaign": "c1", "from-fine": "c4"})
    one.refresh_from_db()
    assert (one.state, one.report["added"], one.report["bad"]) == ("checked", 2, 0)
    assert not Row.objects.exists()

    report = import_file("special-campaign", "四月.xlsx", township_table(), cast.office, cast.clerk)
    rows = {row.data["no"]: row for row in Row.objects.all()}
    assert len(report.added) == 2
    assert (rows["检-1"].data["fine"], rows["检-1"].data["staff"], str(rows["检-2"].event_on)) == (350_000, 12, "2025-03-05")
    assert rows["检-1"].area == cast.county


def test_what_is_proposed_says_why_and_shows_samples() -> None:
    client = factories.cast().client("clerk")
    one = sent(client, township_table())
    page = client.get(f"/registers/incoming/{one.pk}/columns/").context["page"]
    lines = {line.key: line for line in page.lines}
    assert lines["campaign"].chosen == "c1"
    assert "农资整治" in lines["campaign"].samples
    assert "专项行动" in lines["campaign"].evidence[0]


def test_a_changed_head_is_asked_about_and_says_what_changed() -> None:
    cast = factories.cast()
    client = cast.client("clerk")
    chosen(
        client, sent(client, township_table()),
        **{"from-area": "title", "from-checked_on": "c2", "from-campaign": "c1", "from-fine": "c4"},
    )  # fmt: skip
    other = township_table(heads=("编号", "专项行动名称", "日期", "人次", "罚款数（万元）"))
    with pytest.raises(Unmapped) as caught:
        check_file("special-campaign", "五月.xlsx", other, cast.office)
    assert caught.value.id == "G141"
    assert "少了“罚没款(万元)”" in caught.value.says
    assert "多了“罚款数(万元)”" in caught.value.says


def test_a_second_confirmation_is_a_second_version() -> None:
    client = factories.cast().client("clerk")
    one = sent(client, township_table())
    for _ in range(2):
        chosen(client, one, **{"from-area": "title", "from-checked_on": "c2", "from-campaign": "c1"})
    assert list(ImportProfile.objects.order_by("version").values_list("version", flat=True)) == [1, 2]


def test_a_required_field_that_comes_from_nowhere_is_named() -> None:
    client = factories.cast().client("clerk")
    one = sent(client, township_table())
    answer = client.post(f"/registers/incoming/{one.pk}/columns/", {"from-no": "c0"})
    assert answer.status_code == 422
    assert "专项行动" in answer.content.decode()
    assert not ImportProfile.objects.exists()


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


@pytest.mark.parametrize(
    ("register", "name", "rows", "state"),
    [
        ("product-sampling", "e-cqs-合成样例.csv", 4, "报告"),
        ("complaint-report", "12315-合成样例.csv", 3, "受理"),
        ("enforcement-check", "双随机-合成样例.csv", 3, "派单"),
    ],
)
def test_exports_shaped_like_platforms_come_in_without_a_question(register: str, name: str, rows: int, state: str) -> None:
    cast = factories.cast()
    report = import_file(register, name, sample(name), cast.office, cast.clerk)
    assert [(p.cell, p.says) for p in report.problems if p.blocks] == []
    assert len(report.added) == rows
    first = Row.objects.order_by("pk")[0]
    assert first.state == state
    again = import_file(register, "又一次.csv", sample(name), cast.office, cast.clerk)
    assert (len(again.added), len(again.changed), len(again.same)) == (0, 0, rows)


def test_translations_states_and_firms_of_a_platform_are_ours() -> None:
    cast = factories.cast()
    import_file("product-sampling", "a.csv", sample("e-cqs-合成样例.csv"), cast.office, cast.clerk)
    rows = {row.data["no"]: row for row in Row.objects.all()}
    verdicts = [rows[f"合成-{n}"].data["verdict"] for n in (1, 2, 3)]
    assert verdicts == ["合格", "不合格", "合格"]
    assert rows["合成-1"].reached["报告"] == "2025-07-20"
    firm = Enterprise.objects.get(pk=rows["合成-1"].data["enterprise"])
    assert (firm.name, firm.pending) == ("示例合成电线有限公司", True)
    assert rows["合成-3"].data["enterprise"] == firm.pk


def test_every_sample_says_that_it_is_synthetic() -> None:
    for path in SAMPLES.iterdir():
        assert "合成" in path.name
        assert any("合成" in cell for row in csv.reader(path.read_text("utf-8").splitlines()) for cell in row)


def test_pasted_lines_come_in_only_once_a_person_said_what_their_words_mean() -> None:
    client = factories.cast().client("clerk")
    client.post(ADDRESS, {"pasted": "检-1：3起，罚款0.5万元\n检-2：2起", "act": "import"})
    one = Incoming.objects.get()
    assert (one.state, Row.objects.count()) == ("asks", 0)
    chosen(
        client, one,
        **{
            "from-no": "c0", "from-found": "c1", "from-fine": "c2", "from-campaign": "=", "is-campaign": "农资整治",
            "from-area": "=", "is-area": "示例县", "from-checked_on": "=", "is-checked_on": "2025-07-25",
        },
    )  # fmt: skip
    client.post(f"/registers/incoming/{one.pk}/act/", {"act": "import"})
    rows = {row.data["no"]: row.data for row in Row.objects.all()}
    assert (rows["检-1"]["found"], rows["检-1"]["fine"], rows["检-2"]["found"], rows["检-2"]["fine"]) == (3, 500_000, 2, None)


def test_a_kept_row_is_never_taken_back_by_a_file_nor_over_what_a_person_approves() -> None:
    cast = factories.cast()
    text = sample("e-cqs-合成样例.csv").decode()
    import_file("product-sampling", "a.csv", text.encode(), cast.office, cast.clerk)
    back = check_file("product-sampling", "b.csv", text.replace("已出报告", "已抽样", 1).encode(), cast.office)
    assert "台账里这一行已是“报告”，不能由表格改为“抽样”" in back.problems[0].says
    on = check_file("product-sampling", "c.csv", text.replace("已出报告", "已公布", 1).encode(), cast.office)
    assert "不能由表格改为“公告”" in on.problems[0].says


def test_a_thousand_columns_do_no_harm() -> None:
    heads = [*(f"列{n}" for n in range(996)), "检查编号", "专项行动", "地区", "检查日期"]
    row = [*("x" for _ in range(996)), "检-1", "农资整治", "示例县", "2025-03-04"]
    content = "\n".join(",".join(cells) for cells in (heads, row)).encode()
    report = check_file("special-campaign", "宽.csv", content, factories.cast().office)
    assert (len(report.added), len(report.ignored)) == (1, 996)
