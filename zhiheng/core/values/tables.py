"""A table as an office prints it, before it becomes a file."""

from typing import Literal

from msgspec import Struct


class Column(Struct, frozen=True, kw_only=True):
    """One column. `width` in characters (Chinese characters count two); `merge` joins equal neighbours downwards."""

    key: str
    name: str
    width: int = 12
    merge: bool = False
    align: Literal["left", "center", "right"] = "left"


class Table(Struct, frozen=True, kw_only=True):
    """Title, note, columns and rows of text. `rows[i][key]`; a missing key prints empty."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[dict[str, str], ...]
    note: str = ""
    printed_on: str = ""  # ISO date
