"""What a call is about, found in what the caller gave: through the loops around it, and in its parts."""

from collections.abc import Mapping

from msgspec import Struct

from zhiheng.core.values.facts import Cell, Record, Thing
from zhiheng.core.values.indicators import Indicator, Measured
from zhiheng.core.values.papers import Origin
from zhiheng.core.writing.templates.asking import Answer, Ask, Given
from zhiheng.core.writing.templates.calling import Each
from zhiheng.core.writing.templates.calls import Compared, Named
from zhiheng.core.writing.templates.calls_of_rows import OfRow


class Group(Struct, frozen=True):
    """Rows that say the same in one column, and what they say."""

    key: str
    name: str
    records: tuple[Record, ...]


class One(Struct, frozen=True):
    """One of the values of a cell, and where it comes from."""

    key: str
    name: str
    source: Origin


class Listed(Struct, frozen=True):
    """One of the names that a figure lists or ranks; `answer` is what the loop asked, `area` whose name it is."""

    key: str
    name: str
    indicator: str
    answer: Answer
    area: str = ""


Item = Listed | Record | Group | One


class Finder:
    """The given at one place of the template. `items` are those that the loops around stand at."""

    def __init__(self, given: Given, items: Mapping[str, Item] | None = None, *, first: bool = True, last: bool = True) -> None:
        self.given, self.items, self.first, self.last = given, items or {}, first, last
        self.index = 0  # of the item that the innermost loop stands at, from 1

    def at(self, name: str, item: Item, place: int, count: int) -> "Finder":
        """The same inside a loop that stands at an item."""
        made = Finder(self.given, {**self.items, name: item}, first=place == 0, last=place == count - 1)
        made.index = place + 1
        return made

    def indicator(self, name: str) -> Indicator:
        """The definition of a figure."""
        return self.given.indicators[name]

    def answer(self, ask: Ask) -> Answer:
        """What the caller says to an ask. Raises: KeyError: the caller did not measure all that was asked for."""
        return self.given.answers[ask]

    def measured(self, call: Named) -> Measured | None:
        """The value that a call is about; None where the part is not there."""
        return self._of(call, call.ask)

    def before(self, call: Compared) -> Measured | None:
        """The value that a comparison is held against."""
        return self._of(call, call.before)

    def area(self, call: Named) -> str:
        """The code of the area that a call is about."""
        if isinstance(call.area, Each):
            return self.items[call.area.name].key
        return self.answer(call.ask).area

    def part(self, call: Named) -> str:
        """Which part of the figure a call is about; "" for all of it."""
        if not call.part:
            return ""
        return self.items[call.part.name].key if isinstance(call.part, Each) else call.part

    def record(self, of: str | Each) -> Record:
        """The row that a call speaks of. Raises: KeyError: the caller did not say which."""
        found = self.items[of.name] if isinstance(of, Each) else self.given.record
        if not isinstance(found, Record):
            raise KeyError(of)
        return found

    def cell(self, call: OfRow) -> Cell:
        """What the cell of a call says."""
        return self.record(call.of).cells.get(call.column, Cell())

    def records(self, name: str, of: str | Each) -> tuple[Record, ...]:
        """The rows of a list, or those of them in the group that a loop stands at."""
        group = self.items[of.name] if isinstance(of, Each) else None
        return group.records if isinstance(group, Group) else self.record("").lists[name]

    def head(self, call: OfRow) -> str:
        """What people call the column of a call."""
        record = self.record(call.of)
        thing = next((one for one in self.given.things.values() if one.id == record.thing), None)
        return head_of(thing, call.column) if thing else call.column

    def keys(self) -> tuple[str, ...]:
        """What tells one turn of the loops around from another."""
        return tuple(item.key for item in self.items.values())

    def _of(self, call: Named, ask: Ask) -> Measured | None:
        key = call.area if isinstance(call.area, Each) else call.part
        if not key:
            return self.answer(ask).measured
        wanted = self.items[key.name].key if isinstance(key, Each) else key
        return next((part.measured for part in self.answer(ask).parts if part.key == wanted), None)


def head_of(thing: Thing, column: str) -> str:
    """What people call a column; of a state that was reached, its day."""
    first, _, second = column.partition(".")
    if first == "reached":
        return f"{second}日期"
    if column == "state":
        return "状态"
    return thing.fields[first].name if first in thing.fields else column
