"""Snapshots follow their rows: within a minute by what moved, and each night from all rows."""

import logging
from collections.abc import Callable
from datetime import datetime, time, timedelta

from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from zhiheng.core.values.registers import Register
from zhiheng.registers.known import known_registers
from zhiheng.registers.models import Row
from zhiheng.registers.snapshots.dimensions import refresh_dimensions
from zhiheng.registers.snapshots.meanings import Meanings
from zhiheng.registers.snapshots.refreshing import present, refresh

PAUSE = timedelta(seconds=30)  # after a round, so that no change waits longer than a minute
KEPT = timedelta(hours=1)
AT_NIGHT = time(2, 30)
WINDOW = timedelta(hours=3)  # after it nothing is made anew: people come to work


@task(priority=-10)
def refresh_in_background() -> None:
    """Every register that moved, and again after a while; at night every snapshot anew, once."""
    now = timezone.localtime()
    refresh_all(now)
    _wait()
    done = DBTaskResult.objects.filter(task_path=refresh_in_background.module_path, status="SUCCESSFUL")
    done.filter(finished_at__lt=now - KEPT).delete()  # two a minute are not worth keeping


def refresh_all(now: datetime) -> None:
    """One round: what moved is brought up to date; at night what was last made from all rows before this night is made so."""
    meanings = Meanings()
    tonight = datetime.combine(now.date(), AT_NIGHT, now.tzinfo)
    _tried("@dimensions", lambda: refresh_dimensions(now))
    for register in known_registers().values():
        _tried(register.id, lambda register=register: _refresh(register, now, tonight, meanings))  # type: ignore[misc]


def registers_with_rows() -> list[Register]:
    """Those that a snapshot can be of."""
    return [register for register in known_registers().values() if _rows(register)]


def _refresh(register: Register, now: datetime, tonight: datetime, meanings: Meanings) -> None:
    before = present(register)
    if before is not None or _rows(register):
        due = before is not None and before.manifest.built_at < tonight <= now < tonight + WINDOW
        refresh(register, whole=due, now=now, meanings=meanings)


def _tried(what: str, do: Callable[[], object]) -> None:
    """One that cannot be written must not keep the others from it."""
    try:
        do()
    except Exception:
        logging.getLogger(__name__).exception("the snapshot of %s was not refreshed", what)


def keep_refreshing() -> None:
    """From now on, again and again."""
    if not _waiting():
        refresh_in_background.enqueue()


def _wait() -> None:
    if not _waiting():
        refresh_in_background.using(run_after=timezone.now() + PAUSE).enqueue()


def _rows(register: Register) -> bool:
    return Row.objects.unscoped("whether there are any").filter(register=register.id).order_by().exists()


def _waiting() -> bool:
    return DBTaskResult.objects.filter(task_path=refresh_in_background.module_path, status="READY").exists()
