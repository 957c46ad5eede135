"""A file on its way into a register: what was found, its marked copy, the columns that a person maps once."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from zhiheng.core.values.faults import Fault
from zhiheng.registers import actions
from zhiheng.registers.mapping import PLACES, layout_of, mapping_page
from zhiheng.registers.views.finding import import_called, incoming_called, register_called
from zhiheng.web.access import reads, writes
from zhiheng.web.asking import typed
from zhiheng.web.sending import attachment


@reads("registers.import")
def show(request: HttpRequest, pk: int) -> HttpResponse:
    one = incoming_called(request, pk)
    return render(request, "registers/incoming.html", {"one": one, "register": register_called(request, one.register)})


@writes("registers.import")
def act(request: HttpRequest, pk: int) -> HttpResponse:
    one = incoming_called(request, pk)
    actions.go_on(one, request.POST.get("act", ""))
    return redirect("registers:incoming", one.pk)


@reads("registers.import")
def marked(request: HttpRequest, pk: int) -> HttpResponse:
    found = actions.marked_file(incoming_called(request, pk), request.user, bad_only=request.GET.get("rows") == "bad")
    return attachment(found.content, found.name, found.kind)


@writes("registers.import", methods=("GET", "POST"))
def columns(request: HttpRequest, pk: int) -> HttpResponse:
    one, says = incoming_called(request, pk), ""
    page = mapping_page(one)
    if page and request.method == "POST":
        try:
            actions.confirm_layout(one, layout_of(request.POST, page), typed(request.POST, "name"), request.user)
        except Fault as problem:
            says = f"{problem.says}（{problem.id}）"
        else:
            actions.go_on(one, "check")
            return redirect("registers:incoming", one.pk)
    context = {"one": one, "page": page, "says": says, "places": PLACES, "register": register_called(request, one.register)}
    return render(request, "registers/columns.html", context, status=422 if says else 200)


@writes("registers.void")
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    one = import_called(request, pk)
    actions.undo_import(one, typed(request.POST, "reason"), request.user)
    return redirect("registers:import", one.register)
