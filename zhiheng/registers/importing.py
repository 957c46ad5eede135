"""What would come of bringing a file into a register: row by row, before anything is kept."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from openpyxl.utils import get_column_letter

from zhiheng.core.checking import Columns, checked_row, matched_columns, natural_key
from zhiheng.core.values.registers import CheckedRow, Problem, Register
from zhiheng.registers.lookups import lookups
from zhiheng.registers.models import Import, Row
from zhiheng.registers.sheets import Rows
from zhiheng.web.scoping import Scope

AT_ONCE = 400  # keys in one query: below the limit of every database


@dataclass
class RowProblem:
    """One thing wrong in a file: where, and what to do. `row` counts from 1 as the spreadsheet shows it."""

    row: int
    cell: str  # C3; "" where no single cell is at fault
    column: str
    says: str
    blocks: bool


@dataclass
class Candidate:
    """One row of the file that could be read, beside the row already kept under its key, if any."""

    number: int
    key: str
    checked: CheckedRow
    kept: Row | None = None

    @property
    def values(self) -> dict[str, Any]:
        return self.checked.values


@dataclass
class Report:
    """What came, or would come, of a file. Nothing is kept while `blocked`."""

    register: Register
    name: str
    rows: int = 0
    added: list[Candidate] = field(default_factory=list)
    changed: list[Candidate] = field(default_factory=list)
    same: list[Candidate] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    ignored: tuple[str, ...] = ()  # columns of the file that the register does not have
    kept: Import | None = None

    @property
    def blocked(self) -> bool:
        return any(problem.blocks for problem in self.problems)

    @property
    def bad_rows(self) -> int:
        return len({problem.row for problem in self.problems if problem.blocks})


def report_on(register: Register, name: str, sheet: Rows, scope: Scope) -> Report:
    """The report on a file's rows. Raises: Fault G101–G103 where its head cannot be used."""
    columns = matched_columns(register, sheet, name)
    report = Report(register=register, name=name, ignored=columns.ignored)
    known = lookups(scope)
    units = {key: unit for key, (_, unit) in columns.places.items()}
    candidates: dict[str, Candidate] = {}
    for number, cells in _filled(sheet, columns):
        report.rows += 1
        row = checked_row(register, cells, known=known, units=units)
        report.problems += [_placed(problem, number, register, columns) for problem in row.problems]
        if not row.blocked:
            _take(row, number, register, candidates, report)
    _compare(register, candidates, scope, report)
    report.problems.sort(key=lambda problem: problem.row)
    return report


def _filled(sheet: Rows, columns: Columns) -> Iterator[tuple[int, dict[str, Any]]]:
    for place in range(columns.head + 1, len(sheet)):
        row = sheet[place]
        cells = {key: row[at] if at < len(row) else None for key, (at, _) in columns.places.items()}
        if any(cell is not None and str(cell).strip() for cell in cells.values()):
            yield place + 1, cells


def _placed(problem: Problem, number: int, register: Register, columns: Columns) -> RowProblem:
    place = columns.places.get(problem.field)
    return RowProblem(
        row=number,
        cell=f"{get_column_letter(place[0] + 1)}{number}" if place else "",
        column=register.fields[problem.field].name if problem.field else "",
        says=problem.says,
        blocks=problem.level == "block",
    )


def _take(
    row: CheckedRow, number: int, register: Register, candidates: dict[str, Candidate], report: Report
) -> None:
    key = natural_key(register, row.values)
    if key in candidates:
        report.problems.append(
            _of_key(register, number, f"与第{candidates[key].number}行是同一行。请删去重复的，或改正其中一行的编号。")
        )
    else:
        candidates[key] = Candidate(number, key, row)


def _of_key(register: Register, number: int, says: str) -> RowProblem:
    return RowProblem(row=number, cell="", column="、".join(register.key_names), says=says, blocks=True)


def _compare(register: Register, candidates: dict[str, Candidate], scope: Scope, report: Report) -> None:
    kept = _kept_rows(register, list(candidates))
    for candidate in candidates.values():
        candidate.kept = kept.get(candidate.key)
        if candidate.kept is None:
            report.added.append(candidate)
        elif not scope.covers(candidate.kept.area):
            says = "这个编号已被别的地区用了。请核对编号。"
            report.problems.append(_of_key(register, candidate.number, says))
        elif candidate.kept.status == "void":
            says = "台账里这一行已作废。若要恢复，请先在该行页面点“恢复”；若是另一行，请改编号。"
            report.problems.append(_of_key(register, candidate.number, says))
        elif (candidate.kept.data, candidate.kept.marks) == (candidate.values, candidate.checked.marks):
            report.same.append(candidate)
        else:
            report.changed.append(candidate)


def number_rows(register: Register, rows: list[Row]) -> None:
    """The rows just made get their numbers, where the database did not say them."""
    unnumbered = [row.key for row in rows if row.pk is None]
    made = _kept_rows(register, unnumbered)
    for row in rows:
        if row.pk is None:
            row.pk = made[row.key].pk


def _kept_rows(register: Register, keys: list[str]) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for start in range(0, len(keys), AT_ONCE):
        some = Row.objects.unscoped("a key is taken whoever's row it is").select_related("area")
        found |= {row.key: row for row in some.filter(register=register.id, key__in=keys[start : start + AT_ONCE])}
    return found
