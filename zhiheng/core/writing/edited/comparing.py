"""What an edited 任务分解表 says otherwise: held against what it said when it was made, and against what stands now."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from zhiheng.core.values.edited import Difference, EditedSheet, SheetRow, Standing
from zhiheng.core.writing.edited.cells import HELD_IN, READ_ONLY, fields_of, plain
from zhiheng.core.writing.edited.out import Print

_NO_BASE = "文件里没有导出时的底稿，不知道这一处是谁改的。请核对后再定。"
_HERE_TOO = "导出以后，这里也改过。"
_TARGETS = "量化目标不从表格收回。请在“目标”页处理。"
_WHICH = "没有写明是哪个季度。请写成“一季度：……”，每季度一行。"


class _Ground(NamedTuple):
    """What every comparison rests on."""

    sheet: EditedSheet
    now: Mapping[str, Standing]
    prints: Print


def differences(sheet: EditedSheet, now: Sequence[Standing], gone: Sequence[Standing], fingerprint: Print) -> list[Difference]:
    """What the file says otherwise, row by row of the file, then the rows that are not in it, then the order.

    `now` are the duties in their order, `gone` those taken out. A cell that nobody touched in the file is no difference, whatever
    was made of it here meanwhile; one that says what stands now is none either.
    """
    ground = _Ground(sheet, {one.id: one for one in now}, fingerprint)
    taken_out = {one.id: one for one in gone}
    found: list[Difference] = []
    above = ""
    for row in sheet.rows:
        if row.id and not row.copied and row.id in ground.now:
            found += _of_row(ground, row)
            above = row.id
        elif row.id in taken_out and not row.copied:
            found.append(_taken_out(ground, row, taken_out[row.id]))
        else:
            found.append(_new(row, above))
    found += _missing(ground)
    return [*found, *_order(ground, [one.id for one in now])]


def _of_row(ground: _Ground, row: SheetRow) -> Iterator[Difference]:
    now, base = ground.now[row.id], ground.sheet.prints.get(row.id, {})
    for column, text in row.cells.items():
        said = plain(text)
        if column == "no" or (column == "contact" and not ground.sheet.contacts):
            continue
        if base.get(column) == ground.prints(row.id, column, said) and column not in row.held:
            continue
        if column in READ_ONLY:
            if said != plain(now.printed.get(column, "")):
                yield _held(row, column, now, said, _TARGETS)
        elif column in row.held:
            yield _held(row, column, now, "", row.held[column])
        elif (fields := fields_of(column, said)) is None:
            yield _held(row, column, now, said, _WHICH)
        else:
            yield from (one for field, value in fields.items() if (one := _of_field(ground, row, column, field, value)))
    for column in row.held.keys() - row.cells.keys() - {"no"}:
        yield _held(row, column, now, "", row.held[column])


def _of_field(ground: _Ground, row: SheetRow, column: str, field: str, value: str) -> Difference | None:
    """A field that the file says otherwise than it stands now, and that somebody touched in the file."""
    now, base = ground.now[row.id], ground.sheet.prints.get(row.id, {})
    stands = now.fields[field]
    if plain(value) == plain(stands):
        return None
    key, printed = (field, plain(stands)) if column in HELD_IN else (column, plain(now.printed[column]))
    if column in HELD_IN and base.get(field) == ground.prints(row.id, field, plain(value)):
        return None
    untouched_here = base.get(key) == ground.prints(row.id, key, printed)
    why = "" if untouched_here else _HERE_TOO if base else _NO_BASE
    return Difference(
        key=f"{row.id}:{field}", kind="clash" if why else "change", row=row.row, id=row.id, field=field, old=stands, new=value,
        why=why, seen=ground.prints(row.id, field, stands),
    )  # fmt: skip


def _held(row: SheetRow, column: str, now: Standing, said: str, why: str) -> Difference:
    stands = "" if column == "contact" else now.printed.get(column, "")
    said = "" if column == "contact" else said
    return Difference(
        key=f"{row.id}:{column}", kind="held", row=row.row, id=row.id, field=column, old=stands, new=said, why=why
    )


def _new(row: SheetRow, above: str) -> Difference:
    fields: dict[str, str] = {}
    why = "；".join(dict.fromkeys(row.held.values()))
    for column, text in row.cells.items():
        if column not in READ_ONLY and column not in row.held:
            read = fields_of(column, plain(text))
            fields |= read or {}
            why = why if read is not None else _WHICH
    unmeasured = "" if not row.cells.get("targets") else _TARGETS
    note = "行标识与上面一行相同，像是复制来的。" if row.copied else ""
    note = note or ("行标识不是这个方案里的任务，当作新的一行。" if row.id else "")
    return Difference(
        key=f"new:{row.row}", kind="copied" if note else "new", row=row.row, why=note + why + unmeasured, after=above,
        cells={field: value for field, value in fields.items() if value},
    )  # fmt: skip


def _taken_out(ground: _Ground, row: SheetRow, was: Standing) -> Difference:
    return Difference(
        key=f"out:{row.id}", kind="moved", row=row.row, id=row.id, old=was.fields["task"] or was.fields["measures"],
        why="这项任务在这里已经删去或并入别的任务，文件里的这一行没有用上。要恢复的，请到“修改记录”页。",
    )  # fmt: skip


def _missing(ground: _Ground) -> Iterator[Difference]:
    """Rows that stood in the file when it was made, stand here still, and are in the file no more."""
    there = {row.id for row in ground.sheet.rows}
    for id in ground.sheet.order:
        if id in ground.now and id not in there:
            now, base = ground.now[id], ground.sheet.prints[id]
            keys = [key for key in base if key in now.printed and (key != "contact" or ground.sheet.contacts)]
            same = all(base[key] == ground.prints(id, key, plain(now.printed[key])) for key in keys)
            yield Difference(
                key=f"gone:{id}", kind="gone", id=id, old=now.fields["task"] or now.fields["measures"],
                why="" if same else _HERE_TOO, seen=ground.prints(id, "row", "\x1f".join(now.fields.values())),
            )  # fmt: skip


def _order(ground: _Ground, now: Sequence[str]) -> Iterator[Difference]:
    """The order of the file, where somebody changed it and it is not the order that stands."""
    rows = [row.id for row in ground.sheet.rows if row.id in ground.now and not row.copied]
    before = [id for id in ground.sheet.order if id in set(rows)]
    here = [id for id in now if id in set(rows)]
    if ground.sheet.order and rows != before and rows != here:
        why = "" if here == before else "导出以后，这里也调整过次序。"
        yield Difference(
            key="order", kind="order", why=why, cells={"order": ",".join(rows)}, seen=ground.prints("", "order", ",".join(now))
        )


