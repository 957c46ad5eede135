"""The files of a row."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from zhiheng.documents.arriving import let_go
from zhiheng.registers import actions, queries
from zhiheng.registers.views.finding import register_called, row_called
from zhiheng.web.access import reads, writes
from zhiheng.web.sending import attachment


@writes("registers.change")
def attach(request: HttpRequest, register: str, pk: int) -> HttpResponse:
    one = row_called(request, register_called(request, register), pk)
    for fault in let_go(request):
        raise fault
    actions.attach(one, request.FILES.getlist("file"), request.user)
    return redirect("registers:row", register, pk)


@reads("registers.view")
def attached_file(request: HttpRequest, register: str, pk: int, file: int) -> HttpResponse:
    one = row_called(request, register_called(request, register), pk)
    found = get_object_or_404(one.attachments, pk=file)
    return attachment(queries.attached_content(found), found.name, "application/octet-stream")
