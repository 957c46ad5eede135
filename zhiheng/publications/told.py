"""Figures that left the office before, in documents and in 已报数据台账, for those of a draft."""

from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation

from zhiheng.core.values.auditing import Judged, Told
from zhiheng.indicators.giving import told_of
from zhiheng.publications.models import Publication
from zhiheng.web.scoping import Scope


def told_before(scope: Scope, figures: Sequence[Judged]) -> list[Told]:
    """What documents and returns said of the figures of a draft, for the same areas and periods."""
    asked = {(one.indicator, one.area[0], one.days.text) for one in figures if one.indicator and one.days}
    return [*_in_documents(scope, asked), *told_of(scope, asked)]


def _in_documents(scope: Scope, asked: set[tuple[str, str, str]]) -> Iterable[Told]:
    issued = Publication.objects.within(scope, reach="below").filter(
        area__code__in={area for _, area, _ in asked}, period__in={period for _, _, period in asked}
    )
    for one in issued.select_related("area"):
        for figure in one.figures:
            if (figure["indicator"], one.area.code, one.period) not in asked:
                continue
            try:
                value = Decimal(figure["printed"])
            except InvalidOperation:
                continue  # a list of names, or 2至8
            where = f"《{one.title}》"
            about = {"indicator": figure["indicator"], "area": one.area.code, "period": one.period}
            yield Told(**about, value=value, unit=figure["unit"], where=where)
