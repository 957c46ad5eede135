"""The 任务分解表: on screen, cell by cell, on paper and as a file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from zhiheng.history.actions import record_reading
from zhiheng.plans import actions, exports, queries
from zhiheng.plans.actions.changing import FIELDS, PERSONAL, cell_text
from zhiheng.plans.views.finding import duty_of, plan_of, typed
from zhiheng.web.access import may, reads, writes
from zhiheng.web.sending import attachment

FORMS = {
    "xlsx": (exports.breakdown_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "docx": (exports.breakdown_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


def table_context(request: HttpRequest, pk: int) -> dict[str, object]:
    """What the table and its panel of open questions show; the page and every swap come from it."""
    plan = plan_of(request, pk)
    rows = queries.rows_of(plan)
    return {
        "plan": plan,
        "tab": "table",
        "rows": rows,
        "open": queries.open_of(plan, rows),
        "dues": sorted({row.duty.due for row in rows if row.duty.due}),
        "may_draft": may(request, "plans.draft"),
        "may_approve": may(request, "plans.approve"),
    }


@reads("plans.view")
def table(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "plans/plan.html", table_context(request, pk))


@reads("plans.view")
def printed(request: HttpRequest, pk: int) -> HttpResponse:
    plan = plan_of(request, pk)
    made = exports.breakdown(plan, timezone.localdate(), request.user, contacts=may(request, "plans.draft"))
    return render(request, "plans/print.html", {"plan": plan, "table": made, "rows": exports.printed_rows(made)})


@reads("plans.view")
def download(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    if form not in FORMS:
        raise Http404
    write, kind = FORMS[form]
    plan = plan_of(request, pk)
    body = write(plan, timezone.localdate(), request.user, contacts=may(request, "plans.draft"))
    return attachment(body, f"{plan.title}.{form}", kind)


@writes("plans.draft", methods=("GET", "POST"))
def cell(request: HttpRequest, pk: int, duty: int, field: str) -> HttpResponse:
    """A cell's editor (GET), and the whole table after the change (POST)."""
    if field not in FIELDS:
        raise Http404
    found = duty_of(request, pk, duty)
    if request.method == "POST":
        given = typed(request)
        actions.change_duty(
            found, field, given.get("value", ""), request.user, reason=given.get("reason", ""), was=given.get("was")
        )
        return body(request, pk)
    if field in PERSONAL and cell_text(found, field):
        record_reading(found, FIELDS[field], "修改", request.user)
    context = {"plan": found.plan, "duty": found, "field": field, "name": FIELDS[field], "value": cell_text(found, field)}
    return render(request, "plans/cell.html", context)


def body(request: HttpRequest, pk: int) -> HttpResponse:
    """After a change: the table and panel anew for a script, the page for a plain form."""
    if request.htmx:
        return render(request, "plans/body.html", table_context(request, pk))
    return redirect("plans:plan", pk)
