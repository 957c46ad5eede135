"""Registers and rows as programs have them: values as they are kept, personal ones masked."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from zhiheng.core.values.registers import Register
from zhiheng.registers.filtering import AFTER, BEFORE, CLOCKS, STATUSES
from zhiheng.registers.known import known_registers
from zhiheng.registers.models import Row
from zhiheng.registers.queries.forms import row_words
from zhiheng.registers.queries.lists import Listing
from zhiheng.registers.showing import masked_data
from zhiheng.web.rights import Rights

OF_EVERY_LIST = {"q", "area", "period", "from", "to", "status", "state", "clock", "unit", "sort", "after", "before"}


def told_registers(rights: Rights) -> list[dict[str, Any]]:
    """The registers that she may see, with what she may do in each."""
    acts = ("view", "add", "change", "step")
    return [
        {
            "id": id, "name": known_registers()[id].name, "row": known_registers()[id].row,
            "may": [act for act in acts if rights.allows(f"registers.{act}", id)],
        }
        for id in rights.registers(known_registers())
    ]  # fmt: skip


def told_definition(register: Register) -> dict[str, Any]:
    """The definition without its text, in plain values."""
    found = msgspec.to_builtins(register)
    return {key: value for key, value in found.items() if key != "text"}


def strange_names(listing: Listing, given: Mapping[str, str]) -> list[str]:
    """What an address asks that the list is not narrowed by: a page passes over it, a program must know."""
    known = OF_EVERY_LIST | {choice.key + end for choice in listing.choices for end in ("", BEFORE, AFTER)}
    few = {"clock": CLOCKS, "status": STATUSES}
    return [name for name, words in given.items() if name not in known or (words and words not in few.get(name, (words,)))]


def told_rows(register: Register, rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Rows of a list."""
    return [told_row(register, row) for row in rows]


def told_row(register: Register, row: Row) -> dict[str, Any]:
    """One row; its marks without those of personal fields."""
    return {
        "id": row.pk,
        "key": row.key,
        "version": row.version,
        "status": row.status,
        "state": row.state,
        "reached": row.reached,
        "clocks": row.clocks,
        "due_on": row.due_on,
        "locked": row.locked,
        "data": masked_data(register, row.data),
        "marks": {key: mark for key, mark in row.marks.items() if key not in register.personal},
    }


def told_whole(register: Register, row: Row) -> dict[str, Any]:
    """One row with the words that a form holds, which can be sent back."""
    return told_row(register, row) | {"words": row_words(register, row)}
