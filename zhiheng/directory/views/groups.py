from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from zhiheng.core.values.faults import Fault
from zhiheng.directory import actions, queries
from zhiheng.directory.forms.groups import AppointForm, ChangeGroupForm, DayForm, JoinForm, NewGroupForm
from zhiheng.directory.models import Group, GroupMember
from zhiheng.history.queries import timeline
from zhiheng.web.access import may, reads, writes
from zhiheng.web.asking import typed
from zhiheng.web.paging import page_of


@reads("directory.view")
def list_(request: HttpRequest) -> HttpResponse:
    page = page_of(queries.groups(request.scope), request)
    return render(request, "directory/groups.html", {"page": page, "may_change": may(request, "directory.change")})


@writes("directory.change", methods=("GET", "POST"))
def add(request: HttpRequest) -> HttpResponse:
    area = request.office.area
    bodies, own = queries.organisations_of(area), queries.groups(request.scope).filter(area=area, ended_on=None)
    form = NewGroupForm(request.POST or None, among=bodies, groups=own)
    if form.is_valid():
        try:
            made = actions.set_up_group(area, by=request.user, **form.cleaned_data)
        except Fault as problem:
            form.add_error("founded_on" if problem.id == "U253" else "name", problem.says)
        else:
            return redirect("directory:group", made.pk)
    return render(request, "directory/group_add.html", {"form": form}, status=422 if form.errors else 200)


@reads("directory.view")
def group(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _group(request, pk))


@writes("directory.change")
def change(request: HttpRequest, pk: int) -> HttpResponse:
    found = _group(request, pk)
    form = ChangeGroupForm(request.POST, among=queries.organisations_of(found.area))
    return _done(request, found, form, lambda given: actions.change_group(found, by=request.user, **given))


@writes("directory.change")
def join(request: HttpRequest, pk: int) -> HttpResponse:
    found, form = _group(request, pk), JoinForm(request.POST)
    return _done(
        request, found, form, lambda given: actions.join_group(found, given["names"].splitlines(), given["on"], request.user)
    )


@writes("directory.change")
def appoint(request: HttpRequest, pk: int) -> HttpResponse:
    found = _group(request, pk)
    form = AppointForm(request.POST, among=queries.organisations_of(found.area))
    return _done(request, found, form, lambda given: actions.appoint(found, by=request.user, **given))


@writes("directory.change")
def leave(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    found, form = _group(request, pk), DayForm(request.POST)
    one = get_object_or_404(found.members.select_related("organisation", "group"), pk=member)
    return _done(request, found, form, lambda given: actions.leave_group(one, given["on"], request.user, reason=given["reason"]))


@writes("directory.change")
def vacate(request: HttpRequest, pk: int, post: int) -> HttpResponse:
    found, form = _group(request, pk), DayForm(request.POST)
    one = get_object_or_404(found.posts.select_related("group"), pk=post)
    return _done(request, found, form, lambda given: actions.vacate(one, given["on"], request.user))


@writes("directory.change")
def end(request: HttpRequest, pk: int) -> HttpResponse:
    found, form = _group(request, pk), DayForm(request.POST)
    return _done(request, found, form, lambda given: actions.end_group(found, given["on"], request.user, reason=given["reason"]))


def _group(request: HttpRequest, pk: int) -> Group:
    return get_object_or_404(queries.groups(request.scope), pk=pk)


def _done(request: HttpRequest, found: Group, form: forms.Form, act: Callable[[dict[str, Any]], object]) -> HttpResponse:
    """The group's page after an act, or with what is wrong."""
    if form.is_valid():
        try:
            act(form.cleaned_data)
        except Fault as problem:
            form.add_error(None, problem.says)
        else:
            messages.success(request, "已保存。")
            return redirect("directory:group", found.pk)
    return _page(request, found, form)


def _page(request: HttpRequest, found: Group, wrong: forms.Form | None = None) -> HttpResponse:
    day, bodies = _day(request, found), queries.organisations_of(found.area)
    now = {"name": found.name, "functions": found.functions}
    offered = [ChangeGroupForm(initial=now, among=bodies), JoinForm(), AppointForm(among=bodies)]
    context = {
        "group": found,
        "day": day,
        "then": queries.group_on(found, day),
        "members": queries.members_on(found, day),
        "counts": [(name, queries.member_counts(found, day)[kind]) for kind, name in GroupMember.KINDS],
        "posts": queries.posts_on(found, day),
        "outside": queries.bodies_outside(found, day),
        "changes": queries.changes_of_group(found),
        "revisions": timeline(found)[:50],
        "may_change": may(request, "directory.change"),
        "forms": {type(form).__name__: wrong if type(wrong) is type(form) else form for form in offered},
        "wrong": type(wrong).__name__ if wrong else "",
        "day_wrong": list(wrong.errors.values()) if isinstance(wrong, DayForm) else [],
    }
    return render(request, "directory/group.html", context, status=422 if wrong else 200)


def _day(request: HttpRequest, found: Group) -> date:
    """The day asked for; else today, or the last day of a group that is no more."""
    try:
        return date.fromisoformat(typed(request.GET, "on"))
    except ValueError:
        today = timezone.localdate()
        return min(today, date.fromordinal(found.ended_on.toordinal() - 1)) if found.ended_on else today
