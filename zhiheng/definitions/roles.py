"""Roles from `roles/*.toml`, one file a role; an office's file replaces ours of that name."""

import re
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.roles import PERMISSIONS, RegisterActs, Role
from zhiheng.core.values.topics import TOPICS
from zhiheng.definitions.catalogue import catalogue
from zhiheng.definitions.registers import counted
from zhiheng.definitions.strict import (
    Change,
    changes_of,
    converted,
    files,
    place,
    refuse_unknown,
    table_of,
    text_of,
)

KNOWN = tuple(f"{app}.{verb}" for app, verbs in PERMISSIONS.items() for verb in verbs)
LONGEST_ID = 30


class RoleFile(Struct, kw_only=True, forbid_unknown_fields=True):
    """The top of a role's file; `place` is its place in lists."""

    name: str
    says: str
    place: int
    may: list[str] = []
    steps: list[str] = []
    registers: list[dict[str, Any]] = []
    administers: Literal["", "system", "security", "audit"] = ""


def roles(office: Path | None = None) -> dict[str, Role]:
    """Every role by id, in their places. Raises: Fault D201–D203, D281, D282."""
    found, faults = sound_roles(office)
    if faults:
        raise faults[0]
    return found


def sound_roles(office: Path | None = None) -> tuple[dict[str, Role], tuple[Fault, ...]]:
    """The roles that hold, and what is wrong with the others: these give nobody a right, and lock nobody else out.

    Read again when a file of the office has changed.
    """
    changes = changes_of(office, "roles/*.toml", "registers/*.toml") if office else ()
    return _sound(office if changes else None, changes)


@lru_cache(maxsize=4)
def _sound(office: Path | None, changes: tuple[Change, ...]) -> tuple[dict[str, Role], tuple[Fault, ...]]:
    topics, found, faults = _topics(office), [], []
    for path in files("roles", ".toml", office).values():
        try:
            found.append(role_from(path, topics))
        except Fault as fault:
            faults.append(fault)
    return {role.id: role for role in sorted(found, key=lambda role: (role.place, role.id))}, tuple(faults)


def _topics(office: Path | None) -> dict[str, str]:
    """The topic of each register. An office's registers with a mistake are left out: `zhiheng check` names it, and
    nobody is locked out for it."""
    found = {line.slug: line.topic for line in catalogue()}
    with suppress(Fault):
        found |= {register.id: register.topic for register in counted(office).values() if register.topic}
    return found


def role_from(path: Path, topics: Mapping[str, str] = {}) -> Role:
    """The role that one file defines. Raises: Fault D201–D203, D281."""
    top = converted(table_of(path, text_of(path)), RoleFile, path)
    acts = tuple(converted(raw, RegisterActs, path, f"registers {k}") for k, raw in enumerate(top.registers, 1))
    for some in acts:
        refuse_unknown([word for word in some.of if re.fullmatch(r"A\d+", word)], TOPICS, f"{place(path)} registers of")
    if top.administers and acts:
        raise Fault("D281", f"{place(path)}：管理员角色不能看业务台账。请删去 [[registers]]，或者去掉 administers。")
    if len(path.stem) > LONGEST_ID:
        raise Fault("D282", f"{place(path)}：文件名超过{LONGEST_ID}个字符。请改短。")
    return Role(
        id=path.stem,
        name=top.name,
        says=top.says,
        place=top.place,
        permissions=frozenset(one for words in (*top.may, "accounts.own") for one in _named(words, path)),
        steps=tuple(top.steps),
        registers=acts,
        administers=top.administers,
        topics=dict(topics),
    )


def _named(words: str, path: Path) -> list[str]:
    """The permissions that `documents.view` or `documents.*` names."""
    app, _, verb = words.partition(".")
    if verb != "*":
        refuse_unknown([words], KNOWN, f"{place(path)} may")
        return [words]
    refuse_unknown([app], PERMISSIONS, f"{place(path)} may")
    return [f"{app}.{each}" for each in PERMISSIONS[app]]
