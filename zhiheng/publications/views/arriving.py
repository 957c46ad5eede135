"""Word files that come in: last year's to be renewed, and a manuscript's that somebody edited."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from zhiheng.core.values.faults import Fault
from zhiheng.documents.arriving import let_go
from zhiheng.publications import queries, renewing, returning
from zhiheng.publications import queries_of_manuscripts as manuscripts
from zhiheng.publications.forms import BackForm, LastYearForm
from zhiheng.registers.selections import selection
from zhiheng.web.access import writes
from zhiheng.web.asking import typed
from zhiheng.web.sending import attachment


@writes("publications.draft", methods=("GET", "POST"))
def renew(request: HttpRequest) -> HttpResponse:
    """Last year's document is dropped; this year's comes back, or the list of what is left to a person."""
    chosen, says, found = selection(request), "", None
    form = LastYearForm(request.POST, request.FILES) if request.method == "POST" else LastYearForm()
    if request.method == "POST":
        try:
            _whole(request)
            if form.is_valid() and not chosen.says:
                file, old = form.cleaned_data["file"], form.cleaned_data["old"]
                found = renewing.asked_for(file.name, file.read(), request.scope, chosen.area, old, chosen.period)
                if "download" in request.POST:
                    return attachment(found.file, f"{chosen.period.name} {file.name}", queries.FORMS["docx"])
        except Fault as problem:
            says = f"{problem.says}（{problem.id}）"
    context = {"chosen": chosen, "form": form, "says": says or chosen.says, "found": found}
    context["left"] = renewing.left_told(found) if found else []
    return render(request, "publications/renew.html", context, status=422 if says or form.errors else 200)


@writes("publications.draft", methods=("GET", "POST"))
def back(request: HttpRequest, pk: int) -> HttpResponse:
    """The edited Word file of a manuscript beside the manuscript, line by line."""
    one, says, review = manuscripts.manuscript_in(request.scope, pk), "", None
    if one is None:
        raise Http404(pk)
    form = BackForm(request.POST, request.FILES) if request.method == "POST" else BackForm()
    name = typed(request.POST, "name")
    if request.method == "POST":
        try:
            _whole(request)
            if form.is_valid():
                name = form.cleaned_data["file"].name[:80]
                review = returning.reviewed(one, form.cleaned_data["file"].read(), name)
        except Fault as problem:
            says = f"{problem.says}（{problem.id}）"
    context = {"one": one, "form": form, "says": says, "review": review, "name": name}
    return render(request, "publications/back.html", context, status=422 if says or form.errors else 200)


@writes("publications.draft")
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """The chosen lines make the next version."""
    one = manuscripts.manuscript_in(request.scope, pk)
    if one is None:
        raise Http404(pk)
    chosen = {key.removeprefix("take-"): way for key, way in request.POST.items() if key.startswith("take-")}
    ticket = request.POST.get("ticket", "")
    if "template" in request.POST:
        made = returning.template_of(one, ticket, chosen)
        return attachment(made.text.encode(), f"{one.template}.md", "text/markdown; charset=utf-8")
    returning.take(one, request.user, ticket, chosen, typed(request.POST, "name"), typed(request.POST, "why"))
    return redirect("publications:manuscript", one.pk)


def _whole(request: HttpRequest) -> None:
    for fault in let_go(request):
        raise fault
