"""督办: resolutions pasted line by line, and duties that come again."""

import hashlib

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from zhiheng.core.values.faults import Fault
from zhiheng.directory.queries import organisations_of
from zhiheng.plans.chasing import actions, queries
from zhiheng.plans.chasing.forms import RecurringForm, ResolutionsForm, resolutions_in
from zhiheng.web.access import may, reads, writes


@writes("plans.draft", methods=("GET", "POST"))
def paste(request: HttpRequest) -> HttpResponse:
    """Resolutions of a meeting, or findings of a visit, one a line; the same line of the same papers becomes one matter."""
    form = ResolutionsForm(request.POST or None, initial={key: request.GET.get(key, "") for key in ("basis", "source")})
    if request.method == "POST" and form.is_valid():
        given, units = form.cleaned_data, list(organisations_of(request.office.area))
        found = resolutions_in(given["lines"], units)
        asked = [
            actions.Asked(
                words, unit, due_on=due, source=given["source"], basis=given["basis"], basis_on=given["basis_on"],
                origin="paste:" + hashlib.sha256(f"{given['basis']}|{words}".encode()).hexdigest()[:40],
            )
            for words, unit, due in found
        ]  # fmt: skip
        made = actions.open_matters(asked, request.office, request.user, on=timezone.localdate())
        open_units, open_days = sum(one.lead is None for one in made), sum(one.due_on is None for one in made)
        lacking = f"，其中 {open_units} 件没有认出主办单位、{open_days} 件没有认出时限，请逐件补上"
        more = lacking if open_units or open_days else ""
        left = f"；{len(found) - len(made)} 条以前立过，没有重复" if len(found) > len(made) else ""
        messages.success(request, f"已立项 {len(made)} 件{more}{left}。")
        return redirect("plans:chasing")
    return render(request, "plans/chasing/paste.html", {"form": form}, status=422 if form.errors else 200)


@reads("plans.view")
def recurring(request: HttpRequest) -> HttpResponse:
    form = RecurringForm(None, units=organisations_of(request.office.area))
    return render(request, "plans/chasing/recurring.html", recurring_context(request, form))


def recurring_context(request: HttpRequest, form: RecurringForm) -> dict[str, object]:
    return {
        "tab": "recurring", "rows": queries.recurring_within(request.scope), "form": form,
        "may_draft": may(request, "plans.draft"),
    }  # fmt: skip


@writes("plans.draft")
def set_recurring(request: HttpRequest) -> HttpResponse:
    form = RecurringForm(request.POST, units=organisations_of(request.office.area))
    if not form.is_valid():
        return render(request, "plans/chasing/recurring.html", recurring_context(request, form), status=422)
    try:
        actions.set_recurring(request.office, by=request.user, since=timezone.localdate(), **form.cleaned_data)
    except Fault as fault:
        form.add_error(None, fault.says)
        return render(request, "plans/chasing/recurring.html", recurring_context(request, form), status=422)
    made = actions.make_occurrences(timezone.localdate())
    messages.success(request, f"已设定；本期的 {len(made)} 件已立项下发，以后每期开始时自动立项。")
    return redirect("plans:recurring")


@writes("plans.draft")
def end_recurring(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(queries.recurring_within(request.scope), pk=pk)
    actions.end_recurring(found, request.user, on=timezone.localdate())
    messages.success(request, f"“{found}”已停，以后不再立项；已经立项的照常办理。")
    return redirect("plans:recurring")
