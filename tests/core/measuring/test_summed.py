"""Values that are entered add up over areas only with all who have one, and name who has none."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from zhiheng.core.measuring import summed
from zhiheng.core.values.indicators import Indicator, Measured, Printing
from zhiheng.core.values.registers import Source

STAFF = Indicator(
    id="staff", name="专职人员", source=Source(document="示例"), printing=Printing(unit="人"), imported=True, over_area="sum",
    over_time="none", text="",
)  # fmt: skip
VALUES = st.one_of(st.none(), st.integers(0, 10**9).map(Decimal))
CITIES = st.dictionaries(st.text("0123456789", min_size=4, max_size=4), st.lists(VALUES, min_size=1, max_size=5), max_size=6)


def value(number: Decimal | None) -> Measured | None:
    if number is None:
        return None
    return Measured(
        indicator="staff", unit="人", decimals=0, value=number, numerator=None, denominator=None, rows=1, empty=0,
        state="complete",
    )  # fmt: skip


def test_who_has_no_value_is_named_and_counts_as_nothing() -> None:
    found = summed(STAFF, {"01": value(Decimal(3)), "02": None, "03": value(Decimal(4))})
    assert found is not None
    assert (found.value, found.state, found.unreported, found.rows) == (Decimal(7), "partial", ("02",), 2)


def test_where_nobody_has_a_value_there_is_none() -> None:
    assert summed(STAFF, {"01": None}) is None
    assert summed(STAFF, {}) is None


@given(CITIES)
def test_adding_counties_city_by_city_equals_adding_them_at_once(cities: dict[str, list[Decimal | None]]) -> None:
    counties = {f"{city}{n}": value(said) for city, all_said in cities.items() for n, said in enumerate(all_said)}
    by_city = {
        city: summed(STAFF, {code: said for code, said in counties.items() if code.startswith(city)}) for city in cities
    }
    whole, direct = summed(STAFF, by_city), summed(STAFF, counties)
    assert (whole and (whole.value, whole.rows, whole.state)) == (direct and (direct.value, direct.rows, direct.state))


@given(st.dictionaries(st.text("0123456789", min_size=2, max_size=2), VALUES), st.randoms())
def test_the_order_of_areas_is_irrelevant(parts: dict[str, Decimal | None], order: object) -> None:
    shuffled = list(parts.items())
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = (summed(STAFF, {code: value(said) for code, said in some}) for some in (parts.items(), shuffled))
    assert (one and (one.value, set(one.unreported))) == (other and (other.value, set(other.unreported)))
