"""An assessment of the counties of 示例省 for 2024, as far as a test needs it."""

from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

import factories
from zhiheng.assessments.models import Assessed, Assessment, Judgement
from zhiheng.definitions.schemes import schemes

TODAY = date(2026, 11, 20)
FINE = {"hand-in": "县里机构改革，已电话核实", "review": "小组集体复核，有会议纪要"}


def assessment(cast: factories.Cast, stage: str = "approving", scheme: str = "provincial-2022", **more: Any) -> Assessment:
    """The assessment with both counties in it."""
    found = schemes()[scheme]
    made = Assessment.objects.create(
        area=cast.province, office=cast.province_office, scheme=found.id, name="2024年度市县质量工作考核", scheme_text=found.text,
        scheme_kept=msgspec.json.encode(found).decode(), scheme_digest="0" * 64, period="2024", start=date(2024, 1, 1),
        end=date(2024, 12, 31), stage=stage, opened_by=cast.province_clerk, opened_at=factories.A_MOMENT, **more,
    )  # fmt: skip
    for place, area in enumerate((cast.county, cast.neighbour_county)):
        Assessed.objects.create(assessment=made, code=area.code, name=area.name, area=area, position=place)
    return made


def said(of: Assessed, item: str, value: Any, by: Any, side: str = "department", **more: Any) -> Judgement:
    """A word on an item, as it is kept."""
    return Judgement.objects.create(
        assessed=of, item=item, side=side, value=Decimal(str(value)), by=by, at=factories.A_MOMENT, **more
    )
