"""Rows are looked at again where their register's definition has changed: which still fit, and which no longer do."""

from collections.abc import Iterator
from typing import NamedTuple

from zhiheng.core.checking import Checker
from zhiheng.core.values.registers import Register
from zhiheng.directory.queries import everywhere
from zhiheng.registers.lookups import lookups
from zhiheng.registers.models import Row
from zhiheng.registers.names import names_in
from zhiheng.registers.naming import called
from zhiheng.registers.personal import in_clear
from zhiheng.registers.queries.registers import text_digest
from zhiheng.registers.wording import form_words, known_firms, typed_units

AT_ONCE = 1000  # rows in memory


class Misfit(NamedTuple):
    """One row that the present definition would not take, and why."""

    row: int
    name: str
    says: tuple[str, ...]


class Rechecked(NamedTuple):
    """What became of the rows that an older text had checked."""

    rows: int
    misfits: list[Misfit]


def recheck(register: Register) -> Rechecked:
    """The rows of a register that an older text had checked, checked by the present one; no value is changed.

    A row that fits is marked as checked by this text; one that does not stays marked as it was, so that its page says so.
    """
    digest, rows, misfits = text_digest(register), 0, []
    for some in _stale(register, digest):
        found = [misfit for row in some if (misfit := _misfit(register, row))]
        wrong = {misfit.row for misfit in found}
        fitting = [row.pk for row in some if row.pk not in wrong]
        for start in range(0, len(fitting), 400):
            chosen = Row.objects.unscoped("all rows of a register").filter(pk__in=fitting[start : start + 400])
            chosen.update(definition=digest)
        rows, misfits = rows + len(some), misfits + found
    return Rechecked(rows, misfits)


def _stale(register: Register, digest: str) -> Iterator[list[Row]]:
    found = Row.objects.unscoped("all rows of a register").filter(register=register.id, status="kept")
    last = 0
    while some := list(found.filter(pk__gt=last).exclude(definition=digest).order_by("pk")[:AT_ONCE]):
        yield some
        last = some[-1].pk


def _misfit(register: Register, row: Row) -> Misfit | None:
    clear, names = in_clear(register, register.personal), names_in(register, [row.data])
    words = form_words(clear, row.data, row.marks, names)
    words |= {key: str(row.data[key]) for key in register.of_type("area") if isinstance(row.data.get(key), str)}
    known = lookups(everywhere(), None, known_firms(register, row.data, names))
    beside = {"state": row.state} | {f"reached.{state}": day for state, day in row.reached.items()}
    checked = Checker(register, known, typed_units(register)).checked({key: one or None for key, one in words.items()}, beside)
    says = tuple(problem.says for problem in checked.problems if problem.level == "block")
    return Misfit(row.pk, called(register, row, names), says) if says else None
