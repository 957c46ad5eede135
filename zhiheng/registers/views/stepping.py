"""The page on which a person takes a step with a row."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from zhiheng.core.values.faults import Fault
from zhiheng.registers import actions, queries
from zhiheng.registers.stepping import StepForm
from zhiheng.registers.views.finding import register_called, row_called
from zhiheng.web.access import writes
from zhiheng.web.asking import typed
from zhiheng.web.rights import NotAllowed


@writes("registers.step", methods=("GET", "POST"))
def step(request: HttpRequest, register: str, pk: int) -> HttpResponse:
    found, says = register_called(request, register), ""
    one = row_called(request, found, pk)
    way = queries.way_to(found, one, request.rights, typed(request.POST or request.GET, "to"))
    if way is None:  # somebody was faster: the row is elsewhere now
        return redirect("registers:row", register, pk)
    form = StepForm(request.POST or None, way.step, one)
    if form.is_valid():
        try:
            actions.take_step(one, form.wanted(), request.user, request.FILES.getlist("files"))
            return redirect("registers:row", register, pk)
        except NotAllowed:
            raise
        except Fault as problem:
            says = f"{problem.says}（{problem.id}）"
    context = {"register": found, "row": one, "way": way, "form": form, "says": says, "title": queries.called(found, one)}
    return render(request, "registers/step.html", context, status=422 if request.method == "POST" else 200)
