"""Documents about one row: begun from its page; and the cover that goes with a manuscript."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from zhiheng.publications import actions, queries
from zhiheng.publications import queries_of_manuscripts as manuscripts
from zhiheng.publications.queries_of_rows import cover_of, covers, is_there, rows_template_or_none
from zhiheng.web.access import reads, writes
from zhiheng.web.sending import attachment


@writes("publications.draft")
def begin(request: HttpRequest, template: str, pk: int) -> HttpResponse:
    """The manuscript about the row of that number, begun now or already open."""
    if (found := rows_template_or_none(template)) is None or not is_there(found, pk, request.scope):
        raise Http404(template)
    made = actions.begin_about(template, pk, office=request.office, by=request.user)
    return redirect("publications:manuscript", made.pk)


@reads("publications.view")
def cover(request: HttpRequest, pk: int, template: str, form: str) -> HttpResponse:
    """The cover of a manuscript, with empty boxes to be signed on paper."""
    one = manuscripts.manuscript_in(request.scope, pk)
    found = next((each for each in covers() if each.id == template), None)
    if one is None or found is None or form not in queries.FORMS:
        raise Http404(template)
    return attachment(queries.content(cover_of(found, one), form), f"{found.title} {one.title}.{form}", queries.FORMS[form])
