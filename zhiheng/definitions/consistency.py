"""What must hold between registers: a reference has its register, nothing refers to itself in a circle."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache, partial
from itertools import pairwise

from zhiheng.core.values.conditions import names_in
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.registers import Register
from zhiheng.definitions.catalogue import catalogue
from zhiheng.definitions.lines import lined
from zhiheng.definitions.strict import fault_of, refuse_unknown

HEADER = ("state", "area")


def refuse_inconsistent(texts: Mapping[str, tuple[Register, ...]]) -> None:
    """Raises: the first of `inconsistencies`."""
    for fault in inconsistencies(texts):
        raise fault


def inconsistencies(texts: Mapping[str, tuple[Register, ...]]) -> list[Fault]:
    """What is wrong between registers, each with its file: D202 an unknown register or field of one, D231 two texts of one
    register in force on the same day, D232 a circle."""
    latest = {id: of[-1] for id, of in texts.items()}
    proofs: list[Callable[[], None]] = [partial(_refuse_overlapping, id, of) for id, of in texts.items()]
    proofs += [partial(_refuse_unknown_targets, register, latest) for register in latest.values()]
    proofs += [partial(_refuse_circle_of_fields, register) for register in latest.values()]
    proofs += [partial(_refuse_circles, latest, _keys_of, "编号里的引用"), partial(_refuse_circles, latest, _opened_by, "opens")]
    return [_in_its_file(fault, latest) for proof in proofs if (fault := fault_of(proof))]


def _in_its_file(fault: Fault, registers: Mapping[str, Register]) -> Fault:
    id = fault.says.removeprefix("registers/").partition(".toml")[0]
    return lined(fault, registers[id].text) if id in registers else fault


def _refuse_overlapping(id: str, texts: tuple[Register, ...]) -> None:
    for earlier, later in pairwise(texts):
        if (earlier.in_force.until or date.max) >= (later.in_force.since or date.min):
            raise Fault("D231", f"registers/{id}：两份定义的施行日期重叠。前一份的 in_force 请写 to，止于后一份的前一天。")


def _refuse_circle_of_fields(register: Register) -> None:
    derived = {key: field.of for key, field in register.fields.items() if field.derive}
    _refuse_circle(derived, lambda key: derived.get(key, ()), f"registers/{register.id}.toml derive")


def _refuse_unknown_targets(register: Register, registers: Mapping[str, Register]) -> None:
    where = f"registers/{register.id}.toml"
    for key, field in register.fields.items():
        if field.to:
            refuse_unknown([field.to], (*registers, *_in_catalogue()), f"{where} [fields.{key}] to")
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
def _in_catalogue() -> tuple[str, ...]:
    """Every definition there is to be: a reference to what another app keeps is text that its page finds."""
    return tuple(line.slug for line in catalogue())


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
