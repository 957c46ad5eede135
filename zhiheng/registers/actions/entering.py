"""One row typed into a form: added, or changed where nobody else has changed it meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from msgspec import structs

from zhiheng.core.checking import checked_row, natural_key
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.lookups import Lookups
from zhiheng.core.values.registers import AREA, CheckedRow, Field, Problem, Register
from zhiheng.directory.actions import new_enterprises
from zhiheng.directory.models import Area, Organisation
from zhiheng.history.actions import reason_given, record
from zhiheng.registers.across import problems_across
from zhiheng.registers.actions.drafting import drop_draft
from zhiheng.registers.actions.voiding import refuse_long
from zhiheng.registers.entry import Conflict
from zhiheng.registers.filling import fill, new_row, units_of
from zhiheng.registers.lookups import lookups
from zhiheng.registers.mentions import mention
from zhiheng.registers.merging import merged
from zhiheng.registers.models import Row
from zhiheng.registers.names import names_in
from zhiheng.registers.personal import comes_back_masked
from zhiheng.registers.showing import shown_row
from zhiheng.registers.wording import form_words, known_firms, typed_units
from zhiheng.web.access import demand, rights_of


@dataclass
class Entered:
    """What came of a form: the row, or what stands in its way with all that was typed."""

    words: dict[str, str]
    row: Row | None = None
    problems: tuple[Problem, ...] = ()
    marks: dict[str, dict[str, Any]] = field(default_factory=dict)
    conflicts: dict[str, Conflict] = field(default_factory=dict)
    was: dict[str, str] = field(default_factory=dict)  # what her next submission starts from
    version: int = 0


@dataclass
class Typed:
    """What a form says of one row. `was` is what it showed at first, `version` that of the row it showed."""

    words: dict[str, str]
    was: dict[str, str] = field(default_factory=dict)
    version: int = 0
    reason: str = ""


class _Blocked(Exception):
    """Nothing of this attempt is kept, a firm met for the first time included."""


def add_row(register: Register, typed: Typed, office: Organisation, by: Any) -> Entered:
    """A new row, where nothing stands in its way. Raises: NotAllowed U401."""
    row = new_row(register, office, by, timezone.now())
    try:
        with transaction.atomic():
            checked = _checked(register, row, typed, office, by)
            demand(by, "registers.add", register=register.id, area=row.area)
            _keep(register, row, by, "登记", {}, "")
            drop_draft(register, 0, by)
    except _Blocked as blocked:
        return Entered(typed.words, None, blocked.args[0], blocked.args[1])
    return Entered(typed.words, row, checked.problems)


def change_row(register: Register, pk: int, typed: Typed, by: Any) -> Entered:
    """The changed row; or, where somebody else changed it meanwhile, what both made of it, nobody's work lost.

    Raises: NotAllowed U401. Fault G111, G121, H101: too long a reason; the row is void, or locked.
    """
    refuse_long(typed.reason)
    try:
        with transaction.atomic():
            found = Row.objects.unscoped("the row was found within a scope").select_related("area", "office__area")
            row = found.select_for_update(of=("self",)).get(pk=pk)
            demand(by, "registers.change", register=register.id, area=row.area)
            _refuse_closed(row, typed)
            now = form_words(register, row.data, row.marks, names_in(register, [row.data]))
            if row.version != typed.version:
                words, conflicts = merged(typed.was, typed.words, now)
                if conflicts:
                    return Entered(words, None, (), row.marks, conflicts, now, row.version)
            before = shown_row(register, row.data, names_in(register, [row.data]))
            checked = _checked(register, row, typed, row.office, by)
            demand(by, "registers.change", register=register.id, area=row.area)
            _keep(register, row, by, "更改", before, typed.reason)
            drop_draft(register, row.pk, by)
    except _Blocked as blocked:
        return Entered(typed.words, None, *blocked.args, was=typed.was, version=typed.version)
    return Entered(typed.words, row, checked.problems)


def _refuse_closed(row: Row, typed: Typed) -> None:
    if row.status == "void":
        raise Fault("G121", "这一行已作废，不能更改。若要更改，请先在该行页面恢复。")
    reason_given("这一行", typed.reason, locked=row.locked)


def _checked(register: Register, row: Row, typed: Typed, office: Organisation, by: Any) -> CheckedRow:
    """The row filled with what was typed. Raises: _Blocked, with the problems and marks."""
    known = _known(register, row, office, by)
    checked = checked_row(
        register, _cells(register, row, typed.words), known=known, units=typed_units(register), beside=_beside(row)
    )
    checked = _with_open_readings(register, row, typed.words, checked)
    problems = list(checked.problems)
    if not checked.blocked:
        problems += problems_across(register, {"": checked.values}, instead=row.pk, growing=True).get("", [])
        problems += _key_problems(register, checked, row)
    if any(problem.level == "block" for problem in problems):
        raise _Blocked(tuple(problems), checked.marks)
    area = Area.objects.get(code=checked.values[AREA])
    fill(row, register, checked, area, units_of(office.area), timezone.now())
    return structs.replace(checked, problems=tuple(problems))


def _known(register: Register, row: Row, office: Organisation, by: Any) -> Lookups:
    def newcomer(words: str) -> int:
        return new_enterprises(office.area, [words], by, reason=f"登记“{register.name}”时填写")[words]

    scope = rights_of(by).scope(register.id, "registers.change" if row.pk else "registers.add")
    if scope is None:
        demand(by, "registers.add", register=register.id)
    firms = known_firms(register, row.data, names_in(register, [row.data]))
    return lookups(scope, newcomer, firms)


def _beside(row: Row) -> dict[str, Any]:
    return {"state": row.state} | {f"reached.{state}": day for state, day in row.reached.items()}


def _cells(register: Register, row: Row, words: Mapping[str, str]) -> dict[str, Any]:
    """What was typed; a masked value that comes back is what it masks."""
    cells: dict[str, Any] = dict(words)
    names = names_in(register, [row.data])
    for key, typed in words.items():
        field_, kept = register.fields[key], row.data.get(key)
        if field_.personal and _is_mask(key, field_, typed, kept):
            cells[key] = kept if isinstance(kept, str) else str(kept)
        elif field_.type == "area" and kept and typed == names.get(kept):
            cells[key] = kept
    return {key: cell if cell != "" else None for key, cell in cells.items()}


def _is_mask(key: str, field_: Field, typed: str, kept: Any) -> bool:
    try:
        return comes_back_masked(field_, typed, kept)
    except Fault as problem:
        raise _Blocked((Problem(field=key, says=problem.says),), {}) from None


def _with_open_readings(
    register: Register, row: Row, words: Mapping[str, str], checked: CheckedRow
) -> CheckedRow:
    """A number with two readings stays open until somebody types one."""
    still = {key: mark for key, mark in row.marks.items() if "open" in mark and not words.get(key)}
    if not still:
        return checked
    problems = tuple(problem for problem in checked.problems if problem.field not in still)
    return structs.replace(checked, marks={**checked.marks, **still}, problems=problems)


def _key_problems(register: Register, checked: CheckedRow, row: Row) -> list[Problem]:
    key = natural_key(register, checked.values)
    taken = Row.objects.unscoped("a key is taken whoever's row it is").filter(register=register.id, key=key)
    if not taken.exclude(pk=row.pk).exists():
        return []
    called = "、".join(register.key_names)
    at = next((name for name in register.key if name != AREA), register.key[0])
    return [Problem(field=at, says=f"{called}相同的一行已经有了。请核对编号；若是同一件事，请去更改那一行。")]


def _keep(register: Register, row: Row, by: Any, verb: str, before: dict[str, str], reason: str) -> None:
    names = names_in(register, [row.data])
    row.save()
    mention(register, [row])
    after = shown_row(register, row.data, names)
    differing = [head for head, words in after.items() if before.get(head, "") != words]
    record(
        row,
        verb,
        by,
        before={head: before[head] for head in differing if head in before},
        after={head: after[head] for head in differing},
        reason=reason.strip(),
    )
