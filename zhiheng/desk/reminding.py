"""Once a day: dates found again where something changed, and a mail to those who have an address, where there is a server.

A mail says how many wait and where to look; what they are, and whose, stays in the system.
"""

import logging
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from zhiheng.accounts.models import User
from zhiheng.accounts.queries import membership_of
from zhiheng.accounts.rights import rights_in, scope_in
from zhiheng.definitions.calendars import calendar
from zhiheng.desk.queries import DueGroup, asker_of, due_groups, unseen_notices
from zhiheng.plans.chasing.actions import make_occurrences
from zhiheng.registers.actions import retime
from zhiheng.registers.models import Notice

IN_THE_MORNING = time(8, 0)


def remind_by_mail(today: date) -> int:
    """How many were written to: who has an address and whose unit has something waiting; on working days, with a server."""
    if not settings.MAILS or not calendar(settings.DEFINITIONS).works(today):
        return 0
    people = User.objects.filter(is_active=True).exclude(email="").order_by("pk")
    return sum(_reminded(person, today) for person in people)


def _reminded(person: User, today: date) -> bool:
    membership = membership_of(person)
    if membership is None:
        return False
    rights, office = rights_in(person, [membership]), membership.organisation
    scope = scope_in(rights, membership)
    if scope is None or not rights.allows("desk.view"):
        return False
    groups = due_groups(asker_of(rights, scope, person, office), today, shown=1)
    notices = unseen_notices(scope, office, rights).filter(mailed_at=None)
    new = notices.count()
    if not groups and not new:
        return False
    try:
        send_mail(f"质衡：{office.name}有待办事项", _letter(groups, new), None, [person.email])
    except OSError:
        logging.getLogger(__name__).exception("a reminder could not be sent")
        return False
    Notice.objects.unscoped("found within a scope").filter(pk__in=notices.values("pk")).update(mailed_at=timezone.now())
    return True


def _letter(groups: list[DueGroup], notices: int) -> str:
    lines = [f"{group.name}：{group.words}" for group in groups]
    lines += [f"新通知：{notices} 条"] if notices else []
    return "\n".join([*lines, "", "请登录质衡，在工作台查看。本邮件由系统发出，请勿回复。"])


@task
def remind_in_background() -> None:
    """Dates found again, recurring duties made, mails sent, and the next morning waited for."""
    retime()
    make_occurrences(timezone.localdate())
    remind_by_mail(timezone.localdate())
    _remind_tomorrow()


def keep_reminding() -> None:
    """From now on, every morning."""
    if not _waiting():
        _remind_tomorrow()


def _remind_tomorrow() -> None:
    morning = datetime.combine(timezone.localdate() + timedelta(days=1), IN_THE_MORNING, timezone.get_current_timezone())
    if not _waiting(after=timezone.now()):
        remind_in_background.using(run_after=morning).enqueue()


def _waiting(after: datetime | None = None) -> bool:
    found = DBTaskResult.objects.filter(task_path=remind_in_background.module_path, status="READY")
    return (found.filter(run_after__gt=after) if after else found).exists()
