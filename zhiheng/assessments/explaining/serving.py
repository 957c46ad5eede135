"""What a figure's page says of assessments: which items of which it serves, and what they came to."""

from typing import NamedTuple

from django.http import HttpRequest
from django.template.loader import render_to_string

from zhiheng.assessments.listing import assessments_of
from zhiheng.assessments.models import Assessment
from zhiheng.core.values.schemes import Item
from zhiheng.indicators.sources import Source
from zhiheng.web.access import may


class Served(NamedTuple):
    """One assessment and its items that look at a figure; `code`: the area of the page is assessed in it."""

    assessment: Assessment
    items: list[Item]
    code: str


def served_by(request: HttpRequest, source: Source) -> list[Served]:
    """The assessments whose period is the figure's, and that look at it for its area or for those below it."""
    area, period, found = source.area, source.period, []
    for one in assessments_of(request.scope).filter(start=period.start, end=period.end):
        items = [item for item in one.as_opened.items if item.by == "computed" and item.of == source.figure.indicator.id]
        mine = one.assessed.filter(area=area).first() if items else None
        if items and (mine or one.area_id == area.pk):
            found.append(Served(one, items, mine.code if mine else ""))
    return found


def items_of_figure(request: HttpRequest, source: Source) -> str:
    """The fragment for the page of a figure; "" where it serves none."""
    if not may(request, "assessments.view"):
        return ""
    found = served_by(request, source)
    return render_to_string("assessments/explaining/of_figure.html", {"served": found}, request) if found else ""
