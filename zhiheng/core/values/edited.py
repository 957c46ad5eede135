"""A 任务分解表 that was exported, edited in an office program, and came back."""

from typing import Literal

from msgspec import Struct

Kind = Literal["change", "clash", "held", "new", "copied", "gone", "moved", "order"]


class SheetRow(Struct, frozen=True, kw_only=True):
    """One row of the file. `id` is "" of a row somebody wrote; `held` says why a cell cannot be read, by column."""

    row: int  # as the office program numbers it
    id: str = ""
    copied: bool = False  # a second row with the same mark
    cells: dict[str, str] = {}
    held: dict[str, str] = {}


class EditedSheet(Struct, frozen=True, kw_only=True):
    """What came back. `prints` are fingerprints of what each cell said when the file was made, by row and column."""

    plan: str = ""  # the token of the plan; "" where the marks name several
    made_at: str = ""
    contacts: bool = False
    has_slip: bool = False
    columns: tuple[str, ...] = ()
    rows: tuple[SheetRow, ...] = ()
    order: tuple[str, ...] = ()  # the rows as they stood in the file when it was made
    prints: dict[str, dict[str, str]] = {}
    notes: tuple[str, ...] = ()


class Standing(Struct, frozen=True, kw_only=True):
    """One duty as it stands now: as its columns print it, and field by field."""

    id: str
    printed: dict[str, str]
    fields: dict[str, str]


class Difference(Struct, frozen=True, kw_only=True):
    """One thing that the file says otherwise. `seen` is a fingerprint of what stands now, for taking it unchanged.

    Kinds: change; clash (changed here too since); held (cannot be taken, `why`); new, copied (a row to add); gone (a row that is
           not in the file); moved (a row taken out here since); order.
    """

    key: str
    kind: Kind
    row: int = 0
    id: str = ""
    field: str = ""
    old: str = ""
    new: str = ""
    why: str = ""
    seen: str = ""
    cells: dict[str, str] = {}  # of a row to add: its fields
    after: str = ""  # of a row to add: the id of the row above it
