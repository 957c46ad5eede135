"""Areas come, change and go; what they were stays."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from zhiheng.core.values.areas import AreaHistory
from zhiheng.core.values.faults import Fault
from zhiheng.definitions import lexicons
from zhiheng.directory.listed_areas import Listed, listed_below
from zhiheng.directory.models import Area, AreaChange
from zhiheng.history.actions import line, record, record_all

Share = int | None  # millionths


@transaction.atomic
def add_area(
    parent: Area, code: str, name: str, by: Any, *, level: str, kind: str = "division", since: date | None = None
) -> Area:
    """The new area under `parent`; a 功能区 without a code of its own gets one that says whose it is.

    Raises: Fault U211 the name · U212 the code · U213 the code is taken · U214 the level.
    """
    name, code = name.strip(), code.strip()
    if not name or len(name) > 60:
        raise Fault("U211", "地区名称应有 1 到 60 个字。请填写全称，例如“某某高新技术产业开发区”。")
    if level not in dict(Area.LEVELS):
        raise Fault("U214", f"没有这种级别。可选：{'、'.join(dict(Area.LEVELS).values())}。")
    if not code and kind == "zone":
        code = _zone_code(parent)
    _refuse_code(code, parent, kind)
    made = Area(code=code, name=name, level=level, kind=kind, parent=parent, since=since)
    made.save()
    record(made, "新增地区", by, after={"代码": code, "名称": name, "上级": parent.name, "自": since})
    return made


def _zone_code(parent: Area) -> str:
    taken = set(Area.objects.filter(code__startswith=f"{parent.code[:6]}Z").values_list("code", flat=True))
    return next(code for n in range(1, 1000) if (code := f"{parent.code[:6]}Z{n:02d}") not in taken)


def _refuse_code(code: str, parent: Area, kind: str) -> None:
    own = kind == "zone" and "Z" in code
    if not own and not (code.isascii() and code.isdigit() and len(code) in (6, 9, 12)):
        raise Fault("U212", f"“{code[:20]}”不是行政区划代码：县以上 6 位数字，乡镇 9 位，村 12 位。请核对；功能区可以不填。")
    if not own and code[:2] != parent.code[:2]:
        raise Fault("U212", f"“{code}”的前两位和上级 {parent.code} 不同，不在同一省。请核对代码。")
    if there := Area.objects.filter(code=code).first():
        raise Fault("U213", f"代码 {code} 已是“{there.name}”。请核对代码；若是它改了名，请在它的页面登记变更。")


@transaction.atomic
def add_listed_areas(area: Area, by: Any, *, former: bool = False) -> int:
    """How many areas are new: all that the national list has below `area`, level by level; `former` adds those that
    are no more and what became of them."""
    listed = listed_below(area.code, lexicons(), former=former)
    there = {one.code: one for one in Area.objects.filter(code__in=[one.code for one in listed])} if listed else {}
    there[area.code] = area
    added: list[Area] = []
    for level in ("city", "county"):
        fresh = [
            Area(
                code=one.code, name=one.name, level=level, parent=there[one.parent],
                since=_new_year(one.since), until=_new_year(one.until and one.until + 1),
            )
            for one in listed
            if one.level == level and one.code not in there
        ]  # fmt: skip
        for made in Area.objects.place_many(fresh):
            there[made.code] = made
            added.append(made)
    record_all(line(one, "按名录增加地区", by, after={"代码": one.code, "名称": one.name}, about=area) for one in added)
    _add_changes(listed, there)
    _put_under_successors(added, there)
    return len(added)


def _put_under_successors(added: Sequence[Area], there: dict[str, Area]) -> None:
    """What is no more lies under what stands in its place today, where that is one."""
    history = AreaHistory(lexicons().areas, lexicons().area_changes)
    for area in added:
        today = history.today(area.code)
        if area.until and len(today) == 1 and today[0] in there:
            area.parent = there[today[0]]
            area.save()


def _new_year(year: int | None) -> date | None:
    return date(year, 1, 1) if year else None


def _add_changes(listed: Sequence[Listed], there: dict[str, Area]) -> None:
    """What became of the areas of the list; the list knows years, not days, and no shares."""
    known = set(AreaChange.objects.filter(old__in=there.values()).values_list("old__code", "new__code", "on"))
    changes = []
    for one in listed:
        for change in one.changes:
            parts = [there[code] for code in change.to if code in there]
            on = date(change.year, 1, 1)
            if len(parts) < len(change.to):
                continue
            for part in parts:
                if (one.code, part.code, on) not in known:
                    old = there[one.code]
                    share = AreaChange.WHOLE if len(parts) == 1 else None
                    changes.append(
                        AreaChange(
                            on=on, day_known=False, kind=change.kind, old=old, new=part, share=share, was_name=change.before,
                            was_level=old.level, was_parent=old.parent, document="行政区划代码历年名录",
                        )
                    )  # fmt: skip
    AreaChange.objects.bulk_create(changes, batch_size=500)


@transaction.atomic
def rename_area(area: Area, name: str, on: date, by: Any, *, level: str = "", document: str = "") -> None:
    """The area has another name, and perhaps rank, from that day, and is the same area. Raises: Fault U211, U215, U216."""
    name = name.strip()
    if not name or len(name) > 60:
        raise Fault("U211", "地区名称应有 1 到 60 个字。请填写全称。")
    _refuse_day(area, on)
    _changed(area, area, on, "upgrade" if level and level != area.level else "rename", document, AreaChange.WHOLE)
    before, area.name, area.level = area.name, name, level or area.level
    area.save()
    record(area, "地区更名", by, before={"名称": before}, after={"名称": name, "自": on}, reason=document)


@transaction.atomic
def transfer_area(area: Area, under: Area, on: date, by: Any, *, document: str = "") -> None:
    """The area belongs to another one from that day, with all below it. Raises: Fault U202, U215, U216."""
    _refuse_day(area, on)
    _changed(area, area, on, "transfer", document, AreaChange.WHOLE)
    before, area.parent = area.parent, under
    area.save()
    after = {"上级": under.name, "自": on}
    record(area, "地区划转", by, before={"上级": before.name if before else "无"}, after=after, reason=document)


@transaction.atomic
def succeed_area(
    area: Area, by_areas: Sequence[tuple[Area, Share]], kind: str, on: date, by: Any, *, document: str = ""
) -> None:
    """The area became the given ones from that day: one (并入, 改设), or several (拆分) in the given shares or unknown ones.

    An area among its own successors goes on. One that is no more lies, with all below it, under its only successor, whose
    office then sees what it counted; divided, it stays where it was, and what it counted is of nobody alone.

    Raises: Fault U215, U216 the day · U217 no successor, or its own alone · U218 shares that make no whole.
    """
    news = [new for new, _ in by_areas]
    if not news or news == [area] or len({new.pk for new in news}) < len(news):
        raise Fault("U217", f"“{area.name}”变成了哪个地区没有说清。请填变更后的地区代码，几个的每行一个，不要重复。")
    shares = [share for _, share in by_areas if share is not None]
    if len(shares) == len(news) and sum(shares) != AreaChange.WHOLE:
        raise Fault("U218", f"各部分所占份额加起来是 {sum(shares) / 10_000:g}%，不是 100%。请改正；不知道份额的留空。")
    _refuse_day(area, on)
    for new, share in by_areas:
        _changed(area, new, on, kind, document, AreaChange.WHOLE if len(news) == 1 else share)
    after = {"变为": "、".join(new.name for new in news), "自": on}
    record(area, f"地区{dict(AreaChange.KINDS)[kind]}", by, after=after, reason=document)
    if area not in news:
        area.until = on
        area.parent = news[0] if len(news) == 1 else area.parent
        area.save()


def change_area(
    area: Area, reachable: QuerySet[Area], by: Any, *, kind: str, on: date, name: str = "", code: str = "",
    into: Sequence[tuple[str, Share]] = (), document: str = "",
) -> None:  # fmt: skip
    """What happened to an area, as a form says it: areas by code, which must be among the `reachable`.

    Raises: Fault U211–U218 · U219 no such area.
    """
    found = {one.code: one for one in reachable.filter(code__in=[code for code, _ in into])}
    if missing := [code for code, _ in into if code not in found]:
        raise Fault("U219", f"没有代码为“{'、'.join(missing)[:60]}”的地区，或不归本级管。请先在上级页面增加它，再登记变更。")
    parts = [(found[code], share) for code, share in into]
    if kind == "rename" or (kind == "upgrade" and not code):
        rename_area(area, name, on, by, level=area.level, document=document)
    elif kind == "upgrade":
        _upgrade(area, code, name or area.name, on, by, document)
    elif kind == "transfer":
        if len(parts) != 1:
            raise Fault("U217", "划转要填一个新上级的代码。请在“变为哪些地区”里填它。")
        transfer_area(area, parts[0][0], on, by, document=document)
    else:
        succeed_area(area, parts, kind, on, by, document=document)


@transaction.atomic
def _upgrade(area: Area, code: str, name: str, on: date, by: Any, document: str) -> None:
    """The area under another code: a new one that takes its place and all that lies below it."""
    _refuse_day(area, on)
    if area.parent is None:
        raise Fault("U217", f"“{area.name}”是最上级，不能换代码。请改用“更名”。")
    new = add_area(area.parent, code, name, by, level=area.level, kind=area.kind, since=on)
    for child in area.children.filter(until=None):
        transfer_area(child, new, on, by, document=document)
    succeed_area(area, [(new, None)], "upgrade", on, by, document=document)


def _changed(old: Area, new: Area, on: date, kind: str, document: str, share: Share) -> None:
    AreaChange.objects.create(
        on=on, kind=kind, old=old, new=new, share=share, document=document[:200],
        was_name=old.name, was_level=old.level, was_parent=old.parent,
    )  # fmt: skip


def _refuse_day(area: Area, on: date) -> None:
    """Changes of one area follow each other: its past is not written over."""
    if area.until or (area.since and on <= area.since):
        span = f"{area.since or '早先'} 至 {area.until or '今'}"
        raise Fault("U215", f"“{area.name}”存在于 {span}，变更的日期 {on} 不在其中。请核对日期。")
    last = area.changes_from.order_by("on").last()
    if last and on <= last.on:
        raise Fault("U216", f"“{area.name}”在 {last.on} 已登记“{last.get_kind_display()}”，新的变更应在那天之后。请核对日期。")
