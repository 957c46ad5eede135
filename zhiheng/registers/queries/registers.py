"""The registers themselves, with how many rows each holds."""

import hashlib
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Max, Q

from zhiheng.core.values.registers import Register
from zhiheng.registers.known import known_registers
from zhiheng.registers.models import Row
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


def register_lines(scope: Scope) -> list[RegisterLine]:
    """Every register with the rows the office may see."""
    found = (
        Row.objects.within(scope, reach="below")
        .order_by()
        .values("register")
        .annotate(rows=Count("pk", filter=Q(status="kept")), latest=Max("event_on"))
    )
    counted = {line["register"]: line for line in found}
    none = {"rows": 0, "latest": None}
    return [
        RegisterLine(register, (line := counted.get(name, none))["rows"], line["latest"])
        for name, register in known_registers().items()
    ]
