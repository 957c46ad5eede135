"""A round of comments 征求意见: what the units said of a draft, and what became of it."""

from hashlib import sha256
from typing import Literal

from msgspec import Struct

Adopted = Literal["采纳", "部分采纳", "不采纳", ""]

WHOLE_TABLE = "*"  # row id of what is said of the table as a whole


class Opinion(Struct, frozen=True, kw_only=True):
    """What one unit says of one row.

    Shape: `row_id` "*" for the whole table, "" for a row that the unit added; `field` is the name of the column
           that a change is proposed for, "" where it does not say.
    """

    row_id: str
    agrees: bool
    opinion: str = ""
    suggestion: str = ""
    field: str = ""
    about: str = ""  # the row's own words, for a reader

    @property
    def text(self) -> str:
        """Opinion and suggestion in one."""
        parts = [self.opinion] if self.opinion else []
        parts += [self.suggestion] if self.suggestion and self.suggestion != self.opinion else []
        return "；".join(part.rstrip("；。") for part in parts)


class Answer(Struct, frozen=True, kw_only=True):
    """One file that came back. `notes` are sentences a reader should see; `rows` all row ids found in it."""

    file: str
    round_id: str
    unit: str
    opinions: tuple[Opinion, ...] = ()
    rows: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class Remark(Struct, frozen=True, kw_only=True):
    """An opinion, by whom, in which file."""

    unit: str
    file: str
    opinion: Opinion

    @property
    def key(self) -> str:
        """Stays the same when the same answer is read again: decisions are kept by it."""
        said = self.opinion
        parts = (self.unit, said.row_id, said.about if not said.row_id else "", said.field, said.text)
        return sha256("\x1f".join(parts).encode()).hexdigest()[:16]


class RowRemarks(Struct, frozen=True, kw_only=True):
    """All that was said of one row: who wants it otherwise, and who agrees in so many words."""

    row_id: str
    remarks: tuple[Remark, ...] = ()
    agreeing: tuple[str, ...] = ()


class Conflict(Struct, frozen=True, kw_only=True):
    """Remarks that cannot all be followed: of two units on one field, or of one unit in two files."""

    kind: Literal["units", "files"]
    row_id: str
    field: str
    remarks: tuple[Remark, ...]


class Merged(Struct, frozen=True, kw_only=True):
    """A round so far. `answered`, `missing` in the order expected; `silent` answered without an opinion."""

    rows: tuple[RowRemarks, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    answered: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    unexpected: tuple[str, ...] = ()
    repeated_files: tuple[str, ...] = ()  # the same answer again, left out
    notes: tuple[str, ...] = ()


class Decision(Struct, frozen=True, kw_only=True):
    """What became of a remark, and why."""

    adopted: Adopted = ""
    reason: str = ""
