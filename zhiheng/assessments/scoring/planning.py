"""What files that came back would change: every row proved and compared with what was said before, nothing written."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from zhiheng.assessments.figured import changed_figure, figures_by_item
from zhiheng.assessments.models import Assessed, Assessment, Judgement, Sheet
from zhiheng.assessments.scoring.asking import Pair, items_of, word_in_short, words_of
from zhiheng.core.reading.formats import base_name
from zhiheng.core.scoring import Heard, heard, plain
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.schemes import EVIDENCE, Item
from zhiheng.core.values.score_sheets import ScoreSaid, ScoresBack
from zhiheng.core.values.scorecards import Observed
from zhiheng.core.values.ways import Choice
from zhiheng.core.writing.scores_back import scores_back


class RowBack(NamedTuple):
    """One row of a file. `state`: new, same, changed (a person decides), clash (two files differ), wrong."""

    state: str
    said: ScoreSaid
    why: str = ""
    assessed: Assessed | None = None
    item: Item | None = None
    heard: Heard = Heard()
    before: Judgement | None = None

    @property
    def key(self) -> str:
        """What a person agrees to: this word in place of that one, and of no other."""
        told = f"{self.said.code}/{self.said.item}/{self.before.pk if self.before else 0}/{self.word}"
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    @property
    def word(self) -> str:
        """What it says, the same for the same."""
        now = "-" if not self.said.applies else self.heard.answer or format((self.heard.value or Decimal(0)).normalize(), "f")
        return f"{now}/{self.said.why}"

    @property
    def was(self) -> str:
        """What was said before, in short."""
        return word_in_short(self.before)

    @property
    def now(self) -> str:
        """What the row says."""
        return self.said.value if self.said.applies else "不适用"


class FileBack(NamedTuple):
    """One file, read. `state`: ready, again (taken before), refused."""

    name: str
    digest: str
    state: str
    says: str
    sheet: Sheet | None = None
    rows: tuple[RowBack, ...] = ()
    empty: int = 0

    def of(self, state: str) -> list[RowBack]:
        """Its rows in that state."""
        return [row for row in self.rows if row.state == state]

    @property
    def new(self) -> list[RowBack]:
        return self.of("new")

    @property
    def changed(self) -> list[RowBack]:
        return [*self.of("changed"), *self.of("clash")]

    @property
    def same(self) -> list[RowBack]:
        return self.of("same")

    @property
    def wrong(self) -> list[RowBack]:
        return self.of("wrong")


def planned(
    assessment: Assessment, files: Iterable[tuple[str, bytes]], *, own: bool = False, of: Assessed | None = None
) -> list[FileBack]:  # fmt: skip
    """What each file (name, content) says, in the order in which they came; which differ from one another does not hang on it.

    `own`: they are self-assessments, where said of one alone.
    """
    read = [_read(assessment, base_name(name)[:255], content, own, of) for name, content in files]
    said: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for file in read:
        for row in file.rows:
            if file.sheet and row.state in ("new", "changed"):
                said[cell_of(file.sheet, row)].add(row.word)
    clashing = {cell for cell, words in said.items() if len(words) > 1}
    return [_with_clashes(file, clashing) if file.sheet else file for file in read]


def cell_of(sheet: Sheet, row: RowBack) -> tuple[str, ...]:
    """Whose word a row is, of whom and of what."""
    return (sheet.kind, sheet.scorer, sheet.stage, row.said.code, row.said.item)


def _with_clashes(file: FileBack, clashing: set[tuple[str, ...]]) -> FileBack:
    if file.sheet is None:
        return file
    why = "同一批交回的两份表说的不一样，请只勾一份。"
    rows = tuple(
        row._replace(state="clash", why=why)
        if row.state in ("new", "changed") and cell_of(file.sheet, row) in clashing else row
        for row in file.rows
    )  # fmt: skip
    return file._replace(rows=rows)


def _read(assessment: Assessment, name: str, content: bytes, own: bool, of: Assessed | None) -> FileBack:
    digest = hashlib.sha256(content).hexdigest()
    try:
        back, sheet = _opened(assessment, name, content, own, of)
    except Fault as problem:
        return FileBack(name, digest, "refused", f"{problem.says}（{problem.id}）")
    if same := sheet.backs.filter(digest=digest).first():
        return FileBack(name, digest, "again", f"与已收到的“{same.name}”是同一份文件，没有重复并入。", sheet)
    assessed = list(assessment.assessed.all())
    rows = [_row(sheet, one, *told) for one, told in _placed(sheet, assessed, back)]
    if sheet.kind == "self" and sheet.assessed:
        known = figures_by_item(sheet.assessed)
        rows = [_beside_figure(row, known.get(row.said.item)) if row else None for row in rows]
    rows += [
        RowBack("wrong", ScoreSaid(code="", item="", row=row), f"第 {row} 行没有行标识，没有并入。") for row in back.loose
    ]
    empty = sum(one.is_empty for one in back.rows)
    return FileBack(name, digest, "ready", "", sheet, tuple(row for row in rows if row is not None), empty)


def _opened(
    assessment: Assessment, name: str, content: bytes, own: bool, of: Assessed | None
) -> tuple[ScoresBack, Sheet]:  # fmt: skip
    """What a file says, and the sheet that it was. Raises: Fault S241: none of this assessment, or its columns are gone."""
    back = scores_back(content, name)
    if back is None or not back.rows:
        raise Fault("S241", f"{name}：不是发下去的评分表，或者隐藏的行标识没有了。请在发的表里填写后再交。")
    known = Sheet.objects.select_related("assessment", "unit", "assessed__assessment", "assessed__area")
    sheet = known.filter(token=back.token or "-").first()
    if sheet is None or sheet.assessment_id != assessment.pk:
        whose = f"“{sheet.assessment.name}”的表" if sheet else "别的考核或别处发的表"
        raise Fault("S241", f"{name}：这是{whose}，不是“{assessment.name}”的，没有并入。请让对方填这次发的表。")
    if (sheet.kind == "self") != own:
        other, page = ("评分表，不是自评表", "评分") if own else ("自评表，不是评分表", "自评")
        raise Fault("S241", f"{name}：这是{other}。请到“{page}”页交回。")
    if of and sheet.assessed_id != of.pk:
        raise Fault("S241", f"{name}：这是{sheet.assessed}的自评表，不是{of}的，没有并入。请交{of}的表。")
    if back.lacks:
        gone = "、".join(back.lacks)
        raise Fault("S241", f"{name}：找不到“{gone}”这一列，表头可能改过。请把表头改回来，或重新在发的表里填写。")
    return back, sheet


def _placed(
    sheet: Sheet, assessed: Sequence[Assessed], back: ScoresBack
) -> list[tuple[ScoreSaid, tuple[Assessed | None, Item | None, Judgement | None]]]:
    scheme = sheet.assessment.as_opened
    if sheet.kind == "expert":
        items = {item.id: item for item in scheme.items if item.by == "expert"}
        before: Mapping[Pair, Judgement] = words_of(assessed, "expert", stage=sheet.stage, scorer=sheet.scorer)
    elif sheet.kind == "self":
        assessed = [one for one in assessed if one.pk == sheet.assessed_id]
        led = set(sheet.assessment.lead_units.filter(unit=sheet.unit).values_list("words", flat=True)) if sheet.unit else None
        items = {item.id: item for item in scheme.items if item.of != EVIDENCE and (led is None or item.lead in led)}
        before = words_of(assessed, "self")
    else:
        items = {item.id: item for item in (items_of(sheet.assessment, scheme, sheet.unit) if sheet.unit else [])}
        before = words_of(assessed, "department")
    known = {one.code: one for one in assessed}
    return [(one, (known.get(one.code), items.get(one.item), before.get((one.code, one.item)))) for one in back.rows]


def _row(sheet: Sheet, said: ScoreSaid, one: Assessed | None, item: Item | None, before: Judgement | None) -> RowBack | None:
    if said.is_empty:
        return None
    if one is None or item is None or not item.asked_of(one.group):
        whose = "这位专家" if sheet.kind == "expert" else str(sheet.unit or sheet.assessed)
        return RowBack("wrong", said, f"第 {said.row} 行不是{whose}该评的（{said.code} {said.item}），没有并入。", one, item)
    if not said.applies and not said.why:
        return RowBack("wrong", said, f"第 {said.row} 行选了不适用，没有写理由。请补上理由。", one, item)
    try:
        told = heard(item, said.value, one.group) if said.applies else Heard()
    except Fault as problem:
        return RowBack("wrong", said, f"第 {said.row} 行：{problem.says}", one, item)
    row = RowBack("new", said, "", one, item, told, before)
    if before is None:
        return row
    if _is_same(before, row, isinstance(item.how, Choice)):
        return row._replace(state="same")
    return row._replace(state="changed", why=f"以前评的是“{word_in_short(before)}”{_whose(before)}，这份说的不一样。")


def _beside_figure(row: RowBack, known: Observed | None) -> RowBack:
    """A row of a self-assessment: what the records give is no new word; another number needs its reason."""
    if row.state not in ("new", "changed") or row.item is None or row.item.by != "computed":
        return row
    if row.state == "new" and known and row.said.applies and known.value == row.heard.value:
        return row._replace(state="same")
    if changed_figure(row.item, known, row.heard.value) and not row.said.why and known and known.value is not None:
        why = f"第 {row.said.row} 行：系统算得 {plain(known.value)}，这份写 {row.said.value}，没有写依据。请在“说明”里补上。"
        return row._replace(state="wrong", why=why)
    return row


def _is_same(before: Judgement, row: RowBack, choice: bool) -> bool:
    if before.applies != row.said.applies or before.why != row.said.why:
        return False
    if not before.applies:
        return True
    return before.answer == row.heard.answer if choice else before.value == row.heard.value


def _whose(word: Judgement) -> str:
    return f"（{word.by.get_full_name()} {word.at:%m-%d} 记）"
