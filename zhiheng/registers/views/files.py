"""Rows of a register as files, and the empty sheet to fill in."""

from django.http import Http404, HttpRequest, HttpResponse

from zhiheng.registers import queries
from zhiheng.registers.exporting import FORMATS
from zhiheng.registers.selections import selection
from zhiheng.registers.views.finding import register_called
from zhiheng.web.access import reads
from zhiheng.web.asking import typed
from zhiheng.web.sending import attachment


@reads("registers.view")
def export(request: HttpRequest, register: str) -> HttpResponse:
    found, chosen = register_called(register), selection(request, all_days=True)
    kind = request.GET.get("format", "xlsx")
    if kind not in FORMATS:
        raise Http404(kind)
    content = queries.exported(kind, found, request.scope, chosen.area, chosen.period, typed(request.GET, "q"))
    return attachment(content, f"{found.name}-{chosen.area.name}.{kind}", FORMATS[kind])


@reads("registers.view")
def empty_sheet(request: HttpRequest, register: str) -> HttpResponse:
    found = register_called(register)
    return attachment(queries.empty_sheet(found), f"{found.name}-空表.xlsx", FORMATS["xlsx"])
