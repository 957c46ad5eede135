from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from zhiheng.core.values.faults import Fault
from zhiheng.publications import actions, comparing, queries, returning
from zhiheng.publications import queries_of_drafting as drafting
from zhiheng.publications import queries_of_manuscripts as manuscripts
from zhiheng.publications.models import Manuscript, Version
from zhiheng.publications.queries_of_manuscripts import Place
from zhiheng.publications.views.choosing import chosen_about
from zhiheng.web.access import may, reads, writes
from zhiheng.web.asking import number_in, typed
from zhiheng.web.paging import page_of
from zhiheng.web.sending import attachment


def _found(request: HttpRequest, pk: int) -> Manuscript:
    if one := manuscripts.manuscript_in(request.scope, pk):
        return one
    raise Http404(pk)


@reads("publications.view")
def all_manuscripts(request: HttpRequest) -> HttpResponse:
    state = request.GET.get("state", "")
    page = page_of(manuscripts.manuscripts_of(request.scope, state), request)
    context = {"page": page, "state": state, "states": manuscripts.STATES, "query": f"state={state}&" if state else ""}
    context["may_draft"] = may(request, "publications.draft")
    return render(request, "publications/manuscripts.html", context)


@writes("publications.draft")
def begin(request: HttpRequest, template: str) -> HttpResponse:
    made = actions.begin(template, **chosen_about(request, template), office=request.office, by=request.user)
    return redirect("publications:manuscript", made.pk)


@reads("publications.view")
def manuscript_file(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The manuscript as it is now, as .docx, .pdf, .html or .txt; `?sources=1` with its 数据来源表."""
    one = _found(request, pk)
    if form not in queries.FORMS:
        raise Http404(form)
    paper, told = manuscripts.paper_now(one), one.get_state_display()
    if request.GET.get("sources"):
        paper, told = queries.with_sources_named(paper), f"{told}，附数据来源表"
    content = queries.content(paper, form)
    content = returning.for_word(one, content) if form == "docx" else content
    return attachment(content, f"{one.title}（{told}）.{form}", queries.FORMS[form])


@reads("publications.view")
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Two versions beside each other; without a choice the last one and the one before it."""
    one = _found(request, pk)
    context = {"one": one, "found": _compared(request, one), "versions": [each.version for each in manuscripts.versions_of(one)]}
    return render(request, "publications/compare.html", context)


@reads("publications.view")
def compare_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The newer of the two as Word, with revision marks against the older."""
    one = _found(request, pk)
    found = _compared(request, one)
    name = f"{one.title}（第{found.old.number}稿到第{found.new.number}稿的修订）.docx"
    return attachment(comparing.tracked_file(found), name, queries.FORMS["docx"])


def _compared(request: HttpRequest, one: Manuscript) -> comparing.Comparison:
    found = comparing.compared_versions(one, number_in(request.GET.get("old")), number_in(request.GET.get("new")))
    if found is None:
        raise Http404("version")
    return found


@writes("publications.draft", methods=("GET", "POST"))
def revise(request: HttpRequest, pk: int) -> HttpResponse:
    one = _found(request, pk)
    last, found = manuscripts.last_version(one), manuscripts.written_now(one)
    places = manuscripts.places_of(found, last.wording)
    blanks = manuscripts.blanks_of(found.plain)
    if request.method == "POST":
        said = {place.key: typed(request.POST, f"place-{at}") for at, place in enumerate(places)}
        answers = {name: typed(request.POST, f"blank-{at}") for at, name in enumerate(blanks)}
        reason, seen = typed(request.POST, "reason"), number_in(request.POST.get("seen"))
        try:
            wording = manuscripts.typed_wording(found, said, last.wording)
            made = actions.revise(one.pk, request.user, answers=answers, wording=wording, reason=reason, seen=seen)
        except Fault as fault:
            places = [place._replace(typed=said[place.key]) for place in places]
            context = {"fault": fault, "answers": answers, "reason": reason}
            return _revising(request, one, last, places, blanks, found.left, **context)
        if made.number == last.number:
            messages.info(request, "没有改动，没有另存一稿。")
        return redirect("publications:manuscript", one.pk)
    return _revising(request, one, last, places, blanks, found.left, answers=last.answers)


def _revising(
    request: HttpRequest, one: Manuscript, last: Version, places: list[Place], blanks: tuple[str, ...], left: tuple[str, ...],
    *, answers: dict[str, str], **said: object,
) -> HttpResponse:
    """The form, as it was typed where a fault says what is wrong."""
    context = {"one": one, "last": last, "places": places, "left": [last.wording[key] for key in left], **said}
    context["blanks"] = [(name, answers.get(name, "")) for name in blanks]
    return render(request, "publications/revise.html", context, status=422 if "fault" in said else 200)


@writes("publications.draft")
def refresh(request: HttpRequest, pk: int) -> HttpResponse:
    actions.refresh(_found(request, pk).pk, request.user)
    return redirect("publications:manuscript", pk)


@writes("publications.draft")
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    actions.submit(_found(request, pk).pk, request.user)
    return redirect("publications:manuscript", pk)


@writes("publications.draft")
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    actions.drop(_found(request, pk).pk, request.user, reason=typed(request.POST, "reason"))
    return redirect("publications:manuscript", pk)


@writes("publications.sign")
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    actions.send_back(_found(request, pk).pk, request.user, reason=typed(request.POST, "reason"))
    return redirect("publications:manuscript", pk)


@writes("publications.sign")
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Signed; who has not been told yet what the margin still doubts is told first."""
    one, code = _found(request, pk), typed(request.POST, "code")
    notes = drafting.unsettled(one) if one.state == "review" else ()
    told = drafting.told_of(notes)
    if notes and request.POST.get("told") != told:
        context = {"one": one, "notes": notes, "told": told, "code": code}
        return render(request, "publications/told.html", context, status=422)
    actions.sign(one.pk, request.user, code=code)
    return redirect("publications:manuscript", pk)


@writes("publications.sign")
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    said = {"reason": typed(request.POST, "reason"), "typed": typed(request.POST, "typed")}
    actions.take_back(_found(request, pk).pk, request.user, **said)
    return redirect("publications:manuscript", pk)


@writes("publications.sign")
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    made = actions.issue(_found(request, pk).pk, request.user, reason=typed(request.POST, "reason"))
    return redirect("publications:publication", made.pk)
