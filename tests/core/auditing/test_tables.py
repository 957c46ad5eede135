"""Tables of a draft are added up again: rows and columns of totals, parts, percentages."""

import io

import docx
import pytest

from zhiheng.core.auditing.tables import table_findings
from zhiheng.core.composing import open_file, understand_closely
from zhiheng.definitions import lexicons

HEAD = ("地区", "检查（家）", "查处（宗）", "其中：立案（宗）", "罚款（万元）", "立案率（%）")
ROWS = (
    ("甲市", "120", "40", "25", "3.11", "62.5"), ("乙县", "80", "20", "9", "1.20", "45.0"),
    ("丙县", "55", "16", "8", "0.92", "50.0"), ("合计", "255", "76", "42", "5.23", "55.3"),
)  # fmt: skip


def table(rows: tuple[tuple[str, ...], ...]) -> bytes:
    document = docx.Document()
    document.add_paragraph("各市县上半年执法情况如下。")
    made = document.add_table(len(rows), len(rows[0]))
    for line, texts in zip(made.rows, rows, strict=True):
        for cell, text in zip(line.cells, texts, strict=True):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def told(rows: tuple[tuple[str, ...], ...]) -> list[tuple[str, str]]:
    """The printed number and the kind of each finding."""
    _, cleaned = understand_closely(open_file(table(rows), "表.docx"), lexicons(), with_raw=True)
    return [(cleaned.text[one.start : one.end], one.kind) for one in table_findings(cleaned)]


def changed(row: int, column: int, text: str) -> tuple[tuple[str, ...], ...]:
    rows = [list(each) for each in (HEAD, *ROWS)]
    rows[row][column] = text
    return tuple(map(tuple, rows))


def test_a_table_that_adds_up_is_left_alone() -> None:
    assert told((HEAD, *ROWS)) == []


@pytest.mark.parametrize(
    ("row", "column", "text", "found"),
    [
        (4, 1, "265", ("265", "sum")),  # a total of a column
        (1, 2, "41", ("76", "sum")),  # one of its parts
        (4, 4, "5.32", ("5.32", "sum")),
        (1, 5, "65.2", ("65.2", "share")),  # a rate that its row does not give
        (3, 3, "17", ("17", "sum")),  # 其中 above its whole
    ],
)
def test_what_does_not_add_up_is_told(row: int, column: int, text: str, found: tuple[str, str]) -> None:
    assert found in told(changed(row, column, text))


def test_a_column_of_totals_is_the_sum_of_those_beside_it() -> None:
    rows = (("类别", "生产", "流通", "合计"), ("食品", "12", "30", "42"), ("建材", "7", "11", "18"), ("农资", "5", "9", "15"))
    assert told(rows) == [("15", "sum")]


def test_a_subtotal_is_of_its_own_rows_and_the_total_of_all() -> None:
    rows = (
        ("单位", "数量（件）"), ("甲局", "3"), ("乙局", "4"), ("小计", "7"), ("丙局", "5"), ("丁局", "6"), ("小计", "12"),
        ("合计", "18"),
    )  # fmt: skip
    assert told(rows) == [("12", "sum")]


def test_last_year_beside_a_rate_is_a_rate_and_beside_a_number_a_number() -> None:
    rows = (
        ("地区", "批次", "上年", "不合格率（%）", "上年"), ("甲市", "40", "50", "10.0", "12.0"),
        ("乙县", "60", "50", "20.0", "14.0"),
        ("合计", "100", "101", "16.0", "13.0"),
    )  # fmt: skip
    assert told(rows) == [("101", "sum")]


def test_shares_are_of_the_total_and_growth_is_of_two_years() -> None:
    rows = (
        ("类别", "2024年", "2025年", "同比（%）", "占比（%）"), ("食品", "40", "50", "25.0", "50.0"),
        ("建材", "20", "30", "50.0", "33.0"), ("农资", "16", "20", "-25.0", "20.0"),
        ("合计", "76", "100", "31.6", "100.0"),
    )  # fmt: skip
    assert told(rows) == [("-25.0", "share"), ("33.0", "share")]
