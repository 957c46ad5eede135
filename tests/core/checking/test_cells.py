"""A cell as people type it becomes the value that is kept, or a sentence with the remedy."""

import tomllib
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.core.checking.cells import Unreadable, kept_value
from zhiheng.core.values.lookups import DAY_ZERO, DAY_ZERO_1904, Broken, Lookups, Merged
from zhiheng.core.values.registers import Code, Field

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "cells.toml").read_text("utf-8"))["case"]
AREAS = {"990100": "990100", "示例县": "990100"}


def read(case: dict) -> tuple:
    field = Field(name="列", type=case["type"], min=0, unit="人次" if case["type"] == "int" else "")
    codes = (Code(value="产品"), Code(value="工程"))
    known = Lookups(areas=AREAS, day_zero=DAY_ZERO_1904 if case.get("book") == 1904 else DAY_ZERO)
    return kept_value(field, case["cell"], codes=codes, known=known, unit=case.get("head", ""))


@pytest.mark.parametrize("case", [case for case in CASES if "kept" in case], ids=lambda case: str(case["cell"]))
def test_what_is_kept(case: dict) -> None:
    assert read(case) == (case["kept"], case.get("mark", {}))


@pytest.mark.parametrize("case", [case for case in CASES if "says" in case], ids=lambda case: str(case["cell"]))
def test_what_is_refused_says_why(case: dict) -> None:
    with pytest.raises(Unreadable, match=case["says"]):
        read(case)


@pytest.mark.parametrize("empty", [None, "", "  ", "\n"])
@pytest.mark.parametrize("kind", ["text", "int", "money", "date", "code", "area"])
def test_an_empty_cell_is_unknown_and_never_zero(kind: str, empty: str | None) -> None:
    assert kept_value(Field(name="列", type=kind), empty) == (None, {})


@given(st.integers(0, 10**13), st.sampled_from([("元", 2), ("万元", 6), ("亿元", 10)]))
def test_money_typed_in_any_unit_comes_back_to_the_last_fen(fen: int, unit: tuple[str, int]) -> None:
    word, places = unit
    typed = f"{Decimal(fen).scaleb(-places):.{places}f}{word}"
    assert kept_value(Field(name="罚款", type="money"), typed) == (fen, {})


@given(st.integers(0, 10**10))
def test_money_in_a_spreadsheet_s_floating_cell_is_exact(fen: int) -> None:
    assert kept_value(Field(name="罚款", type="money"), fen / 100, unit="元") == (fen, {})


@given(st.one_of(st.text(), st.floats(), st.integers(), st.booleans(), st.dates()))
@pytest.mark.parametrize("kind", ["text", "int", "money", "date", "code", "area", "organisation"])
def test_no_cell_breaks_the_reading(kind: str, cell: object) -> None:
    try:
        value, _ = kept_value(Field(name="列", type=kind), cell, unit="元" if kind == "money" else "")
    except Unreadable as problem:
        value = str(problem)
    assert value is None or isinstance(value, str | int)


def test_two_readings_of_a_number_are_left_open_for_a_person() -> None:
    assert kept_value(Field(name="列", type="int"), "2-3个") == (None, {"open": ["2", "3"]})


def test_a_merged_cell_says_its_word_in_every_row_but_never_its_number() -> None:
    assert kept_value(Field(name="列", type="text"), Merged("示例县", "B3:B5")) == ("示例县", {})
    with pytest.raises(Unreadable, match="B3:B5 是合并单元格"):
        kept_value(Field(name="列", type="int"), Merged(12, "B3:B5"))


def test_a_cell_that_the_file_does_not_say_says_why() -> None:
    with pytest.raises(Unreadable, match="没有算出"):
        kept_value(Field(name="列", type="text"), Broken("公式没有算出结果。"))


@given(st.dates(date(1955, 1, 1), date(2100, 12, 31)))
def test_a_day_written_in_any_of_ten_ways_is_that_day(day: date) -> None:
    ways = [
        f"{day:%Y-%m-%d}", f"{day.year}/{day.month}/{day.day}", f"{day.year}.{day.month}.{day.day}",
        f"{day.year}年{day.month}月{day.day}日", f"{day:%Y%m%d}", int(f"{day:%Y%m%d}"), f"{day:%d-%b-%Y}",
        f"{day:%B %d, %Y}", f"{day:%Y-%m-%d}T08:00:00+08:00", (day - DAY_ZERO).days, str((day - DAY_ZERO).days),
        datetime(day.year, day.month, day.day, 23, 59), f"{day:%Y-%m-%d} 14:30:00",
    ]  # fmt: skip
    assert {kept_value(Field(name="列", type="date"), way)[0] for way in ways} == {day.isoformat()}


def test_mu_become_square_metres_to_the_fourth_decimal() -> None:
    field = Field(name="面积", type="quantity", unit="平方米")
    assert kept_value(field, "150亩")[0] == "100000"
    assert kept_value(field, "1亩")[0] == "666.6667"
    assert kept_value(field, "0.00001平方米")[0] == "0.00001", "what is exact stays"
