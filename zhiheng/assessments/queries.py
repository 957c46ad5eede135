"""Scorecards of the areas below one, reckoned from the figures as they stand; what persons judge is not there as yet."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.conf import settings

from zhiheng.core.measuring import Period, Spot, period_from
from zhiheng.core.scoring import scorecards
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.indicators import Measured
from zhiheng.core.values.schemes import EVIDENCE, Scheme
from zhiheng.core.values.scorecards import Findings, Happened, Observed, Scorecard, Subject
from zhiheng.definitions.schemes import scheme_for
from zhiheng.directory.models import Area
from zhiheng.directory.queries import areas_below, below_on
from zhiheng.indicators.engines import engine
from zhiheng.indicators.known import known_indicator
from zhiheng.indicators.values import current_values
from zhiheng.registers.models import Row

INCIDENTS = "quality-incident"


class Standing(NamedTuple):
    """What the areas below one come to, and from what: all that explaining and supposing ask for.

    Shape: `judged` counts the items that persons score, which follow the scheme's rule for missing data.
    """

    scheme: Scheme
    period: Period
    subjects: tuple[Subject, ...]
    findings: Findings
    cards: tuple[Scorecard, ...]
    judged: int


def standing(scheme_id: str, period_text: str, above: Area | None = None) -> Standing:
    """The scorecards of the areas right below one (the uppermost, when not said), as they were at the end of the period.

    Raises: Fault D450, D457, D462, M101, S120 (not of areas, or by groups), S121 (nothing below), and those of `scorecards`.
    """
    period = period_from(period_text)
    scheme = scheme_for(scheme_id, period.start, period.end, period.text, settings.DEFINITIONS)
    _refuse_ungrouped(scheme)
    areas = _areas_of(above, period)
    subjects = tuple(Subject(id=area.code, name=area.name) for area in areas)
    findings = Findings(observed=_observed(scheme, areas, period), happened=tuple(_incidents(areas, period)))
    judged = sum(item.by != "computed" or item.of == EVIDENCE for item in scheme.items)
    return Standing(scheme, period, subjects, findings, scorecards(scheme, subjects, findings), judged)


def _refuse_ungrouped(scheme: Scheme) -> None:
    if scheme.assesses != "area" or scheme.groups:
        why = "按组考核" if scheme.assesses == "area" else "考核的不是地区"
        raise Fault("S120", f"{scheme.name}：{why}，没有对象和分组的名单。请选考核地区而不分组的方案，例如 provincial-2022。")


def _areas_of(above: Area | None, period: Period) -> list[Area]:
    """The areas right below one on the last day of the period."""
    top = above or Area.objects.filter(parent=None, until=None).order_by("code").first()
    there = {one.pk: one.name for one in below_on(top, period.end)} if top else {}
    areas = list(Area.objects.filter(pk__in=there).order_by("code"))
    if not areas:
        raise Fault("S121", f"“{top.name if top else '本系统'}”下面没有可考核的地区。请先在“机构”页录入下级地区。")
    return areas


def _observed(scheme: Scheme, areas: Sequence[Area], period: Period) -> Mapping[tuple[str, str], Observed]:
    asked = [known_indicator(name) for name in scheme.indicators]
    found = current_values(asked, areas, [period], engine())
    return {(spot.area, spot.indicator): _one(spot, value) for spot, value in found.items() if not spot.dims}


def _one(spot: Spot, seen: Measured) -> Observed:
    """As printed; where nothing was due the item does not apply. Its id says what `zhiheng measure` would be asked."""
    due = known_indicator(spot.indicator).shape == "due"
    nothing_due = seen.state == "undecidable" and (due or seen.denominator == 0)
    return Observed(
        subject=spot.area, indicator=spot.indicator, value=seen.value, unit=known_indicator(spot.indicator).printing.unit,
        id=f"{spot.indicator} {spot.area} {spot.period}", why=seen.why, applies=not nothing_due,
    )  # fmt: skip


def _incidents(areas: Sequence[Area], period: Period) -> list[Happened]:
    """The incidents of the period that are kept, each of the area that it lies in or below."""
    within = {pk: area.code for area in areas for pk in areas_below(area).values_list("pk", flat=True)}
    rows = Row.objects.unscoped("of the areas assessed").filter(
        register=INCIDENTS, status="kept", event_on__gte=period.start, event_on__lte=period.end, area__in=list(within)
    )
    return [
        Happened(
            subject=within[row.area_id], kind=row.data.get("kind") or "", level=row.data.get("level") or "",
            says=row.tail or row.key, id=f"{INCIDENTS} {row.pk}",
        )
        for row in rows.order_by("pk")
    ]  # fmt: skip
