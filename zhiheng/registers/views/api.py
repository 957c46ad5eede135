"""The registers for programs: the same questions, rights and acts as on the pages, in JSON."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.registers import Register
from zhiheng.registers import actions, queries
from zhiheng.registers.asked import NotUnderstood, body_of, number_sent, plain_words, words_in
from zhiheng.registers.models import Row
from zhiheng.registers.selections import selection
from zhiheng.registers.stepping import StepForm
from zhiheng.registers.views.finding import register_called, row_called
from zhiheng.web.access import by_method, reads, writes
from zhiheng.web.answering import answered, refused

CHANGED_MEANWHILE = "T203"  # as a step says it


@reads("registers.view")
def registers(request: HttpRequest) -> HttpResponse:
    return answered({"registers": queries.told_registers(request.rights)})


@reads("registers.view")
def definition(request: HttpRequest, register: str) -> HttpResponse:
    return answered(queries.told_definition(register_called(request, register)))


@reads("registers.view")
def _listed(request: HttpRequest, register: str) -> HttpResponse:
    found, chosen = register_called(request, register), selection(request, all_days=True)
    scope = request.rights.scope(found.id)
    page = queries.listing(found, scope, request.GET, today=timezone.localdate(), area=chosen.area, period=chosen.period)
    if says := "".join((chosen.says, *page.says)):
        return refused(Fault("G197", f"{says}请改正后再查。"))
    if strange := queries.strange_names(page, request.GET):
        raise NotUnderstood("G190", f"不能按“{strange[0]}”查。请对照 definition，可以查的字段写着 index。", strange[0])
    told = queries.told_rows(found, [line.row for line in page.lines])
    beside = {"next": _page(request, after=page.after), "previous": _page(request, before=page.before)}
    return answered({"count": page.count, "counted": page.counted} | beside | {"rows": told})


def _page(request: HttpRequest, **place: str) -> str | None:
    """The address of another page of the same list."""
    if not any(place.values()):
        return None
    left = {name: value for name, value in request.GET.items() if name not in ("after", "before")}
    return f"{request.path}?{urlencode(left | place)}"


@writes("registers.add")
def _added(request: HttpRequest, register: str) -> HttpResponse:
    found = register_called(request, register)
    words = words_in(found, body_of(request, "data").get("data"))
    first = queries.first_words(found, request.office.area)
    entered = actions.add_row(found, actions.Typed(first | words), request.office, request.user)
    answer = _entered(found, entered, HTTPStatus.CREATED)
    if entered.row:
        answer["Location"] = reverse("api:row", args=(register, entered.row.pk))
    return answer


@reads("registers.view")
def _shown(request: HttpRequest, register: str, pk: int) -> HttpResponse:
    found = register_called(request, register)
    return answered(queries.told_whole(found, row_called(request, found, pk)))


@writes("registers.change", methods=("PATCH",))
def _changed(request: HttpRequest, register: str, pk: int) -> HttpResponse:
    found = register_called(request, register)
    one = row_called(request, found, pk)
    body = body_of(request, "version", "reason", "data")
    words, now = words_in(found, body.get("data")), queries.row_words(found, one)
    if number_sent(body, "version") != one.version:
        return _stale(found, one, words, now)
    typed = actions.Typed(now | words, now, one.version, plain_words(body.get("reason"), "reason"))
    entered = actions.change_row(found, pk, typed, request.user)
    if entered.conflicts:  # between reading the row and writing it
        return _stale(found, row_called(request, found, pk), words, entered.was)
    return _entered(found, entered)


def _stale(register: Register, row: Row, words: dict[str, str], now: dict[str, str]) -> HttpResponse:
    """409: the row as it is now, and the fields in which it differs from what was sent."""
    differs = {key: {"now": now[key], "yours": mine} for key, mine in words.items() if now[key] != mine}
    problem = Fault("G198", "这一行在您读取以后被别人改过。请按现在的内容核对，带上现在的 version 再改。")
    return refused(problem, HTTPStatus.CONFLICT, differs=differs, row=queries.told_whole(register, row))


def _entered(register: Register, entered: actions.Entered, status: int = HTTPStatus.OK) -> HttpResponse:
    told = [{"field": problem.field, "says": problem.says, "level": problem.level} for problem in entered.problems]
    if entered.row is None:
        worst = next(problem for problem in entered.problems if problem.level == "block")
        return refused(Fault("G199", f"没有保存：{worst.says}请改正后重发。"), field=worst.field, problems=told)
    return answered(queries.told_whole(register, entered.row) | {"warnings": told}, status)


@writes("registers.step")
def steps(request: HttpRequest, register: str, pk: int) -> HttpResponse:
    found = register_called(request, register)
    one = row_called(request, found, pk)
    body = body_of(request, "to", "on", "reason", "approver", "document", "version")
    asked: dict[str, Any] = {"version": one.version} | {key: plain_words(value, key) for key, value in body.items()}
    way = queries.way_to(found, one, request.rights, asked.get("to", ""))
    if way is None:
        raise NotUnderstood("G200", f"这一行在“{one.state}”，没有走到“{asked.get('to', '')}”的一步。请核对状态。", "to")
    form = StepForm(asked, way.step, one)
    if not form.is_valid():
        key, says = next(iter(form.errors.items()))
        raise NotUnderstood("G201", f"这一步没有走：{says[0]}请改正后重发。", key)
    try:
        return answered(queries.told_whole(found, actions.take_step(one, form.wanted(), request.user)))
    except Fault as problem:
        if problem.id != CHANGED_MEANWHILE:
            raise
        return refused(problem, HTTPStatus.CONFLICT)


rows = by_method(GET=_listed, POST=_added)
row = by_method(GET=_shown, PATCH=_changed)
