"""Periodic duties of registers: who must return or do something in each period, and who has not."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import QuerySet

from zhiheng.core.scheduling import Turn, turns
from zhiheng.core.values.conditions import satisfied
from zhiheng.core.values.registers import Register, usable
from zhiheng.core.values.spans import Span
from zhiheng.definitions.signatures import signatures
from zhiheng.directory.models import Area, Enterprise, Organisation
from zhiheng.directory.queries import areas_within
from zhiheng.registers.known import known_registers
from zhiheng.registers.models import Return, Row
from zhiheng.web.rights import Rights
from zhiheng.web.scoping import STEP, Scope

NAMED = 100  # of those missing
LOOKED_THROUGH = 20_000  # rows and objects of one duty
MONTHS: dict[tuple[int, str], str] = {(1, "months"): "month", (3, "months"): "quarter", (6, "months"): "half-year"}
YEARLY = ((12, "months"), (1, "years"))
LEVELS = {"省": ["province"], "市": ["city"], "县": ["county"], "乡镇": ["township"], "市县": ["city", "county"]}


class Asked(NamedTuple):
    """One duty as its definition says it."""

    name: str
    register: Register
    every: str | Span
    who: dict[str, Any]
    where: Any  # what a row must say to count as done
    done_on: str = ""  # the date of a row that says when; "": the row's own date
    is_return: bool = False  # 零报告 is possible


class Duty(NamedTuple):
    """One duty in one period: how many were due, and by name who has not done it."""

    name: str
    register: Register
    turn: Turn
    running: bool  # the period is not over yet
    due: int
    missing: list[str]
    unknown: str = ""  # why nobody can say who is due
    may_say_none: bool = False  # her own area has not returned, and may say that there was nothing

    @property
    def named(self) -> list[str]:
        """The first of those missing."""
        return self.missing[:NAMED]

    @property
    def more(self) -> int:
        """How many are missing beside those named."""
        return max(0, len(self.missing) - NAMED)


class Unknown(Exception):
    """Nobody can say who is due; the message says why."""


class Duties(NamedTuple):
    """The duties of the registers that are kept here; `unused` are those with duties of which nothing has come yet."""

    kept: list[Duty]
    unused: list[Register]


def duties(rights: Rights, area: Area, today: date) -> Duties:
    """Every duty of the registers she may see: in its last whole period, and in the one that runs."""
    found, unused, signed = [], [], frozenset(signatures(settings.DEFINITIONS))
    for id, register in known_registers().items():
        asked = list(_asked(register, signed)) if (scope := rights.scope(id)) is not None else []
        if asked and not _is_kept(register, scope):
            unused.append(register)
        elif asked:
            found += [duty for one in asked for duty in _of_duty(one, scope, area, today)]
    found.sort(key=lambda duty: (duty.running, not duty.missing, duty.turn.end, duty.register.name))
    return Duties(found, unused)


def turn_of(register: Register, day: date) -> Turn:
    """The period of a register's returns that the day lies in."""
    return turns(register.returns.every, day, day)[0]


def _is_kept(register: Register, scope: Scope) -> bool:
    rows = Row.objects.within(scope, reach="below").filter(register=register.id)
    return rows.order_by().exists() or Return.objects.within(scope, reach="below").filter(register=register.id).exists()


def _asked(register: Register, signed: frozenset[str]) -> Iterator[Asked]:
    if register.returns:
        yield Asked("报送", register, register.returns.every, {"who": "areas"}, {}, is_return=True)
    for clock in register.clocks.values():
        if clock.every and (clock.confirmed or f"{register.id}.{clock.id}" in signed):
            of = (clock.every.amount, clock.every.unit)
            every = "year" if of in YEARLY else MONTHS.get(of, clock.every)  # the calendar's month, not thirty days
            yield Asked(clock.name or "定期工作", register, every, clock.who, clock.where, clock.done)


def _of_duty(asked: Asked, scope: Scope, area: Area, today: date) -> list[Duty]:
    periods = [turn for turn in _last_two(asked, today) if turn.start <= today]
    try:
        objects = _objects(asked, scope, area)
    except Unknown as why:
        return [Duty(asked.name, asked.register, turn, turn.end >= today, 0, [], str(why)) for turn in periods[-1:]]
    found = []
    for turn in periods if objects else ():
        missing = _missing(asked, scope, turn, objects)
        own = asked.is_return and area.path in missing
        names = [objects[key] for key in missing]
        found.append(Duty(asked.name, asked.register, turn, turn.end >= today, len(objects), names, may_say_none=own))
    return found


def _last_two(asked: Asked, today: date) -> list[Turn]:
    if isinstance(asked.every, Span):
        running = turns(asked.every, date(today.year - 1, 1, 1), today)[-2:]
    else:
        now = turns(asked.every, today, today)[0]
        eve = now.start - timedelta(days=1)
        running = [turns(asked.every, eve, eve)[0], now]
    return [_narrowed(turn, asked.who) for turn in running]


def _narrowed(turn: Turn, who: dict[str, Any]) -> Turn:
    """The month, or the day, of the year that the duty names."""
    if not (month := who.get("month")):
        return turn
    year, day = turn.start.year, who.get("day")
    return Turn(date(year, month, day or 1), date(year, month, day or monthrange(year, month)[1]))


