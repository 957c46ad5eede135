"""Somebody else's form: taken in, shown with what goes into it, its doubtful places decided, handed out."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from zhiheng.core.values.faults import Fault
from zhiheng.documents.arriving import let_go
from zhiheng.indicators import giving
from zhiheng.indicators.filling import actions, queries
from zhiheng.indicators.filling.files import FORMATS
from zhiheng.indicators.forms import GivingBackForm, TakenForm
from zhiheng.indicators.models import FilledForm
from zhiheng.registers.selections import selection
from zhiheng.web.access import reads, writes
from zhiheng.web.sending import attachment


@writes("indicators.give", methods=("GET", "POST"))
def take(request: HttpRequest) -> HttpResponse:
    """The place where a form is dropped."""
    chosen, says = selection(request), ""
    form = TakenForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        try:
            if one := _taken(request, form, chosen):
                return redirect("indicators:filled-form", one.pk)
        except Fault as problem:
            says = f"{problem.says}（{problem.id}）"
    context = {"chosen": chosen, "form": form, "says": says, "recent": queries.forms_of(request.scope)[:10]}
    context["limit"] = settings.UPLOAD_LIMIT
    return render(request, "indicators/fill.html", context, status=422 if request.method == "POST" else 200)


def _taken(request: HttpRequest, form: TakenForm, chosen) -> FilledForm | None:  # type: ignore[no-untyped-def]
    for fault in let_go(request):
        raise fault
    if not form.is_valid():
        return None
    file, area, period = form.cleaned_data["file"], chosen.area, chosen.period
    content = file.read()
    return actions.take_form(file.name, content, area, period, request.office, request.user, request.scope, request.rights)


@writes("indicators.give", methods=("GET", "POST"))
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The form as a table, what goes into each place, and the questions."""
    one, says = get_object_or_404(queries.forms_of(request.scope), pk=pk), ""
    proposal = queries.proposal_of(one, request.scope, request.rights)
    asked = "give" in request.POST
    form = GivingBackForm(
        request.POST if asked else None, permits=giving.permits(one.about), initial={"form": (one.title or one.name)[:80]}
    )
    if request.method == "POST" and (not asked or form.is_valid()):
        try:
            _done(request, one, proposal, form if asked else None)
            return redirect("indicators:filled-form", one.pk)
        except Fault as problem:
            says = f"{problem.says}（{problem.id}）"
    context = {"one": one, "proposal": proposal, "tables": queries.tables_shown(proposal), "form": form, "says": says}
    context["counts"] = {state: proposal.count(state) for state in ("filled", "ask", "unknown")}
    groups = queries.groups_of(proposal, one.choices)
    context |= {"lines": queries.lines_shown(proposal), "groups": groups}
    context |= {"waiting": [g for g in groups if g.state == "ask"], "others": [g for g in groups if g.state != "ask"]}
    return render(request, "indicators/filled_form.html", context, status=422 if says or (asked and form.errors) else 200)


def _done(request: HttpRequest, one: FilledForm, proposal, form: GivingBackForm | None) -> None:  # type: ignore[no-untyped-def]
    if form is None:
        actions.choose(one, request.POST, proposal, request.user)
        return
    said = form.cleaned_data
    given = giving.Giving(said["to"], said["form"], timezone.localdate(), permit=said["permit"], reason=said["reason"])
    actions.give_form(one, proposal, queries.content_of(one), given, request.user)


@reads("indicators.give")
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """The filled file."""
    one = get_object_or_404(queries.forms_of(request.scope), pk=pk)
    content = queries.filled_file(one, request.scope, request.rights)
    return attachment(content, one.name_filled, FORMATS[one.kind])


@writes("indicators.give")
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(queries.forms_of(request.scope), pk=pk)
    actions.drop_form(one, request.user)
    return redirect("indicators:fill")
