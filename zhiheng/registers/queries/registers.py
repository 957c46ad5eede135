"""The registers themselves, with how many rows each holds."""

import hashlib
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Max, Q

from zhiheng.core.values.registers import Register
from zhiheng.registers.known import known_registers
from zhiheng.registers.models import Row
from zhiheng.web.rights import Rights
from zhiheng.web.scoping import Scope


class RegisterLine(NamedTuple):
    """One register in the list of all."""

    register: Register
    rows: int
    latest: date | None


def register_or_none(name: str) -> Register | None:
    """The register of that id, None when there is none."""
    return known_registers().get(name)


def text_digest(register: Register) -> str:
    """The digest of a definition's text: what a row was judged by."""
    return hashlib.sha256(register.text.encode()).hexdigest()


def register_lines(rights: Rights) -> list[RegisterLine]:
    """Every register that somebody may see, with the rows of it that she may; one query for each of her scopes."""
    scopes = {id: scope for id in known_registers() if (scope := rights.scope(id))}
    counted = {
        id: line
        for scope in dict.fromkeys(scopes.values())
        for id, line in _counted(scope, [id for id, of in scopes.items() if of == scope]).items()
    }
    none = {"rows": 0, "latest": None}
    return [
        RegisterLine(known_registers()[id], (line := counted.get(id, none))["rows"], line["latest"]) for id in scopes
    ]


def _counted(scope: Scope, registers: list[str]) -> dict[str, dict[str, Any]]:
    found = Row.objects.within(scope, reach="below")
    if len(registers) < len(known_registers()):
        found = found.filter(register__in=registers)
    lines = (
        found.order_by()
        .values("register")
        .annotate(rows=Count("pk", filter=Q(status="kept")), latest=Max("event_on"))
    )
    return {line["register"]: line for line in lines}
