"""Rounds of comments: files out, answers in, decisions, the 采纳情况表."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from zhiheng.core.values.faults import Fault
from zhiheng.documents.arriving import let_go
from zhiheng.plans import actions
from zhiheng.plans import rounds as reading
from zhiheng.plans.forms import RoundForm
from zhiheng.plans.models import CommentRound
from zhiheng.plans.views.finding import plan_of, typed
from zhiheng.plans.views.tables import FORMS
from zhiheng.web.access import may, reads, writes
from zhiheng.web.sending import attachment

ADOPTION = {"xlsx": reading.adoption_xlsx, "docx": reading.adoption_docx}
LARGEST = 20_000_000  # bytes of one answer


def round_of(request: HttpRequest, pk: int, number: int) -> CommentRound:
    return get_object_or_404(plan_of(request, pk).rounds.select_related("plan__area"), number=number)


def round_context(request: HttpRequest, pk: int, number: int) -> dict[str, object]:
    opened = round_of(request, pk, number)
    return {
        "plan": opened.plan,
        "tab": "comments",
        "round": opened,
        "rounds": opened.plan.rounds.all(),
        "view": reading.view_of(opened),
        "may_draft": may(request, "plans.draft"),
    }


@reads("plans.view")
def rounds(request: HttpRequest, pk: int) -> HttpResponse:
    plan = plan_of(request, pk)
    if latest := plan.rounds.first():
        return redirect("plans:round", pk, latest.number)
    return render(request, "plans/rounds.html", {"plan": plan, "tab": "comments", "may_draft": may(request, "plans.draft")})


@writes("plans.draft")
def open_round(request: HttpRequest, pk: int) -> HttpResponse:
    form = RoundForm(request.POST)
    if not form.is_valid():
        raise Fault("P161", "反馈截止日期写法不对。请填写年月日，例如 2026-12-05。")
    opened = actions.open_round(plan_of(request, pk), request.user, due_on=form.cleaned_data["due_on"])
    return redirect("plans:round", pk, opened.number)


@reads("plans.view")
def round_page(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    return render(request, "plans/round.html", round_context(request, pk, number))


@reads("plans.draft")
def all_files(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    opened = round_of(request, pk, number)
    return attachment(reading.comment_zip(opened), f"{opened.plan.title} 征求意见表.zip", "application/zip")


@reads("plans.draft")
def one_file(request: HttpRequest, pk: int, number: int, unit: int) -> HttpResponse:
    opened = round_of(request, pk, number)
    name = get_object_or_404(opened.units, pk=unit).name
    return attachment(reading.comment_files(opened)[name], f"{name} 征求意见表.xlsx", FORMS["xlsx"][1])


@writes("plans.draft")
def take_answers(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    files = request.FILES.getlist("files")
    contents = ((file.name, file.read(LARGEST + 1)) for file in files)  # one beyond is enough to be refused as too large
    taken = actions.take_answers(round_of(request, pk, number), contents, request.user, let_go=let_go(request))
    return render(request, "plans/round.html", round_context(request, pk, number) | {"taken": taken})


@writes("plans.draft")
def take_text(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    given = typed(request)
    actions.take_text(round_of(request, pk, number), given.get("unit", ""), given.get("text", ""), request.user)
    messages.success(request, f"已记下{given.get('unit', '')}的意见。")
    return redirect("plans:round", pk, number)


@writes("plans.draft")
def agree_rest(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    opened = round_of(request, pk, number)
    missing = reading.view_of(opened).merged.missing
    actions.take_silence_as_agreement(opened, missing, request.user)
    return redirect("plans:round", pk, number)


@writes("plans.draft")
def decide(request: HttpRequest, pk: int, number: int, opinion: int) -> HttpResponse:
    given, opened = typed(request), round_of(request, pk, number)
    found = get_object_or_404(reading.opinions_of(opened), pk=opinion)
    actions.decide_opinion(
        found, given.get("decision", ""), request.user, reason=given.get("reason", ""), field=given.get("field", ""),
        wording=given.get("wording") if given.get("apply") else None,
    )  # fmt: skip
    if request.htmx:
        return render(request, "plans/opinions.html", round_context(request, pk, number))
    return redirect("plans:round", pk, number)


@reads("plans.view")
def adoption(request: HttpRequest, pk: int, number: int, form: str) -> HttpResponse:
    if form not in ADOPTION:
        raise Http404
    opened = round_of(request, pk, number)
    body = ADOPTION[form](opened, timezone.localdate())
    return attachment(body, f"{opened.plan.title} 采纳情况表.{form}", FORMS[form][1])
