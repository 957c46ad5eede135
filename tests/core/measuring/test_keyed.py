"""Rules over what stands in a field of rows: months since a day, numbers that are missing."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from zhiheng.core.measuring.keyed import elapsed_months, numbering_gaps
from zhiheng.core.values.gathering import GatheredKey
from zhiheng.definitions.indicators import indicators

MONTHS, GAPS = indicators()["months-since-meeting"], indicators()["briefings-missing"]
DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))


def key(key: str, part: str = "") -> GatheredKey:
    return GatheredKey(area="全部", period="2008", key=key, part=part, rows=1)


def months(since: date, until: date):
    return elapsed_months(MONTHS, [key(since.isoformat())], until)


def test_three_months_and_nine_days_are_more_than_three():
    more, just = months(date(2008, 4, 16), date(2008, 7, 25)), months(date(2008, 4, 16), date(2008, 7, 16))
    assert more.printed + more.unit == "3个多月"
    assert just.printed + just.unit == "3个月"
    assert months(date(2008, 1, 31), date(2008, 2, 29)).printed == "1"  # February has no 31st
    assert months(date(2008, 4, 16), date(2008, 4, 16)).printed == "0"


def test_the_latest_day_counts_and_none_is_unknown():
    assert elapsed_months(MONTHS, [key("2007-01-01"), key("2008-04-16")], date(2008, 5, 16)).value == 1
    assert elapsed_months(MONTHS, [], date(2008, 5, 16)).state == "unknown"


@given(DAYS, st.integers(0, 4000), st.integers(0, 400))
def test_more_days_are_never_fewer_months(since: date, later: int, more: int):
    first = months(since, date.fromordinal(since.toordinal() + later))
    second = months(since, date.fromordinal(since.toordinal() + later + more))
    assert Decimal(0) <= first.exact <= second.exact


@given(st.sets(st.integers(1, 60), min_size=1))
def test_numbers_there_and_missing_are_all_up_to_the_highest(numbers: set[int]):
    found = numbering_gaps(GAPS, [key("460300", str(number)) for number in numbers])
    assert len(numbers) + int(found.value) == found.denominator == max(numbers)
    assert not {f"460300／{number}" for number in numbers} & set(found.names)


def test_each_area_has_numbers_of_its_own():
    found = numbering_gaps(GAPS, [key("460300", "1"), key("460100", "1"), key("460100", "3")])
    assert (found.value, found.names) == (1, ("460100／2",))
    assert numbering_gaps(GAPS, []).state == "unknown"
