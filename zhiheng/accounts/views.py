from django.contrib import messages
from django.contrib.auth import login, update_session_auth_hash
from django.contrib.auth import views as auth_views
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from zhiheng.accounts import actions, queries
from zhiheng.accounts.forms import FoundingForm, PersonForm
from zhiheng.core.values.faults import Fault
from zhiheng.web.access import public, reads, writes


@public
def sign_in(request: HttpRequest) -> HttpResponse:
    if queries.is_new_installation():
        return redirect("accounts:founding")
    return auth_views.LoginView.as_view(template_name="accounts/sign_in.html", redirect_authenticated_user=True)(request)


@public
def sign_out(request: HttpRequest) -> HttpResponse:
    return auth_views.LogoutView.as_view()(request)


@public
def founding(request: HttpRequest) -> HttpResponse:
    if not queries.is_new_installation():
        return redirect("accounts:sign-in")
    form = FoundingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = actions.found_installation(**form.cleaned_data)
        except Fault as problem:
            form.add_error(None, problem.says)
        else:
            login(request, user, backend="django.contrib.auth.backends.ModelBackend")
            return redirect("desk:home")
    return render(request, "accounts/founding.html", {"form": form})


@writes("accounts.own", methods=("GET", "POST"))
def password(request: HttpRequest) -> HttpResponse:
    changing = SetPasswordForm if request.user.must_change_password else PasswordChangeForm
    form = changing(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = form.save(commit=False)
        user.must_change_password = False
        user.save()
        update_session_auth_hash(request, user)
        messages.success(request, "密码已更改。")
        return redirect("desk:home")
    return render(request, "accounts/password.html", {"form": form})


@reads("accounts.people")
def people(request: HttpRequest) -> HttpResponse:
    found = queries.people_of(request.office.pk)
    return render(request, "accounts/people.html", {"memberships": found, "form": PersonForm()})


@writes("accounts.people")
def add_person(request: HttpRequest) -> HttpResponse:
    form = PersonForm(request.POST)
    if form.is_valid():
        try:
            actions.add_person(request.office, **form.cleaned_data, by=request.user, must_change=True)
        except Fault as problem:
            form.add_error(None, problem.says)
        else:
            return redirect("accounts:people")
    found = queries.people_of(request.office.pk)
    return render(request, "accounts/people.html", {"memberships": found, "form": form}, status=422)


@writes("accounts.people")
def end_membership(request: HttpRequest, pk: int) -> HttpResponse:
    membership = get_object_or_404(queries.people_of(request.office.pk), pk=pk, ended_at=None)
    if membership.user == request.user:
        raise Fault("U105", "不能停用自己的账号。请由本单位另一位经办人操作。")
    actions.end_membership(membership, request.user)
    return redirect("accounts:people")
