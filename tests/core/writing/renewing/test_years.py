"""Tables of several years: the heads move on, numbers that were printed move to their year, the newest are measured."""

import docx
import pytest

from core.writing.renewing.making import file_of
from zhiheng.core.reading.formats import extract
from zhiheng.core.writing.renewing import assembled
from zhiheng.core.writing.renewing.years import year_tables


def moved(*rows: list[str], year: int = 2024, step: int = 1) -> str:
    document = docx.Document()
    made = document.add_table(len(rows), len(rows[0]))
    for line, texts in zip(made.rows, rows, strict=True):
        for cell, text in zip(line.cells, texts, strict=True):
            cell.text = text
    found = extract(file_of(document), "a.docx")
    years = year_tables(found.text, found.blocks, year, step)
    return assembled(found.text, [*years.heads, *years.moving]).new


@pytest.mark.parametrize("year", ["{}", "{}年", "{}年上半年"])
def test_columns_move_one_year_on(year) -> None:
    heads = [year.format(one) for one in (2022, 2023, 2024)]
    after = [year.format(one) for one in (2023, 2024, 2025)]
    said = moved(["项目", *heads], ["批次", "88", "95", "892"], ["合格率", "85.2", "—", "87.9"])
    wanted = (["项目", *after], ["批次", "95", "892", "892"], ["合格率", "—", "87.9", "87.9"])
    assert said == "\n".join("\t".join(row) for row in wanted)


def test_rows_move_on_too_and_years_that_fall_do() -> None:
    said = moved(["年份", "检查", "案件"], ["2024", "822", "1944"], ["2023", "760", "1702"])
    assert said == "年份\t检查\t案件\n2025\t822\t1944\n2024\t822\t1944"


@pytest.mark.parametrize(
    "rows",
    [
        [["项目", "2018年", "2019年"], ["批次", "1", "2"]],  # history
        [["项目", "2020年", "2024年"], ["批次", "1", "2"]],  # a base year beside this one
        [["地区", "检查", "案件"], ["甲市", "2023", "2024"]],  # numbers that look like years
        [["项目", "2024年"], ["批次", "2"]],
    ],
)
def test_other_tables_stay(rows) -> None:
    assert moved(*rows) == "\n".join("\t".join(row) for row in rows)


def test_two_years_on_the_last_two_are_measured() -> None:
    said = moved(["项目", "2022年", "2023年", "2024年"], ["批次", "88", "95", "892"], step=2)
    assert said == "项目\t2024年\t2025年\t2026年\n批次\t892\t95\t892"
