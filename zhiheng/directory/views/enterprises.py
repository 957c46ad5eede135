from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from zhiheng.core.values.faults import Fault
from zhiheng.directory import actions, queries
from zhiheng.directory.forms.enterprises import (
    AliasForm,
    CodeForm,
    FactsForm,
    MergeForm,
    NewEnterpriseForm,
    PasteEnterprisesForm,
    RenameForm,
)
from zhiheng.directory.models import Area, Enterprise
from zhiheng.history.queries import timeline
from zhiheng.web.access import may, reads, writes
from zhiheng.web.asking import number_in, typed
from zhiheng.web.paging import page_of


@reads("directory.view")
def list_(request: HttpRequest) -> HttpResponse:
    words, state = typed(request.GET, "q"), typed(request.GET, "state")
    page = page_of(queries.enterprises(request.scope, words=words, state=state), request)
    context = {"page": page, "words": words, "state": state, "states": STATES}
    context["pager_query"] = f"{urlencode({'q': words, 'state': state})}&"
    context["open_pairs"] = queries.pairs_within(request.scope).count()
    return render(request, "directory/enterprises.html", context | {"may_change": may(request, "directory.change")})


STATES = {"": "全部", "active": "存续", "gone": "已停业、注销等", "pending": "待核"}


@writes("directory.change", methods=("GET", "POST"))
def add(request: HttpRequest) -> HttpResponse:
    form = NewEnterpriseForm(request.POST or None)
    if form.is_valid():
        try:
            given = form.cleaned_data
            firm = actions.add_enterprise(request.office.area, given["code"], given["name"], request.user)
        except Fault as problem:
            form.add_error("code" if problem.id.startswith("C") else "name", problem.says)
        else:
            return redirect("directory:enterprise", firm.pk)
    return render(request, "directory/enterprise_add.html", {"form": form}, status=422 if form.errors else 200)


@writes("directory.change", methods=("GET", "POST"))
def paste(request: HttpRequest) -> HttpResponse:
    form, wrong, new = PasteEnterprisesForm(request.POST or None), [], None
    if form.is_valid():
        try:
            new, wrong = actions.add_listed_enterprises(request.office.area, form.cleaned_data["pasted"], request.user)
        except Fault as problem:
            form.add_error("pasted", problem.says)
    if new is not None and not wrong:
        messages.success(request, f"清单都认得了，新登记 {new} 家。")
        return redirect("directory:enterprises")
    context = {"form": form, "wrong": wrong[:200], "wrong_count": len(wrong), "new": new}
    return render(request, "directory/enterprise_paste.html", context, status=422 if form.errors or wrong else 200)


@reads("directory.view")
def enterprise(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _firm(pk))


@writes("directory.change")
def save(request: HttpRequest, pk: int) -> HttpResponse:
    firm, form = _own(request, pk), FactsForm(request.POST)
    area = queries.areas_within(request.scope).filter(code=typed(request.POST, "area")).first()
    if form.is_valid() and area is None:
        form.add_error("area", "没有这个代码的地区，或不归本级管。请在“地区”页查代码。")
    return _done(request, firm, form, lambda given: _save(request, firm, area, given))


def _save(request: HttpRequest, firm: Enterprise, area: Area, given: dict[str, str]) -> None:
    actions.change_enterprise(firm, given | {"head": given["head"] or firm.head}, request.user)
    actions.move_enterprise(firm, area, request.user)


@writes("directory.change")
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    firm, form = _own(request, pk), MergeForm(request.POST)
    return _done(
        request, firm, form, lambda given: actions.merge_called(firm, given["into"], request.user, reason=given["reason"])
    )


@writes("directory.change")
def give_code(request: HttpRequest, pk: int) -> HttpResponse:
    firm, form = _own(request, pk), CodeForm(request.POST)
    return _done(
        request, firm, form, lambda given: actions.give_code(firm, given["code"], request.user, reason=given["reason"])
    )


@writes("directory.change")
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    firm, form = _own(request, pk), RenameForm(request.POST)
    return _done(request, firm, form, lambda given: actions.rename_enterprise(firm, by=request.user, **given))


