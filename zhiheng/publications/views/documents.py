from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from zhiheng.publications import actions, queries
from zhiheng.publications import queries_of_drafting as drafting
from zhiheng.publications import queries_of_issued as issued
from zhiheng.publications import queries_of_manuscripts as manuscripts
from zhiheng.publications import queries_of_rows as rows
from zhiheng.publications.drafting import Draft
from zhiheng.publications.views.choosing import chosen_about
from zhiheng.registers.selections import Selection, selection
from zhiheng.web.access import may, reads, writes
from zhiheng.web.asking import typed
from zhiheng.web.paging import page_of
from zhiheng.web.sending import attachment


def _draft(request: HttpRequest, name: str, chosen: Selection) -> Draft:
    if (template := queries.template_or_none(name)) is None:
        raise Http404(name)
    return queries.draft(template, request.scope, chosen.area, chosen.period, request.office)


@reads("publications.view")
def all_publications(request: HttpRequest) -> HttpResponse:
    page = page_of(queries.publications_of(request.scope), request)
    context = {"page": page, "templates": queries.all_templates(), "may_draft": may(request, "publications.draft")}
    context["open"] = manuscripts.manuscripts_of(request.scope)[:20]
    return render(request, "publications/list.html", context)


@reads("publications.view")
def write(request: HttpRequest, template: str) -> HttpResponse:
    """The document as it would be issued now, for an area and a period."""
    chosen = selection(request)
    draft = _draft(request, template, chosen)
    context = {"draft": draft, "chosen": chosen, "may_draft": may(request, "publications.draft")}
    context["may_issue"] = queries.may_issue_alone(request.rights, request.office)
    margin = drafting.margin_of_draft(draft, request.scope) if request.GET.get("check") else None
    context |= {"sheet": queries.sheet_of(draft.paper, margin.marks if margin else None), "margin": margin}
    context["ask"] = f"{chosen.query}&"
    context["beside"] = drafting.beside(draft.paper, request.GET.get("figure", ""), request.scope, request.rights)
    context["contradicted"] = queries.contradicted(draft, timezone.localdate(), request.user)
    return render(request, "publications/write.html", context)


@writes("publications.sign")
def issue(request: HttpRequest, template: str) -> HttpResponse:
    about, reason = chosen_about(request, template), typed(request.POST, "reason")
    made = actions.publish(template, **about, office=request.office, by=request.user, reason=reason)
    return redirect("publications:publication", made.pk)


@reads("publications.view")
def publication(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(queries.publications_of(request.scope), pk=pk)
    context = {"publication": one, "title": one.title, "sheet": queries.sheet_of(queries.paper_of(one))}
    context["forms"] = list(queries.FORMS)
    context["place"] = rows.place_of(one.about, one.row)
    context |= {"compared": queries.compared(one, request.scope), "standing": issued.standing(one)}
    context |= {"amendments": issued.amendments_of(one), "outdated": issued.outdated_of(one)}
    context |= {"deliveries": issued.deliveries_of(one), "bodies": issued.bodies_for(request.scope, one)}
    own = one.office_id == request.office.pk
    context |= {"may_draft": own and may(request, "publications.draft"), "may_sign": own and may(request, "publications.sign")}
    return render(request, "publications/publication.html", context)


@reads("publications.view")
def file(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The document as .docx, .pdf, .html or .txt, as it was issued; `?sources=1`: a copy with its 数据来源表."""
    one = get_object_or_404(queries.publications_of(request.scope), pk=pk)
    if form not in queries.FORMS:
        raise Http404(form)
    if request.GET.get("sources"):
        content = queries.content(queries.with_sources_named(queries.paper_of(one)), form)
        return attachment(content, f"{one.title}（附数据来源表）.{form}", queries.FORMS[form])
    return attachment(queries.file_of(one, form), f"{one.title}.{form}", queries.FORMS[form])


@reads("publications.view")
def paste(request: HttpRequest, pk: int) -> HttpResponse:
    """The text of a document, ready to be pasted into the government site."""
    one = get_object_or_404(queries.publications_of(request.scope), pk=pk)
    return render(request, "publications/paste.html", {"one": one, "pasted": queries.pasted(one)})
