"""Many rows of one file are kept and sealed, some thousand at once, in the one transaction of their import."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from django.db.models import prefetch_related_objects
from django.utils import timezone

from zhiheng.core.values.lifecycles import Lifecycle, Passage
from zhiheng.core.values.registers import AREA
from zhiheng.directory.models import Area
from zhiheng.history.actions import line, record_all
from zhiheng.history.models import Revision
from zhiheng.registers.arrivals import Arrival
from zhiheng.registers.filling import FILLED, fill, new_row, units_of
from zhiheng.registers.importing import AT_ONCE, Candidate, Report
from zhiheng.registers.mentions import mention
from zhiheng.registers.models import Import, Row, RowStep
from zhiheng.registers.names import names_in
from zhiheng.registers.showing import shown_row
from zhiheng.registers.timing import Clockwork
from zhiheng.web.inserting import insert_all

Some = TypeVar("Some")
BATCH = 2000  # rows in memory as rows
CHANGED = [*FILLED, "state", "locked", "source"]


def keep_rows(report: Report, source: Import) -> None:
    """The rows that the report adds or changes are kept, with a sealed revision each."""
    areas = _areas_in(report)
    values = [candidate.values for candidate in (*report.added, *report.changed)]
    report.firms.keep(report.register, values, areas, source.by, f"导入“{source.name[:200]}”")
    keeper = _Keeper(report, source, areas)
    for some in batches(report.added, BATCH):
        keeper.add(some)
    for some in batches(report.changed, BATCH):
        keeper.change(some)


class _Keeper:
    """What is the same for all rows of one import."""

    def __init__(self, report: Report, source: Import, areas: Mapping[str, Area]) -> None:
        self.register, self.source, self.areas = report.register, source, areas
        self.units, self.work = units_of(source.area), Clockwork(self.register)
        self.reason = f"导入“{source.name[:200]}”第"

    def add(self, some: Sequence[Candidate]) -> None:
        rows = []
        for candidate in some:
            row = new_row(self.register, self.source.office, self.source.by, self.source.at)
            self._fill(row, candidate)
            rows.append(row)
        insert_all(rows)
        mention(self.register, rows, new=True)
        names = names_in(self.register, (row.data for row in rows))
        self._keep_steps(rows, some)
        record_all(
            line(
                row,
                "导入新增",
                self.source.by,
                after=shown_row(self.register, row.data, names) | _shown_state(candidate.arrival),
                reason=f"{self.reason}{candidate.number}行",
            )
            for row, candidate in zip(rows, some, strict=True)
        )

    def change(self, some: Sequence[Candidate]) -> None:
        rows, lines = [], []
        prefetch_related_objects([candidate.kept for candidate in some], "steps")
        both = (data for candidate in some for data in (candidate.kept.data, candidate.checked.values))
        names = names_in(self.register, both)
        for candidate in some:
            row, candidate.start = candidate.kept, candidate.kept.state
            before = shown_row(self.register, row.data, names) | _shown_state(candidate.arrival, row.state)
            self._fill(row, candidate)
            after = shown_row(self.register, row.data, names) | _shown_state(candidate.arrival)
            rows.append(row)
            lines.append(self._changed(row, before, after, candidate.number))
        Row.objects.bulk_update(rows, CHANGED, batch_size=200)
        mention(self.register, rows)
        self._keep_steps(rows, some)
        record_all(lines)

    def _fill(self, row: Row, candidate: Candidate) -> None:
        area = self.areas[candidate.values[AREA]]
        row.source = self.source
        fill(row, self.register, candidate.checked, area, self.units, self.source.at, self.work)
        if passages := self._passages(row, candidate):
            row.state = passages[-1].state
            row.locked = row.locked or any(step.lock for step in self._lifecycle.steps if step.end == row.state)
            self.work.set(row, passages)

    @property
    def _lifecycle(self) -> Lifecycle:
        return self.register.lifecycle or Lifecycle(start="", steps=())

    def _passages(self, row: Row, candidate: Candidate) -> list[Passage]:
        """The entries into states that come with the row; where the file says no day, that of the import."""
        return candidate.arrival.passages(row.state, timezone.localdate(self.source.at))

    def _keep_steps(self, rows: Sequence[Row], some: Sequence[Candidate]) -> None:
        steps = []
        for row, candidate in zip(rows, some, strict=True):
            start = candidate.start if candidate.kept else self._lifecycle.start
            for passage in candidate.arrival.passages(start, timezone.localdate(self.source.at)):
                reason = f"{self.reason}{candidate.number}行"
                step = RowStep(row=row, start=start, end=passage.state, on=passage.on, reason=reason[:200])
                step.by, step.at = self.source.by, self.source.at
                steps.append(step)
                start = passage.state
        insert_all(steps)

    def _changed(self, row: Row, before: dict[str, str], after: dict[str, str], number: int) -> Revision:
        differing = [head for head in after if before[head] != after[head]]
        return line(
            row,
            "导入更改",
            self.source.by,
            before={head: before[head] for head in differing},
            after={head: after[head] for head in differing},
            reason=f"{self.reason}{number}行",
        )


def _shown_state(arrival: Arrival, state: str = "") -> dict[str, str]:
    return {"状态": state or arrival.state} if arrival.state else {}


def batches(all_of: Iterable[Some], size: int) -> Iterator[list[Some]]:
    """Some at a time, in order."""
    rest = iter(all_of)
    while some := list(islice(rest, size)):
        yield some


def _areas_in(report: Report) -> dict[str, Area]:
    """The areas of the rows, by code."""
    codes: set[Any] = {candidate.values[AREA] for candidate in (*report.added, *report.changed)}
    found: dict[str, Area] = {}
    for some in batches(sorted(codes), AT_ONCE):
        found |= {area.code: area for area in Area.objects.filter(code__in=some)}
    return found
