"""Rows of a register as files, on paper, and the empty sheet to fill in."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from zhiheng.registers import queries
from zhiheng.registers.exporting import FORMATS
from zhiheng.registers.selections import selection
from zhiheng.registers.views.finding import register_called
from zhiheng.web.access import reads
from zhiheng.web.sending import attachment, streamed


@reads("registers.export")
def export(request: HttpRequest, register: str) -> HttpResponse:
    found, chosen = register_called(request, register), selection(request, all_days=True)
    kind = request.GET.get("format", "xlsx")
    scope = request.rights.scope(found.id, "registers.export")
    if kind not in FORMATS or scope is None:
        raise Http404(kind)
    wanted = queries.wanted_rows(found, scope, request.GET, timezone.localdate(), chosen.area, chosen.period)
    pieces = queries.exported_rows(kind, found, wanted)
    return streamed(pieces, f"{found.name}-{chosen.area.name}.{kind}", FORMATS[kind])


@reads("registers.view")
def printed(request: HttpRequest, register: str) -> HttpResponse:
    found, chosen = register_called(request, register), selection(request, all_days=True)
    scope = request.rights.scope(found.id)
    wanted = queries.wanted_rows(found, scope, request.GET, timezone.localdate(), chosen.area, chosen.period)
    context = queries.print_sheet(found, wanted) | {"register": found, "chosen": chosen, "now": timezone.now()}
    return render(request, "registers/print.html", context | {"chips": wanted.filters.narrowed.chips})


@reads("registers.view")
def empty_sheet(request: HttpRequest, register: str) -> HttpResponse:
    found = register_called(request, register)
    return attachment(queries.empty_sheet(found), f"{found.name}-空表.xlsx", FORMATS["xlsx"])
