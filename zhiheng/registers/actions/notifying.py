"""Who is named in a row is told of it: its body, where the installation has one, else by the printed list."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils import timezone

from zhiheng.core.values.registers import Register
from zhiheng.directory.models import Organisation
from zhiheng.directory.queries import enterprise_names
from zhiheng.registers.models import Notice, Row
from zhiheng.registers.naming import called


def notify(register: Register, row: Row, named: Iterable[tuple[str, Any]], what: str) -> list[Notice]:
    """The notices of what happened to a row, one for each who is named; the text holds nothing personal."""
    text = f"{register.name} {called(register, row)}：{what}"[:300]
    made = []
    for field, who in dict.fromkeys(named):
        unit = body_called(str(who), row) if register.fields[field].type == "organisation" else None
        area, to = (unit.area if unit else row.area), _words(register, field, who)
        made.append(Notice(area=area, unit=unit, to=to[:200], row=row, text=text, at=timezone.now()))
    return Notice.objects.bulk_create(made)


def see_notices(notices: Iterable[Notice], by: Any) -> None:
    """The notices have been seen: they leave the desk."""
    pks = [notice.pk for notice in notices]
    found = Notice.objects.unscoped("found within a scope").filter(pk__in=pks, seen_at=None)
    found.update(seen_by=by, seen_at=timezone.now())


def body_called(name: str, row: Row) -> Organisation | None:
    """The body that a name means, as near to the row as there is one; None where none, or more than one, is called so."""
    near = Q(area=row.area) | Q(area=row.office.area)
    for among in (Organisation.objects.filter(near), Organisation.objects.all()):
        found = [body for body in among.filter(ended_on=None).select_related("area") if name in (body.name, *body.aliases)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _words(register: Register, field: str, who: Any) -> str:
    if register.fields[field].personal:
        return "（个人信息）"
    if register.fields[field].type == "enterprise":
        return enterprise_names({who}).get(who, str(who))
    return str(who)
