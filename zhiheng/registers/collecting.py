"""A collection 收表: the template a unit gets, whose file came back, what the files say together and where they disagree."""

import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Any, NamedTuple

from msgspec import structs
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from zhiheng.core.checking import Checker, natural_key, row_problems
from zhiheng.core.checking.deriving import derived
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.lookups import Broken, Merged
from zhiheng.core.values.registers import AREA, CheckedRow, Problem, Register
from zhiheng.directory.queries import scope_of
from zhiheng.registers.arrivals import AS_IT_BEGINS
from zhiheng.registers.exporting.books import WIDTHS
from zhiheng.registers.firms import FirmsInCells
from zhiheng.registers.importing import Candidate, Report, RowProblem, kept_rows
from zhiheng.registers.known import known_register
from zhiheng.registers.layouts import head_in
from zhiheng.registers.lookups import lookups
from zhiheng.registers.models import Collection, Returned, Row
from zhiheng.registers.names import names_in
from zhiheng.registers.sheets import sheets_of
from zhiheng.registers.showing import shown

MARK = "_质衡收表"  # the hidden sheet of a template that says whose it is
ROW_ID = "_行"  # the head of the hidden column that says which row it was
REGISTER = ""  # who says what the register says
MOST_FILES = 500  # in one zip
LARGEST = 200 * 1024 * 1024  # bytes of a zip, unpacked


class Arrived(NamedTuple):
    """One file that came back: whose it is, "" where nobody can tell, and its rows as {number, id, cells}."""

    unit: str
    version: int  # of the template; 0 where it says none
    rows: list[dict[str, Any]]


class Said(NamedTuple):
    """What one unit, or the register, says of a cell."""

    unit: str
    words: str
    value: Any


class Conflict(NamedTuple):
    """One cell of which two say different things."""

    key: str
    row: str  # what people call the row
    field: str
    head: str
    said: tuple[Said, ...]
    chosen: str | None


class Together(NamedTuple):
    """All files of a collection together."""

    report: Report
    conflicts: list[Conflict]

    @property
    def open(self) -> int:
        return sum(conflict.chosen is None for conflict in self.conflicts)


def template(one: Collection, unit: str) -> bytes:
    """The workbook that one unit gets: its rows as the register has them, hidden beside them which row each is."""
    register = known_register(one.register)
    book = Workbook()
    sheet = book.active
    sheet.title = register.name[:31]
    sheet.append([ROW_ID, *(register.fields[key].head for key in one.fields)])
    for cell in sheet[1]:
        cell.font, cell.fill = Font(name="宋体", bold=True), PatternFill("solid", fgColor="E8EFFA")
    sheet.column_dimensions["A"].hidden = True
    for place, key in enumerate(one.fields, 2):
        sheet.column_dimensions[get_column_letter(place)].width = WIDTHS.get(register.fields[key].type, 12)
    rows = list(_rows_of(one, unit))
    names = names_in(register, [row.data for row in rows], codes=True)
    for row in rows:
        sheet.append([row.pk, *(shown(register.fields[key], row.data.get(key), names) or None for key in one.fields)])
        for cell in sheet[sheet.max_row][1:]:
            cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type
    sheet.freeze_panes = "C2"
    mark = book.create_sheet(MARK)
    mark.append([one.pk, one.version, unit])
    mark.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def templates(one: Collection) -> bytes:
    """A zip with one workbook a unit."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for unit in one.units:
            archive.writestr(f"{one.name}-{unit}.xlsx".replace("/", "_"), template(one, unit))
    return out.getvalue()


def _rows_of(one: Collection, unit: str) -> Iterable[Row]:
    if not one.by_area:
        return []
    found = Row.objects.within(scope_of(one.area), reach="below").filter(register=one.register, status="kept", area__name=unit)
    return found.order_by("pk")[:5000]


def unpacked(name: str, content: bytes) -> list[tuple[str, bytes]]:
    """The files in a zip, or the one file. Raises: Fault G161: too many, or too large."""
    if not name.lower().endswith(".zip"):
        return [(name, content)]
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [one for one in archive.infolist() if not one.is_dir() and "__MACOSX" not in one.filename]
            if len(members) > MOST_FILES or sum(one.file_size for one in members) > LARGEST:
                raise Fault("G161", f"{name}：压缩包里的文件太多或太大。请分成几个压缩包。")
            return [(_member_name(one), archive.read(one)) for one in members]
    except (zipfile.BadZipFile, RuntimeError):
        raise Fault("G162", f"{name}：压缩包打不开，可能坏了或有密码。请重新压缩，不要加密。") from None


def _member_name(one: zipfile.ZipInfo) -> str:
    """The name of a file in a zip: those of old Chinese systems are in GBK and do not say so."""
    name = one.filename
    if not one.flag_bits & 0x800:
        try:
            name = name.encode("cp437").decode("gb18030")
        except (UnicodeEncodeError, UnicodeDecodeError):
            name = one.filename
    return PurePath(name.replace("\\", "/")).name


def arrived(one: Collection, name: str, content: bytes, unit: str = "") -> Arrived:
    """Whose file it is and what stands in it. Raises: Fault R1xx, G104; G163: no column of the template is in it."""
    register = known_register(one.register)
    sheets = sheets_of(name, content)
    owner, version = _owner(one, name, content)
    for sheet in sheets:
        head = head_in(register, sheet, [])
        names = {register.fields[key].head.replace("（", "(").replace("）", ")"): key for key in one.fields}
        names |= {register.fields[key].name: key for key in one.fields}
        places = {key: at for at, words in enumerate(head.names) if (key := names.get(words))} if head else {}
        if head is None or not places:
            continue
        ids = head.names.index(ROW_ID) if ROW_ID in head.names else -1
        title = " ".join(str(cell) for row in sheet.rows[: head.first] for cell in row if cell is not None)
        rows = [_row(row, number, places, ids) for number, row in enumerate(sheet.rows[head.below :], head.below + 1)]
        who = unit or owner or _named(one, PurePath(name).stem) or _named(one, title)
        return Arrived(who, version, [row for row in rows if row["cells"]])
    heads = "、".join(register.fields[key].name for key in one.fields)
    raise Fault("G163", f"{name}：里面没有这次要填的列。请用发下去的表填，列名是：{heads}。")


def _owner(one: Collection, name: str, content: bytes) -> tuple[str, int]:
    """The unit and version that the hidden sheet says; "" and 0 where it is gone, or is another collection's."""
    if not content.startswith(b"PK"):
        return "", 0
    book = load_workbook(io.BytesIO(content), read_only=True)
    if MARK not in book.sheetnames:
        return "", 0
    said = next(book[MARK].iter_rows(max_row=1, max_col=3, values_only=True), ())
    if len(said) == 3 and said[0] == one.pk and said[2] in one.units:
        return str(said[2]), int(said[1] or 0)
    if len(said) == 3 and said[0] != one.pk:
        raise Fault("G164", f"{name}：这是另一次收表的表格。请到那一次收表里交。")
    return "", 0


