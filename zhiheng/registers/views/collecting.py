"""The pages of a collection: make one, hand it out, take files back, settle, bring together."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_date

from zhiheng.core.values.faults import Fault
from zhiheng.documents.arriving import let_go
from zhiheng.registers import actions, queries
from zhiheng.registers.exporting import FORMATS
from zhiheng.registers.views.finding import collection_called, register_called
from zhiheng.web.access import reads, writes
from zhiheng.web.asking import typed
from zhiheng.web.sending import attachment


@writes("registers.import", methods=("GET", "POST"))
def collections(request: HttpRequest, register: str) -> HttpResponse:
    found, says = register_called(request, register), ""
    if request.method == "POST":
        try:
            return redirect("registers:collection", _made(request, found.id).pk)
        except Fault as problem:
            says = f"{problem.says}（{problem.id}）"
    context = {"register": found, "says": says, "lines": queries.collections_of(found.id, request.scope)}
    context |= {"areas": queries.units_below(request.office.area), "typed": request.POST}
    return render(request, "registers/collections.html", context, status=422 if says else 200)


def _made(request: HttpRequest, register: str) -> actions.Collection:
    by_area = request.POST.get("who") == "areas"
    units = queries.units_below(request.office.area) if by_area else typed(request.POST, "units").splitlines()
    due_on = parse_date(typed(request.POST, "due_on") or "")
    return actions.make_collection(
        register, typed(request.POST, "name"), request.POST.getlist("fields"), units, request.office, request.user,
        by_area=by_area, due_on=due_on,
    )  # fmt: skip


@reads("registers.import")
def collection(request: HttpRequest, pk: int) -> HttpResponse:
    one = collection_called(request, pk)
    register = register_called(request, one.register)
    return render(request, "registers/collection.html", {"one": one, "register": register} | queries.collection_page(one))


@reads("registers.import")
def hand_out(request: HttpRequest, pk: int) -> HttpResponse:
    one = collection_called(request, pk)
    unit = request.GET.get("unit", "")
    if unit in one.units:
        return attachment(actions.template(one, unit), f"{one.name}-{unit}.xlsx", FORMATS["xlsx"])
    return attachment(actions.templates(one), f"{one.name}.zip", "application/zip")


@writes("registers.import")
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    one = collection_called(request, pk)
    for fault in let_go(request):
        messages.error(request, fault.says)
    files = [(file.name or "", file.read()) for file in request.FILES.getlist("files")]
    if not files:
        messages.error(request, "没有收到文件。请选择或拖入各单位交回的表格，也可以是一个 zip。")
    for name, says in actions.take_back(one, files, request.user):
        messages.info(request, f"{name}：{says}")
    return redirect("registers:collection", one.pk)


@writes("registers.import")
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    one, post = collection_called(request, pk), request.POST
    try:
        match post.get("act"):
            case "unit":
                returned = get_object_or_404(one.returned, pk=post.get("returned", "0"), unit="")
                actions.name_unit(returned, post.get("unit", ""), request.user)
            case "choose":
                actions.choose(one, request.user, unit=post.get("unit", ""), key=post.get("key", ""), field=post.get("field", ""))
            case "all":
                actions.choose(one, request.user, unit=post.get("unit", ""))
            case "bring":
                report = actions.bring_together(one, request.user)
                messages.success(request, f"已并入台账：新增 {len(report.added)} 行，更改 {len(report.changed)} 行。")
    except Fault as problem:
        messages.error(request, f"{problem.says}（{problem.id}）")
    return redirect("registers:collection", one.pk)
