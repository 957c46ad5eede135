"""The registers that somebody keeps in her menu."""

from typing import Any

from zhiheng.core.values.registers import Register
from zhiheng.registers.models import Pin
from zhiheng.web.access import demand


def turn_pin(register: Register, by: Any) -> bool:
    """Whether the register is pinned now: it was not, or it was. Raises: NotAllowed U401."""
    demand(by, "registers.view", register=register.id)
    pin, made = Pin.objects.get_or_create(by=by, register=register.id)
    if not made:
        pin.delete()
    return made
