"""A cell as people type it becomes the value that is kept, or a sentence with the remedy."""

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.core.checking.cells import Unreadable, kept_value
from zhiheng.core.values.lookups import Lookups
from zhiheng.core.values.registers import Code, Field

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "cells.toml").read_text("utf-8"))["case"]
AREAS = {"990100": "990100", "示例县": "990100"}


def kept(case: dict) -> object:
    field = Field(name="列", type=case["type"], min=0, unit="人次" if case["type"] == "int" else "")
    codes = (Code(value="产品"), Code(value="工程"))
    return kept_value(field, case["cell"], codes=codes, known=Lookups(areas=AREAS), unit=case.get("head", ""))[0]


@pytest.mark.parametrize("case", [case for case in CASES if "kept" in case], ids=lambda case: str(case["cell"]))
def test_what_is_kept(case: dict) -> None:
    assert kept(case) == case["kept"]


@pytest.mark.parametrize("case", [case for case in CASES if "says" in case], ids=lambda case: str(case["cell"]))
def test_what_is_refused_says_why(case: dict) -> None:
    with pytest.raises(Unreadable, match=case["says"]):
        kept(case)


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
