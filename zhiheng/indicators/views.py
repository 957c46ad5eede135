from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from zhiheng.indicators import queries
from zhiheng.registers.selections import selection
from zhiheng.web.access import reads


@reads("indicators.view")
def figures(request: HttpRequest, indicator: str = "") -> HttpResponse:
    """All figures of an area and a period; with `indicator`, the panel that says where that one comes from is open."""
    if indicator and queries.indicator_or_none(indicator) is None:
        raise Http404(indicator)
    chosen = selection(request)
    found = queries.figures(request.scope, chosen.area, chosen.period)
    context = {"chosen": chosen, "figures": found.values(), "open": found.get(indicator)}
    return render(request, "indicators/figures.html", context)