def _objects(asked: Asked, scope: Scope, area: Area) -> dict[str, str]:
    """Who is due, name by key. Raises: Unknown."""
    who, where = asked.who.get("who", ""), asked.who.get("where", {})
    match who:
        case "areas":
            return _areas(where, scope, area)
        case "organisations":
            if where:
                raise Unknown(f"机构库里没有“{'、'.join(where)}”这样的分类，说不出谁应当做。请在台账里逐一登记。")
            bodies = Organisation.objects.filter(scope.reached("area"), ended_on=None).order_by("area__path", "position")
            return {name: name for name in bodies.values_list("name", flat=True)[:LOOKED_THROUGH]}
        case "enterprises":
            firms = Enterprise.objects.within(scope, reach="below").filter(status="active", merged_into=None)
            return {str(pk): name for pk, name in firms.values_list("pk", "name")[:LOOKED_THROUGH]}
    return _of_register(known_registers()[who], asked.who.get("key", ""), where, scope)


def _areas(where: dict[str, Any], scope: Scope, area: Area) -> dict[str, str]:
    """The areas of a level; else those directly below, or the own one where none is."""
    if where.keys() - {"level"}:
        raise Unknown(f"地区没有“{'、'.join(where)}”，说不出谁应当做。请改定义里的条件。")
    if where:
        found = areas_within(scope).filter(level__in=LEVELS.get(where["level"], [where["level"]]))
    else:
        found = Area.objects.filter(parent=area)
    return dict(found.order_by("code").values_list("path", "name")[:LOOKED_THROUGH]) or {area.path: area.name}


def _of_register(register: Register, key: str, where: Any, scope: Scope) -> dict[str, str]:
    found = Row.objects.within(scope, reach="below").filter(register=register.id, status="kept").order_by("pk")
    kept = [data for data in found.values_list("data", flat=True)[:LOOKED_THROUGH] if satisfied(where, usable(register, data))]
    values = [str(data[key]) for data in kept if data.get(key) not in (None, "")]
    return _names(register, key, values)


def _names(register: Register, key: str, values: list[str]) -> dict[str, str]:
    if register.fields[key].type != "enterprise":
        return {value: value for value in values}
    firms = Enterprise.objects.unscoped("named in rows found within a scope").in_bulk([int(value) for value in set(values)])
    return {value: firms[int(value)].name if int(value) in firms else value for value in values}


def _missing(asked: Asked, scope: Scope, turn: Turn, objects: dict[str, str]) -> list[str]:
    """The keys of those who have not."""
    done = _done_areas(asked, scope, turn) if asked.who.get("who") == "areas" else _done_keys(asked, scope, turn)
    return [key for key in objects if key not in done]


def _done_areas(asked: Asked, scope: Scope, turn: Turn) -> set[str]:
    """The areas with a row in the period, or a return that says there was none, and those above them: by path."""
    if asked.where or asked.done_on:
        done = {path for path, _ in _done_rows(asked, scope, turn)}
    else:
        done = set(_rows(asked, scope, turn).order_by().values_list("area__path", flat=True).distinct())
    returned = Return.objects.within(scope, reach="below").filter(register=asked.register.id)
    done |= set(returned.filter(start__lte=turn.end, end__gte=turn.start).order_by().values_list("area__path", flat=True))
    return {path[:end] for path in done for end in range(STEP, len(path) + 1, STEP)}


def _done_keys(asked: Asked, scope: Scope, turn: Turn) -> set[str]:
    field = _done_field(asked)
    found = [data.get(field) for _, data in _done_rows(asked, scope, turn)]
    return {str(one) for value in found for one in (value if isinstance(value, list) else [value])}


def _done_rows(asked: Asked, scope: Scope, turn: Turn) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows that count as done in the period: path of the area, values."""
    first, last = turn.start.isoformat(), turn.end.isoformat()
    for path, data in _rows(asked, scope, turn).values_list("area__path", "data")[:LOOKED_THROUGH]:
        in_time = not asked.done_on or first <= (data.get(asked.done_on) or "") <= last
        if in_time and satisfied(asked.where, usable(asked.register, data)):
            yield path, data


def _done_field(asked: Asked) -> str:
    """The field of the register that says whose duty a row does."""
    fields, who = asked.register.fields, asked.who.get("who", "")
    kind = {"organisations": "organisation", "enterprises": "enterprise"}.get(who)
    if kind:
        return next((key for key, field in fields.items() if field.type == kind), "")
    refs = [key for key, field in fields.items() if field.to == who]
    return asked.who["key"] if asked.who.get("key") in fields else next(iter(refs), "")


def _rows(asked: Asked, scope: Scope, turn: Turn) -> QuerySet[Row]:
    found = Row.objects.within(scope, reach="below").filter(register=asked.register.id, status="kept")
    if asked.done_on:
        return found
    if asked.register.event:
        return found.filter(event_on__range=(turn.start, turn.end))
    return found.filter(entered_at__date__range=(turn.start, turn.end))
