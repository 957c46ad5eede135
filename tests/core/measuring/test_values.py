"""A figure is counted exactly, rounded once, and unknown where nothing is known."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.core.measuring import measured
from zhiheng.definitions.indicators import indicator_called

FINES, TIMES, CHECKS = (indicator_called(name) for name in ("fines", "inspection-staff-times", "inspections"))
amounts = st.lists(st.one_of(st.none(), st.integers(0, 10**13)))


def fines(*fen: int | None) -> list[dict[str, object]]:
    return [{"fine": amount} for amount in fen]


def test_a_count_counts_rows() -> None:
    assert measured(CHECKS, [{}, {}, {}]).value == 3


def test_no_row_is_unknown_and_not_zero() -> None:
    value = measured(CHECKS, [])
    assert (value.value, value.numerator, value.state, value.printed) == (None, None, "unknown", "")


def test_rows_without_the_field_are_unknown_and_not_zero() -> None:
    assert measured(FINES, fines(None, None)).state == "unknown"


def test_a_zero_that_was_written_is_zero() -> None:
    value = measured(FINES, fines(0))
    assert (value.value, value.state, value.printed) == (Decimal("0.00"), "complete", "0.00")


def test_a_sum_with_empty_cells_says_that_it_is_a_lower_bound() -> None:
    value = measured(FINES, fines(1_000_000, None))
    assert (value.printed, value.state, value.rows, value.empty) == ("1.00", "partial", 2, 1)


@pytest.mark.parametrize(("fen", "printed"), [(332_670_000, "332.67"), (5_000, "0.01"), (4_999, "0.00"), (15_000, "0.02")])
def test_fen_become_wan_yuan_rounded_half_up_once(fen: int, printed: str) -> None:
    assert measured(FINES, fines(fen)).printed == printed


def test_many_small_amounts_are_rounded_after_adding() -> None:
    assert measured(FINES, fines(*[4_999] * 3)).printed == "0.01"


@given(amounts, st.randoms())
def test_the_order_of_rows_is_irrelevant(fen: list[int | None], random) -> None:
    mixed = fines(*fen)
    random.shuffle(mixed)
    assert measured(FINES, mixed) == measured(FINES, fines(*fen))


@given(amounts, amounts)
def test_areas_put_together_add_up(here: list[int | None], there: list[int | None]) -> None:
    parts = [measured(FINES, fines(*fen)).numerator for fen in (here, there)]
    known = [part for part in parts if part is not None]
    assert measured(FINES, fines(*here, *there)).numerator == (sum(known) if known else None)


@given(st.integers(0, 10**15))
def test_what_is_printed_is_within_half_a_step_of_the_exact_value(fen: int) -> None:
    value = measured(FINES, fines(fen))
    assert abs(value.value - Decimal(fen) / 1_000_000) <= Decimal("0.005")


def test_a_quantity_that_is_no_whole_number_is_never_added() -> None:
    with pytest.raises(TypeError):
        measured(TIMES, [{"staff": 1.5}])
