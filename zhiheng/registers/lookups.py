"""What cells are looked up in: areas, enterprises and rows of other registers; the same for forms and for files."""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from django.db.models import Q

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.lookups import Lookups, Unreadable, no_enterprise
from zhiheng.core.values.registers import usable
from zhiheng.directory.enterprises import Ambiguous, resolver
from zhiheng.directory.queries import areas_within
from zhiheng.registers.known import known_registers
from zhiheng.registers.models import Row
from zhiheng.web.scoping import Scope

REMEMBERED = 10_000  # words of one kind, while one file is read
SOME = 5  # rows named where a reference could mean several


def lookups(
    scope: Scope, newcomer: Callable[[str], int] | None = None, firms: Mapping[str, int] = {}
) -> Lookups:
    """What may be named in a cell by an office of that scope.

    Shape: `newcomer` makes a record of a firm that is not known yet and returns its id; without it such a firm is refused.
           `firms` are those that words are known to mean.
    """
    known = resolver(scope)

    def enterprise(words: str) -> int:
        if words in firms:
            return firms[words]
        try:
            found = known.find(words)
        except Fault as problem:
            raise Unreadable(problem.says) from None
        if isinstance(found, Ambiguous):
            raise Unreadable(found.says)
        return found if found is not None else (newcomer or no_enterprise)(words)

    return Lookups(
        areas=AreasInReach(scope),
        enterprise=lru_cache(REMEMBERED)(enterprise),
        reference=lru_cache(REMEMBERED)(_reference),
        row_of=lru_cache(REMEMBERED)(row_of),
    )


class AreasInReach(Mapping[str, str]):
    """Codes by code and by name of the areas of a scope, looked up when they are asked for.

    A name that two areas share is none, so that nobody is guessed.
    """

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._seen: dict[str, str | None] = {}

    def __contains__(self, words: object) -> bool:
        return self._code(str(words)) is not None

    def __getitem__(self, words: str) -> str:
        if (code := self._code(words)) is None:
            raise KeyError(words)
        return code

    def __iter__(self) -> Iterator[str]:
        return iter(areas_within(self._scope).values_list("code", flat=True))

    def __len__(self) -> int:
        return areas_within(self._scope).count()

    def _code(self, words: str) -> str | None:
        if words not in self._seen:
            named = areas_within(self._scope).filter(Q(code=words) | Q(name=words))
            found = list(named.order_by().values_list("code", flat=True)[:2])
            self._seen[words] = words if words in found else found[0] if len(found) == 1 else None
        return self._seen[words]


def _reference(register: str, words: str) -> str:
    """The natural key of the row that the words mean: its whole key, or the last part of it where only one row has that.

    Raises: Unreadable.
    """
    target = known_registers().get(register)
    if target is None:  # kept by another app
        return words
    rows = Row.objects.unscoped("a reference names a row by its key, whoever's row it is").filter(register=register)
    if rows.filter(key=words).exists():
        return words
    alike = rows.filter(tail=words, status="kept").values_list("key", flat=True)
    found = list(alike.order_by()[:2])
    if len(found) == 1:
        return found[0]
    if not found:
        raise Unreadable(f"“{target.name}”里没有编号是“{words}”的行。请先登记那一行，或核对编号。")
    found = list(alike.order_by("key")[: SOME + 1])
    listed = "、".join(found[:SOME])
    more = "等" if len(found) > SOME else ""
    raise Unreadable(f"“{target.name}”里有几行的编号都是“{words}”。请写全：{listed}{more}。")


def row_of(register: str, key: str) -> Mapping[str, Any]:
    """The values of the row with that key as conditions look at them, with its state; none where there is no such row."""
    target = known_registers().get(register)
    rows = Row.objects.unscoped("a check looks at the row that this one names, whoever's it is")
    row = rows.filter(register=register, key=key, status="kept").first() if target else None
    return {**usable(target, row.data), "state": row.state} if target and row else {}
