"""Targets are judged for a period by a named person; what was judged stays as it was, with the benchmark of that day."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from zhiheng.core.measuring import Period
from zhiheng.core.values.faults import Fault
from zhiheng.directory.models import Area
from zhiheng.history.actions import line as history_line
from zhiheng.history.actions import record_all
from zhiheng.indicators.models import TargetJudgement
from zhiheng.indicators.targets import Line
from zhiheng.web.access import demand
from zhiheng.web.scoping import Scope


def judgements_of(scope: Scope, area: Area, period: Period) -> QuerySet[TargetJudgement]:
    """What was judged of an area's targets in a period, the latest of each last."""
    found = TargetJudgement.objects.within(scope, reach="below").filter(goal__plan__area=area, period=period.text)
    return found.select_related("goal", "area", "judged_by").order_by("goal__position", "goal_id", "area_id", "number")


@transaction.atomic
def judge_targets(lines: Sequence[Line], area: Area, period: Period, by: Any, *, reason: str = "") -> list[TargetJudgement]:
    """How the lines stand, kept for good. What stands as it was judged last is left out.

    Raises: NotAllowed U401. Fault P346: nothing to judge, or nothing that changed · P347: judged before, and no reason.
    """
    demand(by, "indicators.target", area=area)
    kept = TargetJudgement.objects.unscoped("of the targets in hand").filter(
        goal__in=[line.goal.pk for line in lines], period=period.text
    )
    Area.objects.select_for_update().get(pk=area.pk)  # two persons do not judge at once
    numbers = {(goal, of): number for goal, of, number in kept.values_list("goal", "area").annotate(Max("number"))}
    last = {(one.goal_id, one.area_id): one for one in kept.order_by("number")}
    made = [_judged(line, period, by, reason, numbers.get((line.goal.pk, line.area.pk), 0)) for line in lines]
    made = [one for one in made if _told(one) != _told(last.get((one.goal_id, one.area_id)))]
    if not made:
        raise Fault("P346", f"{area.name}{period.name}没有要定的目标，或者都和上次定的一样。请先给目标对应指标，或换一个期间。")
    if any(one.number > 1 for one in made) and not reason.strip():
        raise Fault("P347", f"{period.name}的判定已经定过，现在的数变了。要再定一次，请写明理由；原来的判定照样保留。")
    for one in made:
        one.save()
    told = [(one, describe(one)) for one in made]
    record_all([history_line(one, "判定目标", by, after=said, reason=one.reason, about=one.goal.plan) for one, said in told])
    return made


def describe(one: TargetJudgement) -> dict[str, str]:
    """A judgement in words."""
    said = {
        "目标": one.words, "期间": one.period, "实际": f"{one.actual}{one.unit}" if one.actual else "",
        "基准": one.benchmark_says, "判定": one.status, "还差": one.gap,
    }  # fmt: skip
    return {name: value for name, value in said.items() if value}


def _judged(line: Line, period: Period, by: Any, reason: str, before: int) -> TargetJudgement:
    published = line.benchmark
    return TargetJudgement(
        goal=line.goal, area=line.area, period=period.text, number=before + 1, words=line.words[:400],
        indicator=line.indicator.id,
        actual="" if line.measured.value is None else line.measured.printed, unit=line.indicator.printing.unit,
        benchmark=f"{published.value:f}" if published else "", benchmark_says=published.says[:300] if published else "",
        status=line.status, gap=line.gap, why=line.why[:300], reason=reason.strip()[:200], judged_by=by, judged_at=timezone.now(),
    )  # fmt: skip


def _told(one: TargetJudgement | None) -> tuple[str, ...]:
    return (one.words, one.indicator, one.actual, one.benchmark, one.status, one.gap) if one else ()
