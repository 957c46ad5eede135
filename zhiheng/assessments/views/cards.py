"""The scorecard of one of the assessed, and all of them beside one another."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from zhiheng.assessments.explaining.asking import meant
from zhiheng.assessments.explaining.books import BOOK, card_book, ranking_book
from zhiheng.assessments.explaining.cards import card_shown
from zhiheng.assessments.explaining.ranks import edges, ranking
from zhiheng.assessments.views.finding import assessment_of, scored_of
from zhiheng.indicators.queries import seen_indicators
from zhiheng.web.access import reads
from zhiheng.web.asking import number_in
from zhiheng.web.sending import attachment

PAGE = 50


@reads("assessments.view")
def card(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """The scorecard, down to rows and clauses; with `?form=xlsx` as a workbook."""
    assessed = scored_of(request, pk, code)
    asked = meant(assessed.assessment, request.GET.get("side", ""))
    shown = card_shown(asked, assessed, [one.id for one in seen_indicators(request.rights)], request.scope)
    if shown is None:
        raise Http404(code)
    if request.GET.get("form") == "xlsx":
        return attachment(card_book(shown), f"{assessed.name}评分卡（{asked.name}）.xlsx", BOOK)
    context = {"shown": shown, "meant": asked, "assessment": assessed.assessment, "open": request.GET.get("open") == "all"}
    return render(request, "assessments/explaining/card.html", context | {"tab": "ranking"})


@reads("assessments.view")
def ranks(request: HttpRequest, pk: int) -> HttpResponse:
    """All assessed by rank; with `?form=xlsx` as a workbook, with `?all=1` on one page."""
    assessment = assessment_of(request, pk)
    asked = meant(assessment, request.GET.get("side", ""))
    whole = "all" in request.GET or request.GET.get("form") == "xlsx"
    first, size = (0, len(asked.standing.cards)) if whole else (number_in(request.GET.get("from")), PAGE)
    page = ranking(asked, request.GET, first, size)
    if request.GET.get("form") == "xlsx":
        return attachment(ranking_book(page), f"{assessment.name}得分排名（{asked.name}）.xlsx", BOOK)
    context = {"page": page, "meant": asked, "assessment": assessment, "tab": "ranking", "edges": edges(asked)}
    return render(request, "assessments/explaining/ranking.html", context)
