"""By which layout a file is read: one that a person confirmed, the register's own heads, or one that came with us."""

import hashlib
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any, NamedTuple

from django.conf import settings
from msgspec import convert

from zhiheng.core.checking.heads import head_of, last_part
from zhiheng.core.checking.mapping import mapped_rows, placed, proposed
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.layouts import Head, Layout, Proposed
from zhiheng.core.values.lookups import DAY_ZERO, Lookups
from zhiheng.core.values.registers import Register
from zhiheng.definitions.profiles import profiles
from zhiheng.directory.models import Area, Organisation
from zhiheng.directory.queries import areas_within
from zhiheng.registers.importing import Cells, cells_by_heads
from zhiheng.registers.lookups import lookups
from zhiheng.registers.models import ImportProfile
from zhiheng.registers.sheets import Sheet
from zhiheng.web.scoping import STEP, Scope

ENOUGH = 0.5  # of a layout's heads: a file that has so many is of that layout, changed


class Changed(NamedTuple):
    """A layout that the file nearly has: its head was changed since it was confirmed."""

    name: str
    layout: Layout
    gone: tuple[str, ...]
    new: tuple[str, ...]


class Chosen(NamedTuple):
    """How a sheet becomes rows. `layout` None: by the names of its head. `name` is the layout's."""

    sheet: Sheet
    cells: Cells
    name: str = ""
    layout: Layout | None = None


class Unmapped(Fault):
    """A file whose columns nobody has mapped yet, or whose head was changed: a person is asked once."""

    def __init__(self, problem: Fault, changed: Changed | None = None) -> None:
        super().__init__(problem.id, problem.says)
        self.changed = changed


def fingerprint(head: Head) -> str:
    """The digest of the names in a head."""
    return hashlib.sha256(head.fingerprint.encode()).hexdigest()


def chosen_layout(register: Register, name: str, sheets: list[Sheet], area: Area, scope: Scope) -> Chosen:
    """The layout of a file. Raises: Unmapped G101–G103, G141: a person has to say which column is which."""
    kept = list(confirmed(register.id, area))
    by_fingerprint = {one.fingerprint: one for one in reversed(kept)}
    heads = [(sheet, head) for sheet in sheets if (head := head_in(register, sheet, kept))]
    for sheet, head in heads:
        if one := by_fingerprint.get(fingerprint(head)):
            layout = convert(one.layout, Layout)
            if layout.sheets in ("", sheet.title):
                return Chosen(sheet, cells_by(layout, register, name, sheet, head, scope), one.name, layout)
    changed = _changed(heads, kept)
    if changed is None:
        for sheet, head in heads:
            for profile in profiles(settings.DEFINITIONS).values():
                if profile.register == register.id and not placed(profile.layout, head).missing:
                    cells = cells_by(profile.layout, register, name, sheet, head, scope)
                    return Chosen(sheet, cells, profile.name, profile.layout)
    try:
        return Chosen(sheets[0], cells_by_heads(register, name, sheets[0]))
    except Fault as problem:
        if changed is None:
            raise Unmapped(problem) from None
        before, differing = changed.name, _differing(changed)
        asked = Fault("G141", f"{name}：表头与“{before}”定下的不同：{differing}请核对各列，确认一次。")
        raise Unmapped(asked, changed) from None


def confirmed(register: str, area: Area) -> Any:
    """The layouts that people of an area, or of one above it, confirmed; the newest first."""
    paths = [area.path[: end + STEP] for end in range(0, len(area.path), STEP)]
    found = ImportProfile.objects.unscoped("layouts of the areas above serve those below")
    return found.filter(register=register, area__path__in=paths)


def head_in(register: Register, sheet: Sheet, kept: list[ImportProfile]) -> Head | None:
    """The head of a sheet; None where no row is like one."""
    known = {field.name for field in register.fields.values()}
    known |= {last_part(head) for heads in names_of(register, kept).values() for head in heads}
    return head_of(sheet.rows, sheet.wide, sorted(known))


