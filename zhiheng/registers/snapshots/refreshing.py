"""The snapshot of a register, as its rows stand now."""

import logging
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone
from msgspec import structs

from zhiheng.core.values.registers import Register
from zhiheng.directory.enterprises import chunks
from zhiheng.engines.snapshots import Snapshot, open_snapshot
from zhiheng.engines.snapshots.holding import held, swap
from zhiheng.engines.snapshots.lookups import Lookups, read_lookups
from zhiheng.engines.snapshots.manifests import Alarm, Manifest, Pulse, definition_of
from zhiheng.engines.snapshots.moments import moments_of
from zhiheng.engines.snapshots.writing import changed, differences, rebuilt
from zhiheng.registers.models import Mention, Row
from zhiheng.registers.snapshots.feeding import lines_of, lines_since, one_moment
from zhiheng.registers.snapshots.meanings import Meanings
from zhiheng.registers.snapshots.pulses import moved_since, pulse_of

FIRMS = 20_000  # above so many merged at once, all rows are written anew
CHANGED = 100_000  # above so many, it is not asked when they had changed before: more is read again
ALARMS = 50  # of which a manifest tells


class Refreshed(NamedTuple):
    """What a refresh came to.

    Shape: `how`: same (nothing moved), changed, whole, or busy (another process is at it: the snapshot is the one before);
           `files` are those written; `differing` are the years in which a whole rebuild found other rows than the changes
           had left, with the rows before and after.
    """

    snapshot: Snapshot
    how: str
    files: int
    seconds: float
    differing: dict[int, tuple[int, int]]


def snapshots_folder() -> Path:
    """Where the snapshots of this installation lie."""
    folder: Path = settings.HOME / "snapshots"
    return folder


def present(register: Register) -> Snapshot | None:
    """The snapshot as it was last refreshed; None where there is none, or it is damaged or of another definition."""
    return open_snapshot(snapshots_folder(), register.id, definition_of(register))


def refreshed(register: Register) -> Snapshot:
    """The snapshot with every row as it stands now; costs one query where nothing moved.

    Where another process refreshes it at this moment, it is the one before.
    """
    return refresh(register).snapshot


def refresh(
    register: Register, *, whole: bool = False, now: datetime | None = None, meanings: Meanings | None = None
) -> Refreshed:
    """The snapshot brought up to date by what moved; with `whole`, written anew from all rows and compared with the former.

    Shape: who refreshes many registers gives what their numbers mean, read once for all.
    """
    started, now = perf_counter(), now or timezone.now()
    folder = snapshots_folder() / register.id
    before = present(register)
    with held(folder, wait=whole or before is None) as ours:
        if not ours and before is not None:
            return Refreshed(before, "busy", 0, perf_counter() - started, {})
        before = present(register)  # somebody may have been at it while we waited
        was = before.manifest if before else None
        with one_moment():
            work = _Work(folder, register, (meanings or Meanings()).of(register), was, now)
            if meanings and (whole or not work.nothing_moved()):  # new rows need what their numbers mean by now
                work = work._replace(lookups=Meanings().of(register))
            how, made, differing = work.compared() if whole else work.brought_up_to_date()
        made = made if how == "same" else swap(folder, made, was)
    written = len({file.name for file in made.files} - {file.name for file in (was.files if was else ())})
    return Refreshed(Snapshot(folder, made), how, written, perf_counter() - started, differing)


class _Work(NamedTuple):
    """One refresh of one register, all of one moment of the database."""

    folder: Path
    register: Register
    lookups: Lookups
    was: Manifest | None
    now: datetime

    def nothing_moved(self) -> bool:
        """Whether rows and what their numbers mean are as they were."""
        was = self.was
        return bool(was and was.lookups == self.lookups.name and was.pulse and not moved_since(self.register.id, was.pulse))

    def brought_up_to_date(self) -> tuple[str, Manifest, dict[int, tuple[int, int]]]:
        """How, and what the folder is to say of itself."""
        made = self._by_changes()
        if made is None:
            return "whole", self._from_all(self.was), {}
        return ("same" if made is self.was else "changed"), made, {}

    def compared(self) -> tuple[str, Manifest, dict[int, tuple[int, int]]]:
        """The same from all rows, and the years in which that is not what the changes alone had come to."""
        by_changes = self._by_changes()
        made = self._from_all(by_changes or self.was)
        differing = differences(by_changes, made) if by_changes else {}
        for year, (left, rows) in differing.items():
            said = "snapshot %s: %s had %d rows by its changes, %d of all rows, or rows that differ; all rows hold"
            logging.getLogger(__name__).error(said, self.register.id, year or "without a day", left, rows)
        alarms = tuple(Alarm(at=self.now, year=year, rows=rows) for year, (_, rows) in differing.items())
        return "whole", structs.replace(made, alarms=((self.was.alarms if self.was else ()) + alarms)[-ALARMS:]), differing

    def _from_all(self, present: Manifest | None) -> Manifest:
        lines = lines_of(self.register)
        pulse = pulse_of(self.register.id)
        return rebuilt(self.folder, self.register, self.lookups, lines, pulse=pulse, now=self.now, present=present)

    def _by_changes(self) -> Manifest | None:
        """What was, changed by what moved; what was where nothing did. None: it is to be made from all rows."""
        was, again = self.was, self._again()
        if was is None or was.pulse is None or again is None:
            return was if was and again is not None and not pulse_of(self.register.id) else None
        since = moved_since(self.register.id, was.pulse, self._changed_before)
        if since is None and was.lookups == self.lookups.name:
            return was
        lines = lines_since(self.register, since or was.pulse.last, again)
        pulse = pulse_of(self.register.id)
        return changed(
            self.folder, self.register, self.lookups, lines, pulse=pulse, now=self.now, present=was, again=again
        )  # fmt: skip

    def _changed_before(self, pulse: Pulse) -> list[datetime]:
        """When the rows that are in, and have changed since, had changed before; nothing where they are very many."""
        rows = Row.objects.unscoped("a snapshot is of all rows").filter(register=self.register.id, changed_at__gt=pulse.last)
        ids = list(rows.order_by().values_list("pk", flat=True)[: CHANGED + 1])
        if self.was is None or len(ids) > CHANGED:
            return []
        return moments_of(Snapshot(self.folder, self.was), ids, pulse.since)

    def _again(self) -> set[int] | None:
        """The rows that mean something else by now: firms in them were merged, or parted. None: any row may."""
        if self.was is None or self.was.lookups == self.lookups.name:
            return set()
        before = read_lookups(self.folder / self.was.lookups)
        if before is None or _moved(before.areas, self.lookups.areas) or _moved(before.units, self.lookups.units):
            return None
        firms = {firm for firm, _ in before.firms.items() ^ self.lookups.firms.items()}
        return _naming(self.register, firms) if len(firms) <= FIRMS else None


def _moved(before: Mapping[int, str], now: Mapping[int, str]) -> bool:
    """Whether a number that was known means something else."""
    return any(now.get(id) != means for id, means in before.items())


def _naming(register: Register, firms: Iterable[int]) -> set[int]:
    """The rows of a register that name one of the firms."""
    mentions = Mention.objects.unscoped("a snapshot is of all rows").filter(row__register=register.id)
    return {row for some in chunks(firms) for row in mentions.filter(enterprise__in=some).values_list("row", flat=True)}
