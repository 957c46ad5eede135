"""Units of government, and what an upper body's duty becomes at the office's own level."""

from typing import Literal

from msgspec import Struct

from zhiheng.core.values.lexicons import GeneralUnit, ProtocolUnit, UnitAlias, UnitNaming, UnitRename

Level = Literal["province", "city", "county", "township"]


class UnitWords(Struct, frozen=True, kw_only=True):
    """The word lists that aligning needs, taken out of `Lexicons`."""

    protocol_order: tuple[ProtocolUnit, ...] = ()
    aliases: tuple[UnitAlias, ...] = ()
    renames: tuple[UnitRename, ...] = ()
    naming: tuple[UnitNaming, ...] = ()
    general: tuple[GeneralUnit, ...] = ()


class Counterpart(Struct, frozen=True, kw_only=True):
    """One line of the office's 机构对照表: who takes up here what `upper` does above.

    Shape: `own` in the office's order, the first leading; empty says that this level has no such body.
           `vertical` marks a body under 垂直管理: it answers to its own system, not to this government.
    """

    upper: str
    own: tuple[str, ...] = ()
    vertical: bool = False


class Candidate(Struct, frozen=True, kw_only=True):
    """A proposal for the 机构对照表, with its reason; a person accepts it or not.

    None: `name` is None where the proposal is that this level has no such body.
    """

    name: str | None
    reason: str
    vertical: bool = False


class Missing(Struct, frozen=True, kw_only=True):
    """An upper body that the 机构对照表 does not know yet; `reason` is the question to the clerk."""

    name: str
    reason: str


class OwnUnit(Struct, frozen=True, kw_only=True):
    """One unit of the office's own level, and the names, as the document wrote them, that it stands for."""

    name: str
    stands_for: tuple[str, ...]
    vertical: bool = False


class Alignment(Struct, frozen=True, kw_only=True):
    """What became of a list of units. Every name that went in stands in exactly one kind of place.

    Shape: `units` in protocol order, each once; `general` are phrases (各部门), standing after the units;
           `without` are upper bodies that have none here by decision; `missing` are to be asked.
    """

    units: tuple[OwnUnit, ...] = ()
    general: tuple[OwnUnit, ...] = ()
    without: tuple[str, ...] = ()
    missing: tuple[Missing, ...] = ()
    open_ended: bool = False
    notes: tuple[str, ...] = ()  # sentences a reviewer should see (renamed in 2018 …)

    @property
    def names(self) -> tuple[str, ...]:
        """The names to print: units in order, then general phrases."""
        return tuple(unit.name for unit in (*self.units, *self.general))


class OwnAssignment(Struct, frozen=True, kw_only=True):
    """Lead and responsible units of one duty at the office's own level; no unit is in both."""

    lead: Alignment
    responsible: Alignment
