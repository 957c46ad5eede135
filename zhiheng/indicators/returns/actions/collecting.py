"""Files that units sent back, dragged in by the dozen: whose each is, what is wrong with it, and where two disagree."""

import hashlib
from datetime import date
from pathlib import PurePath
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhiheng.core.checking import answer_in
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.forms import Answer, FilledSheet, Form, Item
from zhiheng.core.values.lookups import Broken, Merged
from zhiheng.core.writing import filled_sheet
from zhiheng.documents import originals
from zhiheng.history.actions import record
from zhiheng.indicators.models import Return, ReturnFile, ReturnRound
from zhiheng.indicators.returns.actions.reviewing import reopen
from zhiheng.indicators.returns.actions.saving import Typed, in_one_sentence, submit
from zhiheng.indicators.returns.forms_kept import NOTHING, answers_now, held_return, with_unit
from zhiheng.registers.actions.importing import refuse_secret
from zhiheng.registers.collecting import unpacked
from zhiheng.registers.sheets import sheets_of
from zhiheng.web.access import demand


def take_back(
    opened: ReturnRound, files: list[tuple[str, bytes]], by: Any, *, arrived_on: date | None = None, today: date | None = None
) -> list[tuple[str, str]]:
    """What became of each file of a batch, zips unpacked: its name and a sentence. One that is refused keeps no other out.

    `arrived_on` is the day on which they came, where that was before today: it decides whether they are on time.

    Raises: NotAllowed U401. Fault M218: they cannot have come on that day.
    """
    demand(by, "returns.fill")
    today = today or timezone.localdate()
    day = arrived_on or today
    if day > today:
        raise Fault("M218", f"收到日期 {day} 还没有到。请改成收到表格的那一天。")
    said: list[tuple[str, str]] = []
    for name, content in files:
        try:
            for inner, inside in unpacked(name, content):
                said += [(inner, sentence) for sentence in _taken_back(opened, inner, inside, by, day)]
        except Fault as problem:
            said.append((name, f"{problem.says}（{problem.id}）"))
    return said


def _taken_back(opened: ReturnRound, name: str, content: bytes, by: Any, day: date) -> list[str]:
    try:
        sheets = sheets_of(name, content)
        refuse_secret(name, sheets)
        form = opened.as_asked
        found = [one for sheet in sheets if (one := filled_sheet(sheet.title, sheet.rows, form)) is not None]
        if not found:
            raise Fault("M213", f"{name}：里面没有“{opened.name}”的项。请用发下去的表填写后再交。")
        others = [one for one in found if one.round and one.round != opened.token]
        if others:
            raise Fault("M214", f"{name}：这是另一期或另一张报表的表格，不是{opened.period}的“{opened.name}”。请到那一期里交。")
        digest = hashlib.sha256(content).hexdigest()
        originals.keep(content, digest)
        return [_kept(opened, form, one, name, digest, by, day, alone=len(found) == 1) for one in found]
    except Fault as problem:
        return [f"{problem.says}（{problem.id}）"]


@transaction.atomic
def _kept(
    opened: ReturnRound, form: Form, sheet: FilledSheet, name: str, digest: str, by: Any, day: date, *, alone: bool
) -> str:
    """What became of one sheet, in a sentence; it is kept beside the return whatever became of it."""
    found = _whose(opened, sheet, name, alone=alone)
    one = held_return(found.pk) if found else None
    demand(by, "returns.fill", area=one.area if one else opened.area)
    kept = answers_now(one) if one else {}
    cells = {}
    for row in sheet.rows:
        answer = answer_in(form.items[row.item], row.cell, row.note, kept.get(row.item, NOTHING).answer.filled)
        cells[row.item] = [_plain(row.cell, answer.says), answer.note, row.place, answer.says]
    file = ReturnFile(
        round=opened, of=one, name=name[:255], sheet=sheet.title[:60], digest=digest, cells=cells, state="waits", arrived_on=day,
        by=by, at=timezone.now(),
    )  # fmt: skip
    if one is None:
        file.says = "看不出是哪个单位的，请在下面选。"
    return _settled(file, one, form, by)


def _settled(file: ReturnFile, one: Return | None, form: Form, by: Any) -> str:
    """The file is in its return where that is open; else it waits for a person, unless it says nothing new."""
    if one is not None:
        differing = differences(file, one, form)
        if one.is_open:
            file.says = _brought(file, one, by)
            file.state = "taken"
        elif differing:
            file.says = f"{one.name}已经报过（{one.get_state_display()}），这份有 {len(differing)} 项不同，请在下面选用哪份。"
        else:
            file.says, file.state = f"{one.name}已经报过，这份没有变化。", "same"
    file.says = file.says[:500]
    file.save()
    said = {"单位": one.name if one else "未认出", "文件": file.name, "结果": file.says}
    record(file, "收到回表", by, after=said, about=file.round)
    return file.says


