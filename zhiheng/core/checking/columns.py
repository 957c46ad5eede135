"""Which column of a sheet is which field: by the names of the head."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from msgspec import Struct

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.registers import Register

OURS = "质衡"  # what begins the heads of columns that our own exports hide
LOOKED_THROUGH = 10  # rows above the head: titles, notes


class Columns(Struct, frozen=True, kw_only=True):
    """Where each field stands in a sheet.

    Shape: `places[field]` is (column from 0, unit in the head or ""); `head` is the row of the head, from 0.
    """

    head: int
    places: dict[str, tuple[int, str]]
    ignored: tuple[str, ...] = ()  # heads that are no field of the register


def matched_columns(register: Register, rows: Sequence[Sequence[object]], file: str) -> Columns:
    """The columns of the sheet.

    Raises: Fault G101–G103: no head was found, a required column is missing, two columns are one field.
    """
    best: Columns | None = None
    for number, row in enumerate(rows[:LOOKED_THROUGH]):
        found = _matched(register, row, number, file)
        if found.places and (best is None or len(found.places) > len(best.places)):
            best = found
    if best is None:
        names = "、".join(field.head for field in register.fields.values())
        raise Fault("G101", f"{file}：前{LOOKED_THROUGH}行里没有找到表头。请把第一行写成：{names}。")
    missing = [
        field.head
        for key, field in register.fields.items()
        if register.must_fill(key) and field.default is None and key not in best.places
    ]
    if missing:
        raise Fault("G102", f"{file}：第{best.head + 1}行的表头缺少“{'”“'.join(missing)}”。请补上这些列。")
    return best


def state_heads(register: Register) -> dict[str, str]:
    """Heads of what is no field: the state that a row arrives in, and the day on which it entered one."""
    if not register.lifecycle:
        return {}
    days = {f"{state}日期": f"reached.{state}" for state in register.lifecycle.states}
    return {"状态": "state", "state": "state", **days}


def _matched(register: Register, row: Sequence[object], number: int, file: str) -> Columns:
    by_name = {key: key for key in register.fields}
    by_name |= {_plain(field.name): key for key, field in register.fields.items()}
    by_name = state_heads(register) | by_name
    places: dict[str, tuple[int, str]] = {}
    ignored = []
    for column, head in enumerate(row):
        words = _plain(head)
        if not words:
            continue
        key, unit = _field_and_unit(words, by_name)
        if key is None:
            ignored += [] if words.startswith(OURS) else [str(head)]
        elif key in places:
            twice = register.fields[key].name if key in register.fields else words
            raise Fault("G103", f"{file} 第{number + 1}行：有两列都是“{twice}”。请删去或改名其中一列。")
        else:
            places[key] = (column, unit)
    return Columns(head=number, places=places, ignored=tuple(ignored))


def _plain(head: object) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", str(head or ""))).rstrip("*")


def _field_and_unit(words: str, by_name: Mapping[str, str]) -> tuple[str | None, str]:
    """The field that a head names whole, or without the brackets at its end, which then hold the unit."""
    if words in by_name:
        return by_name[words], ""
    match = re.fullmatch(r"(.+)\(([^()]+)\)", words)
    return (by_name.get(match[1]), match[2]) if match else (None, "")
