"""Steps of a lifecycle: which are possible, what one still needs, what it makes of a row.

A step is never taken here by itself: a person asks for it, and a severe one names who approved it and on which document.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from zhiheng.core.scheduling.clocks import first_entries
from zhiheng.core.values.lifecycles import AskedStep, Passage, Step, TakenStep
from zhiheng.core.values.registers import AREA, Register

EVIDENCE = "evidence"


def possible_steps(register: Register, state: str) -> tuple[Step, ...]:
    """The steps that lead out of a state; none where the register has no lifecycle."""
    return register.lifecycle.steps_from(state) if register.lifecycle else ()


def step_to(register: Register, state: str, to: str) -> Step | None:
    """The step between two states; None where there is none."""
    return next((step for step in possible_steps(register, state) if step.end == to), None)


def lacking(register: Register, step: Step, values: Mapping[str, Any], evidence: int) -> tuple[str, ...]:
    """What must be filled in or attached before the step, as people call it."""
    needed = [key for key in step.needs if key != EVIDENCE]
    needed += [key for key, field in register.fields.items() if field.required == step.end and key not in needed]
    names = [f"“{register.fields[key].name}”" for key in needed if values.get(key) in (None, "", [])]
    return (*names, "证据材料") if EVIDENCE in step.needs and not evidence else tuple(names)


def taken_step(
    register: Register,
    state: str,
    values: Mapping[str, Any],
    passages: Sequence[Passage],
    asked: AskedStep,
    today: date,
) -> TakenStep:
    """What the step makes of the row. A state entered again keeps its first entry in `reached`."""
    step = step_to(register, state, asked.to)
    if step is None:
        ways = "、".join(one.end for one in possible_steps(register, state)) or "没有（已到终点）"
        return TakenStep(problems=(f"从“{state}”不能走到“{asked.to}”。可选的下一步：{ways}。",))
    problems = _problems(register, step, values, passages, asked, today)
    if problems:
        return TakenStep(problems=tuple(problems))
    after = (*passages, Passage(step.end, asked.on))
    return TakenStep(
        state=step.end,
        passages=after,
        reached=first_entries(after),
        locked=step.lock,
        notify=tuple((key, name) for key in step.notify for name in _each(values.get(key))),
        opens=_opened(step, values),
    )


def _problems(
    register: Register,
    step: Step,
    values: Mapping[str, Any],
    passages: Sequence[Passage],
    asked: AskedStep,
    today: date,
) -> list[str]:
    found = [f"还缺{one}，请先补上。" for one in lacking(register, step, values, asked.evidence)]
    if step.reason and not asked.reason.strip():
        found.append("要写理由，请写明为什么。")
    if step.approval and not (asked.approver.strip() and asked.document.strip()):
        found.append(f"“{step.end}”须由人批准，不会自动发生。请写明批准人和批准所依据的文书。")
    if asked.on > today:
        found.append(f"日期 {asked.on} 在今天之后。请填这一步实际发生的日期。")
    if passages and asked.on < passages[-1].on:
        last = passages[-1]
        found.append(f"日期 {asked.on} 早于进入“{last.state}”的 {last.on}。请核对日期。")
    return found


def _each(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value in (None, "") else [value]


def _opened(step: Step, values: Mapping[str, Any]) -> tuple[str, dict[str, Any]] | None:
    if step.opens is None:
        return None
    copied = {there: values.get(here) for there, here in step.opens.pairs.items()}
    return step.opens.register, {AREA: values.get(AREA)} | copied
