"""The list of all registers, the rows of one, and one row."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from zhiheng.registers import actions, queries
from zhiheng.registers.selections import selection
from zhiheng.registers.views.finding import register_called
from zhiheng.web.access import may, reads, writes
from zhiheng.web.asking import typed
from zhiheng.web.paging import page_of


@reads("registers.view")
def all_registers(request: HttpRequest) -> HttpResponse:
    return render(request, "registers/list.html", {"lines": queries.register_lines(request.scope)})


@reads("registers.view")
def rows(request: HttpRequest, register: str) -> HttpResponse:
    found, chosen = register_called(register), selection(request, all_days=True)
    words = typed(request.GET, "q")
    status = "void" if request.GET.get("status") == "void" else "kept"
    matching = queries.rows_of(
        found.id, request.scope, area=chosen.area, period=chosen.period, words=words, status=status
    )
    names = {area.code: area.name for area in chosen.areas}
    page = page_of(matching, request)
    shown = [(row, queries.cells(found, row, names)) for row in page]
    context = {"register": found, "chosen": chosen, "page": page, "shown": shown, "words": words, "status": status}
    context["pager_query"] = f"{chosen.query}&{urlencode({'q': words, 'status': status})}&"
    return render(request, "registers/rows.html", context | {"may_add": may(request, "registers.add")})


@reads("registers.view")
def row(request: HttpRequest, register: str, pk: int) -> HttpResponse:
    found = register_called(register)
    one = get_object_or_404(queries.rows_of(found.id, request.scope), pk=pk)
    context = {"register": found, "row": one, "cells": queries.cells(found, one, queries.area_names(request.scope))}
    context |= {"revisions": queries.revisions_of(one), "may_change": may(request, "registers.add")}
    return render(request, "registers/row.html", context)


@writes("registers.add")
def set_status(request: HttpRequest, register: str, pk: int) -> HttpResponse:
    one = get_object_or_404(queries.rows_of(register_called(register).id, request.scope), pk=pk)
    actions.set_status(one, request.POST.get("status", ""), typed(request.POST, "reason"), request.user)
    return redirect("registers:row", register, pk)
