from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.registers import Register
from zhiheng.documents.arriving import let_go
from zhiheng.registers import actions, queries
from zhiheng.registers.exporting import FORMATS
from zhiheng.registers.forms import ImportForm
from zhiheng.registers.importing import Report
from zhiheng.registers.selections import selection
from zhiheng.web.access import may, reads, writes
from zhiheng.web.asking import typed
from zhiheng.web.paging import page_of
from zhiheng.web.sending import attachment


def _register(name: str) -> Register:
    if (found := queries.register_or_none(name)) is None:
        raise Http404(name)
    return found


@reads("registers.view")
def all_registers(request: HttpRequest) -> HttpResponse:
    return render(request, "registers/list.html", {"lines": queries.register_lines(request.scope)})


@reads("registers.view")
def rows(request: HttpRequest, register: str) -> HttpResponse:
    found, chosen = _register(register), selection(request, all_days=True)
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
    found = _register(register)
    one = get_object_or_404(queries.rows_of(found.id, request.scope), pk=pk)
    context = {"register": found, "row": one, "cells": queries.cells(found, one, queries.area_names(request.scope))}
    context |= {"revisions": queries.revisions_of(one), "may_change": may(request, "registers.add")}
    return render(request, "registers/row.html", context)


@writes("registers.add")
def set_status(request: HttpRequest, register: str, pk: int) -> HttpResponse:
    one = get_object_or_404(queries.rows_of(_register(register).id, request.scope), pk=pk)
    actions.set_status(one, request.POST.get("status", ""), typed(request.POST, "reason"), request.user)
    return redirect("registers:row", register, pk)


@writes("registers.add", methods=("GET", "POST"))
def bring_in(request: HttpRequest, register: str) -> HttpResponse:
    found, report, says = _register(register), None, ""
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        try:
            report = _report(request, found, form)
        except Fault as problem:
            says = f"{problem.says}（{problem.id}）"
    context = {"register": found, "form": form, "report": report, "says": says}
    context |= {"imports": queries.imports_of(found.id, request.scope)[:10]}
    status = 422 if request.method == "POST" and (report is None or report.blocked) else 200
    return render(request, "registers/import.html", context, status=200 if request.htmx else status)


def _report(request: HttpRequest, register: Register, form: ImportForm) -> Report | None:
    for fault in let_go(request):
        raise fault
    if not form.is_valid():
        return None
    file = form.cleaned_data["file"]
    content = file.read()
    if request.POST.get("act") == "import":
        return actions.import_file(register.id, file.name, content, request.office, request.user)
    return actions.check_file(register.id, file.name, content, request.office)


@reads("registers.view")
def export(request: HttpRequest, register: str) -> HttpResponse:
    found, chosen = _register(register), selection(request, all_days=True)
    kind = request.GET.get("format", "xlsx")
    if kind not in FORMATS:
        raise Http404(kind)
    content = queries.exported(kind, found, request.scope, chosen.area, chosen.period, typed(request.GET, "q"))
    return attachment(content, f"{found.name}-{chosen.area.name}.{kind}", FORMATS[kind])


@reads("registers.view")
def empty_sheet(request: HttpRequest, register: str) -> HttpResponse:
    found = _register(register)
    return attachment(queries.empty_sheet(found), f"{found.name}-空表.xlsx", FORMATS["xlsx"])


@reads("registers.view")
def imported_file(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(queries.imports(request.scope), pk=pk)
    return attachment(queries.imported_content(one), one.name, "application/octet-stream")
