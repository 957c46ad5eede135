"""One row of every kind that an assessment keeps, for the test that asks each address with a neighbour's rows."""

from datetime import date

import msgspec

import factories
from zhiheng.assessments.models import Appeal, Assessed, Assessment, Exhibit, LeadUnit, Sheet, SiteVisit
from zhiheng.definitions.schemes import schemes


def numbers(here: factories.Cast) -> dict[str, object]:
    """What addresses of assessments name, by the names their patterns use."""
    scheme = schemes()["provincial-2022"]
    assessment = Assessment.objects.create(
        area=here.county, office=here.office, scheme=scheme.id, name="邻县质量工作自评", scheme_text=scheme.text,
        scheme_kept=msgspec.json.encode(scheme).decode(), scheme_digest="0" * 64, period="2024", start=date(2024, 1, 1),
        end=date(2024, 12, 31), opened_by=here.clerk, opened_at=factories.A_MOMENT,
    )  # fmt: skip
    assessed = Assessed.objects.create(
        assessment=assessment, code=here.county.code, name=here.county.name, area=here.county
    )
    exhibit = Exhibit.objects.create(
        assessed=assessed, digest="0" * 64, file_name="x.pdf", kind="pdf", size=1, title="邻县的佐证", by=here.clerk,
        at=factories.A_MOMENT,
    )  # fmt: skip
    LeadUnit.objects.create(assessment=assessment, words="财政部门", unit=here.office)
    sheet = Sheet.objects.create(
        assessment=assessment, kind="department", unit=here.office, token="pf", by=here.clerk, at=factories.A_MOMENT
    )
    appeal = Appeal.objects.create(
        assessed=assessed, item="1.1.1", says="邻县的申诉", filed_on=date(2025, 1, 2), filed_by="钱", entered_by=here.clerk,
        entered_at=factories.A_MOMENT,
    )  # fmt: skip
    visit = SiteVisit.objects.create(
        assessed=assessed, on=date(2025, 1, 10), visitors="邻县核查组", by=here.clerk, at=factories.A_MOMENT
    )
    return {
        "pk": assessment.pk, "code": assessed.code, "item": "1.1.1", "exhibit": exhibit.pk, "sheet": sheet.pk,
        "kind": "department", "side": "department", "visit": visit.pk,
        "appeal": appeal.pk, "form": "xlsx",
    }  # fmt: skip
