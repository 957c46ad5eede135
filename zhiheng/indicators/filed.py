"""Whether an area has returned a register for a period: with a return, no rows mean that there was nothing."""

from datetime import date, timedelta
from typing import NamedTuple

from zhiheng.core.measuring import Period
from zhiheng.core.values.gathering import Closure
from zhiheng.directory.models import Area
from zhiheng.registers.models import Return

Days = tuple[date, date]  # the first and the last


class Filed:
    """Answers by register, area and period; the returns of a register are read when it is first asked about.

    An area has filed when its own returns cover the period to the last day, or when all areas right below it have, each for
    the days on which it was there.
    """

    def __init__(self, within: Closure) -> None:
        self._codes = set(within)
        self._below: dict[str, list[_Area]] | None = None
        self._spans: dict[str, dict[str, list[Days]]] = {}

    def __call__(self, register: str, area: str, period: Period) -> bool:
        if register not in self._spans:
            self._spans[register] = self._read(register)
        return self._is_filed(self._spans[register], area, (period.start, period.end))

    def _is_filed(self, spans: dict[str, list[Days]], area: str, days: Days) -> bool:
        if _covered(spans.get(area, []), days):
            return True
        below = self._areas_below().get(area, []) if spans else []
        there = [(one.code, lived) for one in below if (lived := one.days_within(days))]
        return bool(there) and all(self._is_filed(spans, code, lived) for code, lived in there)

    def _areas_below(self) -> dict[str, list["_Area"]]:
        if self._below is None:
            self._below = {}
            areas = Area.objects.exclude(parent=None).values_list("parent__code", "code", "since", "until")
            for parent, *known in areas:
                if (one := _Area(*known)).code in self._codes:
                    self._below.setdefault(parent, []).append(one)
        return self._below

    def _read(self, register: str) -> dict[str, list[Days]]:
        found: dict[str, list[Days]] = {}
        returns = Return.objects.unscoped("of areas that the caller may see").filter(register=register)
        for code, start, end in returns.order_by("start").values_list("area__code", "start", "end"):
            if code in self._codes:
                found.setdefault(code, []).append((start, end))
        return found


class _Area(NamedTuple):
    """An area with its first day and the first on which it was no more."""

    code: str
    since: date | None
    until: date | None

    def days_within(self, days: Days) -> Days | None:
        """The first and the last of the days on which it was there; None for none."""
        first = max(days[0], self.since or days[0])
        last = min(days[1], self.until - timedelta(days=1) if self.until else days[1])
        return (first, last) if first <= last else None


def _covered(spans: list[Days], days: Days) -> bool:
    """Whether spans, in their order, leave none of the days out."""
    reached, last = days
    for start, end in spans:
        if start <= reached <= end:
            reached = end + timedelta(days=1)
    return reached > last