def _named(one: Collection, words: str) -> str:
    """The one unit that words name; "" where none or several are."""
    named = [unit for unit in one.units if unit in words]
    longest = [unit for unit in named if not any(unit != other and unit in other for other in named)]
    return longest[0] if len(longest) == 1 else ""


def _row(row: Any, number: int, places: Mapping[str, int], ids: int) -> dict[str, Any]:
    cells = {key: _plain(row[at]) for key, at in places.items() if at < len(row)}
    pk = row[ids] if 0 <= ids < len(row) else None
    filled = {key: cell for key, cell in cells.items() if cell is not None and str(cell).strip()}
    return {"number": number, "id": int(pk) if isinstance(pk, int | float) else None, "cells": filled}


def _plain(cell: Any) -> Any:
    """A cell as JSON keeps it."""
    if isinstance(cell, Merged):
        return _plain(cell.value)
    if isinstance(cell, Broken):
        return cell.says
    if hasattr(cell, "isoformat"):
        return cell.isoformat(" ") if hasattr(cell, "hour") else cell.isoformat()
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def differences(before: list[dict[str, Any]], after: list[dict[str, Any]], heads: Mapping[str, str]) -> list[str]:
    """What a second file says otherwise than the first, in sentences."""
    old, new = ({_identity(row): row["cells"] for row in rows} for rows in (before, after))
    found = []
    for identity, cells in new.items():
        if identity not in old:
            found.append(f"多了{identity}")
            continue
        for key in dict.fromkeys((*old[identity], *cells)):
            was, now = old[identity].get(key), cells.get(key)
            if was != now:
                shown_was, shown_now = ("空" if said is None else said for said in (was, now))
                found.append(f"{identity}的“{heads.get(key, key)}”由“{shown_was}”改为“{shown_now}”")
    return found + [f"少了{identity}" for identity in old if identity not in new]


def _identity(row: Mapping[str, Any]) -> str:
    return f"“{next(iter(row['cells'].values()), '')}”那一行"


def together(one: Collection) -> Together:
    """All that came back, together, with the choices made so far."""
    files = one.returned.filter(current=True).exclude(unit="").order_by("pk")
    choices = {(choice.key, choice.field): choice.unit for choice in one.choices.all()}
    return merged(one, files, choices)


