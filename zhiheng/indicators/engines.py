"""Which engine computes here: one setting says it, and the same definitions run on all."""

import atexit
from collections.abc import Callable
from contextlib import ExitStack
from functools import cache
from typing import NamedTuple

from django.conf import settings
from django.db import connection
from django.db.models import Count, Max, Sum

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.registers import Register
from zhiheng.engines.gathering import ENGINES, Gatherer, gatherer
from zhiheng.engines.snapshots import Snapshot
from zhiheng.engines.sparking import spark_session
from zhiheng.indicators.elsewhere import ROWS
from zhiheng.indicators.elsewhere import state_of as state_elsewhere
from zhiheng.indicators.states import States
from zhiheng.registers.known import known_register
from zhiheng.registers.models import Row
from zhiheng.registers.snapshots import refreshed


class Engine(NamedTuple):
    """An engine, which state of the rows of a register it counts, and the states of what else figures rest on.

    It lasts for one page or one task: all it computes rests on the same rows, and each state is asked for once.
    """

    name: str
    gatherer: Gatherer
    state_of: Callable[[str], str]
    years_of: Callable[[str], dict[str, str]]  # of each year of a register; empty where the engine knows the whole alone
    beside: States


def engine(name: str = "") -> Engine:
    """The engine of that name; the one of this installation, where none is named.

    Raises: Fault M103: there is none of that name.
    """
    name = name or settings.ENGINE
    if name not in ENGINES:
        raise Fault("M103", f"没有“{name}”引擎。请写 {'、'.join(ENGINES)} 之一，或去掉 --engine。")
    if name == "database":
        over_rows = gatherer(name, cursor=connection.cursor(), vendor=connection.vendor)
        return Engine(name, over_rows, cache(_known(_state_of_rows)), lambda register: {}, States())
    if name == "spark":
        _hold_the_cluster()
    pinned = Pinned()
    state_of = _known(lambda register: pinned(known_register(register)).digest)
    return Engine(name, gatherer(name, snapshots=pinned), cache(state_of), cache(pinned.years_of), States())


def _known(state_of: Callable[[str], str]) -> Callable[[str], str]:
    """The same, also of what no register keeps."""
    return lambda register: state_elsewhere(register) if register in ROWS else state_of(register)


@cache
def _hold_the_cluster() -> None:
    """Spark stays open until the process ends: to open it for each page would take longer than any figure."""
    held = ExitStack()
    held.enter_context(spark_session())
    atexit.register(held.close)


class Pinned:
    """Snapshots, each brought up to date when it is first asked for and the same from then on."""

    def __init__(self) -> None:
        self._opened: dict[str, Snapshot] = {}

    def __call__(self, register: Register) -> Snapshot:
        if register.id not in self._opened:
            self._opened[register.id] = refreshed(register)
        return self._opened[register.id]

    def years_of(self, register: str) -> dict[str, str]:
        """What tells the rows of each year of a register from others, by the year as text; 0: rows without a day."""
        if register in ROWS:
            return {}
        years = self(known_register(register)).manifest.years
        return {str(year): f"{rows}/{content}" for year, (rows, content) in years.items()}


def _state_of_rows(register: str) -> str:
    """What tells one state of the rows of a register from another."""
    kept = Row.objects.unscoped("no row is read, only counted").filter(register=register, status="kept")
    found = kept.aggregate(count=Count("pk"), last=Max("changed_at"), versions=Sum("version"))
    return f"{found['count']}/{found['versions']}/{found['last'] and found['last'].isoformat()}"
