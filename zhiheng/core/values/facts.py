"""What a document may say of one row: its columns, the words of its cells, and the rows beside it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from msgspec import Struct

from zhiheng.core.values.papers import Origin
from zhiheng.core.values.registers import Field
from zhiheng.core.values.tables import Column


class Thing(Struct, frozen=True, kw_only=True):
    """What can be asked of rows of one kind.

    Shape: `codes[column]` are the values of a code, in the order of the definition; `states` those it can be in; `columns` how a
           table of them is set where offices have a habit.
    """

    id: str
    name: str
    fields: Mapping[str, Field]
    codes: Mapping[str, tuple[str, ...]] = {}
    states: tuple[str, ...] = ()
    columns: Mapping[str, Column] = {}


class Cell(Struct, frozen=True, kw_only=True):
    """One cell in words.

    Shape: `parts` are its values one by one, where it may have many.
    Unit:  `number` is in `unit`, which `text` says.
    None:  `text` is "" where nothing is known; `day` of what is no date, `number` of what is no number or no plain one.
    """

    text: str = ""
    parts: tuple[str, ...] = ()
    day: date | None = None
    number: Decimal | None = None
    unit: str = ""


class Record(Struct, frozen=True, kw_only=True):
    """One row: `name` is what people call it, `lists` are the rows beside it by the name of the list."""

    thing: str
    row: int
    name: str
    cells: Mapping[str, Cell]
    lists: Mapping[str, tuple["Record", ...]] = {}

    @property
    def key(self) -> str:
        """What tells it from others in one document."""
        return f"{self.thing}/{self.row}"

    def origin(self, column: str = "", head: str = "") -> Origin:
        """Where a word of it comes from; without a column, what was reckoned from the row."""
        return Origin(thing=self.thing, row=self.row, column=column, name=" ".join(filter(None, (self.name, head))))
