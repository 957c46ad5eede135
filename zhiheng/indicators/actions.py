"""Keeping figures."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

import zhiheng
from zhiheng.core.measuring import Period
from zhiheng.core.values.indicators import Indicator
from zhiheng.directory.models import Area
from zhiheng.directory.queries import scope_of
from zhiheng.indicators.models import Observation
from zhiheng.indicators.queries import Figure, figures


@transaction.atomic
def observe(area: Area, period: Period, wanted: Iterable[Indicator] | None = None) -> dict[str, Observation]:
    """The figures of an area and a period, computed now and kept, by indicator; the same run is kept once."""
    found = figures(scope_of(area), area, period, wanted)
    return {name: _kept(figure, area, period) for name, figure in found.items()}


def _kept(figure: Figure, area: Area, period: Period) -> Observation:
    value = figure.measured
    kept, _ = Observation.objects.unscoped("a run is found by its own name").get_or_create(
        run=figure.run,
        defaults={
            "indicator": figure.indicator.id,
            "area": area,
            "period": period.text,
            "start": period.start,
            "end": period.end,
            "value": value.value,
            "unit": value.unit,
            "decimals": value.decimals,
            "numerator": value.numerator,
            "denominator": value.denominator,
            "rows": value.rows,
            "empty": value.empty,
            "state": value.state,
            "definition_digest": figure.definition_digest,
            "rows_digest": figure.rows_digest,
            "program": zhiheng.__version__,
            "computed_at": timezone.now(),
        },
    )
    return kept
