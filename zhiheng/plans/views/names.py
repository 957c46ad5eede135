"""Names from above that nobody has answered: asked once, on one page, for all plans."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from zhiheng.plans import actions, queries
from zhiheng.plans.actions.changing import unit_names
from zhiheng.plans.views.finding import typed
from zhiheng.web.access import may, reads, writes
from zhiheng.web.asking import number_in


def names_context(request: HttpRequest) -> dict[str, object]:
    area = request.office.area
    found = queries.questions_of(area)
    return {
        "questions": found,
        "proposed": sum(1 for question in found if question.candidates),
        "answered": queries.answered_of(area),
        "bodies": queries.bodies_of(area),
        "back": number_in(request.GET.get("plan") or request.POST.get("plan")),
        "may_draft": may(request, "plans.draft"),
    }


@reads("plans.view")
def questions(request: HttpRequest) -> HttpResponse:
    return render(request, "plans/names.html", names_context(request))


@writes("plans.draft")
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(request.office.area.counterparts, pk=pk)
    given = typed(request)
    actions.settle_name(
        row, given.get("answer", "ours"), unit_names(given.get("names", "")), request.user,
        vertical=bool(given.get("vertical")),
    )  # fmt: skip
    return _names(request)


@writes("plans.draft")
def ask(request: HttpRequest) -> HttpResponse:
    actions.ask_counterpart(request.office.area, typed(request).get("upper_name", ""))
    return _names(request)


@writes("plans.draft")
def accept_all(request: HttpRequest) -> HttpResponse:
    actions.accept_first_proposals(request.office.area, request.user)
    return _names(request)


def _names(request: HttpRequest) -> HttpResponse:
    if request.htmx:
        return render(request, "plans/names_body.html", names_context(request))
    back = number_in(request.POST.get("plan"))
    return redirect(f"{request.path_info.rsplit('names/', 1)[0]}names/" + (f"?plan={back}" if back else ""))
