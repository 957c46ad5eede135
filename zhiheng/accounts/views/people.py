from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from zhiheng.accounts import actions, queries
from zhiheng.accounts.forms import AdmitForm, PasswordForm, PersonForm, ReasonForm
from zhiheng.accounts.models import User
from zhiheng.accounts.rights import vacant_posts
from zhiheng.accounts.roles import role_faults
from zhiheng.core.values.faults import Fault
from zhiheng.history.queries import timeline
from zhiheng.web.access import may, reads, writes
from zhiheng.web.paging import page_of
from zhiheng.web.scoping import Scope


def _scope(request: HttpRequest) -> Scope:
    return queries.scope_for(request.rights, "accounts.people")


def _person_form(request: HttpRequest, given: object = None) -> PersonForm:
    offices = queries.offices_in(_scope(request))
    return PersonForm(given, offices=offices, may_grant=may(request, "accounts.grants"))


def _people_page(request: HttpRequest, form: PersonForm, status: int = 200) -> HttpResponse:
    page = page_of(queries.people_in(_scope(request)), request)
    waiting = [(each, AdmitForm(offices=queries.offices_in(_scope(request)))) for each in queries.waiting()[:20]]
    context = {"page": page, "form": form, "vacant": vacant_posts(), "waiting": waiting}
    return render(request, "accounts/people.html", context, status=status)


@reads("accounts.people")
def people(request: HttpRequest) -> HttpResponse:
    return _people_page(request, _person_form(request))


@writes("accounts.people")
def add_person(request: HttpRequest) -> HttpResponse:
    form = _person_form(request, request.POST)
    if form.is_valid():
        try:
            given = form.cleaned_data | {"office": form.cleaned_data["office"] or request.office}
            user = actions.add_person(**given, by=request.user, must_change=True)
        except Fault as problem:
            form.add_error(None, problem.says)
        else:
            messages.success(request, f"已增加{user.get_full_name()}。")
            return redirect("accounts:people")
    return _people_page(request, form, status=422)


def _person(request: HttpRequest, pk: int) -> User:
    return get_object_or_404(queries.people_in(_scope(request)), pk=pk)


def _person_page(request: HttpRequest, found: User, form: PasswordForm | None = None) -> HttpResponse:
    context = {
        "person": found,
        "password_form": form or PasswordForm(),
        "reason_form": ReasonForm(auto_id="id_leave_%s"),
        "revisions": timeline(found)[:50],
        "local": queries.passwords_are_local(),
    }
    return render(request, "accounts/person.html", context, status=422 if form else 200)


@writes("accounts.people")
def admit(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(queries.waiting(), pk=pk)
    form = AdmitForm(request.POST, offices=queries.offices_in(_scope(request)))
    if form.is_valid():
        actions.admit(found, form.cleaned_data["office"], request.user)
        messages.success(request, f"已开通{found.get_full_name()}。角色由安全管理员授予。")
    else:
        messages.error(request, "没有开通：单位没有选对。请从提示中选一个单位。")
    return redirect("accounts:people")


@reads("accounts.people")
def person(request: HttpRequest, pk: int) -> HttpResponse:
    return _person_page(request, _person(request, pk))


@writes("accounts.people")
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    found = _person(request, pk)
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    actions.leave(found, found.works_for, request.user, reason=reason)
    messages.success(request, f"{found.get_full_name()}已离岗，授权和登录即时失效。")
    return redirect("accounts:people")


@writes("accounts.people")
def bring_back(request: HttpRequest, pk: int) -> HttpResponse:
    found, form = _person(request, pk), PasswordForm(request.POST)

    def act(password: str) -> None:
        actions.bring_back(found, found.works_for, password, request.user)

    return _with_password(request, found, form, act)


@writes("accounts.people")
def give_password(request: HttpRequest, pk: int) -> HttpResponse:
    found, form = _person(request, pk), PasswordForm(request.POST)

    def act(password: str) -> None:
        actions.give_password(found, password, request.user)

    return _with_password(request, found, form, act)


def _with_password(request: HttpRequest, found: User, form: PasswordForm, act: Callable[[str], None]) -> HttpResponse:
    if form.is_valid():
        try:
            act(form.cleaned_data["password"])
        except Fault as problem:
            form.add_error("password", problem.says)
        else:
            messages.success(request, f"{found.get_full_name()}可以用新的初始密码登录了。")
            return redirect("accounts:person", found.pk)
    return _person_page(request, found, form)


@reads("accounts.settings")
def settings(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/settings.html", {"lines": queries.settings_in_words(), "faults": role_faults()})