@writes("directory.change")
def add_alias(request: HttpRequest, pk: int) -> HttpResponse:
    firm, form = _own(request, pk), AliasForm(request.POST)
    return _done(request, firm, form, lambda given: actions.add_alias(firm, given["name"], request.user))


@writes("directory.change")
def drop_alias(request: HttpRequest, pk: int) -> HttpResponse:
    actions.drop_alias(_own(request, pk), number_in(request.POST.get("name")), request.user)
    return redirect("directory:enterprise", pk)


@writes("directory.change")
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    actions.confirm_enterprise(_own(request, pk), request.user)
    return redirect("directory:enterprise", pk)


@writes("directory.change")
def unmerge(request: HttpRequest, pk: int) -> HttpResponse:
    other = _own(request, pk)
    actions.unmerge_enterprise(other, request.user, reason=typed(request.POST, "reason"))
    messages.success(request, f"“{other.name}”重新是单独的一条。")
    return redirect("directory:enterprise", pk)


@reads("directory.view")
def pairs(request: HttpRequest) -> HttpResponse:
    verdict = "different" if request.GET.get("verdict") == "different" else "open"
    page = page_of(queries.pairs_within(request.scope, verdict), request, 20)
    context = {"page": page, "verdict": verdict, "may_change": may(request, "directory.change")}
    return render(request, "directory/pairs.html", context | {"pager_query": f"verdict={verdict}&"})


@writes("directory.change")
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    pair = get_object_or_404(queries.pairs_within(request.scope), pk=pk)
    verdict = request.POST.get("verdict", "")
    other = {"left": pair.right, "right": pair.left}.get(verdict)
    if other and not request.scope.covers(other.area):
        raise PermissionDenied("a firm of another area is not merged from here")
    actions.judge_pair(pair, verdict, request.user, reason=typed(request.POST, "reason"))
    messages.success(request, "已合并，两条的记录都在。" if other else "已记下。以后不再问这一对。")
    return redirect("directory:pairs")


@writes("directory.change")
def compare(request: HttpRequest) -> HttpResponse:
    found = actions.compare_soon()
    done = f"比对完了，新找到 {found} 对。" if found else "比对完了，没有新的疑似。"
    messages.success(request, "企业很多，正在后台比对，过几分钟刷新再看。" if found is None else done)
    return redirect("directory:pairs")


def _firm(pk: int) -> Enterprise:
    if (found := queries.enterprise(pk)) is None:
        raise Http404(pk)
    return found


def _own(request: HttpRequest, pk: int) -> Enterprise:
    """The firm, where it lies in an area of the office: those of others are read, not changed."""
    firm = _firm(pk)
    if not request.scope.covers(firm.area):
        raise PermissionDenied("a firm of another area")
    return firm


def _done(request: HttpRequest, firm: Enterprise, form: forms.Form, act) -> HttpResponse:  # type: ignore[no-untyped-def]
    """The firm's page after an act, or with what is wrong in the form."""
    if form.is_valid():
        try:
            act(form.cleaned_data)
        except Fault as problem:
            form.add_error(None, problem.says)
        else:
            messages.success(request, "已保存。")
            return redirect("directory:enterprise", firm.pk)
    return _page(request, firm, form)


def _page(request: HttpRequest, firm: Enterprise, wrong: forms.Form | None = None) -> HttpResponse:
    facts = {name: getattr(firm, name) for name in ("size", "sector", "status", "address")} | {"area": firm.area.code}
    forms_ = [FactsForm(initial=facts), CodeForm(), RenameForm(), AliasForm(), MergeForm()]
    shown = {type(form).__name__: wrong if type(wrong) is type(form) else form for form in forms_}
    ours = request.scope.covers(firm.area)
    context = {
        "firm": firm,
        "ours": ours,
        "records": queries.records_of(firm)[1:],
        "names": queries.names_of(firm),
        "pairs": queries.pairs_of(firm) if ours else (),
        "head": queries.masked_head(firm),
        "revisions": timeline(firm)[:50] if ours else (),
        "may_change": ours and may(request, "directory.change"),
        "forms": shown,
        "wrong": type(wrong).__name__ if wrong else "",
    }
    return render(request, "directory/enterprise.html", context, status=422 if wrong else 200)
