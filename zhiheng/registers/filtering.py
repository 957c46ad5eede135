"""What a list is narrowed by: what the address says of a register's filters becomes conditions and chips."""

import json
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Q
from django.db.models.lookups import Contains, Exact, GreaterThan, GreaterThanOrEqual, LessThanOrEqual

from zhiheng.core.checking.cells import kept_value
from zhiheng.core.values.lookups import Lookups, Unreadable
from zhiheng.core.values.registers import AREA, NUMBERS, Field, Register
from zhiheng.registers.kept import WHOLE, Holds, Kept, least
from zhiheng.registers.models import Row

NOT_FILLED = "未填"
RANGED = ("date", *NUMBERS)
CLOCKS = ("逾期", "将到期", "在限")
SOON = 7  # days before the last one
STATUSES = ("kept", "void")
SEARCHED = ("text", "product", "organisation")
OF_FIELD = "f."  # what begins the name of a field's filter in an address: a field may be called state or area
BEFORE, AFTER = ".min", ".max"  # what ends the name of either end of a range


class Chip(NamedTuple):
    """One thing that narrows the list, as a person reads it; `names` are the words of the address that say it."""

    text: str
    names: tuple[str, ...]


class Narrowed(NamedTuple):
    """What an address asks of a register's rows.

    Shape: all of `conditions` hold; `leads` is the field whose range comes first, by which the list is then ordered;
           `says` is what could not be understood.
    """

    conditions: tuple[Q, ...]
    chips: tuple[Chip, ...]
    leads: str = ""
    says: tuple[str, ...] = ()


class Choice(NamedTuple):
    """One filter of the list, as its form shows it."""

    key: str
    name: str
    values: tuple[str, ...]  # to choose from; () where it is typed
    chosen: str
    ranged: bool = False
    least: str = ""
    most: str = ""
    kind: str = "text"  # of the input


class Filters:
    """The filters of one register, read from an address."""

    def __init__(self, register: Register, given: Mapping[str, str], known: Lookups, today: date) -> None:
        self._register, self._given, self._known, self._today = register, given, known, today

    @cached_property
    def narrowed(self) -> Narrowed:
        """What the address asks."""
        found: list[tuple[Q, Chip]] = []
        says: list[str] = []
        leads = ""
        for read in (self._words, self._state, self._clock, self._unit):
            found += read()
        for key in self._register.filters:
            field = self._register.fields[key]
            if key == AREA:
                continue
            try:
                more = self._range(key, field) if ranged(field) else self._equal(key, field)
            except Unreadable as problem:
                says.append(f"“{field.name}”：{problem}")
                continue
            leads = leads or (key if more and more[0][1].names[0] != OF_FIELD + key else "")
            found += more
        return Narrowed(tuple(condition for condition, _ in found), tuple(chip for _, chip in found), leads, tuple(says))

    @property
    def choices(self) -> list[Choice]:
        """Every filter, as the form shows it."""
        register = self._register
        found = []
        if register.lifecycle:
            found.append(Choice("state", "状态", register.lifecycle.states, self._asked("state")))
        if register.clocks:
            found.append(Choice("clock", "期限", CLOCKS, self._asked("clock")))
        return found + [self._choice(key, register.fields[key]) for key in register.filters if key != AREA]

    def _choice(self, key: str, field: Field) -> Choice:
        name = OF_FIELD + key
        if ranged(field):
            kind = "date" if field.type == "date" else "text"
            least, most = self._asked(name + BEFORE), self._asked(name + AFTER)
            return Choice(name, field.head, (), self._asked(name), True, least, most, kind)
        values: tuple[str, ...] = ("是", "否") if field.type == "bool" else self._register.code_values(key)
        return Choice(name, field.name, (*values, NOT_FILLED) if values else (), self._asked(name))

    def _asked(self, name: str) -> str:
        return self._given.get(name, "").replace("\0", "").strip()

    def _words(self) -> list[tuple[Q, Chip]]:
        if not (words := self._asked("q")):
            return []
        named = Row.objects.unscoped("the list itself is scoped").filter(register=self._register.id, tail=words)
        if named.exists():  # a whole number, which an index knows
            return [(Q(tail=words), Chip(f"编号“{words}”", ("q",)))]
        fields = self._register.fields
        texts = [key for key in self._register.of_type(*SEARCHED) if not fields[key].personal and not fields[key].many]
        found = Q(key__contains=words)
        for key in texts:
            found |= Q(Contains(Kept(key, fields[key]), words))
        return [(Q(Holds(words)) & found, Chip(f"含“{words}”", ("q",)))]

    def _state(self) -> list[tuple[Q, Chip]]:
        state = self._asked("state")
        return [(Q(state=state), Chip(f"状态：{state}", ("state",)))] if state else []

    def _clock(self) -> list[tuple[Q, Chip]]:
        asked, today = self._asked("clock"), self._today
        soon = today + timedelta(days=SOON)
        spans = {"逾期": Q(due_on__lt=today), "将到期": Q(due_on__range=(today, soon)), "在限": Q(due_on__gte=today)}
        return [(spans[asked], Chip(f"期限：{asked}", ("clock",)))] if asked in spans else []

    def _unit(self) -> list[tuple[Q, Chip]]:
        unit = self._asked("unit")
        return [(Q(unit__name=unit), Chip(f"单位：{unit}", ("unit",)))] if unit else []

    def _equal(self, key: str, field: Field) -> list[tuple[Q, Chip]]:
        if not (words := self._asked(OF_FIELD + key)):
            return []
        chip = Chip(f"{field.name}：{words}", (OF_FIELD + key,))
        if words == NOT_FILLED:
            return [(Q(Exact(Kept(key, field), least(field))), chip)]
        kept, _ = kept_value(field, words, codes=self._register.codes.get(key, ()), known=self._known)
        if field.many:
            entry = json.dumps(kept[0] if isinstance(kept, list) else kept, ensure_ascii=connection.vendor == "sqlite")
            return [(Q(Contains(Kept(key, field), entry)), chip)]
        value = str(kept).lower() if isinstance(kept, bool) else kept
        return [(Q(Exact(Kept(key, field), value)), chip)]

    def _range(self, key: str, field: Field) -> list[tuple[Q, Chip]]:
        if self._asked(OF_FIELD + key):
            return self._equal(key, field)
        found = []
        ends: tuple[tuple[str, str, Callable[..., Any]], ...]
        ends = ((BEFORE, "不小于", GreaterThanOrEqual), (AFTER, "不大于", LessThanOrEqual))
        for end, words, lookup in ends:
            if asked := self._asked(OF_FIELD + key + end):
                bound, _ = kept_value(field, asked, known=self._known, unit="元" if field.type == "money" else "")
                value = float(str(bound)) if field.type in NUMBERS and field.type not in WHOLE else bound
                condition = Q(lookup(Kept(key, field), value)) & Q(GreaterThan(Kept(key, field), least(field)))
                said = {"不小于": "自", "不大于": "至"}[words] if field.type == "date" else words
                found.append((condition, Chip(f"{field.name}{said}{asked}", (OF_FIELD + key + end,))))
        return found


def ranged(field: Field) -> bool:
    """Whether a filter has two ends."""
    return field.type in RANGED and not field.many