def names_of(register: Register, kept: list[ImportProfile]) -> dict[str, tuple[str, ...]]:
    """What fields are called in files that were mapped before, by field."""
    found: dict[str, dict[str, None]] = {}
    ours = [profile.layout for profile in profiles(settings.DEFINITIONS).values() if profile.register == register.id]
    for layout in (*ours, *(convert(one.layout, Layout) for one in kept)):
        for key, column in layout.columns.items():
            found.setdefault(key, {})[last_part(column.head)] = None
    return {key: tuple(names) for key, names in found.items()}


def _changed(heads: list[tuple[Sheet, Head]], kept: list[ImportProfile]) -> Changed | None:
    best: tuple[float, Changed] | None = None
    for _, head in heads:
        for one in kept:
            layout = convert(one.layout, Layout)
            missing, before = placed(layout, head).missing, set(one.heads)
            share = 1 - len(missing) / max(len(layout.heads), 1)
            new = tuple(name for name in head.names if name and name not in before)
            if share >= ENOUGH and (best is None or share > best[0]):
                gone = tuple(name for name in one.heads if name not in head.names)
                best = (share, Changed(one.name, layout, gone, new))
    return best[1] if best else None


def _differing(changed: Changed) -> str:
    gone = f"少了“{'”“'.join(changed.gone)}”，" if changed.gone else ""
    new = f"多了“{'”“'.join(changed.new)}”。" if changed.new else ""
    return f"{gone}{new}".replace("，。", "。").rstrip("，") + ("" if new else "。")


def cells_by(layout: Layout, register: Register, name: str, sheet: Sheet, head: Head, scope: Scope) -> Cells:
    """The rows of a sheet by a layout. Raises: Fault G142: the file's name or title does not tell what it should."""
    found = placed(layout, head)
    beside = {key: said_in(register, key, place_text(place, name, sheet, head), scope) for key, place in layout.places.items()}
    if lacking := [register.fields[key].name for key, said in beside.items() if not said and register.must_fill(key)]:
        raise Fault("G142", f"{name}：文件名、标题或表名里看不出“{'”“'.join(lacking)}”。请在文件名里写明，或改对列方案。")
    told = dict.fromkeys((*layout.constants, *beside), (-1, ""))
    rows = mapped_rows(layout, head, sheet.rows, beside)
    return Cells({**told, **found.places}, rows, found.ignored, head.below + 1)


def place_text(place: str, name: str, sheet: Sheet, head: Head) -> str:
    """The words of the file's name, of the lines above the head, or of the sheet's name."""
    if place == "file":
        return PurePath(name).stem
    if place == "sheet":
        return sheet.title
    return " ".join(str(cell) for row in sheet.rows[: head.first] for cell in row if cell is not None)


def said_in(register: Register, key: str, words: str, scope: Scope) -> str:
    """What a text says of a field: the one area or body named in it, else the text; "" where none or several are."""
    kind = register.fields[key].type if key in register.fields else "text"
    if kind not in ("area", "organisation"):
        return words.strip()
    if kind == "area":
        names = areas_within(scope).values_list("name", flat=True)
    else:
        names = Organisation.objects.filter(scope.reached("area")).values_list("name", flat=True)
    named = {name for name in names if name in words}
    longest = [name for name in named if not any(name != other and name in other for other in named)]
    return longest[0] if len(longest) == 1 else ""


def proposal(register: Register, sheet: Sheet, head: Head, area: Area, scope: Scope) -> dict[str, Proposed]:
    """The column proposed for each field."""
    kept = list(confirmed(register.id, area))
    known = lookups(scope)
    known = Lookups(areas=_names_too(scope, known.areas), day_zero=sheet.day_zero or DAY_ZERO)
    return proposed(register, head, sheet.rows, known, names_of(register, kept))


def _names_too(scope: Scope, areas: Mapping[str, str]) -> dict[str, str]:
    """Areas by name, so that one written otherwise is found by likeness."""
    return {name: code for name, code in areas_within(scope).values_list("name", "code")[:5000] if name in areas}
