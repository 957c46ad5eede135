"""A printed number agrees with every value that it is the rounding of, and with no other."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.core.auditing import finder
from zhiheng.core.auditing.rounding import compared, half_up
from zhiheng.core.values.auditing import Number
from zhiheng.definitions import lexicons

EXACT = st.fractions(min_value=0, max_value=10**9, max_denominator=10**6)


def printed(value: Decimal, decimals: int) -> Number:
    return Number(kind="figure", start=0, end=1, text=str(value), value=value, decimals=decimals, unit="万元")


def number(text: str) -> Number:
    return finder(tuple(unit.word for unit in lexicons().units)).numbers(text)[0]


@given(EXACT, st.integers(0, 4))
def test_the_rounding_of_a_value_agrees_with_it(exact: Fraction, decimals: int) -> None:
    assert compared(printed(half_up(exact, decimals), decimals), exact, 2) == "agrees"


@given(EXACT, st.integers(0, 4))
def test_a_value_cut_off_agrees_or_is_rounded_another_way(exact: Fraction, decimals: int) -> None:
    cut = Decimal(exact.numerator * 10**decimals // exact.denominator).scaleb(-decimals)
    assert compared(printed(cut, decimals), exact, 2) in ("agrees", "rounds")


@given(EXACT, st.integers(0, 4), st.integers(2, 1000))
def test_what_is_more_than_a_unit_off_differs(exact: Fraction, decimals: int, off: int) -> None:
    value = half_up(exact, decimals) + Decimal(off).scaleb(-decimals)
    if value < 1000:
        assert compared(printed(value, decimals), exact, 2) == "differs"


@pytest.mark.parametrize(
    ("text", "exact", "verdict"),
    [
        ("500多吨", 560, "agrees"), ("500多吨", 500, "rounds"), ("500多吨", 620, "differs"), ("590余起", 594, "agrees"),
        ("590余起", 612, "differs"), ("近200万元", Fraction(19992, 100), "agrees"), ("近200万元", 210, "differs"),
        ("约200万元", Fraction(19992, 100), "agrees"), ("约200万元", 240, "differs"), ("80%以上", 85, "agrees"),
        ("80%以上", 79, "differs"), ("2至8个", 5, "agrees"), ("2至8个", 9, "differs"), ("超过100万元", 140, "agrees"),
        ("3.2万余人次", Fraction(324, 100), "agrees"), ("3.2万余人次", Fraction(315, 100), "differs"),
    ],
)  # fmt: skip
def test_words_that_loosen_a_number_are_understood(text: str, exact: Fraction | int, verdict: str) -> None:
    assert compared(number(text), Fraction(exact), 0) == verdict
