"""Pages of charts: the dashboard, one figure over time, one figure over areas; each chart also as a file."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from zhiheng.core.values.charts import Kind
from zhiheng.core.values.faults import Fault
from zhiheng.indicators import charts, dashboards, queries
from zhiheng.indicators.known import known_indicators
from zhiheng.indicators.telling import told_series
from zhiheng.registers.selections import selection
from zhiheng.web.access import reads
from zhiheng.web.answering import answered, refused
from zhiheng.web.sending import attachment


@reads("indicators.view")
def dashboard(request: HttpRequest) -> HttpResponse:
    seen = queries.seen_indicators(request.rights)
    wanted = dashboards.chosen_indicator(seen, request.GET.get("indicator", ""))
    if wanted is None:
        return render(request, "indicators/dashboard.html", {"chosen": selection(request)})
    about = _asked(request, wanted.id)
    context = {"chosen": about.chosen, "about": about} | dashboards.dashboard(about, seen)
    return render(request, "indicators/dashboard.html", context)


@reads("indicators.view")
def trend(request: HttpRequest, indicator: str) -> HttpResponse:
    about = _asked(request, indicator)
    shown = [charts.shown(charts.chart_of("trend", about), about)]
    return render(request, "indicators/charts.html", {"chosen": about.chosen, "about": about, "shown": shown, "page": "trend"})


@reads("indicators.view")
def areas(request: HttpRequest, indicator: str) -> HttpResponse:
    about = _asked(request, indicator)
    kinds: tuple[Kind, ...] = ("bars", "multiples") if about.below else ()
    shown = [charts.shown(charts.chart_of(kind, about), about) for kind in kinds]
    return render(request, "indicators/charts.html", {"chosen": about.chosen, "about": about, "shown": shown, "page": "areas"})


@reads("indicators.view")
def file(request: HttpRequest, indicator: str, kind: str, form: str) -> HttpResponse:
    """A chart as PNG, Excel or SVG."""
    if kind not in charts.KINDS or form not in charts.FILES:
        raise Http404(kind)
    about = _asked(request, indicator)
    chart = charts.chart_of(cast(Kind, kind), about)
    return attachment(charts.content(chart, form), charts.file_name(chart, about, form), charts.FILES[form])


@reads("indicators.view")
def series(request: HttpRequest, indicator: str) -> HttpResponse:
    """For programs: one figure over areas or periods."""
    about, over = _asked(request, indicator), request.GET.get("over", "areas")
    if over not in ("areas", "periods"):
        return refused(Fault("M508", f"over 写成了“{over[:20]}”。请写 areas（下级各地区）或 periods（各期间）。"))
    if about.chosen.says:
        return refused(Fault("M509", f"{about.chosen.says}请改正后再查。"))
    return answered(told_series(about, over))


def _asked(request: HttpRequest, indicator: str) -> charts.Asked:
    """What the address asks. Raises: Http404 for a figure that she may not see."""
    found = known_indicators().get(indicator)
    if found is None or not queries.may_see(request.rights, found):
        raise Http404(indicator)
    target = request.GET.get("target", "")
    return charts.asked(found, selection(request), request.scope, timezone.localdate(), target)
