"""Changing the directory."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhiheng.core.values.faults import Fault
from zhiheng.directory.models import Area, Counterpart, CounterpartUnit, Organisation
from zhiheng.history.actions import record


@transaction.atomic
def add_organisation(area: Area, name: str, by: Any, *, position: int | None = None, vertical: bool = False) -> Organisation:
    """The body of that name in the area: made now, or the one already there."""
    name = name.strip()
    if not name:
        raise Fault("U110", "机构名称是空的。请填写机构全称，例如“县市场监管局”。")
    if position is None:
        position = 10 * (area.organisations.count() + 1)
    found, made = Organisation.objects.get_or_create(
        area=area, name=name, defaults={"position": position, "vertical": vertical}
    )
    if made:
        record(found, "新增机构", by, after={"名称": name, "排序": position})
    return found


@transaction.atomic
def put_in_order(area: Area, organisation_ids: Sequence[int], by: Any) -> None:
    """The protocol order 发文排序 becomes the order of the ids; bodies not named keep their place after them."""
    mine = {o.pk: o for o in area.organisations.all()}
    for place, pk in enumerate(pk for pk in organisation_ids if pk in mine):
        body = mine[pk]
        if body.position != 10 * (place + 1):
            record(body, "调整发文排序", by, before={"排序": body.position}, after={"排序": 10 * (place + 1)})
            body.position = 10 * (place + 1)
            body.save(update_fields=["position"])


def ask_counterpart(area: Area, upper_name: str) -> Counterpart:
    """The counterpart of that name: asked now, or already known."""
    found, _ = Counterpart.objects.get_or_create(area=area, upper_name=upper_name)
    return found


@transaction.atomic
def answer_counterpart(
    counterpart: Counterpart, answer: str, ours: Sequence[Organisation], by: Any, *, note: str = ""
) -> Counterpart:
    """The answer, remembered for every later document. `ours` in order, the first leads; empty unless `answer` is "ours"."""
    if answer == "ours" and not ours:
        raise Fault("U111", f"“{counterpart.upper_name}”还没有选对应的本级单位。请选一个或几个，或者选“本级没有对应单位”。")
    before = describe(counterpart)
    counterpart.answer, counterpart.note = answer, note
    counterpart.decided_by, counterpart.decided_at = by, timezone.now()
    counterpart.save()
    counterpart.units.all().delete()
    for place, body in enumerate(ours if answer == "ours" else ()):
        CounterpartUnit.objects.create(counterpart=counterpart, organisation=body, position=place)
    record(counterpart, "确定对应单位", by, before=before, after=describe(counterpart), reason=note)
    return counterpart


def describe(counterpart: Counterpart) -> dict[str, str]:
    """A counterpart in words, for history and pages."""
    names = [u.organisation.name for u in counterpart.units.select_related("organisation")]
    return {"上级单位": counterpart.upper_name, "本级": "、".join(names) or counterpart.get_answer_display()}
