"""Visits of an assessment and what is to be put right after them, on a page, in a file and on paper."""

from collections.abc import Sequence

from django.db.models import Count, Q, QuerySet

from zhiheng.assessments.models import Assessment, SiteFinding, SiteVisit
from zhiheng.core.values.tables import Column, Table
from zhiheng.core.writing import workbook

COLUMNS = (
    Column(key="no", name="序号", width=6, align="center"), Column(key="subject", name="考核对象", width=16, merge=True),
    Column(key="on", name="核查日期", width=12, align="center"), Column(key="visitors", name="核查人员", width=18),
    Column(key="item", name="考核内容", width=24), Column(key="says", name="发现的问题", width=50),
    Column(key="due", name="整改期限", width=12, align="center"), Column(key="matter", name="督办", width=20),
)  # fmt: skip


def visits_of(assessment: Assessment) -> QuerySet[SiteVisit]:
    """The visits by day, each with how much was found and is to be put right."""
    found = SiteVisit.objects.filter(assessed__assessment=assessment).select_related("assessed", "by")
    return found.annotate(
        found=Count("findings"), to_mend=Count("findings", filter=Q(findings__due_on__isnull=False))
    ).order_by("on", "pk")


def to_mend(assessment: Assessment) -> QuerySet[SiteFinding]:
    """What is to be put right, by whom it was found with."""
    found = SiteFinding.objects.filter(visit__assessed__assessment=assessment).exclude(due_on=None)
    return found.select_related("visit__assessed", "matter").order_by("visit__assessed__position", "visit__on", "pk")


def mending_table(assessment: Assessment, findings: Sequence[SiteFinding], day: str) -> Table:
    """The rectification list (整改清单) before it becomes a file."""
    names = {item.id: item.name for item in assessment.as_opened.items}
    rows = tuple(
        {
            "no": str(number), "subject": one.visit.assessed.name, "on": one.visit.on.isoformat(),
            "visitors": one.visit.visitors, "item": f"{one.item} {names.get(one.item, '')}".strip(), "says": one.says,
            "due": one.due_on.isoformat() if one.due_on else "",
            "matter": f"{one.matter.no} {one.matter.state}" if one.matter else "",
        }
        for number, one in enumerate(findings, 1)
    )  # fmt: skip
    return Table(title=f"{assessment.name}现场核查整改清单", columns=COLUMNS, rows=rows, printed_on=day)


def mending_xlsx(assessment: Assessment, findings: Sequence[SiteFinding], day: str) -> bytes:
    """The same as .xlsx."""
    return workbook(mending_table(assessment, findings, day))
