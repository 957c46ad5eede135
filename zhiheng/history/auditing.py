"""Verifications asked for on the page, and days closed, in the background."""

import logging
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from zhiheng.core.sealing import CHINA
from zhiheng.history.models import Verification
from zhiheng.history.roots import close_days
from zhiheng.history.taking_over import seal_what_stands
from zhiheng.history.verifying import verified

AFTER_MIDNIGHT = time(0, 5)


def ask_for_verification(by: Any) -> Verification:
    """The verification, waiting for the worker; the one that waits already, where there is one."""
    waiting = Verification.objects.filter(state="waits").first()
    if waiting:
        return waiting
    made = Verification.objects.create(asked_at=timezone.now(), by_name=by.get_full_name())
    verify_in_background.enqueue(made.pk)
    return made


@task(priority=-20)
def verify_in_background(pk: int) -> None:
    """Closes the days that are over, verifies everything and keeps what was found."""
    asked = Verification.objects.get(pk=pk)
    asked.state = "runs"
    asked.save(update_fields=["state"])
    try:
        close_days(timezone.now())
        _keep(asked)
    except Exception:
        logging.getLogger(__name__).exception("a verification ended early")
        asked.state, asked.says = "failed", ["程序出错，核验没有完成。请重试；仍不成的，请系统管理员运行 zhiheng seal verify。"]
    asked.ended_at = timezone.now()
    asked.save()


def _keep(asked: Verification) -> None:
    found = verified()
    asked.state = "flawed" if found.flaws else "sound"
    asked.entries, asked.contents = sum(found.entries.values()), found.contents
    asked.flaws, asked.says = found.flaws, found.says


@task
def close_in_background() -> None:
    """Seals what was kept before there were seals, closes the days that are over, and waits for the next midnight."""
    now = timezone.now()
    seal_what_stands(now)
    close_days(now)
    _close_after_midnight(now)


def keep_closing() -> None:
    """Days are closed from now on: at once those that are over, then each after its midnight in China."""
    if not _waiting().exists():
        close_in_background.enqueue()


def _close_after_midnight(now: datetime) -> None:
    if not _waiting().exists():
        tomorrow = now.astimezone(CHINA).date() + timedelta(days=1)
        close_in_background.using(run_after=datetime.combine(tomorrow, AFTER_MIDNIGHT, CHINA)).enqueue()


def _waiting() -> Any:
    return DBTaskResult.objects.filter(task_path=close_in_background.module_path, status="READY")
