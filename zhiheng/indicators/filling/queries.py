"""Reading forms on their way."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.db.models import QuerySet

from zhiheng.core.filling import grid_shown, place_of
from zhiheng.core.measuring import period_from
from zhiheng.core.values.filling import Grid
from zhiheng.documents import originals
from zhiheng.indicators.filling.places import Choice, Place, Proposal
from zhiheng.indicators.filling.proposing import proposed, written
from zhiheng.indicators.models import FilledForm
from zhiheng.indicators.queries import seen_indicators
from zhiheng.web.rights import Rights
from zhiheng.web.scoping import Scope


class Shown(NamedTuple):
    """One cell of a form on the page."""

    text: str
    wide: int = 1
    tall: int = 1
    head: bool = False
    place: Place | None = None
    number: int = 0


class ShownTable(NamedTuple):
    """One table of a form on the page."""

    name: str
    lines: list[list[Shown]]


def forms_of(scope: Scope) -> QuerySet[FilledForm]:
    """The forms of an office, the latest first."""
    return FilledForm.objects.within(scope, reach="below").select_related("about", "by")


def content_of(one: FilledForm) -> bytes:
    """The form as it came."""
    return originals.read(one.digest, one.name)


def proposal_of(one: FilledForm, scope: Scope, rights: Rights, content: bytes | None = None) -> Proposal:
    """What goes into a form, as the records stand and a person chose. Raises: Fault M301–M303."""
    content = content_of(one) if content is None else content
    wanted = seen_indicators(rights)
    return proposed(one.name, content, one.kind, scope, one.about, period_from(one.period), wanted, one.choices)  # type: ignore[arg-type]


def filled_file(one: FilledForm, scope: Scope, rights: Rights) -> bytes:
    """The file as it was given; before that as it would be, doubtful places marked."""
    if one.filled_digest:
        return originals.read(one.filled_digest, one.name)
    return written(proposal_of(one, scope, rights), content_of(one))


def tables_shown(proposal: Proposal) -> list[ShownTable]:
    """The tables of the form as the page shows them, each place where it stands."""
    places = {place.address: (number, place) for number, place in enumerate(proposal.places)}
    return [ShownTable(grid.name, _lines(grid, places)) for grid in proposal.form.grids]


def _lines(grid: Grid, places: dict[str, tuple[int, Place]]) -> list[list[Shown]]:
    return [[_shown(cell, wide, tall, places) for cell, wide, tall in line] for line in grid_shown(grid)]


def _shown(cell, wide: int, tall: int, places: dict[str, tuple[int, Place]]) -> Shown:  # type: ignore[no-untyped-def]
    number, place = places.get(cell.address, (0, None))
    text = "（公式）" if cell.kind == "formula" and cell.text else cell.text
    return Shown(text, wide, tall, cell.kind == "text", place, number)


class Group(NamedTuple):
    """Places that ask the same question, answered together: one column of many areas is one question."""

    key: str
    places: list[Place]
    choices: list[Choice]
    chosen: str | None  # what a person chose for all of them; None: nobody did

    @property
    def first(self) -> Place:
        """The place that stands for the others."""
        return self.places[0]

    @property
    def state(self) -> str:
        """ask, filled or unknown, as the first place has it; a chosen one is decided."""
        return "decided" if self.chosen is not None else self.first.entry.state

    @property
    def values(self) -> str:
        """What is written in them now, the first few."""
        said = [place.entry.written or "空" for place in self.places[:4]]
        return "、".join(said) + (" 等" if len(self.places) > 4 else "")


def groups_of(proposal: Proposal, choices: Mapping[str, str]) -> list[Group]:
    """The questions of a form, those that wait first; places that have no candidate are no question."""
    found: dict[str, list[Place]] = {}
    for place in proposal.places:
        if proposal.choices.get(place.address):
            found.setdefault(group_key(place, choices), []).append(place)
    groups = [
        Group(key, places, proposal.choices[places[0].address], choices.get(places[0].address)) for key, places in found.items()
    ]
    order = {"ask": 0, "decided": 1, "filled": 2, "unknown": 3}
    return sorted(groups, key=lambda group: order[group.state])


def group_key(place: Place, choices: Mapping[str, str]) -> str:
    """What places that ask the same have in common."""
    meaning, chosen = place.meaning, choices.get(place.address)
    said = [meaning.memo, chosen, *(one.indicator for one in meaning.options), *(place.entry.says if chosen is None else ())]
    said.append(f"{meaning.change.against} {meaning.change.how}" if meaning.change else "")
    said.append(place.entry.state if chosen is None else "")
    return hashlib.sha256("\n".join(str(word) for word in said).encode()).hexdigest()[:12]


def lines_shown(proposal: Proposal) -> Sequence[Place]:
    """The places that stand in lines of text."""
    return [place for place in proposal.places if place_of(place.address)[1]]
