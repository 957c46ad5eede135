"""Whether an area has returned a register for a period: with a return, no rows mean that there was nothing."""

from zhiheng.core.measuring import Period
from zhiheng.core.measuring.filing import Below, Days, is_filed
from zhiheng.core.values.gathering import Closure
from zhiheng.directory.models import Area
from zhiheng.registers.models import Return


class Filed:
    """Answers by register, area and period; the returns of a register are read when it is first asked about."""

    def __init__(self, within: Closure) -> None:
        self._codes = set(within)
        self._below: dict[str, list[Below]] | None = None
        self._returns: dict[str, dict[str, list[Days]]] = {}

    def __call__(self, register: str, area: str, period: Period) -> bool:
        if register not in self._returns:
            self._returns[register] = self._read(register)
        returns = self._returns[register]
        return is_filed(returns, self._areas_below() if returns else {}, area, (period.start, period.end))

    def _areas_below(self) -> dict[str, list[Below]]:
        if self._below is None:
            self._below = {}
            areas = Area.objects.exclude(parent=None).values_list("parent__code", "code", "since", "until")
            for parent, *known in areas:
                if (one := Below(*known)).code in self._codes:
                    self._below.setdefault(parent, []).append(one)
        return self._below

    def _read(self, register: str) -> dict[str, list[Days]]:
        found: dict[str, list[Days]] = {}
        returns = Return.objects.unscoped("of areas that the caller may see").filter(register=register)
        for code, start, end in returns.order_by("start").values_list("area__code", "start", "end"):
            if code in self._codes:
                found.setdefault(code, []).append((start, end))
        return found
