"""复核 item by item, and the three scores side by side."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from zhiheng.assessments.actions import reviewing
from zhiheng.assessments.models import Assessed, Assessment
from zhiheng.assessments.scoring import beside, reviews
from zhiheng.assessments.views.finding import assessed_of, assessment_of
from zhiheng.assessments.views.scoring import XLSX
from zhiheng.core.values.faults import Fault
from zhiheng.web.access import may, reads, writes
from zhiheng.web.sending import attachment


def frame(request: HttpRequest, assessment: Assessment, tab: str) -> dict[str, object]:
    may_review = may(request, "assessments.review", area=assessment.area)
    return {"assessment": assessment, "tab": tab, "may_review": may_review}


@reads("assessments.view")
def review_list(request: HttpRequest, pk: int) -> HttpResponse:
    assessment = assessment_of(request, pk)
    lines = reviews.sides_of(assessment).lines
    apart = reviews.differing(lines)
    leads = sorted({line.who for line in apart})
    lead = request.GET.get("lead", "")
    context = {
        "turnouts": reviews.turnouts(lines), "apart": [line for line in apart if not lead or line.who == lead][:200],
        "leads": leads, "lead": lead, "calm": sum(line.calm and not line.closed for line in lines),
    }  # fmt: skip
    return render(request, "assessments/reviews.html", frame(request, assessment, "reviews") | context)


@reads("assessments.view")
def review(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    return review_page(request, assessed_of(request, pk, code))


def review_page(request: HttpRequest, one: Assessed, fault: Fault | None = None, at: str = "") -> HttpResponse:
    """The items of one of the assessed; a refusal stands at the item it is of, with what was typed."""
    lines = reviews.sides_of(one.assessment, one).lines
    show = request.GET.get("show", "")
    chosen = {
        "apart": [line for line in lines if line.gap], "open": [line for line in lines if not line.closed],
        "odd": [line for line in lines if not line.calm],
    }.get(show, lines)  # fmt: skip
    if at and all(line.item.id != at for line in chosen):
        chosen = [*(line for line in lines if line.item.id == at), *chosen]
    (turnout,) = reviews.turnouts(lines) or [None]
    context = {
        "one": one, "lines": chosen, "turnout": turnout, "show": show, "fault": fault, "fault_at": at, "given": request.POST,
        "standings": None,
    }  # fmt: skip
    return render(request, "assessments/review.html", frame(request, one.assessment, "reviews") | context)


@writes("assessments.review")
def decide(request: HttpRequest, pk: int, code: str, item: str) -> HttpResponse:
    one = assessed_of(request, pk, code)
    given = {name: value.replace("\x00", "") for name, value in request.POST.items()}
    seen = int(given["seen"]) if given.get("seen", "").isdecimal() and len(given["seen"]) < 10 else -1
    try:
        if given.get("do") == "correct":
            reviewing.correct(
                one, item, given.get("text", ""), request.user, why=given.get("why", ""), seen=seen,
                applies="outside" not in given,
            )  # fmt: skip
            messages.success(request, f"{item} 已改定并办结。")
        elif given.get("do") == "reopen":
            reviewing.reopen(one, item, request.user, seen=seen, why=given.get("why", ""))
            messages.success(request, f"{item} 已重新打开。")
        else:
            reviewing.accept(one, item, request.user, seen=seen, says=given.get("why", ""))
            messages.success(request, f"{item} 已接受并办结。")
    except Fault as fault:
        if fault.id in ("U401", "S248"):
            raise
        return review_page(request, one, fault, item)
    at = reverse("assessments:review", args=[pk, code])
    return redirect(f"{at}?show={request.GET.get('show', '')[:10]}#i{item}")


@writes("assessments.review")
def close_calm(request: HttpRequest, pk: int) -> HttpResponse:
    assessment = assessment_of(request, pk)
    code = request.POST.get("code", "")
    one = assessed_of(request, pk, code) if code else None
    count = reviewing.close_calm(assessment, request.user, one)
    messages.success(request, f"各方一致的 {count} 项已成批接受。" if count else "没有可以成批接受的项。")
    return redirect("assessments:review", pk, code) if one else redirect("assessments:reviews", pk)


def lines_asked(request: HttpRequest, assessment: Assessment) -> tuple[list[reviews.Line], dict[str, object]]:
    """The lines of the page as its address filters them, and the filters."""
    sides = reviews.sides_of(assessment)
    leads = sorted({line.who for line in sides.lines})
    assessed = list(assessment.assessed.all())
    lead, apart = request.GET.get("lead", ""), request.GET.get("apart", "")
    code = request.GET.get("code", assessed[0].code if assessed and "lead" not in request.GET else "")
    lines = [
        line for line in sides.lines
        if (not code or line.assessed.code == code) and (not lead or line.who == lead) and (not apart or line.gap)
    ]  # fmt: skip
    cards = {side: {card.subject: card for card in standing.cards} for side, standing in sides.standings.items()}
    totals = [(one, cards["self"][one.code], cards["department"][one.code], cards["final"][one.code]) for one in assessed]
    return lines, {
        "leads": leads, "lead": lead, "apart": apart, "code": code, "totals": totals, "assessed": assessed,
        "one": next((one for one in assessed if one.code == code), None),
    }  # fmt: skip


@reads("assessments.view")
def side_by_side(request: HttpRequest, pk: int) -> HttpResponse:
    assessment = assessment_of(request, pk)
    lines, filters = lines_asked(request, assessment)
    return render(request, "assessments/beside.html", frame(request, assessment, "beside") | filters | {"lines": lines[:600]})


@reads("assessments.view")
def side_by_side_file(request: HttpRequest, pk: int) -> HttpResponse:
    assessment = assessment_of(request, pk)
    lines, _ = lines_asked(request, assessment)
    made = beside.beside_xlsx(assessment, lines, timezone.localdate().isoformat())
    return attachment(made, f"{assessment.name} 三方评分对照.xlsx", XLSX)


@reads("assessments.view")
def side_by_side_printed(request: HttpRequest, pk: int) -> HttpResponse:
    assessment = assessment_of(request, pk)
    lines, _ = lines_asked(request, assessment)
    table = beside.beside_table(assessment, lines, timezone.localdate().isoformat())
    rows = [[(column.key, row.get(column.key, "")) for column in table.columns] for row in table.rows]
    back = reverse("assessments:beside", args=[pk])
    return render(request, "assessments/printed.html", {"table": table, "rows": rows, "back": back})
