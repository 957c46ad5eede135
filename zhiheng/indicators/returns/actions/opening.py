"""Asking for a form: one act makes the returns of all who are due, filled in as far as the records go."""

import secrets
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import Any

import msgspec
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from zhiheng.core.measuring import Period, period_from
from zhiheng.core.scheduling import moved
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.forms import Form
from zhiheng.definitions.calendars import calendar
from zhiheng.directory.models import Area, Organisation
from zhiheng.directory.queries import organisations_of, present_below
from zhiheng.history.actions import line, record, record_all
from zhiheng.indicators.models import Return, ReturnRound, ReturnValue
from zhiheng.indicators.returns.forms_kept import Kept, answers_of, known_form
from zhiheng.indicators.returns.periods import period_of_form
from zhiheng.indicators.returns.permits import permit_of
from zhiheng.indicators.returns.prefilling import FromRecords, from_records
from zhiheng.web.access import demand
from zhiheng.web.inserting import insert_all


def due_day(form: Form, period: Period) -> date:
    """The day until which a form is due for a period."""
    return moved(calendar(settings.DEFINITIONS), period.end, form.due)


def who_is_due(form: Form, area: Area) -> list[tuple[Area, str]]:
    """The areas right below one, itself where there are none; or its bodies: (area, name of the body)."""
    if form.who == "units":
        return [(area, body.name) for body in organisations_of(area)]
    return [(below, "") for below in present_below(area)] or [(area, "")]


@transaction.atomic
def open_round(
    form: str, period: str, office: Organisation, by: Any, *, only: Iterable[str] | None = None, due_on: date | None = None,
    today: date | None = None,
) -> ReturnRound:  # fmt: skip
    """The form is asked for: the returns of all who are due are there, or of `only` these names. Asked again for the same
    period, whoever is new is added.

    Raises: NotAllowed U401. Fault D274, M101, M201–M206.
    """
    demand(by, "returns.open", area=office.area)
    asked, today = known_form(form), today or timezone.localdate()
    when = period_of_form(asked.every, period)
    permit = permit_of(asked, office.area, today)
    wanted = None if only is None else set(only)
    due = [(area, unit) for area, unit in who_is_due(asked, office.area) if wanted is None or (unit or area.name) in wanted]
    if not due:
        raise Fault("M204", f"“{asked.name}”没有选应报单位。请至少选一个。")
    found = ReturnRound.objects.unscoped("of the office's own area").filter(form=form, area=office.area, period=when.text).first()
    opened = found or ReturnRound.objects.create(
        form=form, name=asked.name, asked=msgspec.json.encode(asked).decode(), definition=asked.text,
        definition_digest=sha256(asked.text.encode()).hexdigest(), permit=permit.key, basis=permit.data["basis"],
        area=office.area, office=office, period=when.text, start=when.start, end=when.end,
        due_on=due_on or due_day(asked, when), token=secrets.token_hex(8), by=by, at=timezone.now(),
    )  # fmt: skip
    there = set(opened.returns.values_list("area", "unit"))
    required = len(opened.as_asked.required)
    made = [
        Return.objects.create(round=opened, area=area, unit=unit, required=required)
        for area, unit in due
        if (area.pk, unit) not in there
    ]
    if made:
        names = "、".join(one.name for one in made)
        said = {"报表": opened.name, "期间": when.name, "截止": str(opened.due_on), "准入": opened.permit, "应报": names}
        asking = line(opened, "发起报送" if found is None else "补充应报单位", by, after=said)
        record_all([asking, *(line(one, "列为应报", by, after={"截止": str(opened.due_on)}, about=opened) for one in made)])
        _refilled(opened, made, None)
    return opened


@transaction.atomic
def refill(opened: ReturnRound, by: Any) -> int:
    """How many items of returns that are still open say something else now that the records were asked again.

    What a person filled in otherwise stays, beside the new value. Raises: NotAllowed U401.
    """
    demand(by, "returns.fill", area=opened.area)
    return _refilled(opened, opened.returns.select_for_update().filter(state__in=Return.OPEN).prefetch_related("area"), by)


def _refilled(opened: ReturnRound, returns: Iterable[Return], by: Any) -> int:
    form, known, changed = opened.as_asked, list(returns), 0
    known = [one for one in known if not one.unit]  # of a body the records say nothing
    kept = answers_of(known)
    found = from_records(form, [one.area for one in known], period_from(opened.period))
    for one in known:
        changed += _refilled_one(one, kept[one.pk], found.get(one.area.code, {}), form, by)
    return changed


def _refilled_one(one: Return, kept: dict[str, Kept], found: dict[str, FromRecords], form: Form, by: Any) -> int:
    rows, now = [], timezone.now()
    for item, says in found.items():
        before = kept.get(item)
        if before is None and not says.value:
            continue
        if before is not None and before.answer.filled == says.value:
            continue
        touched = before is not None and (before.answer.typed != "" or before.answer.value != before.answer.filled)
        rows.append(
            ReturnValue(
                of=one, item=item, revision=one.version + 1, value=before.answer.value if before and touched else says.value,
                note=before.answer.note if before else "", typed=before.answer.typed if before else "",
                says=before.answer.says if before else "", filled=says.value, run=says.run, means="records", by=by, at=now,
            )
        )  # fmt: skip
    if rows:
        one.version += 1
        insert_all(rows)
        now_there = {item: said.answer.value for item, said in kept.items()} | {row.item: row.value for row in rows}
        one.filled = sum(bool(now_there.get(item)) for item in form.required)
        one.save(update_fields=["version", "filled"])
        after = {form.items[row.item].name: f"{row.filled}{form.items[row.item].unit}" for row in rows}
        record(one, "从台账取数", by, after=after, about=one.round)
    return len(rows)
