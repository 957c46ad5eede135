"""Where days lie in the new period that lay beside the old one: itself, the year before, the months since New Year."""

from zhiheng.core.values.filling import Days
from zhiheng.core.values.stretches import before, is_year, so_far, years_on


def moved(span: Days, old: Days, new: Days) -> Days | None:
    """The days that are to `new` what `span` is to `old`; None where that cannot be said.

    >>> moved(months(2024, 1, 3), months(2024, 1, 6), months(2025, 1, 6)).text
    '2025Q1'
    >>> moved(months(2025, 1, 6), months(2025, 4, 6), months(2025, 7, 9)).text
    '2025-01-01..2025-09-30'
    """
    years = new.end.year - old.end.year
    if _same(years_on(old, years), new):
        return years_on(span, years)
    for back in (0, -1, -2):
        one, other = years_on(old, back), years_on(new, back)
        for then, now in ((one, other), (so_far(one), so_far(other)), (before(one), before(other))):
            if then is not None and _same(then, span):
                return now
    return years_on(span, years) if is_year(span) else None


def _same(one: Days, other: Days) -> bool:
    return (one.start, one.end) == (other.start, other.end)
