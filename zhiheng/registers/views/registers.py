"""All registers, and how one is defined."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from zhiheng.registers import actions, queries
from zhiheng.registers.views.finding import register_called
from zhiheng.web.access import reads, writes
from zhiheng.web.asking import typed


@reads("registers.view")
def all_registers(request: HttpRequest) -> HttpResponse:
    words = typed(request.GET, "q")
    menu = queries.menu_of(request.rights, request.user, words)
    return render(request, "registers/list.html", {"menu": menu, "words": words})


@writes("registers.view")
def pin(request: HttpRequest, register: str) -> HttpResponse:
    actions.turn_pin(register_called(request, register), request.user)
    return redirect("registers:list")


@reads("registers.view")
def definition(request: HttpRequest, register: str) -> HttpResponse:
    found = register_called(request, register)
    context = {"register": found, "texts": queries.texts_of(found), "own": queries.is_offices_own(found)}
    context |= {"stale": queries.stale_rows(found, request.rights.scope(found.id))}
    context |= {"fields": queries.field_lines(found)}
    context |= {"event_name": found.fields[found.event].name if found.event else ""}
    return render(request, "registers/definition.html", context)
