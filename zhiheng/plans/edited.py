"""An edited 任务分解表 held against the plan as it stands: what a person is shown before anything is taken."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

import msgspec

from zhiheng.core.values.edited import Difference, EditedSheet, Standing
from zhiheng.core.values.masking import masked_name, masked_phone
from zhiheng.core.writing import breakdown_table
from zhiheng.core.writing.edited.cells import UNITS, plain, unit_names
from zhiheng.core.writing.edited.comparing import differences
from zhiheng.core.writing.task_table import COLUMNS
from zhiheng.directory.models import Organisation
from zhiheng.plans.cells import FIELDS, PERSONAL, WORDS, cell_text
from zhiheng.plans.exports import breakdown_row, fingerprint_of
from zhiheng.plans.levels import OwnLevel
from zhiheng.plans.models import Duty, EditedFile, Plan
from zhiheng.plans.queries import Row, removed_of, rows_of

NAMES = {column.key: column.name for column in COLUMNS} | FIELDS
TAKEN = ("change", "clash", "new", "copied", "gone", "order")
CHOSEN = ("change", "new", "order")  # ticked unless a person says otherwise


class Shown(NamedTuple):
    """One difference as the page shows it. `unknown`: units in it that the directory does not know."""

    difference: Difference
    number: int  # of the duty, as the table counts now; 0 of a row to add
    title: str
    name: str
    old: str
    new: str
    lines: list[tuple[str, str]]
    unknown: list[str]

    @property
    def value(self) -> str:
        """What a tick sends: which difference, and what stood there when it was looked at."""
        return f"{self.difference.key}@{self.difference.seen}"

    @property
    def can_take(self) -> bool:
        return self.difference.kind in TAKEN

    @property
    def _disordered(self) -> bool:
        return self.difference.kind == "order" and bool(self.difference.why)

    @property
    def ticked(self) -> bool:
        """Whether it is ticked from the start: what is neither a clash nor a loss."""
        return self.difference.kind in CHOSEN and not self.unknown and not self._disordered


class Asked(NamedTuple):
    """A name of a unit that the directory does not know, with what it may mean."""

    name: str
    rows: list[int]
    likely: list[Organisation]


class DryRun(NamedTuple):
    """What would become of the plan."""

    sheet: EditedSheet
    made_at: datetime | None
    shown: list[Shown]
    asked: list[Asked]
    since: int  # duties added here after the file was made

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many differences of each kind, in words."""
        names = {"change": "处改动", "clash": "处两边都改过", "new": "行新增", "copied": "行像是复制的", "gone": "行表里没有了",
                 "held": "处不能收", "moved": "行这里已删去", "order": "次序不同"}  # fmt: skip
        kinds = [one.difference.kind for one in self.shown]
        return [(name, kinds.count(kind)) for kind, name in names.items() if kind in kinds]


def standing_of(row: Row) -> Standing:
    """A duty as the file would print it, and field by field."""
    table = breakdown_table([breakdown_row(row, contacts=True)], "")
    return Standing(id=str(row.duty.pk), printed=table.rows[0], fields={name: cell_text(row.duty, name) for name in FIELDS})


def dry_run(file: EditedFile) -> DryRun:
    """What the file says otherwise than the plan does at this moment."""
    sheet, plan = msgspec.convert(file.said, EditedSheet), file.plan
    rows = rows_of(plan)
    found = differences(sheet, [standing_of(row) for row in rows], _removed(plan), fingerprint_of(plan))
    level = OwnLevel(plan.area)
    numbers = {str(row.duty.pk): row for row in rows}
    shown = [_shown(one, numbers, level) for one in found]
    since = [row for row in rows if sheet.order and str(row.duty.pk) not in sheet.order]
    made_at = datetime.fromisoformat(sheet.made_at) if sheet.made_at else None
    return DryRun(sheet, made_at, shown, _asked(shown, level), len(since))


def unknown_units(text: str, level: OwnLevel, there: Iterable[str] = ()) -> list[str]:
    """The units in a cell that mean no body of ours, or more than one; `there` are names that the duty holds already."""
    kept = set(there)
    names = [name for name in unit_names(text) if name not in kept]
    return [name for name in names if not level.names.general(name) and not _one_body(name, level)]


def with_answers(text: str, answers: Mapping[str, str]) -> str:
    """A cell's units with the names put in that a person gave for those unknown."""
    return "、".join(dict.fromkeys(answers.get(name) or name for name in unit_names(text)))


def _removed(plan: Plan) -> list[Standing]:
    return [
        Standing(id=str(duty.pk), printed={}, fields={name: getattr(duty, name) for name in WORDS}) for duty in removed_of(plan)
    ]


def _one_body(name: str, level: OwnLevel) -> bool:
    return name in level.organisations or sum(body.name.endswith(name) for body in level.bodies) == 1


def _shown(one: Difference, rows: Mapping[str, Row], level: OwnLevel) -> Shown:
    row = rows.get(one.id)
    duty = row.duty if row else None
    title = (duty.task or duty.measures) if duty else one.cells.get("task") or one.cells.get("measures") or one.old
    lines = [(NAMES[field], _masked(field, one.cells[field])) for field in FIELDS if one.cells.get(field)]
    return Shown(
        difference=one, number=row.number if row else 0, title=title, name=NAMES.get(one.field, ""), lines=lines,
        old=_masked(one.field, one.old), new=_masked(one.field, one.new), unknown=_unknown(one, duty, level),
    )  # fmt: skip


def _unknown(one: Difference, duty: Duty | None, level: OwnLevel) -> list[str]:
    there = [unit.name for unit in duty.units.all()] if duty else []
    said = {one.field: one.new} if one.kind in ("change", "clash") else one.cells if one.kind in ("new", "copied") else {}
    return [name for field in UNITS for name in unknown_units(said.get(field, ""), level, there)]


def _masked(field: str, text: str) -> str:
    if field not in PERSONAL:
        return plain(text)
    return masked_name(text) if field == "person" else masked_phone(text)


def _asked(shown: Iterable[Shown], level: OwnLevel) -> list[Asked]:
    rows: dict[str, list[int]] = {}
    for one in shown:
        for name in one.unknown:
            rows.setdefault(name, []).append(one.difference.row)
    return [Asked(name, numbers, _likely(name, level)) for name, numbers in rows.items()]


def _likely(name: str, level: OwnLevel) -> list[Organisation]:
    """Bodies of ours that a name may mean: those that end so, then those the field's vocabulary proposes."""
    endings = [body for body in level.bodies if body.name.endswith(name)]
    proposed = [level.organisations.get(one.name) for one in level.proposals(name)]
    return list(dict.fromkeys([*endings, *(body for body in proposed if body)]))
