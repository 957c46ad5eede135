"""What a target is held against: a named person confirms it; the earlier link stays in the history of the plan."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhiheng.core.aligning.goals import number
from zhiheng.core.matching.figures import comparable
from zhiheng.core.values.faults import Fault
from zhiheng.directory.models import Organisation
from zhiheng.history.actions import record
from zhiheng.indicators.benchmarks import levels
from zhiheng.indicators.known import known_indicator
from zhiheng.indicators.models import TargetLink
from zhiheng.plans.models import Goal
from zhiheng.web.access import demand


def set_link(goal: Goal, by: Any, *, indicator: str, **said: Any) -> TargetLink:
    """The goal held against an indicator, or ("") against nothing. Raises: as `confirm_link` and `refuse_links`."""
    return confirm_link(goal, indicator, by, **said) if indicator else refuse_links(goal, by, reason=said.get("reason", ""))


@transaction.atomic
def confirm_link(
    goal: Goal,
    indicator: str,
    by: Any,
    *,
    baseline: str = "",
    baseline_on: date | None = None,
    tolerance: str = "",
    benchmark: str = "",
    sector: str = "",
    owner: Organisation | None = None,
    reason: str = "",
) -> TargetLink:
    """The goal held against an indicator, with what its way begins at; `baseline` and `tolerance` in the goal's unit.

    With a `benchmark` what others published for that level is to be reached; `owner` is the unit that takes the goal on.

    Raises: NotAllowed U401. Fault D208 no such indicator · M401 another kind of unit · M402 a baseline without its day, or a day
            without it · M403 changed without a reason · A301 no number · P344, P345: no benchmark, or not one of ours.
    """
    one = known_indicator(indicator)
    _refuse_benchmark(goal, benchmark)
    if not benchmark and not comparable(goal.unit, one.printing.unit):
        units = f"目标的单位是“{goal.unit}”，指标“{one.name}”的单位是“{one.printing.unit}”"
        raise Fault("M401", f"“{goal}”：{units}，不能相比。请换一个指标。")
    if bool(baseline.strip()) != bool(baseline_on):
        raise Fault("M402", f"“{goal}”：基数和基数的日期要一起写，才能算进度。请补上，或都不写。")
    said = {
        name: format(number(text, f"“{goal}”{what}"), "f") if text.strip() else ""
        for name, text, what in (("baseline", baseline, "基数"), ("tolerance", tolerance, "允许差"))
    }
    said |= {"benchmark": benchmark, "sector": sector.strip()}
    beside = {"baseline_on": baseline_on, "owner": owner, "reason": reason}
    return _kept(goal, by, {"state": "confirmed", "indicator": one.id, **beside, **said})


@transaction.atomic
def refuse_links(goal: Goal, by: Any, *, reason: str = "") -> TargetLink:
    """That nothing measured here can be held against the goal. Raises: NotAllowed U401. Fault M403."""
    none = {"state": "none", "indicator": "", "baseline": "", "baseline_on": None, "tolerance": "", "reason": reason}
    return _kept(goal, by, none | {"benchmark": "", "sector": "", "owner": None})


def _refuse_benchmark(goal: Goal, benchmark: str) -> None:
    if benchmark and benchmark not in levels():
        raise Fault("P345", f"“{goal}”：没有“{benchmark}”这种基准。可选：{'、'.join(levels())}。")
    if not benchmark and not goal.comparator:
        raise Fault("P344", f"“{goal}”没有数值，不能直接和指标比。写的是达到某级平均水平的，请选基准；否则选“没有可比的指标”。")


def _kept(goal: Goal, by: Any, said: dict[str, Any]) -> TargetLink:
    demand(by, "indicators.target", area=goal.plan.area)
    links = TargetLink.objects.unscoped("of a goal in hand").select_for_update()
    link = links.filter(goal=goal).first()
    before = describe(link) if link else {}
    link = link or TargetLink(goal=goal)
    said["reason"] = said["reason"].strip()
    if before and not said["reason"]:
        raise Fault("M403", f"“{goal}”已经对应过指标。改动要写明理由，原来的留在改动记录里。")
    for name, value in said.items():
        setattr(link, name, value)
    link.confirmed_by, link.confirmed_at = by, timezone.now()
    link.save()
    record(link, "对应指标", by, before=before, after=describe(link), reason=said["reason"], about=goal.plan)
    return link


def describe(link: TargetLink) -> dict[str, str]:
    """A link in words."""
    name = known_indicator(link.indicator).name if link.indicator else link.get_state_display()
    found = {"目标": link.goal.indicator, "指标": name}
    if link.baseline:
        found["基数"] = f"{link.baseline}{link.goal.unit}（{link.baseline_on}）"
    if link.benchmark:
        found["基准"] = link.benchmark
    if link.sector or link.owner:
        found |= {"行业": link.sector, "认领部门": str(link.owner or "")}
    return found | ({"允许差": f"{link.tolerance}{link.goal.unit}"} if link.tolerance else {})
