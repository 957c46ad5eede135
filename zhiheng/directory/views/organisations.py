from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from zhiheng.core.values.faults import Fault
from zhiheng.directory import actions, queries
from zhiheng.directory.forms.organisations import EndForm, OrganisationForm, PasteForm
from zhiheng.directory.models import Organisation
from zhiheng.history.queries import timeline
from zhiheng.web.access import may, reads, writes


def body_of(request: HttpRequest, pk: int) -> Organisation:
    return get_object_or_404(request.office.area.organisations, pk=pk)


def list_context(request: HttpRequest) -> dict[str, object]:
    area = request.office.area
    return {
        "area": area,
        "bodies": queries.organisations_of(area),
        "ended": queries.ended_of(area),
        "asked": queries.counterparts_of(area).filter(answer="asked").count(),
        "counterparts": queries.counterparts_of(area).exclude(answer="asked"),
        "may_change": may(request, "directory.change"),
        "form": OrganisationForm(),
    }


@reads("directory.view")
def list_(request: HttpRequest) -> HttpResponse:
    return render(request, "directory/list.html", list_context(request))


@writes("directory.change")
def add(request: HttpRequest) -> HttpResponse:
    form = OrganisationForm(request.POST)
    if not form.is_valid():
        return render(request, "directory/list.html", list_context(request) | {"form": form}, status=422)
    given = form.cleaned_data
    body = actions.add_organisation(request.office.area, given["name"], request.user, vertical=given["vertical"])
    if given["aliases"]:
        actions.change_names(body, body.name, [*body.aliases, *given["aliases"]], request.user)
    messages.success(request, f"“{body.name}”在机构表中，按发文常用次序排好了。")
    return redirect("directory:list")


@writes("directory.change", methods=("GET", "POST"))
def paste(request: HttpRequest) -> HttpResponse:
    form = PasteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            new = actions.import_organisations(request.office.area, form.cleaned_data["pasted"], request.user)
        except Fault as problem:
            form.add_error(None, problem.says)
        else:
            messages.success(request, f"已按清单排序，新增 {new} 个机构。")
            return redirect("directory:list")
    return render(request, "directory/paste.html", {"form": form}, status=422 if form.errors else 200)


@writes("directory.change")
def move(request: HttpRequest, pk: int) -> HttpResponse:
    steps = {"up": -1, "down": 1}.get(request.POST.get("way", ""), 0)
    actions.move_organisation(body_of(request, pk), steps, request.user)
    if request.htmx:
        return render(request, "directory/bodies.html", list_context(request))
    return redirect("directory:list")


@writes("directory.change")
def usual_order(request: HttpRequest) -> HttpResponse:
    actions.put_in_usual_order(request.office.area, request.user)
    return redirect("directory:list")


@reads("directory.view")
def body(request: HttpRequest, pk: int) -> HttpResponse:
    found = body_of(request, pk)
    start = {"name": found.name, "aliases": "、".join(found.aliases), "vertical": found.vertical}
    return _body_page(request, found, OrganisationForm(initial=start))


@writes("directory.change")
def save(request: HttpRequest, pk: int) -> HttpResponse:
    found, form = body_of(request, pk), OrganisationForm(request.POST)
    if form.is_valid():
        try:
            given = form.cleaned_data
            actions.change_names(found, given["name"], given["aliases"], request.user)
            actions.mark_vertical(found, given["vertical"], request.user)
        except Fault as problem:
            form.add_error(None, problem.says)
        else:
            messages.success(request, "已保存。")
            return redirect("directory:body", pk)
    return _body_page(request, found, form)


@writes("directory.change")
def end(request: HttpRequest, pk: int) -> HttpResponse:
    found, form = body_of(request, pk), EndForm(request.POST)
    if form.is_valid():
        actions.end_organisation(found, form.cleaned_data["on"], request.user, reason=form.cleaned_data["reason"])
    return redirect("directory:body", pk)


@writes("directory.change")
def revive(request: HttpRequest, pk: int) -> HttpResponse:
    actions.revive_organisation(body_of(request, pk), request.user)
    return redirect("directory:body", pk)


def _body_page(request: HttpRequest, found: Organisation, form: OrganisationForm) -> HttpResponse:
    context = {
        "body": found,
        "form": form,
        "end_form": EndForm(),
        "stands_for": queries.stands_for(found),
        "revisions": timeline(found)[:50],
        "may_change": may(request, "directory.change"),
    }
    return render(request, "directory/body.html", context, status=422 if form.errors else 200)
