"""One act on many rows: chosen, tried, done."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.registers import Register
from zhiheng.registers import actions, queries
from zhiheng.registers.models import Row
from zhiheng.registers.selections import selection
from zhiheng.registers.views.finding import register_called
from zhiheng.web.access import writes
from zhiheng.web.asking import number_in, typed


@writes("registers.change")
def bulk(request: HttpRequest, register: str) -> HttpResponse:
    found = register_called(request, register)
    rows, act = _rows(request, found), _act(request)
    context = {"register": found, "act": act, "count": len(rows), "sent": _sent(request), "today": timezone.localdate()}
    context |= {"fields": queries.settable(found), "states": queries.states_of(found), "outcomes": None}
    try:
        if request.POST.get("do") == "try":
            context["outcomes"] = actions.tried(found, rows, act, request.user)
        elif request.POST.get("do") == "do":
            return _done(request, found, actions.done(found, rows, act, request.user))
    except Fault as problem:
        context["says"] = f"{problem.says}（{problem.id}）"
    context["good"] = sum(not outcome.says for outcome in context["outcomes"] or ())
    return render(request, "registers/bulk.html", context)


def _rows(request: HttpRequest, register: Register) -> list[Row]:
    """The ticked rows, or all of the filter."""
    asked = QueryDict(request.POST.get("list", ""))
    chosen = selection(request, all_days=True, given=asked)
    scope = request.rights.scope(register.id)
    wanted = queries.wanted_rows(register, scope, asked, timezone.localdate(), chosen.area, chosen.period)
    if request.POST.get("whole"):
        return list(wanted.order.sorted(wanted.rows)[: actions.MOST + 1])
    ticked = [number for one in request.POST.getlist("row") if (number := number_in(one))]
    return list(queries.rows_of(register.id, scope).filter(pk__in=ticked[: actions.MOST + 1]).order_by("pk"))


def _act(request: HttpRequest) -> actions.Act:
    given = request.POST
    try:
        on = date.fromisoformat(given.get("on", ""))
    except ValueError:
        on = None
    names = ("kind", "to", "field", "value", "reason", "approver", "document")
    return actions.Act(on=on, **{name: typed(given, name) for name in names})


def _sent(request: HttpRequest) -> list[tuple[str, str]]:
    """Which rows are meant, as the next form says it again."""
    pairs = [("list", request.POST.get("list", ""))]
    if request.POST.get("whole"):
        return [*pairs, ("whole", "1")]
    return pairs + [("row", one) for one in request.POST.getlist("row")]


def _done(request: HttpRequest, register: Register, outcomes: list[actions.Outcome]) -> HttpResponse:
    refused = [outcome for outcome in outcomes if outcome.says]
    messages.success(request, f"已办理 {len(outcomes) - len(refused)} 行。")
    for outcome in refused[:20]:
        messages.warning(request, f"{outcome.name}：{outcome.says}")
    return redirect(f"{reverse('registers:rows', args=[register.id])}?{request.POST.get('list', '')}")
