"""What the audit administrator reads: who signed in, who was given what, who read personal data, what went out."""

import csv
import io
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.utils import timezone

from zhiheng.accounts.models import Handout, SignIn, User
from zhiheng.directory.models import Organisation
from zhiheng.history.models import PersonalRead, Revision
from zhiheng.web.scoping import Scope

COMPUTED = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for a formula
HEADS = ("时间", "人员", "事项", "内容", "地址")
THINGS = {"registers.row": "台账记录", "registers.import": "导入的文件", "plans.duty": "方案任务", "plans.plan": "方案"}
WAYS = {"local": "本系统账号", "oidc": "统一身份认证", "cas": "统一身份认证", "token": "访问令牌"}


class Line(NamedTuple):
    """One line of a log."""

    at: datetime
    who: str
    what: str
    says: str
    address: str = ""


class Kind(NamedTuple):
    """One log: its rows in some areas, and a row as a line. `person` leads to the names that are searched."""

    name: str
    rows: Callable[[Scope], QuerySet]
    line: Callable[[Any], Line]
    person: tuple[str, ...]


def _sign_ins(scope: Scope) -> QuerySet:
    """Names that nobody has are shown to whoever sees the whole installation."""
    return SignIn.objects.filter(scope.reached("user__works_for__area")).select_related("user")


def _sign_in_line(row: SignIn) -> Line:
    who = f"{row.user.get_full_name()}（{row.username}）" if row.user else row.username
    ended = f"，{timezone.localtime(row.ended_at):%Y-%m-%d %H:%M} 结束" if row.ended_at else ""
    says = f"{WAYS.get(row.way, row.way)}{ended}{_after(row.says)}"
    return Line(row.at, who, f"登录{row.get_outcome_display()}", says, row.address)


def _grants(scope: Scope) -> QuerySet:
    offices = Organisation.objects.filter(scope.reached("area")).values("pk")
    about_people = Revision.objects.filter(about_type="directory.organisation", about_id__in=offices)
    return about_people.filter(subject_type__in=("accounts.membership", "accounts.user")) | Revision.objects.filter(
        subject_type="directory.organisation", subject_id__in=offices, verb="解除登录锁定"
    )


def _grant_line(row: Revision) -> Line:
    said = "；".join(f"{field}：{new if new is not None else old}" for field, old, new in row.changes())
    return Line(row.at, row.by_name, row.verb, f"{said}{_after(row.reason)}")


def _readings(scope: Scope) -> QuerySet:
    return PersonalRead.objects.filter(by_id__in=User.objects.filter(scope.reached("works_for__area")).values("pk"))


def _reading_line(row: PersonalRead) -> Line:
    thing = f"{THINGS.get(row.subject_type, row.subject_type)}第 {row.subject_id} 号"
    return Line(row.at, row.by_name, f"查看{row.field}", f"{row.purpose}（{thing}）")


def _handouts(scope: Scope) -> QuerySet:
    return Handout.objects.filter(scope.reached("user__works_for__area")).select_related("user")


def _handout_line(row: Handout) -> Line:
    return Line(row.at, f"{row.user.get_full_name()}（{row.user.username}）", "下载", f"{row.name} · {row.path}", row.address)


def _after(words: str) -> str:
    return f"，{words}" if words else ""


USER = ("user__last_name", "user__username")
KINDS = {
    "sign-ins": Kind("登录", _sign_ins, _sign_in_line, ("user__last_name", "username")),
    "grants": Kind("人员与授权", _grants, _grant_line, ("by_name",)),
    "readings": Kind("个人信息查看", _readings, _reading_line, ("by_name",)),
    "handouts": Kind("导出与下载", _handouts, _handout_line, USER),
}


def rows_of(kind: str, scope: Scope, *, person: str = "", since: date | None = None, until: date | None = None) -> QuerySet:
    """The rows of one log, newest first, of a person and of days where they are named, both ends included."""
    chosen = KINDS[kind]
    found = chosen.rows(scope)
    if person:
        named = Q()
        for path in chosen.person:
            named |= Q(**{f"{path}__contains": person})
        found = found.filter(named)
    if since:
        found = found.filter(at__gte=_start_of(since))
    if until:
        found = found.filter(at__lt=_start_of(until + timedelta(days=1)))
    return found.order_by("-at", "-pk")


def lines_of(kind: str, rows: Iterable[Any]) -> list[Line]:
    """Rows of one log as lines."""
    return [KINDS[kind].line(row) for row in rows]


def as_csv(lines: Iterable[Line]) -> bytes:
    """Lines as a file that a spreadsheet opens; no cell is ever a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADS)
    for line in lines:
        at = timezone.localtime(line.at).strftime("%Y-%m-%d %H:%M:%S")
        writer.writerow([f"'{cell}" if cell.startswith(COMPUTED) else cell for cell in (at, *line[1:])])
    return ("\ufeff" + out.getvalue()).encode("utf-8")


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
