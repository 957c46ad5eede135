"""A duty is split into several, several are merged into one, and either is undone. Matters of 督办 that rest on them follow."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhiheng.core.values.faults import Fault
from zhiheng.history.actions import line, record, record_all
from zhiheng.plans.actions.arranging import COPIED, copy_of, remove_duty, restore_duty, room_after
from zhiheng.plans.actions.changing import change_duty, require_reason
from zhiheng.plans.actions.units import units_of
from zhiheng.plans.arranged import put_back, standing
from zhiheng.plans.models import Arrangement, Duty, DutyUnit, Goal, Matter
from zhiheng.plans.parting import Part, in_words


@transaction.atomic
def split_duty(duty: Duty, parts: Sequence[Part], by: Any, *, reason: str = "") -> list[Duty]:
    """The duties that the parts have become: the first stays this one, all rest on its clause and keep its deadline.

    Targets and matters of 督办 stay with the first.

    Raises: Fault H101 no reason; P121 fewer than two parts, or an empty one; P114 a unit that the directory does not know.
    """
    duty = _held(duty)
    require_reason(duty.plan, reason)
    if len(parts) < 2 or any(not part.measures.strip() and not part.task.strip() for part in parts):
        raise Fault("P121", f"“{duty}”拆分后不足两项，或者有一项是空的。请分成两项以上，每项都写内容。")
    before = standing(duty.pk)
    task = duty.task
    made = [duty, *(_copy(duty, at) for at in range(len(parts) - 1))]
    for after, one in pairwise(made):
        one.position = room_after(duty.plan, Duty.objects.unscoped("in hand").get(pk=after.pk))
        one.save()
        DutyUnit.objects.bulk_create(copy_of(unit, one) for unit in duty.units.all())
    for one, part in zip(made, parts, strict=True):
        one.task, one.measures = part.task.strip() or task, part.measures.strip()
        one.save(update_fields=["task", "measures"])
        if part.lead.strip():
            one.units.filter(role="responsible").delete()
            one.units_by_hand = True
            one.save(update_fields=["units_by_hand"])
            change_duty(one, "lead_units", part.lead, by, reason=reason)
    after = {"具体举措": made[0].measures, "拆成": in_words(parts)[:2000]}
    record(duty, "拆分任务", by, before={"具体举措": before["cells"]["measures"]}, after=after, reason=reason, about=duty.plan)
    for one in made[1:]:
        record(one, "由拆分产生", by, after={"具体举措": one.measures, **units_of(one)}, reason=reason, about=duty.plan)
    _keep("split", duty, made[1:], {str(duty.pk): before}, by)
    said = {"依据的任务": f"{made[0]}：{made[0].measures}", "另分出": in_words(parts[1:])[:2000]}
    _tell(before["matters"], "依据的任务已拆分", said, by, reason)
    return made


@transaction.atomic
def merge_duties(first: Duty, others: Iterable[Duty], by: Any, *, reason: str = "") -> Duty:
    """The first duty with the measures, targets, units and matters of the others, which are taken out.

    Raises: Fault H101 no reason; P122: they are not several duties of one plan.
    """
    first, rest = _held(first), [_held(one) for one in others]
    pks = {first.pk, *(one.pk for one in rest)}
    if not rest or len(pks) <= len(rest) or any(one.plan_id != first.plan_id for one in rest):
        raise Fault("P122", "只能合并同一方案中的几项任务。请重新选择。")
    require_reason(first.plan, reason)
    before = {str(pk): standing(pk) for pk in pks}
    was = {"具体举措": first.measures, **units_of(first)}
    for one in rest:
        first.measures = "\n".join(part for part in (first.measures, one.measures) if part)
        first.lead_names = list(dict.fromkeys([*first.lead_names, *one.lead_names]))
        first.responsible_names = list(dict.fromkeys([*first.responsible_names, *one.responsible_names]))
        first.open_ended = first.open_ended or one.open_ended
        there = set(first.units.values_list("name", flat=True))
        DutyUnit.objects.bulk_create(copy_of(unit, first) for unit in one.units.all() if unit.name not in there)
    first.save(update_fields=["measures", "lead_names", "responsible_names", "open_ended"])
    Goal.objects.unscoped("in hand").filter(duty__in=rest).update(duty=first)
    Matter.objects.unscoped("in hand").filter(duty__in=rest).update(duty=first)
    first._prefetched_objects_cache = {}
    after = {"具体举措": first.measures, **units_of(first)}
    record(first, "合并任务", by, before=was, after=after, reason=reason, about=first.plan)
    for one in rest:
        remove_duty(one, by, reason=reason or f"并入“{first}”"[:500])
        _tell(before[str(one.pk)]["matters"], "依据的任务已并入另一项", {"依据的任务": str(first)}, by, reason)
    _keep("merge", first, rest, before, by)
    return first


@transaction.atomic
def undo_arrangement(arrangement: Arrangement, by: Any, *, reason: str = "") -> Duty:
    """The duty as it was before it was split or merged. Raises: Fault H101 no reason; P304: something was changed since."""
    kept = Arrangement.objects.select_for_update().unscoped("in hand").select_related("duty__plan").get(pk=arrangement.pk)
    require_reason(kept.duty.plan, reason)
    now = {str(pk): standing(pk) for pk in (kept.duty_id, *kept.others)}
    if kept.undone_at or now != kept.before["now"]:
        raise Fault("P304", f"“{kept.duty}”{kept.get_kind_display()}以后又改过，不能整个撤销。请在任务页逐处改回。")
    others = list(Duty.objects.unscoped("in hand").filter(pk__in=kept.others).select_related("plan").order_by("position"))
    said = reason.strip() or f"撤销{kept.get_kind_display()}"
    for one in others:
        (remove_duty if kept.kind == "split" else restore_duty)(one, by, reason=said)
    for pk, was in sorted(kept.before["was"].items(), key=lambda pair: pair[0] != str(kept.duty_id)):
        duty = put_back(int(pk), was)
        _tell(was["matters"], f"依据的任务已撤销{kept.get_kind_display()}", {"依据的任务": str(duty)}, by, said)
    kept.undone_at = timezone.now()
    kept.save(update_fields=["undone_at"])
    duty = Duty.objects.unscoped("in hand").select_related("plan").get(pk=kept.duty_id)
    after = {"具体举措": duty.measures, **units_of(duty)}
    record(duty, f"撤销{kept.get_kind_display()}", by, after=after, reason=said, about=duty.plan)
    return duty


def _held(duty: Duty) -> Duty:
    return Duty.objects.select_for_update().unscoped("in hand").select_related("plan__area").get(pk=duty.pk)


def _copy(duty: Duty, at: int) -> Duty:
    made = Duty(plan=duty.plan, position=duty.position + at + 1)
    for name in COPIED:
        setattr(made, name, getattr(duty, name))
    made.save()
    return made


def _keep(kind: str, duty: Duty, others: Sequence[Duty], was: dict[str, Any], by: Any) -> None:
    pks = [one.pk for one in others]
    now = {str(pk): standing(pk) for pk in (duty.pk, *pks)}
    Arrangement.objects.create(
        duty=duty, kind=kind, others=pks, before={"was": was, "now": now}, by=by, at=timezone.now()
    )  # fmt: skip


def _tell(matters: Sequence[int], verb: str, after: dict[str, str], by: Any, reason: str) -> None:
    """Each open matter that rests on the duty bears in its history what happened."""
    found = Matter.objects.unscoped("of a duty in hand").filter(pk__in=matters, ended_on=None).order_by("pk")
    record_all([line(one, verb, by, after=after, reason=reason) for one in found])
