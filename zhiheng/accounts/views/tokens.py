"""The page of her own tokens."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from zhiheng.accounts import actions
from zhiheng.accounts.forms import TokenForm
from zhiheng.core.values.faults import Fault
from zhiheng.web.access import writes

USUAL = timedelta(days=90)


@writes("accounts.own", methods=("GET", "POST"))
def tokens(request: HttpRequest) -> HttpResponse:
    form = TokenForm(request.POST or None, initial={"until": timezone.localdate() + USUAL})
    made = ""
    if form.is_valid():
        try:
            made = actions.make_token(request.user, request.office, form.cleaned_data["name"], form.cleaned_data["until"])
        except Fault as problem:
            form.add_error("until", problem.says)
    context = {"form": form, "made": made, "allowed": settings.TOKENS, "tokens": request.user.tokens.select_related("office")}
    answer = render(request, "accounts/tokens.html", context, status=422 if form.errors else 200)
    answer["Cache-Control"] = "no-store"
    return answer


@writes("accounts.own")
def revoke(request: HttpRequest, token: int) -> HttpResponse:
    actions.revoke_token(get_object_or_404(request.user.tokens, pk=token), request.user)
    messages.success(request, "已收回，用它的程序从现在起不能再访问。")
    return redirect("accounts:tokens")
