"""Personal values in clear: one row on a page, or the rows of a list as a file. Purpose and reason are asked each time."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.registers import Register
from zhiheng.registers import actions, queries
from zhiheng.registers.exporting import FORMATS
from zhiheng.registers.forms import RevealForm
from zhiheng.registers.selections import selection
from zhiheng.registers.views.finding import register_called, row_called
from zhiheng.web.access import writes
from zhiheng.web.sending import attachment


def _with_purposes(request: HttpRequest, register: str) -> tuple[Register, RevealForm]:
    found = register_called(request, register)
    if not found.personal:
        raise Http404(register)
    return found, RevealForm(request.POST or None, purposes=queries.purposes(found))


@never_cache
@writes("registers.reveal", methods=("GET", "POST"))
def reveal(request: HttpRequest, register: str, pk: int) -> HttpResponse:
    found, form = _with_purposes(request, register)
    one, cells = row_called(request, found, pk), []
    if form.is_valid():
        opened = actions.reveal(found, [one], **form.cleaned_data, by=request.user)
        cells = queries.cells_in_clear(found, opened, one)
    context = {"register": found, "row": one, "form": form, "cells": cells, "title": queries.called(found, one)}
    return render(request, "registers/reveal.html", context, status=422 if form.errors else 200)


@never_cache
@writes("registers.reveal", methods=("GET", "POST"))
def export(request: HttpRequest, register: str) -> HttpResponse:
    (found, form), chosen, says = _with_purposes(request, register), selection(request, all_days=True), ""
    scope = request.rights.scope(found.id, "registers.reveal")
    if scope is None:
        raise Http404(register)
    wanted = queries.wanted_rows(found, scope, request.GET, timezone.localdate(), chosen.area, chosen.period)
    if form.is_valid():
        try:
            content = actions.revealed_file("xlsx", found, wanted, **form.cleaned_data, by=request.user)
            return attachment(content, f"{found.name}-{chosen.area.name}-含个人信息.xlsx", FORMATS["xlsx"])
        except Fault as problem:
            says = f"{problem.says}（{problem.id}）"
    context = {"register": found, "form": form, "chosen": chosen, "says": says, "count": wanted.rows.count()}
    return render(request, "registers/reveal_export.html", context, status=422 if says or form.errors else 200)
