from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from zhiheng.core.values.faults import Fault
from zhiheng.publications import actions, queries
from zhiheng.publications import queries_of_issued as issued
from zhiheng.publications.models import Publication
from zhiheng.web.access import reads, writes
from zhiheng.web.asking import number_in, typed

LARGEST = 50 << 20  # bytes of a file that is verified


def _found(request: HttpRequest, pk: int) -> Publication:
    return get_object_or_404(queries.publications_of(request.scope), pk=pk)


@reads("publications.view")
def to_correct(request: HttpRequest) -> HttpResponse:
    """待更正: documents that print what the records no longer say."""
    return render(request, "publications/to_correct.html", {"found": issued.to_correct(request.scope)})


@writes("publications.draft")
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    made = actions.draft_correction(_found(request, pk).pk, request.user, reason=typed(request.POST, "reason"))
    return redirect("publications:manuscript", made.pk)


@writes("publications.sign")
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    said = {"reason": typed(request.POST, "reason"), "typed": typed(request.POST, "typed")}
    actions.withdraw(_found(request, pk).pk, request.user, **said)
    return redirect("publications:publication", pk)


@writes("publications.draft")
def distribute(request: HttpRequest, pk: int) -> HttpResponse:
    one = _found(request, pk)
    wanted = {number_in(said) for said in request.POST.getlist("to")}
    actions.distribute(pk, [each for each in issued.bodies_for(request.scope, one) if each.pk in wanted], request.user)
    return redirect("publications:publication", pk)


@writes("publications.draft")
def tick(request: HttpRequest, pk: int) -> HttpResponse:
    """The clerk records who has signed for a document."""
    one = _found(request, pk)
    wanted = {number_in(said) for said in request.POST.getlist("delivery")}
    for each in issued.deliveries_of(one):
        if each.pk in wanted and not each.received_at:
            actions.receive(each.pk, request.user, person=typed(request.POST, "person"))
    return redirect("publications:publication", pk)


@reads("publications.view")
def waiting(request: HttpRequest) -> HttpResponse:
    """待签收: who has not signed for what was sent, and what was sent to this office."""
    context = {"waiting": issued.waiting_for_receipt(request.scope), "received": issued.received_by(request.office)}
    return render(request, "publications/receipts.html", context)


@reads("publications.view")
def received(request: HttpRequest, pk: int) -> HttpResponse:
    """A document that was sent to this office."""
    if (found := issued.delivery_to(request.office, pk)) is None:
        raise Http404(pk)
    one = found.publication
    context = {"delivery": found, "title": one.title, "sheet": queries.sheet_of(queries.paper_of(one))}
    context["standing"] = issued.standing(one)
    return render(request, "publications/received.html", context)


@writes("publications.draft")
def receive(request: HttpRequest, pk: int) -> HttpResponse:
    if (found := issued.delivery_to(request.office, pk)) is None:
        raise Http404(pk)
    actions.receive(found.pk, request.user)
    return redirect("publications:received", pk)


@reads("publications.view")
def verify(request: HttpRequest) -> HttpResponse:
    """Whether what somebody holds is what was issued, by its code."""
    code = typed(request.GET, "code")
    found = [(one, issued.standing(one), "") for one in issued.by_code(code)]
    return render(request, "publications/verify.html", {"code": code, "found": found, "asked": bool(code)})


@writes("publications.view")
def verify_file(request: HttpRequest) -> HttpResponse:
    """The same by the file itself, which is not kept."""
    sent = request.FILES.get("file")
    if sent is None or sent.size > LARGEST:
        raise Fault("B135", "没有选文件，或文件超过 50 MB。请选收到的 Word、PDF、HTML 或文本文件。")
    found = [(each.publication, issued.standing(each.publication), each.form) for each in issued.by_file(sent.read())]
    return render(request, "publications/verify.html", {"found": found, "asked": True, "name": sent.name})
