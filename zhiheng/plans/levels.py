"""The level shift for one area: its 机构对照表 and protocol order, ready for aligning."""

from collections.abc import Sequence
from functools import cached_property

from zhiheng.core.aligning import Names, own_assignment, propose_counterpart, unit_words
from zhiheng.core.values.units import Candidate, Counterpart, OwnAssignment, UnitWords
from zhiheng.definitions import lexicons
from zhiheng.directory.models import Area, Organisation
from zhiheng.directory.queries import counterparts_of, organisations_of


class OwnLevel:
    """What an area knows of its own units. Reads the tables once; make a new one after a change."""

    def __init__(self, area: Area) -> None:
        self.area = area
        self._rewords: dict[str, bool] = {}
        self._assignments: dict[tuple[tuple[str, ...], tuple[str, ...]], OwnAssignment] = {}

    @cached_property
    def words(self) -> UnitWords:
        return unit_words(lexicons())

    @cached_property
    def names(self) -> Names:
        return Names(self.words)

    @cached_property
    def bodies(self) -> list[Organisation]:
        return list(organisations_of(self.area))

    @cached_property
    def organisations(self) -> dict[str, Organisation]:
        """Every body by its name and by its other names."""
        named = {other: body for body in self.bodies for other in body.aliases}
        return named | {body.name: body for body in self.bodies}

    @cached_property
    def order(self) -> tuple[str, ...]:
        return tuple("|".join((body.name, *body.aliases)) for body in self.bodies)

    @cached_property
    def counterparts(self) -> tuple[Counterpart, ...]:
        """The answered rows of the 机构对照表; each body of ours stands for itself."""
        answered = [row for row in counterparts_of(self.area) if row.answer != "asked"]
        ours = {
            row.upper_name: [unit.organisation for unit in row.units.all() if unit.organisation.ended_on is None]
            for row in answered
        }
        rows = [
            Counterpart(
                upper=row.upper_name,
                own=tuple(body.name for body in ours[row.upper_name]),
                vertical=row.answer == "vertical" or any(body.vertical for body in ours[row.upper_name]),
            )
            for row in answered
            if ours[row.upper_name] or row.answer != "ours"  # all of ours ended: the question is open again
        ]
        named = {row.upper for row in rows}
        own = [(other, body) for body in self.bodies for other in (body.name, *body.aliases) if other not in named]
        return (*rows, *(Counterpart(upper=other, own=(body.name,), vertical=body.vertical) for other, body in own))

    def assignment(self, lead: Sequence[str], responsible: Sequence[str]) -> OwnAssignment:
        """Lead and responsible units at the own level, in protocol order, the first lead leading."""
        asked = (tuple(lead), tuple(responsible))
        if asked not in self._assignments:
            self._assignments[asked] = own_assignment(*asked, self.counterparts, self.order, words=self.words)
        return self._assignments[asked]

    def proposals(self, upper_name: str) -> tuple[Candidate, ...]:
        """Who may answer for a body here, the likeliest first, each with its reason."""
        found = propose_counterpart(upper_name, self.area.name, self.area.level, words=self.words)
        if not self._of_this_level(upper_name):
            return found
        same = Candidate(name=upper_name, reason="来文与本级同级，单位名称照写。")
        return (same, *(one for one in found if one.name != upper_name))

    def rewords(self, name: str) -> bool:
        """Whether `name` is a phrase (各市县, 省…领导小组成员单位) that this level words otherwise, without an answer as yet."""
        if name not in self._rewords:
            open_phrase = self.names.general(name) and not any(row.upper == name for row in self.counterparts)
            first = next(iter(self.proposals(name)), None) if open_phrase else None
            self._rewords[name] = first is not None and first.name != name
        return self._rewords[name]

    def _of_this_level(self, name: str) -> bool:
        """Whether a name is of our own level: a province keeps every name, others those that bear their mark."""
        return self.area.level == "province" or name.startswith((self.area.name, self.area.name[-1:]))
