from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control

from zhiheng.documents import actions, arriving, comparing, placing, queries, reviewing
from zhiheng.documents import corrections as learning
from zhiheng.documents.forms import FORMS
from zhiheng.documents.reviewing import Wanted
from zhiheng.web.access import may, reads, writes
from zhiheng.web.asking import typed
from zhiheng.web.paging import page_of
from zhiheng.web.sending import attachment


@reads("documents.view")
def list_(request: HttpRequest) -> HttpResponse:
    q, state = typed(request.GET, "q"), request.GET.get("state", "")
    page = page_of(queries.documents(request.scope, q=q, state=state), request)
    return render(request, "documents/list.html", {
        "page": page, "documents": queries.with_counts(page), "q": q, "state": state,
        "filters": queries.FILTERS, "refusals": queries.refusals(request.scope, request.user),
        "may_add": may(request, "documents.add"),
        "pager_query": f"{urlencode({'q': q, 'state': state})}&",
    })  # fmt: skip


@writes("documents.add", methods=("GET", "POST"))
def add(request: HttpRequest) -> HttpResponse:
    results = arriving.arrivals(request) if request.method == "POST" else []
    template = "documents/arrivals.html" if request.htmx else "documents/add.html"
    return render(request, template, {"results": results, "refusals": queries.refusals(request.scope, request.user)})


@writes("documents.add")
def dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    actions.dismiss_refusal(queries.refusal(request.scope, request.user, pk))
    return HttpResponse() if request.htmx else redirect("documents:list")


@reads("documents.view")
def show(request: HttpRequest, pk: int) -> HttpResponse:
    document = queries.document(request.scope, pk)
    return render(request, "documents/show.html", {
        "document": document, "progress": queries.progress(document), "kinds": queries.kinds_found(document),
        "counts": queries.with_counts([document])[0], "revisions": queries.history_of(document)[:100],
        "notes": queries.notes_of(document), "may_add": may(request, "documents.add"),
    })  # fmt: skip


@reads("documents.view")
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """One draft against an earlier one, article by article."""
    document = queries.document(request.scope, pk)
    others = list(queries.others_read(request.scope, document))
    old = next((one for one in others if str(one.pk) == request.GET.get("old")), None)
    found = comparing.compared(old, document) if old and document.state == "read" else None
    return render(request, "documents/compare.html", {"document": document, "others": others, "old": old, "found": found})


@reads("documents.view")
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    document = queries.document(request.scope, pk)
    return render(request, "documents/progress.html", {
        "document": document, "progress": queries.progress(document), "kinds": queries.kinds_found(document),
        "counts": queries.with_counts([document])[0], "may_add": may(request, "documents.add"),
    })  # fmt: skip


@writes("documents.add")
def read_again(request: HttpRequest, pk: int) -> HttpResponse:
    document = queries.document(request.scope, pk)
    actions.read_again(document, request.user)
    return redirect("documents:progress" if request.htmx else "documents:show", pk)


@reads("documents.view")
def original(request: HttpRequest, pk: int) -> HttpResponse:
    document = queries.document(request.scope, pk)
    return attachment(queries.original_of(document), document.name, "application/octet-stream")


