"""The registers of this installation: ours, and those of the office's own tree, which replace ours of the same id."""

from django.conf import settings

from zhiheng.core.values.registers import Register
from zhiheng.definitions.registers import register_called, register_texts, registers


def known_registers() -> dict[str, Register]:
    """Every register by id, in its latest text; read again when a file of the office has changed."""
    return registers(settings.DEFINITIONS)


def known_register(id: str) -> Register:
    """The register of that id. Raises: Fault D206."""
    return register_called(id, settings.DEFINITIONS)


def known_texts(id: str) -> tuple[Register, ...]:
    """Every text of a register, the oldest first."""
    return register_texts(settings.DEFINITIONS)[id]
