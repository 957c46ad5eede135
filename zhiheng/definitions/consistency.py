"""What must hold between registers: a reference has its register, nothing refers to itself in a circle."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from itertools import pairwise

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.registers import Register
from zhiheng.definitions.catalogue import catalogue
from zhiheng.definitions.conditions import names_in
from zhiheng.definitions.strict import refuse_unknown

HEADER = ("state", "area")


def refuse_overlapping(texts: Mapping[str, tuple[Register, ...]]) -> None:
    """Raises: Fault D231: two texts of one register are in force on the same day."""
    for id, of in texts.items():
        for earlier, later in pairwise(of):
            if (earlier.in_force.until or date.max) >= (later.in_force.since or date.min):
                raise Fault("D231", f"registers/{id}：两份定义的施行日期重叠。前一份的 in_force 请写 to，止于后一份的前一天。")


def refuse_inconsistent(registers: Mapping[str, Register]) -> None:
    """Raises: Fault D202 (an unknown register or field of one), D232 (a circle)."""
    for register in registers.values():
        _refuse_unknown_targets(register, registers)
    _refuse_circles(registers, _keys_of, "编号里的引用")
    _refuse_circles(registers, _opened_by, "opens")
    for register in registers.values():
        derived = {key: field.of for key, field in register.fields.items() if field.derive}
        _refuse_circle(derived, lambda key, of=derived: of.get(key, ()), f"registers/{register.id}.toml derive")  # type: ignore[misc]


def _refuse_unknown_targets(register: Register, registers: Mapping[str, Register]) -> None:
    where = f"registers/{register.id}.toml"
    for key, field in register.fields.items():
        if field.to:
            refuse_unknown([field.to], (*registers, *_elsewhere()), f"{where} [fields.{key}] to")
    for step in register.lifecycle.steps if register.lifecycle else ():
        if step.opens:
            refuse_unknown([step.opens.register], registers, f"{where} opens")
            refuse_unknown(step.opens.pairs, registers[step.opens.register].fields, f"{where} opens.copy")
            refuse_unknown(step.opens.pairs.values(), register.fields, f"{where} opens.copy")
    for id, check in register.checks.items():
        for name in names_in(check.when) | names_in(check.expect):
            first, dot, second = name.partition(".")
            if dot and first in register.fields and (target := register.fields[first].to) in registers:
                refuse_unknown([second], (*registers[target].fields, *HEADER), f"{where} [checks.{id}] {first}")


@cache
def _elsewhere() -> tuple[str, ...]:
    """What another app keeps: a reference to it is text that its page finds."""
    return tuple(line.slug for line in catalogue() if line.kept_in != "registers")


def _keys_of(register: Register) -> list[str]:
    return [register.fields[key].to for key in register.key if register.fields[key].to]


def _opened_by(register: Register) -> list[str]:
    return [step.opens.register for step in register.lifecycle.steps if step.opens] if register.lifecycle else []


def _refuse_circles(registers: Mapping[str, Register], next_of: Callable[[Register], list[str]], what: str) -> None:
    _refuse_circle(registers, lambda id: next_of(registers[id]) if id in registers else (), f"registers 的 {what}")


def _refuse_circle(starts: Iterable[str], next_of: Callable[[str], Iterable[str]], where: str) -> None:
    done: set[str] = set()

    def walk(at: str, way: tuple[str, ...]) -> None:
        if at in way:
            circle = " → ".join((*way[way.index(at) :], at))
            raise Fault("D232", f"{where}：绕成了一圈（{circle}）。请断开其中一处。")
        if at not in done:
            for following in next_of(at):
                walk(following, (*way, at))
            done.add(at)

    for start in starts:
        walk(start, ())
