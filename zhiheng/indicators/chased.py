"""督办 as rows that figures count: each matter on the day it is due, and each of its months with the gravest light."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from zhiheng.history.queries import last_change
from zhiheng.plans.chasing.known import known_chasing
from zhiheng.plans.chasing.months import lights_by_month
from zhiheng.plans.models import Matter, MatterEntry

WHY = "figures of an area count all at or below it"


def state_of_matters() -> str:
    """What tells one state of 督办 from another; a light may change with the day."""
    found = (Matter.objects.unscoped(WHY).count(), last_change(Matter), last_change(MatterEntry), timezone.localdate())
    return "/".join(map(str, found))


def matters() -> Iterator[dict[str, Any]]:
    """A row for each matter that was handed down."""
    done = known_chasing().done
    for one in Matter.objects.unscoped(WHY).exclude(issued_on=None).select_related("area", "lead"):
        late = one.finished_on is None or (one.due_on is not None and one.finished_on > one.due_on)
        yield _row(one, one.no, one.due_on) | {
            "source": one.get_source_display(), "due_on": _day(one.due_on), "finished_on": _day(one.finished_on),
            "done": one.state in done, "in_time": one.state in done and not late,
            "cancelled": one.ended_on is not None and one.state not in done,
        }  # fmt: skip


def months() -> Iterator[dict[str, Any]]:
    """A row for each matter and month with its gravest light, on the month's last day; today in this month."""
    told = MatterEntry.objects.order_by("position")
    found = Matter.objects.unscoped(WHY).select_related("area", "lead").prefetch_related(Prefetch("entries", told))
    for one in found:
        for end, light in lights_by_month(one, timezone.localdate()):
            yield _row(one, f"{one.no}/{end:%Y-%m}", end) | {
                "light": light.name, "slip": light.slip or None, "month_end": end.isoformat(),
            }  # fmt: skip


def _row(one: Matter, no: str, on: date | None) -> dict[str, Any]:
    """A row as the engine in plain Python sees it."""
    return {
        "id": one.pk, "key": f"{one.area.code}/{no}", "no": no, "area": one.area.code, "event_on": on,
        "unit": one.lead.name if one.lead else None,
    }  # fmt: skip


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
