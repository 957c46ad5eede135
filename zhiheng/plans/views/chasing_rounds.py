"""督办: a month's feedback asked for and gathered, and the month's 通报."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date

from zhiheng.core.values.faults import Fault
from zhiheng.documents.arriving import let_go
from zhiheng.plans.chasing import actions, months, notices, queries
from zhiheng.plans.chasing import rounds as reading
from zhiheng.plans.models import ChaseAnswer, ChaseRound
from zhiheng.plans.views.finding import typed
from zhiheng.plans.views.tables import FORMS
from zhiheng.web.access import may, reads, writes
from zhiheng.web.paging import page_of
from zhiheng.web.sending import attachment

LARGEST = 20_000_000  # bytes of one answer


def round_called(request: HttpRequest, pk: int) -> ChaseRound:
    return get_object_or_404(reading.rounds_within(request.scope), pk=pk)


def day_typed(text: str):  # type: ignore[no-untyped-def]
    """The day; None for none. Raises: Fault P188."""
    try:
        day = parse_date(text) if text else None
    except ValueError:
        day = None
    if text and day is None:
        raise Fault("P188", "日期写法不对。请填 2026-11-25 的样子。")
    return day


@writes("plans.draft")
def open_round(request: HttpRequest) -> HttpResponse:
    given, today = typed(request), timezone.localdate()
    due = day_typed(given.get("due_on", "")) or reading.default_due(today)
    opened = actions.open_round(request.office, given.get("period", "").strip() or f"{due:%Y-%m}", due, request.user)
    return redirect("plans:chase-round", opened.pk)


@reads("plans.view")
def rounds(request: HttpRequest) -> HttpResponse:
    due = reading.default_due(timezone.localdate())
    page = page_of(reading.rounds_within(request.scope), request)
    context = {"tab": "rounds", "page": page, "due": due, "period": f"{due:%Y-%m}", "may_draft": may(request, "plans.draft")}
    return render(request, "plans/chasing/rounds.html", context)


def round_context(request: HttpRequest, opened: ChaseRound) -> dict[str, object]:
    return {
        "tab": "rounds", "round": opened, "view": reading.round_view(opened), "today": timezone.localdate(),
        "may_draft": may(request, "plans.draft") and request.office.pk == opened.office_id,
    }  # fmt: skip


@reads("plans.view")
def round_page(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "plans/chasing/round.html", round_context(request, round_called(request, pk)))


@reads("plans.draft")
def sheets(request: HttpRequest, pk: int) -> HttpResponse:
    opened = round_called(request, pk)
    made = reading.zip_of(reading.sheets_of(opened, timezone.localdate()), opened.period)
    return attachment(made, f"{opened.area.name} {opened.period} 督办反馈表.zip", "application/zip")


@reads("plans.draft")
def sheet(request: HttpRequest, pk: int, unit: int) -> HttpResponse:
    opened = round_called(request, pk)
    made = reading.sheets_of(opened, timezone.localdate(), unit)
    for name, content in made.items():
        return attachment(content, f"{name} 督办反馈 {opened.period}.xlsx", FORMS["xlsx"][1])
    raise Fault("P188", "这个单位没有要反馈的事项，或者事项都已办结。请刷新页面后核对。")


@writes("plans.draft")
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    opened = round_called(request, pk)
    files = [(file.name or "", file.read(LARGEST + 1)) for file in request.FILES.getlist("files")]
    if not files:
        raise Fault("P188", "没有收到文件。请选择或拖入各单位交回的表。")
    day = day_typed(typed(request).get("arrived_on", ""))
    taken = actions.take_back(opened, files, request.user, today=timezone.localdate(), arrived_on=day)
    refused = [actions.Taken("", "refused", f"{fault.says}（{fault.id}）") for fault in let_go(request)]
    return render(request, "plans/chasing/round.html", round_context(request, opened) | {"taken": taken + refused})


@writes("plans.draft")
def settle(request: HttpRequest, pk: int, answer: int) -> HttpResponse:
    waiting = get_object_or_404(ChaseAnswer.objects.filter(asked__round=round_called(request, pk)), pk=answer)
    if request.POST.get("do") == "use":
        actions.use_answer(waiting, request.user, today=timezone.localdate())
        messages.success(request, "已采用，记为今天的反馈。")
    else:
        actions.drop_answer(waiting, request.user)
        messages.success(request, "已标为不用；原文件还在。")
    return redirect("plans:chase-round", pk)


def month_called(request: HttpRequest, period: str) -> months.Month:
    today = timezone.localdate()
    found = queries.matters_within(request.scope)
    return months.month_of(found, f"{today:%Y-%m}" if period == "now" else period, today)


@reads("plans.view")
def month(request: HttpRequest, period: str) -> HttpResponse:
    found = month_called(request, period)
    context = {"tab": "month", "month": found, "lines": notices.paragraphs(found), "before": months.month_before(found)}
    return render(request, "plans/chasing/month.html", context)


@reads("plans.view")
def notice(request: HttpRequest, period: str) -> HttpResponse:
    found = month_called(request, period)
    body = notices.notice_docx(found, request.office)
    return attachment(body, f"{found.name}督办情况通报.docx", FORMS["docx"][1])
