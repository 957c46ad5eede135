"""The quality archive of a firm."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from zhiheng.registers import queries
from zhiheng.registers.exporting import FORMATS
from zhiheng.web.access import may, reads
from zhiheng.web.sending import attachment


def _archive(request: HttpRequest, pk: int, **limit: int) -> queries.Archive:
    firm = queries.enterprise(pk)
    if firm is None or request.scope is None:
        raise Http404(pk)
    return queries.archive(firm, request.scope, request.rights, timezone.localdate(), **limit)


@reads("registers.view")
def archive(request: HttpRequest, pk: int) -> HttpResponse:
    context = {"archive": _archive(request, pk), "may_export": may(request, "registers.export")}
    return render(request, "registers/archive.html", context)


@reads("registers.view")
def printed(request: HttpRequest, pk: int) -> HttpResponse:
    context = {"archive": _archive(request, pk, limit=queries.PRINTED), "now": timezone.now(), "office": request.office}
    return render(request, "registers/archive_print.html", context)


@reads("registers.export")
def export(request: HttpRequest, pk: int) -> HttpResponse:
    found = _archive(request, pk, limit=1)
    content = queries.archive_file(found, request.scope)
    return attachment(content, f"{found.firm.name}-质量档案.xlsx", FORMATS["xlsx"])
