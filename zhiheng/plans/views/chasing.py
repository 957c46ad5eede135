"""督办: the 台账, one matter, its acts; on paper and as a file."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.tables import Table
from zhiheng.directory.queries import organisations_of
from zhiheng.documents.arriving import let_go
from zhiheng.history.actions import record_reading
from zhiheng.history.queries import timeline
from zhiheng.plans.chasing import actions, exports, queries
from zhiheng.plans.chasing.forms import ActForm, AssignForm, MatterForm
from zhiheng.plans.chasing.known import known_chasing
from zhiheng.plans.models import Matter, MatterProof
from zhiheng.plans.views.finding import plan_of, typed
from zhiheng.plans.views.tables import FORMS
from zhiheng.web.access import may, reads, writes
from zhiheng.web.asking import number_in
from zhiheng.web.sending import attachment

SIZE = 50


def wanted(request: HttpRequest) -> queries.Wanted:
    """What the address asks for."""
    get = request.GET
    return queries.Wanted(
        get.get("state", ""), get.get("light", ""), number_in(get.get("unit")), get.get("source", ""), number_in(get.get("year")),
        get.get("q", "").replace("\0", "").strip()[:60],
    )  # fmt: skip


def matter_of(request: HttpRequest, pk: int) -> Matter:
    found = queries.matters_seen(request.scope, request.office)
    return get_object_or_404(found.prefetch_related("helpers__unit", "entries__by", "entries__proofs"), pk=pk)


def ledger_called(request: HttpRequest) -> str:
    return f"{request.office.area.name}督办台账"


@reads("plans.view")
def ledger(request: HttpRequest) -> HttpResponse:
    asked, today = wanted(request), timezone.localdate()
    mine = queries.matters_seen(request.scope, request.office)
    number = max(1, number_in(request.GET.get("page")))
    found = queries.page_of_ledger(mine, asked, today, (number - 1) * SIZE, SIZE)
    given = {name: value for name, value in request.GET.items() if name != "page" and value}
    context = {
        "tab": "ledger", "lines": found.lines, "counts": found.counts, "wanted": asked, "today": today, "found": found.found,
        "page": Paginator(range(found.found), SIZE).get_page(number), "query": f"{urlencode(given)}&" if given else "",
        "units": queries.units_asked(mine), "years": queries.years_of(mine), "sources": Matter.SOURCES,
        "may_draft": may(request, "plans.draft"), "chip_query": urlencode(
            {name: value for name, value in given.items() if name not in ("state", "light")}
        ),
    }  # fmt: skip
    return render(request, "plans/chasing/ledger.html", context)


@reads("plans.view")
def ledger_file(request: HttpRequest) -> HttpResponse:
    today, contacts = timezone.localdate(), bool(request.GET.get("contacts")) and may(request, "plans.draft")
    found = queries.page_of_ledger(queries.matters_seen(request.scope, request.office), wanted(request), today)
    title = ledger_called(request)
    body = exports.ledger_xlsx(found.lines, title, today, request.user, contacts=contacts, note=f"{found.counts.says}。")
    return attachment(body, f"{title} {today}.xlsx", FORMS["xlsx"][1])


@reads("plans.view")
def ledger_printed(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    found = queries.page_of_ledger(queries.matters_seen(request.scope, request.office), wanted(request), today)
    made = exports.ledger_table(found.lines, ledger_called(request), today, request.user, note=f"{found.counts.says}。")
    return printed(request, made, "A3")


def rectification(request: HttpRequest) -> Table:
    """The 整改清单 of what the 台账 shows."""
    today = timezone.localdate()
    found = queries.page_of_ledger(queries.matters_seen(request.scope, request.office), wanted(request), today)
    return exports.rectification_table(found.lines, f"{request.office.area.name}整改清单", today)


@reads("plans.view")
def rectification_file(request: HttpRequest) -> HttpResponse:
    made = rectification(request)
    return attachment(exports.rectification_xlsx(made), f"{made.title} {made.printed_on}.xlsx", FORMS["xlsx"][1])


@reads("plans.view")
def rectification_printed(request: HttpRequest) -> HttpResponse:
    return printed(request, rectification(request), "A4")


def printed(request: HttpRequest, made: Table, paper: str) -> HttpResponse:
    rows = [[(column.key, row.get(column.key, "")) for column in made.columns] for row in made.rows]
    return render(request, "plans/chasing/print.html", {"table": made, "rows": rows, "paper": paper})


@writes("plans.draft", methods=("GET", "POST"))
def open_matter(request: HttpRequest) -> HttpResponse:
    form = MatterForm(request.POST or None, units=organisations_of(request.office.area), cycle=known_chasing().cycle)
    if request.method == "POST" and form.is_valid():
        made = actions.open_matter(form.asked(), request.office, request.user, on=timezone.localdate())
        messages.success(request, f"已立项：{made.no}。核对后可以下发。")
        return redirect("plans:matter", made.pk)
    return render(request, "plans/chasing/new.html", {"form": form}, status=422 if form.errors else 200)


def matter_page(request: HttpRequest, found: Matter, bound: ActForm | None = None, fault: Fault | None = None) -> HttpResponse:
    today, chasing = timezone.localdate(), known_chasing()
    acts = queries.acts_for(found, request.office, may(request, "plans.draft"), may(request, "plans.approve"))
    who = request.user.get_full_name()
    forms = [bound if bound and bound.act.id == act.id else ActForm(None, act=act, approver=who) for act in acts]
    if bound and bound.act.id not in [act.id for act in acts]:
        forms = [bound, *forms]
    own = request.office.pk == found.office_id
    editable = own and may(request, "plans.draft")
    context = {
        "matter": found, "line": queries.line_of(found, chasing, today), "entries": list(found.entries.all())[::-1],
        "forms": forms, "open_act": bound.act.id if bound else "", "fault": fault, "contact": queries.contact_of(found),
        "history": timeline(found)[:100], "editable": editable, "cells": actions.CELLS, "today": today,
        "assign": AssignForm(None, units=organisations_of(found.area), matter=found)
        if editable and found.state == chasing.start else None,
    }  # fmt: skip
    return render(request, "plans/chasing/matter.html", context, status=422 if fault or (bound and bound.errors) else 200)


@reads("plans.view")
def matter(request: HttpRequest, pk: int) -> HttpResponse:
    return matter_page(request, matter_of(request, pk))


@writes("plans.draft")
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """An act of the office or of the unit."""
    return acted(request, pk)


@writes("plans.approve")
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """An act of the reviewer."""
    return acted(request, pk)


def acted(request: HttpRequest, pk: int) -> HttpResponse:
    """What the act comes to; what was typed stays on the page where it cannot be done."""
    found, given = matter_of(request, pk), typed(request)
    proofs = [(file.name or "佐证", file.read()) for file in request.FILES.getlist("proof")]
    act = next((one for one in known_chasing().acts if one.id == given.get("act")), None)
    if act is None:
        raise Fault("P181", f"{found.no}：没有这种办理动作。请刷新页面后重试。")
    form = ActForm(given, act=act, approver="")
    if not form.is_valid():
        return matter_page(request, found, form)
    try:
        for fault in let_go(request):
            raise fault
        entry = actions.act(
            pk, act.id, request.user, request.office, form.words(), today=timezone.localdate(), on=form.cleaned_data["on"],
            seen=number_in(given.get("version")), proofs=proofs,
        )  # fmt: skip
    except Fault as fault:
        return matter_page(request, matter_of(request, pk), form, fault)
    messages.success(request, f"{found.no}：已记下“{entry.name}”，现在是“{entry.state}”。")
    return redirect("plans:matter", pk)


@reads("plans.view")
def proof(request: HttpRequest, pk: int, proof: int) -> HttpResponse:
    found = get_object_or_404(MatterProof.objects.filter(entry__matter=matter_of(request, pk)), pk=proof)
    return attachment(queries.proof_content(found), found.name, "application/octet-stream")


@writes("plans.draft")
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    found = matter_of(request, pk)
    form = AssignForm(request.POST, units=organisations_of(found.area), matter=found)
    if not form.is_valid():
        raise Fault("P181", f"{found.no}：主办单位、协办单位或时限填得不对。请从列表里选单位，时限写 2026-12-31 的样子。")
    given = form.cleaned_data
    seen = number_in(request.POST.get("version"))
    actions.assign_matter(found, given["lead"], list(given["helpers"]), given["due_on"], request.user, seen=seen)
    messages.success(request, f"{found.no}：已分派。")
    return redirect("plans:matter", pk)


@writes("plans.draft")
def change(request: HttpRequest, pk: int) -> HttpResponse:
    found, given = matter_of(request, pk), typed(request)
    field = given.get("field", "")
    if field not in actions.CELLS:
        raise Fault("P181", f"{found.no}：没有这一格。请刷新页面后重试。")
    seen = number_in(given.get("version"))
    actions.change_matter(found, field, given.get("value", ""), request.user, seen=seen, reason=given.get("reason", ""))
    return redirect("plans:matter", pk)


@reads("plans.draft")
def contact(request: HttpRequest, pk: int) -> HttpResponse:
    found = matter_of(request, pk)
    purpose = request.GET.get("purpose", "").replace("\0", "").strip()[:200]
    if not purpose:
        raise Fault("P181", f"{found.no}：查看责任人和电话要写明事由。请填写后再看。")
    record_reading(found, "责任人/电话", purpose, request.user)
    return render(request, "plans/chasing/contact.html", {"matter": found})


@writes("plans.draft")
def chase_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """The chosen duties of an issued plan become matters; all of them where none is chosen."""
    plan = plan_of(request, pk)
    chosen = [number_in(one) for one in request.POST.getlist("duties")]
    chosen = chosen or list(plan.duties.filter(removed_at=None).values_list("pk", flat=True))
    made = actions.open_from_duties(plan, chosen, request.office, request.user, on=timezone.localdate())
    says = f"已立项 {len(made)} 件，核对主办单位和时限后下发。" if made else "这些任务都已经列入督办，没有重复立项。"
    messages.success(request, says)
    return redirect("plans:chasing")


@writes("plans.draft")
def issue_all(request: HttpRequest) -> HttpResponse:
    """Every matter that has a lead and waits to be handed down is handed down."""
    issued, left = actions.issue_ready(request.office, request.user, today=timezone.localdate())
    more = f"；还有 {left} 件没有主办单位，没有下发" if left else ""
    messages.success(request, f"已下发 {issued} 件{more}。")
    return redirect("plans:chasing")
