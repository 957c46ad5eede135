"""A round of comments read back: who said what, what conflicts, who is missing; and its files."""

import io
import zipfile
from datetime import date
from typing import NamedTuple

import msgspec
from django.db.models import QuerySet
from django.utils import timezone

from zhiheng.core.values import comments
from zhiheng.core.values.breakdown import BreakdownRow
from zhiheng.core.values.days import day_in_words
from zhiheng.core.values.tables import Table
from zhiheng.core.writing import (
    adoption_table,
    comment_sheets,
    document,
    merge_answers,
    rows_by_unit,
    workbook,
)
from zhiheng.plans.actions.changing import cell_text
from zhiheng.plans.actions.commenting import FIELD_OF_COLUMN
from zhiheng.plans.models import Answer, CommentRound, Opinion, RoundUnit
from zhiheng.web.sending import safe_name


class Said(NamedTuple):
    """One opinion with what the clerk needs to decide it. `field` and `now`: the cell it would change, and its words."""

    opinion: Opinion
    item: str
    field: str
    now: str
    changed: bool
    conflicts: list[str]


class RoundView(NamedTuple):
    """A round so far."""

    merged: comments.Merged
    said: list[Said]
    units: list[tuple[RoundUnit, list[Answer]]]
    strangers: list[Answer]
    undecided: int


def view_of(opened: CommentRound) -> RoundView:
    """The round as its page shows it; a handful of queries, however many answers."""
    answers = list(opened.answers.prefetch_related("opinions__duty__units", "opinions__decided_by"))
    units = list(opened.units.all())
    merged = merge_answers([_core_answer(answer, opened) for answer in answers], [unit.name for unit in units])
    rows = {row.row_id: row for row in sent_rows(opened)}
    conflicts = _conflicts(merged)
    said = [
        _said(opinion, answer, rows, conflicts)
        for answer in answers
        for opinion in answer.opinions.all()
        if not opinion.agrees
    ]
    by_unit = [(unit, [answer for answer in answers if answer.unit == unit.name]) for unit in units]
    names = {unit.name for unit in units}
    strangers = [answer for answer in answers if answer.unit not in names]
    said.sort(key=lambda one: one.opinion.decision != "")
    return RoundView(merged, said, by_unit, strangers, sum(1 for one in said if not one.opinion.decision))


def opinions_of(opened: CommentRound) -> QuerySet[Opinion]:
    """Every opinion of the round."""
    return Opinion.objects.filter(answer__round=opened).select_related("answer__round__plan", "duty__plan__area")


def sent_rows(opened: CommentRound) -> tuple[BreakdownRow, ...]:
    """The rows as they went out."""
    return tuple(msgspec.convert(row, BreakdownRow) for row in opened.sent)


def comment_files(opened: CommentRound) -> dict[str, bytes]:
    """The .xlsx of each unit asked, by the unit's name."""
    by_unit = rows_by_unit(sent_rows(opened))
    asked = {unit.name: by_unit[unit.name] for unit in opened.units.all()}
    reply_by = day_in_words(opened.due_on) if opened.due_on else ""
    return comment_sheets(asked, opened.token, opened.plan.title, reply_by, timezone.localdate(opened.opened_at).isoformat())


def comment_zip(opened: CommentRound) -> bytes:
    """All units' files in one archive, numbered in protocol order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for n, (unit, data) in enumerate(comment_files(opened).items(), 1):
            archive.writestr(f"{n:02d} {safe_name(unit)[:80]} 征求意见表.xlsx", data)
    return out.getvalue()


def adoption(opened: CommentRound, on: date) -> Table:
    """The 采纳情况表 of the round."""
    answers = list(opened.answers.prefetch_related("opinions"))
    merged = merge_answers([_core_answer(answer, opened) for answer in answers], [u.name for u in opened.units.all()])
    decisions = {
        comments.Remark(unit=answer.unit, file=answer.file_name, opinion=_core_opinion(opinion)).key: comments.Decision(
            adopted=opinion.get_decision_display() if opinion.decision else "", reason=opinion.reason
        )
        for answer in answers
        for opinion in answer.opinions.all()
    }
    rows = {row.row_id: row for row in sent_rows(opened)}
    return adoption_table(merged, rows, decisions, f"{opened.plan.title}征求意见采纳情况表", on.isoformat())


def adoption_xlsx(opened: CommentRound, on: date) -> bytes:
    """The 采纳情况表 as .xlsx, A4 landscape."""
    return workbook(adoption(opened, on), "A4")


def adoption_docx(opened: CommentRound, on: date) -> bytes:
    """The 采纳情况表 as .docx."""
    return document(adoption(opened, on))


def _core_answer(answer: Answer, opened: CommentRound) -> comments.Answer:
    return comments.Answer(
        file=answer.file_name or f"{answer.get_means_display()}（{answer.pk}）", round_id=opened.token, unit=answer.unit,
        opinions=tuple(_core_opinion(opinion) for opinion in answer.opinions.all()), notes=tuple(answer.notes),
    )  # fmt: skip


def _core_opinion(opinion: Opinion) -> comments.Opinion:
    return comments.Opinion(
        row_id=opinion.row_id, agrees=opinion.agrees, opinion=opinion.opinion, suggestion=opinion.suggestion,
        field=opinion.field, about=opinion.about,
    )  # fmt: skip


def _conflicts(merged: comments.Merged) -> dict[str, list[str]]:
    """What conflicts with each remark, in words, by the remark's key."""
    found: dict[str, list[str]] = {}
    for conflict in merged.conflicts:
        for one in conflict.remarks:
            for other in conflict.remarks:
                if other.key != one.key:
                    who = f"{other.unit}的另一份表" if conflict.kind == "files" else other.unit
                    found.setdefault(one.key, []).append(f"{who}：{other.opinion.text or '没有提意见'}")
    return found


def _said(
    opinion: Opinion, answer: Answer, rows: dict[str, BreakdownRow], conflicts: dict[str, list[str]]
) -> Said:
    field = FIELD_OF_COLUMN.get(opinion.field, "")
    now = cell_text(opinion.duty, field) if opinion.duty and field else ""
    sent = _sent_text(rows.get(opinion.row_id), field)
    key = comments.Remark(unit=answer.unit, file=answer.file_name, opinion=_core_opinion(opinion)).key
    opinion.answer = answer
    item = "对全表" if opinion.row_id == comments.WHOLE_TABLE else opinion.about or "新增一行"
    return Said(opinion, item, field, now, bool(field and opinion.duty and sent != now), conflicts.get(key, []))


def _sent_text(row: BreakdownRow | None, field: str) -> str:
    if row is None or not field:
        return ""
    value = getattr(row, field)
    return value if isinstance(value, str) else "、".join(value)
