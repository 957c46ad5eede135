"""What stands in columns without rules is a table where rows and columns are certain, and else stays as printed."""

import pytest

from core.formats.making import Placed, pdf_file
from zhiheng.core.reading.formats import extract

LEFTS = (60.0, 110.0, 300.0, 420.0)
HEAD = ("序号", "指标名称", "单位", "2027年目标值")


def placed(rows: list[tuple[str, ...]], top: float = 150, pitch: float = 24) -> list[Placed]:
    return [
        (left, top + pitch * k, 12, text) for k, row in enumerate(rows) for left, text in zip(LEFTS, row, strict=True) if text
    ]


def rows_of(page: list[Placed]) -> list[tuple[int, int, str]]:
    found = extract(pdf_file([page]), "表.pdf")
    return [(b.row or 0, b.column or 0, found.text[b.start : b.end]) for b in found.blocks if b.kind == "cell"]


def test_each_cell_knows_its_row_and_column() -> None:
    rows = [HEAD, ("1", "产品质量合格率", "%", "95"), ("2", "标准制修订", "万项", "20"), ("3", "质量奖获奖组织", "家次", "6")]
    assert rows_of(placed(rows)) == [(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row)]


def test_a_cell_over_two_lines_is_one_text() -> None:
    rows = [HEAD, ("1", "农产品质量安全例行监", "%", "98"), ("2", "地方标准", "万项", "20"), ("3", "质量奖", "家次", "6")]
    page = [(x, y + 20 * (y > 180), size, text) for x, y, size, text in placed(rows)]
    found = rows_of([*page, (LEFTS[1], 190, 12, "测合格率")])
    assert (1, 1, "农产品质量安全例行监测合格率") in found
    assert (3, 3, "6") in found


def test_an_empty_cell_shifts_nothing() -> None:
    rows = [HEAD, ("1", "产品质量合格率", "%", "95"), ("2", "服务质量位次", "", "前列"), ("3", "质量奖获奖组织", "家次", "6")]
    assert (2, 3, "前列") in rows_of(placed(rows))


@pytest.mark.parametrize(
    "lines",
    [
        ("到2027年，全县产品质量合格率达到95%以上。", "各单位要加强领导，落实责任。", "请于月底前报送情况。"),
        ("（联系人：赵某；电话：12345678）", "示范县人民政府", "2026年3月1日"),
    ],
)
def test_paragraphs_are_no_table(lines: tuple[str, ...]) -> None:
    assert rows_of([(84, 150 + 24 * k, 12, line) for k, line in enumerate(lines)]) == []


def test_rows_of_what_is_no_table_are_never_run_together() -> None:
    first, second = ("序号", "任务", "责任单位"), ("一是加强", "二是督促", "三是宣传引导")
    page = [(x, y, 12, text) for y, row in ((150, first), (174, second)) for x, text in zip((60, 200, 420), row, strict=True)]
    assert extract(pdf_file([page]), "表.pdf").text.split("\n") == ["序号 任务 责任单位", "一是加强 二是督促 三是宣传引导"]
