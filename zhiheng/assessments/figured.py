"""What the records give for the computed items of one of the assessed, beside what it says itself."""

from collections.abc import Mapping
from decimal import Decimal

from zhiheng.assessments.findings import figures_of
from zhiheng.assessments.models import Assessed
from zhiheng.core.measuring import Period, period_from
from zhiheng.core.values.schemes import EVIDENCE, Item
from zhiheng.core.values.scorecards import Observed


def figures_by_item(one: Assessed, period: Period | None = None) -> Mapping[str, Observed]:
    """What the records give for its computed items in the period of the assessment, or in another one."""
    scheme = one.assessment.as_opened
    found = figures_of(scheme, [one], period or period_from(one.assessment.period))
    items = [item for item in scheme.items if item.by == "computed" and item.of != EVIDENCE]
    return {item.id: found[one.code, item.of] for item in items if (one.code, item.of) in found}


def changed_figure(item: Item, known: Observed | None, value: Decimal | None) -> bool:
    """Whether a word says another number than the records give."""
    return item.by == "computed" and known is not None and known.value is not None and value is not None and known.value != value
