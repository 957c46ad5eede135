"""The pages of returns: what was asked for, one period, one return."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date

from zhiheng.core.values.faults import Fault
from zhiheng.documents.arriving import let_go
from zhiheng.indicators.models import Return, ReturnRound
from zhiheng.indicators.returns import actions, pages, queries, summary
from zhiheng.indicators.returns.asking import open_page
from zhiheng.indicators.returns.forms_kept import known_forms
from zhiheng.indicators.returns.handing_out import file_name, workbook_of, zip_of
from zhiheng.registers.exporting import FORMATS
from zhiheng.web.access import may, reads, writes
from zhiheng.web.asking import number_in, typed
from zhiheng.web.sending import attachment

NO_DAY = "日期写法不对。请填 2025-08-07 的样子。"
LARGEST = 200 * 1024 * 1024  # bytes of one file, as a zip of returns may be


def round_called(request: HttpRequest, pk: int) -> ReturnRound:
    return get_object_or_404(queries.rounds_within(request.scope), pk=pk)


def return_called(request: HttpRequest, pk: int) -> Return:
    return get_object_or_404(queries.returns_within(request.scope), pk=pk)


@reads("returns.view")
def overview(request: HttpRequest) -> HttpResponse:
    """Units by periods of one form, and how punctual they were."""
    known, asked = known_forms(), queries.forms_asked(request.scope)
    chosen = request.GET.get("form", "")
    if chosen not in known and chosen not in asked:
        chosen = next((name for name in (*asked, *known)), "")
    context = {"forms": list(known.values()), "asked": asked, "chosen": known.get(chosen), "id": chosen}
    context |= {"matrix": queries.matrix_of(chosen, request.scope, timezone.localdate())}
    return render(request, "indicators/returns/overview.html", context | {"may_open": may(request, "returns.open")})


@writes("returns.open", methods=("GET", "POST"))
def open_round(request: HttpRequest, form: str) -> HttpResponse:
    context = open_page(form, request.office, request.GET.get("period", ""), timezone.localdate())
    if request.method == "POST":
        post = request.POST
        try:
            opened = actions.open_round(
                form, typed(post, "period"), request.office, request.user, only=post.getlist("units"),
                due_on=parse_date(typed(post, "due_on") or ""),
            )  # fmt: skip
            return redirect("indicators:round", opened.pk)
        except (Fault, ValueError) as problem:
            context["says"] = f"{problem.says}（{problem.id}）" if isinstance(problem, Fault) else NO_DAY
            context["ticked"] = post.getlist("units")
    return render(request, "indicators/returns/open.html", context, status=422 if context.get("says") else 200)


@reads("returns.view")
def round_page(request: HttpRequest, pk: int) -> HttpResponse:
    context = pages.round_page(round_called(request, pk), request.scope, request.rights, timezone.localdate())
    return render(request, "indicators/returns/round.html", context)


@reads("returns.view")
def hand_out(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit's sheet, all in one workbook, or a zip of all."""
    opened, wanted = round_called(request, pk), request.GET.get("as", "zip")
    returns = queries.returns_within(request.scope).filter(round=opened)
    if number := number_in(wanted):
        one = get_object_or_404(returns, pk=number)
        return attachment(workbook_of(opened, [one]), file_name(one), FORMATS["xlsx"])
    if wanted == "one":
        return attachment(workbook_of(opened, returns), f"{opened.name} {opened.period}.xlsx", FORMATS["xlsx"])
    return attachment(zip_of(opened, returns), f"{opened.name} {opened.period}.zip", "application/zip")


@reads("returns.view")
def summed(request: HttpRequest, pk: int) -> HttpResponse:
    """All returns of a period in one table, on the page or as a workbook."""
    opened = round_called(request, pk)
    if request.GET.get("as") == "xlsx":
        content = summary.summary_xlsx(opened, request.scope, timezone.localdate().isoformat())
        return attachment(content, f"{opened.name} {opened.period} 汇总.xlsx", FORMATS["xlsx"])
    found = summary.summary_of(opened, request.scope)
    context = {"opened": opened, "period": queries.period_of(opened), "found": found, "note": summary.note_of(found)}
    return render(request, "indicators/returns/summary.html", context)


@writes("returns.fill")
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    opened = round_called(request, pk)
    for fault in let_go(request):
        messages.error(request, fault.says)
    files = [(file.name or "", file.read(LARGEST)) for file in request.FILES.getlist("files")]
    if not files:
        messages.error(request, "没有收到文件。请选择或拖入各单位交回的表格，也可以是一个 zip。")
    try:
        day = parse_date(typed(request.POST, "arrived_on") or "")
        for name, says in actions.take_back(opened, files, request.user, arrived_on=day):
            messages.info(request, f"{name}：{says}")
    except (Fault, ValueError) as problem:
        messages.error(request, problem.says if isinstance(problem, Fault) else NO_DAY)
    return redirect("indicators:round", opened.pk)


