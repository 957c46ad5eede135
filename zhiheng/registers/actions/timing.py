"""Dates are found again where a definition, a calendar or a signature has changed."""

from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from zhiheng.core.values.registers import Register
from zhiheng.history.actions import line, record_all
from zhiheng.registers.known import known_registers
from zhiheng.registers.models import Row, Timing
from zhiheng.registers.timing import SET, Clockwork

AT_ONCE = 1000  # rows in one transaction: others write in between


def retime() -> int:
    """How many rows have other dates now, over every register whose clockwork is another than at the last time."""
    known = dict(Timing.objects.values_list("register", "digest"))
    changed = 0
    for register in known_registers().values():
        work = Clockwork(register)
        if known.get(register.id) == work.digest:
            continue
        changed += sum(_retimed(some, work) for some in _some(register))
        Timing.objects.update_or_create(register=register.id, defaults={"digest": work.digest, "at": timezone.now()})
    return changed


def _some(register: Register) -> Iterator[list[int]]:
    found = Row.objects.unscoped("the dates of all rows").filter(register=register.id).order_by("pk")
    last = 0
    while pks := list(found.filter(pk__gt=last).values_list("pk", flat=True)[:AT_ONCE]):
        yield pks
        last = pks[-1]


@transaction.atomic
def _retimed(pks: list[int], work: Clockwork) -> int:
    found = Row.objects.unscoped("the dates of all rows").select_for_update().filter(pk__gte=pks[0], pk__lte=pks[-1])
    changed, lines, now = [], [], timezone.now()
    for row in found.filter(register=work.register.id).prefetch_related("steps"):
        before = {name: getattr(row, name) for name in SET}
        work.set(row)
        if before != {name: getattr(row, name) for name in SET}:
            row.changed_at = now
            changed.append(row)
            said = {"before": {"时限": before["clocks"]}, "after": {"时限": row.clocks}}
            lines.append(line(row, "重算时限", None, **said, reason="定义、放假安排或签认有变"))
    Row.objects.bulk_update(changed, [*SET, "changed_at"], batch_size=200)
    record_all(lines)
    return len(changed)
