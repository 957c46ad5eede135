"""Whether an area has returned a register for a period: with a return, no rows mean that there was nothing."""

from datetime import date, timedelta

from zhiheng.core.measuring import Period
from zhiheng.core.values.gathering import Closure
from zhiheng.directory.models import Area
from zhiheng.registers.models import Return


class Filed:
    """Answers by register, area and period; the returns of a register are read when it is first asked about.

    An area has filed when its own returns cover the period to the last day, or when all areas right below it have.
    """

    def __init__(self, within: Closure) -> None:
        self._codes = set(within)
        self._below: dict[str, list[str]] | None = None
        self._spans: dict[str, dict[str, list[tuple[date, date]]]] = {}

    def __call__(self, register: str, area: str, period: Period) -> bool:
        if register not in self._spans:
            self._spans[register] = self._read(register)
        return self._is_filed(self._spans[register], area, period)

    def _is_filed(self, spans: dict[str, list[tuple[date, date]]], area: str, period: Period) -> bool:
        if _covered(spans.get(area, []), period):
            return True
        below = self._areas_below().get(area, []) if spans else []
        return bool(below) and all(self._is_filed(spans, one, period) for one in below)

    def _areas_below(self) -> dict[str, list[str]]:
        if self._below is None:
            self._below = {}
            for code, parent in Area.objects.exclude(parent=None).values_list("code", "parent__code"):
                if code in self._codes:
                    self._below.setdefault(parent, []).append(code)
        return self._below

    def _read(self, register: str) -> dict[str, list[tuple[date, date]]]:
        found: dict[str, list[tuple[date, date]]] = {}
        returns = Return.objects.unscoped("of areas that the caller may see").filter(register=register)
        for code, start, end in returns.order_by("start").values_list("area__code", "start", "end"):
            if code in self._codes:
                found.setdefault(code, []).append((start, end))
        return found


def _covered(spans: list[tuple[date, date]], period: Period) -> bool:
    """Whether spans, in their order, leave no day of the period out."""
    reached = period.start
    for start, end in spans:
        if start <= reached <= end:
            reached = end + timedelta(days=1)
    return reached > period.end
