"""What a call is about, found in what the caller gave: through the loops around it, and in its parts."""

from collections.abc import Mapping

from zhiheng.core.values.indicators import Indicator, Measured
from zhiheng.core.writing.templates.asking import Answer, Ask, Given, Part
from zhiheng.core.writing.templates.calls import Compared, Each, Named


class Finder:
    """The given at one place of the template. `items` are those that the loops around stand at."""

    def __init__(self, given: Given, items: Mapping[str, Part] | None = None, *, first: bool = True, last: bool = True) -> None:
        self.given, self.items, self.first, self.last = given, items or {}, first, last

    def at(self, name: str, item: Part, place: int, count: int) -> "Finder":
        """The same inside a loop that stands at an item."""
        return Finder(self.given, {**self.items, name: item}, first=place == 0, last=place == count - 1)

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

    def keys(self) -> tuple[str, ...]:
        """What tells one turn of the loops around from another."""
        return tuple(item.key for item in self.items.values())

    def _of(self, call: Named, ask: Ask) -> Measured | None:
        key = call.area if isinstance(call.area, Each) else call.part
        if not key:
            return self.answer(ask).measured
        wanted = self.items[key.name].key if isinstance(key, Each) else key
        return next((part.measured for part in self.answer(ask).parts if part.key == wanted), None)
