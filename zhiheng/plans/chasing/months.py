"""The record of a month: which light each matter had at its gravest, and what happened; later entries change nothing of it."""

from calendar import monthrange
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from django.db.models import QuerySet

from zhiheng.core.chasing import light_of_month, standing_on
from zhiheng.core.values.chasing import Chasing, Light, Said, Standing
from zhiheng.core.values.faults import Fault
from zhiheng.plans.chasing.known import known_chasing
from zhiheng.plans.models import Matter, MatterEntry


class OfMonth(NamedTuple):
    """One matter in a month: how it stood at the month's end, and its gravest light."""

    matter: Matter
    standing: Standing
    light: Light
    last: MatterEntry | None  # the month's last word on how it stands


class Month(NamedTuple):
    """The record of a month for all that was chased in it. `until` is the last day that counts: today, in a month that runs."""

    period: str
    first: date
    until: date
    whole: bool  # the month is over
    rows: list[OfMonth]
    total: int
    done: int
    lights: list[tuple[Light, int]]
    units: list[tuple[str, int, int, int]]  # unit, matters, done, red

    @property
    def name(self) -> str:
        """2026年11月."""
        return f"{self.first.year}年{self.first.month}月"

    @property
    def share(self) -> int:
        """How many of a hundred are done, whole."""
        return int((Decimal(self.done * 100) / self.total).quantize(Decimal(1), ROUND_HALF_UP)) if self.total else 0

    def with_light(self, *ids: str) -> list[OfMonth]:
        """Those that had one of these lights."""
        return [row for row in self.rows if row.light.id in ids]


def begun_of(matter: Matter) -> Standing:
    """What a matter was before its first entry."""
    return Standing(state=known_chasing().start, due_on=matter.begun_due_on, cycle=matter.cycle, cycle_day=matter.cycle_day)  # type: ignore[arg-type]


def said_of(entry: MatterEntry) -> Said:
    """An entry as the core reads it."""
    return Said(act=entry.act, on=entry.on, due=entry.due, covers=entry.covers)


def month_days(period: str) -> tuple[date, date]:
    """The first and last day of 2026-11. Raises: Fault P182."""
    try:
        first = date.fromisoformat(f"{period}-01")
    except ValueError:
        raise Fault("P182", f"“{period}”不是月份。请写成 2026-11 的样子。") from None
    return first, first.replace(day=monthrange(first.year, first.month)[1])


def month_of(found: QuerySet[Matter], period: str, today: date) -> Month:
    """The record of a month of these matters. Raises: Fault P182: no such month, or it has not begun."""
    first, last = month_days(period)
    if first > today:
        raise Fault("P182", f"{period} 还没有开始。请选已经开始的月份。")
    until, chasing = min(last, today), known_chasing()
    matters = found.filter(opened_on__lte=until).select_related("lead").prefetch_related("entries").order_by("year", "number")
    rows = [row for matter in matters if (row := _row(chasing, matter, first, until)) is not None]
    standing = [row for row in rows if row.standing.state in chasing.done or row.standing.state not in chasing.ends]
    done = sum(row.standing.state in chasing.done for row in standing)
    lights = Counter(row.light.id for row in rows)
    edition = chasing.edition_on(until)
    return Month(
        period, first, until, last < today, rows, len(standing), done,
        [(light, lights[light.id]) for light in edition.lights if lights[light.id]],
        _units(standing, chasing, edition.lights[0].id),
    )  # fmt: skip


def lights_by_month(matter: Matter, today: date) -> list[tuple[date, Light]]:
    """The gravest light of each month of a matter, by the last day that counts; its entries should be at hand."""
    entries, chasing = list(matter.entries.all()), known_chasing()
    if not entries:
        return []
    said, begun = [said_of(entry) for entry in entries], begun_of(matter)
    first, found = entries[0].on.replace(day=1), []
    stop = min(today, matter.ended_on or today)
    while first <= stop:
        last = first.replace(day=monthrange(first.year, first.month)[1])
        until = min(last, today)
        light = light_of_month(chasing, begun, [one for one in said if one.on <= until], first, until)
        if light is not None:
            found.append((until, light))
        first = last + timedelta(days=1)
    return found


def month_before(month: Month) -> str:
    """The month before, as addresses name it."""
    return f"{month.first - timedelta(days=1):%Y-%m}"


def _row(chasing: Chasing, matter: Matter, first: date, until: date) -> OfMonth | None:
    """None: it was not handed down by then, or had ended before the month began."""
    kept = [entry for entry in matter.entries.all() if entry.on <= until]
    entries = [said_of(entry) for entry in kept]
    now = standing_on(chasing, begun_of(matter), entries, until)
    if now.issued_on is None or (now.ended_on and now.ended_on < first):
        return None
    light = light_of_month(chasing, begun_of(matter), entries, first, until)
    told = [entry for entry in kept if entry.progress]
    return OfMonth(matter, now, light, told[-1] if told else None) if light else None


def _units(rows: Sequence[OfMonth], chasing: Chasing, gravest: str) -> list[tuple[str, int, int, int]]:
    found: dict[str, list[OfMonth]] = {}
    for row in sorted(rows, key=lambda row: row.matter.lead.position if row.matter.lead else 0):
        found.setdefault(str(row.matter.lead or "未定"), []).append(row)
    return [
        (unit, len(own), sum(row.standing.state in chasing.done for row in own), sum(row.light.id == gravest for row in own))
        for unit, own in found.items()
    ]  # fmt: skip
