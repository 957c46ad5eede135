"""Changing the directory."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhiheng.core.aligning import default_order, in_protocol_order
from zhiheng.core.values.faults import Fault
from zhiheng.definitions import lexicons
from zhiheng.directory.models import Area, Counterpart, CounterpartUnit, FormerName, Organisation
from zhiheng.history.actions import record

LONGEST = 80  # characters of a body's name


@transaction.atomic
def add_organisation(area: Area, name: str, by: Any, *, position: int | None = None, vertical: bool = False) -> Organisation:
    """The body of that name in the area: made now, or the one already there. Without a `position` it takes the place
    that is usual in 发文排序, and those after it make room."""
    name = name.strip()
    if not name:
        raise Fault("U110", "机构名称是空的。请填写机构全称，例如“县市场监管局”。")
    if len(name) > LONGEST:
        raise Fault("U113", f"“{name[:20]}…”超过 {LONGEST} 个字，不像机构名称。请核对后再填。")
    if there := area.organisations.filter(name=name).first():
        return there
    if position is None:
        position = _usual_place(area, name)
    found, made = Organisation.objects.get_or_create(
        area=area, name=name, defaults={"position": position, "vertical": vertical}
    )
    if made:
        record(found, "新增机构", by, after={"名称": name, "排序": position})
    return found


def _usual_place(area: Area, name: str) -> int:
    order = default_order(lexicons().protocol_order)
    bodies = list(area.organisations.all())
    for n, body in enumerate(bodies):
        if in_protocol_order([body.name, name], order)[0] == name:
            for behind in bodies[n:]:
                behind.position += 10
            Organisation.objects.bulk_update(bodies[n:], ["position"])
            return body.position - 10
    return bodies[-1].position + 10 if bodies else 10


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


def move_organisation(body: Organisation, steps: int, by: Any) -> None:
    """The body stands `steps` places further down in 发文排序 (up when negative)."""
    order = [one.pk for one in body.area.organisations.filter(ended_on=None)]
    if body.pk in order:
        here = order.index(body.pk)
        order.insert(max(0, here + steps), order.pop(here))
        put_in_order(body.area, order, by)


def put_in_usual_order(area: Area, by: Any) -> None:
    """All bodies stand in the usual 发文排序; those it does not know come last, as they stood."""
    mine = {body.name: body.pk for body in area.organisations.all()}
    usual = in_protocol_order(list(mine), default_order(lexicons().protocol_order))
    put_in_order(area, [mine[name] for name in usual], by)


@transaction.atomic
def import_organisations(area: Area, pasted: str, by: Any) -> int:
    """How many bodies are new: a list pasted in protocol order, one a line, becomes the order of the area's bodies.

    Numbers, bullets and lists within a line (、) are understood; bodies not in the list stay after it.
    """
    names = [name for line in pasted.splitlines() for name in _names_of(line)]
    if not names:
        raise Fault("U112", "粘贴的清单里没有机构名称。请每行写一个机构全称。")
    before = area.organisations.count()
    bodies = [add_organisation(area, name, by, position=100_000) for name in dict.fromkeys(names)]
    listed = {body.pk for body in bodies}
    rest = [body.pk for body in area.organisations.all() if body.pk not in listed]
    put_in_order(area, [*(body.pk for body in bodies), *rest], by)
    return area.organisations.count() - before


def _names_of(line: str) -> list[str]:
    plain = _NUMBERING.sub("", line).strip("；;，,。 \t")
    return [name.strip() for name in re.split(r"[、\t](?![^（(]*[）)])", plain) if name.strip()]


_NUMBERING = re.compile(r"^\s*(?:[（(]?[\d一二三四五六七八九十]+[)）、.．]\s*|\d+\s+|[-•·*●]\s*)")


@transaction.atomic
def mark_vertical(body: Organisation, vertical: bool, by: Any) -> None:
    """The body is under 垂直管理, or no longer."""
    if body.vertical != vertical:
        before, body.vertical = body.vertical, vertical
        body.save(update_fields=["vertical"])
        record(body, "修改垂直管理", by, before={"垂直管理": before}, after={"垂直管理": vertical})


@transaction.atomic
def change_names(body: Organisation, name: str, aliases: Sequence[str], by: Any) -> None:
    """The body under another name, with the other names it is known by; its former name becomes one of them."""
    name = name.strip()
    if not name:
        raise Fault("U110", "机构名称是空的。请填写机构全称，例如“县市场监管局”。")
    if body.area.organisations.exclude(pk=body.pk).filter(name=name).exists():
        raise Fault("U114", f"本级已经有“{name}”。请换一个名称，或停用其中一个。")
    before = {"名称": body.name, "别名": "、".join(body.aliases)}
    others = [other.strip() for other in aliases if other.strip() and other.strip() != name]
    if body.name != name:
        others.append(body.name)
    body.name, body.aliases = name, list(dict.fromkeys(others))
    body.save(update_fields=["name", "aliases"])
    record(body, "修改机构名称", by, before=before, after={"名称": name, "别名": "、".join(body.aliases)})


@transaction.atomic
def rename_organisation(body: Organisation, name: str, on: date, by: Any, *, reason: str = "") -> None:
    """The body is called so from that day, and is the same body; documents of before are read with its former name.

    Raises: Fault U110, U113, U114 the name · U221 it is called so already · U222 the day.
    """
    name = name.strip()
    if not name:
        raise Fault("U110", "机构名称是空的。请填写机构全称，例如“县市场监管局”。")
    if len(name) > LONGEST:
        raise Fault("U113", f"“{name[:20]}…”超过 {LONGEST} 个字，不像机构名称。请核对后再填。")
    if name == body.name:
        raise Fault("U221", f"机构现在就叫“{name}”。请填新的名称。")
    if body.area.organisations.exclude(pk=body.pk).filter(name=name).exists():
        raise Fault("U114", f"本级已经有“{name}”。请换一个名称，或停用其中一个。")
    last = body.former_names.last()
    if (last and on <= last.until) or (body.since and on <= body.since) or (body.ended_on and on >= body.ended_on):
        span = f"{last.until if last else body.since or '早先'} 至 {body.ended_on or '今'}"
        raise Fault("U222", f"“{body.name}”这个名称用于 {span}，更名日期 {on} 不在其中。请核对日期。")
    FormerName.objects.create(organisation=body, name=body.name, until=on)
    before, body.name = body.name, name
    body.aliases = [other for other in dict.fromkeys([*body.aliases, before]) if other != name]
    body.save(update_fields=["name", "aliases"])
    record(body, "机构更名", by, before={"名称": before}, after={"名称": name, "自": on}, reason=reason)


@transaction.atomic
def end_organisation(
    body: Organisation, on: date, by: Any, *, reason: str = "", successor: Organisation | None = None
) -> None:
    """The body exists no more from that day; what names it stays. `successor` took its duties over.

    Raises: Fault U222 the day · U223 a successor that is no more, or the body itself.
    """
    last = body.former_names.last()
    if (last and on <= last.until) or (body.since and on <= body.since):
        since = last.until if last else body.since
        raise Fault("U222", f"“{body.name}”这个名称从 {since} 用起，撤并日期应在那天之后。请核对日期。")
    if successor and (successor.pk == body.pk or successor.ended_on):
        raise Fault("U223", f"“{successor.name}”不能承接“{body.name}”的职责。请选一个还在的其他机构。")
    body.ended_on, body.successor = on, successor
    body.save(update_fields=["ended_on", "successor"])
    after = {"撤并日期": on, "职责划入": successor.name if successor else "未填"}
    record(body, "机构撤并", by, after=after, reason=reason)


@transaction.atomic
def revive_organisation(body: Organisation, by: Any) -> None:
    """The body exists again: it was ended by mistake."""
    before, body.ended_on, body.successor = body.ended_on, None, None
    body.save(update_fields=["ended_on", "successor"])
    record(body, "恢复机构", by, before={"撤并日期": before}, after={"撤并日期": None})


def ask_counterpart(area: Area, upper_name: str) -> Counterpart:
    """The counterpart of that name: asked now, or already known."""
    upper_name = upper_name.strip()
    if not upper_name or len(upper_name) > LONGEST:
        raise Fault("U115", f"上级单位名称应有 1 到 {LONGEST} 个字。请填写全称，例如“省市场监管局”。")
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
