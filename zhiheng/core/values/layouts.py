"""How the columns of a file that somebody else laid out become fields of a register."""

from typing import Literal

from msgspec import Struct

Place = Literal["file", "title", "sheet"]  # the file's name, the lines above the head, the name of the sheet
TOTALS = ("合计", "总计", "小计", "累计", "共计", "注", "备注", "说明", "填表人", "填报人", "审核人", "制表", "单位负责人")


class Column(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The column that a field is taken from, by its head (several rows of head joined by ·); `values` translates cells."""

    head: str
    unit: str = ""
    values: dict[str, str] = {}


class Layout(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One layout, mapped once.

    Shape: `columns[field]` is its column, `constants[field]` what every row has, `places[field]` where beside the rows
           it is told; rows that begin with a word of `skip` are totals or notes; `sheets` "" is the first, 全部 all.
    """

    columns: dict[str, Column] = {}
    constants: dict[str, str] = {}
    places: dict[str, Place] = {}
    skip: tuple[str, ...] = TOTALS
    sheets: str = ""

    @property
    def heads(self) -> tuple[str, ...]:
        """The heads that a file of this layout must have."""
        return tuple(dict.fromkeys(column.head for column in self.columns.values()))


class Head(Struct, frozen=True, kw_only=True):
    """The head of a sheet: the first row below it, from 0, and the name of each column, "" where it has none."""

    first: int
    below: int
    names: tuple[str, ...]

    @property
    def fingerprint(self) -> str:
        """The names that tell one layout from another, in whatever order: the same file next month has the same."""
        return "\n".join(sorted(name for name in self.names if name))


class Proposed(Struct, frozen=True, kw_only=True):
    """The column proposed for a field. `evidence` says why; `unknown` are cells that no code or area is called by."""

    field: str
    column: int
    head: str
    unit: str
    sure: float
    evidence: tuple[str, ...]
    samples: tuple[str, ...]
    values: dict[str, str] = {}
    unknown: tuple[str, ...] = ()
