from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from zhiheng.core.values.faults import Fault
from zhiheng.history import auditing, queries
from zhiheng.web.access import reads, writes
from zhiheng.web.asking import typed
from zhiheng.web.paging import page_of
from zhiheng.web.sending import attachment

ROOTS_A_PAGE = 31


@reads("history.verify")
def seals(request: HttpRequest) -> HttpResponse:
    page = page_of(queries.roots(), request, ROOTS_A_PAGE)
    said = typed(request.GET, "root")
    shown = {"page": page, "heads": queries.heads(), "typed": said, "verification": queries.last_verification()}
    if said:
        try:
            shown["witnessed"] = queries.root_typed(said)
        except Fault as problem:
            shown["fault"] = problem
    return render(request, "history/seals.html", shown)


@reads("history.verify")
def verification(request: HttpRequest) -> HttpResponse:
    return render(request, "history/verification.html", {"verification": queries.last_verification()})


@writes("history.verify")
def verify(request: HttpRequest) -> HttpResponse:
    auditing.ask_for_verification(request.user)
    messages.info(request, "已开始核验，可以离开本页，结果会留在这里。")
    return redirect("history:seals")


@reads("history.verify")
def entry(request: HttpRequest, chain: str, seq: int) -> HttpResponse:
    found = queries.entry(chain, seq)
    if found is None:
        raise Http404(seq)
    return render(request, "history/entry.html", {"entry": found})


@reads("history.verify")
def roots(request: HttpRequest) -> HttpResponse:
    return attachment(queries.root_lines().encode(), "日根.txt", "text/plain; charset=utf-8")
