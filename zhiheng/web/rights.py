"""What somebody may do, in which areas and of which registers: the sum of the roles that she holds."""

from collections.abc import Iterable
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import PermissionDenied

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.roles import ACTS, STEP_TAKERS, Role
from zhiheng.definitions.registers import registers
from zhiheng.web.scoping import Placed, Scope

OF_THE_OFFICE = frozenset({"documents", "plans", "publications", "directory"})


class NotAllowed(Fault, PermissionDenied):
    """An act without the right to it: as a page 403, in a command its sentence."""


class Hold(NamedTuple):
    """One role that somebody holds: over the areas of `scope`, and of `registers` alone where any are named."""

    role: Role
    scope: Scope
    registers: tuple[str, ...] = ()
    narrowed: bool = False  # to a part of the office's area: what belongs to the office as a whole is not hers

    def allows(self, permission: str, register: str = "", area: Placed | None = None) -> bool:
        """Whether this role alone gives the permission; `area` None: anywhere."""
        if register and self.registers and register not in self.registers:
            return False
        if self.narrowed and permission.partition(".")[0] in OF_THE_OFFICE:
            return False
        return self._reaches(area) and self.role.allows(permission, register)

    def acts_as(self, who: str, register: str, area: Placed | None = None) -> bool:
        """Whether this role alone lets its holder take a step of `who`."""
        return self.allows("registers.step", register, area) and self.role.acts_as(who)

    def _reaches(self, area: Placed | None) -> bool:
        return area is None or self.scope.covers(area)


class Rights(NamedTuple):
    """Every role somebody holds in the office she works for now; several count together."""

    holds: tuple[Hold, ...] = ()
    program: bool = False  # the program itself, which nobody restricts

    def allows(self, permission: str, register: str = "", area: Placed | None = None) -> bool:
        """Whether any role gives the permission, of that register (any where none is named) in that area."""
        return self.program or any(hold.allows(permission, register, area) for hold in self.holds)

    def acts_as(self, who: str, register: str, area: Placed | None = None) -> bool:
        """Whether any role lets her take a step that the register's lifecycle gives to `who`."""
        return self.program or any(hold.acts_as(who, register, area) for hold in self.holds)

    def demand(self, permission: str, register: str = "", area: Placed | None = None) -> None:
        """Nothing, where it is allowed. Raises: NotAllowed U401."""
        if not self.allows(permission, register, area):
            what = ACTS.get(permission.removeprefix("registers."), "做这件事")
            where = "、".join(str(word) for word in (_called(register), area) if word) or "本单位"
            raise NotAllowed("U401", f"您的角色在“{where}”不能{what}。请联系安全管理员授权。")

    def demand_step(self, who: str, register: str, area: Placed | None = None) -> None:
        """Nothing, where she may take a step of `who`. Raises: NotAllowed U402."""
        if not self.acts_as(who, register, area):
            taker = STEP_TAKERS.get(who, who)
            raise NotAllowed("U402", f"“{_called(register)}”的这一步由{taker}办理，您没有这个角色。请联系安全管理员授权。")

    def registers(self, among: Iterable[str], permission: str = "registers.view") -> list[str]:
        """Those of the registers that she may see, or do that with, anywhere."""
        return [register for register in among if self.allows(permission, register)]

    def scope(self, register: str, permission: str = "registers.view") -> Scope | None:
        """Whose rows of a register she may see, or do that with; None when nobody's."""
        found = [hold.scope for hold in self.holds if hold.allows(permission, register)]
        return Scope.joined(found) if found else None


def _called(register: str) -> str:
    """What people call a register."""
    found = registers(settings.DEFINITIONS).get(register) if register else None
    return found.name if found else register


PROGRAM = Rights(program=True)
