"""The papers that areas hand in as evidence: small Word files written from evidence-2024.csv."""

from datetime import datetime
from io import BytesIO
from typing import Any

from docx import Document

from zhiheng.assessments.evidence.actions import add_files, file_under
from zhiheng.assessments.models import Assessment
from zhiheng.demo.story import rows
from zhiheng.directory.models import Organisation


def hand_in_papers(made: Assessment, by: Any) -> None:
    """Every paper lies in its area's box, under the items that it proves."""
    items, listed = made.as_opened.leaves, rows("evidence-2024.csv")
    for assessed in made.assessed.select_related("area"):
        for row in (row for row in listed if row["area"] == assessed.name):
            unit = Organisation.objects.filter(area=assessed.area, name=row["unit"]).first()
            came = add_files(assessed, [(f"{row['title']}.docx", BytesIO(_written(row)))], by, unit)
            if came[0].exhibit is None:
                raise ValueError(f"evidence-2024.csv: {came[0].says}")
            named = [(came[0].exhibit.pk, item, items[item].evidence[0]) for item in row["items"].split("|")]
            file_under(assessed, named, by)


def _written(row: dict[str, str]) -> bytes:
    """The paper as a Word file, last saved on its own day."""
    paper, on = Document(), datetime.fromisoformat(row["dated_on"])
    for line in (row["number"], row["title"], "此件为演示材料，内容从略。", row["issuer"], f"{on.year}年{on.month}月{on.day}日"):
        paper.add_paragraph(line)
    paper.core_properties.modified = on
    file = BytesIO()
    paper.save(file)
    return file.getvalue()
