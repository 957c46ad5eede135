"""Figures that left the office before, in documents and in 已报数据台账, for those of a draft."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from django.db.models import Q

from zhiheng.core.values.auditing import Judged, Told
from zhiheng.indicators.giving import told_of
from zhiheng.publications.models import Publication
from zhiheng.web.scoping import Scope


def told_before(scope: Scope, figures: Sequence[Judged]) -> list[Told]:
    """What documents and returns said of the figures of a draft, for the same areas and periods."""
    asked = {(one.indicator, one.area[0], one.days.text) for one in figures if one.indicator and one.days}
    return [*_in_documents(scope, asked), *told_of(scope, asked)]


def _in_documents(scope: Scope, asked: set[tuple[str, str, str]]) -> Iterator[Told]:
    """What documents of the same area or period printed: amounts as they are, no changes and no lists."""
    issued = Publication.objects.within(scope, reach="below").select_related("area")
    near = Q(area__code__in={area for _, area, _ in asked}) | Q(period__in={period for _, _, period in asked})
    for one in issued.filter(near):
        for figure in one.figures:
            about = (figure["indicator"], figure.get("area", one.area.code), figure.get("period", one.period))
            value = _value(figure)
            if about in asked and value is not None:
                id, area, period = about
                yield Told(
                    indicator=id, area=area, period=period, value=value, unit=figure["unit"], where=f"《{one.title}》"
                )  # fmt: skip


def _value(figure: Mapping[str, str]) -> Decimal | None:
    """The amount as it was printed; None for a change, a list of names, 2至8."""
    if figure.get("part") or not figure.get("asked", "figure(").startswith("figure("):
        return None
    try:
        return Decimal(figure.get("value") or figure["printed"].removesuffix(figure["unit"]))
    except InvalidOperation:
        return None
