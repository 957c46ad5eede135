"""The form of one row."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from zhiheng.core.values.registers import Register
from zhiheng.directory.models import Area
from zhiheng.registers import actions, queries
from zhiheng.registers.entry import form_fields
from zhiheng.registers.merging import picked
from zhiheng.registers.models import Row
from zhiheng.registers.views.finding import register_called, row_called
from zhiheng.web.access import writes
from zhiheng.web.asking import number_in, typed


@writes("registers.add", methods=("GET", "POST"))
def add(request: HttpRequest, register: str) -> HttpResponse:
    found = register_called(request, register)
    draft = queries.draft_of(found, 0, request.user)
    if request.method == "GET":
        first = queries.first_words(found, _own_area(request, found))
        entered = actions.Entered(first | (draft.cells if draft else {}), was=first)
        return _form(request, found, None, entered, draft)
    entered = actions.add_row(found, _typed(request, found), request.office, request.user)
    if entered.row is None:
        return _form(request, found, None, entered, None)
    _say_saved(request, "已登记。", entered)
    return _onward(request, entered.row)


@writes("registers.change", methods=("GET", "POST"))
def change(request: HttpRequest, register: str, pk: int) -> HttpResponse:
    found = register_called(request, register)
    one = row_called(request, found, pk)
    draft = queries.draft_of(found, pk, request.user)
    if request.method == "GET":
        now = queries.row_words(found, one)
        fresh = draft if draft and draft.version == one.version else None
        entered = actions.Entered(now | (fresh.cells if fresh else {}), marks=one.marks, was=now, version=one.version)
        return _form(request, found, one, entered, fresh)
    entered = actions.change_row(found, pk, _typed(request, found), request.user)
    if entered.row is None:
        return _form(request, found, one, entered, None)
    _say_saved(request, "已更改。", entered)
    return redirect("registers:row", register, pk)


@writes("registers.add")
def keep_draft(request: HttpRequest, register: str) -> HttpResponse:
    found, row = register_called(request, register), number_in(request.POST.get("of"))
    if request.POST.get("act") == "drop":
        actions.drop_draft(found, row, request.user)
        return redirect("registers:change", register, row) if row else redirect("registers:add", register)
    words = _typed(request, found)
    actions.keep_draft(found, row, words.words, words.version, request.user)
    return render(request, "registers/draft_kept.html", {"at": timezone.now()})


def _own_area(request: HttpRequest, register: Register) -> Area:
    """The office's area; where her role holds over a part of it alone, the first of that."""
    scope = request.rights.scope(register.id, "registers.add")
    whole = scope is None or scope.covers(request.office.area)
    return request.office.area if whole else queries.areas_of(scope).first()


def _typed(request: HttpRequest, register: Register) -> actions.Typed:
    """What the form says; where two changed one field, her pick."""
    words = {
        key: "、".join(request.POST.getlist(f"f.{key}")).replace("\0", "").strip()
        for key, field in register.fields.items()
        if not field.derive
    }
    was = _words_in(request.POST.get("was", ""))
    picks = {key: request.POST.get(f"pick.{key}", "") for key in words}
    version = number_in(request.POST.get("version"))
    return actions.Typed(picked(words, was, picks), was, version, typed(request.POST, "reason"))


def _words_in(text: str) -> dict[str, str]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return {str(key): str(words) for key, words in found.items()} if isinstance(found, dict) else {}


def _form(request: HttpRequest, register: Register, row: Row | None, entered: Any, draft: Any) -> HttpResponse:
    shown = queries.derived_words(register, row) if row else {}
    fields = form_fields(register, entered.words, entered.problems, entered.marks, entered.conflicts, shown)
    context = {"register": register, "row": row, "entered": entered, "fields": fields, "draft": draft}
    context |= {"was": json.dumps(entered.was, ensure_ascii=False)}
    context |= {"both": [field for field in fields if field.conflict and not field.conflict.taken]}
    context |= {"others": [problem for problem in entered.problems if not problem.field]}
    context |= {"areas": queries.areas_round(request.scope, request.office.area)}
    status = 422 if request.method == "POST" else 200
    return render(request, "registers/form.html", context, status=status)


def _say_saved(request: HttpRequest, words: str, entered: Any) -> None:
    messages.success(request, words)
    for problem in entered.problems:
        messages.warning(request, problem.says)


def _onward(request: HttpRequest, row: Row) -> HttpResponse:
    if request.POST.get("act") == "another":
        return redirect("registers:add", row.register)
    return redirect("registers:row", row.register, row.pk)
