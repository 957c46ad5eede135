from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, update_session_auth_hash
from django.contrib.auth import views as auth_views
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from zhiheng.accounts import actions, queries
from zhiheng.accounts.forms import FoundingForm, LocalSignInForm
from zhiheng.accounts.middleware import CHOSEN_OFFICE
from zhiheng.accounts.models import User
from zhiheng.accounts.providers import Identity, provider
from zhiheng.accounts.signals import WAY
from zhiheng.core.values.faults import Fault
from zhiheng.web.access import public, reads, writes
from zhiheng.web.asking import number_in
from zhiheng.web.frame import first_page

NEXT = "after_sign_in"  # in the session: the page that asked for it


@public
def sign_in(request: HttpRequest) -> HttpResponse:
    if queries.is_new_installation():
        return redirect("accounts:founding")
    asked_for = request.method == "POST" or "password" in request.GET
    shown = {
        "way": settings.SIGN_IN,
        "with_password": settings.SIGN_IN == "local" or asked_for,
        "break_glass": bool(settings.BREAK_GLASS),
    }
    view = auth_views.LoginView.as_view(
        template_name="accounts/sign_in.html",
        authentication_form=LocalSignInForm,
        redirect_authenticated_user=True,
        extra_context=shown,
    )
    return view(request)


@public
def go_to_provider(request: HttpRequest) -> HttpResponse:
    if settings.SIGN_IN == "local":
        raise Http404
    request.session[NEXT] = request.GET.get("next", "")
    return provider().away(request, request.build_absolute_uri(reverse("accounts:back")))


@public
def come_back(request: HttpRequest) -> HttpResponse:
    if settings.SIGN_IN == "local":
        raise Http404
    try:
        identity = provider().identity(request, request.build_absolute_uri(reverse("accounts:back")))
        user = _known(request, identity)
    except Fault as problem:
        return render(request, "accounts/not_signed_in.html", {"says": problem.says, "id": problem.id}, status=403)
    there = request.session.pop(NEXT, "")
    setattr(request, WAY, settings.SIGN_IN)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    own = url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure())
    return redirect(there if own else "accounts:start")


def _known(request: HttpRequest, identity: Identity) -> User:
    try:
        return actions.user_of(identity)
    except Fault as problem:
        if problem.id == "U133":
            actions.note_waiting(identity)
        actions.note_refusal(request, identity.subject, settings.SIGN_IN, "refused", problem.says)
        raise


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
