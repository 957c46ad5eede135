from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from zhiheng.core.values.faults import Fault
from zhiheng.directory import actions, queries
from zhiheng.directory.forms.areas import AreaChangeForm, NewAreaForm
from zhiheng.directory.models import Area
from zhiheng.history.queries import timeline
from zhiheng.web.access import may, reads, writes
from zhiheng.web.asking import typed


@reads("directory.view")
def own(request: HttpRequest) -> HttpResponse:
    return _page(request, request.office.area)


@reads("directory.view")
def area(request: HttpRequest, code: str) -> HttpResponse:
    return _page(request, _area(request, code))


@writes("directory.change")
def add(request: HttpRequest, code: str) -> HttpResponse:
    found, form = _area(request, code), NewAreaForm(request.POST)
    if form.is_valid():
        try:
            made = actions.add_area(found, by=request.user, **form.cleaned_data)
        except Fault as problem:
            form.add_error("name" if problem.id == "U211" else "code", problem.says)
        else:
            messages.success(request, f"已增加“{made.name}”，代码 {made.code}。")
            return redirect("directory:area", code)
    return _page(request, found, form)


@writes("directory.change")
def add_listed(request: HttpRequest, code: str) -> HttpResponse:
    new = actions.add_listed_areas(_area(request, code), request.user, former="former" in request.POST)
    messages.success(request, f"已按名录增加 {new} 个地区。")
    return redirect("directory:area", code)


@writes("directory.change")
def change(request: HttpRequest, code: str) -> HttpResponse:
    found, form = _area(request, code), AreaChangeForm(request.POST)
    if form.is_valid():
        try:
            actions.change_area(found, queries.areas_within(request.scope), request.user, **form.cleaned_data)
        except Fault as problem:
            form.add_error(None, problem.says)
        else:
            messages.success(request, "变更已登记；变更前的数据不动。")
            return redirect("directory:area", code)
    return _page(request, found, form)


def _area(request: HttpRequest, code: str) -> Area:
    return get_object_or_404(queries.areas_within(request.scope), code=code)


def _day(request: HttpRequest) -> date | None:
    try:
        return date.fromisoformat(typed(request.GET, "on"))
    except ValueError:
        return None


def _page(request: HttpRequest, found: Area, wrong: forms.Form | None = None) -> HttpResponse:
    day, level = _day(request), {"province": "city", "city": "county"}.get(found.level, "township")
    context = {
        "area": found,
        "above": [one for one in queries.areas_above(found) if request.scope.covers(one)],
        "day": day,
        "below": queries.below_on(found, day) if day else queries.present_below(found),
        "missing": queries.listed_and_missing(found),
        "changes": queries.changes_of(found),
        "revisions": timeline(found)[:30],
        "may_change": may(request, "directory.change"),
        "new_form": wrong if isinstance(wrong, NewAreaForm) else NewAreaForm(initial={"level": level}),
        "change_form": wrong if isinstance(wrong, AreaChangeForm) else AreaChangeForm(),
        "wrong": type(wrong).__name__ if wrong else "",
    }
    return render(request, "directory/area.html", context, status=422 if wrong else 200)
