"""The page on which a person says, once, which column of a file is which field: its lines, and what was chosen on it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from zhiheng.core.checking.heads import unit_in
from zhiheng.core.values.layouts import TOTALS, Column, Head, Layout, Place, Proposed
from zhiheng.core.values.masking import masked_value
from zhiheng.core.values.registers import Field, Register
from zhiheng.directory.queries import scope_of
from zhiheng.documents import originals
from zhiheng.registers.known import known_register
from zhiheng.registers.layouts import (
    Unmapped,
    chosen_layout,
    confirmed,
    head_in,
    place_text,
    proposal,
    said_in,
)
from zhiheng.registers.models import Incoming
from zhiheng.registers.sheets import Sheet, sheets_of
from zhiheng.web.scoping import Scope

PLACES: dict[Place, str] = {"file": "取自文件名", "title": "取自标题行", "sheet": "取自工作表名"}
SAME = "="
STATE = Field(name="状态", type="code", hint="这一行办到了哪一步")


class Line(NamedTuple):
    """One field of the register, and where its values come from."""

    key: str
    field: Field
    required: bool
    chosen: str  # "": nowhere · c3: that column · =: the same in every row · file, title, sheet
    constant: str
    unit: str
    evidence: tuple[str, ...]
    samples: tuple[str, ...]
    values: tuple[tuple[str, str], ...]  # cells, and what each means
    choices: tuple[str, ...]  # what they may mean


class MappingPage(NamedTuple):
    """Everything on the page. `problem` says what was changed since a layout was confirmed."""

    register: Register
    sheet: Sheet
    head: Head
    lines: list[Line]
    options: list[tuple[str, str]]
    unused: list[str]
    problem: str


def mapping_page(one: Incoming) -> MappingPage | None:
    """The page for a file; None where it has nothing like a head."""
    register, scope = known_register(one.register), scope_of(one.area)
    sheets = sheets_of(one.name, originals.read(one.digest, one.name))
    kept = list(confirmed(one.register, one.area))
    headed = [(sheet, head) for sheet in sheets if (head := head_in(register, sheet, kept))]
    if not headed:
        return None
    sheet, head = max(headed, key=lambda pair: len([name for name in pair[1].names if name]))
    before, problem = Layout(), ""
    try:
        before = chosen_layout(register, one.name, sheets, one.area, scope).layout or before
    except Unmapped as asked:
        problem = asked.says if asked.changed else ""
        before = asked.changed.layout if asked.changed else before
    found = proposal(register, sheet, head, one.area, scope)
    keys = [key for key, field in register.fields.items() if not field.derive]
    if register.lifecycle:
        keys.append("state")
    told = {place: place_text(place, one.name, sheet, head) for place in PLACES}
    lines = [_line(register, key, head, found.get(key), before) for key in keys]
    lines = [_told_beside(line, register, told, scope) for line in lines]
    options = [(f"c{at}", name) for at, name in enumerate(head.names) if name]
    used = {line.chosen for line in lines}
    return MappingPage(register, sheet, head, lines, options, [name for at, name in options if at not in used], problem)


def _line(register: Register, key: str, head: Head, found: Proposed | None, before: Layout) -> Line:
    field = register.fields.get(key, STATE)
    chosen, constant, unit = f"c{found.column}" if found else "", "", found.unit if found else ""
    values = dict.fromkeys(found.unknown, "") | dict(found.values) if found else {}
    evidence = tuple(found.evidence) if found else ()
    if (column := before.columns.get(key)) and column.head in head.names:
        chosen, unit, values = f"c{head.names.index(column.head)}", column.unit, {**values, **column.values}
        evidence = ("上次这样定的",)
    elif key in before.constants:
        chosen, constant, evidence = SAME, before.constants[key], ("上次这样定的",)
    elif key in before.places:
        chosen, evidence = before.places[key], ("上次这样定的",)
    states = register.lifecycle.states if register.lifecycle else ()
    choices = states if key == "state" else register.code_values(key)
    required = key in register.fields and register.must_fill(key)
    samples = found.samples if found else ()
    if field.personal:
        samples = tuple(masked_value(words, field.name) for words in samples)
    return Line(key, field, required, chosen, constant, unit, evidence, samples, tuple(values.items()), choices)


def _told_beside(line: Line, register: Register, told: Mapping[Place, str], scope: Scope) -> Line:
    """A required area or body that no column tells may stand in the title or in the file's name."""
    if line.chosen or not line.required or line.field.type not in ("area", "organisation"):
        return line
    for place, words in told.items():
        if said := said_in(register, line.key, words, scope):
            return line._replace(chosen=place, evidence=(f"{PLACES[place].removeprefix('取自')}里写着“{said}”",))
    return line


def layout_of(said: Mapping[str, Any], page: MappingPage) -> Layout:
    """The layout that a person chose on the page."""
    columns: dict[str, Column] = {}
    constants: dict[str, str] = {}
    places: dict[str, Place] = {}
    for line in page.lines:
        chosen = str(said.get(f"from-{line.key}", ""))
        if chosen in (SAME, ""):
            constants[line.key] = str(said.get(f"is-{line.key}", "")).strip()
        elif chosen in PLACES:
            places[line.key] = chosen  # type: ignore[assignment]
        elif chosen in dict(page.options):
            head = dict(page.options)[chosen]
            cells = said.getlist(f"cell-{line.key}") if hasattr(said, "getlist") else []
            means = said.getlist(f"means-{line.key}") if hasattr(said, "getlist") else []
            values = {cell: meant.strip() for cell, meant in zip(cells, means, strict=False) if meant.strip()}
            unit = str(said.get(f"unit-{line.key}", "")).strip() or unit_in(head)
            columns[line.key] = Column(head=head, unit=unit, values=values)
    constants = {key: words for key, words in constants.items() if words}
    skip = tuple(word for word in str(said.get("skip", "、".join(TOTALS))).replace("，", "、").split("、") if word)
    sheets = page.sheet.title if said.get("this-sheet") else ""
    return Layout(columns=columns, constants=constants, places=places, skip=skip, sheets=sheets)
