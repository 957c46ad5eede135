"""Upper bodies of a document become the office's own: nothing is lost, nothing is guessed."""

from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from zhiheng.core.aligning.naming import Names
from zhiheng.core.aligning.ordering import in_protocol_order
from zhiheng.core.values.units import (
    Alignment,
    Counterpart,
    Missing,
    OwnAssignment,
    OwnUnit,
    UnitWords,
)

NO_WORDS = UnitWords()
_BEFORE_ALL_REFORMS = "0001-01-01"
_ALL_REFORMS = "9999-12-31"


class _Found(NamedTuple):
    own: tuple[str, ...]
    vertical: bool = False
    note: str = ""


def own_units(
    names: Sequence[str],
    counterparts: Sequence[Counterpart],
    order: Sequence[str],
    *,
    words: UnitWords = NO_WORDS,
    on: str = _ALL_REFORMS,
    open_ended: bool = False,
    first_leads: bool = False,
) -> Alignment:
    """The office's own units for a list of upper ones, in protocol order, each once.

    `on` is the day (ISO) whose names hold: reforms after it are not applied. With `first_leads` the first
    unit stays first. A name that is already the office's own stays.
    Laws:   every name is in `stands_for` of a unit or phrase, in `without` or in `missing`; aligning what
            came out changes nothing.
    Source: docs/methods/aligning.md
    """
    table = _Counterparts(counterparts, Names(words))
    answers = {name: table.own(name, on) for name in dict.fromkeys(names)}
    found = {name: answer for name, answer in answers.items() if isinstance(answer, _Found)}
    units = _by_name(found)
    notes = [answer.note for answer in found.values() if answer.note]
    phrases = tuple(unit for own, unit in units.items() if table.names.general(own))
    plain = [own for own, unit in units.items() if unit not in phrases]
    leading = plain[:1] if first_leads else []
    if leading:
        notes += _lead_is_open(names[0], units[leading[0]])
    return Alignment(
        units=tuple(units[own] for own in (*leading, *in_protocol_order(plain[len(leading) :], order))),
        general=phrases,
        without=tuple(name for name, answer in found.items() if not answer.own),
        missing=tuple(answer for answer in answers.values() if isinstance(answer, Missing)),
        open_ended=open_ended,
        notes=tuple(notes),
    )


def _by_name(found: dict[str, _Found]) -> dict[str, OwnUnit]:
    """Each own unit once, with every name it stands for."""
    units: dict[str, OwnUnit] = {}
    for name, answer in found.items():
        for own in answer.own:
            before = units.get(own, OwnUnit(name=own, stands_for=()))
            units[own] = OwnUnit(
                name=own, stands_for=(*before.stands_for, name), vertical=answer.vertical or before.vertical
            )
    return units


def own_assignment(
    lead_units: Sequence[str],
    responsible_units: Sequence[str],
    counterparts: Sequence[Counterpart],
    order: Sequence[str],
    *,
    words: UnitWords = NO_WORDS,
    on: str = _ALL_REFORMS,
    open_ended: bool = False,
    first_leads: bool = False,
) -> OwnAssignment:
    """Lead and responsible units at the own level; a unit that is both leads.

    The first lead unit stays first. `first_leads`: the document says 列首位的为牵头单位, so where it names no
    lead the first responsible unit is the lead.
    """
    if first_leads and not lead_units:
        lead_units, responsible_units = responsible_units[:1], responsible_units[1:]
    lead = own_units(lead_units, counterparts, order, words=words, on=on, first_leads=True)
    rest = own_units(responsible_units, counterparts, order, words=words, on=on, open_ended=open_ended)
    leading = {unit.name for unit in (*lead.units, *lead.general)}
    also = {unit.name: unit.stands_for for unit in (*rest.units, *rest.general) if unit.name in leading}
    return OwnAssignment(
        lead=replace(lead, units=tuple(_standing_also_for(unit, also) for unit in lead.units)),
        responsible=replace(
            rest,
            units=tuple(unit for unit in rest.units if unit.name not in leading),
            general=tuple(unit for unit in rest.general if unit.name not in leading),
        ),
    )


class _Counterparts:
    """The office's 机构对照表, asked by exact name, by spelling and by former name, in this order."""

    def __init__(self, counterparts: Sequence[Counterpart], names: Names) -> None:
        self.names = names
        self._exact = {row.upper: row for row in reversed(counterparts)}
        self._spelled = {names.key(row.upper): row for row in reversed(counterparts)}
        ours = {own: row for row in reversed(counterparts) for own in row.own}
        self._ours = ours
        self._ours_spelled = {names.key(own): own for own in ours}
        self._vertical = {own for row in counterparts if row.vertical for own in row.own}

    def own(self, name: str, on: str) -> _Found | Missing:
        if name in self._ours:
            return _Found((name,), name in self._vertical)
        if row := self._exact.get(name):
            return _Found(row.own, row.vertical)
        if self.names.general(name):
            return _Found((name,))
        return self._listed(name) or self._under_later_name(name, on)

    def _under_later_name(self, name: str, on: str) -> _Found | Missing:
        later, reform = self.names.renamed(name, on)
        if reform is None:
            return Missing(name=name, reason=self._not_listed(name))
        said = f"“{name}”（{reform.said}）现为“{'、'.join(later)}”"
        found = [self._listed(new) for new in later]
        if found[0] and all(one and one.own == found[0].own for one in found):
            return _Found(found[0].own, found[0].vertical, f"{said}。")
        if len(later) > 1:
            return Missing(name=name, reason=f"{said}，职责已分开。请指定本级对应单位。")
        return Missing(name=name, reason=f"{said}，机构对照表里没有。请指定本级对应单位。")

    def _not_listed(self, name: str) -> str:
        """Why a name of today is asked about; where the table still has a former name of it, that is said."""
        former = [old for old in self.names.formerly(name, _BEFORE_ALL_REFORMS) if old != name and self._listed(old)]
        if former:
            return f"机构对照表里没有“{name}”，只有它的前身“{'、'.join(former)}”。请把对照表改为现名，或指定本级对应单位。"
        return f"机构对照表里没有“{name}”。请指定本级对应单位，或注明本级无此机构。"

    def _listed(self, name: str) -> _Found | None:
        if row := self._exact.get(name) or self._spelled.get(self.names.key(name)):
            return _Found(row.own, row.vertical)
        if own := self._ours_spelled.get(self.names.key(name)):
            return _Found((own,), own in self._vertical)
        return None


def _lead_is_open(first: str, leading: OwnUnit) -> list[str]:
    if first in leading.stands_for:
        return []
    return [f"原牵头单位“{first}”在本级没有对应单位，暂由“{leading.name}”列首位，请核定。"]


def _standing_also_for(unit: OwnUnit, also: dict[str, tuple[str, ...]]) -> OwnUnit:
    return replace(unit, stands_for=tuple(dict.fromkeys((*unit.stands_for, *also.get(unit.name, ())))))
