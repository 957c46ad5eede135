"""Which steps lead on from a row, who takes them, and what each still needs."""

from typing import NamedTuple

from zhiheng.core.scheduling import lacking, possible_steps
from zhiheng.core.values.lifecycles import Step
from zhiheng.core.values.registers import Register
from zhiheng.core.values.roles import STEP_TAKERS
from zhiheng.registers.known import known_registers
from zhiheng.registers.models import Row
from zhiheng.registers.proofs import new_proofs
from zhiheng.web.rights import Rights

PROOF = "证据材料"


class Way(NamedTuple):
    """One step from where a row is: what is lacking for it, and whether who asks may take it."""

    step: Step
    lacking: tuple[str, ...]
    hers: bool
    tells: tuple[str, ...]  # who is told
    opens: str  # the name of the register it opens a row of
    ends: bool  # nothing is due after it

    @property
    def who(self) -> str:
        """Who takes it, in words."""
        return STEP_TAKERS.get(self.step.who, self.step.who)

    @property
    def fields_lacking(self) -> bool:
        """Whether something must be filled in first."""
        return any(one != PROOF for one in self.lacking)

    @property
    def needs_proof(self) -> bool:
        """Whether a file must go with it that is not there yet."""
        return PROOF in self.lacking


def ways(register: Register, row: Row, rights: Rights) -> list[Way]:
    """Every step that leads on, one for each state it leads to: her own, where several roles have one. A void row has none."""
    if row.status == "void":
        return []
    proofs = new_proofs(row)
    found: dict[str, Way] = {}
    for step in possible_steps(register, row.state):
        hers = rights.acts_as(step.who, register.id, row.area)
        if step.end not in found or (hers and not found[step.end].hers):
            wanting, ends = lacking(register, step, row.data, proofs), step.end in register.lifecycle.end
            found[step.end] = Way(step, wanting, hers, _told(register, step, row), _opened(step), ends)
    return list(found.values())


def way_to(register: Register, row: Row, rights: Rights, to: str) -> Way | None:
    """The step to that state; None where there is none."""
    return next((way for way in ways(register, row, rights) if way.step.end == to), None)


def _told(register: Register, step: Step, row: Row) -> tuple[str, ...]:
    values = [row.data.get(key) for key in step.notify if register.fields[key].type == "organisation"]
    return tuple(str(name) for value in values for name in (value if isinstance(value, list) else [value]) if name)


def _opened(step: Step) -> str:
    return known_registers()[step.opens.register].name if step.opens else ""
