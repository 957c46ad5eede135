"""Figures that look odd, as questions to the units whose they are."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse

from zhiheng.indicators import asking, looking, queries
from zhiheng.indicators.known import known_indicators
from zhiheng.indicators.models import Question
from zhiheng.registers.selections import selection
from zhiheng.web.access import may, reads, writes


@reads("indicators.view")
def questions(request: HttpRequest) -> HttpResponse:
    """What was asked about the figures of an area and a period, with the answers."""
    chosen, names = selection(request), known_indicators()
    seen = {one.id for one in queries.seen_indicators(request.rights)}
    found = [one for one in asking.questions_of(request.scope, chosen.area, chosen.period) if one.indicator in seen]
    lines = [(one, names[one.indicator], may(request, "indicators.question", area=one.area)) for one in found]
    context = {"chosen": chosen, "lines": lines, "may_ask": may(request, "indicators.question", area=chosen.area)}
    context["look"] = looking.look_of(request.scope, chosen.area, chosen.period)
    return render(request, "indicators/questions.html", context)


@writes("indicators.question")
def ask(request: HttpRequest) -> HttpResponse:
    """Has the figures of an area and a period looked at again, in the background."""
    chosen = selection(request, given=request.POST)
    looking.look_again(chosen.area, chosen.period, request.user)
    return redirect(f"{reverse('indicators:questions')}?{chosen.query}")


@writes("indicators.question")
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    found = _question(request, pk)
    asking.answer(found, request.POST.get("answer", ""), request.user)
    return _back(found)


@writes("indicators.question")
def close(request: HttpRequest, pk: int) -> HttpResponse:
    found = _question(request, pk)
    asking.close(found, request.user)
    return _back(found)


def _question(request: HttpRequest, pk: int) -> Question:
    found = asking.question_called(request.scope, pk)
    if found is None:
        raise Http404(pk)
    return found


def _back(question: Question) -> HttpResponseRedirect:
    return redirect(f"{reverse('indicators:questions')}?area={question.area.code}&period={question.period}#q{question.pk}")