@cache_control(private=True, max_age=86400)
@reads("documents.view")
def page_image(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    document = queries.document(request.scope, pk)
    return HttpResponse(queries.page_image(document, number), content_type="image/jpeg")


@reads("documents.view")
def clause(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    found = queries.item(request.scope, pk, item)
    return render(request, "documents/clause.html", {
        "document": found.document, "item": found, "card": reviewing.card(found),
        "paragraphs": placing.clause_paragraphs(found.document, found),
    })  # fmt: skip


@reads("documents.view")
def review(request: HttpRequest, pk: int) -> HttpResponse:
    document = queries.document(request.scope, pk)
    if not queries.has_text(document):
        return redirect("documents:show", pk)
    cards_only = bool(request.htmx) and request.htmx.target == "cards"
    shown = reviewing.review(document, Wanted.of(request.GET), with_texts=not cards_only, ref=request.GET.get("at", ""))
    template = "documents/cards.html" if cards_only else "documents/review.html"
    response = render(request, template, {"review": shown, "may_review": may(request, "documents.review")})
    if cards_only:
        response["HX-Replace-Url"] = f"{request.path}?{shown.wanted.query()}"
    return response


@writes("documents.review")
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    document = queries.document(request.scope, pk)
    wanted = Wanted.of(request.POST)
    done = arriving.decision(document, request.POST, wanted, request.user)
    return _reviewed(request, document, wanted, done.ref, texts_changed=done.texts_changed)


@writes("documents.review", methods=("GET", "POST"))
def edit_item(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    found = queries.item(request.scope, pk, item)
    asked = request.POST or request.GET
    kind = asked["kind_of_item"] if asked.get("kind_of_item") in FORMS else found.kind
    form = FORMS[kind](request.POST or None, value=found.value if kind == found.kind else {})
    if request.method == "POST" and form.is_valid():
        actions.edit_item(found, kind, form.value(), request.user)
        return _reviewed(request, found.document, Wanted.of(request.POST), reviewing.ref_of(found), texts_changed=True)
    return _item_form(request, found.document, form, kind, item=found)


@writes("documents.review", methods=("GET", "POST"))
def add_item(request: HttpRequest, pk: int) -> HttpResponse:
    document = queries.document(request.scope, pk)
    asked = request.POST or request.GET
    place = placing.place_asked(document, asked)
    kind, value = placing.proposal(document, *place, asked.get("kind_of_item", "")) if place else ("target", {})
    form = FORMS[kind](request.POST if "start" in request.POST else None, value=value)
    if request.method == "POST" and place and form.is_valid():
        item = actions.add_item(document, kind, *place, form.value(), request.user)
        return _reviewed(request, document, Wanted.of(request.POST), reviewing.ref_of(item), texts_changed=True)
    return _item_form(request, document, form, kind, place=place, sought=asked.get("quote", ""))


@reads("documents.view")
def corrections(request: HttpRequest) -> HttpResponse:
    state = request.GET.get("state", "")
    page = page_of(learning.corrections(request.scope, state), request)
    return render(request, "documents/corrections.html", {
        "page": page, "corrections": learning.shown(page), "state": state, "filters": learning.FILTERS,
        "counts": learning.counts(request.scope), "may_teach": may(request, "documents.teach"), "pager_query": f"state={state}&",
    })  # fmt: skip


@writes("documents.teach")
def decide_correction(request: HttpRequest, pk: int) -> HttpResponse:
    found = learning.correction(request.scope, pk)
    state = request.POST.get("to", "")
    if state in learning.FILTERS:
        actions.decide_correction(found, state, request.user)
    if not request.htmx:
        return redirect(f"{reverse('documents:corrections')}#c{pk}")
    shown = learning.shown([learning.correction(request.scope, pk)])[0]
    return render(request, "documents/correction.html", {"c": shown, "may_teach": True})


@reads("documents.view")
def cases(request: HttpRequest) -> HttpResponse:
    return attachment(learning.handed_on(request.scope).encode(), "识读案例.toml", "application/toml")


def _item_form(request, document, form, kind, *, item=None, place=None, sought="") -> HttpResponse:  # type: ignore[no-untyped-def]
    """The form of one item, as a fragment in its card's place or as a page."""
    template = "documents/item_form.html" if request.htmx else "documents/item_page.html"
    context = placing.form_context(document, kind, item=item, place=place, sought=sought)
    wanted = Wanted.of(request.POST or request.GET)
    status = 422 if form.errors and not request.htmx else 200
    response = render(request, template, {**context, "form": form, "wanted": wanted}, status=status)
    if request.htmx and request.method == "POST":
        response["HX-Retarget"], response["HX-Reswap"] = "#item-form", "outerHTML settle:0ms"
    return response


def _reviewed(request, document, wanted, ref, *, texts_changed) -> HttpResponse:  # type: ignore[no-untyped-def]
    """The review page after a decision: its changed half for htmx, else the whole, at the next thing that waits."""
    document = queries.document(request.scope, document.pk)
    shown = reviewing.review(document, wanted, with_texts=bool(request.htmx) and texts_changed, ref=ref)
    if not request.htmx:
        query = wanted.query(part=shown.wanted.part)
        return redirect(f"{reverse('documents:review', args=[document.pk])}?{query}#{reviewing.next_pending(shown, ref)}")
    template = "documents/review_body.html" if texts_changed else "documents/cards.html"
    response = render(request, template, {"review": shown, "may_review": True})
    if texts_changed:
        response["HX-Retarget"], response["HX-Reswap"] = "#review", "innerHTML settle:0ms"
        response["HX-Trigger-After-Settle"] = f'{{"zh:select": "{ref}"}}'
    return response
