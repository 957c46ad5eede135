"""A row goes from one state to another: on a person's word, with what the step needs, sealed in its history."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from zhiheng.core.checking import referred, row_problems
from zhiheng.core.scheduling import possible_steps, taken_step
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.lifecycles import AskedStep, Step, TakenStep
from zhiheng.core.values.registers import Register
from zhiheng.documents.actions.adding import fitting_name
from zhiheng.history.actions import record
from zhiheng.registers.actions.attaching import keep_proof
from zhiheng.registers.actions.notifying import notify
from zhiheng.registers.actions.opening import open_row
from zhiheng.registers.known import known_register
from zhiheng.registers.lookups import row_of
from zhiheng.registers.models import Row, RowStep
from zhiheng.registers.naming import called
from zhiheng.registers.proofs import new_proofs
from zhiheng.registers.timing import SET, Clockwork
from zhiheng.web.access import demand_step, rights_of

LONGEST_REASON = 200  # characters, as the form says


class Wanted(NamedTuple):
    """A step as a person asks for it. `version` is that of the row she saw; None: whatever it is."""

    to: str
    on: date
    reason: str = ""
    approver: str = ""
    document: str = ""
    version: int | None = None


@transaction.atomic
def take_step(row: Row, wanted: Wanted, by: Any, files: Iterable[UploadedFile] = ()) -> Row:
    """The row in its new state, with its days, notices and what the step opens.

    Raises: NotAllowed U402: another role takes this step. Fault T201: something is lacking · T202: the row is void ·
            T203: somebody changed it meanwhile. A locked row goes on by its steps: what is closed are its fields.
    """
    row = Row.objects.unscoped("the row was found within a scope").select_for_update().select_related("area").get(pk=row.pk)
    register, proofs = known_register(row.register), list(files)
    name = called(register, row)
    _refuse_stale(row, wanted, name)
    step = _step(register, row, wanted.to, by)
    if step:
        demand_step(by, step.who, register=register.id, area=row.area)
    taken = _taken(register, row, wanted, len(proofs))
    before = row.state
    _keep_proofs(row, proofs, by)
    _move(row, register, taken, wanted, by)
    opened = open_row(taken.opens, row, by) if taken.opens else None
    notify(register, row, taken.notify, f"{before} → {row.state}")
    after = {"状态": row.state, "日期": wanted.on.isoformat(), "批准文书": wanted.document}
    after |= {"证据": "、".join(proof.name or "" for proof in proofs), "开立": str(opened or "")}
    said = {key: value for key, value in after.items() if value}
    given = {"reason": wanted.reason.strip(), "approved_by": wanted.approver.strip()}
    record(row, "走到下一步", by, before={"状态": before}, after=said, **given)
    return row


def _refuse_stale(row: Row, wanted: Wanted, name: str) -> None:
    if row.status == "void":
        raise Fault("T202", f"“{name}”已作废，不能再走步骤。请先恢复这一行。")
    if wanted.version is not None and wanted.version != row.version:
        raise Fault("T203", f"“{name}”刚被别人改过，现在在“{row.state}”。请刷新后核对，再决定这一步。")
    if len(wanted.reason) > LONGEST_REASON:
        raise Fault("T205", f"理由有 {len(wanted.reason)} 个字，最多 {LONGEST_REASON} 个。请缩短。")


def _step(register: Register, row: Row, to: str, by: Any) -> Step | None:
    """The step to that state: where two roles have one, her own."""
    ways = [step for step in possible_steps(register, row.state) if step.end == to]
    rights = rights_of(by)
    return next((step for step in ways if rights.acts_as(step.who, register.id, row.area)), ways[0] if ways else None)


def _taken(register: Register, row: Row, wanted: Wanted, proofs: int) -> TakenStep:
    passages = Clockwork(register).passages(row)
    asked = AskedStep(
        to=wanted.to, on=wanted.on, reason=wanted.reason, approver=wanted.approver, document=wanted.document,
        evidence=proofs + new_proofs(row),
    )  # fmt: skip
    taken = taken_step(register, row.state, row.data, passages, asked, timezone.localdate())
    problems = list(taken.problems)
    if not problems:
        beside = {"state": taken.state, **{f"reached.{state}": day.isoformat() for state, day in taken.reached.items()}}
        beside |= referred(register, row.data, row_of)
        problems = [problem.says for problem in row_problems(register, row.data, beside) if problem.level == "block"]
    if problems:
        says = "".join(dict.fromkeys(problems))
        raise Fault("T201", f"“{called(register, row)}”还不能走到“{wanted.to}”：{says}请处理后再走这一步。")
    return taken


def _keep_proofs(row: Row, proofs: list[UploadedFile], by: Any) -> None:
    for proof in proofs:
        keep_proof(row, fitting_name(proof.name or "证据"), proof.read(), by)


def _move(row: Row, register: Register, taken: TakenStep, wanted: Wanted, by: Any) -> None:
    now = timezone.now()
    RowStep.objects.create(
        row=row, start=row.state, end=taken.state, on=wanted.on, reason=wanted.reason.strip(),
        approver=wanted.approver.strip()[:60], document=wanted.document.strip()[:200], by=by, at=now,
    )  # fmt: skip
    row.state, row.locked = taken.state, row.locked or taken.locked
    row.version, row.changed_at = row.version + 1, now
    Clockwork(register).set(row)
    row.save(update_fields=["state", "locked", "version", "changed_at", *SET])
