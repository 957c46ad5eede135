"""Which column of a file that somebody else laid out is which field: proposed from names and from values, then applied.

A proposal says its evidence and is confirmed by a person; applied, it guesses nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from rapidfuzz import fuzz

from zhiheng.core.checking.cells import Unreadable, kept_value, nearest_of, text_of
from zhiheng.core.checking.columns import state_heads
from zhiheng.core.checking.heads import last_part, plain_head, unit_in
from zhiheng.core.values.layouts import Head, Layout, Proposed
from zhiheng.core.values.lookups import Lookups
from zhiheng.core.values.registers import Field, Register

Rows = Sequence[Sequence[Any]]
Names = Mapping[str, tuple[str, ...]]  # other names of fields
SAMPLE = 200  # rows whose cells are looked at
SHOWN = 3  # samples shown
DISTINCT = 12  # cells of one column that a person translates
SURE = 0.55
AS_USUAL = Layout()
TELLING = ("date", "code", "area", "bool", "int", "decimal", "percent", "money", "quantity", "time")  # by their values


class Fit(NamedTuple):
    """How well a column fits a field."""

    sure: float
    field: str
    column: int
    evidence: tuple[str, ...]
    values: dict[str, str]
    unknown: tuple[str, ...]


def proposed(register: Register, head: Head, rows: Rows, known: Lookups, names: Names) -> dict[str, Proposed]:
    """The likeliest column of each field, each column for one field at most.

    Shape: `rows` are those of the sheet; `names[field]` what else the field is called in such files.
    """
    cells = _cells_by_column(head, rows)
    fits = [
        fit
        for key, field in register.fields.items()
        if not field.derive
        for column, name in enumerate(head.names)
        if name and (fit := _fit(register, key, field, column, name, cells[column], known, names.get(key, ())))
    ]
    found: dict[str, Proposed] = {}
    taken: set[int] = set()
    for fit in sorted(fits, key=lambda fit: -fit.sure):
        if fit.sure >= SURE and fit.field not in found and fit.column not in taken:
            taken.add(fit.column)
            found[fit.field] = _proposed(fit, head, cells[fit.column], register.fields[fit.field])
    for words, key in state_heads(register).items():
        column = next((at for at, name in enumerate(head.names) if name == words and at not in taken), None)
        if column is not None and key not in found:
            taken.add(column)
            fit = Fit(1.0, key, column, ("列名相同",), {}, ())
            found[key] = _proposed(fit, head, cells[column], Field(name=words, type="text"))
    return found


def _cells_by_column(head: Head, rows: Rows) -> list[list[Any]]:
    below = [row for row in rows[head.below : head.below + SAMPLE] if not _passed_over(row, head, AS_USUAL)]
    return [
        [row[column] for row in below if column < len(row) and str(row[column] if row[column] is not None else "").strip()]
        for column in range(len(head.names))
    ]


def _fit(
    register: Register, key: str, field: Field, column: int, name: str, cells: list[Any], known: Lookups, others: tuple[str, ...]
) -> Fit | None:
    by_name, why = _likeness(field, key, name, others)
    if by_name < 0.5:
        return None
    readable, values, unknown = _reading(register, key, field, cells, known, unit_in(name))
    evidence = [why]
    if field.type in TELLING and cells:
        evidence.append(f"看过的{len(cells)}格里{round(100 * readable)}%读得出")
        by_name = by_name * (0.75 + 0.25 * readable)
        if readable < 0.2 and not unknown:
            by_name *= 0.6
    return Fit(by_name, key, column, tuple(evidence), values, unknown)


def _likeness(field: Field, key: str, name: str, others: tuple[str, ...]) -> tuple[float, str]:
    last = last_part(name)
    mine = plain_head(field.name)
    if last in (mine, key) or name == mine:
        return 1.0, "列名相同"
    if last in others or name in others:
        return 0.97, f"“{last}”就是“{field.name}”的常用别名"
    likes = [(fuzz.ratio(last, plain_head(word)) / 100, word) for word in (mine, *others)]
    if mine in last or last in mine:
        likes.append((0.6 + 0.3 * min(len(mine), len(last)) / max(len(mine), len(last)), field.name))
    like, word = max(likes)
    return like * 0.95, f"“{last}”像“{word}”"


def _reading(
    register: Register, key: str, field: Field, cells: list[Any], known: Lookups, unit: str
) -> tuple[float, dict[str, str], tuple[str, ...]]:
    """The share of cells that can be read, translations that are likely, and cells a person must translate."""
    if field.type not in TELLING or not cells:
        return 1.0, {}, ()
    bad: dict[str, int] = {}
    codes = register.codes.get(key, ())
    for cell in cells:
        try:
            kept_value(field, cell, codes=codes, known=known, unit=unit or ("元" if field.type == "money" else ""))
        except Unreadable:
            bad[text_of(cell)[:60]] = bad.get(text_of(cell)[:60], 0) + 1
    readable = 1 - sum(bad.values()) / len(cells)
    if field.type not in ("code", "area", "bool") or len(bad) > DISTINCT:
        return readable, {}, ()
    choices = [code.value for code in codes] if field.type == "code" else list(known.areas) if field.type == "area" else []
    likely = {words: like for words in bad if (like := nearest_of(words, choices))}
    return readable, likely, tuple(words for words in bad if words not in likely)


def _proposed(fit: Fit, head: Head, cells: list[Any], field: Field) -> Proposed:
    samples = tuple(dict.fromkeys(_shown(cell) for cell in cells))[:SHOWN]
    unit = unit_in(head.names[fit.column]) if field.type in ("money", "quantity", "percent", "int") else ""
    return Proposed(
        field=fit.field, column=fit.column, head=head.names[fit.column], unit=unit, sure=round(fit.sure, 2),
        evidence=fit.evidence, samples=samples, values=fit.values, unknown=fit.unknown,
    )  # fmt: skip


def _shown(cell: Any) -> str:
    try:
        return text_of(cell)[:30]
    except Unreadable:
        return str(cell)[:30]


class Placed(NamedTuple):
    """Where a layout's fields stand in one sheet; `missing` heads that the sheet does not have."""

    places: dict[str, tuple[int, str]]
    missing: tuple[str, ...]
    ignored: tuple[str, ...]


