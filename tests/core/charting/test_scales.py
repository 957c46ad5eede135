"""Ticks are round, evenly apart and cover the data."""

import itertools
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from zhiheng.core.charting.scales import Scale, tick_decimals, ticks, ticks_of

NUMBERS = st.decimals(-1_000_000, 1_000_000, places=2)


@given(NUMBERS, NUMBERS, st.integers(2, 7))
def test_ticks_cover_the_data_and_are_few(one: Decimal, other: Decimal, wanted: int) -> None:
    found = ticks(one, other, wanted, 2)
    assert found[0] <= min(one, other) <= max(one, other) <= found[-1]
    assert 2 <= len(found) <= wanted + 2


@given(NUMBERS, NUMBERS, st.integers(0, 3))
def test_the_step_is_one_two_or_five_times_a_power_of_ten_and_not_finer_than_the_figures(
    one: Decimal, other: Decimal, finest: int
) -> None:
    found = ticks(one, other, 5, finest)
    step = found[1] - found[0]
    assert {later - earlier for earlier, later in itertools.pairwise(found)} == {step}
    assert step.normalize().as_tuple().digits in ((1,), (2,), (5,))
    assert step >= Decimal(1).scaleb(-finest)
    assert all(mark % step == 0 for mark in found)


@given(st.lists(NUMBERS, min_size=1))
def test_bars_start_at_zero(values: list[Decimal]) -> None:
    found = ticks_of(values, finest=2, from_zero=True)
    assert found[0] <= 0 <= found[-1]


@given(NUMBERS, NUMBERS)
def test_a_label_prints_its_tick_exactly(one: Decimal, other: Decimal) -> None:
    found = ticks(one, other, 5, 2)
    assert all(Decimal(f"{mark:.{tick_decimals(found)}f}") == mark for mark in found)


def test_a_greater_value_stands_further_along() -> None:
    scale = Scale(Decimal(0), Decimal(10), 100, 0)
    assert [scale.at(Decimal(value)) for value in (0, 5, 10)] == [100, 50, 0]
