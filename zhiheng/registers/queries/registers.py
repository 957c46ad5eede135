"""The registers themselves, with how many rows each holds."""

import hashlib
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Count, Max, Q

from zhiheng.core.values.registers import Register
from zhiheng.core.values.topics import TOPICS
from zhiheng.definitions.archives import menu
from zhiheng.definitions.registers import registers
from zhiheng.registers.known import known_registers, known_texts
from zhiheng.registers.models import Pin, Row
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
    return _digest(register.text)


@lru_cache(maxsize=256)
def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


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


DOZEN = 12
STALE = 1000
OTHERS = "其他"


class Menu(NamedTuple):
    """The registers an office uses, and all of them by topic."""

    used: list[RegisterLine]
    topics: list[tuple[str, list[RegisterLine]]]
    pinned: set[str]


def menu_of(rights: Rights, by: Any, words: str = "") -> Menu:
    """The dozen that somebody pinned or her office uses, filled up from the definition; below, all whose name has `words`."""
    lines = register_lines(rights)
    pinned = set(Pin.objects.filter(by=by).values_list("register", flat=True))
    places = {id: place for place, id in enumerate(menu(settings.DEFINITIONS).first)}
    wanted = [line for line in lines if line.register.id in pinned or line.rows or line.register.id in places]
    wanted.sort(key=lambda line: (line.register.id not in pinned, -line.rows, places.get(line.register.id, DOZEN)))
    found = [line for line in lines if words in line.register.name or words in line.register.id]
    topics: dict[str, list[RegisterLine]] = {}
    for line in found:
        topics.setdefault(line.register.topic, []).append(line)
    in_order = sorted(topics.items(), key=lambda pair: int(pair[0][1:]) if pair[0][1:].isdigit() else DOZEN * DOZEN)
    named = [(f"{id} {TOPICS[id]}" if id in TOPICS else id or OTHERS, of) for id, of in in_order]
    return Menu(wanted[: max(DOZEN, len(pinned))], named, pinned)


def texts_of(register: Register) -> tuple[Register, ...]:
    """Every text of a register, the newest first."""
    return tuple(reversed(known_texts(register.id)))


def is_offices_own(register: Register) -> bool:
    """Whether the text in force is the office's own and not ours."""
    ours = registers().get(register.id)
    return ours is None or ours.text != register.text


def stale_rows(register: Register, scope: Scope) -> int:
    """How many rows were last checked by another text than the present one, counted up to a thousand."""
    rows = Row.objects.within(scope, reach="below").filter(register=register.id, status="kept")
    return rows.exclude(definition=text_digest(register)).order_by()[:STALE].count()