def placed(layout: Layout, head: Head) -> Placed:
    """Where each field of the layout stands in a sheet with that head."""
    at = {name: column for column, name in reversed(list(enumerate(head.names))) if name}
    wanted = layout.columns
    places = {key: (at[one.head], one.unit) for key, one in wanted.items() if one.head in at}
    missing = tuple(dict.fromkeys(one.head for one in wanted.values() if one.head not in at))
    return Placed(places, missing, tuple(name for name in at if name not in layout.heads)[::-1])


def mapped_rows(layout: Layout, head: Head, rows: Rows, beside: Mapping[str, str]) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows below the head by field, as (row from 1, cells): totals, notes and repeated heads are passed over.

    Shape: `beside[field]` is what the file's name, its title or the name of the sheet says.
    """
    places = [(key, at) for key, (at, _) in placed(layout, head).places.items()]
    said = {**layout.constants, **beside}
    for place in range(head.below, len(rows)):
        row = rows[place]
        if _passed_over(row, head, layout):
            continue
        cells = {key: _translated(layout, key, row[at]) for key, at in places if at < len(row) and row[at] is not None}
        if cells:
            yield place + 1, {**said, **cells}


def _passed_over(row: Sequence[Any], head: Head, layout: Layout) -> bool:
    filled = [(column, plain_head(cell)) for column, cell in enumerate(row) if cell is not None and plain_head(cell)]
    if not filled:
        return True
    words = filled[0][1].replace(":", "")
    if any(words == skip or (words.startswith(skip) and len(filled) <= 2) for skip in layout.skip):
        return True
    lowest = [last_part(name) for name in head.names]
    return len(filled) > 1 and all(column < len(lowest) and last_part(said) in head.names[column] for column, said in filled)


def _translated(layout: Layout, key: str, cell: Any) -> Any:
    values = layout.columns[key].values
    if not values:
        return cell
    return values.get(str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip(), cell)

