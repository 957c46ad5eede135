"""Who may be assessed, and which units a scheme's words mean: suggested from the directory, never settled silently."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from zhiheng.core.measuring import Period
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.schemes import Scheme
from zhiheng.directory.bodies import AmbiguousBody
from zhiheng.directory.enterprises import Ambiguous, resolver
from zhiheng.directory.models import Area, Enterprise, Organisation
from zhiheng.directory.queries import below_on, body_book, enterprise, organisations_of, scope_of

Thing = Area | Organisation | Enterprise
MOST_LINES = 3_000


class Wanted(NamedTuple):
    """One that is to be assessed, in its group ("" where the scheme has none)."""

    thing: Thing
    group: str = ""


class Unclear(NamedTuple):
    """A line of a list that nobody is meant by for certain, and why."""

    line: int
    words: str
    why: str


class Named(NamedTuple):
    """Who a list names; and what in it a person must settle."""

    wanted: list[Wanted]
    unclear: list[Unclear]


def areas_to_assess(scheme: Scheme, area: Area, period: Period) -> list[Wanted]:
    """The areas right below one as they were on the period's last day, by code; none where the scheme asks other things."""
    if scheme.assesses != "area":
        return []
    there = [one.pk for one in below_on(area, period.end)]
    return [Wanted(one) for one in Area.objects.filter(pk__in=there).order_by("code")]


def named_in(text: str, scheme: Scheme, area: Area, day: date) -> Named:
    """Whom the lines "名称，分组" name on a day. A name that nobody or several have is left for a person, as is a group
    that the scheme has not. Raises: Fault S200: too many lines."""
    lines = [(at, _cells(line)) for at, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(lines) > MOST_LINES:
        raise Fault("S200", f"名单有 {len(lines)} 行，一次最多 {MOST_LINES} 行。请分几次粘贴。")
    find = _finder(scheme, area, day, [cells[0] for _, cells in lines])
    found, unclear, seen = [], [], set()
    for at, (name, group) in lines:
        thing, why = find(name)
        given = _group(scheme, group)
        if thing is not None and (type(thing), thing.pk) in seen:
            why = "名单里已经有了"
        elif thing is not None and given is None:
            why = f"{f'没有“{group}”这个组' if group else '没有写分组'}，可用的：{'、'.join(scheme.groups)}"
        if thing is None or why:
            unclear.append(Unclear(at, name, why))
            continue
        seen.add((type(thing), thing.pk))
        found.append(Wanted(thing, given or ""))
    return Named(found, unclear)


def _cells(line: str) -> tuple[str, str]:
    parts = [part.strip() for part in re.split(r"[\t，,;；]", line.strip(), maxsplit=1)]
    return parts[0], parts[1] if len(parts) > 1 else ""


def _group(scheme: Scheme, words: str) -> str | None:
    """The id of a group by its id or name; None where the scheme has groups and this is none."""
    if not scheme.groups:
        return ""
    return next((id for id, name in scheme.groups.items() if words in (id, name)), None)


def _finder(scheme: Scheme, area: Area, day: date, names: Sequence[str]):  # type: ignore[no-untyped-def]
    """What says whom a name means, or why nobody."""
    if scheme.assesses == "area":
        there = {one.pk: one for one in below_on(area, day)}
        by_name = {one.name: pk for pk, one in there.items()} | {one.code: pk for pk, one in there.items()}
        areas = Area.objects.in_bulk([*there, area.pk])
        by_name |= {area.name: area.pk, area.code: area.pk}

        def an_area(name: str) -> tuple[Thing | None, str]:
            pk = by_name.get(name)
            return (areas[pk], "") if pk else (None, f"{day} 在{area.name}下面没有这个地区")

        return an_area
    if scheme.assesses == "organisation":
        book = body_book(scope_of(area))

        def a_body(name: str) -> tuple[Thing | None, str]:
            found = book.find(name, on=day, area=area.code)
            if isinstance(found, AmbiguousBody):
                return None, f"有 {len(found.ids)} 个单位都叫这个名称，请写全称"
            return (Organisation.objects.get(pk=found), "") if found else (None, "“机构”里没有这个单位")

        return a_body
    meant = resolver(scope_of(area))
    meant.prepare(names)

    def a_firm(name: str) -> tuple[Thing | None, str]:
        try:
            found = meant.find(name)
        except Fault as fault:
            return None, fault.says
        if isinstance(found, Ambiguous):
            return None, found.says
        return (enterprise(found), "") if found else (None, "企业名录里没有这家企业")

    return a_firm


class Lead(NamedTuple):
    """Words of a scheme for a leading department, how many items they lead, and the units they may mean."""

    words: str
    items: int
    suggested: Organisation | None
    why: str


def leads_of(scheme: Scheme, area: Area) -> list[Lead]:
    """The words in the order of the scheme, each with the one unit that is known or called so; None: a person says."""
    counts: dict[str, int] = {}
    for item in scheme.items:
        if item.lead:
            counts[item.lead] = counts.get(item.lead, 0) + 1
    units = list(organisations_of(area))
    answered = {
        one.upper_name: one for one in area.counterparts.filter(answer="ours").prefetch_related("units__organisation")
    }  # fmt: skip
    found = []
    for words, count in counts.items():
        known = [unit.organisation for unit in answered[words].units.all()] if words in answered else []
        if known and not known[0].ended_on:
            found.append(Lead(words, count, known[0], "本级对应单位已定"))
            continue
        called = list(_called(words, units))
        alone = called[0] if len(called) == 1 else None
        why = "名称相合，请核对" if alone else f"{len(called)} 个单位都像，请选" if called else "没有找到，请选"
        found.append(Lead(words, count, alone, why))
    return found


def _called(words: str, units: Sequence[Organisation]) -> Iterator[Organisation]:
    stem = re.sub(r"(主管|行政)?部门$", "", words)
    stems = {stem, stem.replace("监管", "监督管理"), stem.replace("监督管理", "监管")}
    exact = [unit for unit in units if words in (unit.name, *unit.aliases)]
    yield from exact or [unit for unit in units if any(one in name for one in stems for name in (unit.name, *unit.aliases))]
