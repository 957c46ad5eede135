"""How far an assessment has come, and until when things may be done: by a named user, kept in history."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from zhiheng.assessments.actions.approving import held
from zhiheng.assessments.actions.opening import DAYS, refuse_odd_days, refuse_settled, refuse_unreasoned
from zhiheng.assessments.models import Assessment
from zhiheng.core.values.faults import Fault
from zhiheng.history.actions import record
from zhiheng.web.access import demand

ORDER = [key for key, _ in Assessment.STAGES]
BY_HAND = ORDER[: ORDER.index("approved")]  # the later ones come of approval, notice and rectification


@transaction.atomic
def move_on(assessment: Assessment, to: str, by: Any, *, seen: int, reason: str = "") -> Assessment:
    """The assessment at another stage: a later one, or an earlier one with a reason. `seen`: the version on the page.

    Raises: NotAllowed U401. Fault S206: approved · S207: no such stage · S209: back, and no reason · S261: somebody was quicker.
    """
    demand(by, "assessments.open", area=assessment.area)
    found = held(assessment, seen)
    refuse_settled(found)
    names = dict(Assessment.STAGES)
    if to not in BY_HAND or to == found.stage:
        raise Fault("S207", f"“{found}”在“{found.get_stage_display()}”，不能这样转到“{names.get(to, to)}”。请刷新页面后重选。")
    back = ORDER.index(to) < ORDER.index(found.stage)
    if back:
        refuse_unreasoned(reason, f"退回“{names[to]}”")
    before, found.stage = found.get_stage_display(), to
    found.version += 1
    found.save(update_fields=["stage", "version"])
    verb = "退回" if back else "进入"
    record(found, f"{verb}{names[to]}", by, before={"阶段": before}, after={"阶段": names[to]}, reason=reason.strip()[:300])
    return found


@transaction.atomic
def set_days(assessment: Assessment, days: Mapping[str, date | None], by: Any, *, seen: int, reason: str = "") -> Assessment:
    """The assessment with other days. Raises: NotAllowed U401. Fault S205, S206, S209: a day is moved without a reason · S261."""
    demand(by, "assessments.open", area=assessment.area)
    found = held(assessment, seen)
    refuse_settled(found)
    new = {key: days.get(key, getattr(found, key)) for key in DAYS}
    changed = {key: day for key, day in new.items() if day != getattr(found, key)}
    if not changed:
        return found
    refuse_odd_days(new, found.end)
    before = {DAYS[key]: getattr(found, key) for key in changed if getattr(found, key)}
    if before:
        refuse_unreasoned(reason, "改动已经定下的期限")
    for key, day in changed.items():
        setattr(found, key, day)
    found.version += 1
    found.save(update_fields=[*changed, "version"])
    after = {DAYS[key]: day or "不限" for key, day in changed.items()}
    record(found, "定期限", by, before=before, after=after, reason=reason.strip()[:300])
    return found
