"""Which areas have sent their return for which days: with it, no rows mean that there was nothing (零报告)."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

Days = tuple[date, date]  # the first and the last


class Below(NamedTuple):
    """An area right below another, with its first day and the first on which it was no more."""

    code: str
    since: date | None = None
    until: date | None = None

    def days_within(self, days: Days) -> Days | None:
        """The first and the last of the days on which it was there; None for none."""
        first = max(days[0], self.since or days[0])
        last = min(days[1], self.until - timedelta(days=1) if self.until else days[1])
        return (first, last) if first <= last else None


def is_filed(returns: Mapping[str, Sequence[Days]], below: Mapping[str, Sequence[Below]], area: str, days: Days) -> bool:
    """Whether the returns of an area cover the days to the last; or those of every area right below it, each for the days on
    which it was there.

    Shape: `returns` are the days of the returns of one register by area, in their order.
    """
    if _covered(returns.get(area, ()), days):
        return True
    there = [(one.code, lived) for one in below.get(area, ()) if (lived := one.days_within(days))]
    return bool(there) and all(is_filed(returns, below, code, lived) for code, lived in there)


def _covered(spans: Sequence[Days], days: Days) -> bool:
    """Whether spans, in their order, leave none of the days out."""
    reached, last = days
    for start, end in spans:
        if start <= reached <= end:
            reached = end + timedelta(days=1)
    return reached > last
