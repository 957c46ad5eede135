"""Layouts of exports that offices get from platforms, from `profiles/*.toml`: one file a layout."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.layouts import Column, Layout, Place
from zhiheng.core.values.registers import Register
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


class Profile(Struct, frozen=True, kw_only=True):
    """One layout of one register, as a file says it."""

    id: str
    name: str
    register: str
    note: str
    layout: Layout


class ProfileFile(Struct, kw_only=True, forbid_unknown_fields=True):
    """The top of a profile's file. `columns.FIELD` is a head, or {head, unit, values}."""

    name: str
    register: str
    note: str = ""
    columns: dict[str, Any]
    constants: dict[str, str] = {}
    places: dict[str, Place] = {}
    skip: list[str] | None = None
    sheets: str = ""


def profiles(office: Path | None = None) -> dict[str, Profile]:
    """Every profile by id; an office's own file replaces ours. Raises: Fault D201–D203."""
    changes = changes_of(office, "profiles/*.toml") if office else ()
    return _loaded(office if changes else None, changes)


@lru_cache(maxsize=4)
def _loaded(office: Path | None, changes: tuple[Change, ...]) -> dict[str, Profile]:
    return {name: profile_from(path) for name, path in files("profiles", ".toml", office).items()}


def profile_from(path: Path, registers: dict[str, Register] | None = None) -> Profile:
    """The profile of a file; with `registers` its fields are proved. Raises: Fault D201–D203, D206."""
    found = converted(table_of(path, text_of(path)), ProfileFile, path)
    columns = {key: _column(said, path) for key, said in found.columns.items()}
    skip = {} if found.skip is None else {"skip": tuple(found.skip)}
    layout = Layout(columns=columns, constants=found.constants, places=found.places, sheets=found.sheets, **skip)
    profile = Profile(id=path.stem, name=found.name, register=found.register, note=found.note, layout=layout)
    if registers is not None:
        _refuse_strangers(profile, registers, path)
    return profile


def _column(said: Any, path: Path) -> Column:
    return converted({"head": said} if isinstance(said, str) else said, Column, path)


def _refuse_strangers(profile: Profile, registers: dict[str, Register], path: Path) -> None:
    where, layout = place(path), profile.layout
    refuse_unknown([profile.register], registers, f"{where} register")
    register = registers[profile.register]
    states = register.lifecycle.states if register.lifecycle else ()
    known = [*register.fields, "state", *(f"reached.{state}" for state in states)]
    refuse_unknown([*layout.columns, *layout.constants, *layout.places], known, where)
    for key, column in layout.columns.items():
        if key in register.codes:
            refuse_unknown(column.values.values(), register.code_values(key), f"{where} columns.{key}.values")
        if key == "state":
            refuse_unknown(column.values.values(), states, f"{where} columns.state.values")
    told = {*layout.columns, *layout.constants, *layout.places}
    if missing := [key for key in register.fields if register.must_fill(key) and key not in told]:
        raise Fault("D251", f"{where}：没有说必填的“{'”“'.join(missing)}”从哪一列来。请补上。")
