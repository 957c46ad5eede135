"""A form with what goes into each of its places, as pages, files and commands take it."""

from typing import NamedTuple

from zhiheng.core.filling.files import Kind
from zhiheng.core.measuring import Period
from zhiheng.core.values.filling import Entry, Form, Meaning, State
from zhiheng.directory.models import Area
from zhiheng.indicators.queries import Figure

NAMES: dict[State, str] = {"filled": "已填", "ask": "请核对", "unknown": "未填"}


class Choice(NamedTuple):
    """One candidate for a place, with what would be written."""

    indicator: str
    name: str
    written: str
    why: str


class Place(NamedTuple):
    """One place of a form as it is shown and kept."""

    meaning: Meaning
    entry: Entry
    figure: Figure | None
    earlier: Figure | None  # of the days that a change is against

    @property
    def address(self) -> str:
        """Where it stands, as people say it."""
        return self.entry.address

    @property
    def state_name(self) -> str:
        """The state in words."""
        return NAMES[self.entry.state]


class Proposal(NamedTuple):
    """A form with what goes into each of its places."""

    kind: Kind
    form: Form
    area: Area
    period: Period
    places: list[Place]
    choices: dict[str, list[Choice]]

    def count(self, state: State) -> int:
        """How many places are in that state."""
        return sum(place.entry.state == state for place in self.places)

    @property
    def names(self) -> dict[str, str]:
        """The names of the indicators that the form may ask for, by id."""
        return {choice.indicator: choice.name for choices in self.choices.values() for choice in choices}

    @property
    def entries(self) -> list[Entry]:
        """What is written, by place."""
        return [place.entry for place in self.places]
