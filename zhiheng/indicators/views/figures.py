from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.indicators import Indicator
from zhiheng.indicators import actions, giving, listing, queries, sources
from zhiheng.indicators.forms import GivingForm
from zhiheng.registers.selections import selection
from zhiheng.web.access import may, reads, writes
from zhiheng.web.asking import number_in


@reads("indicators.view")
def figures(request: HttpRequest) -> HttpResponse:
    """The figures of an area and a period, by the parts of the work."""
    chosen = selection(request)
    page = listing.figures_page(request.scope, chosen.area, chosen.period, queries.seen_indicators(request.rights), request.GET)
    context = {"chosen": chosen, "page": page, "may_give": may(request, "indicators.give")}
    return render(request, "indicators/figures.html", context)


@reads("indicators.view")
def figure(request: HttpRequest, indicator: str) -> HttpResponse:
    """Where one figure comes from: its definition, its parts, its rows, its revisions, who was given it."""
    one = _seen(request, indicator)
    chosen = selection(request)
    source = sources.source(one, request.scope, chosen.area, chosen.period)
    return render(request, "indicators/figure.html", {"chosen": chosen, "source": source, "open": source.figure})


@reads("indicators.view")
def rows(request: HttpRequest, indicator: str, part: str) -> HttpResponse:
    """The rows behind one part of a figure."""
    one = _seen(request, indicator)
    chosen = selection(request)
    after = number_in(request.GET.get("after"))
    found = sources.rows_behind(one, part, chosen.area, chosen.period, request.scope, after)
    if found is None:
        raise Http404(part)
    return render(request, "indicators/rows.html", {"chosen": chosen, "indicator": one, "page": found})


def _seen(request: HttpRequest, indicator: str) -> Indicator:
    """The indicator of the address. Raises: Http404 where its registers are not for this user."""
    found = next((each for each in queries.seen_indicators(request.rights) if each.id == indicator), None)
    if found is None:
        raise Http404(indicator)
    return found


@writes("indicators.give", methods=("GET", "POST"))
def give(request: HttpRequest) -> HttpResponse:
    """Figures that leave the office, beside what was given before of the same."""
    chosen, says = selection(request), ""
    found = listing.with_rows(request.scope, chosen.area, chosen.period, queries.seen_indicators(request.rights))
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
