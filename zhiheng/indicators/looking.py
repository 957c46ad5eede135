"""Looks at figures in the background: where somebody asked for one, and where what the last one rested on has changed."""

import hashlib
import logging
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Q
from django.utils import timezone
from django_tasks import task

from zhiheng.core.measuring import Period, period_from
from zhiheng.core.measuring.stepping import of_step, previous
from zhiheng.core.values.faults import Fault
from zhiheng.directory.models import Area, Organisation
from zhiheng.indicators.asking import ask
from zhiheng.indicators.engines import engine
from zhiheng.indicators.giving import GIVEN
from zhiheng.indicators.known import known_indicators
from zhiheng.indicators.models import Look
from zhiheng.indicators.values import bases_of
from zhiheng.indicators.wondering import looked_at
from zhiheng.web.access import demand
from zhiheng.web.inserting import insert_missing
from zhiheng.web.scoping import Scope

AGAIN = timedelta(hours=1)  # a look whose figures moved is repeated no sooner
AT_ONCE = 10  # looks of one round, so that other work of the background need not wait for long
SETTLED = timedelta(days=15)  # after its end a quarter is looked at without being asked for: before, its rows are still coming in
LASTING = timedelta(days=400)  # after its end a period is looked at only where somebody asks


def look_of(scope: Scope, area: Area, period: Period) -> Look | None:
    """The look at an area and a period, done or waiting."""
    found = Look.objects.within(scope, reach="below")
    return found.filter(area=area, start=period.start, end=period.end).first()


def look_again(area: Area, period: Period, by: Any) -> Look:
    """A look asked for now; the one that waits already, where there is one. Raises: NotAllowed U401."""
    demand(by, "indicators.question", area=area)
    look = _look(area, period)
    if look.state != "waits":
        look.state, look.asked_at = "waits", timezone.now()
        look.save(update_fields=["state", "asked_at"])
        look_in_background.enqueue(look.pk)
    return look


@task
def look_in_background(pk: int) -> None:
    """One look, asked for by somebody."""
    _done(Look.objects.unscoped("asked for by who may").select_related("area").get(pk=pk), basis_now(), timezone.now())


def look_where_moved(now: datetime) -> int:
    """How many looks were taken: those whose figures have moved since, and those of the last settled quarter not taken as yet."""
    basis = basis_now()
    _expect(timezone.localdate(now))
    looks = Look.objects.unscoped("the program looks for every area").select_related("area").exclude(basis=basis)
    due = looks.filter(Q(looked_at=None) | Q(looked_at__lt=now - AGAIN), end__gte=timezone.localdate(now) - LASTING)
    some = list(due.order_by(F("looked_at").asc(nulls_first=True), "pk")[:AT_ONCE])
    for look in some:
        _done(look, basis, now)
    return len(some)


def basis_now() -> str:
    """The digest of all that looks rest on: definitions, rows, and what was given out."""
    used = engine()
    names = [basis.name for basis in bases_of(looked_at(known_indicators().values()), used).values()]
    return hashlib.sha256("\n".join([*sorted(names), used.state_of(GIVEN)]).encode()).hexdigest()


def _expect(today: date) -> None:
    """A look at the last settled quarter for every area with an office."""
    quarter = previous(of_step("quarter", today - SETTLED))
    there = Look.objects.unscoped("the program looks for every area").filter(start=quarter.start, end=quarter.end)
    missing = Area.objects.filter(pk__in=Organisation.objects.values("area")).exclude(pk__in=there.values("area"))
    insert_missing(Look, [Look(area=area, period=quarter.text, start=quarter.start, end=quarter.end) for area in missing])


def _look(area: Area, period: Period) -> Look:
    looks = Look.objects.unscoped("of an area in hand")
    return looks.get_or_create(area=area, start=period.start, end=period.end, defaults={"period": period.text})[0]


def _done(look: Look, basis: str, now: datetime) -> None:
    try:
        ask(known_indicators().values(), look.area, period_from(look.period), None)
        look.state, look.basis = "done", basis
    except Fault:
        logging.getLogger(__name__).exception("a look at %s in %s ended early", look.area, look.period)
        look.state = "failed"
    look.looked_at = now
    look.save()