@writes("returns.fill")
def settle(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    opened, post = round_called(request, pk), request.POST
    waiting = get_object_or_404(opened.files.select_related("of__area", "of__round", "round__area"), pk=file)
    try:
        match post.get("act"):
            case "use":
                messages.info(request, actions.use_file(waiting, request.user, typed(post, "reason")))
            case "drop":
                actions.drop_file(waiting, request.user)
            case "name":
                messages.info(request, actions.name_file(waiting, number_in(post.get("unit")), request.user))
    except Fault as problem:
        messages.error(request, f"{problem.says}（{problem.id}）")
    return redirect("indicators:round", opened.pk)


@writes("returns.fill")
def refill(request: HttpRequest, pk: int) -> HttpResponse:
    opened = round_called(request, pk)
    messages.info(request, f"已从台账重新取数，{actions.refill(opened, request.user)} 项有变化；人填过的没有动。")
    return redirect("indicators:round", opened.pk)


@writes("returns.review")
def accept_all(request: HttpRequest, pk: int) -> HttpResponse:
    opened = round_called(request, pk)
    messages.info(request, f"已接收 {actions.accept_all(opened, request.user)} 份；有提醒的请逐份看过再接收。")
    return redirect("indicators:round", opened.pk)


@writes("returns.open")
def urge(request: HttpRequest, pk: int) -> HttpResponse:
    opened, post = round_called(request, pk), request.POST
    try:
        numbers = [number_in(one) for one in post.getlist("returns")]
        made = actions.urge(opened, numbers, post.get("way", ""), typed(post, "text"), request.user)
        messages.success(request, f"已记下对 {len(made)} 个单位的催办。")
    except Fault as problem:
        messages.error(request, f"{problem.says}（{problem.id}）")
    return redirect("indicators:round", opened.pk)


@reads("returns.view")
def urging_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The list of who has not returned, to print and to call through."""
    context = pages.round_page(round_called(request, pk), request.scope, request.rights, timezone.localdate())
    return render(request, "indicators/returns/urging.html", context)


@reads("returns.view")
def return_page(request: HttpRequest, pk: int) -> HttpResponse:
    one = return_called(request, pk)
    return _page(request, one, pages.return_page(one, request.user, timezone.localdate()))


def _page(request: HttpRequest, one: Return, context: dict[str, object], status: int = 200) -> HttpResponse:
    context |= {"may_fill": one.is_open and request.rights.allows("returns.fill", area=one.area)}
    context |= {"may_reopen": not one.is_open and request.rights.allows("returns.review", area=one.round.area)}
    return render(request, "indicators/returns/return.html", context, status=status)


@writes("returns.fill")
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """Keeps a draft, quietly where the page does so by itself, or hands the return in."""
    one, post = return_called(request, pk), request.POST
    said = {
        key.removeprefix("value-"): actions.Typed(words.replace("\0", ""), typed(post, f"note-{key.removeprefix('value-')}"))
        for key, words in post.items()
        if key.startswith("value-")
    }
    do = actions.submit if post.get("act") == "submit" else actions.save
    saved = do(one.pk, said, request.user, seen=number_in(post.get("version")))
    if request.htmx:
        return render(request, "indicators/returns/kept.html", {"saved": saved, "now": timezone.now()})
    if saved.meanwhile or (post.get("act") == "submit" and saved.of.is_open):
        context = pages.return_page(saved.of, request.user, timezone.localdate(), saved, said)
        return _page(request, saved.of, context | {"saved": saved, "refused": True}, status=422)
    messages.success(request, "已报送。" if post.get("act") == "submit" else f"已保存，{saved.changed} 项有改动。")
    return redirect("indicators:return", one.pk)


@writes("returns.review")
def review(request: HttpRequest, pk: int) -> HttpResponse:
    one, post = return_called(request, pk), request.POST
    seen = number_in(post.get("version"))
    try:
        match post.get("act"):
            case "accept":
                actions.accept(one.pk, request.user, seen=seen)
            case "return":
                items = post.getlist("items")
                own = {item: typed(post, f"why-{item}") for item in items}
                actions.send_back(one.pk, items, typed(post, "reason"), request.user, seen=seen, own=own)
            case "reopen":
                actions.reopen(one.pk, typed(post, "reason"), request.user)
    except Fault as problem:
        messages.error(request, f"{problem.says}（{problem.id}）")
    return redirect("indicators:return", one.pk)


@reads("returns.view")
def printed(request: HttpRequest, pk: int) -> HttpResponse:
    one = return_called(request, pk)
    context = pages.return_page(one, request.user, timezone.localdate()) | {"now": timezone.now()}
    return render(request, "indicators/returns/print.html", context)
