"""催办: who was urged for which return, in which way and words. A record, whatever the way."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhiheng.core.values.days import day_in_words
from zhiheng.core.values.faults import Fault
from zhiheng.history.actions import line, record_all
from zhiheng.indicators.models import Return, ReturnRound, Urging
from zhiheng.indicators.returns.forms_kept import days_late
from zhiheng.web.access import demand


def urging_words(opened: ReturnRound, today: date) -> str:
    """What one says, unless one says it otherwise."""
    due = day_in_words(opened.due_on)
    if today > opened.due_on:
        return f"《{opened.name}》应于{due}报送，现已逾期 {(today - opened.due_on).days} 天，请尽快报送。"
    return f"请于{due}前报送《{opened.name}》。"


@transaction.atomic
def urge(
    opened: ReturnRound, numbers: Iterable[int], way: str, text: str, by: Any, *, today: date | None = None
) -> list[Urging]:
    """Each of the units of those returns was urged. Raises: NotAllowed U401. Fault M215: nobody, no way or no words."""
    demand(by, "returns.open", area=opened.area)
    today = today or timezone.localdate()
    waiting = opened.returns.filter(pk__in=list(numbers), state__in=Return.OPEN).select_related("area", "round")
    if not waiting or way not in dict(Urging.WAYS) or not text.strip():
        raise Fault("M215", "没有选要催的单位、方式，或没有写内容；已经报上来的不用催。请补齐。")
    made = [
        Urging.objects.create(
            of=one, whom=one.name, way=way, text=text.strip()[:500], late_by=days_late(one, today), by=by, at=timezone.now()
        )
        for one in waiting
    ]
    record_all([line(one, "催办", by, after={"方式": one.get_way_display(), "内容": one.text}, about=one.of) for one in made])
    return made