def merged(one: Collection, returned: Iterable[Returned], choices: Mapping[tuple[str, str], str]) -> Together:
    """What all files say together, beside the register; a cell on which two disagree waits for a choice."""
    register, scope = known_register(one.register), scope_of(one.area)
    firms = FirmsInCells(scope)
    report = Report(register=register, name=one.name, firms=firms)
    part = structs.replace(
        register, checks={}, fields={key: structs.replace(field, required=False) for key, field in register.fields.items()}
    )
    checker = Checker(part, structs.replace(lookups(scope), enterprise=firms))
    said: dict[str, dict[str, list[tuple[str, Any, dict[str, Any]]]]] = {}
    places: dict[str, tuple[int, str]] = {}
    returned = list(returned)
    known = _kept_by_id(one, returned)
    for file in returned:
        for row in file.rows:
            report.rows += 1
            kept = known.get(row["id"])
            cells = dict(row["cells"])
            if one.by_area and AREA not in cells:
                cells[AREA] = file.unit
            beneath = {key: kept.data.get(key) for key in register.key} if kept else {}
            checked = checker.checked(cells)
            missing = {*register.key, AREA}
            told = {key for key in missing if beneath.get(key) is not None}
            bad = [p for p in checked.problems if p.level == "block" and p.field not in told]
            report.problems += [_problem(register, problem, row["number"], file.unit) for problem in bad]
            if bad:
                continue
            values = {**checked.values, **{key: v for key, v in beneath.items() if checked.values.get(key) is None}}
            key = natural_key(register, values)
            places.setdefault(key, (row["number"], file.unit))
            for field in (*one.fields, *register.key, AREA):
                if values.get(field) is not None:
                    voice = (file.unit, values[field], checked.marks.get(field, {}))
                    said.setdefault(key, {}).setdefault(field, []).append(voice)
    conflicts = _settle(register, report, said, places, choices)
    return Together(report, conflicts)


def _kept_by_id(one: Collection, returned: list[Returned]) -> dict[int, Row]:
    ids = [row["id"] for file in returned for row in file.rows if row["id"]]
    rows = Row.objects.within(scope_of(one.area), reach="below").filter(register=one.register)
    return {row.pk: row for start in range(0, len(ids), 400) for row in rows.filter(pk__in=ids[start : start + 400])}


def _problem(register: Register, problem: Problem, number: int, unit: str) -> RowProblem:
    name = register.fields[problem.field].name if problem.field in register.fields else ""
    return RowProblem(number, "", name, f"{unit}：{problem.says}", problem.level == "block")


def _settle(
    register: Register, report: Report, said: Mapping[str, Any], places: Mapping[str, tuple[int, str]], choices: Mapping[Any, str]
) -> list[Conflict]:
    conflicts: list[Conflict] = []
    kept = kept_rows(register, list(said))
    for key, fields in said.items():
        row = kept.get(key)
        values = dict(row.data) if row else dict.fromkeys(register.fields)
        marks = dict(row.marks) if row else {}
        for field, voices in fields.items():
            distinct: dict[str, tuple[str, Any, dict[str, Any]]] = {}
            if row and row.data.get(field) is not None:
                distinct[json.dumps(row.data[field])] = (REGISTER, row.data[field], row.marks.get(field, {}))
            for unit, value, mark in voices:
                distinct.setdefault(json.dumps(value), (unit, value, mark))
            chosen = choices.get((key, field))
            if len(distinct) > 1:
                column = register.fields[field]
                names = names_in(register, [dict.fromkeys(register.fields) | {key: one[0][1] for key, one in fields.items()}])
                each = tuple(Said(unit, shown(column, value, names), value) for unit, value, _ in distinct.values())
                called = [shown(register.fields[part], fields[part][0][1], names) for part in register.key if part in fields]
                conflicts.append(Conflict(key, " ".join(called), field, column.name, each, chosen))
            winner = next((voice for voice in distinct.values() if voice[0] == chosen), next(iter(distinct.values())))
            values[field] = winner[1]
            marks = {k: v for k, v in marks.items() if k != field} | ({field: winner[2]} if winner[2] else {})
        values |= derived(register, values)
        _weigh(register, report, key, values, marks, row, places[key])
    return conflicts


def _weigh(
    register: Register, report: Report, key: str, values: dict[str, Any], marks: dict[str, Any], row: Row | None,
    place: tuple[int, str],
) -> None:  # fmt: skip
    number, unit = place
    lacking = [
        Problem(field=key, says=f"没有填“{field.name}”。请补填。")
        for key, field in register.fields.items()
        if register.must_fill(key) and values.get(key) is None
    ]
    problems = lacking or row_problems(register, values)
    report.problems += [_problem(register, problem, number, unit) for problem in problems]
    if any(problem.level == "block" for problem in problems):
        return
    candidate = Candidate(number, key, CheckedRow(values=values, marks=marks), AS_IT_BEGINS, row)
    same = row is not None and (row.data, row.marks) == (values, marks)
    (report.added if row is None else report.same if same else report.changed).append(candidate)

