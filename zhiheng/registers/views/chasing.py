"""From a row of a register to the 督办台账."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from zhiheng.core.values.faults import Fault
from zhiheng.registers import actions, queries
from zhiheng.registers.forms import ChaseForm
from zhiheng.registers.views.finding import register_called, row_called
from zhiheng.web.access import writes


@writes("plans.draft", methods=("GET", "POST"))
def chase(request: HttpRequest, register: str, pk: int) -> HttpResponse:
    """Lines to be looked over before they become matters; a register that proposes none has no such page."""
    found = register_called(request, register)
    one = row_called(request, found, pk)
    if found.chased is None:
        raise Http404(register)
    asked = queries.proposed(found, one, request.office)
    form = ChaseForm(request.POST or None, asked=asked, units=queries.units_of(one, request.office))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.chase_row(one, office=request.office, by=request.user, on=timezone.localdate(), **form.cleaned_data)
        except Fault as fault:
            form.add_error(None, fault.says)
        else:
            messages.success(request, f"已立项 {len(made)} 件，核对后下发。" if made else "这些事项以前立过，没有重复。")
            return redirect("registers:row", register, pk)
    context = {"register": found, "row": one, "form": form, "asked": asked}
    context |= {"made": queries.matters_of_row(one, request.scope, request.office)}
    return render(request, "registers/chase.html", context, status=422 if form.errors else 200)
