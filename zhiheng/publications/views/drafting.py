"""The drafting page: the document as it prints, where its figures come from, and the margin of 核稿 beside it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from zhiheng.core.values.faults import Fault
from zhiheng.publications import actions, queries
from zhiheng.publications import queries_of_drafting as drafting
from zhiheng.publications import queries_of_manuscripts as manuscripts
from zhiheng.publications import queries_of_rows as rows
from zhiheng.publications.models import Manuscript
from zhiheng.web.access import reads, writes
from zhiheng.web.asking import number_in, typed


def found(request: HttpRequest, pk: int) -> Manuscript:
    """The manuscript of the address. Raises: Http404 where it is not to be seen."""
    if one := manuscripts.manuscript_in(request.scope, pk):
        return one
    raise Http404(pk)


@reads("publications.view")
def manuscript(request: HttpRequest, pk: int) -> HttpResponse:
    """A manuscript as it prints; `?check=1` with the margin, which the page asks for by itself, `?figure=` with a source."""
    one = found(request, pk)
    edit = number_in(request.GET.get("edit")) - 1  # from 1, as people count
    return _page(request, one, drafting.editing_of(one, edit) if edit >= 0 and _may_revise(request, one) else None)


def _may_revise(request: HttpRequest, one: Manuscript) -> bool:
    return "revise" in manuscripts.acts_of(one, request.rights, request.office)


def _page(request: HttpRequest, one: Manuscript, editing: drafting.Editing | None, status: int = 200) -> HttpResponse:
    paper = manuscripts.paper_now(one)
    acts = manuscripts.acts_of(one, request.rights, request.office)
    margin = drafting.margin_of_manuscript(one) if request.GET.get("check") else None
    context = {"one": one, "paper": paper, "acts": acts, "margin": margin, "editing": editing, "wording": "revise" in acts}
    context["sheet"] = queries.sheet_of(paper, margin.marks if margin else None)
    context["beside"] = drafting.beside(paper, request.GET.get("figure", ""), request.scope, request.rights)
    context["may_settle"] = drafting.may_settle(one, request.rights, request.office)
    context |= {"versions": manuscripts.versions_of(one), "revisions": manuscripts.acts_told(one)}
    context |= {"settled": drafting.settlements_of(one), "numbers": manuscripts.numbers_of(one)}
    context |= {"blanks": manuscripts.blanks_of(paper), "code": manuscripts.code_for(one), "forms": list(queries.FORMS)}
    context |= {"place": rows.place_of(one.about, one.row), "covers": rows.covers_shown()}
    context |= drafting.signing_told(one, request.user)
    return render(request, "publications/manuscript.html", context, status=status)


@writes("publications.draft")
def place(request: HttpRequest, pk: int, at: int) -> HttpResponse:
    """A paragraph in own words, or its blanks filled in, as the next version; what was typed stays where it is refused."""
    one = found(request, pk)
    words, reason, seen = request.POST.get("words", ""), typed(request.POST, "reason"), number_in(request.POST.get("seen"))
    editing = drafting.editing_of(one, at)
    blanks = {name: typed(request.POST, f"blank-{count}") for count, (name, _) in enumerate(editing.blanks)}
    try:
        made = actions.reword(one.pk, request.user, at, typed=words, blanks=blanks, seen=seen, reason=reason)
    except Fault as fault:
        kept = editing._replace(typed=words, blanks=list(blanks.items()), reason=reason, says=f"{fault.says}（{fault.id}）")
        return _page(request, one, kept, 200 if request.headers.get("HX-Request") else 422)
    if made.number == seen:
        messages.info(request, "没有改动，没有另存一稿。")
    return redirect(f"{reverse('publications:manuscript', args=[one.pk])}#b{at}")


@writes("publications.view")
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """A doubt, settled with a reason or opened again."""
    one, ticket = found(request, pk), request.POST.get("ticket", "")
    if "again" in request.POST:
        actions.reopen(one.pk, request.user, ticket=ticket)
    else:
        actions.settle(one.pk, request.user, ticket=ticket, reason=typed(request.POST, "reason"))
    return redirect(f"{reverse('publications:manuscript', args=[one.pk])}?check=1")
