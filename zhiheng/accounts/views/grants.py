from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from zhiheng.accounts import actions, queries
from zhiheng.accounts.forms import GrantForm, ReasonForm
from zhiheng.accounts.models import Membership
from zhiheng.accounts.rights import vacant_posts
from zhiheng.accounts.roles import role_faults
from zhiheng.core.values.faults import Fault
from zhiheng.history.queries import timeline
from zhiheng.web.access import reads, writes
from zhiheng.web.asking import typed
from zhiheng.web.paging import page_of
from zhiheng.web.scoping import Scope


def _scope(request: HttpRequest) -> Scope:
    return queries.scope_for(request.rights, "accounts.grants")


def _grant_form(request: HttpRequest, given: object = None) -> GrantForm:
    scope = _scope(request)
    people = queries.people_in(scope).filter(is_active=True).exclude(pk=request.user.pk)
    return GrantForm(
        given, people=people, offices=queries.offices_in(scope), areas=queries.areas_in(scope),
        initial={"office": request.office.name},
    )  # fmt: skip


def _grants_page(request: HttpRequest, form: GrantForm, status: int = 200) -> HttpResponse:
    words, ended = typed(request.GET, "q"), request.GET.get("ended") == "1"
    page = page_of(queries.grants_in(_scope(request), words, ended=ended), request)
    lines = [(each, queries.register_names(each.registers)) for each in page]
    context = {"page": page, "lines": lines, "form": form, "vacant": vacant_posts(), "words": words, "ended": ended}
    context["pager_query"] = f"{urlencode({'q': words, 'ended': int(ended)})}&"
    return render(request, "accounts/grants.html", context, status=status)


@reads("accounts.grants")
def grants(request: HttpRequest) -> HttpResponse:
    return _grants_page(request, _grant_form(request))


@writes("accounts.grants")
def add_grant(request: HttpRequest) -> HttpResponse:
    form = _grant_form(request, request.POST)
    if form.is_valid():
        given = form.cleaned_data
        user, office, role = given.pop("user"), given.pop("office"), given.pop("role")
        try:
            made = actions.grant(user, office, role, request.user, **given)
        except Fault as problem:
            form.add_error(None, problem.says)
        else:
            messages.success(request, f"已授予{user.get_full_name()}“{made.role_name}”。")
            return redirect("accounts:grants")
    return _grants_page(request, form, status=422)


def _grant(request: HttpRequest, pk: int) -> Membership:
    return get_object_or_404(queries.grants_in(_scope(request), ended=True), pk=pk)


@reads("accounts.grants")
def grant(request: HttpRequest, pk: int) -> HttpResponse:
    found = _grant(request, pk)
    context = {"grant": found, "words": actions.in_words(found), "revisions": timeline(found), "form": ReasonForm()}
    return render(request, "accounts/grant.html", context)


@writes("accounts.grants")
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    found = _grant(request, pk)
    actions.revoke(found, request.user, reason=typed(request.POST, "reason"))
    messages.success(request, f"已收回{found.user.get_full_name()}的“{found.role_name}”，即时生效。")
    return redirect("accounts:grants")


@reads("accounts.grants")
def roles(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/roles.html", {"lines": queries.role_lines(), "faults": role_faults()})


@reads("accounts.purposes")
def purposes(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/purposes.html", {"lines": queries.purpose_lines()})


@reads("accounts.locks")
def locks(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/locks.html", {"locked": queries.locked_out()})


@writes("accounts.locks")
def unlock(request: HttpRequest) -> HttpResponse:
    username = typed(request.POST, "username")
    actions.unlock(username, request.office, request.user)
    messages.success(request, f"“{username}”可以重新登录了。")
    return redirect("accounts:locks")
