"""A file that is brought into a register, and the files that were."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.registers import Register
from zhiheng.documents.arriving import let_go
from zhiheng.registers import actions, queries
from zhiheng.registers.forms import ImportForm
from zhiheng.registers.importing import Report
from zhiheng.registers.views.finding import register_called
from zhiheng.web.access import reads, writes
from zhiheng.web.sending import attachment


@writes("registers.add", methods=("GET", "POST"))
def bring_in(request: HttpRequest, register: str) -> HttpResponse:
    found, report, says = register_called(request, register), None, ""
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
def imported_file(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(queries.imports(request.scope), pk=pk)
    actions.note_original(one, register_called(request, one.register), request.user)
    return attachment(queries.imported_content(one), one.name, "application/octet-stream")
