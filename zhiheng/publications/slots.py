"""What the pages of earlier stages show of documents."""

from django.http import HttpRequest
from django.template.loader import render_to_string

from zhiheng.indicators.sources import Source
from zhiheng.publications.queries import documents_with


def documents_of_figure(request: HttpRequest, source: Source) -> str:
    """The documents that printed a figure; "" where there is none."""
    found = documents_with(source.figure, request.scope, source.area, source.period)
    return render_to_string("publications/of_figure.html", {"printed": found}, request) if found else ""
