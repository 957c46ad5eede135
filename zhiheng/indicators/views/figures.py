from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from zhiheng.core.values.faults import Fault
from zhiheng.indicators import actions, giving, queries
from zhiheng.indicators.forms import GivingForm
from zhiheng.registers.selections import selection
from zhiheng.web.access import may, reads, writes


@reads("indicators.view")
def figures(request: HttpRequest, indicator: str = "") -> HttpResponse:
    """All figures of an area and a period; with `indicator`, the panel that says where that one comes from is open."""
    seen = queries.seen_indicators(request.rights)
    if indicator and indicator not in {each.id for each in seen}:
        raise Http404(indicator)
    chosen = selection(request)
    found = queries.figures(request.scope, chosen.area, chosen.period, seen)
    context = {"chosen": chosen, "figures": found.values(), "open": found.get(indicator)}
    context["may_give"] = may(request, "indicators.give")
    return render(request, "indicators/figures.html", context)


@writes("indicators.give", methods=("GET", "POST"))
def give(request: HttpRequest) -> HttpResponse:
    """Figures that leave the office, beside what was given before of the same."""
    chosen, says = selection(request), ""
    found = queries.figures(request.scope, chosen.area, chosen.period)
    known = [one for one in found.values() if one.measured.value is not None]
    form = GivingForm(request.POST or None, permits=giving.permits(chosen.area), figures=known)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        wanted = giving.Giving(said["to"], said["form"], timezone.localdate(), permit=said["permit"], reason=said["reason"])
        try:
            actions.give([found[id] for id in said["figures"]], chosen.area, chosen.period, wanted, request.office, request.user)
            return redirect(f"{reverse('registers:rows', args=[giving.GIVEN])}?{chosen.area_query}")
        except Fault as problem:
            says = f"{problem.says}（{problem.id}）"
    before = giving.given_before(known, chosen.area, chosen.period)
    lines = [(one, before.get(one.indicator.id, ())) for one in known]
    context = {"chosen": chosen, "form": form, "lines": lines, "says": says}
    return render(request, "indicators/give.html", context, status=422 if says or form.errors else 200)
