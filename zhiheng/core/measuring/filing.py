"""Which areas have sent their return for which days: with it, no rows mean that there was nothing (零报告)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta

from zhiheng.core.measuring.periods import Period

Span = tuple[date, date]
Filed = Callable[[str, str, Period], bool]


def filed_by(returns: Mapping[tuple[str, str], Iterable[Span]], below: Mapping[str, Sequence[str]]) -> Filed:
    """Says of a register, an area and a period whether the return is in: the area's own, or of every area right below it.

    Shape: `returns` are the days (both included) of the returns of a register and an area; together they must cover the period.
    """
    spans = {place: sorted(days) for place, days in returns.items()}
    known: dict[tuple[str, str, Period], bool] = {}

    def filed(register: str, area: str, period: Period) -> bool:
        place = (register, area, period)
        if place not in known:
            own = _covered(spans.get((register, area), ()), period)
            known[place] = own or (bool(below.get(area)) and all(filed(register, one, period) for one in below[area]))
        return known[place]

    return filed


def _covered(spans: Sequence[Span], period: Period) -> bool:
    """Whether every day of the period lies in one of the spans, which stand in order."""
    day = period.start
    for start, end in spans:
        if start > day:
            return False
        if end >= day:
            day = end + timedelta(days=1)
        if day > period.end:
            return True
    return False
