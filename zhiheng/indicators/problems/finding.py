"""What the records show: who was due and did not, what was not filed, what is past its day, which target is behind."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Exists, OuterRef
from django.urls import reverse

from zhiheng.core.measuring import Period, period_from
from zhiheng.core.measuring.stepping import of_step
from zhiheng.core.values.chasing import Find
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.indicators import Indicator
from zhiheng.directory.models import Area, Organisation
from zhiheng.indicators.engines import engine
from zhiheng.indicators.known import known_indicators
from zhiheng.indicators.models import Dismissal, TargetLink
from zhiheng.indicators.queries import registers_of
from zhiheng.indicators.targets import lines_of
from zhiheng.indicators.values import current_values
from zhiheng.plans.chasing.known import known_chasing
from zhiheng.plans.models import Duty, Matter
from zhiheng.registers.known import known_register
from zhiheng.registers.models import Row
from zhiheng.web.scoping import at_or_below

FILINGS = "periodic-filing"
WHY = "of the area in hand and those below it"


class Problem(NamedTuple):
    """One problem, as a person is asked about it. `origin` names it for good: it is proposed once."""

    kind: str
    origin: str
    subject: str
    evidence: str
    url: str
    lead: Organisation | None
    goal: str = ""


def problems(office: Organisation, seen: Iterable[Indicator], today: date) -> list[Problem]:
    """All that the records of an office's area and those below it show and nobody decided; `seen` is what the reader may see."""
    area, known = office.area, {one.id for one in seen}
    found = [*_not_done(office, known, today), *_not_filed(area, today), *_past(area, today), *_behind(area, known, today)]
    decided = set(Dismissal.objects.filter(area=area).unscoped(WHY).values_list("origin", flat=True))
    decided |= set(Matter.objects.filter(area=area).exclude(origin="").unscoped(WHY).values_list("origin", flat=True))
    return [one for one in found if one.origin not in decided]


def _not_done(office: Organisation, known: set[str], today: date) -> Iterator[Problem]:
    """Whom an indicator names as missing in the last period that is over, where its registers are kept at all."""
    area = office.area
    names = {one.code: one for one in Area.objects.filter(at_or_below(area.path, "path"))}
    for find in known_chasing().finds:
        indicator = known_indicators().get(find.indicator)
        if indicator is None:
            raise Fault("P194", f"chasing/chasing.toml finds：没有“{find.indicator}”这个指标。请改成列名单的指标，或删去这一段。")
        if indicator.id not in known or not _is_kept(indicator, area):
            continue
        period = last_over(find, today)
        (value,) = current_values([indicator], [area], [period], engine()).values()
        for who in value.missing:
            if who in names:
                yield _missing(find, indicator, period, names[who], office)


def last_over(find: Find, today: date) -> Period:
    """The last whole period of a find that is over on a day."""
    return of_step(find.every, of_step(find.every, today).start - timedelta(days=1))


def _is_kept(indicator: Indicator, area: Area) -> bool:
    rows = Row.objects.filter(at_or_below(area.path, "area__path"), status="kept", register__in=registers_of(indicator))
    return rows.unscoped(WHY).exists()


def _missing(find: Find, indicator: Indicator, period: Period, who: Area, office: Organisation) -> Problem:
    url = f"{reverse('indicators:figure', args=[indicator.id])}?area={office.area.code}&period={period.text}"
    same = who.organisations.filter(ended_on=None, name__endswith=office.name[1:])  # 省市场监管局 asks 县市场监管局
    return Problem(
        "没有做的", f"found:{indicator.id}:{period.text}:{who.code}"[:80],
        find.says.replace("{who}", who.name).replace("{period}", period.name),
        f"指标“{indicator.name}”{period.name}列出的名单", url, same.first(), find.goal,
    )  # fmt: skip


def _not_filed(area: Area, today: date) -> Iterator[Problem]:
    """Plans and summaries whose day to be filed has passed."""
    register = known_register(FILINGS)
    rows = Row.objects.filter(at_or_below(area.path, "area__path"), register=FILINGS, status="kept")
    rows = rows.exclude(state__in=register.lifecycle.end if register.lifecycle else ()).unscoped(WHY)
    for row in rows.select_related("area").order_by("pk"):
        unit, due = str(row.data.get("unit") or ""), str(row.data.get("due_on") or "")
        if row.data.get("filed_on") or not due or due >= today.isoformat():
            continue
        lead = row.area.organisations.filter(ended_on=None, name=unit).first()
        yield Problem(
            "没有报送的", f"row:{row.pk}:unfiled", f"{unit}没有按时报送“{row.data.get('title') or row.data.get('kind')}”"[:300],
            f"应报日期 {due}，至今没有报送日期", reverse("registers:row", args=[FILINGS, row.pk]), lead, "补报。",
        )  # fmt: skip


def _past(area: Area, today: date) -> Iterator[Problem]:
    """Duties of issued plans past their day that nobody chases."""
    chased = Matter.objects.filter(duty=OuterRef("pk")).unscoped(WHY)
    found = Duty.objects.filter(plan__area=area, plan__state="issued", removed_at=None, due_on__lt=today)
    found = found.filter(~Exists(chased)).select_related("plan").prefetch_related("units__organisation").order_by("pk")
    for duty in found.unscoped(WHY):
        leads = [unit.organisation for unit in duty.units.all() if unit.kind == "own" and unit.role == "lead"]
        yield Problem(
            "过期没有反馈的", f"duty:{duty.pk}", (duty.task or duty.measures)[:300],
            f"“{duty.plan}”要求 {duty.due_on} 前完成，没有列入督办，也没有反馈",
            reverse("plans:duty", args=[duty.plan_id, duty.pk]), next((unit for unit in leads if unit), None), duty.measures,
        )  # fmt: skip


def _behind(area: Area, known: set[str], today: date) -> Iterator[Problem]:
    """Targets of plans that are behind this year."""
    links = TargetLink.objects.filter(goal__plan__area=area, goal__plan__state="issued", state="confirmed", indicator__in=known)
    links = links.exclude(goal__stance="leave").unscoped(WHY).select_related("goal__item", "goal__duty", "goal__plan")
    year = period_from(str(today.year))
    for line in lines_of(list(links), area, year, today, ahead=False) if links else ():
        if line.standing.status == "behind":
            yield Problem(
                "落后的目标", f"found:goal:{line.goal.pk}:{year.text}:{line.area.code}",
                f"{line.area.name}“{line.indicator.name}”落后于目标 {line.words}"[:300], f"{year.name}：{line.why}",
                reverse("indicators:link", args=[line.goal.pk]), None, line.words,
            )  # fmt: skip
