"""Targets against actuals, and what each target is held against."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from zhiheng.core.values.faults import Fault
from zhiheng.indicators import judging, linking, queries
from zhiheng.indicators import targets as reading
from zhiheng.indicators.forms import LinkForm
from zhiheng.registers.selections import selection
from zhiheng.web.access import may, reads, writes
from zhiheng.web.asking import typed


@reads("indicators.view")
def targets(request: HttpRequest) -> HttpResponse:
    """Every target of an area's plans, as it stands in a period."""
    chosen = selection(request)
    seen = queries.seen_indicators(request.rights)
    page = reading.targets_page(request.scope, chosen.area, chosen.period, seen, timezone.localdate())
    context = {"chosen": chosen, "page": page, "may_link": may(request, "indicators.target", area=chosen.area)}
    context["judged"] = judging.judgements_of(request.scope, chosen.area, chosen.period)
    return render(request, "indicators/targets.html", context)


@writes("indicators.target")
def judge(request: HttpRequest) -> HttpResponse:
    """How the targets of a period stand now, settled by name."""
    chosen = selection(request)
    page = reading.targets_page(
        request.scope, chosen.area, chosen.period, queries.seen_indicators(request.rights), timezone.localdate()
    )
    reason = typed(request.POST, "reason")
    judging.judge_targets(page.lines, chosen.area, chosen.period, request.user, reason=reason)
    return redirect(f"{reverse('indicators:targets')}?{chosen.query}")


@writes("indicators.target", methods=("GET", "POST"))
def link(request: HttpRequest, pk: int) -> HttpResponse:
    """What one target is held against: chosen, changed, or said to be nothing."""
    found = reading.goal_called(request.scope, pk)
    if found is None:
        raise Http404(pk)
    chosen, seen = selection(request), queries.seen_indicators(request.rights)
    waiting = reading.proposed_for(found, seen)
    form, says = LinkForm(request.POST or None, waiting=waiting, **reading.offered_for(found)), ""
    if request.method == "POST" and form.is_valid():
        try:
            linking.set_link(found, request.user, **form.cleaned_data)
            return redirect(f"{reverse('indicators:targets')}?{chosen.query}")
        except Fault as problem:
            says = f"{problem.says}（{problem.id}）"
    context = {"chosen": chosen, "goal": found, "waiting": waiting, "form": form, "says": says, "sectors": reading.SECTORS}
    return render(request, "indicators/link.html", context, status=422 if says or form.errors else 200)
