from django.contrib import messages
from django.contrib.auth import login, update_session_auth_hash
from django.contrib.auth import views as auth_views
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from zhiheng.accounts import actions, queries
from zhiheng.accounts.forms import FoundingForm
from zhiheng.accounts.middleware import CHOSEN_OFFICE
from zhiheng.core.values.faults import Fault
from zhiheng.web.access import public, reads, writes
from zhiheng.web.asking import number_in
from zhiheng.web.frame import first_page


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


@reads("accounts.own")
def start(request: HttpRequest) -> HttpResponse:
    return redirect(first_page(request))


@writes("accounts.own")
def switch_office(request: HttpRequest) -> HttpResponse:
    chosen = number_in(request.POST.get("office"))
    if chosen in {office.pk for office in request.offices}:
        request.session[CHOSEN_OFFICE] = chosen
    return redirect("accounts:start")


@writes("accounts.own", methods=("GET", "POST"))
def password(request: HttpRequest) -> HttpResponse:
    changing = SetPasswordForm if request.user.must_change_password else PasswordChangeForm
    form = changing(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = form.save(commit=False)
        user.must_change_password = False
        user.save()
        before = request.session.session_key
        update_session_auth_hash(request, user)
        actions.session_renewed(before, request.session.session_key)
        messages.success(request, "密码已更改。")
        return redirect("accounts:start")
    return render(request, "accounts/password.html", {"form": form})
