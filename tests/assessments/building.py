"""An assessment as it is opened through the real action, for tests of what follows."""

from datetime import date
from typing import Any

import factories
from zhiheng.assessments.actions.opening import open_assessment
from zhiheng.assessments.choosing import Wanted
from zhiheng.assessments.models import Assessment

DAYS = {
    "file_until": date(2025, 3, 31), "self_until": date(2026, 12, 20), "score_until": date(2026, 12, 31),
    "appeal_from": date(2027, 1, 10), "appeal_until": date(2027, 1, 20),
}  # fmt: skip


def assessment(
    cast: factories.Cast, *, scheme: str = "provincial-2022", period: str = "2025", stage: str = "self", **more: Any
) -> Assessment:
    """示例省's assessment of its two counties for 2025, at that stage."""
    given = {"days": DAYS} | more
    made = open_assessment(scheme, period, cast.province, cast.province_office, cast.province_clerk, **given)
    Assessment.objects.filter(pk=made.pk).update(stage=stage)
    made.refresh_from_db()
    return made


def own_assessment(cast: factories.Cast, **more: Any) -> Assessment:
    """示例县's own preparation for the province's assessment: it is the only one in it."""
    given = {"days": DAYS, "subjects": [Wanted(cast.county)]} | more
    made = open_assessment("provincial-2022", "2025", cast.county, cast.office, cast.clerk, **given)
    Assessment.objects.filter(pk=made.pk).update(stage="self")
    made.refresh_from_db()
    return made
