"""One act on many rows: each by itself, with its own line in history; tried first, and nothing of the trial stays."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.registers import Register
from zhiheng.registers.actions.entering import Typed, change_row
from zhiheng.registers.actions.stepping import Wanted, take_step
from zhiheng.registers.actions.voiding import set_status
from zhiheng.registers.models import Row
from zhiheng.registers.names import names_in
from zhiheng.registers.naming import called, firms_called
from zhiheng.registers.wording import form_words
from zhiheng.web.access import demand

MOST = 5_000  # rows of one act
STEP, VOID, SET = "step", "void", "set"


class Act(NamedTuple):
    """What is to be done with each row: a step `to` a state, voiding, or setting one `field` to the words `value`."""

    kind: str
    to: str = ""
    on: date | None = None
    field: str = ""
    value: str = ""
    reason: str = ""
    approver: str = ""
    document: str = ""


class Outcome(NamedTuple):
    """What came, or would come, of one row; `says` is why nothing came of it, "" where it went through."""

    row: Row
    name: str
    says: str


def tried(register: Register, rows: Iterable[Row], act: Act, by: Any) -> list[Outcome]:
    """What would come of each row. Raises: NotAllowed U401. Fault G123, G124: too many rows, the act is not said whole."""
    demand(by, "registers.view", register=register.id)  # each act demands its own right, row by row
    with transaction.atomic():
        found = _each(register, rows, act, by)
        transaction.set_rollback(True)
    return found


def done(register: Register, rows: Iterable[Row], act: Act, by: Any) -> list[Outcome]:
    """What came of each row; one that is refused keeps no other back. Raises: NotAllowed U401. Fault G123, G124."""
    demand(by, "registers.view", register=register.id)
    with transaction.atomic():
        return _each(register, rows, act, by)


def _each(register: Register, rows: Iterable[Row], act: Act, by: Any) -> list[Outcome]:
    some = list(rows)
    if not some or len(some) > MOST:
        raise Fault("G123", f"选中了 {len(some)} 行。一次须选 1 到 {MOST} 行，请用筛选分批办理。")
    do, firms = _act_on(register, act, by), firms_called((register, row) for row in some)
    return [Outcome(row, called(register, row, firms), _refusal(do, row)) for row in some]


def _refusal(do: Callable[[Row], str], row: Row) -> str:
    try:
        with transaction.atomic():
            if says := do(row):
                transaction.set_rollback(True)
            return says
    except Fault as problem:
        return problem.says


def _act_on(register: Register, act: Act, by: Any) -> Callable[[Row], str]:
    if act.kind == STEP and act.to and act.on:
        wanted = Wanted(act.to, act.on, act.reason, act.approver, act.document)
        return lambda row: _nothing_wrong(take_step(row, wanted, by))
    if act.kind == VOID:
        return lambda row: _nothing_wrong(set_status(row, "void", act.reason, by))
    if act.kind == SET and act.field in register.fields and not register.fields[act.field].derive:
        return lambda row: _set(register, row, act, by)
    raise Fault("G124", "没有说清要办什么。请选一件事，并填好它要的内容。")


def _nothing_wrong(result: object) -> str:
    return ""


def _set(register: Register, row: Row, act: Act, by: Any) -> str:
    now = form_words(register, row.data, row.marks, names_in(register, [row.data]))
    if now.get(act.field) == act.value:
        return "本来就是这个内容，没有更改。"
    typed = Typed(now | {act.field: act.value}, now, row.version, act.reason)
    entered = change_row(register, row.pk, typed, by)
    blocking = [problem.says for problem in entered.problems if problem.level == "block"]
    return "" if entered.row else "".join(blocking) or "刚被别人改过，请刷新后再办。"
