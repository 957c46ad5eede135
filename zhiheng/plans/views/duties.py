"""One duty: all its cells in a plain form, splitting, joining, moving, taking out."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from zhiheng.core.values.faults import Fault
from zhiheng.history.actions import record_reading
from zhiheng.history.queries import timeline
from zhiheng.plans import actions, queries
from zhiheng.plans.arranged import last_arrangement
from zhiheng.plans.forms import DutyForm
from zhiheng.plans.models import Duty
from zhiheng.plans.parting import WAYS, Part
from zhiheng.plans.views.finding import duty_of, plan_of, typed
from zhiheng.plans.views.tables import body
from zhiheng.web import asking
from zhiheng.web.access import may, reads, writes
from zhiheng.web.asking import number_in


@reads("plans.view")
def duty(request: HttpRequest, pk: int, duty: int) -> HttpResponse:
    found = duty_of(request, pk, duty)
    return _duty_page(request, found, DutyForm(None, duty=found))


@writes("plans.draft")
def save(request: HttpRequest, pk: int, duty: int) -> HttpResponse:
    found = duty_of(request, pk, duty)
    form = DutyForm(request.POST, duty=found)
    if form.is_valid():
        try:
            form.save(request.user)
        except Fault as problem:
            form.add_error(None, problem.says)
        else:
            messages.success(request, "已保存。")
            return redirect("plans:duty", pk, duty)
    return _duty_page(request, found, form)


def _duty_page(request: HttpRequest, duty: Duty, form: DutyForm) -> HttpResponse:
    rows = queries.rows_of(duty.plan)
    at = next((n for n, row in enumerate(rows) if row.duty.pk == duty.pk), None)
    context = {
        "plan": duty.plan,
        "duty": duty,
        "form": form,
        "row": rows[at] if at is not None else None,
        "previous": rows[at - 1].duty if at else None,
        "next": rows[at + 1].duty if at is not None and at + 1 < len(rows) else None,
        "others": [row for row in rows if row.duty.pk != duty.pk],
        "contact": queries.contact_of(duty),
        "arranged": last_arrangement(duty),
        "revisions": timeline(duty)[:50],
        "may_draft": may(request, "plans.draft"),
    }
    return render(request, "plans/duty.html", context, status=422 if form.errors else 200)


@never_cache
@reads("plans.view")
def contact(request: HttpRequest, pk: int, duty: int) -> HttpResponse:
    """Person and number in clear; who read them stands in the log."""
    found = duty_of(request, pk, duty)
    record_reading(found, "责任人及电话", asking.typed(request.GET, "purpose")[:200] or "查看", request.user)
    return render(request, "plans/contact.html", {"duty": found})


@writes("plans.draft")
def add(request: HttpRequest, pk: int) -> HttpResponse:
    given = typed(request)
    plan = plan_of(request, pk)
    after = get_object_or_404(plan.duties, pk=number_in(given["after"])) if given.get("after") else None
    made = actions.add_duty(
        plan, request.user, task=given.get("task", ""), measures=given.get("measures", ""), after=after,
        reason=given.get("reason", ""),
    )  # fmt: skip
    return redirect("plans:duty", pk, made.pk)


@writes("plans.draft", methods=("GET", "POST"))
def split(request: HttpRequest, pk: int, duty: int) -> HttpResponse:
    """The parts that one way of splitting proposes (GET), and the duties made of what she left of them (POST)."""
    found = duty_of(request, pk, duty)
    if request.method == "POST":
        columns = (request.POST.getlist(name) for name in ("task", "measures", "lead"))
        parts = [Part(*said) for said in zip(*columns, strict=False) if any(text.strip() for text in said[1:])]
        made = actions.split_duty(found, parts, request.user, reason=typed(request).get("reason", ""))
        messages.success(request, f"已拆成 {len(made)} 项。量化目标和督办事项留在第一项。")
        return redirect("plans:plan", pk)
    way = request.GET.get("by", "sentence")
    parts = WAYS.get(way, WAYS["sentence"])[1](found)
    context = {"plan": found.plan, "duty": found, "ways": WAYS, "way": way, "parts": parts}
    return render(request, "plans/split.html", context)


@writes("plans.draft")
def undo(request: HttpRequest, pk: int, duty: int) -> HttpResponse:
    found = last_arrangement(duty_of(request, pk, duty))
    if found is None:
        return redirect("plans:duty", pk, duty)
    actions.undo_arrangement(found, request.user, reason=typed(request).get("reason", ""))
    messages.success(request, f"已撤销{found.get_kind_display()}。")
    return redirect("plans:duty", pk, duty)


@writes("plans.draft")
def merge(request: HttpRequest, pk: int, duty: int) -> HttpResponse:
    wanted = [number_in(text) for text in request.POST.getlist("second")]
    others = list(plan_of(request, pk).duties.filter(removed_at=None, pk__in=wanted))
    actions.merge_duties(duty_of(request, pk, duty), others, request.user, reason=typed(request).get("reason", ""))
    return redirect("plans:duty", pk, duty)


@writes("plans.draft")
def move(request: HttpRequest, pk: int, duty: int) -> HttpResponse:
    steps = -1 if request.POST.get("way") == "up" else 1
    actions.move_duty(duty_of(request, pk, duty), steps, request.user, reason=typed(request).get("reason", ""))
    return body(request, pk)


@writes("plans.draft")
def remove(request: HttpRequest, pk: int, duty: int) -> HttpResponse:
    actions.remove_duty(duty_of(request, pk, duty), request.user, reason=typed(request).get("reason", ""))
    messages.success(request, "已从表中删去。可以在“修改记录”页恢复。")
    return redirect("plans:plan", pk)


@writes("plans.draft")
def restore(request: HttpRequest, pk: int, duty: int) -> HttpResponse:
    actions.restore_duty(duty_of(request, pk, duty), request.user, reason=typed(request).get("reason", ""))
    return redirect("plans:plan", pk)


@writes("plans.draft")
def lead(request: HttpRequest, pk: int, duty: int) -> HttpResponse:
    actions.first_responsible_leads(duty_of(request, pk, duty), request.user, reason=typed(request).get("reason", ""))
    return body(request, pk)


@writes("plans.draft")
def take_new(request: HttpRequest, pk: int) -> HttpResponse:
    actions.take_new_items(plan_of(request, pk), request.user, reason=typed(request).get("reason", ""))
    return body(request, pk)


@writes("plans.draft")
def lead_all(request: HttpRequest, pk: int) -> HttpResponse:
    actions.first_responsible_leads_all(plan_of(request, pk), request.user, reason=typed(request).get("reason", ""))
    return body(request, pk)


@writes("plans.draft")
def fill_deadlines(request: HttpRequest, pk: int) -> HttpResponse:
    given = typed(request)
    actions.fill_missing_deadlines(plan_of(request, pk), given.get("due", ""), request.user, reason=given.get("reason", ""))
    return body(request, pk)
