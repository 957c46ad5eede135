"""Scores of departments and experts: sheets handed out and taken back, and what is typed on the page."""

import secrets
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from zhiheng.assessments.models import Assessed, Assessment, Sheet, SheetBack
from zhiheng.assessments.recording import say
from zhiheng.assessments.scoring.asking import units_asked
from zhiheng.assessments.scoring.planning import FileBack, RowBack, cell_of, planned
from zhiheng.core.values.faults import Fault
from zhiheng.documents import originals
from zhiheng.history.actions import record
from zhiheng.web.access import demand

RIGHT = {False: "assessments.score", True: "assessments.fill"}


class Taken(NamedTuple):
    """What became of one file. `state`: taken, apart (something was left for a person), again, refused."""

    name: str
    who: str
    state: str
    says: str


@transaction.atomic
def hand_out(assessment: Assessment, by: Any) -> list[Sheet]:
    """A sheet for every department that scores; asked again, those that have none as yet get theirs.

    Raises: NotAllowed U401. Fault S242: no unit leads any item.
    """
    demand(by, "assessments.score", area=assessment.area)
    units = [one.unit for one in units_asked(assessment).units]
    if not units:
        raise Fault("S242", f"{assessment.name}：没有一个部门牵头评分的项。请先在“概览”里写明各项的牵头部门对应本级哪个单位。")
    there = {sheet.unit_id: sheet for sheet in assessment.sheets.filter(kind="department").select_related("unit")}
    new = [unit for unit in units if unit.pk not in there]
    for unit in new:
        there[unit.pk] = _sheet(assessment, by, kind="department", unit=unit)
    if new:
        record(assessment, "发部门评分表", by, after={"单位": "、".join(str(unit) for unit in new)})
    return [there[unit.pk] for unit in units]


@transaction.atomic
def ask_experts(assessment: Assessment, names: Iterable[str], by: Any) -> list[Sheet]:
    """A sheet for each expert named (姓名，or 姓名（单位）); who has one keeps it.

    Raises: NotAllowed U401. Fault S243: no name, too long, or nothing is scored by experts.
    """
    demand(by, "assessments.score", area=assessment.area)
    wanted = list(dict.fromkeys(name.strip() for name in names if name.strip()))
    if not any(item.by == "expert" for item in assessment.as_opened.items):
        raise Fault("S243", f"{assessment.name}：方案里没有由专家评分的项，不用请专家。")
    if not wanted or max(map(len, wanted)) > 60:
        raise Fault("S243", "没有写专家的姓名，或有一行超过 60 个字。请一行写一位，例如：李某（示例大学）。")
    there = {sheet.scorer: sheet for sheet in assessment.sheets.filter(kind="expert", stage="blind")}
    new = [name for name in wanted if name not in there]
    for name in new:
        there[name] = _sheet(assessment, by, kind="expert", scorer=name, stage="blind")
    if new:
        record(assessment, "发专家评分表", by, after={"专家": "、".join(new)})
    return [there[name] for name in wanted]


def _sheet(assessment: Assessment, by: Any, **fields: Any) -> Sheet:
    token = f"pf-{assessment.pk}-{secrets.token_hex(8)}"
    return Sheet.objects.create(assessment=assessment, token=token, by=by, at=timezone.now(), **fields)


def keep_files(
    assessment: Assessment, files: Iterable[tuple[str, bytes]], by: Any, *, own: bool = False, of: Assessed | None = None
) -> list[FileBack]:  # fmt: skip
    """The files with what each would change; they are kept, nothing is entered. `own`: self-assessments, `of` one alone.

    Raises: NotAllowed U401.
    """
    demand(by, RIGHT[own], area=(of and of.area) or assessment.area)
    sent = list(files)
    found = planned(assessment, sent, own=own, of=of)
    for file, (_, content) in zip(found, sent, strict=True):
        if file.state == "ready":
            originals.keep(content, file.digest)
    return found


def take_back(
    assessment: Assessment, files: Iterable[tuple[str, str]], agreed: Collection[str], by: Any, *, own: bool = False,
    of: Assessed | None = None,
) -> list[Taken]:
    """What became of each file (name, digest) that was kept: new words are entered, changed ones where agreed to by their key.

    Raises: NotAllowed U401. Fault D405: a file is no more there.
    """
    demand(by, RIGHT[own], area=(of and of.area) or assessment.area)
    found = planned(assessment, [(name, originals.read(digest, name)) for name, digest in files], own=own, of=of)
    wanted: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for file in found:
        for row in file.rows:
            if file.sheet and (row.state == "new" or row.key in agreed):
                wanted[cell_of(file.sheet, row)].add(row.word)
    clear = {cell for cell, words in wanted.items() if len(words) == 1}
    return [_file(assessment, file, frozenset(agreed), clear, by) for file in found]


@transaction.atomic
def _file(assessment: Assessment, file: FileBack, agreed: frozenset[str], clear: set[tuple[str, ...]], by: Any) -> Taken:
    """`clear`: the cells for which one word alone was agreed to; once said, a cell is taken out."""
    sheet = file.sheet
    who = str(sheet.unit or sheet.scorer or sheet.assessed) if sheet else ""
    if sheet is None or file.state != "ready":
        return Taken(file.name, who, file.state, file.says)
    entered, replaced, apart, again = 0, 0, 0, 0
    wrong = [row.why for row in file.wrong]
    for row in file.rows:
        if row.state in ("same", "wrong"):
            continue
        if row.state != "new" and row.key not in agreed:
            apart += 1
            continue
        if (cell := cell_of(sheet, row)) not in clear:
            apart, again = apart + (row.state == "clash"), again + (row.state != "clash")
            continue
        try:
            with transaction.atomic():
                _enter(sheet, row, file.name, by)
        except Fault as problem:
            wrong.append(f"第 {row.said.row} 行：{problem.says}")
            continue
        clear.discard(cell)
        entered, replaced = entered + (row.before is None), replaced + (row.before is not None)
    counts = (
        (entered, "并入 {} 格"), (replaced, "改了 {} 格"), (len(file.of("same")) + again, "{} 格与已收的相同"),
        (file.empty, "{} 格没有填"), (apart, "{} 格没有同意改，仍是原来的"),
    )  # fmt: skip
    says = "，".join(words.format(count) for count, words in counts if count) or "没有填任何一格"
    says = "；".join([says, *wrong])[:500]
    if not apart and not wrong:
        SheetBack.objects.create(sheet=sheet, name=file.name, digest=file.digest, says=says, by=by, at=timezone.now())
    record(assessment, f"收到{sheet.get_kind_display()}", by, after={"来自": who, "文件": file.name, "结果": says})
    return Taken(file.name, who, "apart" if apart or wrong else "taken", says)


def _enter(sheet: Sheet, row: RowBack, name: str, by: Any) -> None:
    if row.assessed and row.item:
        agreed = row.assessed.judgements.filter(item=row.item.id, side="expert", stage="consensus", replaced=False)
        if sheet.kind == "expert" and agreed.exists():
            raise Fault("S257", f"{row.assessed} {row.item.id}：已经合议，独立评分不能再改。请看合议的结果。")
        say(
            row.assessed, row.item.id, sheet.kind, by, stage=sheet.stage, value=row.heard.value, answer=row.heard.answer,
            applies=row.said.applies, why=row.said.why, scorer=sheet.scorer, unit=sheet.unit, file_name=name,
        )  # fmt: skip
