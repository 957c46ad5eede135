"""Scorecards of the areas below one, reckoned from the figures as they stand, whether or not an assessment was opened."""

from typing import NamedTuple

from django.conf import settings
from django.db.models import F, Max

from zhiheng.assessments.findings import figures, incidents
from zhiheng.assessments.models import Assessment
from zhiheng.core.measuring import Period, period_from
from zhiheng.core.scoring import scorecards
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.schemes import EVIDENCE, Scheme
from zhiheng.core.values.scorecards import Findings, Scorecard, Subject
from zhiheng.definitions.schemes import scheme_for
from zhiheng.directory.models import Area
from zhiheng.directory.queries import below_on


class Standing(NamedTuple):
    """What the areas below one come to, and from what: all that explaining and supposing ask for."""

    scheme: Scheme
    period: Period
    subjects: tuple[Subject, ...]
    findings: Findings
    cards: tuple[Scorecard, ...]


def standing(scheme_id: str, period_text: str, above: Area | None = None) -> Standing:
    """The scorecards of the areas right below one (the uppermost, when not said), as they were at the end of the period.

    Raises: Fault D450, D457, D462, M101, S120 (not of areas, or by groups), S121 (nothing below), and those of `scorecards`.
    """
    period = period_from(period_text)
    scheme = scheme_for(scheme_id, period.start, period.end, period.text, settings.DEFINITIONS)
    _refuse_ungrouped(scheme)
    areas = _areas_of(above, period)
    subjects = tuple(Subject(id=area.code, name=area.name) for area in areas)
    findings = Findings(observed=figures(scheme, areas, period), happened=tuple(incidents(areas, period)))
    return Standing(scheme, period, subjects, findings, scorecards(scheme, subjects, findings))


def unsaid(scheme: Scheme, findings: Findings) -> int:
    """The items that persons score and nobody scored of anyone: they follow the scheme's rule for missing data."""
    said = {item for _, item in (*findings.judged, *findings.evidence)}
    return sum((item.by != "computed" or item.of == EVIDENCE) and item.id not in said for item in scheme.items)


def assessment_by(scheme_id: str, period_text: str, above: Area | None = None) -> Assessment | None:
    """The assessment by that scheme of that period of the areas below one (the uppermost, when not said): one with a result
    first, then the latest opened. None where there is none. Raises: Fault M101."""
    opened = Assessment.objects.filter(scheme=scheme_id, period=period_from(period_text).text)
    opened = opened.filter(area=above) if above else opened.filter(area__parent=None)
    opened = opened.annotate(last=Max("results__approved_at"))
    return opened.order_by(F("last").desc(nulls_last=True), "-opened_at", "-pk").first()


def _refuse_ungrouped(scheme: Scheme) -> None:
    if scheme.assesses != "area" or scheme.groups:
        why = "按组考核" if scheme.assesses == "area" else "考核的不是地区"
        raise Fault("S120", f"{scheme.name}：{why}，没有对象和分组的名单。请先在“考核”页开展，或选不分组、考核地区的方案。")


def _areas_of(above: Area | None, period: Period) -> list[Area]:
    """The areas right below one on the last day of the period."""
    top = above or Area.objects.filter(parent=None, until=None).order_by("code").first()
    there = {one.pk: one.name for one in below_on(top, period.end)} if top else {}
    areas = list(Area.objects.filter(pk__in=there).order_by("code"))
    if not areas:
        raise Fault("S121", f"“{top.name if top else '本系统'}”下面没有可考核的地区。请先在“机构”页录入下级地区。")
    return areas
