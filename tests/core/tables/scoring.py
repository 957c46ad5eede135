"""Which cells of a sample came into the right field of the right item."""

import re
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from core.tables.making import text_of
from core.tables.samples import LEFT, UP, Goal, Sample, Time, Units, Words
from zhiheng.core.values.reading import Reading, Target, Task

_NOTHING = ("", "—", "——", "无")
_UNITS = ("lead", "responsible", "assigned")
_ALIKE = 0.5


class Scored(NamedTuple):
    """Cells read right of all cells that mean something; an item too many counts as one more cell that is wrong."""

    right: int
    cells: int
    wrong: list[str]


def score(sample: Sample, reading: Reading) -> Scored:
    """Counts the cells of one sample in one reading."""
    rows = _resolved(sample)
    checks: list[tuple[str, bool]] = []
    tasks, targets = list(reading.tasks), list(reading.targets)
    for row in rows:
        group, cells = row
        by_field = _by_field(sample, cells)
        duty = _duty(by_field)
        if any(text_of(cell) not in _NOTHING for field in _UNITS for _, cell in by_field.get(field, [])):
            task = _taken(tasks, duty)
            checks += _task_checks(by_field, task, group)
        if "name" in by_field:
            checks += _goal_checks(sample, by_field, reading, targets, group)
    checks += [(f"one too many: {task.text} {task.quote}", False) for task in tasks]
    checks += [(f"one too many: {target.indicator} {target.value}", False) for target in targets]
    return Scored(sum(right for _, right in checks), len(checks), [what for what, right in checks if not right])


def _resolved(sample: Sample) -> list[tuple[str, list[Any]]]:
    """Rows with merged cells filled in and the group each stands in; rows that are groups left out."""
    found: list[tuple[str, list[Any]]] = []
    group, above = "", list(sample.rows[0])
    for row in sample.rows:
        if all(cell == LEFT for cell in row[1:]):
            group = text_of(row[0])
            continue
        cells = [above[k] if cell == UP else cell for k, cell in enumerate(row)]
        found.append((group, cells))
        above = cells
    return found


def _by_field(sample: Sample, cells: list[Any]) -> dict[str, list[tuple[int, Any]]]:
    fields: dict[str, list[tuple[int, Any]]] = {}
    for k, (field, cell) in enumerate(zip(sample.fields, cells, strict=True)):
        fields.setdefault(field, []).append((k, cell))
    return fields


def _duty(by_field: dict[str, list[tuple[int, Any]]]) -> str:
    fields = ("task", "measure") if {"task", "measure"} & set(by_field) else ("name",)
    return "".join(text_of(cell) for field in fields for _, cell in by_field.get(field, []))


def _taken(tasks: list[Task], duty: str) -> Task | None:
    if not tasks:
        return None
    best = max(tasks, key=lambda task: SequenceMatcher(None, _plain(task.text), _plain(duty)).ratio())
    if SequenceMatcher(None, _plain(best.text), _plain(duty)).ratio() < _ALIKE:
        return None
    tasks.remove(best)
    return best


def _task_checks(by_field: dict[str, list[tuple[int, Any]]], task: Task | None, group: str) -> list[tuple[str, bool]]:
    checks = []
    for field, cells in by_field.items():
        for _, cell in cells:
            text = text_of(cell)
            if text in _NOTHING or field in ("number", "skip", "kind", "unit", "goal", "base", "name"):
                continue
            checks.append((f"{field} {text} → {_said(task, field)}", task is not None and _is_right(field, cell, task)))
    if group:
        section = task.section if task else None
        checks.append((f"group {group} → {section}", _plain(group) in _plain(section)))
    return checks


def _is_right(field: str, cell: Any, task: Task) -> bool:
    text = text_of(cell)
    if field in ("task", "measure"):
        return _plain(text) in _plain(task.text)
    if field == "category":
        return _plain(text) in _plain(task.section)
    if field == "deadline":
        means = cell.means if isinstance(cell, Time) else None
        due = task.deadline
        return due is not None and _plain(due.text) == _plain(text) and (means is None or means in (due.due_on, due.year))
    if isinstance(cell, Units):
        lead, responsible = list(cell.lead), list(cell.responsible)
        if field == "assigned":
            return task.lead_units == lead and task.responsible_units == responsible
        return (task.lead_units if field == "lead" else task.responsible_units) == [*lead, *responsible]
    return (task.lead_units if field == "lead" else task.responsible_units) == text.split("、")


def _said(task: Task | None, field: str) -> Any:
    if task is None:
        return None
    match field:
        case "lead":
            return task.lead_units
        case "responsible" | "assigned":
            return task.lead_units, task.responsible_units
        case "deadline":
            return task.deadline
        case "category":
            return task.section
        case _:
            return task.text


def _goal_checks(
    sample: Sample, by_field: dict[str, list[tuple[int, Any]]], reading: Reading, targets: list[Target], group: str
) -> list[tuple[str, bool]]:
    (_, name), units = by_field["name"][0], by_field.get("unit", [])
    bare = re.sub(r"（[^（）]*）$", "", name)
    unit = units[0][1] if units else None
    mine = [target for target in targets if _plain(target.indicator) == _plain(bare)]
    figures = [fact for fact in reading.statistics if _plain(fact.measure) == _plain(bare)]
    worded = [goal for goal in reading.qualitative_targets if _plain(goal.text).startswith(_plain(bare))]
    checks = [(f"name {name}", bool(mine or worded))]
    if unit:
        checks.append((f"unit {unit} → {[t.unit for t in mine]}", bool(mine) and all(t.unit == unit for t in mine)))
    for k, cell in by_field.get("base", []):
        if isinstance(cell, Goal):
            wanted = cell.unit or sample.units.get(k) or unit
            year = sample.years.get(k)
            fits = any((f.value, f.unit) == (cell.value, wanted) and _in_year(f.period, year) for f in figures)
            said = [(fact.value, fact.unit) for fact in figures]
            checks.append((f"base {cell.text} → {said}", fits and all(t.baseline == cell.value for t in mine)))
    for k, cell in by_field.get("goal", []):
        for goal in cell if isinstance(cell, tuple) and isinstance(cell[0], tuple) else (cell,):
            if isinstance(goal, Words):
                said = [_plain(found.text) for found in worded]
                checks.append((f"words {goal.text} → {said}", _plain(bare + goal.text) in said))
            elif isinstance(goal, Goal):
                wanted = goal.unit or sample.units.get(k) or unit
                fit = next((t for t in mine if _fits(t, goal, wanted, sample.years.get(k))), None)
                read = [(t.comparator, t.value, t.unit, t.scope, t.kind) for t in mine]
                checks.append((f"goal {bare} {goal.text} → {read}", fit is not None))
                if fit is not None:
                    mine.remove(fit)
                    targets.remove(fit)
    for _, cell in by_field.get("category", []):
        if "lead" not in by_field:
            checks.append((f"category {cell}", all(_plain(cell) in _plain(t.section) for t in mine)))
    return checks


def _fits(target: Target, goal: Goal, unit: str | None, year: int | None) -> bool:
    due = target.deadline.year if target.deadline else None
    comparator = goal.comparator if goal.kind == "level" else target.comparator
    return (target.comparator, target.value, target.unit, target.scope, target.kind) == (
        comparator, goal.value, unit, goal.scope, goal.kind,
    ) and (year is None or due == year)  # fmt: skip


def _in_year(period: Any, year: int | None) -> bool:
    return year is None or (period is not None and (period.from_ or "").startswith(str(year)))


def _plain(text: Any) -> str:
    return "".join(char for char in str(text or "") if char.isalnum())
