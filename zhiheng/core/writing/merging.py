"""All answers of a round put together, and the 采纳情况表 that comes of it."""

import re
from collections.abc import Mapping, Sequence

from zhiheng.core.values.breakdown import BreakdownRow
from zhiheng.core.values.comments import (
    WHOLE_TABLE,
    Answer,
    Conflict,
    Decision,
    Merged,
    Remark,
    RowRemarks,
)
from zhiheng.core.values.tables import Column, Table
from zhiheng.core.writing.comments import WHOLE

_NUMBER = re.compile(r"^(（[^）]{1,3}）|[一二三四五六七八九十\d]+[.、．])")

ADOPTION_COLUMNS = (
    Column(key="no", name="序号", width=6, align="center"),
    Column(key="unit", name="单位", width=22, merge=True, align="center"),
    Column(key="item", name="条目", width=46),
    Column(key="opinion", name="意见", width=60),
    Column(key="adopted", name="采纳与否", width=12, align="center"),
    Column(key="reason", name="理由", width=28),
)


def merge_answers(answers: Sequence[Answer], expected_units: Sequence[str]) -> Merged:
    """The round so far: by row who wants what, what conflicts, who is missing.

    Shape: a unit's second file that says the same is left out and named; one that says otherwise stays, and
           the difference is a conflict. Nothing that was written is dropped. The order of files is irrelevant.
    """
    kept, repeated = _without_repeats(answers)
    order = {unit: place for place, unit in enumerate(expected_units)}
    kept.sort(key=lambda answer: (order.get(answer.unit, len(order)), answer.unit, answer.file))
    answered = list(dict.fromkeys(answer.unit for answer in kept))
    rows = _by_row(kept)
    outspoken = {remark.unit for row in rows for remark in row.remarks}
    return Merged(
        rows=rows,
        conflicts=(*_between_files(kept), *_between_units(rows)),
        answered=tuple(unit for unit in answered if unit in order),
        missing=tuple(unit for unit in order if unit not in answered),
        silent=tuple(unit for unit in answered if unit not in outspoken),
        unexpected=tuple(unit for unit in answered if unit not in order),
        repeated_files=tuple(repeated),
        notes=tuple(note for answer in kept for note in answer.notes),
    )


def adoption_table(
    merged: Merged,
    rows: Mapping[str, BreakdownRow],
    decisions: Mapping[str, Decision],
    title: str,
    printed_on: str = "",
) -> Table:
    """The 采纳情况表: one line a remark, by unit; what is not decided yet stays open.

    Shape: `rows` by row id, `decisions` by `Remark.key`.
    """
    units = [*merged.answered, *merged.unexpected]
    places = [*rows, *(row.row_id for row in merged.rows)]
    remarks = sorted(
        (remark for row in merged.rows for remark in row.remarks),
        key=lambda remark: (units.index(remark.unit), places.index(remark.opinion.row_id)),
    )
    lines = []
    for number, remark in enumerate(remarks, 1):
        decision = decisions.get(remark.key, Decision())
        lines.append(
            {
                "no": str(number),
                "unit": remark.unit,
                "item": _item(remark, rows),
                "opinion": _said(remark),
                "adopted": decision.adopted,
                "reason": decision.reason,
            }
        )
    return Table(
        title=title, columns=ADOPTION_COLUMNS, rows=tuple(lines), note=_note(merged), printed_on=printed_on
    )


def _without_repeats(answers: Sequence[Answer]) -> tuple[list[Answer], list[str]]:
    kept: dict[tuple[str, frozenset[tuple[bool, str, str, str, str]]], Answer] = {}
    repeated = []
    for answer in sorted(answers, key=lambda answer: answer.file):
        said = frozenset(
            (said.agrees, said.row_id, said.about if not said.row_id else "", said.field, said.text)
            for said in answer.opinions
        )
        if (answer.unit, said) in kept:
            repeated.append(answer.file)
        else:
            kept[answer.unit, said] = answer
    return list(kept.values()), repeated


def _by_row(answers: Sequence[Answer]) -> tuple[RowRemarks, ...]:
    """Rows in the order in which the answers hold them, the whole table last."""
    remarks: dict[str, list[Remark]] = {}
    agreeing: dict[str, list[str]] = {}
    for answer in answers:
        for said in answer.opinions:
            if said.agrees:
                agreeing.setdefault(said.row_id, []).append(answer.unit)
                continue
            remark = Remark(unit=answer.unit, file=answer.file, opinion=said)
            if remark.key not in {other.key for other in remarks.get(said.row_id, [])}:
                remarks.setdefault(said.row_id, []).append(remark)
    ids = dict.fromkeys((*remarks, *agreeing))
    last = (WHOLE_TABLE, "")
    return tuple(
        RowRemarks(
            row_id=row_id,
            remarks=tuple(remarks.get(row_id, ())),
            agreeing=tuple(dict.fromkeys(agreeing.get(row_id, ()))),
        )
        for row_id in sorted(ids, key=lambda row_id: row_id in last)
    )


def _between_files(answers: Sequence[Answer]) -> list[Conflict]:
    """Rows on which two files of one unit differ: one of them may say nothing, or agree."""
    conflicts = []
    by_unit: dict[str, list[Answer]] = {}
    for answer in answers:
        by_unit.setdefault(answer.unit, []).append(answer)
    for unit, files in by_unit.items():
        if len(files) < 2:
            continue
        row_ids = dict.fromkeys(said.row_id for answer in files for said in answer.opinions)
        for row_id in row_ids:
            views = [tuple(said for said in answer.opinions if said.row_id == row_id) for answer in files]
            if len({frozenset((said.field, said.text) for said in view) for view in views}) > 1:
                remarks = tuple(
                    Remark(unit=unit, file=answer.file, opinion=said)
                    for answer, view in zip(files, views, strict=True)
                    for said in view
                )
                conflicts.append(Conflict(kind="files", row_id=row_id, field="", remarks=remarks))
    return conflicts


def _between_units(rows: Sequence[RowRemarks]) -> list[Conflict]:
    conflicts = []
    for row in rows:
        if row.row_id in (WHOLE_TABLE, ""):
            continue
        fields: dict[str, list[Remark]] = {}
        for remark in row.remarks:
            fields.setdefault(remark.opinion.field, []).append(remark)
        for field, remarks in fields.items():
            wanted = {remark.opinion.suggestion or remark.opinion.opinion for remark in remarks}
            if len({remark.unit for remark in remarks}) > 1 and len(wanted) > 1:
                conflicts.append(
                    Conflict(kind="units", row_id=row.row_id, field=field, remarks=tuple(remarks))
                )
    return conflicts


def _item(remark: Remark, rows: Mapping[str, BreakdownRow]) -> str:
    said = remark.opinion
    if said.row_id == WHOLE_TABLE:
        return WHOLE
    row = rows.get(said.row_id)
    if row is None:
        return f"（新增）{said.about}" if not said.row_id else said.about
    return f"{row.clause} {_NUMBER.sub('', row.task)}".strip() if row.clause else row.task


def _said(remark: Remark) -> str:
    field = remark.opinion.field
    return f"【{field}】{remark.opinion.text}" if field else remark.opinion.text


def _note(merged: Merged) -> str:
    parts = []
    if merged.silent:
        parts.append(f"无修改意见：{'、'.join(merged.silent)}。")
    if merged.missing:
        parts.append(f"未反馈：{'、'.join(merged.missing)}。")
    return "注：" + "".join(parts) if parts else ""
