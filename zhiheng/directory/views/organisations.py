from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from zhiheng.core.values.faults import Fault
from zhiheng.directory import actions, queries
from zhiheng.directory.forms.organisations import EndForm, OrganisationForm, PasteForm, RenameForm
from zhiheng.directory.models import Area, Organisation
from zhiheng.history.queries import timeline
from zhiheng.web.access import may, reads, writes
from zhiheng.web.asking import typed


def body_of(request: HttpRequest, pk: int) -> Organisation:
    return get_object_or_404(queries.bodies_within(request.scope), pk=pk)


def area_of(request: HttpRequest) -> Area:
    """The area whose bodies are shown: the office's own, or one below that the address names."""
    code = typed(request.POST if request.method == "POST" else request.GET, "area")
    return get_object_or_404(queries.areas_within(request.scope), code=code) if code else request.office.area


def list_context(request: HttpRequest, area: Area | None = None) -> dict[str, object]:
    area = area or area_of(request)
    return {
        "area": area,
        "is_own": area == request.office.area,
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
    body = actions.add_organisation(area_of(request), given["name"], request.user, vertical=given["vertical"])
    if given["aliases"]:
        actions.change_names(body, body.name, [*body.aliases, *given["aliases"]], request.user)
    messages.success(request, f"“{body.name}”在机构表中，按发文常用次序排好了。")
    return _list_of(body.area)


def _list_of(area: Area) -> HttpResponse:
    return redirect(f"{reverse('directory:list')}?area={area.code}")


@writes("directory.change", methods=("GET", "POST"))
def paste(request: HttpRequest) -> HttpResponse:
    area, form = area_of(request), PasteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            new = actions.import_organisations(area, form.cleaned_data["pasted"], request.user)
        except Fault as problem:
            form.add_error(None, problem.says)
        else:
            messages.success(request, f"已按清单排序，新增 {new} 个机构。")
            return _list_of(area)
    return render(request, "directory/paste.html", {"form": form, "area": area}, status=422 if form.errors else 200)


@writes("directory.change")
def move(request: HttpRequest, pk: int) -> HttpResponse:
    steps = {"up": -1, "down": 1}.get(request.POST.get("way", ""), 0)
    moved = body_of(request, pk)
    actions.move_organisation(moved, steps, request.user)
    if request.htmx:
        return render(request, "directory/bodies.html", list_context(request, moved.area))
    return _list_of(moved.area)


@writes("directory.change")
def usual_order(request: HttpRequest) -> HttpResponse:
    area = area_of(request)
    actions.put_in_usual_order(area, request.user)
    return _list_of(area)


@reads("directory.view")
def body(request: HttpRequest, pk: int) -> HttpResponse:
    found = body_of(request, pk)
    return _body_page(request, found)


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
    found = body_of(request, pk)
    form = EndForm(request.POST, among=queries.organisations_of(found.area))
    if form.is_valid():
        try:
            actions.end_organisation(found, by=request.user, **form.cleaned_data)
        except Fault as problem:
            form.add_error("on", problem.says)
        else:
            return redirect("directory:body", pk)
    return _body_page(request, found, form)


@writes("directory.change")
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    found, form = body_of(request, pk), RenameForm(request.POST)
    if form.is_valid():
        try:
            actions.rename_organisation(found, by=request.user, **form.cleaned_data)
        except Fault as problem:
            form.add_error(None, problem.says)
        else:
            messages.success(request, "已更名；此前的文件仍按旧名认得它。")
            return redirect("directory:body", pk)
    return _body_page(request, found, form)


@writes("directory.change")
def revive(request: HttpRequest, pk: int) -> HttpResponse:
    actions.revive_organisation(body_of(request, pk), request.user)
    return redirect("directory:body", pk)


def _body_page(request: HttpRequest, found: Organisation, wrong: forms.Form | None = None) -> HttpResponse:
    start = {"name": found.name, "aliases": "、".join(found.aliases), "vertical": found.vertical}
    others = queries.organisations_of(found.area).exclude(pk=found.pk)
    context = {
        "body": found,
        "form": wrong if isinstance(wrong, OrganisationForm) else OrganisationForm(initial=start),
        "end_form": wrong if isinstance(wrong, EndForm) else EndForm(among=others),
        "rename_form": wrong if isinstance(wrong, RenameForm) else RenameForm(),
        "wrong": type(wrong).__name__ if wrong else "",
        "names": queries.names_through_time(found),
        "stands_for": queries.stands_for(found),
        "revisions": timeline(found)[:50],
        "may_change": may(request, "directory.change"),
    }
    return render(request, "directory/body.html", context, status=422 if wrong else 200)