def _brought(file: ReturnFile, one: Return, by: Any) -> str:
    form = file.round.as_asked
    saved = submit(one.pk, _cells(file), by, means="file", on=file.arrived_on)
    if saved.of.is_open:
        places = {item: place for item, (_, _, place, _) in file.cells.items()}
        return f"{one.name}：值都留下了，还不能报。{in_one_sentence(saved.findings, form, places)}"
    late = "，迟报" if saved.of.is_late else ""
    warned = sum(not found.stops for found in saved.findings)
    return f"{one.name}：已报{late}，{saved.changed} 项有改动" + (f"，{warned} 处请留意。" if warned else "。")


def _whose(opened: ReturnRound, sheet: FilledSheet, name: str, *, alone: bool) -> Return | None:
    """The return that a sheet is for: by its mark, unless the unit on its face is another; else by that unit or the file's
    name. None: nobody can tell."""
    returns = list(opened.returns.select_related("area", "round"))
    by_name = {one.name: one for one in returns}
    marked = next((one for one in returns if one.pk == sheet.number and sheet.round == opened.token), None)
    said = by_name.get(sheet.unit)
    if marked is not None:
        return marked if said in (None, marked) else None
    if said is not None or not alone:
        return said
    words = PurePath(name).stem
    named = [one for one in returns if one.name in words]
    longest = [one for one in named if not any(one.name != other.name and one.name in other.name for other in named)]
    return longest[0] if len(longest) == 1 else None


def differences(file: ReturnFile, one: Return, form: Form) -> list[tuple[str, str, str]]:
    """What a file says otherwise than the return: (item's name, what stands there, what the file says)."""
    found, kept = [], answers_now(one)
    for item, typed in _cells(file).items():
        known = form.items[item]
        ours = kept.get(item, NOTHING).answer
        theirs = answer_in(known, *typed, ours.filled)
        if (theirs.value, theirs.note, theirs.typed) != (ours.value, ours.note, ours.typed):
            found.append((known.name, _words(known, ours), _words(known, theirs)))
    return found


def _words(item: Item, answer: Answer) -> str:
    words = with_unit(item, answer) or "空"
    return f"{words}（{answer.note}）" if answer.note else words


@transaction.atomic
def use_file(file: ReturnFile, by: Any, reason: str) -> str:
    """The file's values are in the return, which is opened again for it where it was handed in.

    Raises: NotAllowed U401. Fault H102, M209 no reason · M217: the file does not wait.
    """
    one = _of_waiting(file)
    if one is None:
        raise Fault("M216", f"{file.name}：看不出是哪个单位的。请先选单位。")
    demand(by, "returns.fill", area=one.area)
    if not one.is_open:
        one = reopen(one.pk, reason, by)
    file.says, file.state = _brought(file, one, by)[:500], "taken"
    file.save(update_fields=["says", "state"])
    record(file, "采用回表", by, after={"单位": one.name, "文件": file.name}, reason=reason, about=file.round)
    return file.says


@transaction.atomic
def drop_file(file: ReturnFile, by: Any) -> None:
    """The file stays, and nothing of it is in the return. Raises: NotAllowed U401. Fault M217."""
    one = _of_waiting(file)
    demand(by, "returns.fill", area=one.area if one else file.round.area)
    file.state = "dropped"
    file.save(update_fields=["state"])
    record(file, "不用回表", by, after={"文件": file.name}, about=file.round)


@transaction.atomic
def name_file(file: ReturnFile, number: int, by: Any) -> str:
    """The file is that return's, as a person says. Raises: NotAllowed U401. Fault M216: no such unit · M217."""
    _of_waiting(file)
    one = file.round.returns.select_related("area", "round").filter(pk=number).first()
    if one is None or file.of_id is not None:
        raise Fault("M216", f"{file.name}：没有选单位，或者不在应报单位里。请从列表里选。")
    demand(by, "returns.fill", area=one.area)
    file.of = one
    return _settled(file, one, file.round.as_asked, by)


def _of_waiting(file: ReturnFile) -> Return | None:
    if file.state != "waits":
        raise Fault("M217", f"{file.name}：已经处理过了（{file.get_state_display()}）。请刷新页面。")
    return file.of


def _plain(cell: Any, says: str) -> Any:
    """A cell as JSON keeps it, so that reading it again says the same; "" where the file itself does not say it."""
    if isinstance(cell, Broken | Merged):
        return "" if says else _plain(cell.value, "")
    if cell is None or isinstance(cell, bool | int | str):
        return cell
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() and abs(cell) < 10**15 else f"{cell:.15g}"
    return cell.isoformat() if hasattr(cell, "isoformat") else str(cell)


def _cells(file: ReturnFile) -> dict[str, Typed]:
    """What a file says at each item."""
    return {
        item: Typed(Broken(says) if says and cell == "" else cell, note) for item, (cell, note, _, says) in file.cells.items()
    }
