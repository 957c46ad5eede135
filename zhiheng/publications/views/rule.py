from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from zhiheng.publications import actions, ruling
from zhiheng.web.access import may, reads, writes
from zhiheng.web.asking import typed


@reads("publications.view")
def rule(request: HttpRequest) -> HttpResponse:
    """Whether who wrote a document may sign it herself: what the office set, and what it set before."""
    context = {"alone": ruling.alone_in(request.office), "rules": ruling.rules_of(request.office)}
    context["may_set"] = may(request, "publications.sign", area=request.office.area)
    context["by_role"] = may(request, "publications.alone", area=request.office.area)
    return render(request, "publications/rule.html", context)


@writes("publications.sign")
def set_rule(request: HttpRequest) -> HttpResponse:
    alone = request.POST.get("alone") == "1"
    actions.set_rule(request.office, request.user, alone=alone, reason=typed(request.POST, "reason"))
    return redirect("publications:rule")
