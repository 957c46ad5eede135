"""A file that is brought into a register, and the files that were."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.registers import Register
from zhiheng.documents.arriving import let_go
from zhiheng.registers import actions, queries
from zhiheng.registers.forms import ImportForm
from zhiheng.registers.models import Incoming
from zhiheng.registers.views.finding import register_called
from zhiheng.web.access import reads, writes
from zhiheng.web.sending import attachment


@writes("registers.import", methods=("GET", "POST"))
def bring_in(request: HttpRequest, register: str) -> HttpResponse:
    found, one, says = register_called(request, register), None, ""
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        try:
            one = _received(request, found, form)
        except Fault as problem:
            says = f"{problem.says}（{problem.id}）"
    context = {"register": found, "form": form, "one": one, "says": says}
    context |= {"imports": queries.imports_of(found.id, request.scope)[:10]}
    context |= {"waiting": queries.incoming_of(found.id, request.scope)[:5]}
    context |= {"profiles": queries.profiles_of(found.id, request.scope)[:10]}
    refused = request.method == "POST" and (one is None or one.state in ("asks", "failed") or one.report.get("bad"))
    return render(request, "registers/import.html", context, status=422 if refused and not request.htmx else 200)


def _received(request: HttpRequest, register: Register, form: ImportForm) -> Incoming | None:
    for fault in let_go(request):
        raise fault
    if not form.is_valid():
        return None
    file, pasted = form.cleaned_data["file"], form.cleaned_data["pasted"]
    name, content = (file.name, file.read()) if file else actions.pasted_file(pasted)
    one = actions.receive(register.id, name, content, request.office, request.user, request.POST.get("act", ""))
    actions.go_on(one)
    return one


@reads("registers.view")
def imported_file(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(queries.imports(request.scope), pk=pk)
    actions.note_original(one, register_called(request, one.register), request.user)
    return attachment(queries.imported_content(one), one.name, "application/octet-stream")
