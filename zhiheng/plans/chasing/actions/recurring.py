"""Duties that come again: each period makes its matter by itself, once, however often it is asked."""

import logging
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from zhiheng.core.scheduling import Turn, turns
from zhiheng.core.scheduling.days import months_after
from zhiheng.core.values.faults import Fault
from zhiheng.directory.models import Organisation
from zhiheng.history.actions import record
from zhiheng.plans.chasing.actions.acting import act
from zhiheng.plans.chasing.actions.opening import Asked, open_matter
from zhiheng.plans.models import Matter, Occurrence, Recurring
from zhiheng.web.access import demand

MONTHS = {"month": 1, "quarter": 3, "year": 12}


@transaction.atomic
def set_recurring(
    office: Organisation, subject: str, lead: Organisation, every: str, by: Any, *, since: date, due_month: int = 1,
    due_day: int = 25, basis: str = "", goal: str = "", until: date | None = None,
) -> Recurring:  # fmt: skip
    """The duty that comes again from `since` on. Raises: NotAllowed U401. Fault P189: no such period or day."""
    demand(by, "plans.draft", area=office.area)
    if every not in MONTHS or not 1 <= due_month <= MONTHS[every] or not 1 <= due_day <= 31 or not subject.strip():
        raise Fault("P189", "定期事项的名称、周期或截止日不对。请核对：截止月从这一期的第 1 个月数起，日填 1 到 31。")
    made = Recurring.objects.create(
        area=office.area, office=office, subject=subject.strip()[:280], lead=lead, every=every, due_month=due_month,
        due_day=due_day, basis=basis, goal=goal, since=since, until=until, made_by=by,
    )  # fmt: skip
    told = {"事项": made.subject, "主办单位": str(lead), "周期": made.get_every_display(), "从": since, "到": until}
    record(made, "设定期事项", by, after={name: value for name, value in told.items() if value})
    return made


@transaction.atomic
def end_recurring(recurring: Recurring, by: Any, *, on: date) -> None:
    """No period that begins after `on` makes a matter. Raises: NotAllowed U401."""
    demand(by, "plans.draft", area=recurring.area)
    recurring.until = on
    recurring.save(update_fields=["until"])
    record(recurring, "停定期事项", by, after={"到": on})


def make_occurrences(today: date) -> list[Matter]:
    """The matters of every period that runs by now and has none yet, handed down on the day they are made."""
    made: list[Matter] = []
    for one in Recurring.objects.filter(since__lte=today).unscoped("the program makes them for every office"):
        try:
            made += _made(one, today)
        except Fault:  # its unit has ended, or who set it has left: the others are made all the same
            logging.getLogger(__name__).exception("a recurring duty made no matter")
    return made


def due_in(recurring: Recurring, turn: Turn) -> date:
    """The day in a period by which it is due; a day that the month lacks is its last."""
    first = months_after(turn.start, recurring.due_month - 1)
    after = months_after(first, 1)
    return min(first + timedelta(days=recurring.due_day - 1), after - timedelta(days=1))


@transaction.atomic
def _made(recurring: Recurring, today: date) -> list[Matter]:
    held = Recurring.objects.select_for_update().unscoped("in hand").get(pk=recurring.pk)
    there = set(held.occurrences.values_list("start", flat=True))
    last = min(today, held.until) if held.until else today
    made = []
    for turn in turns(held.every, held.since, last) if held.since <= last else ():
        if turn.start in there or turn.start > last or turn.end < today:  # a period that is over is not made up for
            continue
        asked = Asked(
            f"{held.subject}（{turn.name}）", held.lead, due_on=due_in(held, turn), source="recurring", basis=held.basis,
            goal=held.goal, origin=f"recurring:{held.pk}:{turn.start}", cycle="",
        )  # fmt: skip
        matter = open_matter(asked, held.office, held.made_by, on=today)
        act(matter.pk, "issue", held.made_by, held.office, today=today)
        Occurrence.objects.create(recurring=held, start=turn.start, matter=matter)
        made.append(matter)
    return made
