"""What would come of bringing a file into a register: row by row, before anything is kept."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from msgspec import structs
from openpyxl.utils import get_column_letter

from zhiheng.core.checking import Checker, matched_columns, natural_key
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.registers import CheckedRow, Kept, Problem, Register
from zhiheng.registers.across import problems_across
from zhiheng.registers.arrivals import STATE, STATE_HEAD, Arrival, arrival_of
from zhiheng.registers.firms import FirmsInCells
from zhiheng.registers.lookups import lookups
from zhiheng.registers.models import Import, Row
from zhiheng.registers.personal import comes_back_masked
from zhiheng.registers.sheets import Sheet
from zhiheng.web.scoping import Scope

TOLD_EVERY = 5000  # rows
AT_ONCE = 400  # keys in one query: below the limit of every database


@dataclass(slots=True)
class RowProblem:
    """One thing wrong in a file: where, and what to do. `row` counts from 1 as the spreadsheet shows it."""

    row: int
    cell: str  # C3; "" where no single cell is at fault
    column: str
    says: str
    blocks: bool


@dataclass(slots=True)
class Candidate:
    """One row of the file that could be read, beside the row already kept under its key, if any."""

    number: int
    key: str
    checked: CheckedRow
    arrival: Arrival
    kept: Row | None = None
    start: str = ""  # the state of the kept row before

    @property
    def values(self) -> dict[str, Any]:
        return self.checked.values


@dataclass
class Report:
    """What came, or would come, of a file. Nothing is kept while `blocked`, unless the good rows alone were asked for."""

    register: Register
    name: str
    firms: FirmsInCells
    rows: int = 0
    added: list[Candidate] = field(default_factory=list)
    changed: list[Candidate] = field(default_factory=list)
    same: list[Candidate] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    ignored: tuple[str, ...] = ()  # columns of the file that the register does not have
    columns: dict[str, int] = field(default_factory=dict)  # where each field stands in the file
    layout: str = ""  # the name of the layout that it was read by
    sheet: str = ""  # its title
    first: int = 2  # the first row below the head, from 1
    kept: Import | None = None

    @property
    def blocked(self) -> bool:
        return any(problem.blocks for problem in self.problems)

    @property
    def bad_rows(self) -> int:
        return len(self.bad)

    @property
    def bad(self) -> set[int]:
        """The rows that may not be kept, as the spreadsheet numbers them."""
        return {problem.row for problem in self.problems if problem.blocks}


class Cells(NamedTuple):
    """The rows of a file by the fields of a register: (row of the file from 1, cell by field).

    `places[field]` is its column, from 0, and the unit in the column's head.
    """

    places: dict[str, tuple[int, str]]
    rows: Iterable[tuple[int, dict[str, Any]]]
    ignored: tuple[str, ...] = ()
    first: int = 2  # the first row below the head, from 1


def cells_by_heads(register: Register, name: str, sheet: Sheet) -> Cells:
    """The rows below the head whose names are those of the fields. Raises: Fault G101–G103: it cannot be used."""
    columns = matched_columns(register, sheet.rows, name)
    return Cells(columns.places, _filled(sheet, columns.head + 1, columns.places), columns.ignored, columns.head + 2)


def _filled(sheet: Sheet, first: int, places: dict[str, tuple[int, str]]) -> Iterator[tuple[int, dict[str, Any]]]:
    columns = [(key, at) for key, (at, _) in places.items()]
    for place in range(first, len(sheet.rows)):
        row = sheet.rows[place]
        width = len(row)
        cells = {key: row[at] for key, at in columns if at < width and row[at] is not None}
        if any(cell.__class__ is not str or cell.strip() for cell in cells.values()):
            yield place + 1, cells


def report_on(
    register: Register,
    name: str,
    sheet: Sheet,
    scope: Scope,
    brought: Cells,
    *,
    layout: str = "",
    progress: Callable[[int], None] = lambda rows: None,
) -> Report:
    """The report on a file's rows, as `brought` by fields; `layout` is the name of what brought them.

    `progress` is told every some thousand rows how many were looked at.
    """
    firms = FirmsInCells(scope)
    report = Report(register=register, name=name, firms=firms, ignored=brought.ignored, layout=layout, sheet=sheet.title)
    report.first = brought.first
    report.columns = {key: at for key, (at, _) in brought.places.items() if at >= 0}
    units = {key: unit for key, (_, unit) in brought.places.items()}
    known = structs.replace(lookups(scope), enterprise=firms, day_zero=sheet.day_zero)
    checker, placed = Checker(register, known, units), _Placing(register, brought)
    candidates: dict[str, Candidate] = {}
    for number, cells in firms.prepared(register, brought.rows):
        report.rows += 1
        if report.rows % TOLD_EVERY == 0:
            progress(report.rows)
        arrival = arrival_of(register, cells, sheet.day_zero)
        row = checker.checked(cells, arrival.beside)
        problems = [*row.problems, *arrival.problems]
        report.problems += [placed(problem, number) for problem in problems]
        if not any(problem.level == "block" for problem in problems):
            _take(row, number, arrival, candidates, report)
    _compare(candidates, scope, report)
    _compare_across(report)
    report.problems.sort(key=lambda problem: problem.row)
    return report


class _Placing:
    """Problems of a row, where they stand in the file."""

    def __init__(self, register: Register, brought: Cells) -> None:
        self._letters = {key: get_column_letter(at + 1) for key, (at, _) in brought.places.items() if at >= 0}
        self._names = {key: field.name for key, field in register.fields.items()} | {STATE: STATE_HEAD}

    def __call__(self, problem: Problem, number: int) -> RowProblem:
        letter = self._letters.get(problem.field)
        cell = f"{letter}{number}" if letter else ""
        return RowProblem(number, cell, self._names.get(problem.field, ""), problem.says, problem.level == "block")


def _take(row: CheckedRow, number: int, arrival: Arrival, candidates: dict[str, Candidate], report: Report) -> None:
    key = natural_key(report.register, row.values)
    if key in candidates:
        says = f"与第{candidates[key].number}行是同一行。请删去重复的，或改正其中一行的编号。"
        report.problems.append(_of_key(report.register, number, says))
    else:
        candidates[key] = Candidate(number, key, row, arrival)


def _of_key(register: Register, number: int, says: str) -> RowProblem:
    return RowProblem(row=number, cell="", column="、".join(register.key_names), says=says, blocks=True)


def _compare(candidates: dict[str, Candidate], scope: Scope, report: Report) -> None:
    """Each row beside the one kept under its key: new, the same, or changed, where it may be."""
    kept = kept_rows(report.register, list(candidates))
    for candidate in candidates.values():
        candidate.kept = kept.get(candidate.key)
        if candidate.kept is None:
            report.added.append(candidate)
        elif says := _why_closed(candidate, candidate.kept, report.register, scope):
            report.problems.append(_of_key(report.register, candidate.number, says))
        elif _is_same(candidate, candidate.kept):
            report.same.append(candidate)
        else:
            report.changed.append(candidate)


def _why_closed(candidate: Candidate, kept: Row, register: Register, scope: Scope) -> str:
    """Why a row of the file may not change the kept one; "" where it may."""
    if not scope.covers(kept.area):
        return "这个编号已被别的地区用了。请核对编号。"
    if kept.status == "void":
        return "台账里这一行已作废。若要恢复，请先在该行页面点“恢复”；若是另一行，请改编号。"
    try:
        keep_what_is_masked(register, candidate.values, kept.data)
    except Fault as problem:
        return problem.says
    if kept.locked and not _is_same(candidate, kept):
        return "台账里这一行已锁定，不能由表格更改。请先按审批办理更正。"
    return candidate.arrival.why_not_from(register, kept.state)


def _is_same(candidate: Candidate, kept: Row) -> bool:
    if (kept.data, kept.marks) != (candidate.values, candidate.checked.marks):
        return False
    return candidate.arrival.state in ("", kept.state)


def keep_what_is_masked(register: Register, values: dict[str, Kept], kept: dict[str, Any]) -> None:
    """A personal value that comes back as it went out, masked, stays what it is. Raises: Fault G183."""
    for key in register.personal:
        if comes_back_masked(register.fields[key], values.get(key), kept.get(key)):
            values[key] = kept[key]


def _compare_across(report: Report) -> None:
    """What must hold among rows is looked at among those of the file and the kept ones like them."""
    coming = {candidate.key: candidate for candidate in (*report.added, *report.changed, *report.same)}
    found = problems_across(report.register, {key: candidate.values for key, candidate in coming.items()})
    for key, problems in found.items():
        for problem in problems:
            name, blocks = report.register.fields[problem.field].name, problem.level == "block"
            report.problems.append(RowProblem(coming[key].number, "", name, problem.says, blocks))


def kept_rows(register: Register, keys: list[str]) -> dict[str, Row]:
    """The rows of a register by their natural keys."""
    found: dict[str, Row] = {}
    for start in range(0, len(keys), AT_ONCE):
        some = Row.objects.unscoped("a key is taken whoever's row it is").select_related("area")
        found |= {row.key: row for row in some.filter(register=register.id, key__in=keys[start : start + AT_ONCE])}
    return found
