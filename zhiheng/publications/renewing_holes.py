"""The figures of an old document as a template asks for them: those whose digits the template would print again."""

from collections.abc import Iterator, Mapping, Sequence

from zhiheng.core.auditing import as_printed
from zhiheng.core.values.auditing import Judged
from zhiheng.core.values.filling import Days
from zhiheng.core.values.renewing import Hole
from zhiheng.core.values.scales import factor
from zhiheng.core.values.stretches import before, years_on
from zhiheng.core.writing.renewing.numerals import digits_of, to_places
from zhiheng.publications.auditing import Measures


def holes_of(
    figures: Sequence[Judged], candidates: Mapping[int, Sequence[Judged]], base: Days, measures: Measures
) -> Iterator[Hole]:
    """A hole for the digits of each figure that only one reading, of a clear name, agrees with.

    Shape: changes and loosened numbers stay as they are typed.
    """
    whole = next(iter(measures.areas))
    for figure in figures:
        readings = candidates[id(figure)]
        if len(readings) == 1 and (asked := _asked(readings[0], base, whole, measures)):
            number = figure.claim.number
            yield Hole(start=number.at, end=number.at + len(digits_of(number)), asked=asked)


def _asked(one: Judged, base: Days, whole: str, measures: Measures) -> str:
    """The call that prints the digits again; "" where none does."""
    number = one.claim.number
    if one.claim.change or number.loose or number.high is not None or one.days is None or not one.claim.clear:
        return ""
    periods = {base: "", years_on(base, -1): "last-year"} | ({earlier: "previous"} if (earlier := before(base)) else {})
    now = measures.records(one.indicator, one.area[0], one.days)
    exact, _ = as_printed(number, now)
    if one.days not in periods or exact is None or f"{to_places(exact, number.decimals):f}" != digits_of(number):
        return ""
    said = [f'"{one.indicator}"', f"decimals={number.decimals}"]
    said += [f'period="{periods[one.days]}"'] if periods[one.days] else []
    said += [f'area="{one.area[0]}"'] if one.area[0] != whole else []
    said += [f'unit="{number.unit}"'] if factor(now.unit, number.unit) not in (None, 1) else []
    return f"number({', '.join(said)})"
